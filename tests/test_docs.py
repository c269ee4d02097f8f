"""The documentation under test: what is not documented is broken, and what is documented is there."""

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.__main__ import VERBS
from bot.settings import ROOT, read
from content import Content
from content import read as read_content

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
RUNNING = (ROOT / "docs" / "running.md").read_text("utf-8")
CHANNELS = (ROOT / "docs" / "channels.md").read_text("utf-8")
GUARANTEES = (ROOT / "docs" / "guarantees.md").read_text("utf-8")
SETTING = re.compile(r"\bAKARI_[A-Z][A-Z_]*[A-Z]\b")
READERS = ("bot", "actions", "encoder")
"""Who may read settings of their own, beside the engine and the front door: docs may name these as well."""
PARTS = frozenset({".css", ".html", ".js", ".lock", ".md", ".py", ".sh", ".toml", ".tsv", ".yml"})
WRITTEN_AT_RUN_TIME = ("var/", "results/", "AKARI_HOME/")
CARDS = {"emergency": "danger", "self_harm": "self_harm"}
"""The intents that the card answers."""


@cache
def content() -> Content:
    return read_content()


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT))


def words(page: Path) -> str:
    return page.read_text("utf-8")


@cache
def settings_in_code() -> set[str]:
    """Every setting that some process of ours reads."""
    found = [ROOT / "akari", ROOT / "engine" / "rasa", *(ROOT / "engine").glob("*.py")]
    found += [path for folder in READERS for path in (ROOT / folder).rglob("*.py")]
    return {name for path in found for name in SETTING.findall(path.read_text("utf-8"))}


def anchors(page: Path) -> set[str]:
    """The anchors of *page* as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", words(page), flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def is_there(path: str) -> bool:
    """Whether *path* (with <name> or * for any name) stands in the project, or in one of its folders."""
    pattern = re.sub(r"<[^>]*>", "*", path).rstrip("/")
    return any(any(ROOT.glob(prefix + pattern)) for prefix in ("", "*/"))


# ------------------------------------------------------------------ settings and verbs


def documented_settings() -> dict[str, str]:
    """Setting → default, from the table."""
    return {name: default.strip("`") for name, default in re.findall(r"^\| `(AKARI_[A-Z_]+)` \| (.+?) \|", RUNNING, re.M)}


def test_every_setting_is_documented() -> None:
    """Who runs this finds every setting on one page, and none that does nothing."""
    assert set(SETTING.findall((ROOT / "bot" / "settings.py").read_text("utf-8"))) == set(documented_settings())


@pytest.mark.parametrize(("name", "default"), documented_settings().items())
def test_the_documented_default_is_the_default(name: str, default: str) -> None:
    """What the page says happens when I set nothing does happen."""
    settings = read({})
    if name.startswith("AKARI_TELEGRAM_"):
        telegram = read({"AKARI_TELEGRAM_TOKEN": "1:" + "a" * 30}).telegram
        value = getattr(telegram, name.removeprefix("AKARI_TELEGRAM_").removesuffix("_URL").lower().replace("webhook", "url"))
        value = "" if name == "AKARI_TELEGRAM_TOKEN" else value
    else:
        value = getattr(settings, name.removeprefix("AKARI_").lower())
    text = {True: "yes", False: "no", (): ""}.get(value, str(value)) if not isinstance(value, float) else str(value)
    assert (text.replace(f"{ROOT}/", "") or "(empty)") == default


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_no_page_names_a_setting_that_is_not_there(page: Path) -> None:
    """Nobody sets something in vain."""
    assert set() == set(SETTING.findall(words(page))) - settings_in_code()


def test_every_verb_is_documented() -> None:
    """Everything the front door can do stands in one table."""
    assert set(VERBS) == set(re.findall(r"^\| `\./akari ([a-z-]+)` \|", RUNNING, re.M))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_no_page_names_a_verb_that_is_not_there(page: Path) -> None:
    """A command copied from a page works."""
    named = set(re.findall(r"\./akari ([a-z][a-z-]*)", words(page)))
    assert set() == named - set(VERBS)


# ------------------------------------------------------------------ links, paths, pages


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_link_leads_somewhere(page: Path) -> None:
    """No page sends me to a page that is not there."""
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", words(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            missing.append(target)
    assert [] == missing


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    """What a page tells me to open, I can open."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    missing = []
    for name in re.findall(r"`([\w.<>*-]+(?:/[\w.<>*-]+)+/?|[\w-]+/)`", words(page)):
        ours = name.split("/")[0] in folders or Path(name).suffix in PARTS
        if ours and not name.startswith(WRITTEN_AT_RUN_TIME) and not is_there(name):
            missing.append(name)
    assert [] == missing


