"""G6: while nothing can be stored, a cry for help still gets its card, once; ordinary messages are refused, never swallowed."""

import contextlib
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.fakes.telegram import FakeTelegram
from tests.guarantees.world import CRIES, DESPAIR, EVERY_CRY, World, number_for, words_of

LOCKED, LOCKED_LONG = 7.0, 30.0
"""Seconds; the store itself gives up on a lock after one."""
LIMIT = 1.0
ORDINARY = "how much is a lawyer?"
SIDE_BY_SIDE = 7
"""People who cry for help at once on the website."""
WRITERS = 6
"""People who write ordinary messages meanwhile; each holds the store's only hand for as long as it waits for the lock."""


class Locked:
    """Another program holds the database's write lock while open."""

    def __init__(self, home: Path) -> None:
        self._connection = sqlite3.connect(home / "akari.db", isolation_level=None, timeout=10)

    def __enter__(self) -> "Locked":
        self._connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


class Full:
    """The disk that holds *home* is full while open.

    Really, on a small file system of its own, where we may mount one; else no file of the gateway may grow any more.
    """

    def __init__(self, world: World, mounted: bool) -> None:
        self._world, self._mounted, self._ballast = world, mounted, world.home / "ballast"

    def __enter__(self) -> "Full":
        if self._mounted:
            with self._ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
                while file.write(b"x" * 4096):
                    pass
            assert 0 == shutil.disk_usage(self._world.home).free
        else:
            self._let_grow(max(path.stat().st_size for path in self._world.home.rglob("*-wal")))
        return self

    def __exit__(self, *_: object) -> None:
        if self._mounted:
            self._ballast.unlink()
        else:
            self._let_grow(resource.RLIM_INFINITY)

    def _let_grow(self, most: int) -> None:
        assert self._world.gateway.child
        resource.prlimit(self._world.gateway.child.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, bool]]:
    """A folder, and whether it is a file system of 8 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = os.geteuid() == 0 and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "akari-test", str(folder)], check=False, capture_output=True
    ).returncode  # fmt: skip
    try:
        yield folder, mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def cards(answer: httpx.Response) -> list[str]:
    """The languages of the cards in an answer of the web API."""
    return [reply["language"] for reply in answer.json().get("replies", []) if reply["kind"] == "card"]


# ------------------------------------------------------------------- the website


@dataclass
class Writers:
    """People who write one ordinary message each and, as clients do, send it again under its id until it is taken."""

    world: World
    messages: dict[str, tuple[str, str]]
    seen: Counter[int] = field(default_factory=Counter)
    over: bool = False

    def __enter__(self) -> "Writers":
        self._threads = [threading.Thread(target=self._write, args=(token,), daemon=True) for token in self.messages]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over = True
        for thread in self._threads:
            thread.join(20)

    def _write(self, token: str) -> None:
        while not self.over:
            answer = self.world.write(token, *self.messages[token])
            if not self.over:
                self.seen[answer.status_code if not cards(answer) else 0] += 1


def cry(world: World, token: str, language: str, text: str, id: str) -> list[float]:
    """One cry by every way the website has; how long each answer took, which all hold the card."""
    body = {"id": id, "text": text}
    form = {"token": token, "id": str(uuid.uuid4()), "text": text, "language": language}
    pressed = {"id": str(uuid.uuid4()), "choice": "gateway:card", "language": language}
    bearer = {"Authorization": f"Bearer {token}"}
    took = []
    for path, said, headers, status in (
        ("/api/messages", {"json": body}, bearer, {503}),
        ("/api/messages", {"json": body}, {}, {401}),
        ("/api/messages", {"json": body}, {"Authorization": "Bearer " + "A" * 43}, {401, 503}),
        ("/api/messages", {"json": pressed}, bearer, {503}),
        ("/chat", {"data": form}, {"Accept": "text/html"}, {503}),
        ("/chat", {"data": form}, {"Accept": "application/json"}, {503}),
    ):
        began = time.monotonic()
        answer = world.web.post(path, headers={"Accept-Language": language, **headers}, **said)  # type: ignore[arg-type]
        took.append(time.monotonic() - began)
        assert answer.status_code in status, answer.text
        assert number_for(text) in answer.text, (path, headers, answer.text[:500])
        assert path == "/chat" or {language} == set(cards(answer))
    return took


def hold_out(world: World, trouble: contextlib.AbstractContextManager[object], seconds: float) -> None:
    """The trouble comes while people write on the website, lasts, and goes; what is promised holds."""
    talks = {text: world.conversation(language) for language, text in EVERY_CRY}
    messages = {world.conversation("en"): (f"{ORDINARY} {n}", str(uuid.uuid4())) for n in range(WRITERS)}
    assert 200 == world.write(next(iter(messages)), "before", str(uuid.uuid4())).status_code
    cried: list[tuple[str, str, str]] = []
    took: list[float] = []

    def one(language: str, text: str) -> None:
        id = str(uuid.uuid4())
        cried.append((talks[text], text, id))
        took.extend(cry(world, talks[text], language, text, id))

    with trouble, Writers(world, messages) as writers, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        until = time.monotonic() + seconds
        while not cried or time.monotonic() < until:
            list(pool.map(one, *zip(*EVERY_CRY, strict=True)))
        writers.over = True
    took.sort()
    print(f"G6 website: {len(took)} cards, worst {took[-1] * 1000:.0f} ms; ordinary messages: {dict(writers.seen)}")
    assert {503} == set(writers.seen), "what is ordinary is refused, without a card"
    assert took[-1] < LIMIT

    for token, (text, id) in messages.items():
        answer = world.write(token, text, id)
        assert (200, "engine") == (answer.status_code, answer.json()["handled_by"])
    for token, text, id in cried:
        answer = world.write(token, text, id)
        level = "self_harm" if text in DESPAIR else "danger"
        assert (200, "net", level) == (answer.status_code, answer.json()["handled_by"], answer.json()["alarm"])
        assert cards(answer)
    found = world.journal()
    assert {1} == {found[text] for text, _ in messages.values()}
    assert Counter(text for _, text, _ in cried) <= found


@pytest.mark.timeout(180)
def test_a_locked_database_keeps_nobody_from_the_card_on_the_website(tmp_path: Path, long: bool) -> None:
    """Something else holds the database: my numbers are there within a second, what others write is refused and not lost."""
    with World(tmp_path, settings={"AKARI_RATE_LIMITS": "no"}) as world:
        world.start_engine("ok")
        world.start_whole()
        hold_out(world, Locked(world.home), LOCKED_LONG if long else LOCKED)


@pytest.mark.timeout(180)
def test_a_full_disk_keeps_nobody_from_the_card_on_the_website(small_disk: tuple[Path, bool]) -> None:
    """Not a byte can be written: the same. When there is room again, everything goes on without a restart."""
    folder, mounted = small_disk
    with World(folder, settings={"AKARI_RATE_LIMITS": "no"}) as world:
        world.start_engine("ok")
        world.start_whole()
        hold_out(world, Full(world, mounted), LOCKED / 2)


@pytest.mark.timeout(120)
def test_a_gateway_that_starts_on_a_full_disk_shows_the_card(small_disk: tuple[Path, bool]) -> None:
    """The machine was restarted and there is no room: the numbers are there all the same, and later everything else."""
    folder, mounted = small_disk
    if not mounted:
        (folder / "akari.db").mkdir()  # a database that cannot be opened
    with World(folder, settings={"AKARI_RATE_LIMITS": "no"}) as world:
        world.start_engine("ok")
        with Full(world, mounted) if mounted else contextlib.nullcontext():
            world.start()
            began = time.monotonic()
            answer = world.write("A" * 43, CRIES["en"][0], str(uuid.uuid4()))
            assert answer.status_code in {401, 503} and cards(answer) and time.monotonic() - began < LIMIT
            assert 503 == world.web.post("/api/conversations", json={}).status_code
            assert 503 == world.web.get("/readyz").status_code
        if not mounted:
            (folder / "akari.db").rmdir()
        opened(world)
        assert 200 == world.write(world.conversation("en"), ORDINARY, str(uuid.uuid4())).status_code


def opened(world: World) -> None:
    """Until the gateway has its store."""
    deadline = time.monotonic() + 20
    while world.web.get("/readyz").status_code != httpx.codes.OK:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_no_token_keeps_nobody_from_the_card(tmp_path: Path) -> None:
    """My talk was closed, my client is broken, or I have no token at all: the numbers are in the answer."""
    with World(tmp_path, settings={"AKARI_RATE_LIMITS": "no"}) as world:
        world.start()
        opened(world)
        for given in ("", "Bearer " + "A" * 43, "Bearer x", "Basic eDp4"):
            for language, text in EVERY_CRY:
                headers = {"Authorization": given, "Accept-Language": language}
                answer = world.web.post("/api/messages", json={"id": str(uuid.uuid4()), "text": text}, headers=headers)
                assert (401, {language}) == (answer.status_code, set(cards(answer)))
                ordinary = world.web.post("/api/messages", json={"id": str(uuid.uuid4()), "text": ORDINARY}, headers=headers)
                assert (401, []) == (ordinary.status_code, cards(ordinary))
        assert Counter() == world.journal()


# --------------------------------------------------------------------- Telegram


def seen(telegram: FakeTelegram, person: int, words: str) -> int:
    return sum(words in text for text in telegram.seen(person))


def has_card(telegram: FakeTelegram, person: int, language: str = "en", cry: str = "") -> bool:
    """The whole card: its words, the number to tap, and the question at its end."""
    return all(parts_of_card(telegram, person, language, cry))


def once(telegram: FakeTelegram, person: int, language: str = "en", cry: str = "") -> bool:
    return (1, 1, 1) == parts_of_card(telegram, person, language, cry)


def parts_of_card(telegram: FakeTelegram, person: int, language: str, cry: str) -> tuple[int, int, int]:
    card, safe, _ = words_of(language, cry)
    return seen(telegram, person, card), seen(telegram, person, safe), to_tap(telegram, person, number_for(cry))


def greeted(telegram: FakeTelegram, person: int, language: str = "en") -> bool:
    return bool(seen(telegram, person, words_of(language)[2]))


def to_tap(telegram: FakeTelegram, person: int, number: str) -> int:
    """Contacts with *number*."""
    return sum(call["chat_id"] == str(person) and call["phone_number"] == number for call in telegram.calls("sendContact"))


def hold_out_on_telegram(
    world: World, telegram: FakeTelegram, trouble: contextlib.AbstractContextManager[object], seconds: float
) -> None:
    """The same on the messaging app, which keeps for us what we do not acknowledge."""
    before, friend, asking, late = range(4000, 4004)
    crying = dict(enumerate(EVERY_CRY, 4300))
    people = crying | {asking: ("en", "")}
    telegram.writes(before, "what can you do?")
    telegram.wait(lambda fake: seen(fake, before, "1: what can you do?"))
    with trouble:
        began = time.monotonic()
        for number in range(3):
            telegram.writes(friend, f"{ORDINARY} {number}")
        for person, (language, text) in crying.items():
            telegram.writes(person, text, language)
        telegram.writes(asking, "/emergency", entities=[{"type": "bot_command", "offset": 0, "length": 10}])
        telegram.wait(lambda fake: all(has_card(fake, person, *said) for person, said in people.items()), 5)
        took = time.monotonic() - began
        while time.monotonic() < began + seconds - 1:
            time.sleep(0.1)
        telegram.writes(late, CRIES["en"][0])
        telegram.wait(lambda fake: has_card(fake, late), 5)
        people[late] = ("en", CRIES["en"][0])
        for person, said in people.items():
            assert once(telegram, person, *said), "the card went out more than once"
        assert [] == telegram.seen(friend)
        assert 3 + len(people) == len(telegram.updates), "an update was acknowledged that is not durable"
    print(f"G6 telegram: the last of {len(people) - 1} cards {took * 1000:.0f} ms after three ordinary messages")

    telegram.wait(lambda fake: not fake.updates and all(seen(fake, friend, f"{ORDINARY} {n}") for n in range(3)), 30)
    telegram.wait(lambda fake: all(greeted(fake, person, language) for person, (language, _) in people.items()), 30)
    time.sleep(1.5)  # whatever would come twice comes now
    for person, said in people.items():
        assert once(telegram, person, *said), "the card came again from the outbox"
    answers = [text.rpartition("\n")[2] for text in telegram.seen(friend) if ORDINARY in text]
    assert [f"{n + 1}: {ORDINARY} {n}" for n in range(3)] == answers, "in the order in which they were written"
    found = world.journal()
    assert {1} == {found[f"{ORDINARY} {n}"] for n in range(3)}
    assert Counter(text for _, text in EVERY_CRY) + Counter([CRIES["en"][0]]) == {text: found[text] for _, text in EVERY_CRY}

    first = min(crying)
    sent = telegram.message_ids(first)  # before the wipe: the words that it is done stay
    telegram.writes(first, "/wipe", entities=[{"type": "bot_command", "offset": 0, "length": 5}])
    telegram.wait(lambda fake: fake.calls("deleteMessages"), 20)
    wiped = set(re.findall(r"\d+", str([call["message_ids"] for call in telegram.calls("deleteMessages")])))
    assert sent <= wiped, "a card that went past the store is wiped like every other message"


@pytest.mark.timeout(180)
def test_a_locked_database_keeps_nobody_from_the_card_on_telegram(tmp_path: Path, long: bool) -> None:
    """The card comes once; everything else waits with Telegram and is answered once, in order, when the lock is gone."""
    with FakeTelegram() as telegram, World(tmp_path, telegram.url) as world:
        world.start_engine("ok")
        world.start_whole()
        hold_out_on_telegram(world, telegram, Locked(world.home), LOCKED_LONG if long else LOCKED)


@pytest.mark.timeout(180)
def test_a_full_disk_keeps_nobody_from_the_card_on_telegram(small_disk: tuple[Path, bool]) -> None:
    """The same with a disk on which nothing can be written."""
    folder, mounted = small_disk
    with FakeTelegram() as telegram, World(folder, telegram.url) as world:
        world.start_engine("ok")
        world.start_whole()
        hold_out_on_telegram(world, telegram, Full(world, mounted), LOCKED)


@pytest.mark.timeout(120)
def test_a_card_that_could_not_be_pushed_is_tried_again(tmp_path: Path) -> None:
    """The database is locked and Telegram fails as well: the card goes out at a later try, and not never."""
    with FakeTelegram() as telegram, World(tmp_path, telegram.url) as world:
        world.start()
        telegram.wait(lambda fake: fake.calls("deleteWebhook"))
        with Locked(world.home):
            telegram.failures["sendMessage"] = [(502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})] * 2
            telegram.writes(4100, CRIES["en"][0])
            telegram.wait(lambda fake: has_card(fake, 4100), 15)
        telegram.wait(lambda fake: greeted(fake, 4100), 15)
        time.sleep(1.0)
        assert once(telegram, 4100)


@pytest.mark.timeout(120)
def test_a_webhook_is_refused_and_the_card_goes_out_once(tmp_path: Path) -> None:
    """Telegram calls us, again and again, several times at once: one card, and each message is answered once in the end."""
    with FakeTelegram() as telegram, World(tmp_path, telegram.url, webhook=True) as world:
        world.start_engine("ok")
        world.start()
        opened(world)
        cried = {"update_id": 1, "message": telegram.message(4200, {"text": CRIES["en"][0]})}
        asked = {"update_id": 2, "message": telegram.message(4201, {"text": ORDINARY})}
        with Locked(world.home), ThreadPoolExecutor(6) as pool:
            for _ in range(2):
                assert {503} == set(pool.map(world.update, [cried, asked] * 3))
            assert once(telegram, 4200) and [] == telegram.seen(4201)
        for update in (cried, asked, cried, asked):
            assert 200 == world.update(update)
        telegram.wait(lambda fake: greeted(fake, 4200) and seen(fake, 4201, ORDINARY))
        time.sleep(1.0)
        assert once(telegram, 4200) and 1 == seen(telegram, 4201, ORDINARY)
        assert {CRIES["en"][0]: 1, ORDINARY: 1} == dict(world.journal())
