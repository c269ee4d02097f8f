"""The pipeline: order, silence while staff hold, honest waiting, commands, languages, erasing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from nacl.public import PrivateKey

from bot.core.intake import Intake, NotAccepted
from bot.core.messages import Address, Answer, Button, Entity, Kind, Message, Reply, Understood
from bot.core.news import News
from bot.core.pace import Pace
from bot.core.ports import Engine, EngineDown, HandledBy, Holder, Outcome, StoreDown
from bot.core.safety import DESPAIR, Alarm, Level, SafetyNet
from bot.core.turns import Turns
from bot.engines.scripted import Scripted
from bot.stores.database import connect
from bot.stores.schema import talks
from bot.stores.sealing import Master, new_key
from bot.stores.sql import SQLStore

ME = Address("website", "me")


class Words:
    """Says the key; serves en and ja, and *more*."""

    duty = False
    more: frozenset[str] = frozenset()

    def say(self, key: str, language: str, **values: str) -> Reply:
        return Reply("notice", language, key)

    def first_words(self, channel: str, language: str) -> Sequence[Reply]:
        return [Reply("notice", language, "first_words")]

    def card(self, alarm: Alarm, language: str, again: bool) -> Sequence[Reply]:
        about = f" {alarm.about}" if alarm.urgent and alarm.about else ""
        return [Reply("card", language, f"card {alarm.name}{about}{' again' if again else ''}")]

    def served(self, language: str | None) -> bool:
        return language in {"en", "ja", *self.more}

    def on_duty(self, now: datetime) -> bool:
        return self.duty


class Tongue:
    """Kana is Japanese (easy to whoever reads that), ¿ is Spanish, everything else the sticky language or English."""

    def detect(self, text: str, sticky: str | None) -> str:
        if any("\u3040" <= letter <= "\u30ff" for letter in text):
            return sticky if sticky == "ja-x-easy" else "ja"
        return "und" if "¿" in text else sticky or "en"


class Net:
    """Knows one word of danger, one of self-harm and one of concern."""

    def check(self, text: str) -> Alarm | None:
        for word, level in {"DANGER": Level.DANGER, "SELF": Level.SELF_HARM}.items():
            if word in text:
                return Alarm(level, "rule", about="medical" if "BLOOD" in text else "")
        return Alarm(Level.CONCERN, "rule", about=DESPAIR if "TIRED" in text else "") if "CONCERN" in text else None

    def about(self, text: str) -> str:
        return "medical" if "blood" in text else ""


class BrokenNet:
    def check(self, text: str) -> Alarm | None:
        raise ValueError(text)

    def about(self, text: str) -> str:
        raise ValueError(text)


@dataclass
class House:
    store: SQLStore
    engine: Scripted
    turns: Turns
    intake: Intake
    words: Words
    url: str
    number: int = 0
    wiped: list[Sequence[str]] = field(default_factory=list)

    async def hears(self, text: str = "", **more: object) -> Outcome | None:
        """The outcome of a message of mine."""
        self.number += 1
        message = Message(ME, f"k{self.number}", text=text, receipt=f"r{self.number}", **more)  # type: ignore[arg-type]
        accepted = await self.intake.receive(message)
        return await self.turns.settled(accepted.id, accepted.talk, 10)

    async def says(self, text: str = "", **more: object) -> list[str]:
        outcome = await self.hears(text, **more)
        assert outcome
        return [posted.reply.text for posted in outcome.replies]


def build(folder: Path, engine: Engine, pace: Pace | None = None) -> House:
    url = f"sqlite:///{folder}/a.db"
    public = bytes(PrivateKey.generate().public_key)
    store = SQLStore(url, f"sqlite:///{folder}/k.db", Master(new_key()), public)
    words, tongue, net = Words(), Tongue(), SafetyNet([BrokenNet(), Net()])
    house: House

    async def wipe(address: Address, receipts: Sequence[str], language: str) -> None:
        house.wiped.append(receipts)

    turns = Turns(
        store, engine, words, tongue, News(), pace or Pace(hold=0.2, retry=0.02), {"website": wipe},
        prefer=lambda address, language: intake.prefer(address, language),
        again=lambda message, alarm: intake.again(message, alarm), about=net.about,
    )  # fmt: skip
    intake = Intake(net, tongue, words, store, turns)
    house = House(store, engine, turns, intake, words, url)  # type: ignore[arg-type]
    return house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    engine = Scripted({
        "human": ("request_human", (Reply("counters", "en", "lines to call"),)),
        "german": ("change_language", (Reply("text", "en", "which language?"),)),
        "yes": ("affirm", (Reply("text", "en", "glad to hear"),)),
        "no": ("deny", (Reply("text", "en", "not that, then"),)),
        "cut": ("emergency", (Reply("text", "en", "the engine's own words"),)),
        "cut, blood": ("emergency", (Reply("text", "en", "the engine's own words"),)),
        "menu": ("menu", (Reply("text", "en", "menu", buttons=(Button("Wages", "/wages_problem"),)),)),
        "/wages_problem": ("wages_problem", (Reply("text", "en", "about wages"),)),
        "/menu": ("menu", (Reply("text", "en", "the menu"),)),
    }, "an answer")  # fmt: skip
    house = build(tmp_path, engine)
    await house.store.start()
    yield house
    await house.turns.stop()
    house.store.close_files()


async def test_an_ordinary_message_is_answered(house: House) -> None:
    """I ask, I am answered."""
    assert ["an answer"] == await house.says("hello")


async def test_an_alarm_gets_the_card_and_the_engine_is_not_asked(house: House) -> None:
    """Nothing slow stands between me and the numbers."""
    outcome = await house.hears("DANGER")

    assert outcome and (HandledBy.NET, "danger") == (outcome.handled_by, outcome.alarm)
    assert ["card danger"] == [posted.reply.text for posted in outcome.replies]
    assert 0 == house.engine.turns


async def test_a_second_card_is_the_short_one(house: House) -> None:
    """Twice the whole card would bury the words in between."""
    await house.says("DANGER")

    assert ["card danger again"] == await house.says("DANGER!")


async def test_danger_says_nothing_of_self_harm(house: House) -> None:
    """I asked for help against him, and now I want to die: the whole other card, and later the short form of each."""
    await house.says("DANGER")

    assert ["card self_harm"] == await house.says("SELF")
    assert ["card self_harm again"] == await house.says("SELF!")
    assert ["card danger again"] == await house.says("DANGER!")


async def test_another_situation_gets_its_whole_card(house: House) -> None:
    """He locked me in, and now I bleed: what I need to say to an ambulance was not on the first card."""
    await house.says("DANGER")

    assert ["card danger medical"] == await house.says("DANGER BLOOD")
    assert ["card danger medical again"] == await house.says("DANGER BLOOD!")
    assert ["card danger again"] == await house.says("DANGER!")


async def test_after_an_alarm_nothing_of_before_goes_on(house: House) -> None:
    """He came back while I answered questions about myself; my next yes is no answer to one of them."""
    states: list[str] = []
    turn = house.engine.turn

    async def watched(talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
        states.append(state)
        return await turn(talk, message, payload, language, state)

    house.engine.turn = watched  # type: ignore[method-assign]
    for text in ("hello", "hello again", "DANGER", "yes", "CONCERN", "yes"):
        await house.hears(text)

    assert states == ["", "1", "", "1", "2"]


@pytest.mark.parametrize("cry", ["DANGER", "SELF", "cut"])
@pytest.mark.parametrize(
    ("word", "says", "otherwise"), [("yes", "safe_yes", "glad to hear"), ("no", "safe_no", "not that, then")]
)
async def test_a_typed_yes_or_no_answers_the_card(house: House, cry: str, word: str, says: str, otherwise: str) -> None:
    """The card asks whether it is safe to go on writing, and I type my answer; what I say no to later is something else."""
    assert [otherwise] == await house.says(word)
    await house.says(cry)

    assert [says] == await house.says(word)
    assert [otherwise] == await house.says(word)


async def test_the_engine_is_a_second_net(house: House) -> None:
    """What the first net missed and the model understood brings the card as well, and the short one the second time."""
    assert ["card danger"] == await house.says("cut")
    assert ["card danger again"] == await house.says("cut")


async def test_the_engines_card_is_that_of_the_situation(house: House) -> None:
    """Where the model alone understood that I bleed, the ambulance comes first; a net that breaks at it costs nothing."""
    assert ["card danger medical"] == await house.says("cut, blood")


@pytest.mark.parametrize(("hint", "card"), [("CONCERN", "card danger"), ("TIRED CONCERN", "card self_harm")])
async def test_a_concern_is_answered_and_offers_the_card(house: House, hint: str, card: str) -> None:
    """No alarm, but the numbers are one tap away; when I only hint that I am tired of living, they are not the police's."""
    outcome = await house.hears(hint)
    assert outcome and ["an answer", "concern"] == [posted.reply.text for posted in outcome.replies]
    (button,) = outcome.replies[-1].reply.buttons

    assert [card] == await house.says(kind=Kind.CHOICE, choice=button.choice)


