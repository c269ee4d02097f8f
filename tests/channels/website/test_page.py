"""The pages, as a browser without JavaScript uses them."""

import re
import uuid
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.channels.website import LABELS, NOTICES, Rate, Rates, rendering, wished
from bot.channels.website.assets import Assets
from bot.core.messages import Reply, Show
from content.easy import bare
from tests.channels.website.stage import DANGER, EXIT, PLACE, SITE, Person, Stage, client, content, opened
from tests.fakes.easy import WORDS, easy

BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "en"}


class Page(HTMLParser):
    """The controls and words of a page."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__()
        self.response = response
        self.hidden: dict[str, str] = {}
        self.buttons: list[dict[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.bubbles: list[dict[str, str]] = []
        self.focused: list[str] = []
        self.words = ""
        self.box = ""
        self._in: list[str] = []
        self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in.append(given.get("id", tag))
        if tag in {"input", "meta", "link"}:
            self._in.pop()
        if tag == "input" and "talk" in self._in:
            self.hidden[given["name"]] = given["value"]
        if tag == "button":
            self.buttons.append(given)
        if tag == "a":
            self.links.append(given)
        if tag == "li" and "bubble" in given.get("class", ""):
            self.bubbles.append(given)
        if "autofocus" in given:
            self.focused.append(self.bubbles[-1].get("data-id", tag) if given.get("class") == "who" else tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._in and self._in[-1] == "text":
            self.box += data.removeprefix("\n")

    @property
    def ids(self) -> list[str]:
        return [bubble["data-id"] for bubble in self.bubbles if bubble.get("data-id")]


class Browser:
    """A person's browser without JavaScript: it knows the page it shows and nothing else."""

    def __init__(self, stage: Stage) -> None:
        self.http = client(stage)
        self.page: Page

    async def __aenter__(self) -> "Browser":
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.http.aclose()

    async def opens(self, path: str = "/chat?lang=en", **headers: str) -> Page:
        self.page = Page(await self.http.get(path, headers=BROWSER | headers))
        return self.page

    async def submits(self, path: str = "/chat", headers: dict[str, str] | None = None, **fields: str) -> Page:
        form = {**self.page.hidden, "text": self.page.box, **fields}
        self.page = Page(await self.http.post(path, data=form, headers=BROWSER | (headers or {})))
        return self.page

    async def writes(self, text: str) -> Page:
        return await self.submits(text=text)


async def test_whole_talk_without_a_script(stage: Stage) -> None:
    """No JavaScript: I write, press, change the language, and the answers stand on the page."""
    async with Browser(stage) as browser:
        first = await browser.opens()
        assert "computer program" in first.words
        assert first.ids == []
        page = await browser.writes("wages")
        assert "An employer pays" in page.words
        assert page.box == ""
        assert page.words.count("computer program, not a person") == 1
        assert page.focused == page.ids[:1]
        choices = [button["value"] for button in page.buttons if button.get("name") == "choice"]
        more = next(choice for choice in choices if not choice.startswith("gateway:"))
        page = await browser.submits(choice=more, text="half a thou")
        assert "0120-811-610" in page.words
        assert page.box == "half a thou"
        page = await browser.submits(switch="ja")
        assert "ご案内" in page.words
        assert page.box == "half a thou"
        assert page.hidden["lang"] == "ja"
        assert len(page.ids) == 4


async def test_opening_the_page_begins_no_talk(stage: Stage) -> None:
    """Looking at the page leaves nothing with anyone."""
    async with Browser(stage) as browser:
        page = await browser.opens()
        assert await stage.store.find(Person(browser.http, page.hidden["token"]).address) is None
        await browser.submits(look="1")
        assert await stage.store.find(Person(browser.http, page.hidden["token"]).address) is None


async def test_token_is_in_no_address(stage: Stage) -> None:
    """My talk cannot be read from the history of my browser, and no cookie marks me."""
    async with Browser(stage) as browser:
        await browser.opens()
        page = await browser.writes("hello")
        token = page.hidden["token"]
        assert len(token) == 43
        assert all(token not in link["href"] for link in page.links)
        assert str(page.response.url).endswith("/chat")
        assert not browser.http.cookies


