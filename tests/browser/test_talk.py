"""A talk on the page, with JavaScript and without it."""

import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bot.channels.website.conversing import address_of
from bot.core.ports import Talk
from tests.browser.conftest import Opens, Site, shoot, wait_for_words, write
from tests.channels.website.stage import DANGER, Person, elsewhere, wait_until


def bubbles(page: Page) -> list[str]:
    """Every message on the page, in order, as its first line of words."""
    return [words.strip() for words in page.locator("li.bubble .text:first-of-type, li.bubble .who + .text").all_inner_texts()]


def test_talk_with_script(site: Site, opens: Opens) -> None:
    """I write and press Enter; my words stand there, the answer comes below them, and my cursor stays in the box."""
    page = opens()
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")
    mine = page.locator("li.mine")
    expect(mine).to_have_count(1)
    expect(mine.locator(".text")).to_have_text("hello")
    assert mine.get_attribute("data-state") is None
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.input_value("#text") == ""
    write(page, "wages")
    page.get_by_role("button", name="More about wages").click()
    wait_for_words(page, "#9110")
    assert page.locator("li.mine .text").all_inner_texts() == ["hello", "wages", "More about wages"]
    assert page.locator("a[href='tel:0120811610']").count() >= 1
    assert site.stage.engine.turns == 3
    assert page.evaluate("document.compatMode") == "CSS1Compat"


def test_talk_without_script(site: Site, opens: Opens) -> None:
    """No JavaScript at all: the whole talk, the numbers, changing the language, erasing and leaving."""
    page = opens(java_script_enabled=False)
    page.fill("#text", "wages")
    page.click("#send")
    wait_for_words(page, "An employer pays")
    shoot(page, "no-script-talk")
    page.get_by_role("button", name="More about wages").click()
    wait_for_words(page, "#9110")
    page.fill("#text", DANGER)
    page.click("#send")
    expect(page.locator("a[href='tel:110']").first).to_be_visible()
    expect(page.locator(".urgent-card .text a[href='tel:110']").first).to_be_in_viewport(ratio=1)
    page.locator(".tongues summary").click()
    page.get_by_role("button", name="日本語").click()
    wait_for_words(page, "ご案内")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    page.get_by_role("button", name="新しい答えを見る").click()
    page.locator("footer summary", has_text="チャットを消す").click()
    page.locator("footer details[open] button").click()
    wait_for_words(page, "ここのチャットを消しました")
    page.get_by_role("button", name="今すぐ離れる").click()
    page.wait_for_url(site.neutral.address)
    assert site.neutral.referers[-1] is None


def test_same_words_with_and_without(site: Site, opens: Opens) -> None:
    """A phone that runs no scripts shows the same answers, whole, as one that does."""
    shown = []
    for script in (True, False):
        page = opens(java_script_enabled=script)
        page.fill("#text", "wages")
        page.click("#send")
        wait_for_words(page, "What next?")
        found = page.locator("li.bubble[data-id]:not([data-id=''])")
        shown.append([re.sub(r"\s+", " ", words) for words in found.all_inner_texts()])
    assert shown[0] == shown[1]
    assert len(shown[0]) == 3


def test_enter_while_composing(site: Site, opens: Opens) -> None:
    """I type Japanese: the Enter that chooses a word does not send half of it."""
    page = opens()
    page.focus("#text")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "たすけて", "selectionStart": 4, "selectionEnd": 4})
    page.keyboard.press("Enter")
    assert page.locator("li.mine").count() == 0
    keys.send("Input.insertText", {"text": "助けて"})
    page.keyboard.press("Enter")
    expect(page.locator("li.mine .text")).to_have_text("助けて")


def test_shift_enter_makes_a_line(site: Site, opens: Opens) -> None:
    """Shift and Enter begin a new line."""
    page = opens()
    page.focus("#text")
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    assert page.input_value("#text") == "one\ntwo"


def test_late_answers_arrive(site: Site, opens: Opens) -> None:
    """The engine is slow, then a person of the staff comes: each of their words appears once, by itself."""
    page = opens()
    site.stage.engine.down = "down"
    write(page, "hello")
    wait_for_words(page, "is not lost")
    site.stage.engine.down = None
    wait_for_words(page, "What would you like to know?")
    staff_say(site, page, "I am Mori. I am here.")
    wait_for_words(page, "I am Mori. I am here.")
    expect(page.locator("li.staff .who")).to_have_text("Staff")
    ids = page.locator("li[data-id]").evaluate_all("items => items.map(item => item.dataset.id).filter(Boolean)")
    assert len(ids) == len(set(ids)) == 4


def staff_say(site: Site, page: Page, text: str) -> None:
    person = Person(httpx.AsyncClient(), page.input_value("#talk [name=token]"))
    elsewhere(lambda: site.stage.staff_say(person, text))


def test_focus_is_never_taken(site: Site, opens: Opens) -> None:
    """I am reading elsewhere on the page; an arriving message leaves me there."""
    page = opens()
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")
    page.focus(".tongues summary")
    staff_say(site, page, "Are you there?")
    wait_for_words(page, "Are you there?")
    assert page.evaluate("document.activeElement.matches('.tongues summary')")


