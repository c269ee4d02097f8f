"""The verbs behind `./akari`."""

import argparse
import sys
from collections.abc import Callable

from bot.settings import SettingMistake, Settings, read

VERBS = {
    "run": "install what is missing, train if needed, serve everything; Ctrl-C ends it",
    "test": "install what is missing and run every check and test (--long for the long ones; words after -- go to pytest)",
    "chat": "talk in the terminal (--save FILE writes the talk as a golden conversation)",
    "train": "train the model if none fits the data (--force: even so)",
    "parse": "read JSON lines {text, language?} on stdin, write what the product would decide, a line each",
    "evaluate": "measure FILE.tsv: right answers, emergency recall, false alarms, confusions (--with-language)",
    "bench": "print the performance table (card, chat, start, grow, kills …: ./akari bench --help)",
    "doctor": "list what is missing or wrong, each with the command that cures it",
    "check-content": "check content/ and data/: file, line and cure for each mistake (--release: expired facts fail)",
    "verify-sheet": "list every number and page for a person to verify (--due, --html FILE); --record FILE --by NAME keeps it",
    "console": "serve the staff's console alone",
    "backup": "write a backup of the data (or --keys: of the keys) to a file",
    "restore": "put a backup back; nothing that exists is overwritten, and what was erased stays erased",
    "staff": "add, list, reset or disable accounts of staff",
    "keys": "create or show the keys (fingerprints only)",
    "content": "reload: make the running product read content/ again",
    "rasa": "any Rasa command in the engine's world: ./akari rasa data validate, shell nlu, test nlu …",
    "lock": "resolve every requirements.lock anew",
}


def main(words: list[str]) -> int:
    """Run one verb; the result is the process's exit code (2: used wrongly or set up wrongly)."""
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(usage())
        return 0
    verb, rest = words[0], words[1:]
    try:
        settings = read()
        run = _verbs().get(verb)
        if run is None:
            sys.stderr.write(f"There is no verb {verb!r}.\n\n{usage()}")
            return 2
        return run(settings, rest)
    except SettingMistake as mistake:
        sys.stderr.write(f"{mistake}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def usage() -> str:
    """One line a verb."""
    lines = "\n".join(f"  {verb:<14} {what}" for verb, what in VERBS.items())
    return f"Akari, a help chatbot for people who may be victims of human trafficking.\n\n./akari VERB\n\n{lines}\n"


def _verbs() -> dict[str, Callable[[Settings, list[str]], int]]:
    return {
        "run": _run, "start": _start, "train": _train, "test": _test, "chat": _chat, "parse": _parse, "evaluate": _evaluate,
        "bench": _bench, "doctor": _doctor, "check-content": _check_content,
        "verify-sheet": _verify_sheet, "console": _console, "backup": _backup,
        "restore": _restore, "staff": _staff, "keys": _keys, "content": _content,
    }  # fmt: skip


def _no_words(verb: str, rest: list[str]) -> None:
    argparse.ArgumentParser(f"./akari {verb}", description=VERBS.get(verb)).parse_args(rest)


def _build_errors(work: Callable[[], int]) -> int:
    from bot.door.model import BuildFailed

    try:
        return work()
    except BuildFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1


def _run(settings: Settings, rest: list[str]) -> int:
    from bot.door import supervise

    _no_words("run", rest)
    return _build_errors(lambda: supervise.run(settings))


def _start(settings: Settings, rest: list[str]) -> int:
    from bot.door import parts

    def work() -> int:
        parts.become(rest[0], settings)
        return 0

    return _build_errors(work)


def _train(settings: Settings, rest: list[str]) -> int:
    from bot.door import model

    parser = argparse.ArgumentParser("./akari train", description=VERBS["train"])
    parser.add_argument("--force", action="store_true")
    given = parser.parse_args(rest)

    def work() -> int:
        if given.force:
            model.forget(settings)
        sys.stdout.write(f"{model.build(settings).path}\n")
        return 0

    return _build_errors(work)


def _test(settings: Settings, rest: list[str]) -> int:
    from bot.door import checks

    words = rest[rest.index("--") + 1 :] if "--" in rest else []
    parser = argparse.ArgumentParser("./akari test", description=VERBS["test"])
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", default="", help="run only the check whose name contains this word")
    given = parser.parse_args(rest[: rest.index("--")] if "--" in rest else rest)
    return _build_errors(lambda: checks.run(settings, given.long, given.only, words))


def _chat(settings: Settings, rest: list[str]) -> int:
    from bot.door import chat

    parser = argparse.ArgumentParser("./akari chat", description=VERBS["chat"])
    parser.add_argument("--save", metavar="FILE")
    given = parser.parse_args(rest)
    return _build_errors(lambda: chat.run(settings, given.save))


def _parse(settings: Settings, rest: list[str]) -> int:
    from bot.door import parsing

    _no_words("parse", rest)
    return _build_errors(lambda: parsing.parse(settings))


def _evaluate(settings: Settings, rest: list[str]) -> int:
    from bot.door import parsing

    parser = argparse.ArgumentParser("./akari evaluate", description=VERBS["evaluate"])
    parser.add_argument("files", nargs="+", metavar="FILE.tsv")
    parser.add_argument("--with-language", action="store_true", help="tell the detector the language of each row")
    parser.add_argument("--without-accents", action="store_true", help="ask each row as it is typed without accents")
    parser.add_argument("--misses", action="store_true", help="list the ids of missed emergencies and false alarms")
    given = parser.parse_args(rest)
    how = (given.with_language, given.without_accents, given.misses)
    return _build_errors(lambda: parsing.evaluate(settings, given.files, *how))


def _bench(settings: Settings, rest: list[str]) -> int:
    from bot.door import bench

    return _build_errors(lambda: bench.run(settings, rest))


def _doctor(settings: Settings, rest: list[str]) -> int:
    from bot.door import doctor

    _no_words("doctor", rest)
    return doctor.run(settings)


def _check_content(settings: Settings, rest: list[str]) -> int:
    from bot.door import content

    return content.check(settings, rest)


def _verify_sheet(settings: Settings, rest: list[str]) -> int:
    from bot.door import verify

    return verify.run(settings, rest, VERBS["verify-sheet"])


def _console(settings: Settings, rest: list[str]) -> int:
    from bot.console.app import main as console
    from bot.keys import create

    _no_words("console", rest)
    create(settings.secrets)
    return console()


def _backup(settings: Settings, rest: list[str]) -> int:
    from pathlib import Path

    from bot.door import backup

    parser = argparse.ArgumentParser("./akari backup", description=VERBS["backup"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--keys", action="store_true", help="back up the keys instead of the data; keep the two apart")
    given = parser.parse_args(rest)
    return backup.run(settings, given.file, given.keys, restoring=False)


def _restore(settings: Settings, rest: list[str]) -> int:
    from pathlib import Path

    from bot.door import backup

    parser = argparse.ArgumentParser("./akari restore", description=VERBS["restore"])
    parser.add_argument("file", type=Path)
    return backup.run(settings, parser.parse_args(rest).file, keys=False, restoring=True)


def _staff(settings: Settings, rest: list[str]) -> int:
    from bot.door import staff
    from bot.keys import create

    create(settings.secrets)
    return staff.run(settings, rest)


def _keys(settings: Settings, rest: list[str]) -> int:
    from bot.door import keys

    return keys.run(settings, rest)


def _content(settings: Settings, rest: list[str]) -> int:
    from bot.door import content

    parser = argparse.ArgumentParser("./akari content", description=VERBS["content"])
    parser.add_argument("act", choices=["reload"])
    parser.parse_args(rest)
    return content.reload(settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
