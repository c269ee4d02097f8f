"""Coming in: passwords, codes, tries, sessions, forms. What keeps everybody else away from what people wrote."""

import re
import statistics
import time
from datetime import timedelta

import httpx
import pytest
from starlette.routing import Route

from bot.console.sessions import ABSOLUTE, IDLE
from bot.console.web import WAYS, Who
from tests.console.conftest import LOCAL, PASSWORD, Browser, House

OUTSIDE = "https://console.example.org"
ALSO_SERVED = {("GET", "/healthz"), ("GET", "/static/{name}")}


async def test_wrong_password_code_or_name_answer_alike(house: House) -> None:
    """Whoever guesses learns neither that a name exists nor which part was wrong."""
    house.account("mei")
    answers = []
    for name, password, code in (
        ("mei", "not the password", house.code("mei")), ("nobody", PASSWORD, "123456"),
        ("mei", PASSWORD, "000000"), ("mei", PASSWORD, ""),
    ):  # fmt: skip
        response = await house.browser().sign_in(name, password, code)
        answers.append((response.status_code, re.sub(r'value="[0-9a-f]+"', "", response.text)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 401
    house.desk.accounts.disable("mei")
    assert (await house.browser().sign_in("mei", PASSWORD, house.code("mei"))).status_code == 401


def test_a_name_cannot_be_found_out_by_time(house: House) -> None:
    """The answer for an unknown name takes as long as for a wrong password (G21: less than 5 ms apart)."""
    house.account("mei")

    def took(name: str) -> float:
        begun = time.perf_counter()
        assert house.desk.accounts.check(name, "not the password", "123456") is None
        return time.perf_counter() - begun

    known, unknown = [], []
    for _ in range(40):
        known.append(took("mei"))
        unknown.append(took("nobody"))
    assert abs(statistics.median(known) - statistics.median(unknown)) < 0.005


async def test_a_hundred_tries_from_one_address_are_ten(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guessing is slow; when it ends the owner gets in within the hour, and from a browser they used before at any time."""
    house.account("mei")
    owner = await house.signed_in("mei")
    await owner.post("/sign-out")
    tried = count_checks(house, monkeypatch)
    for many in (1, 100):
        tried.clear()
        for n in range(100):
            stranger = house.browser(address=f"192.0.2.{n % many}")
            response = await stranger.sign_in("mei", f"wrong password {n}", "123456")
            assert response.status_code in {401, 429}
        assert len(tried) <= 10, f"{len(tried)} real tries from {many} addresses"
        assert int(response.headers["retry-after"]) <= 3600
        assert (await owner.sign_in("mei")).status_code == 303, "a flood must not keep the owner out"
        await owner.post("/sign-out")
        house.clock.pass_(hours=1, seconds=1)
    assert (await house.browser().sign_in("mei")).status_code == 303


async def test_one_address_cannot_go_through_many_names(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also names nobody has are counted, alike."""
    tried = count_checks(house, monkeypatch)
    for n in range(80):
        await house.browser(address="192.0.2.1").sign_in(f"name{n}", PASSWORD, "123456")
    assert len(tried) == 60


def count_checks(house: House, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    tried: list[str] = []
    check = type(house.desk.accounts).check

    def counted(accounts: object, name: str, password: str, code: str) -> object:
        tried.append(name)
        return check(accounts, name, password, code)  # type: ignore[arg-type]

    monkeypatch.setattr(type(house.desk.accounts), "check", counted)
    return tried


async def test_a_code_works_once(house: House) -> None:
    """Somebody who saw the six digits cannot use them; the ones before them neither."""
    house.account("mei")
    earlier, code = house.code("mei"), house.code("mei")
    assert (await house.browser().sign_in("mei", code=code)).status_code == 303
    assert (await house.browser().sign_in("mei", code=code)).status_code == 401
    house.clock.pass_(seconds=30)
    assert (await house.browser().sign_in("mei", code=earlier)).status_code == 401
    assert (await house.browser().sign_in("mei")).status_code == 303


async def test_recovery_codes_work_once_each(house: House) -> None:
    """Without the phone there are ten ways in, each good once."""
    house.desk.accounts.add("mei", PASSWORD)
    browser = house.browser()
    assert (await browser.sign_in("mei")).headers["location"] == "/enrol"
    page = (await browser.get("/enrol")).text
    assert "<svg" in page
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert secret
    house.secrets["mei"] = secret.group(1).replace(" ", "")
    assert (await browser.get("/")).headers["location"] == "/enrol", "nothing opens before the app is set up"
    assert (await browser.post("/enrol", "/enrol", code="000000")).status_code == 422
    shown = await browser.post("/enrol", "/enrol", code=house.code("mei"))
    codes = re.findall(r"<code>([A-Z2-7-]+)</code>", shown.text)
    assert len(set(codes)) == 10
    assert (await browser.get("/")).status_code == 200
    assert (await house.browser().sign_in("mei", code=codes[0].lower())).status_code == 303
    assert (await house.browser().sign_in("mei", code=codes[0])).status_code == 401
    stored = (house.settings.secrets / "staff.db").read_bytes()
    assert not [code for code in codes if code.encode() in stored or code.replace("-", "").encode() in stored]
    assert house.secrets["mei"].encode() not in stored


async def test_cookies(house: House) -> None:
    """Behind https: __Host-, Secure, HttpOnly, SameSite=Strict, at least 128 bits, not in a script's reach."""
    house.account("mei")
    for base, prefix in ((OUTSIDE, "__Host-akari"), (LOCAL, "akari")):
        browser = house.browser(base)
        response = await browser.sign_in("mei")
        house.clock.pass_(seconds=31)
        cookies = response.headers.get_list("set-cookie")
        assert len(cookies) == 2
        for cookie in cookies:
            assert cookie.startswith(prefix)
            words = {word.strip().lower() for word in cookie.split(";")[1:]}
            assert {"httponly", "samesite=strict", "path=/"} <= words
            assert ("secure" in words) == (base == OUTSIDE)
        value = cookies[0].split(";")[0].split("=", 1)[1]
        assert len(value) >= 43


async def test_http_from_outside_is_refused(house: House) -> None:
    """Neither a network without https nor a name that was bent to this machine (DNS rebinding) gets a page."""
    for base in ("http://console.example.org", "http://192.0.2.7:8081"):
        assert (await house.browser(base).get("/sign-in")).status_code == 403
        assert (await house.browser(base).get("/healthz")).status_code == 200


async def test_a_session_cannot_be_planted_and_ends(house: House) -> None:
    """Fixation, reuse after sign-out, idle, absolute end, disabled account, new password: all refused."""
    house.account("mei")
    browser = house.browser()
    browser.http.cookies.set("akari", "planted-by-somebody", domain="127.0.0.1")
    await browser.sign_in("mei")
    assert "planted-by-somebody" not in browser.http.cookies.values()
    house.clock.pass_(seconds=31)
    token = session_cookie(browser)
    await browser.post("/sign-out")
    for old in (token, "planted-by-somebody"):
        assert await refused(house, old)

    for passes in (IDLE, ABSOLUTE):
        house.clock.pass_(seconds=61)
        browser = await house.signed_in("mei")
        token = session_cookie(browser)
        left = passes
        while left > timedelta(0):
            assert not await refused(house, token)
            step = passes if passes == IDLE else timedelta(minutes=50)
            house.clock.pass_(seconds=step.total_seconds())
            left -= step
        assert await refused(house, token)

    house.clock.pass_(seconds=61)
    browser, other = await house.signed_in("mei"), await house.signed_in("mei")
    assert (await browser.post("/account", old="wrong one here", new="another good password")).status_code == 422
    assert (await browser.post("/account", old=PASSWORD, new="short")).status_code == 422
    assert (await browser.post("/account", old=PASSWORD, new="another good password")).status_code == 303
    assert await refused(house, session_cookie(other))
    assert (await house.browser().sign_in("mei", PASSWORD)).status_code == 401
    house.clock.pass_(seconds=61)
    fresh = house.browser()
    assert (await fresh.sign_in("mei", "another good password")).status_code == 303
    house.desk.accounts.disable("mei")
    assert await refused(house, session_cookie(fresh))


async def test_what_a_page_does_by_itself_keeps_nobody_signed_in(house: House, mei: Browser) -> None:
    """An unattended screen signs out after its hour, though it renews itself."""
    for _ in range(7):
        house.clock.pass_(minutes=10)
        response = await mei.get("/?auto=1")
    assert response.status_code == 303


def session_cookie(browser: Browser) -> str:
    return browser.http.cookies.get("akari") or ""


async def refused(house: House, token: str) -> bool:
    """Whether *token* opens neither a page nor an act nor the stream."""
    browser = house.browser()
    browser.http.cookies.set("akari", token, domain="127.0.0.1")
    response = await browser.get("/trail")
    return response.status_code == 303 and response.headers["location"].startswith("/sign-in")


# ------------------------------------------------------------------- every route
def test_only_the_table_is_served(house: House) -> None:
    """A route that is not in the table of who may what cannot exist (a new one without a row fails here)."""
    routes = [route for route in house.app.routes if isinstance(route, Route)]
    assert len(routes) == len(house.app.routes)
    served = {(method, route.path) for route in routes for method in set(route.methods or ()) - {"HEAD"}}
    assert served == {(way.method, way.path) for way in WAYS} | ALSO_SERVED


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.method} {way.path}")
async def test_nobody_enters_without_signing_in(house: House, way: object) -> None:
    """Every route but sign-in and language turns a stranger away, and so does it somebody who only sets up their app."""
    assert isinstance(way, type(WAYS[0]))
    house.account("mei")
    talk = await house.person().write("private words")
    path = way.path.replace("{id}", talk)
    stranger, half = house.browser(), house.browser()
    house.desk.accounts.add("new", PASSWORD, "mei", PASSWORD)
    assert (await half.sign_in("new")).headers["location"] == "/enrol"
    before = await state(house, talk)
    for browser, name in ((stranger, "stranger"), (half, "half")):
        if way.who is Who.ANYONE or (name == "half" and way.who in {Who.ENROLLING, Who.SIGNED_IN}):
            continue
        response = await (browser.get(path) if way.method == "GET" else browser.post(path, "/enrol", text="x"))
        assert response.status_code in {303, 403}, name
        assert "private words" not in response.text
        if response.status_code == 303:
            assert response.headers["location"] in {"/sign-in", "/enrol"}
    assert await state(house, talk) == before


@pytest.mark.parametrize("way", [way for way in WAYS if way.method == "POST"], ids=lambda way: way.path)
async def test_no_form_of_somebody_else_is_taken(house: House, way: object) -> None:
    """Each mutating route without, with a wrong, with another person's token, from another origin: nothing happens (G23)."""
    assert isinstance(way, type(WAYS[0]))
    house.account("mei")
    house.account("ken", by="mei")
    mei, ken = await house.signed_in("mei"), await house.signed_in("ken")
    talk = await house.person().write("hello")
    path = way.path.replace("{id}", talk)
    own, foreign = await mei.form_token(), await ken.form_token()
    assert own != foreign
    if way.who is Who.ENROLLING:
        house.desk.accounts.reset_totp("mei")
        house.clock.pass_(seconds=61)
        mei = house.browser()
        await mei.sign_in("mei", code="")
        own = await mei.form_token("/enrol")
    fields = {"text": "x", "language": "en", "turn": "1", "intent": "menu", "to": "en"}
    fields |= {"old": PASSWORD, "new": "another good password"}
    before = await state(house, talk)
    tries: list[tuple[dict[str, str], dict[str, str]]] = [
        ({}, {}), ({"form": "0" * 48}, {}), ({"form": foreign}, {}), ({"form": own[:-1] + "Z"}, {}),
        ({"form": own}, {"origin": "https://evil.example"}), ({"form": own}, {"origin": "null"}),
        ({"form": own}, {"sec-fetch-site": "cross-site"}), ({"form": own}, {"sec-fetch-site": "same-site"}),
    ]  # fmt: skip
    for form, headers in tries:
        response = await mei.raw(path, {**fields, **form}, **headers)
        assert response.status_code == 403, (form, headers)
        assert "set-cookie" not in response.headers
    assert await state(house, talk) == before


async def state(house: House, talk: str) -> object:
    """All that could have been changed."""
    line = await house.desk.archive.talk(talk)
    posted = [one.reply.text for one in await house.store.replies(talk, 0)]
    accounts = [(a.name, a.enrolled, house.desk.accounts.generation(a.name)) for a in house.desk.accounts.everyone()]
    return line, posted, accounts, len(house.desk.trail.steps())


async def test_headers_and_odd_requests(house: House, mei: Browser) -> None:
    """Strict policy on every answer; too large, broken or odd requests are refused, not crashed on."""
    talk = await house.person().write("hello")
    paths = ("/", f"/talks/{talk}", "/static/console.js", "/nowhere", "/talks/nobody", "/trail?before=x")
    answers = [await mei.get(path) for path in paths]
    token = await mei.form_token()
    answers.append(await mei.raw(f"/talks/{talk}/reply", {"form": token, "text": "x" * 70_000}))
    answers.append(await mei.http.post(f"/talks/{talk}/reply", content=b"\xff\xfe&&&==", headers={"origin": LOCAL}))
    answers.append(await mei.raw(f"/talks/{talk}/correct", {"form": token, "turn": "²", "intent": "menu"}))
    answers.append(await mei.raw("/language", {"form": token, "to": "en", "back": "//evil.example"}))
    answers.append(await mei.http.put("/"))
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 404, 200, 413, 400, 422, 303, 405]
    assert answers[-2].headers["location"] == "/"
    page = answers[1].text
    assert "style=" not in page
    assert not re.search(r"<script(?! src=)|\son\w+=", page)


async def test_a_dead_database_is_told(house: House, mei: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Staff see why, and what they wrote is not lost."""
    talk = await house.person().write("hello")
    from bot.core.ports import StoreDown

    async def down(*_: object) -> None:
        raise StoreDown("OperationalError")

    token = await mei.form_token()
    monkeypatch.setattr(type(house.desk.archive), "talk", down)
    monkeypatch.setattr(type(house.desk.archive), "urgent", down)
    response = await mei.raw(f"/talks/{talk}/reply", {"form": token, "text": "dear words", "language": "en"})
    assert response.status_code == 503
    assert "dear words" in response.text
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url=LOCAL) as http:
        assert (await http.get("/healthz")).status_code == 503