@pytest.mark.parametrize("loses", ["request", "answer"])
def test_lost_on_the_way(site: Site, opens: Opens, loses: str) -> None:
    """My message or its answer gets lost: I see that, I send again, and it was sent once."""
    page = opens()
    lost = []

    def lose(route: Route) -> None:
        lost.append(route)
        if loses == "answer":
            sent = route.request
            httpx.post(sent.url, content=sent.post_data_buffer, headers=sent.headers)
        route.abort()

    page.route("**/chat", lose)
    write(page, "hello")
    again = page.get_by_role("button", name="Send again")
    again.wait_for()
    expect(page.get_by_role("status")).to_have_text("Not sent")
    shoot(page, "not-sent")
    assert len(lost) == 3
    with page.expect_event("requestfailed"):  # my next line tries the first once more
        write(page, "wages")
    page.unroute("**/chat")
    again.first.click()
    wait_for_words(page, "What next?")
    assert page.locator("li.mine[data-state]").count() == 0
    assert site.stage.engine.turns == 2
    expect(page.get_by_text("Hello. What would you like to know?")).to_have_count(1)


def test_order_is_kept(site: Site, opens: Opens) -> None:
    """I write three lines quickly; they arrive in that order."""
    page = opens()
    for text in ("one", "two", "three"):
        write(page, text)
    expect(page.get_by_text("I do not know.")).to_have_count(3)
    assert page.locator("li.mine .text").all_inner_texts() == ["one", "two", "three"]


def test_without_streams(site: Site, opens: Opens) -> None:
    """A network that lets no stream through: late answers come all the same, by asking."""
    page = opens()
    page.route("**/chat/events*", lambda route: route.abort())
    site.stage.engine.down = "down"
    write(page, "hello")
    wait_for_words(page, "is not lost")
    site.stage.engine.down = None
    wait_for_words(page, "What would you like to know?")


def test_card_when_nothing_can_be_stored(site: Site, opens: Opens) -> None:
    """The store is broken and I am in danger: the numbers stand below my words, once, though they were not sent."""
    page = opens()

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    site.stage.store.accept = broken  # type: ignore[method-assign, assignment]
    write(page, DANGER)
    expect(page.locator("li.mine + li.bubble a[href='tel:110']").first).to_be_visible()
    page.get_by_role("button", name="Send again").wait_for(timeout=20_000)
    assert page.locator("li.urgent-card a.call[href='tel:110']").count() == 1
    shoot(page, "card-not-stored")


def test_talk_over_elsewhere(site: Site, opens: Opens) -> None:
    """My talk closed after silence: the page says so, and what I write next begins a new one."""
    page = opens()
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")
    close(site, page)
    wait_for_words(page, "This talk is closed")
    write(page, "wages")
    wait_for_words(page, "What next?")


def close(site: Site, page: Page) -> None:
    httpx.post(f"{site.address}/api/leave", json={"token": page.input_value("#talk [name=token]")})


def test_language_switch_keeps_the_talk(site: Site, opens: Opens) -> None:
    """I change the language in the middle: the answers stay, my half-written words stay."""
    page = opens()
    write(page, "wages")
    wait_for_words(page, "What next?")
    page.fill("#text", "half a thou")
    page.locator(".tongues summary").click()
    page.get_by_role("button", name="日本語").click()
    wait_for_words(page, "ご案内")
    assert page.input_value("#text") == "half a thou"
    wait_for_words(page, "What next?")
    page.fill("#text", "給料が")
    page.click("#send")
    wait_for_words(page, "給料を払います")


def test_markup_never_runs(site: Site, opens: Opens) -> None:
    """What looks like a program, mine or theirs, is words."""
    page = opens()
    write(page, "<script>")
    wait_for_words(page, "<img src=x onerror=alert(1)>")
    write(page, "<img src=x onerror=\"document.title='caught'\"><script>document.title='caught'</script>")
    expect(page.locator("li.mine")).to_have_count(2)
    expect(page.locator("li.bubble img, li.bubble script, li.bubble b b")).to_have_count(0)
    assert page.title() == "Information"


def test_announced_once(site: Site, opens: Opens) -> None:
    """With a screen reader: a polite log around the list, my own words not read back, failures in a status of their own."""
    page = opens()
    log = page.get_by_role("log", name="Messages")
    assert log.evaluate("log => log.tagName + ' ' + log.firstElementChild.tagName") == "DIV OL"
    page.evaluate("""() => {
      window.heard = [];
      new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes)
          window.heard.push([node.className, document.querySelector('.talk').getAttribute('aria-live')]);
      }).observe(document.querySelector('.talk'), { childList: true });
    }""")
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")
    heard = page.evaluate("window.heard")
    assert [live for kind, live in heard if "mine" not in kind] == [None]
    expect(page.get_by_role("status")).to_be_attached()


def test_nothing_is_kept(site: Site, opens: Opens, chromium: Browser) -> None:
    """After a talk my browser holds no cookie, no storage, no cache, no worker of ours."""
    page = opens()
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")
    assert page.context.cookies() == []
    kept = page.evaluate("""async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
      (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]""")
    assert kept == [0, 0, 0, 0, 0]


def test_storage_forbidden(site: Site, opens: Opens) -> None:
    """A private window that forbids all storage makes no difference."""
    page = opens()
    page.add_init_script("for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) "
                         "Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });")
    page.reload()
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")


def test_talks_left_behind(site: Site, opens: Opens) -> None:
    """Opening the page and going away begins no talk anywhere."""
    page = opens()
    token = page.input_value("#talk [name=token]")
    assert find(site, token) is None
    write(page, "hello")
    wait_for_words(page, "What would you like to know?")
    wait_until(lambda: find(site, token) is not None)


def find(site: Site, token: str) -> Talk | None:
    return elsewhere(lambda: site.stage.store.find(address_of(token)))
