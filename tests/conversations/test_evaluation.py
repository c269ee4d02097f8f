"""The frozen evaluation sets: understanding and the alarm do not get worse unnoticed, in any language."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.safety import SafetyNet
from bot.door import retrieval
from bot.door.evaluate import Judged, caught, figures, judge, read_rows
from bot.door.parse import Parser
from bot.engines.rasa import Rasa
from bot.gateway import deciding
from bot.settings import Settings

FOLDER = Path(__file__).parent.parent / "evaluation" / "nlu"
QUESTIONS = Path(__file__).parent.parent / "evaluation" / "passages" / "questions.tsv"
FRESH_QUESTIONS = QUESTIONS.with_name("fresh.tsv")
RIGHT, RECALL, FALSE, CAUGHT, LANGUAGE = 0.954, 0.98, 0.03, 0.96, 0.985
"""A point or so below what was reached (docs/nlu.md): training is not bit for bit the same on every machine."""
RIGHT_IN = {
    "en": 0.96, "es": 0.94, "id": 0.96, "ja": 0.93, "km": 0.935, "ko": 0.96, "my": 0.94, "ne": 0.945, "pt": 0.955,
    "th": 0.95, "tl": 0.93, "vi": 0.95, "zh": 0.955, "zh-TW": 0.92,
}  # fmt: skip
"""The same in each language, a point and a half to two below: a message is .3 to .4 points, and one training moves three."""
AMONG_THREE, AMONG_THREE_IN = {"all": 0.90, "en": 0.86, "ja": 0.86}, 0.77
"""Of free questions, how many find a topic that answers them among the nearest three: a question or so below what was reached
(docs/nlu.md). One question is four points of a language that has twenty-two."""
FRESH, FRESH_REACHED = 0.83, 0.84
"""The same of questions that nothing was ever tuned with, of all languages."""
READ, REACHED = 0.57, 0.84
"""Of all free questions, how many get a right topic to read first, and within one press: two points below what was reached."""


@pytest.fixture
async def parser(real: Settings) -> AsyncIterator[Parser]:
    """The product's own net, languages and engine."""
    stages, tongue, words = deciding(real)
    tongue.warm_up()
    stages.warm_up()
    engine = Rasa(real.engine_url)
    yield Parser(SafetyNet([stages]), tongue, engine, words.languages)
    await engine.close()


@pytest.mark.timeout(600)
async def test_understanding_is_as_good_as_it_was(parser: Parser) -> None:
    """What people write is understood, cries are heard, calm questions bring no card, other matters are not answered."""
    rows = [row for file in sorted(FOLDER.glob("*.tsv")) for row in read_rows(file)]
    judged = await judge(parser, rows, with_language=False)

    shares = {name: hits / count for name, (hits, count) in figures(judged).items()}
    each = {code: right(judged, code) for code in sorted({row.lang for row in rows})}
    print(shares, each, caught(judged))
    assert each.keys() == RIGHT_IN.keys() and 3_000 <= len(rows)
    assert RIGHT <= shares["right answer"]
    assert {code: share for code, share in each.items() if share < RIGHT_IN[code]} == {}
    assert RECALL <= shares["emergency recall"]
    assert FALSE >= shares["false alarms"]
    assert CAUGHT <= caught(judged)[1]
    assert LANGUAGE <= shares["language found"]


@pytest.mark.timeout(300)
async def test_a_free_question_finds_its_topic(parser: Parser, real: Settings) -> None:
    """I ask what no button says: a topic that answers it is among the nearest three, in my language too."""
    told = await asked(parser, real, QUESTIONS)
    assert told["all"].count >= 300
    assert {code: one.three for code, one in told.items() if one.three < AMONG_THREE.get(code, AMONG_THREE_IN)} == {}
    assert told["all"].read >= READ and told["all"].reached >= REACHED


@pytest.mark.timeout(300)
async def test_a_question_nobody_tuned_for_finds_its_topic(parser: Parser, real: Settings) -> None:
    """The questions of the other set chose thresholds; these were written later, by titles alone, many on newer topics."""
    told = await asked(parser, real, FRESH_QUESTIONS)
    assert told["all"].count >= 160
    assert told["all"].three >= FRESH and told["all"].reached >= FRESH_REACHED


async def asked(parser: Parser, real: Settings, file: Path) -> dict[str, retrieval.Shares]:
    """What comes of the questions in *file*, by language and of all fourteen."""
    questions = retrieval.read_questions(file)
    told = retrieval.shares(questions, await retrieval.find(parser, real, questions))
    print(retrieval.report(told))
    assert len(told) == 15
    return told


def right(judged: list[Judged], code: str) -> float:
    hits, count = figures([one for one in judged if one.row.lang == code])["right answer"]
    return hits / count
