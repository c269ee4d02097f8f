"""G5: whatever state the engine is in, a cry for help gets the card at once."""

import statistics
import time
from pathlib import Path

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.guarantees.world import AT_ONCE, DESPAIR, EVERY_CRY, POLICE, World, number_for, words_of

STATES = ["dead", "hung", "slow", "empty", "half", "error"]
LIMIT = 1.0
HELD_UP = 1
"""Cards of one state that may come inside a 503, when the disk of a busy machine took longer than a card waits for it."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("state", STATES)
def test_the_card_comes_within_a_second_on_the_website(tmp_path: Path, state: str) -> None:
    """I write in my language that I am in danger; the numbers are there within a second, engine or no engine."""
    with World(tmp_path) as world:
        world.start_engine(state)
        world.start()
        took, held_up = [], 0
        for number, (language, cry) in enumerate(EVERY_CRY):
            if number == AT_ONCE:
                world.wait_whole()
            token = world.conversation(language)
            if number % 3 == 0 and state != "dead":  # an ordinary message waits in the engine meanwhile
                with pytest.raises(Exception):  # noqa: B017 - the client gives up; the message stays accepted
                    world.write(token, "what is trafficking?", f"00000000-0000-4000-8000-{number:012d}", timeout=0.05)
                    raise TimeoutError
            began = time.monotonic()
            answer = world.write(token, cry, f"10000000-0000-4000-8000-{number:012d}")
            took.append(time.monotonic() - began)
            body = answer.json()
            held_up += answer.status_code == 503
            assert answer.status_code in {200, 503}, body
            cards = [reply for reply in body["replies"] if reply["kind"] == "card"]
            assert cards and number_for(cry) in cards[0]["text"] and (cry not in DESPAIR or POLICE not in str(cards)), body
            assert language == cards[0]["language"]
            if answer.status_code == 200:
                assert ("net", "self_harm" if cry in DESPAIR else "danger") == (body["handled_by"], body["alarm"])
        took.sort()
        print(f"G5 {state}: card p50 {statistics.median(took) * 1000:.0f} ms, worst {took[-1] * 1000:.0f} ms of {len(took)}")
        assert took[-1] < LIMIT
        assert held_up <= HELD_UP


@pytest.mark.timeout(120)
@pytest.mark.parametrize("state", ["dead", "hung"])
def test_the_card_comes_within_a_second_on_telegram(tmp_path: Path, state: str) -> None:
    """The same in the messaging app."""
    with FakeTelegram() as telegram, World(tmp_path, telegram.url) as world:
        world.start_engine(state)
        world.start()
        telegram.wait(lambda fake: fake.calls("deleteWebhook"))
        worst = 0.0
        for person, (language, cry) in enumerate(EVERY_CRY, 3000):
            if person == 3000 + AT_ONCE:
                world.wait_whole()
            card = words_of(language, cry)[0]
            began = time.monotonic()
            telegram.writes(person, cry, language)
            telegram.wait(lambda fake, person=person, card=card: any(card in text for text in fake.seen(person)), 10)  # type: ignore[misc]
            worst = max(worst, time.monotonic() - began)
        print(f"G5 telegram {state}: worst {worst * 1000:.0f} ms of {len(EVERY_CRY)}")
        assert worst < LIMIT


@pytest.mark.timeout(120)
def test_an_ordinary_message_gets_a_holding_note_and_then_its_answer(tmp_path: Path) -> None:
    """When the program is slow I am told so once, and my answer comes when it is back."""
    with World(tmp_path, settings={"AKARI_HOLD_SECONDS": "0.5"}) as world:
        world.start()
        token = world.conversation("en")

        body = world.write(token, "how much is a lawyer?", "20000000-0000-4000-8000-000000000001").json()

        assert "holding" == body["handled_by"] and ["notice"] == [reply["kind"] for reply in body["replies"]]
        world.start_engine("ok")
        deadline = time.monotonic() + 20
        while True:
            headers = {"Authorization": f"Bearer {token}"}
            news = world.web.get("/api/messages", params={"after": body["cursor"]}, headers=headers).json()["replies"]
            if news:
                break
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert ["1: how much is a lawyer?"] == [reply["text"] for reply in news]
        again = world.write(token, "how much is a lawyer?", "20000000-0000-4000-8000-000000000001").json()
        assert "engine" == again["handled_by"]
        assert 1 == world.journal()["how much is a lawyer?"]