def test_the_layout_in_the_readme_is_the_layout() -> None:
    """The map shows the country."""
    layout = words(ROOT / "README.md").partition("## Layout")[2].partition("```text\n")[2].partition("```")[0]
    names = [name for line in layout.splitlines() for name in re.split(r"\s{2,}", line)[0].split()]
    assert len(names) > 10
    assert [] == [name for name in names if not (ROOT / name).exists()]


def test_every_page_is_found_from_the_readme() -> None:
    """Nobody has to know that a page exists in order to find it."""
    start = words(ROOT / "README.md")
    assert [] == [shown(page) for page in PAGES if page.name != "README.md" and f"]({shown(page)})" not in start]


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_page_begins_with_its_title(page: Path) -> None:
    """I know at once what I am reading."""
    assert re.match(r"# \S", words(page))


# ------------------------------------------------------------------ what the product has


def test_every_channel_has_a_paragraph() -> None:
    """Whoever opens a channel learns what it does with people's words."""
    entries = (ROOT / "bot" / "channels").iterdir()
    channels = {path.stem for path in entries if path.suffix == ".py" or path.is_dir()} - {"__init__", "__pycache__"}
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", CHANNELS, re.M | re.S))
    assert set() == channels - {title.lower() for title in sections}
    assert all(len(sections[title].strip()) > 40 for title in sections)


def intents() -> list[str]:
    domain = yaml.load((ROOT / "domain.yml").read_text("utf-8"), yaml.BaseLoader)
    return [intent if isinstance(intent, str) else next(iter(intent)) for intent in domain["intents"]]


@pytest.mark.parametrize("intent", intents())
def test_every_intent_has_an_answer(intent: str) -> None:
    """What I ask and what is understood is also answered."""
    answered = intent in content().topics or intent in content().conversation.answers
    assert answered or CARDS.get(intent) in content().card.cards


@pytest.mark.parametrize("topic", sorted(set(intents()) & set(content().topics)))
def test_every_topic_is_asked_for_in_a_golden_conversation(topic: str) -> None:
    """Every question we say that we answer has been asked in words of people."""
    files = sorted((ROOT / "tests" / "conversations").glob("*.yml"))
    talks = (yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in files)
    expected = {turn.get("topic") for talk in talks for turn in talk["turns"]}
    answered_by_a_search = {"find_counter"}
    assert topic in expected | answered_by_a_search


def test_every_promise_says_what_tests_it() -> None:
    """Nobody reads a promise here that nothing checks without being told so."""
    rows = dict(re.findall(r"^\| G(\d+) \| .+? \| (.+?) \|$", GUARANTEES, re.M))
    assert list(map(str, range(1, 33))) == list(rows)
    for path in sorted((ROOT / "tests" / "guarantees").glob("test_g*.py")):
        number = str(int(path.name[6:8]))
        assert shown(path) in rows[number]
    for said in rows.values():
        assert said == "not yet tested" or all((ROOT / name).is_file() for name in re.findall(r"`([^`]+)`", said))


def test_the_version_has_its_place_in_the_changelog() -> None:
    """Who updates can read what changes for them."""
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    changes = words(ROOT / "CHANGELOG.md")
    assert version and version[1] in changes and "## [Unreleased]" in changes


def test_the_licence_is_the_one_that_is_named() -> None:
    """What I may do with this is said in full."""
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence and "END OF TERMS AND CONDITIONS" in licence
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text("utf-8")


# ------------------------------------------------------------------ what can be run


def runnable() -> list[str]:
    marked = re.compile(r"<!-- run by tests/test_docs\.py -->\n```sh\n(.*?)```", re.S)
    return [line for page in PAGES for block in marked.findall(words(page)) for line in block.strip().splitlines()]


@pytest.mark.parametrize("command", runnable())
def test_marked_commands_run(command: str) -> None:
    """A command copied from a page does what the page says."""
    front, *rest = shlex.split(command)
    assert "./akari" == front
    done = subprocess.run(
        [sys.executable, "-m", "bot", *rest], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    assert done.stdout.strip()
