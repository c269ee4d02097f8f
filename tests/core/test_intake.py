"""The way in: who writes much holds nobody up, a card goes out once, whoever presses for the numbers gets them."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.channels.website.problems import TOO_LARGE, Refused
from bot.channels.website.rescue import Rescue
from bot.core.intake import PATIENCE, SHORT, NotAccepted
from bot.core.messages import Address, Kind, Message, Reply
from bot.core.ports import StoreDown
from bot.core.safety import Alarm, Level, SafetyNet
from bot.engines.scripted import Scripted
from tests.core.test_turns import ME, House, Stuck, build

LONG = "very long " * (SHORT // 10 + 1)
OTHER = Address("website", "somebody else")


class SlowNet:
    """Takes as long as the test wants for a long text; says who asked it."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.on_the_loop: list[bool] = []

    def check(self, text: str) -> Alarm | None:
        self.on_the_loop.append(threading.current_thread() is threading.main_thread())
        if LONG in text:
            self.begun.set()
            assert self.go_on.wait(5), "whoever could let the net go on is held up by it"
        return Alarm(Level.DANGER, "rule") if "DANGER" in text else None


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = build(tmp_path, Scripted({}, "an answer"))
    await house.store.start()
    yield house
    await house.turns.stop()
    house.store.close_files()


@pytest.fixture
def net(house: House) -> SlowNet:
    net = SlowNet()
    house.intake._net = SafetyNet([net])
    return net


async def until(event: threading.Event) -> None:
    async with asyncio.timeout(5):
        while not event.is_set():
            await asyncio.sleep(0.001)


async def test_a_long_message_holds_nobody_up(house: House, net: SlowNet) -> None:
    """Somebody sends pages and pages; while the net reads them, I cry for help and the card comes."""
    pages = asyncio.create_task(house.intake.receive(Message(OTHER, "long", text=LONG + "DANGER")))
    await until(net.begun)

    alarm, card = await house.intake.look(Message(ME, "k", text="DANGER"))
    assert alarm and ["card danger"] == [reply.text for reply in card]
    assert not pages.done()

    net.go_on.set()
    assert (await pages).fresh
    assert [False, True] == net.on_the_loop, "the long one in a thread, the short one on the spot"
    waiting = await house.store.next((await pages).talk)
    assert waiting is None or (waiting.alarm and waiting.carded)


async def test_the_longest_message_that_is_looked_at_on_the_spot(house: House, net: SlowNet) -> None:
    """The way to a thread costs more than a look at a short message."""
    for text in ("a" * SHORT, "a" * (SHORT + 1)):
        await house.intake.look(Message(ME, text, text=text))
    assert [True, False] == net.on_the_loop


async def test_a_refused_long_message_holds_nobody_up_either(house: House, net: SlowNet) -> None:
    """Too large to be taken, and looked at all the same, piece by piece, while others are served."""
    body = (LONG * 40 + "DANGER").encode()
    rescue = Rescue(house.intake)
    looking = asyncio.create_task(rescue.card(Refused(TOO_LARGE), body, "application/json", "", "en"))
    await until(net.begun)

    alarm, _ = await house.intake.look(Message(ME, "k", text="DANGER"))
    assert alarm and not looking.done()

    net.go_on.set()
    assert ["card danger"] == [reply.text for reply in await looking]


async def test_the_same_message_again_brings_the_same_card(house: House) -> None:
    """My client did not get the answer and sends again: the whole card, not the short one."""
    for _ in range(2):
        _, card = await house.intake.look(Message(ME, "k", text="DANGER"))
        assert ["card danger"] == [reply.text for reply in card]
    _, card = await house.intake.look(Message(ME, "another", text="DANGER!"))
    assert ["card danger again"] == [reply.text for reply in card]


