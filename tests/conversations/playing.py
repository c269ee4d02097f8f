"""Plays a golden conversation through the whole pipeline and says where it went otherwise.

A file: `about`, optional `language` (what the person chose), `turns`. A turn: `person` (what is written), or `presses` (the
title of a button on the screen, in the words of content: a key of interface.yml such as `button_menu`, a topic id, `friend`, or
`{choice: gateway:card}`), and what must come of it:
- `alarm`: concern | danger | self_harm (left out: none, or a concern that nobody asked for)
- `handled_by`: net | engine | staff (left out: net with an alarm of danger or self_harm, else engine)
- `topic`: this topic is among the replies            - `counters`: ids that are shown, or `some`
- `need`: every counter shown helps with it           - `area`: one of them is there and not in all of Japan
- `wish`: every counter shown may grant it, and one is known to (these three with the real model only)
- `says`: a key of interface.yml, or of the answers in conversation.yml     - `kinds`: the kinds of all replies, in order
- `language`: of the replies                          - `model: only`: this turn needs the real model
- `friend: "yes"`: it is said in the words for a friend
Content is named, not copied, so editors do not break conversations.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from bot.core.intake import PATIENCE, NotAccepted
from bot.core.messages import Address, Button, Counter, Hours, Kind, Message, Reply
from bot.core.ports import Accepted, Outcome
from bot.engines.scripted import Scripted
from bot.gateway import Gateway
from content.wishes import granted
from tests.clock import JAPAN

FOLDER = Path(__file__).parent
SETTLED = 20.0
TRIES = 5


@dataclass
class Conversation:
    """One file."""

    name: str
    about: str
    language: str | None
    turns: list[dict[str, Any]]


def conversations() -> list[Conversation]:
    """Every golden conversation, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        parts = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        found.append(Conversation(path.stem, parts["about"], parts.get("language"), parts["turns"]))
    return found


def scripted(conversation: Conversation) -> Scripted:
    """An engine that says what the conversation expects of an engine, so that everything else is proved."""
    answers = {}
    for turn in conversation.turns:
        topic, shown = turn.get("topic"), turn.get("counters")
        ids = shown if isinstance(shown, list) else ["police-110"] if shown else []
        counters = tuple(_counter(id) for id in ids)
        language = turn.get("language") or conversation.language or "en"
        reply = Reply("counters" if counters else "text", language, "…", topic=topic, counters=counters)
        answers[turn.get("person", "")] = (topic or "out_of_scope", (reply,))
    return Scripted(answers)


async def play(conversation: Conversation, gateway: Gateway, real: bool) -> list[str]:
    """What went otherwise, a line each."""
    me = Address("website", uuid4().hex)
    first = gateway.words.first_words("website", conversation.language or "und")
    posted = await gateway.store.open(me, conversation.language, first)
    screen: list[Button] = [button for one in posted for button in one.reply.buttons]
    problems = []
    for number, turn in enumerate(conversation.turns, 1):
        if not real and turn.get("model") == "only":
            return problems
        message = _message(me, turn, screen, gateway)
        if message is None:
            problems.append(f"turn {number}: there is no button {turn['presses']!r} among {[b.title for b in screen]}")
            return problems
        accepted = await _sent(gateway, message)
        outcome = await gateway.turns.settled(accepted.id, accepted.talk, SETTLED)
        if outcome is None:
            if turn.get("erased") != "yes":
                problems.append(f"turn {number}: the talk is gone")
            return problems
        did = str(turn.get("person") or turn.get("presses"))[:60]
        problems += [f"turn {number} ({did}): {line}" for line in _check(turn, outcome, gateway, real)]
        if buttons := [button for one in outcome.replies for button in one.reply.buttons]:
            screen = buttons
    return problems


async def _sent(gateway: Gateway, message: Message) -> Accepted:
    """*message*, sent again as every client does while the store is slow (it shows its card meanwhile)."""
    for _ in range(TRIES):
        try:
            return await gateway.intake.receive(message, begin=False)
        except NotAccepted as refused:
            if refused.reason != "store_slow":
                raise
            await asyncio.sleep(PATIENCE)
    return await gateway.intake.receive(message, begin=False)


def _message(me: Address, turn: Mapping[str, Any], screen: list[Button], gateway: Gateway) -> Message | None:
    key = f"{me.id}:{uuid4()}"
    if "person" in turn:
        return Message(me, key, text=turn["person"])
    pressed = turn["presses"]
    if isinstance(pressed, Mapping):
        return Message(me, key, Kind.CHOICE, choice=pressed["choice"])
    titles = _titles(pressed, gateway)
    found = next((button for button in screen if button.title in titles), None)
    return Message(me, key, Kind.CHOICE, choice=found.choice) if found else None


