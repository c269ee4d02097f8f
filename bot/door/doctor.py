"""`./akari doctor`: what is missing or wrong, each with the command that cures it."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.door import model
from bot.door.content import phrase_mistakes
from bot.door.parts import is_up, parts
from bot.keys import CONSOLE_PRIVATE, CONSOLE_PUBLIC, GATEWAY
from bot.settings import ROOT, Settings

SPARE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """*cure* is the command or act that mends it; *grave* when a person could be left without an answer or unprotected."""

    what: str
    cure: str
    grave: bool = True


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything that is not as it should be, gravest parts first."""
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
    yield from _content(settings)
    for part in parts(settings):
        if not is_up(part):
            log = settings.logs / f"{part.name}.log"
            yield Finding(f"The {part.name} does not answer.", f"./akari run (its log: {log})", grave=False)


def _content(settings: Settings) -> Iterator[Finding]:
    from content import ContentMistakes, read

    try:
        read(settings.content)
    except ContentMistakes:
        yield Finding("The content has mistakes.", "./akari check-content")
    if phrase_mistakes():
        yield Finding("The safety net's phrases have mistakes; the gateway would not start.", "./akari check-content")


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
