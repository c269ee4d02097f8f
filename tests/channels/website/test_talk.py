"""A talk through the web API."""

import asyncio
import uuid
from pathlib import Path

import pytest

from tests.channels.website.stage import CONCERN, DANGER, DANGER_JA, DESPAIR, Person, Stage, client, kinds, opened, texts


async def test_first_words(stage: Stage) -> None:
    """Before I write anything I am told that this is a program, who runs it, and how to leave."""
    async with client(stage) as http:
        opened = await Person(http).begins(language="en")
    assert opened.status_code == 201
    body = opened.json()
    assert body["language"] == "en"
    assert len(body["token"]) == 43
    assert "computer program" in body["replies"][0]["text"]
    assert all(reply["id"] for reply in body["replies"])
    assert "set-cookie" not in opened.headers


@pytest.mark.parametrize(
    ("asked", "accept", "language"),
    [
        ({"language": "ja"}, "en", "ja"),
        ({"language": "JA"}, "en", "ja"),
        ({}, "fr;q=0.9, ja;q=0.8, en;q=0.1", "ja"),
        ({"language": "sw"}, "sw", "und"),
        ({}, "", "und"),
    ],
)
async def test_language_of_first_words(stage: Stage, asked: dict[str, str], accept: str, language: str) -> None:
    """The first words come in the language I chose, else my browser's, else in easy Japanese and English."""
    async with client(stage) as http:
        opened = await http.post("/api/conversations", json=asked, headers={"Accept-Language": accept})
    assert opened.json()["language"] == language
    assert {reply["language"] for reply in opened.json()["replies"]} == {language}


async def test_no_body_needed(stage: Stage) -> None:
    """A client need not say anything to begin."""
    async with client(stage) as http:
        assert (await http.post("/api/conversations")).status_code == 201


async def test_answer(person: Person) -> None:
    """I write, and the answer comes in the same breath."""
    answer = await person.writes("hello")
    assert answer.status_code == 200
    body = answer.json()
    assert texts(answer) == ["Hello. What would you like to know?"]
    assert (body["handled_by"], body["alarm"], body["language"]) == ("engine", None, "en")
    assert body["cursor"] == int(body["replies"][-1]["id"])


async def test_same_id_same_replies(stage: Stage, person: Person) -> None:
    """My phone sent it three times at once and once more later; it was answered once."""
    id = str(uuid.uuid4())
    answers = await asyncio.gather(*(person.writes("hello", id) for _ in range(3)))
    answers.append(await person.writes("hello", id.upper()))
    assert {answer.text for answer in answers} == {answers[0].text}
    assert stage.engine.turns == 1


async def test_same_id_of_another(stage: Stage, person: Person) -> None:
    """Somebody else's client makes the same id: they get their own answer."""
    id = str(uuid.uuid4())
    await person.writes("hello", id)
    async with client(stage) as http:
        other = Person(http)
        await other.begins()
        answer = await other.writes("wages", id)
    assert answer.json()["replies"][0]["topic"] == "wages_problem"


async def test_choices(person: Person) -> None:
    """I press a button that I was shown, and it does what it says."""
    buttons = (await person.writes("wages")).json()["replies"][-1]["buttons"]
    assert all(len(button["choice"]) <= 64 and "/" not in button["choice"] for button in buttons)
    assert texts(await person.presses(buttons[0]["choice"])) == ["You can call 0120-811-610 or #9110."]


@pytest.mark.parametrize("choice", ["/wages_more", "x" * 22, "gateway:other"])
async def test_choice_not_offered(person: Person, choice: str) -> None:
    """Nobody can make my talk take an intent of their choosing."""
    refused = await person.presses(choice)
    assert refused.status_code == 422
    assert refused.json()["code"] == "not_offered"


@pytest.mark.parametrize("text", ["/restart", '/intent{"a":1}', "/menu", "gateway:card"])
async def test_typed_slash_is_text(stage: Stage, person: Person, text: str) -> None:
    """What I type is text, whatever it begins with."""
    stage.engine.answers = {}
    assert texts(await person.writes(text)) == ["I do not know."]


async def test_choices_of_the_gateway(person: Person) -> None:
    """The emergency numbers are one press away, always."""
    answer = await person.presses("gateway:card")
    assert "card" in kinds(answer)
    assert texts(await person.presses("gateway:safe"))


