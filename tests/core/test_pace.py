"""The second net: when what the engine understood brings the card."""

import pytest

from bot.core.messages import Understood
from bot.core.pace import Pace
from bot.core.safety import Level


def understood(**shares: float) -> Understood:
    ranking = tuple(sorted(shares.items(), key=lambda rank: -rank[1]))
    return Understood(*ranking[0], ranking)


@pytest.mark.parametrize(
    ("shares", "level"),
    [
        ({"emergency": 0.9}, Level.DANGER),
        ({"self_harm": 0.9}, Level.SELF_HARM),
        ({"violence_or_abuse": 0.6, "emergency": 0.35}, Level.DANGER),
        ({"violence_or_abuse": 0.8, "emergency": 0.1}, None),
        ({"threats": 0.5, "self_harm": 0.2, "emergency": 0.15}, Level.SELF_HARM),
        ({"out_of_scope": 0.45, "self_harm": 0.45}, None),
        ({"out_of_scope": 0.3, "self_harm": 0.28, "emergency": 0.25}, Level.SELF_HARM),
    ],
)
def test_an_urgent_meaning_brings_the_card(shares: dict[str, float], level: Level | None) -> None:
    """I am in danger though no phrase of the net says so; but "dying to see Kyoto" is no cry."""
    alarm = Pace().alarm(understood(**shares))
    assert level == (alarm.level if alarm else None)
