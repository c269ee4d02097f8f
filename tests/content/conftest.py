"""A small content of its own for each test, so that editors never break these tests and a test may break the content."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content import Content, ContentMistakes, Mistake, read
from content.interface import NEEDED
from content.stamping import stamp

SMALL = Path(__file__).parent / "small"
WORDS = {
    "operator": "{en: the Office, ja: 庁}",
    "immigration_operator": "{en: That is immigration., ja: 入管です。}",
    "other_operator": "{en: That is not immigration., ja: 入管ではありません。}",
    "first_words": '{en: ["Hello.", "Run by {operator}. {immigration_sentence} Kept {retention_days} days."], '
    'ja: [こんにちは。, "{operator}です。{immigration_sentence}{retention_days}日です。"]}',
    "privacy": '{en: ["Kept {retention_days} days. You write through {channel}. You can erase it."], '
    'ja: ["{retention_days}日です。今は{channel}です。消せます。"]}',
    "holding": "{en: Please wait., ja: お待ちください。, ja-x-easy: まって ください。}",
    "refused": "{en: Not saved., ja: 保存できませんでした。, zh: 没有保存。}",
    "speaks": '{en: "speaks {language}", ja: "{language}で話せます"}',
    "open_until": '{en: "open until {time}", ja: "{time}まで"}',
    "opens_next": '{en: "opens {day} at {time}", ja: "{day}{time}から"}',
    "hours_may_differ": "{en: hours may differ, ja: 時間が違うことがあります}",
    "expired_counter": "{en: Not read again for long., ja: 長い間、確認していません。}",
    "free": "{en: free, ja: 無料}",
    "can_write": "{en: you can write, ja: 書ける}",
    "anonymous": "{en: no name, ja: 匿名}",
    "from_abroad": '{en: "from abroad: {number}", ja: "海外から：{number}"}',
    "nearest": '{en: "nearest: {place}", ja: "近い：{place}"}',
    "language_name_en": "{en: English, ja: 英語}",
    "language_name_ja": "{en: Japanese, ja: 日本語}",
    "language_name_vi": "{en: Vietnamese, ja: ベトナム語}",
    "channel_website": "{en: this website, ja: このサイト}",
    "day_tue": "{en: Tuesday, ja: 火曜}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of small content without a mistake."""
    place = tmp_path / "content"
    shutil.copytree(SMALL, place)
    words = {**{key: f"{{en: {key}, ja: {key}}}" for key in NEEDED}, **WORDS}
    lines = ["owner: content desk", "state: {en: original, ja: machine}", "words:"]
    lines += [f"  {key}: {text}" for key, text in words.items()]
    (place / "interface.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    stamp(place)
    return place


@pytest.fixture
def small(folder: Path) -> Content:
    return read(folder)


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces the first *old* in a file by *new*; fails where there is none."""

    def replace(file: str, old: str, new: str) -> None:
        before = (folder / file).read_text(encoding="utf-8")
        assert old in before
        (folder / file).write_text(before.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def mistakes(folder: Path) -> Callable[[], tuple[Mistake, ...]]:
    """What is wrong with the content now."""

    def find() -> tuple[Mistake, ...]:
        try:
            read(folder)
        except ContentMistakes as error:
            return error.mistakes
        return ()

    return find
