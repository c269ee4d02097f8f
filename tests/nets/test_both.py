"""Both stages as they ship, with what was learned and the encoder: a cry in pieces in every language, and hostile texts."""

import pytest

from bot.core.intake import FEW, Intake
from bot.core.messages import Address, Message
from bot.core.safety import Alarm, SafetyNet
from bot.languages import Languages
from bot.languages.detecting import CODES, UNKNOWN
from bot.languages.zawgyi import plain
from bot.nets.stages import Stages
from bot.words import ContentWords
from tests.nets.test_net import hostile

type Decided = tuple[Stages, Languages, ContentWords]

PIECES = {
    "en": ("my boss", "lock", "us in"),
    "ja": ("外に", "逃げ", "られない"),
    "zh": ("客人", "不让我", "走"),
    "zh-TW": ("同事", "拿著", "菜刀"),
    "ko": ("오늘 밤", "다른 가게에", "판대요"),
    "vi": ("anh ta", "có", "con dao"),
    "tl": ("siya", "may dala", "patalim"),
    "th": ("เถ้าแก่", "ขัง", "พวกเรา"),
    "id": ("dia", "pegang", "pisau"),
    "pt": ("ele", "está com", "faca"),
    "es": ("me quieren", "vender", "hoy"),
    "ne": ("उ", "चक्कु", "लिएर आयो"),
    "my": ("သူ", "ဓား", "ကိုင်ထား"),
    "km": ("គាត់", "កាន់", "ដាវ"),
}
"""Each piece alone is far below its bar of 0.4 (0.27 at most): training on another processor moves such short ones by 0.15."""
STRINGS, STRINGS_LONG = 20_000, 1_000_000
WHOLE, LONGEST, PIECE = 30, 4_000, 6
"""One string of so many is looked at as it is, which takes 40 ms; of the others so many characters, which takes a sixth. One
of LONGEST may have its 10,000 characters, which take two seconds."""


def test_pieces_stand_for_every_language() -> None:
    """No language is left out."""
    assert set(CODES) == set(PIECES)


@pytest.mark.parametrize("language", PIECES)
async def test_a_cry_in_pieces_is_heard_in_every_language(decided: Decided, language: str) -> None:
    """I write three words at a time, with one eye on the door: none of it says much, all of it brings the card."""
    stages, tongue, words = decided
    pieces = PIECES[language]
    alone = [stages.check(piece) for piece in pieces]
    assert not any(alarm and alarm.urgent for alarm in alone) and max(map(len, pieces)) <= FEW

    intake = Intake(SafetyNet([stages]), tongue, words, None, None, plain)  # type: ignore[arg-type]  # looking needs neither
    me = Address("website", "a person")
    found = [await intake.look(Message(me, str(n), text=piece, hint=language)) for n, piece in enumerate(pieces)]

    assert [(), ()] == [card for _, card in found[:2]]
    alarm, card = found[2]
    assert alarm and alarm.urgent and not alarm.guessed
    assert {language} == {reply.language for reply in card}


@pytest.mark.timeout(24 * 3_600)
def test_hostile_texts_break_neither_stage(decided: Decided, long: bool, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever somebody sends, both stages and the languages have an answer: an error would be swallowed, and one stage fewer
    would look at my message."""
    stages, tongue, _ = decided
    for number, whole in enumerate(hostile(STRINGS_LONG if long else STRINGS)):
        looked_at = number % LONGEST == 0 or (number % WHOLE == 0 and len(whole) < LONGEST)
        text = whole if long or looked_at else whole[:PIECE]
        alarm = stages.check(text)
        assert alarm is None or isinstance(alarm, Alarm)
        assert tongue.detect(text, None) in {*CODES, UNKNOWN}
    assert [] == [(record.name, record.getMessage()) for record in caplog.records]
