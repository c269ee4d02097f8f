"""`./akari check-content` and `./akari content reload`: what editors write, checked and taken over."""

import sys
from pathlib import Path

from bot import reloading
from bot.nets.book import BookMistake, read_book
from bot.nets.phrases import FOLDER
from bot.settings import Settings
from content import ContentMistakes
from content.__main__ import main as check_content


def check(settings: Settings, words: list[str], safety: Path = FOLDER) -> int:
    """Report on the content and on the phrases in *safety*; 1 when something must be mended before it can be used."""
    code = check_content(["check", "--folder", str(settings.content), *words])
    mistakes = phrase_mistakes(safety)
    for mistake in mistakes:
        sys.stdout.write(f"{mistake}\n")
    sys.stdout.write(f"{len(list(safety.glob('*.yml')))} files of phrases for the safety net; {len(mistakes)} to mend.\n")
    return 1 if mistakes else code


def phrase_mistakes(safety: Path = FOLDER) -> list[str]:
    """The first mistake of every file: a book is read from its top, and what stands below may be wrong because of it."""
    found = []
    for path in sorted(safety.glob("*.yml")):
        try:
            read_book(path)
        except BookMistake as mistake:
            found.append(f"{safety.name}/{' '.join(str(mistake).split())}")  # YAML's own words come in several lines
    return found if any(safety.glob("*.yml")) else [f"{safety.name}: there are no phrases: put the files back"]


def reload(settings: Settings) -> int:
    """Have the running processes read the content again; 1 when its mistakes do not let them."""
    try:
        content = reloading.check(settings)
    except ContentMistakes as mistakes:
        sys.stderr.write(f"Not reloaded; the content in use stays.\n{mistakes}\n")
        return 1
    reloading.ask(settings)
    sys.stdout.write("The content is read again within a second.\n")
    if content.notes:
        sys.stdout.write(f"{len(content.notes)} notes for editors: ./akari check-content\n")
    return 0