async def test_messages_of_one_talk_are_answered_in_order_and_others_do_not_wait(tmp_path: Path) -> None:
    """A slow answer to somebody else does not delay mine; my own come in order."""

    class Slow(Scripted):
        async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
            await asyncio.sleep(0.5 if message.text == "slow" else 0)
            return await super().turn(talk, message, payload, language, state)

    house = build(tmp_path, Slow({}, "ok"), Pace(hold=5))
    await house.store.start()
    order: list[str] = []

    async def write(who: str, text: str) -> None:
        accepted = await house.intake.receive(Message(Address("website", who), f"{who}{text}", text=text))
        await house.turns.settled(accepted.id, accepted.talk, 10)
        order.append(f"{who} {text}")

    await asyncio.gather(write("a", "slow"), write("a", "second"), *(write(f"b{n}", "quick") for n in range(20)))
    await house.turns.stop()
    house.store.close_files()

    assert ["a slow", "a second"] == order[-2:]


async def test_what_waited_over_a_restart_is_all_answered(house: House) -> None:
    """I wrote three times while nobody was there to answer; I need not write a fourth time to get them."""
    waiting = [await house.store.accept(Message(ME, key, text=f"question {key}"), None, (), ()) for key in "123"]
    await house.turns.resume()
    await house.turns.idle()

    assert len({accepted.talk for accepted in waiting}) == 1
    said = await house.store.replies(waiting[0].talk, 0)
    assert [posted.reply.text for posted in said] == ["an answer"] * 3


