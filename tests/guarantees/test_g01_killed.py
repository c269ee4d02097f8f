"""G1: the gateway is killed again and again; no accepted message is lost, none is answered twice."""

import random
import threading
import time
from pathlib import Path

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.guarantees.world import World

KILLS, MESSAGES, PEOPLE, SENDERS = 50, 2_000, 40, 4


@pytest.mark.timeout(600)
def test_no_accepted_message_is_lost_or_answered_twice(tmp_path: Path) -> None:
    """Whatever happens to the machine, what I wrote and they took is answered once."""
    with FakeTelegram() as telegram, World(tmp_path, telegram.url, webhook=True) as world:
        world.start_engine("random")
        world.start()
        updates = []
        for number in range(MESSAGES):
            message = telegram.message(1000 + number % PEOPLE, {"text": f"message {number}"})
            updates.append({"update_id": number, "message": message})
        accepted = threading.Semaphore(0)
        over = threading.Event()

        def send(mine: list[dict[str, object]]) -> None:
            for update in mine:
                while world.update(update, timeout=5) != 200:
                    time.sleep(0.05)
                accepted.release()

        senders = [threading.Thread(target=send, args=(updates[part::SENDERS],)) for part in range(SENDERS)]
        for sender in senders:
            sender.start()

        dice = random.Random(3)
        kills = 0
        while any(sender.is_alive() for sender in senders):
            for _ in range(dice.randint(25, 40)):
                accepted.acquire(timeout=0.5)
                if not any(sender.is_alive() for sender in senders):
                    break
            if kills < KILLS:
                time.sleep(dice.uniform(0, 0.05))
                world.gateway.kill()
                kills += 1
                world.start()
        while kills < KILLS:  # what was accepted is still being answered: kill into that, too
            world.gateway.kill()
            kills += 1
            world.start()
        over.set()

        deadline = time.monotonic() + 60
        while (found := world.journal()).total() < MESSAGES and time.monotonic() < deadline:
            time.sleep(0.5)

        print(f"G1: {kills} kills, {MESSAGES} messages, {MESSAGES - len(found)} lost, {found.total() - len(found)} doubled")
        assert {f"message {number}" for number in range(MESSAGES)} == set(found)
        assert MESSAGES == found.total()
