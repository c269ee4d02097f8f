"""`python -m content check` tells an editor what to mend; `… stamp` marks translations as up to date; `… holidays` writes
the list of national holidays."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from content.freshness import expired, expiring
from content.holidays import read_holidays, write_holidays
from content.opening import JAPAN
from content.parts import ContentMistakes, Report, parse
from content.readability import readability
from content.reading import FOLDER, Content, read
from content.stamping import stamp


def check(folder: Path, release: bool, today: date, all_notes: bool = False) -> int:
    """Report on the content in *folder*; 1 when something must be mended before it can be used (*release*: published)."""
    try:
        content = read(folder)
    except ContentMistakes as error:
        _say(str(error), f"{len(error.mistakes)} to mend.")
        return 1
    if all_notes:
        _say(*(f"note: {note}" for note in content.notes))
    for (wrong, cure), number in Counter((note.wrong, note.cure) for note in content.notes).items():
        _say(f"note: {number} × {wrong}: {cure} (--notes tells where)")
    for level in readability(content):
        _say(
            f"note: {level.language}: {level.long} of {level.sentences} sentences are long; "
            f"the longest ({level.most}) is in {level.where}"
        )
    _say(*(f"note: {line}" for line in _states(content)))
    late, soon = expired(content, today), expiring(content, today)
    for due in late:
        _say(f"{'expired' if release else 'note: expired'} on {due.expires_on}: {due.what}: read its sources again")
    ends = content.holidays.until
    if ends < today + timedelta(days=366):
        _say(f"{'' if release else 'note: '}holidays.yml ends on {ends}: run `python -m content holidays YEAR YEAR`")
    if release:
        _say(*(f"note: expires on {due.expires_on}: {due.what}" for due in soon))
    _say(
        f"{len(content.topics)} topics and {len(content.counters)} counters in {', '.join(content.languages)}; "
        f"{len(late)} expired, {len(soon)} within 30 days of {today}."
    )
    return 1 if release and (late or ends < today) else 0


def _states(content: Content) -> list[str]:
    """How many texts of each language a person has reviewed."""
    texts = [text for topic in content.topics.values() for text in topic.text.items()]
    found = Counter((language, text.state.split(" ")[0]) for language, text in texts)
    return [f"{language}: {number} topics {state}" for (language, state), number in sorted(found.items())]


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m content", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    checking = verbs.add_parser("check", help="list every mistake with its cure")
    checking.add_argument("--release", action="store_true", help="also fail on what has expired")
    checking.add_argument("--notes", action="store_true", help="say where each note belongs")
    checking.add_argument("--today", type=date.fromisoformat, default=datetime.now(JAPAN).date(), help="as if it were this day")
    stamping = verbs.add_parser("stamp", help="mark translations as made from their originals as these stand now")
    stamping.add_argument("files", nargs="*", help="only these, such as topics/threats.yml")
    calendar = verbs.add_parser("holidays", help="write holidays.yml anew")
    calendar.add_argument("first", type=int)
    calendar.add_argument("last", type=int)
    for verb in (checking, stamping, calendar):
        verb.add_argument("--folder", type=Path, default=FOLDER, help="another content folder")
    chosen = parser.parse_args(words)
    if chosen.verb == "check":
        return check(chosen.folder, chosen.release, chosen.today, chosen.notes)
    if chosen.verb == "holidays":
        file = chosen.folder / "holidays.yml"
        before = parse(file, file.name, Report()) if file.exists() else None
        text = write_holidays(range(chosen.first, chosen.last + 1), read_holidays(before).official if before else None)
        file.write_text(text, encoding="utf-8")
        return 0
    changed = stamp(chosen.folder, chosen.files)
    _say(*changed, f"{len(changed)} files stamped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
