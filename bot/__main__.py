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
    "console": "serve the staff's console alone",
    "backup": "write a backup of the data (or --keys: of the keys) to a file",
    "restore": "restore a backup into an empty AKARI_HOME",
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
        "bench": _bench, "doctor": _doctor, "check-content": _check_content, "console": _console, "backup": _backup,
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