@pytest.mark.parametrize(
    ("asked", "card"),
    [
        ({"kind": Kind.CHOICE, "choice": "gateway:card"}, "card danger"),
        ({"kind": Kind.COMMAND, "command": "emergency"}, "card danger"),
        ({"kind": Kind.CHOICE, "choice": "gateway:lines"}, "card self_harm"),
    ],
)
async def test_pressing_for_the_numbers_works_without_a_store(house: House, asked: dict[str, object], card: str) -> None:
    """I press the button: the numbers come although nothing can be stored, once."""
    pushed: list[str] = []

    async def push(card: Sequence[Reply]) -> str:
        pushed.extend(reply.text for reply in card)
        return "7"

    house.intake._store = Stuck(house.store)  # type: ignore[assignment]
    message = Message(ME, "k", **asked)  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(NotAccepted):
            await house.intake.receive(message, push)
        assert await house.intake.watch_over(message, push)
    assert [card] == pushed

    began = asyncio.get_running_loop().time()
    with pytest.raises(NotAccepted) as refused:  # a channel that answers in the same request
        await house.intake.receive(Message(OTHER, "w", **asked), begin=False)  # type: ignore[arg-type]
    assert [card] == [reply.text for reply in refused.value.card]
    assert asyncio.get_running_loop().time() - began < PATIENCE + 0.15


@pytest.mark.parametrize(
    ("written", "card"), [("SELF", "card self_harm"), ("SELF DANGER", "card danger"), ("hello", "card danger")]
)
async def test_pressing_after_despair_brings_the_card_for_despair(house: House, written: str, card: str) -> None:
    """I want to die and press for the numbers while nothing can be stored: no police first, this time either."""
    pressed = {"kind": Kind.CHOICE, "choice": "gateway:card"}
    for text in written.split():
        await house.intake.look(Message(ME, text, text=text))
    house.intake._store = Stuck(house.store)  # type: ignore[assignment]
    with pytest.raises(NotAccepted) as refused:
        await house.intake.receive(Message(ME, "pressed", **pressed), begin=False)  # type: ignore[arg-type]

    assert [card] == [reply.text for reply in refused.value.card]
    assert [card] == [reply.text for reply in house.intake.numbers(ME, "en")]


async def test_a_card_that_failed_is_pushed_again_and_left_to_the_outbox(house: House) -> None:
    """The platform was away as well: nobody believes that the card went out."""
    tries = 0

    async def push(card: Sequence[Reply]) -> str:
        nonlocal tries
        tries += 1
        raise StoreDown

    message = Message(ME, "k", text="DANGER")
    assert not await house.intake.watch_over(message, push)
    assert await house.intake.pushed("website", "k") is None
    assert not await house.intake.watch_over(message, push)
    assert 2 == tries


async def test_the_outbox_waits_for_a_push_that_is_under_way(house: House) -> None:
    """The store is back while my card is on its way past it: it comes once, and its receipt is kept for erasing."""
    on_its_way, arrives = asyncio.Event(), asyncio.Event()

    async def push(card: Sequence[Reply]) -> str:
        on_its_way.set()
        await arrives.wait()
        return "42"

    pushing = asyncio.create_task(house.intake.watch_over(Message(ME, "k", text="DANGER"), push))
    await on_its_way.wait()
    asking = asyncio.create_task(house.intake.pushed("website", "k"))
    await asyncio.sleep(0)
    assert not asking.done()
    assert await house.intake.watch_over(Message(ME, "k", text="DANGER"), push), "a second delivery pushes no second card"

    arrives.set()
    assert "42" == await asking
    assert await pushing


async def test_whoever_begins_with_start_is_greeted_once(house: House) -> None:
    """My first tap in Telegram is Start: the first words come, and not a second time below them."""
    await house.intake.receive(Message(ME, "1", Kind.COMMAND, command="start"))
    await house.turns.idle()

    talk = await house.store.find(ME)
    assert talk
    assert ["first_words"] == [posted.reply.text for posted in await house.store.replies(talk.id, 0)]


class InPieces:
    """Knows danger only when all of it stands together."""

    def check(self, text: str) -> Alarm | None:
        return Alarm(Level.DANGER, "rule") if all(piece in text for piece in ("he has", "a knife", "outside")) else None


