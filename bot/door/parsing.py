"""The verbs parse and evaluate: the product's own net, language and engine, put together without channels or store."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.core.safety import SafetyNet
from bot.door import evaluate as evaluation
from bot.door import retrieval
from bot.door.borrow import engine
from bot.door.parse import NotParsed, Parser, stream
from bot.engines.rasa import Rasa
from bot.gateway import deciding
from bot.settings import Settings


def parse(settings: Settings) -> int:
    """JSON lines from standard input to standard output."""
    return _with_parser(settings, stream)


def evaluate(settings: Settings, files: Sequence[str], with_language: bool, without_accents: bool, misses: bool) -> int:
    """Print the figures of *files*; *without_accents*: as if they had been typed so."""
    paths = [Path(file) for file in files]
    if any(path.is_file() and retrieval.asks_for_topics(path) for path in paths):
        return _with_parser(settings, lambda parser: _topics(parser, settings, paths))
    return _with_parser(settings, lambda parser: evaluation.evaluate(parser, paths, with_language, without_accents, misses))


async def _topics(parser: Parser, settings: Settings, paths: Sequence[Path]) -> int:
    questions = [question for path in paths for question in retrieval.read_questions(path)]
    sys.stdout.write(retrieval.report(retrieval.shares(questions, await retrieval.find(parser, settings, questions))))
    return 0


def _with_parser(settings: Settings, work: Callable[[Parser], Awaitable[int]]) -> int:
    with engine(settings) as found:

        async def all_of_it() -> int:
            rasa = Rasa(found.engine_url)
            stages, tongue, words = deciding(found)
            tongue.warm_up()
            stages.warm_up()
            try:
                return await work(Parser(SafetyNet([stages]), tongue, rasa, words.languages))
            finally:
                await rasa.close()

        try:
            return asyncio.run(all_of_it())
        except NotParsed as problem:
            sys.stderr.write(f"{problem}\n")
            return 1