async def test_counters_whole(person: Person) -> None:
    """I see the place with its number, hours, languages and the day it was read."""
    counter = (await person.writes("wages")).json()["replies"][1]["counters"][0]
    assert counter["tel"] == "0120811610"
    assert counter["hours"]["weekly"][0] == {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "17:00", "to": "22:00"}
    assert counter["open_now"] is True
    assert counter["read_on"] == "2026-11-22"


async def test_card_before_the_engine(stage: Stage, person: Person) -> None:
    """In danger I get the numbers, and the engine is not asked."""
    answer = await person.writes(DANGER)
    assert answer.json()["handled_by"] == "net"
    assert answer.json()["alarm"] == "danger"
    assert "110" in texts(answer)[0]
    assert stage.engine.turns == 0


@pytest.mark.parametrize(("cry", "police"), [(DANGER, True), (DESPAIR, False)])
async def test_card_while_an_answer_waits(stage: Stage, person: Person, cry: str, police: bool) -> None:
    """The engine hangs on my last message; the numbers still come at once, and after despair without police whenever I press."""
    stage.engine.down = "timeout"
    waiting = asyncio.create_task(person.writes("hello"))
    await until_waiting(stage, person)
    began = asyncio.get_running_loop().time()
    answer = await person.writes(cry)
    assert asyncio.get_running_loop().time() - began < 1
    assert answer.json()["handled_by"] == "net"
    assert "card" in kinds(answer)
    pressed = await person.presses("gateway:card")
    assert asyncio.get_running_loop().time() - began < 2
    assert "card" in kinds(pressed)
    assert ("110" in texts(pressed)[0]) is police
    lines = await person.presses("gateway:lines")
    assert "card" in kinds(lines) and "110" not in texts(lines)[0]
    waiting.cancel()


async def until_waiting(stage: Stage, person: Person) -> None:
    """A message of the person lies in the inbox."""
    talk = await stage.store.find(person.address)
    assert talk
    while await stage.store.next(talk.id) is None:
        await asyncio.sleep(0)


async def test_concern_offers_the_card(person: Person) -> None:
    """Less than danger: I am answered, and the numbers are offered."""
    answer = await person.writes(CONCERN)
    assert (answer.json()["alarm"], answer.json()["handled_by"]) == ("concern", "engine")
    assert answer.json()["replies"][-1]["buttons"][0]["choice"] == "gateway:card"


async def test_answers_in_my_language(person: Person) -> None:
    """I change to Japanese in the middle, and so does the answer; so does the card."""
    assert (await person.writes("給料が")).json()["language"] == "ja"
    answer = await person.writes(DANGER_JA)
    assert answer.json()["language"] == "ja"
    assert "110番" in texts(answer)[0]


async def test_holding(tmp_path: Path) -> None:
    """The engine is slow: I am told to wait, once, and the answer is not lost."""
    async with opened(tmp_path, hold=0.1) as stage, client(stage) as http:
        person = Person(http)
        await person.begins(language="en")
        stage.engine.down = "down"
        id = str(uuid.uuid4())
        answer = await person.writes("hello", id)
        assert answer.json()["handled_by"] == "holding"
        assert kinds(answer) == ["notice"]
        stage.engine.down = None
        while (later := await person.reads(answer.json()["cursor"])).json()["replies"] == []:
            await asyncio.sleep(0.01)
        assert texts(later) == ["Hello. What would you like to know?"]
        again = await person.writes("hello", id)
        assert again.json()["handled_by"] == "engine"
        assert texts(again) == texts(answer) + texts(later)
        assert stage.engine.turns == 1


async def test_reading_on(person: Person) -> None:
    """My client asks for what is new and gets nothing twice."""
    first = await person.reads()
    assert len(first.json()["replies"]) >= 2
    await person.writes("hello")
    second = await person.reads(first.json()["cursor"])
    assert texts(second) == ["Hello. What would you like to know?"]
    assert texts(await person.reads(second.json()["cursor"])) == []