async def test_what_a_turn_came_to_is_told_when_it_ends(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """I wait for my answer, and not for another look at the store; who asks for it later is told the same."""
    found = house.store.outcome
    monkeypatch.setattr(house.store, "outcome", None)
    accepted = await house.intake.receive(Message(ME, "k", text="hello"))
    outcome = await house.turns.settled(accepted.id, accepted.talk, 10, new=True)

    assert outcome and [posted.reply.text for posted in outcome.replies] == ["an answer"]
    assert outcome == await found(accepted.id)
    assert not house.turns._ends


async def test_whoever_erases_does_not_wait(house: House) -> None:
    """The talk is gone, and so is the answer."""
    await house.says("hello")
    began = asyncio.get_running_loop().time()
    accepted = await house.intake.receive(Message(ME, "k", kind=Kind.CHOICE, choice="gateway:erase"))
    assert await house.turns.settled(accepted.id, accepted.talk, 10, new=True) is None
    assert asyncio.get_running_loop().time() - began < 0.9


async def test_a_silent_engine_brings_one_note_and_later_one_answer(house: House) -> None:
    """I am told once that it takes time, and the answer comes."""
    house.engine.down = "down"
    message = Message(ME, "k", text="hello")
    accepted = await house.intake.receive(message)
    held = await house.turns.settled(accepted.id, accepted.talk, 0.6)
    assert held and held.handled_by is None and ["holding"] == [p.reply.text for p in held.replies]

    house.engine.down = None

    outcome = await house.turns.settled(accepted.id, accepted.talk, 10)
    assert outcome and ["holding", "an answer"] == [p.reply.text for p in outcome.replies]


async def test_a_message_that_always_breaks_the_engine_blocks_nobody(house: House) -> None:
    """One strange message costs me one apology, not the talk."""
    house.engine.down = "component"
    assert ["no_answer"] == await house.says("strange")

    house.engine.down = None
    assert ["an answer"] == await house.says("ordinary")


async def test_the_bot_is_silent_while_staff_hold_but_for_the_card(house: House) -> None:
    """A person talks with me; the program only speaks when I am in danger."""
    await house.says("hello")
    engine = connect(house.url)
    with engine.begin() as c:
        c.execute(sa.update(talks).values(holder=Holder.STAFF.value, staff="a"))
    engine.dispose()

    outcome = await house.hears("are you there?")
    assert outcome and (HandledBy.STAFF, ()) == (outcome.handled_by, outcome.replies)
    assert ["card danger"] == await house.says("DANGER")


@pytest.mark.parametrize(
    ("duty", "word", "holder"), [(True, "human_waiting", Holder.WAITING), (False, "human_nobody_on_duty", Holder.BOT)]
)
async def test_a_wish_for_a_person_is_answered_honestly(house: House, duty: bool, word: str, holder: Holder) -> None:
    """I am told whether somebody is there, and get lines to call in either case."""
    house.words.duty = duty

    assert [word, "lines to call"] == await house.says("human")
    talk = await house.store.find(ME)
    assert talk and holder is talk.holder


async def test_whoever_waits_too_long_gets_the_bot_back(house: House) -> None:
    """Nobody leaves me waiting for ever."""
    from datetime import timedelta

    house.words.duty = True
    await house.says("human")
    talk = await house.store.find(ME)
    assert talk

    await house.turns.give_back(timedelta(seconds=-1))

    texts = [posted.reply.text for posted in await house.store.replies(talk.id, 0)]
    assert "human_timeout" in texts
    again = await house.store.find(ME)
    assert again and again.holder is Holder.BOT


async def test_buttons_mean_something_in_this_talk_only(house: House) -> None:
    """What I press was offered to me; nothing else can be sent in its place."""
    outcome = await house.hears("menu")
    assert outcome
    choice = outcome.replies[0].reply.buttons[0].choice
    assert "/" not in choice and 16 <= len(choice) <= 64

    assert ["about wages"] == await house.says(kind=Kind.CHOICE, choice=choice)
    assert ["choice_gone"] == await house.says(kind=Kind.CHOICE, choice="/wages_problem")


@pytest.mark.parametrize("text", ["/restart", '/intent{"a":1}', "/wages_problem"])
async def test_a_typed_slash_is_text(house: House, text: str) -> None:
    """Nobody steers the program by typing what only buttons may say: it reaches the engine as text."""

    class Strict(Scripted):
        async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
            assert payload is None
            return await super().turn(talk, message, payload, language, state)

    house.engine.__class__ = Strict
    assert [text and ("about wages" if text == "/wages_problem" else "an answer")] == await house.says(text)


@pytest.mark.parametrize(
    ("text", "key"), [("", "empty"), ("   ", "empty"), ("🙏🙏", "emoji_only"), ("\u202e\u202d\u2066", "emoji_only")]
)
async def test_what_says_nothing_is_still_answered(house: House, text: str, key: str) -> None:
    """Empty, signs only, direction marks only: words of our own, never silence."""
    assert [key] == await house.says(text)


async def test_a_very_long_message_is_answered_and_says_so(house: House) -> None:
    """Ten thousand characters are looked at by the net, and I am told that the answer rests on the beginning."""
    assert ["an answer", "too_long"] == await house.says("word " * 2_000)
    assert ["card danger"] == await house.says("word " * 1_000 + "DANGER " + "word " * 1_000)


async def test_a_language_we_do_not_serve_is_said_and_answered_in_one_we_do(house: House) -> None:
    """Better an answer in English with a word about it than none."""
    assert ["unknown_language", "an answer"] == await house.says("¿hola?")


async def test_the_language_follows_what_i_write_and_what_i_chose(house: House) -> None:
    """Japanese is answered in Japanese, and a chosen language stays."""
    outcome = await house.hears("こんにちは")
    assert outcome and "ja" == outcome.language
    outcome = await house.hears("hello", language="en")
    assert outcome and "en" == outcome.language


async def test_switching_by_words_is_kept(tmp_path: Path) -> None:
    """I ask for Japanese in English; from then on it is Japanese, and so is what is added to that very answer."""

    class Switching(Scripted):
        async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
            reply = Reply("text", language, language)
            intent = "change_language" if message.text.startswith("japanese please") else "greet"
            return Answer((reply,), "", Understood(intent, 1.0, (), (Entity("language", "ja"),)))

    house = build(tmp_path, Switching({}))
    await house.store.start()
    outcome = await house.hears("japanese please, CONCERN")
    assert outcome and ["en", "ja"] == [one.reply.language for one in outcome.replies]
    assert ["ja"] == await house.says("ok")
    await house.turns.stop()
    house.store.close_files()


class Easing(Scripted):
    """Hears "easy please" as a wish for easy Japanese; otherwise says the language it is to answer in."""

    async def turn(self, talk: str, message: Message, payload: str | None, language: str, state: str) -> Answer:
        intent = "change_language" if message.text == "easy please" else "greet"
        return Answer((Reply("text", language, language),), "", Understood(intent, 1.0, (), (Entity("language", "ja-x-easy"),)))


async def test_easy_japanese_is_kept_while_japanese_is_written(tmp_path: Path) -> None:
    """I ask for easy Japanese: my Japanese is answered in it, and the card is too; English is answered in English."""
    house = build(tmp_path, Easing({}))
    house.words.more = frozenset({"ja-x-easy"})
    await house.store.start()
    assert ["ja"] == (await house.says("こんにちは"))[-1:]
    await house.says("easy please")
    assert ["ja-x-easy"] == await house.says("おかねを もらえません")
    outcome = await house.hears("DANGER です")
    assert outcome and ["ja-x-easy"] == [one.reply.language for one in outcome.replies]
    assert outcome.language == "ja-x-easy"
    assert "und" == (await house.hears("¿qué?")).language  # type: ignore[union-attr]
    assert ["ja-x-easy"] == await house.says("すみません")
    _, card = await house.intake.look(Message(ME, "again", text="また DANGER です"))
    assert ["ja-x-easy"] == [reply.language for reply in card]
    await house.turns.stop()
    house.store.close_files()


async def test_easy_japanese_that_nobody_has_written_is_japanese(tmp_path: Path) -> None:
    """Where we do not speak easy Japanese, who asks for it goes on in Japanese, and is not told that we know no Japanese."""
    house = build(tmp_path, Easing({}))
    await house.store.start()
    await house.says("easy please")
    assert ["ja"] == await house.says("ok")
    assert ["ja"] == await house.says("すみません", language="ja-x-easy")
    await house.turns.stop()
    house.store.close_files()


async def test_a_new_talk_does_not_remember_the_language_chosen_in_the_last(tmp_path: Path) -> None:
    """What was chosen ends with the talk."""
    house = build(tmp_path, Easing({}))
    house.words.more = frozenset({"ja-x-easy"})
    await house.store.start()
    outcome = await house.hears("easy please")
    talk = await house.store.find(ME)
    assert outcome and talk
    await house.store.close(talk.id)
    await house.hears("hello", language="en")
    _, card = await house.intake.look(Message(ME, "new", text="DANGER です"))
    assert ["ja"] == [reply.language for reply in card]
    await house.turns.stop()
    house.store.close_files()


async def test_erasing_by_button_leaves_nothing_and_wipes_the_platform(house: House) -> None:
    """I press erase: the talk is gone here, and the platform is asked to delete both sides."""
    await house.says("hello")

    assert await house.hears(kind=Kind.CHOICE, choice="gateway:erase") is None
    assert await house.store.find(ME) is None
    assert [{"r1", "r2"}] == [set(receipts) for receipts in house.wiped]


class Stuck:
    """A store that cannot write."""

    def __init__(self, store: SQLStore) -> None:
        self.store = store

    async def accept(self, *_: object) -> object:
        await asyncio.sleep(0.7)
        raise StoreDown("locked")


async def test_the_card_goes_out_although_nothing_can_be_stored(house: House) -> None:
    """A broken database costs me nothing when I am in danger; the platform keeps the message for later."""
    pushed: list[str] = []

    async def push(card: Sequence[Reply]) -> str:
        pushed.extend(reply.text for reply in card)
        return "77"

    house.intake._store = Stuck(house.store)  # type: ignore[assignment]
    message = Message(ME, "k", text="DANGER")
    for _ in range(3):
        with pytest.raises(NotAccepted) as refused:
            await house.intake.receive(message, push)
        assert "store_down" == refused.value.reason

    assert ["card danger"] == pushed
    assert "77" == await house.intake.pushed("website", "k")


async def test_a_reason_of_the_engine_never_carries_words(house: House) -> None:
    """Errors name reasons."""
    assert "timeout" == str(EngineDown("timeout"))
