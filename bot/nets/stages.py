"""Both stages of the safety net together: phrases at once, and what the message means as soon as that is loaded."""

import gc
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

from bot.core.messages import Encoded
from bot.core.safety import DESPAIR, Alarm, Level, Net
from bot.nets.book import BookMistake
from bot.nets.meaning import FEW, Heard, Meaning, read
from bot.nets.phrases import Phrases
from encoder.heap import give_back
from encoder.lately import Lately

log = logging.getLogger(__name__)

URGENT, NOTED = 2.0, 0.5
"""What a phrase of an urgent level, and one of a concern, add to the log-odds that the card is needed."""
SWITCH = 0.0005
"""Seconds; Python's own is 0.005."""
DESPERATE = 4.0
"""Log-odds from which a phrase of danger ("cannot stop cutting") is taken for self-harm: 18 of the 32 frozen messages of people who
want to die that a phrase alone takes for danger, and one of the 740 in danger."""
CONCERN = 0.5
"""Share of the bar from which no card comes, but the numbers are offered and staff see the talk earlier."""


@contextmanager
def _giving_way() -> Iterator[None]:
    """While one thread loads for seconds, the others get the interpreter ten times as often: a card that is asked for
    just after the start took 1.9 s without, and half a second with it. No garbage is looked for meanwhile: there is none, and
    it took a third of the time."""
    before, collecting = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(SWITCH)
    gc.disable()
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        if collecting:
            gc.enable()


class Stages:
    """A Net. Needs *phrases* alone; ``warm_up`` completes them and loads what was learned, without which phrases decide.

    *learned* is the file of `learn.py`, *encoder* the encoder's folder, *language* tells in which language a text is.
    """

    def __init__(self, phrases: Phrases | Net, language: Callable[[str], str], learned: Path | None, encoder: Path | None) -> None:
        self._phrases, self._language = phrases, language
        self._files = learned, encoder
        self._meaning: Meaning | None = None
        self._encoder: Lately | None = None
        self._loading = threading.Lock()

    def warm_up(self) -> None:
        """Load the second stage; safe to call again, from any thread. What cannot be loaded is logged and left out."""
        with self._loading:
            with _giving_way():
                self._load()
            give_back()

    def _load(self) -> None:
        learned, encoder = self._files
        if isinstance(self._phrases, Phrases):
            try:
                self._phrases.complete()
            except BookMistake as mistake:
                log.error("phrases of the safety net cannot be used: %s", mistake)
        if self._meaning or learned is None:
            return
        try:
            known = read(learned)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            log.error("stage two of the safety net cannot be loaded: %s", type(error).__name__)
            return
        meaning = Meaning(known, None)
        try:
            from encoder.encoder import Encoder

            self._encoder = Lately(Encoder(encoder)) if encoder else None
            meaning = Meaning(known, self._encoder)
        except Exception as error:  # a broken library must not cost the wording
            log.error("the encoder of the safety net cannot be loaded: %s", type(error).__name__)
        meaning.hear("?")
        self._meaning = meaning

    @property
    def both(self) -> bool:
        """Whether stage two is at work."""
        return self._meaning is not None

    @property
    def whole(self) -> bool:
        """Whether the phrases of all languages are there."""
        return not isinstance(self._phrases, Phrases) or self._phrases.whole

    def check(self, text: str) -> Alarm | None:
        """The alarm of both stages together, or None; what stage two cannot do, stage one does alone."""
        found = self._phrases.check(text)
        if not self.whole:
            self._hurry(text)
        if self._meaning is None or _stands(found, text) or (found is None and self._meaning.calm(text)):
            return found
        try:
            heard = self._meaning.hear(text, 0.0 if found is None else URGENT if found.urgent else NOTED)
            bar = self._meaning.bar(self._language(text))
        except Exception as error:  # its text may hold the person's words
            log.error("stage two of the safety net failed: %s", type(error).__name__)
            return found
        alarm = _together(found, heard, bar)
        if alarm and alarm.guessed and alarm.level is Level.DANGER and not alarm.about:
            return replace(alarm, about=self.about(text))
        return alarm

    def said(self, text: str) -> Alarm | None:
        """`check` where a phrase is urgent, else nothing: the encoder need not read what no phrase stands in."""
        found = self._phrases.check(text)
        return self.check(text) if found and found.urgent else None

    def encoded(self, text: str) -> Encoded | None:
        """What the encoder said of *text* if it read that lately: the engine need not read it again."""
        vectors = self._encoder.said(text) if self._encoder else None
        return None if self._encoder is None or vectors is None else Encoded(self._encoder.identity, vectors.tobytes())

    def about(self, text: str) -> str:
        """What the words of *text* say that an alarm is about which no phrase raised, or nothing; never raises."""
        try:
            return self._phrases.about(text)
        except Exception as error:  # the card for danger is better than none
            log.error("what an alarm is about cannot be told: %s", type(error).__name__)
            return ""

    def _hurry(self, text: str) -> None:
        """Have the phrases of the language of *text* read next."""
        if isinstance(self._phrases, Phrases):
            try:
                self._phrases.wait_for(self._language(text))
            except Exception as error:  # what was found already must not be lost by it
                log.error("the language of a waiting message cannot be told: %s", type(error).__name__)


def _stands(found: Alarm | None, text: str) -> bool:
    """Whether *found* needs no second opinion: stage two learned no language without a file, and from sentences alone."""
    return bool(found and found.urgent and (found.language is None or len(text) <= FEW))


def _together(found: Alarm | None, heard: Heard, bar: float) -> Alarm | None:
    """The alarm of both; what a phrase knows of the situation stays known where the meaning decides."""
    meaning, language, about = f"meaning {heard.sure:.2f}", None, ""
    if found:
        language, about = found.language, found.about
    if heard.sure >= bar:
        if found and found.level is Level.DANGER and heard.despair > DESPERATE:
            return replace(found, level=Level.SELF_HARM, rule=f"{found.rule}, {meaning}", other=heard.other, about="")
        if found and found.urgent:
            return found
        about = about if heard.level is Level.DANGER and about != DESPAIR else ""
        return Alarm(heard.level, meaning, heard.other, language, about, guessed=True)
    if found and found.urgent:
        about = DESPAIR if found.level is Level.SELF_HARM else about
        return replace(found, level=Level.CONCERN, rule=f"{found.rule}, {meaning}", about=about)
    if heard.sure >= CONCERN * bar:
        hint = found or Alarm(Level.CONCERN, meaning, heard.other, guessed=True)
        return replace(hint, about=DESPAIR) if heard.level is Level.SELF_HARM else hint
    return found