async def test_pressing_twice_sends_once(stage: Stage) -> None:
    """I press send twice, or reload: one message, one answer."""
    async with Browser(stage) as browser:
        first = await browser.opens()
        form = {**first.hidden, "text": "hello"}
        one = Page(await browser.http.post("/chat", data=form, headers=BROWSER))
        two = Page(await browser.http.post("/chat", data=form, headers=BROWSER))
        assert one.ids == two.ids
        assert one.hidden["id"] != form["id"]
        assert stage.engine.turns == 1


async def test_own_words_are_not_repeated(stage: Stage) -> None:
    """What I wrote is not on the page that comes back: whoever looks over it later reads only answers."""
    async with Browser(stage) as browser:
        await browser.opens()
        page = await browser.writes("my secret name is Maria")
        assert "Maria" not in page.response.text


async def test_card(stage: Stage) -> None:
    """In danger: the numbers, to tap, with a text to show, and nothing was asked of the engine."""
    async with Browser(stage) as browser:
        await browser.opens()
        page = await browser.writes(DANGER)
        assert {"tel:110", "tel:119"} <= {link["href"] for link in page.links}
        assert "助けてください" in page.words
        assert stage.engine.turns == 0
        page = await browser.submits(choice="gateway:card")
        assert "tel:110" in {link["href"] for link in page.links}


async def test_refused_page_keeps_my_words(tmp_path: Path) -> None:
    """Too many messages: the page says so, my words are still in the box, an emergency still gets its numbers."""
    async with opened(tmp_path, Rates(messages_of_talk=Rate(1, 60))) as stage, Browser(stage) as browser:
        await browser.opens()
        await browser.writes("hello")
        page = await browser.writes(DANGER)
        assert page.response.status_code == 429
        assert page.response.headers["retry-after"]
        assert page.box == DANGER
        assert "tel:110" in {link["href"] for link in page.links}
        assert "Hello. What would you like to know?" in page.words
        assert page.focused == ["p"]


async def test_store_down_page(stage: Stage) -> None:
    """Nothing can be stored: the page says so, and an emergency still gets its numbers."""

    async def broken(*_: object) -> None:
        raise RuntimeError("secret")

    async with Browser(stage) as browser:
        await browser.opens()
        stage.store.accept = broken  # type: ignore[method-assign, assignment]
        page = await browser.writes(DANGER)
        assert page.response.status_code == 500
        assert "could not be saved" in page.words
        assert "tel:110" in {link["href"] for link in page.links}
        assert "secret" not in page.response.text


async def test_erase_and_leave(stage: Stage) -> None:
    """Two presses erase; one press leaves for a neutral site, and the talk is closed."""
    async with Browser(stage) as browser:
        await browser.opens()
        page = await browser.writes("hello")
        address = Person(browser.http, page.hidden["token"]).address
        fresh = await browser.submits("/chat/erase")
        assert await stage.store.find(address) is None
        assert "erased" in fresh.words
        assert fresh.ids == []
        assert fresh.hidden["token"] != page.hidden["token"]
        page = await browser.writes("hello")
        address = Person(browser.http, page.hidden["token"]).address
        left = await browser.http.post("/leave", data={"token": page.hidden["token"]}, headers=BROWSER)
        assert (left.status_code, left.headers["location"]) == (303, EXIT)
        assert await stage.store.find(address) is None
        left = await browser.http.post("/leave", headers=BROWSER)
        assert left.status_code == 303


async def test_leaving_comes_first(stage: Stage) -> None:
    """The first thing on every page, for the eye and the keyboard, is the way out."""
    async with Browser(stage) as browser:
        for path in ("/", "/chat", "/nothing"):
            page = await browser.opens(path)
            assert page.buttons[0]["class"] == "leave"
            controls = re.findall(r"<(?:a|button|summary|input(?! type=.hidden)|textarea)\b[^>]*>", page.response.text)
            assert 'class="leave"' in controls[0]
            assert EXIT in page.response.text


