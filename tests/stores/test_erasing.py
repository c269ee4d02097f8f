"""What was erased stays erased, whichever of the two stores fails, or comes back from an older day."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.core.ports import Holder, StoreDown
from bot.stores.archive import Archive
from bot.stores.database import HEAD, MIGRATIONS, connect, migrate
from bot.stores.erasing import copy_keys, erase_talk
from bot.stores.schema import erased, erasures, journal, keys_metadata, metadata, talk_keys, talks
from bot.stores.sql import SQLStore
from tests.stores.conftest import FIRST, PERSON, Place, message, turn

IDS = (talks.c.id, journal.c.talk, erased.c.talk)


def column(url: str, column: sa.Column[str]) -> list[str]:
    engine = connect(url)
    with engine.connect() as c:
        found = list(c.scalars(sa.select(column)))
    engine.dispose()
    return found


def run(url: str, *statements: sa.Executable) -> None:
    engine = connect(url)
    with engine.begin() as c:
        for statement in statements:
            c.execute(statement)
    engine.dispose()


async def talk(store: SQLStore, key: str) -> str:
    accepted = await store.accept(message(key), None, (), FIRST)
    waiting = await store.next(accepted.talk)
    assert waiting
    await store.answer(turn(waiting, "ok"), "", None, {}, Holder.BOT)
    return accepted.talk


def copied(url: str, folder: Path) -> str:
    """The key store as a backup holds it."""
    copy = f"sqlite:///{folder}/copy.db"
    source, target = connect(url), connect(copy)
    keys_metadata.create_all(target)
    copy_keys(source, target)
    source.dispose()
    target.dispose()
    return copy


async def test_an_erasure_is_listed_in_both_stores(store: SQLStore, place: Place) -> None:
    """Whichever of the two is lost, the other one still knows what I erased; it knows nothing else of me."""
    mine = await talk(store, "1")
    await store.erase(mine)

    assert [[], [], [mine]] == [column(place.url, one) for one in IDS]
    assert [mine] == column(place.keys_url, erasures.c.talk)
    assert {"talk", "at"} == {c.name for c in erased.columns} == {c.name for c in erasures.columns}


async def test_old_keys_put_back_by_hand_open_nothing_erased(place: Place, tmp_path: Path) -> None:
    """Somebody copies an old key store into place; the next start destroys my key again before anybody can use it."""
    store = place.open()
    await store.start()
    mine = await talk(store, "1")
    old = copied(place.keys_url, tmp_path)
    await store.erase(mine)
    store.close_files()
    assert [mine] == column(old, talk_keys.c.talk)

    place.keys_url = old
    for again in (place.open(), Archive(place.url, place.keys_url, frozenset(), place.clock)):
        await again.start()
        again.close_files()
        assert [] == column(old, talk_keys.c.talk)
        assert [mine] == column(old, erasures.c.talk)
        old = place.keys_url = copied(old, tmp_path / "again")


async def test_a_key_that_the_target_erased_is_not_copied(store: SQLStore, place: Place, tmp_path: Path) -> None:
    """Putting a backup's keys into a store that is in use brings back what it lacks, and nothing that was erased."""
    mine, kept = await talk(store, "1"), (await store.accept(message("2", sender=PERSON), None, (), FIRST)).talk
    assert mine == kept
    await store.close(mine)
    other = await talk(store, "3")
    old = copied(place.keys_url, tmp_path)
    await store.erase(mine)
    run(place.keys_url, sa.delete(talk_keys))

    source, target = connect(old), connect(place.keys_url)
    copy_keys(source, target)
    source.dispose()
    target.dispose()

    assert [other] == column(place.keys_url, talk_keys.c.talk)


async def test_a_newer_list_destroys_what_is_there(store: SQLStore, place: Place, tmp_path: Path) -> None:
    """Old data and old keys are in place; a newer backup of the keys brings the erasures along."""
    mine = await talk(store, "1")
    key = copied(place.keys_url, tmp_path / "before")
    await store.erase(mine)
    newer = copied(place.keys_url, tmp_path / "after")

    source, target = connect(newer), connect(key)
    copy_keys(source, target)
    source.dispose()
    target.dispose()

    assert [] == column(key, talk_keys.c.talk)
    assert [mine] == column(key, erasures.c.talk)


