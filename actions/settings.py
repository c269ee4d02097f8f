"""The settings of the action server, read from the environment here and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SettingMistake(Exception):
    """A setting that cannot be used; the message names it and the cure."""


@dataclass(frozen=True, slots=True)
class Settings:
    """*operator* is empty where content's own name for it is right. The rest is what the gateway really does."""

    port: int
    content: Path
    operator: str
    operator_is_immigration: bool
    retention_days: int
    web_minutes: int
    app_hours: int
    log_level: str

    def running(self) -> dict[str, str | int | bool]:
        """What the words about privacy are filled with."""
        return {
            "operator": self.operator, "operator_is_immigration": self.operator_is_immigration,
            "retention_days": self.retention_days, "web_minutes": self.web_minutes, "app_hours": self.app_hours,
        }


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in *environment* (the process's own unless given), or raise SettingMistake."""
    env = os.environ if environment is None else environment
    level = (env.get("AKARI_LOG_LEVEL") or "INFO").upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingMistake("AKARI_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    immigration = (env.get("AKARI_OPERATOR_IS_IMMIGRATION") or "yes").lower()
    if immigration not in {"yes", "no"}:
        raise SettingMistake("AKARI_OPERATOR_IS_IMMIGRATION must be yes or no.")
    return Settings(
        port=_whole(env, "AKARI_ACTIONS_PORT", 5055),
        content=Path(env.get("AKARI_CONTENT") or ROOT / "content").resolve(),
        operator=env.get("AKARI_OPERATOR") or "",
        operator_is_immigration=immigration == "yes",
        retention_days=_whole(env, "AKARI_RETENTION_DAYS", 30),
        web_minutes=_whole(env, "AKARI_WEB_MINUTES", 30),
        app_hours=_whole(env, "AKARI_APP_HOURS", 24),
        log_level=level,
    )


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    given = env.get(name) or str(default)
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65_535:
        raise SettingMistake(f"{name} must be a whole number from 1 to 65535.")
    return int(given)
