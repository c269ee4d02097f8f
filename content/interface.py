"""Everything else a person sees: first words, notices, buttons, labels of the page."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from content.easy import EASY, check_readings, length, plain
from content.parts import Part
from content.texts import TAGS, Room, check_states
from content.topics import NEEDS

type Words = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By key, then by language: one text, or several bubbles."""

BUTTON = Room(32, {"ja": 24, "zh": 24, "zh-TW": 24, "ko": 24, EASY: 30, "my": 40, "km": 40, "ne": 40, "th": 40})
"""Characters of the title of a button; where marks stand above and below letters they take no width."""
NEEDED = (
    "operator", "immigration_operator", "other_operator", "first_words", "privacy",
    "erased", "wipe_done", "wipe_old_messages", "talk_closed",
    "holding", "no_answer", "refused", "rate_limited", "sent_again", "choice_gone",
    "too_long", "empty", "emoji_only", "voice", "photo", "sticker", "location", "location_used", "contact",
    "edited", "other_kind",
    "unknown_language", "language_changed", "choose_language",
    "human_nobody_on_duty", "human_waiting", "human_joined", "human_left", "human_timeout",
    "safe_yes", "safe_no", "concern",
    "button_menu", "button_human", "button_language", "button_leave", "button_erase", "button_emergency",
    "button_more_counters", "button_find_counter", "button_open_now", "button_write", "button_anonymous",
    "button_all_places", "button_yes", "button_no", "button_skip", "button_stop", "button_back",
    "also_asked", "passage_found", "passage_right", "button_yes_more",
    "counters_found", "counters_no_more", "counters_none", "counters_none_here",
    "ask_area", "ask_need", "whole_country",
    "speaks", "free", "can_write", "anonymous", "nearest", "open_until", "open_day_and_night", "opens_next", "hours_may_differ",
    "expired_counter", "from_abroad", "say_this_label",
    *(f"need_{need}" for need in NEEDS),
    *(f"day_{day}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
)
"""The keys that the gateway and the actions say; the pages may need more."""


@dataclass(frozen=True, slots=True)
class Interface:
    """*languages* are the ones we serve, the original first."""

    owner: str
    languages: tuple[str, ...]
    words: Words


def read_served(part: Part) -> tuple[str, ...]:
    """The languages that interface.yml says we serve: the keys of its `state`, the original first, a variant behind its base."""
    state = part.entries().get("state")
    found = state.entries() if state else {}
    for language, entry in found.items():
        if language not in TAGS:
            entry.wrong(f"`{language}` is not one of our languages", f"use one of: {', '.join(TAGS)}")
        elif plain(language) not in found:
            entry.wrong(f"`{plain(language)}` is not served", f"add it: it stands in for a missing {language}")
    if not found:
        part.wrong("it names no language", "add `state: {en: original}`")
    order = list(found)

    def place(language: str) -> tuple[bool, int, bool]:
        own = plain(language) if plain(language) in found else language
        return found[own].text() != "original", order.index(own), own != language

    return tuple(sorted(found, key=place))


def read_interface(part: Part, served: tuple[str, ...]) -> Interface:
    """The file interface.yml."""
    fields = part.fields(("owner", "state", "words"))
    check_states(fields["state"], served)
    found = fields["words"].entries()
    words = {key: _said(entry, served) for key, entry in found.items()}
    for key in (*NEEDED, *(f"language_name_{language}" for language in served)):
        if key not in words:
            fields["words"].wrong(f"the words `{key}` are missing", f"add `{key}:` in every language")
    for key, said in words.items():
        for language, text in said.items():
            if key.startswith("button_") and (letters := length(text[0], language)) > (most := BUTTON.of(language)):
                found[key].blemish(f"in `{language}` this has {letters} characters", f"say it in at most {most}")
    return Interface(fields["owner"].text(), served, MappingProxyType(words))


def placeholders(texts: Collection[str]) -> frozenset[str]:
    """What stands in braces in *texts*."""
    return frozenset(name for text in texts for name in re.findall(r"\{(\w+)\}", text))


def _said(part: Part, served: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found = part.entries()
    said = {
        language: entry.texts() if hasattr(entry.node, "value") and isinstance(entry.node.value, list) else (entry.text(),)
        for language, entry in found.items()
    }
    for language in served:
        if language not in said:
            part.wrong(f"the words in `{language}` are missing", f"add `{language}:`")
    if EASY in found:
        check_readings(found[EASY])
    original = placeholders(said.get(served[0], ())) if served else frozenset()
    for language, texts in said.items():
        if language not in TAGS:
            found[language].wrong(f"`{language}` is not one of our languages", f"use one of: {', '.join(TAGS)}")
        elif placeholders(texts) != original:
            wanted = ", ".join(f"{{{name}}}" for name in sorted(original)) or "none"
            found[language].wrong("the words in braces are not those of the original", f"keep exactly these: {wanted}")
    return MappingProxyType(said)
