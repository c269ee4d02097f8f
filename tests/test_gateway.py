"""The parts of the gateway are joined as they are meant to be."""

from pathlib import Path
from uuid import uuid4

from bot.core.messages import Address, Message, Reply
from bot.engines.scripted import Scripted
from bot.gateway import compose
from bot.keys import create
from bot.settings import read

ON_A_BOAT = "the rules on our fishing boat"


async def test_the_card_for_what_the_engine_alone_understood_is_that_of_the_situation(tmp_path: Path) -> None:
    """No phrase and no score of the net sees danger in it; the model does, and I am at sea: 118 comes first."""
    settings = read({"AKARI_HOME": str(tmp_path)})
    create(settings.secrets)
    engine = Scripted({ON_A_BOAT: ("emergency", (Reply("text", "en", "…"),))})
    gateway = compose(settings, engine, pushing=frozenset())
    async with gateway.running():
        await gateway.store.start()
        gateway.stages.warm_up()
        assert gateway.stages.check(ON_A_BOAT) is None
        accepted = await gateway.intake.receive(Message(Address("website", uuid4().hex), "k", text=ON_A_BOAT))
        outcome = await gateway.turns.settled(accepted.id, accepted.talk, 10)

    assert outcome and outcome.alarm == "danger"
    assert outcome.replies[0].reply.counters[0].id == "coast-guard-118"