async def test_an_erasing_that_stopped_half_way_is_finished(store: SQLStore, place: Place) -> None:
    """The machine died after my key was destroyed; my rows go with the next sweep, without a restart."""
    mine, now = await talk(store, "1"), place.clock()
    gone = sa.delete(talk_keys).where(talk_keys.c.talk == mine)
    run(place.keys_url, gone, sa.insert(erasures).values(talk=mine, at=now))
    assert [mine] == column(place.url, talks.c.id)

    await store.sweep()

    assert [[], [], [mine]] == [column(place.url, one) for one in IDS]


async def test_erasing_twice_at_once_is_no_error(store: SQLStore, place: Place) -> None:
    """I and the staff press erase at the same moment: both are told that it is done."""
    mine = await talk(store, "1")
    archive = Archive(place.url, place.keys_url, frozenset(), place.clock)

    await asyncio.gather(store.erase(mine), archive.erase(mine), store.erase(mine))
    archive.close_files()

    assert [mine] == column(place.url, erased.c.talk) == column(place.keys_url, erasures.c.talk)


async def test_what_cannot_be_erased_now_stays_whole(place: Place, tmp_path: Path) -> None:
    """The database is locked while I erase: nothing is half gone, and my second try finds everything to erase."""
    if not place.url.startswith("sqlite"):
        place = Place(f"sqlite:///{tmp_path}/a.db", place.keys_url, place.master, place.private, place.clock)
    store = place.open()
    await store.start()
    mine = await talk(store, "1")
    locking = connect(place.url)
    with locking.begin():
        with pytest.raises(StoreDown):
            await store.erase(mine)
        assert [mine] == column(place.keys_url, talk_keys.c.talk)
    locking.dispose()

    found = await store.find(PERSON)
    assert found and found.id == mine
    await store.erase(mine)
    store.close_files()

    assert [] == column(place.keys_url, talk_keys.c.talk)


async def test_old_keys_give_the_gateway_no_closed_talk_back(store: SQLStore, place: Place, tmp_path: Path) -> None:
    """My talk was closed: only staff can open it, also after an old backup of the keys was put in place."""
    mine = await talk(store, "1")
    old = copied(place.keys_url, tmp_path)
    await store.close(mine)

    place.keys_url = old
    again = place.open()
    await again.start()
    again.close_files()

    assert [None] == column(old, talk_keys.c.for_gateway)  # type: ignore[arg-type]
    assert [mine] == column(old, talk_keys.c.talk)


async def test_a_talk_whose_key_is_gone_keeps_nobody_out(store: SQLStore, place: Place) -> None:
    """The data are of yesterday, when my talk was open; its key is not there any more. I can write all the same."""
    mine = await talk(store, "1")
    run(place.keys_url, sa.update(talk_keys).values(for_gateway=None))
    again = place.open()
    await again.start()

    accepted = await again.accept(message("2", "are you there?"), None, (), FIRST)
    waiting = await again.next(accepted.talk)
    again.close_files()

    assert accepted.opened and accepted.talk != mine
    assert waiting and "are you there?" == waiting.message.text


def test_the_migrations_lead_to_the_schema(place: Place) -> None:
    """Who updates gets the tables that the code works with; HEAD names the last step."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    engine = connect(place.url)
    migrate(engine)
    with engine.connect() as c:
        context = MigrationContext.configure(c)
        assert HEAD == context.get_current_revision()
        assert [] == compare_metadata(context, metadata)
    engine.dispose()
    assert HEAD == max(path.name[:4] for path in (MIGRATIONS / "versions").glob("*.py"))


async def test_a_store_of_the_first_release_is_brought_up(place: Place) -> None:
    """An update keeps my talk, and from then on lists erasures with the data as well."""
    from alembic import command
    from alembic.config import Config

    engine = connect(place.url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, "0001")
    engine.dispose()
    earlier = "e" * 32
    keys = connect(place.keys_url)
    keys_metadata.create_all(keys)
    keys.dispose()
    run(place.keys_url, sa.insert(erasures).values(talk=earlier, at=place.clock()))

    store = place.open()
    await store.start()
    mine = await talk(store, "1")
    store.close_files()

    assert [earlier] == column(place.url, erased.c.talk)
    assert [mine] == column(place.url, talks.c.id)
    engine, keys = connect(place.url), connect(place.keys_url)
    assert erase_talk(engine, keys, mine, place.clock())
    engine.dispose()
    keys.dispose()
