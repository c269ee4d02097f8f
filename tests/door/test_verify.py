"""`./akari verify-sheet`: from the list through a clerk's answers to names and days in the content, and back."""

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright

from bot.__main__ import main
from bot.door.content import check
from bot.settings import Settings, read
from content import FOLDER
from content import read as read_content
from content.sheet import due

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

type Say = Callable[..., str]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The product with a copy of the real content."""
    copy = shutil.copytree(FOLDER, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setenv("AKARI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AKARI_CONTENT", str(copy))
    return read()


@pytest.fixture
def say(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Say:
    """What `./akari verify-sheet` says; the exit code is as wished."""

    def said(*words: object, code: int = 0) -> str:
        assert main(["verify-sheet", *map(str, words)]) == code
        found = capsys.readouterr()
        return found.out + found.err

    return said


def filled(file: Path, result: Callable[[dict[str, str]], str]) -> None:
    """The table in *file* as a clerk fills it in."""
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    lines = [f"{row['code']},{result(row)}" for row in rows]
    file.write_text("\n".join(["code,result,note", *lines]) + "\n", "utf-8")


def test_an_hour_of_work_is_kept(settings: Settings, say: Say, tmp_path: Path) -> None:
    """List, answers, record: the counters of the card bear name and day, the next list has them no more, the check is green."""
    file = tmp_path / "answers.csv"
    assert "about 1 h 0 min" in say("--due", "--minutes", 60, "--answers", file)
    filled(file, lambda row: "ok,")

    said = say("--record", file, "--by", "Sato", "--on", "2026-11-28")

    content = read_content(settings.content)
    numbers = content.card.cards["danger"].numbers
    assert {content.counters[id].verified_on for id in numbers} == {"Sato on 2026-11-28"}
    assert content.counters[numbers[0]].read_on == date(2026, 11, 28)
    assert content.counters[numbers[0]].expires_on == date(2027, 5, 27)
    assert "answers by Sato on 2026-11-28" in said and f"git -C {settings.content} diff" in said
    assert f"counter {numbers[0]}" not in due(content, date(2026, 11, 29))
    assert check(settings, ["--release", "--today", "2026-11-28"]) == 0


def test_a_wrong_row_writes_nothing(settings: Settings, say: Say, tmp_path: Path) -> None:
    """The error names row and cure; what the other rows say waits until it is mended."""
    file = tmp_path / "answers.csv"
    say("--minutes", 60, "--answers", file)
    rows = file.read_text("utf-8-sig").splitlines()
    file.write_text("\n".join([rows[0], rows[1].replace(",,,", ",ok,,", 1), rows[2].replace(",,,", ",fine,,", 1)]), "utf-8")
    before = {path: path.read_bytes() for path in settings.content.rglob("*.yml")}

    said = say("--record", file, "--by", "Sato", code=1)

    code = rows[2].partition(",")[0]
    assert said == (
        f"answers.csv:3: {code}: `fine` is no result: write ok, changed or gone, or leave it empty\nNothing was written.\n"
    )
    assert before == {path: path.read_bytes() for path in settings.content.rglob("*.yml")}


def test_the_row_behind_a_lost_number_of_the_card_is_named(settings: Settings, say: Say, tmp_path: Path) -> None:
    """Who finds that the police have another number learns that the card must be mended first."""
    file = tmp_path / "answers.csv"
    say("--answers", file)
    filled(file, lambda row: "changed,112 now" if "Police emergency" in row["about"] else ",")

    said = say("--record", file, "--by", "Sato", code=1)

    assert "counter police-110 cannot be hidden as it stands" in said
    assert "card.yml:" in said and "the number of `police-110` is not confirmed: remove it from the card" in said


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["--by", ""], "--by"), (["--by", "x" * 61], "--by"), (["--by", "a\nb"], "--by"),
        (["--by", "S", "--on", "2999-01-01"], "--on"),
    ],
)
def test_nobody_verifies_without_a_name_or_tomorrow(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], wrong: str
) -> None:
    """A record says who and when, and both can be true."""
    with pytest.raises(SystemExit):
        main(["verify-sheet", "--record", str(tmp_path / "answers.csv"), *words])

    assert wrong in capsys.readouterr().err.splitlines()[-1]


def test_the_terminal_lists_all_there_is(say: Say) -> None:
    """What to say, every number and page, what we show, boxes, and how long it takes."""
    said = say()

    assert "Hello. We tell foreign residents" in said
    assert "0120-531-401\n" in said and "Labour Standards Advice Hotline" in said
    assert "\n110\n" not in said, "nobody dials 110 to try it"
    assert said.count("[ ] ok  [ ] changed  [ ] gone") == int(said.splitlines()[-1].split(" rows")[0].split()[-1])


async def test_the_page_is_filled_in_and_saved(settings: Settings, say: Say, tmp_path: Path) -> None:
    """With a browser nothing is copied by hand: the saved file is what `--record` reads. Nothing hinders, nothing is fetched."""
    file, saved = tmp_path / "list.html", tmp_path / "answers.csv"
    say("--language", "ja", "--minutes", 150, "--html", file)
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is needed: apt-get install chromium fonts-noto-cjk fonts-noto-core"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = await browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: None if request.url.startswith(("file:", "blob:")) else complaints.append(request.url))
        await page.goto(file.as_uri())
        call = page.locator("section", has=page.locator("a[href^='tel:']")).last
        number, row = await call.get_by_role("link").inner_text(), call.locator("fieldset").first
        await row.get_by_label("もうない").check()
        await row.get_by_label("メモ").fill('they say "ended", sorry')
        async with page.expect_download() as download:
            await page.get_by_role("button", name="答えを保存する").click()
        await (await download.value).save_as(saved)
        found = await Axe().run(page, options={"runOnly": TAGS})
        await browser.close()
    assert complaints == []
    assert [violation["id"] for violation in found.response["violations"]] == []

    said = say("--record", saved, "--by", "佐藤")

    assert f'{number}: number: gone: they say "ended", sorry' in said
    assert f"\n{number}\n" not in say()


def test_what_we_show_cannot_break_the_page(settings: Settings, say: Say, tmp_path: Path) -> None:
    """An editor may write < and &."""
    file = settings.content / "counters.yml"
    file.write_text(file.read_text("utf-8").replace("en: Police emergency\n", "en: <b>Police</b>\n", 1), "utf-8")

    say("--minutes", 60, "--html", tmp_path / "list.html")

    assert "&lt;b&gt;Police&lt;/b&gt;" in (tmp_path / "list.html").read_text("utf-8")