def _titles(pressed: str, gateway: Gateway) -> set[str]:
    content = gateway.words.content
    titles = {pressed}
    if pressed in content.interface.words:
        titles |= {gateway.words.label(pressed, language) for language in gateway.words.languages}
    if pressed == "self_check":
        titles |= set(content.selfcheck.button.values())
    if pressed == "friend" and (situations := content.conversation.situations) and situations.friend.title:
        titles |= set(situations.friend.title.values())
    if pressed in content.topics:
        titles |= set(content.topics[pressed].title.values())
    return titles


def _check(turn: Mapping[str, Any], outcome: Outcome, gateway: Gateway, real: bool) -> list[str]:
    replies = [one.reply for one in outcome.replies]
    wrong = []
    alarm = turn.get("alarm")
    by = turn.get("handled_by") or ("net" if alarm in {"danger", "self_harm"} else "engine")
    if alarm != outcome.alarm and not (alarm is None and outcome.alarm == "concern"):  # a concern disturbs nobody
        wrong.append(f"alarm {outcome.alarm}, not {alarm}")
    if alarm in {"danger", "self_harm"} and not any(reply.kind == "card" for reply in replies):
        wrong.append("no card")
    if alarm not in {"danger", "self_harm"} and any(r.kind == "card" for r in replies) and "card" not in turn.get("kinds", []):
        wrong.append("a card that nobody needs")
    if not outcome.handled_by or by != outcome.handled_by.value:
        wrong.append(f"handled by {outcome.handled_by}, not {by}")
    if "topic" in turn and turn["topic"] not in (topics := [reply.topic for reply in replies]):
        wrong.append(f"topics {topics}, not {turn['topic']}")
    shown = {counter.id for reply in replies for counter in reply.counters}
    wanted = turn.get("counters")
    if wanted == "some" and not shown:
        wrong.append("no counter")
    if isinstance(wanted, list) and not set(wanted) <= shown:
        wrong.append(f"counters {sorted(shown)}, not {wanted}")
    records = [gateway.words.content.counters[id] for id in sorted(shown)]
    if real and "need" in turn and not (records and all(turn["need"] in record.needs for record in records)):
        wrong.append(f"counters {sorted(shown)}, not all for {turn['need']}")
    if real and "area" in turn and not any(turn["area"] in record.areas for record in records):
        wrong.append(f"counters {sorted(shown)}, none of them in {turn['area']}")
    if real and "wish" in turn:
        content, now = gateway.words.content, datetime.now(JAPAN)
        known = [granted(record, turn["wish"], replies[-1].language, content.holidays, now) for record in records]
        if True not in known or False in known:
            wrong.append(f"counters {sorted(shown)}, not all as wished: {turn['wish']}")
    if "kinds" in turn and turn["kinds"] != (kinds := [reply.kind for reply in replies]):
        wrong.append(f"kinds {kinds}, not {turn['kinds']}")
    if "asks" in turn:
        skip = _titles("button_skip", gateway)
        asks = any(skip & {button.title for button in reply.buttons} for reply in replies)
        if asks != (turn["asks"] == "yes"):
            wrong.append("no question of the self-check" if not asks else "one more question of the self-check")
    if "language" in turn and any(reply.language != turn["language"] for reply in replies):
        wrong.append(f"languages {[reply.language for reply in replies]}, not {turn['language']}")
    if "says" in turn:
        answer = gateway.words.content.conversation.answers.get(turn["says"])
        words = {said.say[0] for said in answer.text.values()} if answer else {
            gateway.words.say(turn["says"], language).text for language in (*gateway.words.languages, "und")
        }  # fmt: skip
        if not any(reply.text in words for reply in replies):
            wrong.append(f"does not say {turn['says']}")
    if turn.get("friend") == "yes":
        situations = gateway.words.content.conversation.situations
        if not situations or not {reply.text for reply in replies} & {said.say[0] for said in situations.friend.text.values()}:
            wrong.append("not said as to a friend")
    if not replies and by != "staff":
        wrong.append("silence")
    return wrong


def _counter(id: str) -> Counter:
    return Counter(id, id, "110", "tel:110", Hours("always"), True, None, ("ja",), True, None, (), "2026-11-22", None)


async def idle(gateway: Gateway) -> None:
    await gateway.turns.idle()
    await asyncio.sleep(0)
