"""What is refused, how, and that a card goes out all the same."""

import asyncio
import json
import logging
import random
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from bot.channels.website import Rate, Rates, problems, rescue
from bot.channels.website.limits import Buckets, Limits, TooMany, block
from bot.channels.website.problems import MEDIA_TYPE
from bot.core.ports import StoreDown
from tests.channels.website.stage import DANGER, DANGER_JA, DESPAIR, SITE, Person, Stage, client, kinds, opened, texts

JSON = {"Content-Type": "application/json"}
SECRET = "Maria Santos 090-1234-5678"
"""Stands for what a person would never want repeated."""


def message(text: str = DANGER) -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "text": text}


BROKEN: dict[str, tuple[int, str, bytes, dict[str, str]]] = {
    "torn JSON": (400, "bad_json", b'{"id": "x", "text": "%s' % DANGER.encode(), JSON),
    "torn JSON with escapes": (400, "bad_json", json.dumps({"text": "a\n\"" + DANGER_JA}).encode()[:-1], JSON),
    "two texts": (400, "bad_json", b'{"text": "%s"} {"text": "x"}' % DANGER.encode(), JSON),
    "not UTF-8": (400, "bad_json", b'{"text": "\xff\xfe %s"}' % DANGER.encode(), JSON),
    "plain text": (415, "wrong_type", DANGER.encode(), {"Content-Type": "text/plain"}),
    "a form": (415, "wrong_type", b"text=he+will+kill+me", {"Content-Type": "application/x-www-form-urlencoded"}),
    "no type": (415, "wrong_type", json.dumps(message()).encode(), {}),
    "no id": (422, "wrong_shape", json.dumps({"text": DANGER}).encode(), JSON),
    "id not a UUID": (422, "wrong_shape", json.dumps({"id": "1", "text": DANGER}).encode(), JSON),
    "text in a list": (422, "wrong_shape", json.dumps({"id": str(uuid.uuid4()), "text": [DANGER]}).encode(), JSON),
    "a list": (422, "wrong_shape", json.dumps([{"deep": [DANGER]}]).encode(), JSON),
    "a bare string": (422, "wrong_shape", json.dumps(DANGER).encode(), JSON),
    "a field more": (422, "wrong_shape", json.dumps({**message(), "name": SECRET}).encode(), JSON),
    "text and choice": (422, "wrong_shape", json.dumps({**message(), "choice": "x"}).encode(), JSON),
    "language of wrong type": (422, "wrong_shape", json.dumps({**message(), "language": 1}).encode(), JSON),
    "language of no shape": (422, "wrong_shape", json.dumps({**message(), "language": "en'; DROP"}).encode(), JSON),
    "too long": (422, "wrong_shape", json.dumps(message(DANGER + "x" * 10_000)).encode(), JSON),
    "too large": (413, "too_large", json.dumps(message(DANGER + "x" * 70_000)).encode(), JSON),
    "danger far down": (422, "wrong_shape", json.dumps(message("word " * 2_400 + DANGER)).encode(), JSON),
    "10 MB": (413, "too_large", json.dumps(message(DANGER + "あ" * 2_000_000)).encode(), JSON),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("known", [True, False])
async def test_card_whatever_is_wrong(person: Person, case: str, known: bool) -> None:
    """My phone sends broken things, or lost its token: in danger I get the numbers with the refusal."""
    status, code, body, headers = BROKEN[case]
    headers = headers | (person.headers if known else {})
    refused = await person.http.post("/api/messages", content=body, headers=headers)
    status, code = (status, code) if known or status != 422 else (401, "no_talk")
    is_problem(refused, status, code)
    assert kinds(refused)[0] == "card"
    assert "110" in texts(refused)[0]
    assert "kill" not in refused.text.replace(texts(refused)[0], "")


def is_problem(response: httpx.Response, status: int, code: str) -> None:
    assert (response.status_code, response.headers["content-type"]) == (status, MEDIA_TYPE), response.text
    body = response.json()
    assert (body["type"], body["status"], body["code"]) == ("about:blank", status, code)
    assert body["title"]
    assert body["detail"]
    assert SECRET not in response.text


ODD = {
    "no text": "",
    "blank": "  \n\t ",
    "10,000 characters": "あ" * 10_000,
    "emoji only": "😢😢💔",
    "control characters": "hello\x00\x07\x1b[31m\x7f",
    "marks of right-to-left": "\u202e\u2066hello\u2069\u200f",
    "half an emoji": "hello \ud83d",
    "zero width": "\u200b\u200d\ufeff",
    "combining": "e" + "\u0301" * 500,
    "unknown language": "도와주세요",
}


@pytest.mark.parametrize("case", ODD)
async def test_odd_text_is_answered(person: Person, case: str) -> None:
    """Whatever my keyboard makes, I get an answer, never silence."""
    body = json.dumps(message(ODD[case])).encode()
    answer = await person.http.post("/api/messages", content=body, headers=person.headers | JSON)
    assert answer.status_code == 200
    assert texts(answer)


async def test_unserved_language_chosen(person: Person) -> None:
    """I choose a language that nobody serves yet: I am answered all the same."""
    answer = await person.writes("hello", language="sw")
    assert (answer.status_code, answer.json()["language"]) == (200, "en")


@pytest.mark.parametrize(
    "body", [b"[" * 60_000, b'{"a":' * 10_000, b'{"id": ' + b"9" * 5_000 + b"}", b"nul", b"\x00", b'"', b"{}", b"null", b"NaN"]
)
async def test_hostile_json(person: Person, body: bytes) -> None:
    """Nested, endless or empty: refused without a stack trace."""
    refused = await person.http.post("/api/messages", content=body, headers=person.headers | JSON)
    assert refused.status_code in {400, 422}
    is_problem(refused, refused.status_code, refused.json()["code"])


async def test_fuzzed_bodies(person: Person, long: bool) -> None:
    """Whatever bytes arrive, nothing breaks: no answer of 500."""
    dice = random.Random(7)
    whole = json.dumps(message("hello 😢")).encode()
    paths = ("/api/messages", "/api/conversations", "/api/leave", "/chat", "/chat/erase", "/leave")
    scraps = [b'"', b"{", b"[", b"\\u", b"\xff", b"\0", b"1e9", b"null"]
    for n in range(10_000 if long else 300):
        body = bytearray(whole if n % 2 else dice.randbytes(dice.randrange(200)))
        for _ in range(dice.randrange(8)):
            at = dice.randrange(len(body) + 1)
            body[at : at + dice.randrange(4)] = dice.choice([*scraps, dice.randbytes(2)])
        kind = dice.choice(["application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""])
        answer = await person.http.post(dice.choice(paths), content=bytes(body), headers=person.headers | {"Content-Type": kind})
        assert answer.status_code < 500, bytes(body)


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [("GET", "/api/conversations", 405, "DELETE, POST"), ("PUT", "/api/messages", 405, "GET, POST"),
     ("POST", "/api/events", 405, "GET"), ("POST", "/healthz", 405, "GET"), ("GET", "/api/nothing", 404, None),
     ("POST", f"/api/{SECRET}", 404, None), ("DELETE", "/", 405, "GET, HEAD"), ("GET", "/static/../app.py", 404, None),
     ("GET", "/static/%2e%2e%2fapp.py", 404, None), ("GET", "/docs", 404, None), ("GET", "/redoc", 404, None)],
)  # fmt: skip
async def test_no_such_path(stage: Stage, method: str, path: str, status: int, allowed: str | None) -> None:
    """A mistaken address is a problem document that does not repeat it, and a card where one is due."""
    async with client(stage) as http:
        refused = await http.request(method, path, content=json.dumps(message()), headers=JSON)
    is_problem(refused, status, "not_found" if status == 404 else "wrong_method")
    assert refused.headers.get("allow") == allowed
    assert kinds(refused)[:1] == ([] if method == "GET" else ["card"])


@pytest.mark.parametrize("after", ["-1", "x", "1.5", str(2**64), "", "１"])
async def test_wrong_cursor(person: Person, after: str) -> None:
    """A cursor that is none is refused by its place, not repeated."""
    refused = await person.http.get("/api/messages", params={"after": after}, headers=person.headers)
    if after == "１" and refused.status_code == 200:
        return
    is_problem(refused, 422, "wrong_shape")
    assert refused.json()["errors"][0]["at"] == "query/after"


async def test_names_of_fields_are_not_repeated(person: Person) -> None:
    """A name typed where a field's name belongs does not come back."""
    body = {**message("hello"), SECRET: 1}
    refused = await person.http.post("/api/messages", json=body, headers=person.headers)
    is_problem(refused, 422, "wrong_shape")


async def test_store_down(tmp_path: Path) -> None:
    """Nothing can be stored: I am told so, and in danger I get the numbers, each time I try."""
    async with opened(tmp_path) as stage, client(stage) as http:
        person = Person(http)
        await person.begins(language="en")
        await down(stage)
        refused = await person.writes("hello")
        is_problem(refused, 503, "not_durable")
        assert refused.headers["retry-after"] == "2"
        assert texts(refused) == []
        id = str(uuid.uuid4())
        for _ in range(2):
            refused = await person.writes(DANGER, id)
            is_problem(refused, 503, "not_durable")
            assert "110" in texts(refused)[0]
        pressed = await person.presses("gateway:card")
        assert (pressed.status_code, kinds(pressed)[0]) == (503, "card")
        erased = await person.http.delete("/api/conversations", headers=person.headers)
        for refused in (await person.reads(), erased, await person.begins()):
            is_problem(refused, 503, "not_durable")


async def down(stage: Stage) -> None:
    """The tables are gone, as on a broken disk."""

    def drop() -> None:
        with stage.store._engine.begin() as connection:
            for table in ("deliveries", "outbox", "journal", "inbox", "talks"):
                connection.execute(sa.text(f"DROP TABLE {table}"))

    await stage.store._hands.do(drop)


async def test_slow_store(stage: Stage, person: Person) -> None:
    """Something else holds the database: the numbers come within a second, and the message is kept once it is free."""
    talk = await stage.store.find(person.address)
    assert talk
    engine = sa.create_engine(stage.store._engine.url)
    with engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        began = asyncio.get_running_loop().time()
        id = str(uuid.uuid4())
        refused = await person.writes(DANGER, id)
        assert asyncio.get_running_loop().time() - began < 0.9
        is_problem(refused, 503, "not_durable")
        assert "110" in texts(refused)[0]
        other.exec_driver_sql("ROLLBACK")
    engine.dispose()
    while (again := await person.writes(DANGER, id)).status_code != 200:
        await asyncio.sleep(0.05)
    assert "card" in kinds(again)
    assert len([text for text in texts(await person.reads()) if text == texts(again)[0]]) == 1


FEW = Rates(messages_of_talk=Rate(2, 60), talks_of_address=Rate(3, 60), looks_of_talk=Rate(2, 60))


@pytest.fixture
async def limited(tmp_path: Path) -> AsyncIterator[Person]:
    async with opened(tmp_path, FEW) as stage, client(stage) as http:
        person = Person(http)
        await person.begins(language="en")
        yield person


@pytest.mark.parametrize(("cry", "police"), [(DANGER, True), (DESPAIR, False)])
async def test_too_many_messages(limited: Person, cry: str, police: bool) -> None:
    """A flood is asked to wait; an emergency in it still gets the numbers, and despair those without police."""
    await limited.writes("hello")
    await limited.writes("hello")
    refused = await limited.writes("hello")
    is_problem(refused, 429, "too_often")
    assert refused.headers["retry-after"] == "1"
    assert texts(refused) == []
    refused = await limited.writes(cry)
    is_problem(refused, 429, "too_often")
    pressed = await limited.presses("gateway:card")
    assert (pressed.status_code, kinds(pressed)[0]) == (429, "card")
    assert ["110" in texts(answer)[0] for answer in (refused, pressed)] == [police, police]
    lines = await limited.presses("gateway:lines")
    assert (lines.status_code, kinds(lines)[0], "110" in texts(lines)[0]) == (429, "card", False)


async def test_too_many_talks_and_looks(limited: Person) -> None:
    """Opening and reading have limits too."""
    statuses = [(await limited.http.post("/api/conversations")).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]
    statuses = [(await limited.reads()).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_buckets_fill_again() -> None:
    """After a pause I may write again."""
    clock = [0.0]
    buckets = Buckets(Rate(2, 60), lambda: clock[0])
    buckets.take(b"a")
    buckets.take(b"a")
    with pytest.raises(TooMany) as refused:
        buckets.take(b"a")
    assert refused.value.seconds == 1
    buckets.take(b"b")
    clock[0] = 1.0
    buckets.take(b"a")


def test_limits_keep_no_address() -> None:
    """What is counted is no address: a copy of our memory names nobody."""
    limits = Limits()
    limits.message("token", "192.0.2.7")
    assert "192.0.2.7" not in repr(limits)
    keys = [key for buckets in limits._buckets.values() for key in buckets._left]
    assert keys
    assert all(b"192.0.2.7" not in key and len(key) == 16 for key in keys)


@pytest.mark.parametrize(
    ("address", "counted"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ffff:1", "2001:db8::/64"),
     ("::ffff:192.0.2.7", "192.0.2.7"), ("fe80::1%eth0", "fe80::/64"), ("", "unknown"), ("unix", "unknown")],
)  # fmt: skip
def test_blocks(address: str, counted: str) -> None:
    """One home is counted once, however many addresses it has."""
    assert block(address) == counted


async def test_headers_on_everything(stage: Stage, person: Person) -> None:
    """Nothing is kept, nothing else is loaded, nobody is told where I was, and only listed sites may frame it."""
    for response in (
        await person.writes("hello"), await person.writes(DANGER + "x" * 70_000), await person.http.get("/"),
        await person.http.get("/nothing"), await person.http.get("/static/page.css"), await person.http.get("/healthz"),
    ):  # fmt: skip
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert f"frame-ancestors 'self' {SITE}" in policy
        assert "unsafe" not in policy
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "noindex" in response.headers["x-robots-tag"]
        assert "camera=()" in response.headers["permissions-policy"]
        assert "set-cookie" not in response.headers


async def test_cors(person: Person) -> None:
    """The operator's sites may call the API from a browser; other sites may not."""
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    allowed = await person.http.options("/api/messages", headers={"Origin": SITE, **ask})
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == SITE
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in allowed.headers
    refused = await person.http.options("/api/messages", headers={"Origin": "https://evil.example", **ask})
    is_problem(refused, 405, "wrong_method")
    for origin, named in ((SITE, SITE), ("https://evil.example", None), ("null", None), (SITE + ".evil.example", None)):
        answer = await person.http.get("/api/messages", headers={**person.headers, "Origin": origin})
        assert answer.headers.get("access-control-allow-origin") == named
        assert "Origin" in answer.headers["vary"]
    page = await person.http.get("/chat", headers={"Origin": SITE})
    assert "access-control-allow-origin" not in page.headers


async def test_our_own_faults_are_quiet(stage: Stage, person: Person, caplog: pytest.LogCaptureFixture) -> None:
    """Something breaks in a way nobody foresaw: no trace of my words in the answer or in any log, and the card comes."""
    caplog.set_level(logging.DEBUG)

    async def explode(*_: object, **__: object) -> None:
        raise RuntimeError(f"while handling {SECRET}")

    stage.store.accept = explode  # type: ignore[method-assign, assignment]
    broken = await person.writes(f"{SECRET} {DANGER}")
    is_problem(broken, 500, "broken")
    assert "110" in texts(broken)[0]
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text
    assert person.token not in caplog.text
    assert "Traceback" not in caplog.text


async def test_logs_hold_nothing(stage: Stage, person: Person, caplog: pytest.LogCaptureFixture) -> None:
    """All logs at DEBUG, every kind of refusal: none of my words, no token, no address of mine."""
    caplog.set_level(logging.DEBUG)
    for _, _, body, headers in BROKEN.values():
        marked = body.replace(DANGER.encode(), SECRET.encode())
        await person.http.post("/api/messages", content=marked, headers=headers | person.headers)
    await person.writes(SECRET)
    await person.http.get(f"/{SECRET}")
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore")))
    for secret in (SECRET, person.token, "192.0.2.7"):
        assert secret not in ours


async def test_framework_reports_to_nobody(stage: Stage) -> None:
    """The framework's own telemetry, which would carry bodies, is off whatever the environment says."""
    config = stage.app._telemetry
    assert {name for name, value in config.items() if value} == set()


@pytest.mark.parametrize("error", [StoreDown(SECRET), ValueError(SECRET), TooMany(2.5)])
def test_problems_name_no_error(error: Exception) -> None:
    """The text of an error never becomes an answer."""
    body = bytes(problems.document(problems.problem_of(error)).body)
    assert SECRET.encode() not in body


CANDIDATES: dict[str, tuple[bytes, str, tuple[str, str]]] = {
    "json": (b'{"text": "a", "choice": "b"}', "application/json", ("a", "b")),
    "form": (b"text=a+b&choice=c", rescue.FORM, ("a b", "c")),
    "half an escape": (b'{"text": "a\\u30', "application/json", ("a\\u30", "")),
    "escaped surrogates": (b'{"text": "\\ud83d\\ude22 x', "application/json", ("😢 x", "")),
    "nested": (b'{"a": [{"b": "x"}, "y"]}', "application/json", ("x\ny", "")),
    "torn choice": (b'{"choice": "gateway:card"', "application/json", ('{"choice": "gateway:card"', "gateway:card")),
    "torn lines": (b'{"choice": "gateway:lines"', "application/json", ('{"choice": "gateway:lines"', "gateway:lines")),
    "nothing": (b"", "", ("", "")),
}


@pytest.mark.parametrize("case", CANDIDATES)
def test_what_was_said(case: str) -> None:
    """What I wrote is found in what is left of a request."""
    body, media_type, found = CANDIDATES[case]
    assert rescue.said(body, media_type) == found


@pytest.mark.parametrize("length", [0, 1, 199, 200, 201, 1_499, 1_500, 1_501, 2_800, 2_801, 10_000])
def test_no_phrase_is_cut(length: int) -> None:
    """However long my text is, every phrase in it is looked at whole."""
    text = "".join(chr(0x4E00 + n) for n in range(length))
    found = list(rescue.pieces(text))
    assert all(len(piece) <= rescue.PIECE for piece in found)
    for start in range(max(1, length - rescue.OVERLAP + 1)):
        assert any(text[start : start + rescue.OVERLAP] in piece for piece in found)


def test_nothing_breaks_the_rescue() -> None:
    """Any bytes at all are looked at without an error."""
    looked: Callable[[bytes, str], tuple[str, str]] = rescue.said
    for body in (b"[" * 65_536, b'{"text": ' * 7_000, bytes(range(256)) * 256, b'{"text": "\\ud83d"}', b'{"text": "\\"'):
        for media_type in ("application/json", rescue.FORM, ""):
            text, choice = looked(body, media_type)
            assert isinstance(text, str)
            assert isinstance(choice, str)
