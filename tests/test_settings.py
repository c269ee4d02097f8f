"""bot/settings.py: a setting that cannot be used is named at the start, in one sentence, and no secret is ever shown."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from actions.settings import read as read_for_actions
from bot.settings import ROOT, SettingMistake, Settings, read
from bot.words import ContentWords
from content import read as read_content

SOURCE = (ROOT / "bot" / "settings.py").read_text("utf-8")
NAMES = frozenset(re.findall(r"\bAKARI_[A-Z_]+", SOURCE))
TAKES_ANYTHING = frozenset(
    {"AKARI_HOME", "AKARI_OPERATOR", "AKARI_WEB_HOST", "AKARI_CONSOLE_HOST", "AKARI_PROXIES", "AKARI_CONTENT"}
)
"""Names, hosts and folders: whoever uses them says what is wrong with them."""

TOKEN = "1234567890:" + "A" * 35
SECRET = "s" * 32
WEBHOOK = {"AKARI_TELEGRAM_TOKEN": TOKEN, "AKARI_TELEGRAM_WEBHOOK_URL": "https://chat.example.org/telegram/webhook"}

BAD = [
    *((name, wrong) for name in ("AKARI_WEB_PORT", "AKARI_CONSOLE_PORT", "AKARI_ENGINE_PORT", "AKARI_ACTIONS_PORT")
      for wrong in ("eighty", "0", "65536", "-1", "80.5", "８０８０")),
    *(("AKARI_RETENTION_DAYS", wrong) for wrong in ("0", "366", "forever")),
    *(("AKARI_WEB_MINUTES", wrong) for wrong in ("0", "1441")),
    *(("AKARI_APP_HOURS", wrong) for wrong in ("0", "169")),
    *(("AKARI_STAFF_MINUTES", wrong) for wrong in ("0", "ten")),
    *(("AKARI_HOLD_SECONDS", wrong) for wrong in ("0", "-1", "61", "nan", "inf", "soon")),
    *(("AKARI_OPERATOR_IS_IMMIGRATION", wrong) for wrong in ("true", "1", "maybe")),
    *(("AKARI_RATE_LIMITS", wrong) for wrong in ("off", "0")),
    *((name, wrong) for name in ("AKARI_ENGINE_URL", "AKARI_EXIT_URL")
      for wrong in ("engine.example", "ftp://engine.example", "https://")),
    *((name, wrong) for name in ("AKARI_STORE_URL", "AKARI_KEYS_URL") for wrong in ("mysql://db/akari", "akari.db")),
    *(("AKARI_SITES", wrong) for wrong in ("www.example.org", "https://www.example.org/page", "*", "https://a.example, https://b.example")),
    *(("AKARI_LOG_LEVEL", wrong) for wrong in ("LOUD", "0")),
    *(("AKARI_DUTY_HOURS", wrong) for wrong in ("9-17", "mon 9:00-17:00", "weekdays", "mon-fri")),
    *(("AKARI_TELEGRAM_TOKEN", wrong) for wrong in ("token", "123:short", TOKEN + "/")),
]  # fmt: skip
IMPOSSIBLE_HOURS = ["foo 09:00-17:00", "fri-mon 09:00-17:00", "mon 25:00-26:00", "mon 17:00-09:00", "mon-xyz 09:00-17:00"]


def sentence(environment: dict[str, str]) -> str:
    """What the operator is told."""
    with pytest.raises(SettingMistake) as told:
        read(environment)
    return str(told.value)


def is_clear(said: str, name: str) -> bool:
    """One line, one sentence, the setting first."""
    return said.startswith(f"{name} ") and said.endswith((".", ").")) and "\n" not in said and len(said) < 160


@pytest.mark.parametrize(("name", "wrong"), BAD)
def test_a_bad_setting_is_named_in_one_clear_sentence(name: str, wrong: str) -> None:
    """Who runs this reads which setting is wrong and what to write, not a traceback."""
    said = sentence({name: wrong})
    assert is_clear(said, name), said


@pytest.mark.parametrize("wrong", IMPOSSIBLE_HOURS)
def test_duty_hours_that_no_week_has_are_refused(wrong: str) -> None:
    """I am not told of hours at which nobody can ever come."""
    assert is_clear(sentence({"AKARI_DUTY_HOURS": wrong}), "AKARI_DUTY_HOURS")


@pytest.mark.parametrize("secret", ["", "short", "with a space in it and more", "ü" * 30])
def test_a_webhook_needs_a_secret(secret: str) -> None:
    """Nobody but Telegram can hand in messages in my name."""
    said = sentence({**WEBHOOK, "AKARI_TELEGRAM_SECRET": secret})
    assert is_clear(said, "AKARI_TELEGRAM_SECRET"), said


def test_every_setting_is_tried_here() -> None:
    """A setting that nobody tried to spoil is not checked."""
    tried = {name for name, _ in BAD} | TAKES_ANYTHING
    assert {"AKARI_TELEGRAM_SECRET", "AKARI_TELEGRAM_WEBHOOK_URL", "AKARI_TELEGRAM_API"} == NAMES - tried
    assert tried <= NAMES


@pytest.mark.parametrize("name", ["AKARI_TELEGRAM_WEBHOOK_URL", "AKARI_TELEGRAM_API"])
def test_addresses_of_telegram_are_checked_once_there_is_a_token(name: str) -> None:
    """A mistyped address is told at the start, not when the first message is lost."""
    assert is_clear(sentence({"AKARI_TELEGRAM_TOKEN": TOKEN, name: "telegram"}), name)


@pytest.mark.parametrize("name", ["AKARI_TELEGRAM_TOKEN", "AKARI_TELEGRAM_SECRET", "AKARI_STORE_URL", "AKARI_KEYS_URL"])
def test_what_is_wrong_is_told_without_repeating_it(name: str) -> None:
    """A secret with a typing error is still nearly the secret."""
    wrong = "nearly//the//secret"
    assert wrong not in sentence({**WEBHOOK, "AKARI_TELEGRAM_SECRET": SECRET, name: wrong})


@pytest.mark.parametrize("show", [repr, str, "{!r}".format])
def test_secrets_never_show(show: "type[str]") -> None:
    """A settings object in a log or an error gives nothing away."""
    hidden = ["T" * 35, SECRET, "pass-of-the-store", "pass-of-the-keys"]
    settings = read({
        **WEBHOOK, "AKARI_TELEGRAM_TOKEN": f"1234567890:{hidden[0]}", "AKARI_TELEGRAM_SECRET": SECRET,
        "AKARI_STORE_URL": f"postgresql+psycopg://akari:{hidden[2]}@db/akari",
        "AKARI_KEYS_URL": f"postgresql+psycopg://akari:{hidden[3]}@db/keys",
    })  # fmt: skip
    assert settings.telegram and SECRET == settings.telegram.secret
    assert [] == [secret for secret in hidden if secret in show(settings)]


def test_everything_has_a_default() -> None:
    """It runs on a fresh machine with nothing set, on this machine only, and keeps words no longer than it says."""
    settings = read({})
    assert (ROOT / "var", "127.0.0.1", "127.0.0.1") == (settings.home, settings.web_host, settings.console_host)
    assert (30, None, ()) == (settings.retention_days, settings.telegram, settings.sites)


@pytest.mark.parametrize("field", [field.name for field in fields(Settings)])
def test_every_setting_changes_something(field: str) -> None:
    """What an operator sets is not quietly ignored."""
    users = [path for path in (ROOT / "bot").rglob("*.py") if path.name != "settings.py"]
    assert any(re.search(rf"settings\.{field}\b|found\.{field}\b", path.read_text("utf-8")) for path in users)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_an_empty_setting_is_no_setting(name: str) -> None:
    """A line of an environment file with nothing after the = changes nothing."""
    assert read({}) == read({name: ""})


def test_the_home_moves_everything_that_is_written(tmp_path: Path) -> None:
    """One folder holds all that may ever have to be destroyed."""
    settings = read({"AKARI_HOME": str(tmp_path)})
    places = [settings.store_url, settings.keys_url, str(settings.logs), str(settings.secrets)]
    assert all(str(tmp_path) in place for place in places)


def test_keys_never_lie_in_the_folder_of_the_data(tmp_path: Path) -> None:
    """A copy of the data alone opens nothing."""
    settings = read({"AKARI_HOME": str(tmp_path)})
    assert str(settings.secrets) in settings.keys_url
    assert str(settings.secrets) not in settings.store_url


def test_the_actions_say_what_the_gateway_does() -> None:
    """What I read about who sees my words is the same wherever I ask it."""
    given = {
        "AKARI_OPERATOR": "A Shelter", "AKARI_OPERATOR_IS_IMMIGRATION": "no", "AKARI_RETENTION_DAYS": "7",
        "AKARI_WEB_MINUTES": "11", "AKARI_APP_HOURS": "13",
    }  # fmt: skip
    for environment in ({}, given):
        gateway, actions = read(environment), read_for_actions(environment)
        for name, value in actions.running().items():
            assert value == getattr(gateway, name), name
        assert (actions.port, actions.content) == (gateway.actions_port, gateway.content)


@pytest.mark.parametrize("hours", ["never", "always", "mon-fri 09:00-17:00", "mon 09:00-12:00, tue-sun 10:00-24:00"])
def test_duty_hours_that_are_accepted_can_be_said(hours: str) -> None:
    """When nobody is there I am told when somebody will be, in words."""
    words = ContentWords(read_content(), read({"AKARI_DUTY_HOURS": hours}))
    for language in words.languages:
        assert "{" not in words.say("human_nobody_on_duty", language).text
