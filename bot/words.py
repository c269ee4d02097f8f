"""Content's plain values as the gateway's replies: the adapter between content/ and the Words port."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.core.messages import Button, Reply
from bot.core.safety import Alarm, Level
from bot.core.wire import reply_from_json
from bot.settings import Settings
from content import Content, read
from content import words as said

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class ContentWords:
    """Implements the Words port on *content*, which may be exchanged while everything runs.

    *asked* is the time of the marker that led to it (see reloading.py), *since* when it came into use.
    """

    content: Content
    settings: Settings
    now: Callable[[], datetime] = utc_now
    asked: int = 0
    since: datetime = field(default_factory=utc_now)

    def renew(self, content: Content) -> None:
        """From now on these words are said."""
        self.content, self.since = content, self.now()

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.content.languages)

    def say(self, key: str, language: str, **values: str) -> Reply:
        """The notice *key*; settings in force and staff hours are filled in by themselves."""
        filled = {**self._staff_values(language), **values} if key.startswith("human_") else values
        return Reply("notice", language, said.say(self.content, key, language, **filled))

    def label(self, key: str, language: str) -> str:
        """A word of the interface."""
        return said.say(self.content, key, language)

    def first_words(self, channel: str, language: str) -> Sequence[Reply]:
        bubbles = said.first_words(self.content, language, **self._running(channel, language))
        replies = [Reply("notice", language, bubble) for bubble in bubbles]
        return [*replies[:-1], replace(replies[-1], buttons=self._first_buttons(language))]

    def privacy(self, channel: str, language: str) -> Sequence[str]:
        """Who reads this and what is kept, by the settings that are in force, one text a bubble."""
        return said.privacy(self.content, language, **self._running(channel, language))

    def card(self, alarm: Alarm, language: str, again: bool) -> Sequence[Reply]:
        now = self.now().astimezone(self.content.country.time_zone)
        return [reply_from_json(parts) for parts in said.card(self.content, _kind(alarm), language, now, again)]

    def served(self, language: str | None) -> bool:
        return said.served(self.content, language)

    def on_duty(self, now: datetime) -> bool:
        """Whether *now* lies in AKARI_DUTY_HOURS, by the clock of the country."""
        local = now.astimezone(self.content.country.time_zone)
        minute = f"{local:%H:%M}"
        return self.settings.duty_hours == "always" or any(
            local.weekday() in days and start <= minute < end for days, start, end in self._duty()
        )

    def _duty(self) -> Iterator[tuple[range, str, str]]:
        """(days of the week, from, to) of each span of AKARI_DUTY_HOURS."""
        if self.settings.duty_hours in {"always", "never"}:
            return
        for span in self.settings.duty_hours.split(","):
            days, times = span.split()
            first, _, last = days.partition("-")
            start, _, end = times.partition("-")
            yield range(DAYS.index(first), DAYS.index(last or first) + 1), start, end

    def _staff_values(self, language: str) -> dict[str, str]:
        """Hours and next opening in words; nothing of the kind when nobody is ever on duty (content drops the sentence)."""
        values = {"minutes": str(self.settings.staff_minutes)}
        spans = list(self._duty())
        if not spans:
            return values
        day = [self.label(f"day_{name}", language) for name in DAYS]
        local = self.now().astimezone(self.content.country.time_zone)
        values["hours"] = ", ".join(
            f"{day[days[0]]}{'–' + day[days[-1]] if len(days) > 1 else ''} {start}–{end} ({local:%Z})"
            for days, start, end in spans
        )
        coming = [
            (ahead, start)
            for ahead in range(8)
            for days, start, _ in spans
            if (local.weekday() + ahead) % 7 in days and (ahead or start > f"{local:%H:%M}")
        ]
        ahead, start = min(coming)
        values["opens"] = f"{day[(local.weekday() + ahead) % 7]} {start}"
        return values

    def _running(self, channel: str, language: str) -> Mapping[str, str | int | bool]:
        settings = self.settings
        return {
            "operator": settings.operator, "operator_is_immigration": settings.operator_is_immigration,
            "retention_days": settings.retention_days, "web_minutes": settings.web_minutes,
            "app_hours": settings.app_hours, "channel": channel,
        }  # fmt: skip

    def _first_buttons(self, language: str) -> tuple[Button, ...]:
        choices = {"button_emergency": "gateway:card", "button_human": "gateway:human", "button_leave": "gateway:leave"}
        return tuple(Button(self.label(key, language), choice) for key, choice in choices.items())


def read_words(settings: Settings) -> ContentWords:
    """The words in the content folder, or raise ContentMistakes naming file, line and cure."""
    asked = settings.touched()
    return ContentWords(read(settings.content, strict=False), settings, asked=asked)


def _kind(alarm: Alarm) -> str:
    """The card for *alarm*: what an ambulance, the coast guard or a child needs is the same whoever writes."""
    if alarm.level is Level.SELF_HARM:
        return "self_harm_other" if alarm.other else "self_harm"
    if alarm.about in ("medical", "sea", "child") or (alarm.about and not alarm.other):
        return alarm.about
    return "danger_other" if alarm.other else "danger"
