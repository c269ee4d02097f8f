"""Finding, reading and answering talks, on a real store with sealed talks."""

import asyncio
import json
import re
import sys

import httpx
import numpy as np
import pytest
from nacl.public import PrivateKey

from bot.console.app import compose
from bot.console.vault import Vault
from bot.core.messages import Reply
from bot.core.ports import Holder
from bot.core.safety import Alarm, Level
from bot.nets.learn import Example, learn
from bot.settings import ROOT, Settings
from bot.words import ContentWords
from tests.console.conftest import CHEAP, DANGER, LOCAL, Browser, House


@pytest.fixture
def taught(house: House) -> None:
    """The house's stage two has learned what a knife is."""
    texts = {0: ["what are the opening hours", "the salary was late"], 1: ["there is a knife on the table", "he holds a knife"]}
    lines = [(f"{text} {n}", kind, n % 2 == 0) for kind, some in texts.items() for text in some for n in range(30)]
    some = [Example(text, "en", kind, hard) for text, kind, hard in lines]
    vectors = np.random.default_rng(1).normal(0, 1, (len(some), 2, 8)).astype(np.float32)
    learn(some, vectors / np.linalg.norm(vectors, axis=2, keepdims=True)).write(house.settings.net)


async def test_a_talk_is_read_with_everything_that_was_said(house: House, mei: Browser) -> None:
    """Staff see what the person wrote, what we said, what was understood and why an alarm fired."""
    talk = await house.person().write("My boss locked me in <b>now</b>", "Here are numbers.", alarm=DANGER, intent="cannot_leave")
    page = (await mei.get(f"/talks/{talk}")).text
    for shown in ("My boss locked me in &lt;b&gt;now&lt;/b&gt;", "Here are numbers.", "Call 110", "phrase en locked_in", "0.83"):
        assert shown in page
    assert "<b>now</b>" not in page
    assert "つらい内容" in page


async def test_an_alarm_without_a_rule_names_the_words_that_weighed(
    house: House, mei: Browser, taught: None
) -> None:
    """Stage two has only a score; staff read which words of the message it rests on, and only beside that message."""
    guessed = Alarm(Level.DANGER, "meaning 0.91", guessed=True)
    talk = await house.person().write("there is a knife on the <i>table</i>", "Here are numbers.", alarm=guessed)
    page = (await mei.get(f"/talks/{talk}")).text
    assert "重みの大きかった言葉: <q>knife</q>" in page
    assert "knife" not in (await mei.get("/")).text


async def test_what_waits_for_an_answer_is_readable_at_once(house: House, mei: Browser) -> None:
    """A person in danger is read by staff even while the engine is down."""
    talk = await house.person().write("help me please", alarm=DANGER, answered=False)
    page = (await mei.get(f"/talks/{talk}")).text
    assert "help me please" in page
    assert "まだ返事をしていない" in page


async def test_a_closed_talk_is_opened_by_staff_alone(house: House, mei: Browser) -> None:
    """After the end of a talk the console still reads it; no reply can be sent."""
    talk = await house.person().write("they took my card")
    await house.store.close(talk)
    page = (await mei.get(f"/talks/{talk}")).text
    assert "they took my card" in page
    assert "この会話は終わっています" in page
    assert (await mei.post(f"/talks/{talk}/take")).status_code == 409


