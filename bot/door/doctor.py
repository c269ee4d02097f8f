"""`./akari doctor`: what is missing or wrong, each with the command that cures it."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.door import model
from bot.door.content import phrase_mistakes
from bot.door.parts import is_up, parts
from bot.keys import CONSOLE_PRIVATE, CONSOLE_PUBLIC, GATEWAY
from bot.settings import ROOT, Settings

if TYPE_CHECKING:
    from content import Content

SPARE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """*cure* is the command or act that mends it; *grave* when a person could be left without an answer or unprotected."""

    what: str
    cure: str
    grave: bool = True


def findings(settings: Settings, today: date | None = None) -> Iterator[Finding]:
    """Everything that is not as it should be (*today*, or on the given day), gravest parts first."""
    for lock, stamp in (("requirements.lock", ".venv/.akari"), ("engine/requirements.lock", "engine/.venv/.akari")):
        if not (ROOT / stamp).exists():
            yield Finding(f"The world of {lock} is not installed.", "./akari train")
    if not (model.encoder_folder(settings) / "manifest.json").exists():
        yield Finding("The sentence encoder is not built.", "./akari train")
    if model.ready(settings) is None:
        yield Finding("No trained model fits the data.", "./akari train")
    if not settings.net.exists():
        yield Finding("The second stage of the safety net is not built: phrases alone look for danger.", "./akari train")
    for name in (GATEWAY, CONSOLE_PUBLIC):
        if not (settings.secrets / name).exists():
            yield Finding(f"The key file {name} is missing.", "./akari keys create (or ./akari restore, if talks exist)")
    for file in (*settings.secrets.glob("*"), *settings.home.glob("*.db*")):
        if file.is_file() and file.stat().st_mode & 0o077:
            yield Finding(f"{file.name} can be read by other accounts.", f"chmod 600 {file}")
    if (settings.secrets / CONSOLE_PRIVATE).exists():
        yield Finding("The console's key lies open: there is no account of staff yet.", "./akari staff add NAME", grave=False)
    if not settings.operator:
        yield Finding("Who runs this is not said to people.", "set AKARI_OPERATOR to your organisation's name", grave=False)
    if settings.telegram is None:
        yield Finding("Telegram is off.", "set AKARI_TELEGRAM_TOKEN (from @BotFather)", grave=False)
    if shutil.disk_usage(_existing(settings.home)).free < SPARE_BYTES:
        yield Finding("Less than 500 MB of disk are free; messages will be refused when it is full.", "free some space")
    if shutil.which("setpriv") is None and sys.platform == "linux":
        yield Finding("Parts would outlive a killed supervisor.", "apt-get install util-linux", grave=False)
    yield from _content(settings, today)
    for part in parts(settings):
        if not is_up(part):
            log = settings.logs / f"{part.name}.log"
            yield Finding(f"The {part.name} does not answer.", f"./akari run (its log: {log})", grave=False)


def _content(settings: Settings, today: date | None) -> Iterator[Finding]:
    from content import ContentMistakes, read

    try:
        content = read(settings.content)
    except ContentMistakes:
        yield Finding("The content has mistakes.", "./akari check-content")
    else:
        yield from _age(content, today or content.country.today(datetime.now(UTC)))
    if phrase_mistakes():
        yield Finding("The safety net's phrases have mistakes; the gateway would not start.", "./akari check-content")


def _age(content: "Content", today: date) -> Iterator[Finding]:
    """What should be read again: old facts are still shown, so none of it is grave."""
    from content.freshness import expired, expiring

    cure = "./akari verify-sheet --due --minutes 60 --html list.html"
    if late := expired(content, today):
        yield Finding(f"Facts have expired: {len(late)}, the first on {late[0].expires_on} ({late[0].what}).", cure, grave=False)
    if soon := expiring(content, today):
        yield Finding(f"Facts expire soon: {len(soon)}, the first on {soon[0].expires_on} ({soon[0].what}).", cure, grave=False)
    ends = content.holidays.until
    if ends < today + timedelta(days=366):
        years = f"{today.year} {today.year + 10}"
        yield Finding(f"The list of holidays ends on {ends}.", f".venv/bin/python -m content holidays {years}", grave=False)


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def run(settings: Settings) -> int:
    """Print the findings; 1 when one is grave."""
    found = list(findings(settings))
    for finding in found:
        sys.stdout.write(f"{'✗' if finding.grave else '·'} {finding.what}\n    {finding.cure}\n")
    if not found:
        sys.stdout.write("✓ Everything is in place and answers.\n")
    return int(any(finding.grave for finding in found))