async def test_neutral_title(stage: Stage) -> None:
    """The title and the first page say nothing of what this is about, and no picture shows in the tab."""
    async with Browser(stage) as browser:
        for language, title in (("en", "Information"), ("ja", "ご案内")):
            page = await browser.opens(f"/?lang={language}")
            assert f"<title>{title}</title>" in page.response.text
            assert f'<html lang="{language}"' in page.response.text
            home = page.words.split("Who can read")[0].split("だれが読めますか")[0].lower()
            assert not re.search("traffick|victim|police|immigration|人身|被害|警察|入管", home)
        assert (await browser.http.get("/favicon.ico")).status_code == 204


async def test_language_of_the_page(stage: Stage) -> None:
    """My browser is Japanese, so is the page; what I choose wins."""
    async with Browser(stage) as browser:
        assert 'lang="ja"' in (await browser.opens("/chat", **{"Accept-Language": "ja-JP,en;q=0.5"})).response.text[:200]
        assert 'lang="en"' in (await browser.opens("/chat?lang=en", **{"Accept-Language": "ja"})).response.text[:200]
        assert 'lang="en"' in (await browser.opens("/chat?lang=xx", **{"Accept-Language": "xx"})).response.text[:200]
        page = await browser.opens("/chat?lang=ja")
        assert page.hidden["lang"] == "ja"


async def test_talk_closed_meanwhile(stage: Stage) -> None:
    """My talk closed after silence: I am told, and what I write next begins a new one."""
    async with Browser(stage) as browser:
        await browser.opens()
        page = await browser.writes("hello")
        talk = await stage.store.find(Person(browser.http, page.hidden["token"]).address)
        assert talk
        await stage.store.close(talk.id)
        page = await browser.submits(look="1", text="draft")
        assert "This talk is closed" in page.words
        assert page.box == "draft"
        assert "Hello. What" in (await browser.writes("hello")).words


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_no_talk_put_on_me(stage: Stage, site: str) -> None:
    """Another site posts a form with a token of its own: I do not end up in a talk that somebody else reads."""
    async with Browser(stage) as browser:
        page = await browser.opens()
        token = page.hidden["token"]
        page = await browser.submits(text="hello", headers={"Sec-Fetch-Site": site})
        assert page.hidden["token"] != token