async def test_filters_live_in_the_address_and_pages_lose_nothing(house: House, mei: Browser) -> None:
    """Every talk is on exactly one page, also those of the same moment."""
    channels = ("website", "telegram")
    talks = {await house.person(f"{n:032}", channels[n % 2]).write("hello", intent="greet") for n in range(120)}
    seen: list[str] = []
    path: str | None = "/"
    while path:
        page = (await mei.get(path)).text
        seen += re.findall(r'<th scope="row"><a href="/talks/(\w+)"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        path = found.group(1).replace("&amp;", "&") if found else None
    assert sorted(seen) == sorted(talks)
    assert len((await mei.get("/?channel=telegram&intent=greet&alarm=&reviewed=no")).text.split('scope="row"')) - 1 == 50
    for nothing in ("alarm=danger", "reviewed=yes", "language=vi", "intent=menu", "channel=line"):
        assert 'scope="row"' not in (await mei.get(f"/?{nothing}")).text, nothing


async def test_an_alarm_stands_on_top_until_somebody_acts(house: House, mei: Browser) -> None:
    """Danger before a wish, a wish before a worry; seen or taken, it leaves the top."""
    wish = await house.person("a" * 32).write("may I speak to somebody", intent="request_human")
    danger = await house.person("b" * 32).write("he has a knife", alarm=DANGER)
    page = (await mei.get("/")).text
    assert page.index(f"/talks/{danger}") < page.index(f"/talks/{wish}") < page.index("talks-title")
    assert "<title>(2)" in page
    await mei.post(f"/talks/{danger}/seen")
    await mei.post(f"/talks/{wish}/take")
    assert "待っている人はいません" in (await mei.get("/")).text


async def test_staff_see_who_reads_easy_japanese(house: House, mei: Browser) -> None:
    """Whoever answers somebody who reads easy Japanese is told so, and how to write it; the reply goes out in it."""
    easy = await house.person("e" * 32).write("たすけて ください", intent="request_human", language="ja-x-easy")
    other = await house.person("f" * 32).write("助けて", intent="request_human", language="ja")
    page = (await mei.get(f"/talks/{easy}")).text
    assert "この人は、やさしい日本語で読んでいます" in page
    assert "やさしい日本語で読んでいます" not in (await mei.get(f"/talks/{other}")).text
    assert "やさしい日本語 · website" in (await mei.get("/")).text
    await mei.post(f"/talks/{easy}/take", f"/talks/{easy}")
    page = (await mei.get(f"/talks/{easy}")).text
    assert '<select name="language"><option value="ja-x-easy">やさしい日本語</option>' in page


async def test_take_over_reply_hand_back(house: House, mei: Browser) -> None:
    """While staff hold a talk the bot says nothing; the person is told when they come and when they go."""
    person = house.person()
    talk = await person.write("hello", "Hi.", intent="greet")
    assert (await mei.post(f"/talks/{talk}/take")).status_code == 303
    await person.write("are you there?", "The bot must not say this.")
    assert (await mei.post(f"/talks/{talk}/reply", text=" I am here.\r\nTell me more. ", language="en")).status_code == 303
    said = [posted.reply for posted in await house.store.replies(talk, 0)]
    assert [reply.text for reply in said][2:] == [
        house.words.say("human_joined", "en").text, "I am here.\nTell me more.",
    ]  # fmt: skip
    assert said[-1].by_staff
    page = (await mei.get(f"/talks/{talk}")).text
    assert "are you there?" in page
    assert "The bot must not say this." not in page
    assert (await mei.post(f"/talks/{talk}/hand-back")).status_code == 303
    await person.write("thank you", "You are welcome.", intent="thank")
    texts = [posted.reply.text for posted in await house.store.replies(talk, 0)]
    assert texts[-2:] == [house.words.say("human_left", "en").text, "You are welcome."]


async def test_two_take_over_and_one_is_told_who_was_first(house: House, mei: Browser) -> None:
    """Two people of the staff never both answer one person."""
    house.account("ken", by="mei")
    ken = await house.signed_in("ken")
    talk = await house.person().write("help")
    answers = await asyncio.gather(mei.post(f"/talks/{talk}/take"), ken.post(f"/talks/{talk}/take"))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    winner, loser = ("mei", ken) if answers[0].status_code == 303 else ("ken", mei)
    assert f"{winner} が対応中" in refused.text
    joined = [p for p in await house.store.replies(talk, 0) if p.reply.text == house.words.say("human_joined", "en").text]
    assert len(joined) == 1
    written = await loser.post(f"/talks/{talk}/reply", text="from the other one", language="en")
    assert written.status_code == 409
    assert "from the other one" in written.text, "what staff wrote must not be lost"
    for act in ("hand-back", "erase"):
        assert (await loser.post(f"/talks/{talk}/{act}")).status_code == 409
    line = await house.desk.archive.talk(talk)
    assert line and (line.holder, line.staff) == (Holder.STAFF, winner)


async def test_review_and_correction(house: House, mei: Browser) -> None:
    """A reviewed talk says by whom; a corrected intent shows both; only intents we know, only turns of this talk."""
    talk, other = await house.person("a" * 32).write("my pay"), await house.person("b" * 32).write("other")
    turn = (await house.desk.archive.turns(talk, mei_key(house)))[0].id
    foreign = (await house.desk.archive.turns(other, mei_key(house)))[0].id
    assert (await mei.post(f"/talks/{talk}/review")).status_code == 303
    assert (await mei.post(f"/talks/{talk}/correct", turn=str(turn), intent="wages_problem")).status_code == 303
    assert (await mei.post(f"/talks/{talk}/correct", turn=str(turn), intent="no_such")).status_code == 422
    assert (await mei.post(f"/talks/{talk}/correct", turn=str(foreign), intent="menu")).status_code == 404
    line = (await house.desk.archive.turns(talk, mei_key(house)))[0]
    assert (line.intent, line.corrected_intent) == ("documents_taken", "wages_problem")
    assert "mei が確認しました" in (await mei.get(f"/talks/{talk}")).text
    assert (await mei.post(f"/talks/{talk}/correct", turn=str(turn), intent="")).status_code == 303
    assert (await house.desk.archive.turns(talk, mei_key(house)))[0].corrected_intent is None


async def test_erase_asks_first_and_leaves_nothing(house: House, mei: Browser) -> None:
    """The page that asks shows no word of the talk; afterwards neither key nor row is left."""
    talk = await house.person().write("please forget me")
    assert "please forget me" not in (await mei.get(f"/talks/{talk}/erase")).text
    assert (await mei.post(f"/talks/{talk}/erase")).status_code == 303
    assert (await mei.get(f"/talks/{talk}")).status_code == 404
    assert await house.desk.archive.talk(talk) is None


async def test_every_look_is_in_the_trail(house: House, mei: Browser) -> None:
    """Who, which talk, when: for each opening, live watching and act, also for a talk that is gone later (G26)."""
    talk = await house.person().write("hello")
    for _ in range(3):
        await mei.get(f"/talks/{talk}")
    await mei.post(f"/talks/{talk}/take")
    await mei.post(f"/talks/{talk}/erase")
    steps = house.desk.trail.steps(talk=talk)
    assert [(step.staff, step.what) for step in steps] == [("mei", w) for w in ("erased", "taken", "opened", "opened", "opened")]
    page = (await mei.get(f"/trail?talk={talk}")).text
    assert page.count(f"#{talk[:6]}") == 6
    assert "hello" not in page


async def test_a_look_that_cannot_be_noted_does_not_happen(house: House, mei: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """No trail, no reading."""
    talk = await house.person().write("private words")

    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(type(house.desk.trail), "note", broken)
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=LOCAL, cookies=mei.http.cookies) as http:
        response = await http.get(f"/talks/{talk}")
    assert response.status_code == 500
    assert "private words" not in response.text


async def test_reading_very_many_talks_is_told_to_everybody(house: House, mei: Browser) -> None:
    """Somebody who goes through talk after talk is named on everybody's first page."""
    for n in range(61):
        house.desk.trail.note("mei", "opened", f"{n:032}")
    assert "mei さんはこの1時間に61件" in (await mei.get("/")).text
    house.clock.pass_(minutes=59)
    assert "61件" in (await mei.get("/?auto=1")).text


async def test_streams_bring_alarms_turns_and_the_end(house: House, mei: Browser) -> None:
    """An open page hears of an alarm, of new words and of who answers, and ends with the session."""
    person = house.person()
    talk = await person.write("first words")
    events, task = collect(house, mei, f"/events?talk={talk}&after=0")
    urgent, other = collect(house, mei, "/events")
    await asyncio.sleep(0.7)
    await person.write("second words", alarm=DANGER)
    await asyncio.sleep(0.7)
    await house.desk.archive.take(talk, "mei", Reply("notice", "en", "joined"), mei_key(house))
    await asyncio.sleep(1.2)
    assert [name for name, _ in events][:3] == ["turns", "state", "waiting"]
    whole = json.dumps([data for _, data in events], ensure_ascii=False)
    assert "first words" in whole
    assert "second words" in whole
    assert "あなたが対応中" in whole
    assert [data["count"] for name, data in urgent if name == "urgent"] == [0, 1, 0]
    assert "watched" in {step.what for step in house.desk.trail.steps(talk=talk)}
    await mei.post("/sign-out")
    await asyncio.wait_for(asyncio.gather(task, other), 3)
    assert events[-1][0] == "over"


def mei_key(house: House) -> PrivateKey:
    return next(iter(house.desk.sessions._open.values())).key


def collect(house: House, browser: Browser, path: str) -> tuple[list[tuple[str, dict[str, object]]], "asyncio.Task[None]"]:
    """Events of a stream as they come; ASGITransport would wait for the end, so the application is asked directly."""
    events: list[tuple[str, dict[str, object]]] = []
    where, _, query = path.partition("?")
    cookie = "; ".join(f"{name}={value}" for name, value in browser.http.cookies.items())
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": where,
        "raw_path": where.encode(), "query_string": query.encode(), "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8081), "headers": [(b"host", b"127.0.0.1:8081"), (b"cookie", cookie.encode())],
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        body = message.get("body", b"")
        assert isinstance(body, bytes)
        if found := re.fullmatch(r"event: (\w+)\ndata: (.*)\n\n", body.decode()):
            events.append((found.group(1), json.loads(found.group(2))))

    return events, asyncio.create_task(house.app(scope, receive, send))  # type: ignore[arg-type]


MIGRATE = "import sys; from bot.stores.database import connect, migrate; migrate(connect(sys.argv[1]))"


async def test_console_and_gateway_may_start_at_the_same_moment(settings: Settings, content_words: ContentWords) -> None:
    """Two processes make the tables at once: the console is up in the end, whoever was first."""
    for path in settings.home.rglob("akari.db*"):
        path.unlink()
    app, desk = compose(settings, content_words, vault=Vault(CHEAP))
    words = sys.executable, "-c", MIGRATE, settings.store_url
    others = [await asyncio.create_subprocess_exec(*words, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL) for _ in range(2)]
    await asyncio.sleep(0.4)
    async with app.router.lifespan_context(app):
        assert await desk.archive.urgent() == []
    assert 0 in [await other.wait() for other in others]
    desk.archive.close_files()
    desk.accounts.close()
