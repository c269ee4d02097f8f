"""Every store keeps the same promises."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.core.messages import Address, Button, Understood
from bot.core.ports import HandledBy, Holder, NoTalk, StoreDown
from bot.core.safety import Alarm, Level
from bot.stores.archive import Archive
from bot.stores.database import connect
from bot.stores.schema import journal, talks
from bot.stores.sql import SQLStore
from tests.stores.conftest import FIRST, PERSON, Clock, Place, message, reply, turn

SECRET = "my boss took my passport"


async def answered(store: SQLStore, key: str, *texts: str, text: str = SECRET) -> str:
    accepted = await store.accept(message(key, text), None, (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting
    assert await store.answer(turn(waiting, *texts), '{"n":1}', None, {"a": "/b"}, Holder.BOT)
    return accepted.talk


async def test_what_was_accepted_is_there_after_a_restart(place: Place) -> None:
    """A message we said we have is answered even if everything stops right after."""
    store = place.open()
    await store.start()
    accepted = await store.accept(message("1", SECRET), None, (), FIRST)
    store.close_files()

    again = place.open()
    await again.start()
    waiting = await again.next(accepted.talk)

    assert waiting and (waiting.message.text, waiting.message.sender) == (SECRET, PERSON)
    assert [accepted.talk] == list(await again.unanswered())
    again.close_files()


async def test_the_same_delivery_is_one_message(store: SQLStore) -> None:
    """A platform may repeat itself; I am answered once."""
    first = await store.accept(message("1"), None, (), FIRST)
    second = await store.accept(message("1", "other words"), None, (), FIRST)

    assert (first.id, first.talk, False) == (second.id, second.talk, second.fresh)


async def test_the_same_key_of_another_channel_is_another_message(store: SQLStore) -> None:
    """Two platforms may use the same number."""
    first = await store.accept(message("1"), None, (), FIRST)
    second = await store.accept(message("1", sender=Address("website", "x")), None, (), FIRST)

    assert second.fresh and first.talk != second.talk


async def test_messages_are_answered_in_order(store: SQLStore) -> None:
    """What I wrote first is answered first."""
    for key in "123":
        accepted = await store.accept(message(key, f"text {key}"), None, (), FIRST)
    seen = []
    while waiting := await store.next(accepted.talk):
        seen.append((waiting.message.text, waiting.more))
        await store.answer(turn(waiting, "ok"), "", None, {}, Holder.BOT)

    assert seen == [("text 1", True), ("text 2", True), ("text 3", False)]


async def test_an_answer_is_committed_whole_and_once(store: SQLStore) -> None:
    """State, replies and journal come together, and a second answer to the same message changes nothing."""
    accepted = await store.accept(message("1"), None, (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting
    offered = replace(turn(waiting, "ok"), replies=(replace(reply("ok"), buttons=(Button("Yes", "abc"),)),))

    assert await store.answer(offered, '{"s":1}', "ja", {"abc": "/affirm"}, Holder.BOT)
    assert not await store.answer(turn(waiting, "twice"), '{"s":2}', "en", {}, Holder.BOT)

    talk = await store.find(PERSON)
    assert talk and (talk.state, talk.chosen, dict(talk.choices)) == ('{"s":1}', "ja", {"abc": "/affirm"})
    assert [posted.reply.text for posted in await store.replies(accepted.talk, 0)] == ["A program.", "ok"]
    outcome = await store.outcome(accepted.id)
    assert outcome and (outcome.handled_by, [p.reply.text for p in outcome.replies]) == (HandledBy.ENGINE, ["ok"])


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("raised", [None, Alarm(Level.CONCERN, "rule")])
@pytest.mark.parametrize("found", [None, Alarm(Level.DANGER, "engine: emergency")])
async def test_an_answer_tells_what_is_kept(
    store: SQLStore, place: Place, noted: bool, held: bool, raised: Alarm | None, found: Alarm | None
) -> None:
    """What I am shown at once is what I would be shown later: the note before it, the alarm, and nothing where staff hold."""
    accepted = await store.accept(message("1"), raised, (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting
    if noted:
        await store.note(waiting, reply("please wait", "notice"))
    if held:
        engine = connect(place.url)
        with engine.begin() as c:
            c.execute(sa.update(talks).values(holder="staff"))
        engine.dispose()

    told = await store.answer(replace(turn(waiting, "ok"), alarm=found), "", None, {}, Holder.BOT)

    assert told and told == await store.outcome(accepted.id)
    assert [posted.reply.text for posted in told.replies] == ["please wait"] * noted + ["ok"] * (not held)


async def test_no_talk_begins_where_none_may(store: SQLStore) -> None:
    """An unknown token is refused, not given a talk."""
    with pytest.raises(NoTalk):
        await store.accept(message("1", sender=Address("website", "unknown")), None, (), None)


async def test_the_card_is_in_the_outbox_with_the_acceptance(store: SQLStore) -> None:
    """If we stop right after accepting a cry for help, the card still goes out."""
    accepted = await store.accept(message("1"), Alarm(Level.DANGER, "rule"), (reply("CARD", "card"),), FIRST)

    parcels = await store.due(["telegram"], [])

    assert [(parcel.reply.text, parcel.answers) for parcel in parcels] == [("CARD", "1")]
    waiting = await store.next(accepted.talk)
    assert waiting and waiting.carded and waiting.alarm == Alarm(Level.DANGER, "rule")


async def test_a_worry_never_covers_a_cry(store: SQLStore, place: Place, clock: Clock) -> None:
    """He was beating me and nobody of the staff has looked yet; then I sound only worried. I stay first in the list."""

    async def alarmed(key: str, level: Level) -> None:
        accepted = await store.accept(message(key), Alarm(level, f"rule {key}"), (), FIRST)
        waiting = await store.next(accepted.talk)
        assert waiting
        await store.answer(replace(turn(waiting, "ok"), handled_by=HandledBy.NET), "", None, {}, Holder.BOT)
        clock.pass_(seconds=60)

    def line() -> tuple[str, str, float, bool]:
        engine = connect(place.url)
        with engine.connect() as c:
            row = c.execute(sa.select(talks)).one()
        engine.dispose()
        return row.alarm, row.alarm_rule, (clock() - row.alarm_at).total_seconds(), row.seen_at is not None

    await alarmed("1", Level.CONCERN)
    await alarmed("2", Level.DANGER)
    assert line() == ("danger", "rule 2", 60, False)
    await alarmed("3", Level.CONCERN)
    assert line() == ("danger", "rule 2", 120, False)
    await alarmed("4", Level.SELF_HARM)
    assert line() == ("self_harm", "rule 4", 180, False)


async def test_a_worry_moves_a_talk_up_and_never_down(store: SQLStore, place: Place) -> None:
    """I wait for a person and write something that sounds worried: I stand before those who only wait, and behind danger."""
    calls = {
        "waits": (None, True), "worry": ("concern", False), "both": ("concern", True), "danger": ("danger", False),
        "despair": ("self_harm", True), "waits longest": (None, True),
    }  # fmt: skip
    engine = connect(place.url)
    opened: dict[str, str] = {}
    for minute, (name, (alarm, waits)) in enumerate(calls.items()):
        accepted = await store.accept(message(name, sender=Address("telegram", name)), None, (), FIRST)
        at = place.clock() - timedelta(minutes={"both": 30, "waits longest": 60, "worry": 90}.get(name, minute))
        called = {"alarm": alarm, "alarm_at": at if alarm else None, "wants_person_at": at if waits else None}
        with engine.begin() as c:
            c.execute(sa.update(talks).where(talks.c.id == accepted.talk).values(**called))
        opened[accepted.talk] = name
    engine.dispose()

    archive = Archive(place.url, place.keys_url, frozenset(), place.clock)
    queue = [opened[line.id] for line in await archive.urgent()]
    archive.close_files()
    assert queue == ["despair", "danger", "both", "waits longest", "waits", "worry"]


async def test_what_staff_saw_stays_seen_when_the_answer_comes(store: SQLStore, place: Place) -> None:
    """The alarm was raised when my message came, and somebody looked at once: the answer a moment later calls nobody again."""
    accepted = await store.accept(message("1"), Alarm(Level.CONCERN, "rule"), (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting
    engine = connect(place.url)
    with engine.begin() as c:
        c.execute(sa.update(talks).values(seen_at=place.clock()))
    await store.answer(turn(waiting, "ok"), "", None, {}, Holder.BOT)

    with engine.connect() as c:
        assert c.scalar(sa.select(talks.c.seen_at)) is not None
    engine.dispose()


async def test_replies_of_one_talk_go_out_one_after_the_other(store: SQLStore) -> None:
    """I read the sentences in the order in which they were said."""
    await answered(store, "1", "one", "two")
    sent = []
    while parcels := await store.due(["telegram"], []):
        assert len(parcels) == 1
        assert not await store.due(["telegram"], [])
        sent.append(parcels[0].reply.text)
        await store.delivered(parcels[0].id, "77")

    assert sent == ["A program.", "one", "two"]
    assert {"77", "91"} == set(await store.receipts(parcels[0].talk if parcels else (await store.find(PERSON)).id))  # type: ignore[union-attr]


async def test_a_reply_that_may_wait_is_tried_again_later(store: SQLStore, clock: Clock) -> None:
    """A busy platform delays my answer; it does not lose it."""
    await answered(store, "1", "one")
    (parcel,) = await store.due(["telegram"], [])
    await store.undelivered(parcel.id, "flood", 30)
    assert not await store.due(["telegram"], [])

    clock.pass_(seconds=31)

    assert [p.reply.text for p in await store.due(["telegram"], [])] == ["A program."]


async def test_what_was_being_sent_at_a_crash_goes_again_and_says_so(store: SQLStore) -> None:
    """Better a sentence twice than never; staff see which."""
    await answered(store, "1", "one")
    await store.due(["telegram"], [])

    assert await store.resend() == 1
    assert [parcel.again for parcel in await store.due(["telegram"], [])] == [True]


async def test_the_holding_note_is_said_once(store: SQLStore) -> None:
    """I am told once that it takes time."""
    accepted = await store.accept(message("1"), None, (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting

    assert await store.note(waiting, reply("please wait", "notice"))
    assert not await store.note(waiting, reply("please wait", "notice"))


async def test_staff_who_take_over_silence_the_bot(store: SQLStore, place: Place) -> None:
    """While a person talks with me, the program does not interrupt."""
    accepted = await store.accept(message("1"), None, (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting
    engine = connect(place.url)
    with engine.begin() as c:
        c.execute(sa.update(talks).values(holder="staff"))
    engine.dispose()

    assert await store.answer(turn(waiting, "bot's words"), "", None, {}, Holder.BOT)

    assert [posted.reply.text for posted in await store.replies(accepted.talk, 0)] == ["A program."]
    talk = await store.find(PERSON)
    assert talk and talk.holder is Holder.STAFF


async def test_a_silent_talk_closes_and_forgets(store: SQLStore, clock: Clock, place: Place) -> None:
    """After a day of silence nobody who takes my phone finds the talk going on, and the gateway cannot read it."""
    talk = await answered(store, "1", "one")
    clock.pass_(hours=25)

    assert await store.sweep() == 1

    assert await store.find(PERSON) is None
    with pytest.raises(NoTalk):
        await store.replies(talk, 0)
    assert await store.outcome(1) is None
    begun = await store.accept(message("2"), None, (), FIRST)
    assert begun.opened and begun.talk != talk


async def test_a_talk_that_staff_hold_stays_open(store: SQLStore, clock: Clock, place: Place) -> None:
    """Nobody is cut off while a person is helping them."""
    await answered(store, "1", "one")
    engine = connect(place.url)
    with engine.begin() as c:
        c.execute(sa.update(talks).values(holder="staff"))
    engine.dispose()
    clock.pass_(hours=25)

    assert await store.sweep() == 0


async def test_retention_erases(store: SQLStore, clock: Clock, place: Place) -> None:
    """After thirty days there is nothing left of what I wrote."""
    await answered(store, "1", "one")
    clock.pass_(days=31)

    await store.sweep()

    engine = connect(place.url)
    with engine.connect() as c:
        assert c.scalar(sa.select(sa.func.count()).select_from(journal)) == 0
        assert c.scalar(sa.select(sa.func.count()).select_from(talks)) == 0
    engine.dispose()


async def test_erasing_leaves_nothing(store: SQLStore, place: Place) -> None:
    """When I erase, it is gone, and so is the key that could open a copy."""
    talk = await answered(store, "1", "one")

    await store.erase(talk)

    assert await store.find(PERSON) is None
    keys = connect(place.keys_url)
    with keys.connect() as c:
        assert c.scalar(sa.text("SELECT count(*) FROM talk_keys")) == 0
    keys.dispose()
    assert (await store.accept(message("2"), None, (), FIRST)).opened


async def test_what_staff_need_is_in_clear_and_nothing_else(store: SQLStore, place: Place) -> None:
    """My words and my number are in no column; language, intent and alarm are."""
    accepted = await store.accept(message("1", SECRET), Alarm(Level.CONCERN, "rule 7"), (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting
    understood = Understood("documents_taken", 0.9)
    await store.answer(replace(turn(waiting, "one"), understood=understood), "", None, {}, Holder.BOT)

    engine = connect(place.url)
    with engine.connect() as c:
        row = c.execute(sa.select(talks)).one()._mapping
        everything = repr([list(c.execute(sa.select(table))) for table in talks.metadata.sorted_tables])
    engine.dispose()
    assert (
        row["last_intent"], row["alarm"], row["alarm_rule"], row["language"],
    ) == ("documents_taken", "concern", "rule 7", "en")  # fmt: skip
    assert SECRET not in everything and PERSON.id not in everything


async def test_the_website_opens_a_talk_and_a_second_one_closes_the_first(store: SQLStore) -> None:
    """A new talk on the same token never shows the old one."""
    me = Address("website", "token")
    await store.open(me, "ja", FIRST)
    first = await store.find(me)
    await store.open(me, None, FIRST)
    second = await store.find(me)

    assert first and second and first.id != second.id and first.chosen == "ja"


async def test_deliveries_are_remembered_for_longer_than_platforms_repeat(store: SQLStore, clock: Clock) -> None:
    """A message repeated after eight days is still the same message."""
    await answered(store, "1", "one")
    clock.now += timedelta(days=8)
    await store.sweep()

    assert not (await store.accept(message("1"), None, (), FIRST)).fresh


async def test_a_locked_database_refuses_everybody_soon(store: SQLStore, place: Place) -> None:
    """Something else holds the database: I am told so in a second or two, however many others wait as well."""
    await answered(store, "1", "one")
    other = connect(place.url)
    with other.begin() as c:
        if place.url.startswith("postgresql"):
            c.execute(sa.text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        writing = [store.accept(message(f"w{n}", sender=Address("telegram", str(n))), None, (), FIRST) for n in range(8)]
        refused = await asyncio.gather(*writing, return_exceptions=True)
        took = time.monotonic() - began
    other.dispose()
    assert {StoreDown} == {type(one) for one in refused}
    assert took < 3

    assert (await store.accept(message("2"), None, (), FIRST)).fresh