async def test_a_cry_in_pieces_is_put_together(house: House) -> None:
    """I write three words at a time, with one eye on the door."""
    house.intake._net = SafetyNet([InPieces()])
    pieces = ("he has", "a knife", "outside")
    found = [(await house.intake.look(Message(ME, str(n), text=text)))[0] for n, text in enumerate(pieces)]

    assert [None, None] == found[:2] and found[2]
    assert (None, ()) == await house.intake.look(Message(ME, "4", text="outside"))


async def test_pieces_together_are_asked_only_for_what_words_of_ours_say(house: House) -> None:
    """A score says little of pieces strung together, and costs more than all else: my answer does not wait for it."""
    asked: list[str] = []

    class Knowing(InPieces):
        def check(self, text: str) -> Alarm | None:
            asked.append(text)
            return super().check(text)

        def said(self, text: str) -> Alarm | None:
            return InPieces.check(self, text)

    house.intake._net = SafetyNet([Knowing()])
    pieces = ("he has", "a knife", "outside")
    found = [(await house.intake.look(Message(ME, str(n), text=text)))[0] for n, text in enumerate(pieces)]

    assert found[2] and asked == [*pieces]


async def test_short_questions_in_a_row_bring_no_card_by_their_score(house: House) -> None:
    """"And in Osaka?", "what about Sunday?", "no, it is for my friend": three questions are no cry in pieces."""

    class Guessing(InPieces):
        def check(self, text: str) -> Alarm | None:
            alarm = super().check(text)
            return alarm and Alarm(alarm.level, "meaning 0.71", guessed=True)

    house.intake._net = SafetyNet([Guessing()])
    for number, text in enumerate(("he has", "a knife", "outside")):
        assert (None, ()) == await house.intake.look(Message(ME, str(number), text=text))


@pytest.mark.parametrize("first", ["he has, and this is a long calm sentence about it", "he had"])
async def test_only_pieces_are_put_together(house: House, first: str) -> None:
    """Whole sentences are looked at by themselves."""
    house.intake._net = SafetyNet([InPieces()])
    pieces = (first, "a knife", "outside")
    found = [(await house.intake.look(Message(ME, str(n), text=text)))[0] for n, text in enumerate(pieces)]

    assert [None] * 3 == found


async def test_the_same_delivery_twice_is_one_piece(house: House) -> None:
    """A platform that delivers again does not put my words together with themselves."""
    house.intake._net = SafetyNet([InPieces()])
    for _ in range(2):
        assert (None, ()) == await house.intake.look(Message(ME, "1", text="he has"))
    assert 1 == len(house.intake._remember(ME).pieces)


async def test_what_a_phone_writes_is_made_plain_before_anything_looks(house: House) -> None:
    """The net, the store and the engine see the characters that everybody writes."""
    house.intake._plain = lambda text: text.replace("zawgyi", "DANGER")
    alarm, card = await house.intake.look(Message(ME, "1", text="zawgyi"))

    assert alarm and card


class Loading:
    """Knows one cry at once, another when it is *partly* loaded and a third when it is whole."""

    partly = whole = False

    def check(self, text: str) -> Alarm | None:
        heard = "FIRST" in text or (self.partly and "SECOND" in text) or (self.whole and "LATER" in text)
        return Alarm(Level.DANGER, "rule") if heard else None


async def test_while_the_net_is_being_loaded_a_message_waits_and_a_card_does_not(house: House) -> None:
    """In the first second after a start I am heard as if it had been up, and nobody waits for me."""
    net = Loading()
    house.intake._net = SafetyNet([net])
    mine = asyncio.create_task(house.intake.look(Message(ME, "1", text="LATER")))
    await asyncio.sleep(0)
    alarm, card = await house.intake.look(Message(OTHER, "1", text="FIRST"))
    waiting = asyncio.create_task(house.intake.look(Message(OTHER, "2", text="SECOND")))
    await asyncio.sleep(0.1)
    assert alarm and card and not mine.done() and not waiting.done()

    net.partly = True
    alarm, card = await asyncio.wait_for(waiting, 2)
    assert alarm and card and not mine.done()

    net.whole = True
    alarm, card = await mine
    assert alarm and card
