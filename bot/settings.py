"""Every setting of every process, read from the environment here and nowhere else, checked at the start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class SettingMistake(Exception):
    """A setting that cannot be used; the message names it and the cure."""


@dataclass(frozen=True, slots=True)
class Telegram:
    """*url* is where webhooks arrive; empty means long polling. Secrets never show in a repr."""

    token: str = field(repr=False)
    api: str
    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """*languages*, *net*, *passages* and *encoder* are what `./akari train` makes: what tells languages apart, stage two of
    the safety net, the sentences of the topics, and the sentence encoder's folder."""

    home: Path
    operator: str
    operator_is_immigration: bool
    web_host: str
    web_port: int
    console_host: str
    console_port: int
    engine_url: str
    engine_port: int
    actions_port: int
    store_url: str = field(repr=False)
    keys_url: str = field(repr=False)
    rate_limits: bool
    sites: tuple[str, ...]
    proxies: str
    exit_url: str
    retention_days: int
    web_minutes: int
    app_hours: int
    hold_seconds: float
    duty_hours: str
    staff_minutes: int
    telegram: Telegram | None
    content: Path
    languages: Path
    net: Path
    passages: Path
    encoder: Path
    log_level: str

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def secrets(self) -> Path:
        """The folder of the gateway's and the console's key files; never part of a backup of the data."""
        return self.home / "keys"

    @property
    def marker(self) -> Path:
        """The file that is touched when the content shall be read again."""
        return self.home / "run" / "content"

    def touched(self) -> int:
        """When the marker was last touched, 0 for never."""
        return self.marker.stat().st_mtime_ns if self.marker.exists() else 0


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in *environment* (the process's own unless given), or raise SettingMistake."""
    env = os.environ if environment is None else environment
    home = Path(env.get("AKARI_HOME") or ROOT / "var").expanduser().resolve()
    engine_port = _port(env, "AKARI_ENGINE_PORT", 5005)
    return Settings(
        home=home,
        operator=env.get("AKARI_OPERATOR") or "",
        operator_is_immigration=_flag(env, "AKARI_OPERATOR_IS_IMMIGRATION", True),
        web_host=env.get("AKARI_WEB_HOST") or "127.0.0.1",
        web_port=_port(env, "AKARI_WEB_PORT", 8080),
        console_host=env.get("AKARI_CONSOLE_HOST") or "127.0.0.1",
        console_port=_port(env, "AKARI_CONSOLE_PORT", 8081),
        engine_url=_url(env, "AKARI_ENGINE_URL", f"http://127.0.0.1:{engine_port}"),
        engine_port=engine_port,
        actions_port=_port(env, "AKARI_ACTIONS_PORT", 5055),
        store_url=_database(env, "AKARI_STORE_URL", f"sqlite:///{home}/akari.db"),
        keys_url=_database(env, "AKARI_KEYS_URL", f"sqlite:///{home}/keys/talks.db"),
        rate_limits=_flag(env, "AKARI_RATE_LIMITS", True),
        sites=_sites(env),
        proxies=env.get("AKARI_PROXIES") or "",
        exit_url=_url(env, "AKARI_EXIT_URL", "https://www.jma.go.jp/bosai/forecast/"),
        retention_days=_whole(env, "AKARI_RETENTION_DAYS", 30, 1, 365),
        web_minutes=_whole(env, "AKARI_WEB_MINUTES", 30, 1, 24 * 60),
        app_hours=_whole(env, "AKARI_APP_HOURS", 24, 1, 24 * 7),
        hold_seconds=_seconds(env, "AKARI_HOLD_SECONDS", 5.0),
        duty_hours=_duty(env),
        staff_minutes=_whole(env, "AKARI_STAFF_MINUTES", 10, 1, 24 * 60),
        telegram=_telegram(env),
        content=Path(env.get("AKARI_CONTENT") or ROOT / "content").resolve(),
        languages=home / "languages.npz",
        net=home / "net.npz",
        passages=home / "passages.npz",
        encoder=home / "encoder" / "current",
        log_level=_level(env),
    )


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    return _whole(env, name, default, 1, 65_535)


def _whole(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    given = env.get(name) or str(default)
    if not given.isascii() or not given.isdigit() or not low <= int(given) <= high:
        raise SettingMistake(f"{name} must be a whole number from {low} to {high}.")
    return int(given)


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    try:
        value = float(env.get(name) or default)
    except ValueError:
        value = -1.0
    if not 0 < value <= 60:
        raise SettingMistake(f"{name} must be a number of seconds above 0, at most 60.")
    return value


def _flag(env: Mapping[str, str], name: str, default: bool) -> bool:
    given = (env.get(name) or ("yes" if default else "no")).lower()
    if given not in {"yes", "no"}:
        raise SettingMistake(f"{name} must be yes or no.")
    return given == "yes"


def _url(env: Mapping[str, str], name: str, default: str) -> str:
    given = (env.get(name) or default).rstrip("/") if name != "AKARI_EXIT_URL" else (env.get(name) or default)
    if given and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", given):
        raise SettingMistake(f"{name} must be an address that begins with https:// or http://.")
    return given


def _database(env: Mapping[str, str], name: str, default: str) -> str:
    given = env.get(name) or default
    if not given.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingMistake(f"{name} must begin with sqlite:/// or postgresql+psycopg://.")
    return given


def _sites(env: Mapping[str, str]) -> tuple[str, ...]:
    sites = tuple((env.get("AKARI_SITES") or "").split())
    for site in sites:
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?", site):
            raise SettingMistake("AKARI_SITES must be origins such as https://www.example.org, separated by spaces.")
    return sites


def _duty(env: Mapping[str, str]) -> str:
    given = env.get("AKARI_DUTY_HOURS") or "mon-fri 09:00-17:00"
    if given not in {"never", "always"} and not all(_is_span(span.strip()) for span in given.split(",")):
        raise SettingMistake('AKARI_DUTY_HOURS must be never, always, or like "mon-fri 09:00-17:00, sat 10:00-12:00" (JST).')
    return given


def _is_span(span: str) -> bool:
    """Whether a week has it: days in order, from an earlier to a later time."""
    found = re.fullmatch(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d:[0-5]\d)-(\d\d:[0-5]\d)", span)
    if not found:
        return False
    first, last, start, end = found[1], found[2] or found[1], found[3], found[4]
    return {first, last} <= set(DAYS) and DAYS.index(first) <= DAYS.index(last) and start < end <= "24:00"


def _telegram(env: Mapping[str, str]) -> Telegram | None:
    token = env.get("AKARI_TELEGRAM_TOKEN") or ""
    if not token:
        return None
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]{20,}", token):
        raise SettingMistake("AKARI_TELEGRAM_TOKEN does not look like a bot token; copy it anew from @BotFather.")
    url, secret = _url(env, "AKARI_TELEGRAM_WEBHOOK_URL", ""), env.get("AKARI_TELEGRAM_SECRET") or ""
    if url and not re.fullmatch(r"[A-Za-z0-9_-]{24,256}", secret):
        raise SettingMistake("AKARI_TELEGRAM_SECRET must be 24 to 256 letters, digits, _ or - when a webhook is used.")
    return Telegram(token, _url(env, "AKARI_TELEGRAM_API", "https://api.telegram.org"), url, secret)


def _level(env: Mapping[str, str]) -> str:
    given = (env.get("AKARI_LOG_LEVEL") or "INFO").upper()
    if given not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingMistake("AKARI_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    return given
