"""The safety net: looks at every message first.

1. It reads the text and nothing else, so nothing that can fail stands before it.
2. It never raises: a broken net is logged by its name and the next one is asked.
3. A wrong alarm costs a person one extra card; a missed one may cost far more.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

log = logging.getLogger(__name__)


class Level(IntEnum):
    """How grave; the graver wins. CONCERN shows no card: it offers one and moves the talk up for staff."""

    CONCERN = 1
    SELF_HARM = 2
    DANGER = 3


DESPAIR = "self_harm"
"""What a concern is about whose numbers, when they are asked for, are not the police's first."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a net found: how grave, about whom, in which language the words were, and which rule or score fired.

    *rule* names a line of ours, never the person's words; *guessed*: no line, only a score. *about* names the card for it
    (medical, moved, sea, child), with a CONCERN also DESPAIR; empty: the one for danger.
    """

    level: Level
    rule: str
    other: bool = False
    language: str | None = None
    about: str = ""
    guessed: bool = False

    @property
    def urgent(self) -> bool:
        """Whether the card goes out."""
        return self.level >= Level.SELF_HARM

    @property
    def name(self) -> str:
        return self.level.name.lower()


class Net(Protocol):
    """One stage of the safety net."""

    def check(self, text: str) -> Alarm | None:
        """The gravest alarm in *text*, or None."""

    def about(self, text: str) -> str:
        """`Alarm.about` of an alarm in *text* that another raised; empty where the words do not tell."""


@dataclass(frozen=True, slots=True)
class SafetyNet:
    """All stages, in order; the first urgent alarm ends the search."""

    nets: Sequence[Net]

    @property
    def whole(self) -> bool:
        """Whether every stage has all it needs; one that is still being loaded finds less."""
        return all(getattr(net, "whole", True) for net in self.nets)

    def check(self, text: str) -> Alarm | None:
        """The gravest alarm of all stages; never raises, whatever *text* is."""
        return self._gravest(text, [net.check for net in self.nets])

    def said(self, text: str) -> Alarm | None:
        """The same where words of ours must stand in *text*: what is only guessed (`Alarm.guessed`) need not be looked for."""
        return self._gravest(text, [getattr(net, "said", net.check) for net in self.nets])

    def _gravest(self, text: str, stages: Sequence[Callable[[str], Alarm | None]]) -> Alarm | None:
        gravest: Alarm | None = None
        for net, check in zip(self.nets, stages, strict=True):
            try:
                alarm = check(text)
            except Exception as error:  # law 2; the error's text may hold the person's words, its type does not
                log.error("safety net stage %s failed: %s", type(net).__name__, type(error).__name__)
                continue
            if alarm and (gravest is None or alarm.level > gravest.level):
                gravest = alarm
            if gravest and gravest.urgent:
                break
        return gravest

    def about(self, text: str) -> str:
        """What an alarm is about that no stage raised (`Alarm.about`), as far as *text* tells; never raises."""
        for net in self.nets:
            try:
                if about := net.about(text):
                    return about
            except Exception as error:  # the usual card is better than none
                log.error("safety net stage %s cannot tell the situation: %s", type(net).__name__, type(error).__name__)
        return ""