async def test_nothing_between_is_missed(stage: Stage, person: Person) -> None:
    """A person of the staff wrote while I was typing; with my last cursor I see it in my answer."""
    seen = (await person.reads()).json()["cursor"]
    await stage.staff_say(person, "I am here.")
    body = {"id": str(uuid.uuid4()), "text": "hello"}
    answer = await person.http.post("/api/messages", params={"after": seen}, json=body, headers=person.headers)
    assert texts(answer) == ["Mori joined.", "I am here."]
    assert answer.json()["handled_by"] == "staff"


async def test_staff_hold_the_talk(stage: Stage, person: Person) -> None:
    """A person of the staff talks with me: the program is silent, but in danger I still get the numbers."""
    await stage.staff_say(person, "I am here.")
    answer = await person.writes("hello")
    assert (answer.json()["handled_by"], texts(answer), answer.json()["cursor"]) == ("staff", [], 0)
    assert (await person.reads()).json()["replies"][-1]["by_staff"] is True
    danger = await person.writes(DANGER)
    assert (danger.json()["handled_by"], kinds(danger)[0]) == ("net", "card")


async def test_erase(stage: Stage, person: Person) -> None:
    """I erase, and the token opens nothing any more."""
    await person.writes("hello")
    erased = await person.http.delete("/api/conversations", headers=person.headers)
    assert (erased.status_code, erased.content) == (204, b"")
    assert await stage.store.find(person.address) is None
    assert (await person.writes("hello")).status_code == 401
    assert (await person.http.delete("/api/conversations", headers=person.headers)).status_code == 401


async def test_erase_by_button(stage: Stage, person: Person) -> None:
    """The erase button in the talk erases too, and says so."""
    answer = await person.presses("gateway:erase")
    assert answer.status_code == 200
    assert "erased" in texts(answer)[0]
    assert await stage.store.find(person.address) is None


async def test_leave(stage: Stage, person: Person) -> None:
    """I leave: the token is forgotten at once, whether or not it was ever one."""
    for token in (person.token, person.token, "nonsense"):
        left = await person.http.post("/api/leave", json={"token": token})
        assert (left.status_code, left.content) == (204, b"")
    assert (await person.reads()).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer " + "A" * 43}, {"Authorization": "Basic abc"},
     {"Authorization": "Bearer ü".encode()}],
)  # fmt: skip
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("POST", "/api/messages", {"id": str(uuid.uuid4()), "text": "hello"}), ("GET", "/api/messages", None),
     ("GET", "/api/events", None), ("DELETE", "/api/conversations", None)],
)  # fmt: skip
async def test_no_token(
    stage: Stage, headers: dict[str, str], method: str, path: str, body: dict[str, str] | None
) -> None:  # fmt: skip
    """Nobody reads, writes or erases without the token."""
    async with client(stage) as http:
        refused = await http.request(method, path, json=body, headers=headers)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.json()["code"] == "no_talk"


async def test_after_closing_a_new_talk_begins(stage: Stage, person: Person) -> None:
    """My talk closed after silence: my next message is refused with 401, so that my client begins a new talk."""
    talk = await stage.store.find(person.address)
    assert talk
    await stage.store.close(talk.id)
    refused = await person.writes("hello")
    assert refused.status_code == 401


async def test_health(stage: Stage) -> None:
    """Operators see that the process lives, and which part is missing, without a secret."""
    async with client(stage) as http:
        assert (await http.get("/healthz")).json() == {"status": "ok"}
        assert (await http.get("/readyz")).json() == {"status": "ok", "parts": {"store": True, "engine": True}}


@pytest.mark.parametrize("part", ["store", "engine"])
async def test_a_missing_part_cuts_nobody_off(stage: Stage, part: str) -> None:
    """A part is away: operators read which, and no load balancer has a reason to keep me from the emergency card."""
    stage.checks[part] = False
    async with client(stage) as http:
        told = await http.get("/readyz")
    assert told.status_code == 200
    assert told.json() == {"status": "degraded", "parts": {"store": True, "engine": True} | {part: False}}


async def test_nobody_is_sent_to_a_gateway_that_never_opened_its_store(stage: Stage) -> None:
    """A new gateway that cannot keep anything does not take the place of those that can."""
    stage.checks |= {"started": False, "store": False}
    async with client(stage) as http:
        refused = await http.get("/readyz")
        assert (await http.get("/healthz")).status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (503, "not_ready")
    assert refused.json()["parts"] == {"store": False, "engine": True}
