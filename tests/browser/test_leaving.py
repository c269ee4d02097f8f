"""Leaving at once, by every way there is."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Opens, Site, wait_for_words, write
from tests.browser.test_talk import find
from tests.channels.website.stage import wait_until

CLOCK = """() => {
  let pressed = 0;
  const start = (event) => { if (event.type === 'pointerdown' || event.key === 'Shift') pressed = performance.now(); };
  addEventListener('pointerdown', start, true);
  addEventListener('keyup', start, true);
  const look = () => {
    if ([...document.documentElement.children].some((part) => part.checkVisibility())) requestAnimationFrame(look);
    else window.report(performance.now() - pressed);
  };
  look();
}"""


def talk(page: Page) -> str:
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")
    return page.input_value("#talk [name=token]")


@pytest.fixture
def slow(site: Site) -> Iterator[None]:
    """The neutral site takes three seconds to answer."""
    site.neutral.slow.set()
    yield
    site.neutral.slow.clear()


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("way", ["button", "shift", "reply button"])
def test_blank_at_once(site: Site, opens: Opens, way: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody comes in: one press, and the screen is blank before they look, though the other site is slow.

    Going back shows no chat, the other site is told nothing, and the talk is closed.
    """
    page = opens("/?lang=en")
    blank: list[float] = []
    page.expose_function("report", lambda milliseconds: blank.append(milliseconds))
    page.get_by_role("link", name="Write here").click()
    token = talk(page)
    page.evaluate(CLOCK)
    asked = len(site.neutral.referers)
    if way == "button":
        page.get_by_role("button", name="Leave now").click(no_wait_after=True)
    elif way == "reply button":
        page.get_by_role("button", name="Leave", exact=True).click(no_wait_after=True)
    else:
        page.evaluate("document.activeElement.blur()")
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(site.neutral.address)
    assert len(blank) == 1
    assert blank[0] < 100
    with capsys.disabled():
        print(f"\nblank after {blank[0]:.0f} ms ({way})")
    assert page.title() == "Weather"
    assert site.neutral.referers[asked:] == [None]
    wait_until(lambda: find(site, token) is None)
    page.go_back()
    assert page.url == f"{site.address}/?lang=en"
    assert "What would you like" not in page.content()


def test_capitals_do_not_leave(site: Site, opens: Opens) -> None:
    """I write in capital letters; the page stays."""
    page = opens()
    page.focus("#text")
    for _ in range(5):
        page.keyboard.press("Shift+A")
    page.keyboard.down("Shift")
    page.click("h1")
    page.keyboard.up("Shift")
    assert page.input_value("#text") == "AAAAA"
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    assert page.locator(".presses").inner_text() == "•"
    assert page.url.startswith(site.address)


def test_escape_does_nothing(site: Site, opens: Opens) -> None:
    """Esc stops loading pages: it is never the way out."""
    page = opens()
    for _ in range(3):
        page.keyboard.press("Escape")
    assert page.url.startswith(site.address)


def test_plain_link(site: Site, opens: Opens) -> None:
    """The button fails: a plain link leads to the same place and tells nobody where I was."""
    page = opens(java_script_enabled=False)
    page.locator("footer a").click()
    page.wait_for_url(site.neutral.address)
    assert site.neutral.referers[-1] is None


def test_back_without_script(site: Site, opens: Opens) -> None:
    """No JavaScript: after leaving, going back shows nothing of the talk."""
    page = opens(java_script_enabled=False)
    page.fill("#text", "hello")
    page.click("#send")
    wait_for_words(page, "What would you like to know?")
    token = page.input_value("#talk [name=token]")
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url(site.neutral.address)
    assert find(site, token) is None
    with suppress(Error):  # the browser does not send a form again by itself
        page.go_back()
    expect(page.get_by_text("What would you like to know?")).to_have_count(0)


def test_stays_in_sight(site: Site, opens: Opens) -> None:
    """However far I scroll, the way out is on the screen, and nothing covers it."""
    for size in ({"width": 320, "height": 256}, {"width": 390, "height": 780}, {"width": 1280, "height": 900}):
        page = opens(viewport=size)
        write(page, "wages")
        wait_for_words(page, "What next?")
        for place in (0, 400, 100_000):
            page.evaluate("y => scrollTo(0, y)", place)
            covered = page.evaluate("""() => {
              const box = document.querySelector('.leave').getBoundingClientRect();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return top?.closest('.leave') === null;
            }""")
            assert not covered, (size, place)


@pytest.mark.parametrize("script", [True, False])
def test_leaving_a_frame(site: Site, opens: Opens, script: bool) -> None:
    """The chat stands in a page of the operator's: leaving it leaves the whole page, which could not read along."""
    page = opens(java_script_enabled=script)
    host = site.neutral.address.removesuffix("weather") + f"host?{site.address}/chat%3Flang=en"
    page.goto(host)
    frame = page.frame_locator("iframe")
    frame.locator("#text").fill("hello")
    frame.locator("#send").click()
    frame.get_by_text("What would you like to know?").wait_for()
    if script:
        assert page.evaluate("document.querySelector('iframe').contentDocument") is None
    token = frame.locator("#talk [name=token]").input_value()
    frame.get_by_role("button", name="Leave now").click()
    page.wait_for_url(site.neutral.address)
    wait_until(lambda: find(site, token) is None)
