"""G3: a platform repeats, reorders and renumbers its updates; every message is answered once."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.guarantees.world import World

MESSAGES = 200


@pytest.mark.timeout(300)
def test_each_message_is_answered_once_however_often_it_is_delivered(tmp_path: Path) -> None:
    """A platform that repeats itself does not make the bot repeat itself."""
    with FakeTelegram() as telegram, World(tmp_path, telegram.url, webhook=True) as world:
        world.start_engine("ok")
        world.start()
        dice = random.Random(5)
        updates = [
            {"update_id": 7_000 + number, "message": telegram.message(2000 + number % 20, {"text": f"once {number}"})}
            for number in range(MESSAGES)
        ]
        thrice = updates * 3
        dice.shuffle(thrice)
        with ThreadPoolExecutor(8) as pool:
            assert {200} == set(pool.map(world.update, thrice))

        world.gateway.kill()
        world.start()
        start = dice.randint(1, 10**9)  # ids start anew at a random number
        renumbered = [{**update, "update_id": start + number} for number, update in enumerate(updates)]
        dice.shuffle(renumbered)
        with ThreadPoolExecutor(8) as pool:
            assert {200} == set(pool.map(world.update, renumbered))

        deadline = time.monotonic() + 30
        while (found := world.journal()).total() < MESSAGES and time.monotonic() < deadline:
            time.sleep(0.2)
        print(f"G3: {MESSAGES} messages delivered 4 times, {MESSAGES - len(found)} lost, {found.total() - len(found)} doubled")
        assert Counter(f"once {number}" for number in range(MESSAGES)) == found


@pytest.mark.timeout(120)
def test_polling_survives_ids_that_start_anew_lower(tmp_path: Path) -> None:
    """After a quiet week the platform may count from anywhere; my message is seen all the same."""
    with FakeTelegram() as telegram, World(tmp_path, telegram.url) as world:
        world.start_engine("ok")
        world.start()
        telegram.next_update = 9_000_000
        telegram.writes(77, "before the quiet week")
        telegram.wait(lambda fake: any("before the quiet week" in text for text in fake.seen(77)))
        telegram.wait(lambda fake: not fake.updates)
        time.sleep(1.2)  # an empty poll

        telegram.next_update = 5
        telegram.writes(77, "after the quiet week")

        telegram.wait(lambda fake: any("after the quiet week" in text for text in fake.seen(77)))