@pytest.mark.parametrize(
    "form",
    [{}, {"token": "x"}, {"id": "x", "text": "hello"}, {"token": "A" * 43, "after": "-1", "text": "hello"},
     {"after": "9" * 30, "token": "A" * 43, "text": "hello"}, {"choice": "x" * 500}, {"switch": "xx", "text": "hello"},
     {"text": "\x00\u202e😢"}, {f"f{n}": "x" for n in range(50)}, {"lang": "'><script>", "text": "hello"}],
)  # fmt: skip
async def test_odd_forms(stage: Stage, form: dict[str, str]) -> None:
    """Whatever is posted, a page comes back."""
    async with client(stage) as http:
        response = await http.post("/chat", data=form, headers=BROWSER | {"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code in {200, 422}
    assert response.headers["content-type"].startswith("text/html")
    assert "<script>" not in response.text


async def test_markup_is_words(stage: Stage) -> None:
    """What looks like a program in an answer is shown as words."""
    async with Browser(stage) as browser:
        await browser.opens()
        page = await browser.writes("<script>")
        assert '<script>document.title="caught"</script>' in page.words
        assert '"><b>x' in page.words
        assert "<b>x" not in page.response.text


async def test_lost_page(stage: Stage) -> None:
    """A mistyped address in a browser leads to the chat, not to a wall."""
    async with Browser(stage) as browser:
        page = await browser.opens("/chta")
        assert page.response.status_code == 404
        assert "There is no such page" in page.words
        assert 'id="talk"' in page.response.text


async def test_script_gets_json(stage: Stage) -> None:
    """The page's own script gets the new replies rendered, and a refusal with the card rendered."""
    async with Browser(stage) as browser:
        page = await browser.opens()
        form = {**page.hidden, "text": "hello"}
        asked = {"Accept": "application/json"}
        said = (await browser.http.post("/chat", data=form, headers=asked)).json()
        assert "Hello. What" in said["html"]
        assert "computer program" not in said["html"]
        look = {**form, "look": "1", "after": str(said["cursor"])}
        assert (await browser.http.post("/chat", data=look, headers=asked)).json()["html"].strip() == ""
        large = {**form, "id": str(uuid.uuid4()), "text": DANGER + "x" * 20_000}
        refused = await browser.http.post("/chat", data=large, headers=asked)
        assert refused.status_code == 422
        assert "tel:110" in refused.json()["html"]


async def test_sites_may_frame(stage: Stage) -> None:
    """Only the operator's sites may show the chat in a frame, and leaving it leaves the whole page."""
    async with Browser(stage) as browser:
        page = await browser.opens()
    policy = page.response.headers["content-security-policy"]
    assert f"frame-ancestors 'self' {SITE};" in policy
    assert "form-action 'self' https://weather.example.net;" in policy
    assert 'id="leave" action="/leave" method="post" target="_top"' in page.response.text


def test_every_label_exists() -> None:
    """No page stands without its words, in any language we serve."""
    words = content().interface.words
    for key in (*LABELS, *NOTICES):
        assert set(content().languages) <= set(words.get(key, {})), key


def test_labels_are_all_used() -> None:
    """The list of labels is the list of what pages ask for."""
    folder = Path(rendering.__file__).parent
    asked = " ".join(path.read_text("utf-8") for path in [*(folder / "templates").iterdir(), folder / "page.py"])
    assert [key for key in (*LABELS, *NOTICES) if f'"{key}"' not in asked and key != "holding"] == []


def test_assets_are_small() -> None:
    """On a slow line the page is there at once."""
    sizes = {name: len(packed) for name, packed in Assets()._packed.items()}
    assert sizes["page.js"] <= 12_000
    assert sizes["page.css"] <= 6_000


@pytest.mark.parametrize(
    ("text", "kind", "links"),
    [
        ("Call 110 or 119, at sea 118.", "card", ["tel:110", "tel:119", "tel:118"]),
        ("In 2019 there were 110 cases.", "text", []),
        ("0120-279-338 or #9110", "text", ["tel:0120279338", "tel:%239110"]),
        ("on 2026-11-22, 110-0001, 1100", "card", []),
        ("03-1234-5678、", "notice", ["tel:0312345678"]),
        ("+81-3-5796-7112 / +86-10-12308, +10-20 %", "notice", ["tel:+81357967112", "tel:+861012308"]),
    ],
)
def test_numbers_to_tap(text: str, kind: str, links: list[str]) -> None:
    """A telephone number is a link that dials it, and nothing else is."""
    found = rendering.tels(text, kind, "en", ("110", "118", "119"))
    assert re.findall(r'href="([^"]+)"', found) == links
    assert re.sub(r"<[^>]+>", "", found) == text


def test_numbers_hide_no_markup() -> None:
    """Around a number, too, markup is words."""
    assert "<b>" not in rendering.tels("<b>110</b>", "card", "en", ("110",))


@pytest.mark.parametrize(
    ("header", "served", "wish"),
    [
        ("ja", ("en", "ja"), "ja"), ("en-GB,ja;q=0.9", ("en", "ja"), "en"), ("fr, ja;q=0.1, en;q=0.5", ("en", "ja"), "en"),
        ("zh-HK", ("zh", "zh-TW"), "zh-TW"), ("zh-Hans-CN", ("zh", "zh-TW"), "zh"), ("fil", ("tl",), "tl"), ("", ("en",), None),
        ("*", ("en",), None), (";;q=,", ("en",), None), ("x" * 5_000, ("en",), None), (None, ("en",), None),
    ],
)  # fmt: skip
def test_wished(header: str | None, served: tuple[str, ...], wish: str | None) -> None:
    """My browser's languages are understood."""
    assert wished.hinted(header, served) == wish


def test_first_words_only_once(stage: Stage) -> None:
    """The page shows the first words itself, so they are not repeated from the talk."""
    view = rendering.Rendering(stage.words, stage.words.label, lambda language: (), ("en", "ja"), EXIT, ())
    first = stage.words.first_words("website", "ja")
    other = Reply("text", "en", "other", id="7")
    assert view.shown([*first, other]) == (other,)


def ruby(kanji: str, reading: str) -> str:
    return f"<ruby>{kanji}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


async def test_readings_stand_above_the_kanji(tmp_path: Path) -> None:
    """Easy Japanese: every reading is furigana, on labels, answers, counters and buttons, with brackets where it is not known."""
    async with opened(tmp_path, spoken=easy(content())) as stage, Browser(stage) as browser:
        first = await browser.opens("/chat?lang=ja-x-easy")
        html = first.response.text
        assert '<html lang="ja-x-easy"' in html
        assert f"<title>{WORDS['page_title'][0]}</title>" in html
        assert f'aria-label="{WORDS["log_label"][0]}"' in html
        assert f'id="send" class="send"><span>{ruby("送", "おく")}る</span></button>' in html
        assert f'{ruby("出入国在留管理庁", "しゅつにゅうこくざいりゅうかんりちょう")}が しています' in html
        assert 'lang="ja-x-easy" aria-current="true">やさしい にほんご</button>' in html
        page = await browser.writes("やさしく")
    assert {bubble["lang"] for bubble in page.bubbles if "data-id" in bubble} == {"ja-x-easy"}
    said = page.response.text.partition("data-id")[2]
    for read in ("給料 きゅうりょう", "労働 ろうどう", "平日 へいじつ", "混 こ", "見 み", "電話 でんわ"):
        assert ruby(*read.split()) in said
    assert 'href="tel:0120811610">0120-811-610</a>' in said
    assert said.count(">無料<") == 1, "the mark is not said twice"
    assert not rendering.READING.search(said)


def test_the_name_on_the_sign_is_read_aloud_in_its_own_language(stage: Stage) -> None:
    """A screen reader says the Japanese name in Japanese, in the middle of Vietnamese; where there is none, nothing stands."""
    view = rendering.Rendering(stage.words, stage.words.label, lambda language: (), ("en", "ja"), EXIT, ())
    signed = Reply("counters", "vi", "…", counters=(replace(PLACE, sign=Show("労働の<窓口>", "")),))

    assert '<p class="sign" lang="ja" dir="ltr">労働の&lt;窓口&gt;</p>' in view.bubbles([signed], "en")
    assert 'class="sign"' not in view.bubbles([replace(signed, counters=(PLACE,))], "en")


async def test_readings_are_for_easy_japanese_alone(stage: Stage) -> None:
    """Japanese with a remark in brackets stays as it is written."""
    said = rendering.ruby("入管（にゅうかん）", "ja")
    assert (said, rendering.ruby("ひらがな", "ja-x-easy")) == ("入管（にゅうかん）", "ひらがな")


@pytest.mark.parametrize("text", ["<b>字（じ）</b>", "字（<b>）", '字（じ）"onclick=x', "&字（じ）&amp;"])
def test_a_text_with_readings_is_escaped(text: str) -> None:
    """Nothing in a text becomes part of the page but the readings of ours."""
    said = str(rendering.ruby(text, "ja-x-easy"))
    for ours in ("<span>", "</span>", "<ruby>", "<rp>", "</rp>", "<rt>", "</rt>", "</ruby>"):
        said = said.replace(ours, "")
    assert said == str(escape(text))


@given(st.text(st.sampled_from("字々ヶかな（）()<&>a1 "), max_size=24))
def test_the_page_and_the_check_read_alike(text: str) -> None:
    """What content calls a reading is furigana on the page, and nothing else is: no word is lost."""
    said = str(rendering.ruby(text, "ja-x-easy"))
    assert str(escape(bare(text))) == re.sub("<rt>.*?</rt>|<rp>.</rp>|</?ruby>|</?span>", "", said)
    assert str(escape(text)) == re.sub("<[^>]*>", "", said)
