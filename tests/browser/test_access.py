"""The page for everyone: screen readers, keyboards, small windows, large letters, poor light."""

import gzip
import itertools
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens, Site, shoot, wait_for_words, write
from tests.channels.website.stage import DANGER, DANGER_JA

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def fine(page: Page, at_least: int = 20) -> None:
    """axe finds nothing, and it has looked: at a window as tall as the page, since what scrolls below the box is not covered."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": page.evaluate("document.documentElement.scrollHeight") + 50})
    found = Axe().run(page, options=RULES)
    assert [
        (one["id"], node["target"], node["failureSummary"]) for one in found.response["violations"] for node in one["nodes"]
    ] == []
    assert len(found.response["passes"]) >= at_least


def talked(page: Page) -> None:
    write(page, "wages")
    wait_for_words(page, "What next?")
    write(page, "show")
    wait_for_words(page, "助けてください")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def eased(page: Page) -> None:
    write(page, "やさしく")
    page.locator(".choices button", has_text="もっと").wait_for()


def in_danger(page: Page) -> None:
    write(page, DANGER if page.locator("html").get_attribute("lang") == "en" else DANGER_JA)
    page.locator("li.urgent-card a[href='tel:110']").first.wait_for()


def refused(page: Page) -> None:
    page.route("**/chat", lambda route: route.abort())
    write(page, "hello")
    page.locator(".again").wait_for()


def erased(page: Page) -> None:
    page.locator("footer details").last.locator("summary").click()
    page.locator("footer details[open] button").click()
    page.locator(".notice").wait_for()


def as_it_is(page: Page) -> None:
    pass


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("/", as_it_is), "first": ("/chat", as_it_is), "talk": ("/chat", talked), "easy": ("/chat", eased),
    "card": ("/chat", in_danger), "not-sent": ("/chat", refused), "erased": ("/chat", erased), "lost": ("/nothing", as_it_is),
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja", "ja-x-easy"])
@pytest.mark.parametrize("state", STATES)
def test_axe(site: Site, opens: Opens, state: str, language: str, scheme: str) -> None:
    """Whatever I use to read and press, every state of the page works with it (WCAG 2.2 AA by machine)."""
    path, reach = STATES[state]
    page = opens(f"{path}?lang={language}", color_scheme=scheme, reduced_motion="reduce")
    reach(page)
    fine(page)
    shoot(page, f"{state}-{language}-{scheme}")


@pytest.mark.parametrize(
    "fault",
    [
        "document.querySelector('label[for=text]').remove()",
        "document.querySelector('.lead, .note, .text').style.color = '#ccc'",
        "const log = document.querySelector('[role=log]'); log.role = null; log.firstElementChild.role = 'log'",
        "document.documentElement.removeAttribute('lang')",
    ],
)
def test_axe_would_find_it(site: Site, opens: Opens, fault: str) -> None:
    """The check above can fail: each of these faults is found."""
    page = opens()
    page.evaluate(fault)
    assert Axe().run(page, options=RULES).violations_count > 0


def test_keyboard_only(site: Site, opens: Opens) -> None:
    """With the keyboard alone: leaving is the first stop, and I can write, send, answer and erase."""
    page = opens()
    stops = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("(at => at.className.split(' ')[0] || at.id || at.tagName)(document.activeElement)"))
        if stops[-1] == "text":
            break
    assert stops[0] == "leave"
    assert stops[-1] == "text"
    assert "BODY" not in stops
    page.keyboard.type("wages")
    page.keyboard.press("Enter")
    wait_for_words(page, "What next?")
    page.get_by_role("button", name="More about wages").focus()
    page.keyboard.press("Enter")
    wait_for_words(page, "#9110")
    page.get_by_text("Erase this chat", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for_words(page, "This chat is erased here")


@pytest.mark.parametrize("size", [(320, 256), (320, 640), (390, 780), (1280, 1024)])
def test_reflow(site: Site, opens: Opens, size: tuple[int, int]) -> None:
    """At 400 % or on the smallest phone: nothing to scroll sideways, and room to read between what stays on the screen."""
    page = opens(viewport={"width": size[0], "height": size[1]})
    talked(page)
    in_danger(page)
    page.evaluate("document.querySelectorAll('details.tongues').forEach((one) => { one.open = false; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    room = page.evaluate("""() => {
      const box = document.querySelector('.write'), bar = document.querySelector('.bar');
      const low = getComputedStyle(box).position === 'sticky' ? box.getBoundingClientRect().top : innerHeight;
      return low - bar.getBoundingClientRect().bottom;
    }""")
    assert room >= 96
    shoot(page, f"reflow-{size[0]}x{size[1]}")


def test_focus_is_not_covered(site: Site, opens: Opens) -> None:
    """Wherever Tab takes me, I see where I am."""
    page = opens(viewport={"width": 320, "height": 640})
    talked(page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    covered = []
    for _ in range(40):
        page.keyboard.press("Tab")
        what = page.evaluate("""() => {
          const at = document.activeElement;
          if (at === document.body) return null;
          const box = at.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return [at.outerHTML.slice(0, 80), at.contains(top) || top?.contains(at) && !top.closest('.bar, .write')];
        }""")
        if what is None:
            break
        if not what[1]:
            covered.append(what[0])
    assert covered == []


def test_targets_are_large(site: Site, opens: Opens) -> None:
    """A shaking thumb on a small phone hits every button: 44 by 44 pixels at least."""
    page = opens(viewport={"width": 320, "height": 640})
    talked(page)
    in_danger(page)
    small = page.evaluate("""() => [...document.querySelectorAll('button, summary, textarea, .call, .begin, .ways a, .tongues a')]
      .filter((one) => one.checkVisibility()).map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
      .filter(([, box]) => box.width < 44 || box.height < 44).map(([text, box]) => [text, box.width, box.height])""")
    assert small == []


def test_large_letters_and_spacing(site: Site, opens: Opens) -> None:
    """Twice the letter size, wider lines: nothing is cut off."""
    page = opens(viewport={"width": 640, "height": 800})
    talked(page)
    page.evaluate("""() => {
      document.documentElement.style.fontSize = '200%';
      for (const one of document.querySelectorAll('p, li, dd, button, summary')) {
        one.style.lineHeight = '1.5'; one.style.letterSpacing = '0.12em'; one.style.wordSpacing = '0.16em';
      }
    }""")
    cut = page.evaluate("""() => [...document.querySelectorAll('button, summary, .text, .call, dd, .name')]
      .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 4)
      .map((one) => one.outerHTML.slice(0, 90))""")
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_forced_colours_and_no_motion(site: Site, opens: Opens) -> None:
    """With my own colours every message still has an edge, and with motion off nothing moves."""
    page = opens(forced_colors="active", reduced_motion="reduce")
    talked(page)
    assert page.evaluate("document.getAnimations().length") == 0
    edges = page.locator("li.bubble").evaluate_all("items => items.map((item) => getComputedStyle(item).borderTopWidth)")
    assert all(edge != "0px" for edge in edges)
    shoot(page, "forced-colours")


def test_language_of_parts(site: Site, opens: Opens) -> None:
    """My screen reader and my fonts know the language of every message."""
    page = opens()
    write(page, "給料が")
    wait_for_words(page, "給料を払います")
    said = page.locator("li.bubble", has_text="給料を払います")
    expect(said).to_have_attribute("lang", "ja")
    expect(said).to_have_attribute("dir", "ltr")
    write(page, "show")
    expect(page.locator("figure .large")).to_have_attribute("lang", "ja")


def test_room_for_readings(site: Site, opens: Opens) -> None:
    """Readings stand right above their kanji, large enough to read, and lines with and without them are equally far apart."""
    page = opens("/chat?lang=ja-x-easy", viewport={"width": 320, "height": 640})
    eased(page)
    lines, readings = page.evaluate("""() => {
      const lines = [...document.querySelectorAll('li.bubble .text:not(:has(.number))')].map((text) => {
        const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), tops = [];
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          if (node.parentElement.closest('rt, rp')) continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          tops.push(...[...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.bottom)));
        }
        return [...new Set(tops)].sort((a, b) => a - b);
      });
      const readings = [...document.querySelectorAll('li.bubble .text rt')].map((rt) => {
        const kanji = document.createRange();
        kanji.selectNodeContents(rt.parentElement.firstChild);
        const own = rt.getBoundingClientRect(), base = kanji.getBoundingClientRect();
        return {text: rt.textContent, above: base.top - own.bottom, size: parseFloat(getComputedStyle(rt).fontSize)};
      });
      return [lines, readings];
    }""")
    gaps = [low - high for text in lines for high, low in itertools.pairwise(text) if low - high > 4]
    assert len(gaps) > 8
    assert max(gaps) - min(gaps) <= 2, sorted(set(gaps))
    assert len(readings) > 8
    assert all(one["size"] >= 10 and -6 <= one["above"] <= 6 for one in readings), readings
    shoot(page, "readings")


def test_a_button_with_readings(site: Site, opens: Opens) -> None:
    """A button with furigana is read and pressed like any other, and keeps its words together."""
    page = opens("/chat?lang=ja-x-easy", viewport={"width": 320, "height": 640})
    eased(page)
    button = page.locator(".choices button", has_text="もっと")
    assert button.evaluate("(button) => button.children.length") == 1
    assert button.evaluate("(button) => button.scrollWidth <= button.clientWidth")
    button.click()
    expect(page.locator("li.mine .text").last).to_have_text("給料（きゅうりょう）の ことを もっと 見（み）る")


def test_mirrored(site: Site, opens: Opens) -> None:
    """A language that runs from right to left mirrors the page, and nothing falls out of it."""
    page = opens()
    talked(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    leave = page.locator(".leave").bounding_box()
    mine = page.locator("li.mine").first.bounding_box()
    assert leave
    assert mine
    assert leave["x"] + leave["width"] > 390 - 40
    assert mine["x"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_bytes(site: Site, opens: Opens, capsys: pytest.CaptureFixture[str]) -> None:
    """On a slow line the page is there soon: one page, one style, one script, nothing else."""
    asked: list[str] = []
    sizes: dict[str, int] = {}
    page = opens("/")
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(f"{site.address}/chat?lang=en")
    page.wait_for_load_state("networkidle")
    names = sorted(url.removeprefix(site.address).partition("?")[0] for url in asked)
    assert [name for name in names if name != "/favicon.ico"] == ["/chat", "/static/page.css", "/static/page.js"]
    html = len(gzip.compress(page.content().encode()))
    with capsys.disabled():
        print("\nbytes:", {url.removeprefix(site.address): size for url, size in sizes.items()}, f"html gz {html}")
    assert sum(sizes.values()) < 40_000
