"""Terms that a translation says in one way only, so that a person recognises the word in every answer.

Some are written on papers and doors here: beside those the official form stands too, to be recognised and to be shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content.easy import bare, plain
from content.parts import Part
from content.texts import TAGS

NAME = "glossary"
ORIGINAL = "en"
OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Term:
    """*forms* by language: one of them must stand in the translation. *official*, by its own language: it must stand in
    the texts of all the others, the original too."""

    forms: Mapping[str, tuple[str, ...]]
    official: Mapping[str, str]


type Glossary = Mapping[str, Term]
"""By term of the original."""


def read_glossary(part: Part) -> Glossary:
    """The file glossary.yml."""
    fields = part.fields(("owner", "terms"))
    fields["owner"].text()
    found = {}
    for term, entry in fields["terms"].entries().items():
        entries = entry.entries()
        official = entries.pop(OFFICIAL).entries() if OFFICIAL in entries else {}
        for language, form in (*entries.items(), *official.items()):
            if language not in TAGS:
                form.wrong(f"`{language}` is not one of our languages", f"use one of: {', '.join(TAGS)}")
        found[term] = Term(
            {language: forms.texts() for language, forms in entries.items()},
            {language: form.text() for language, form in official.items()},
        )
    return found


def check_glossary(glossary: Glossary, parts: Iterable[Part]) -> None:
    """Note every text in *parts* that says a term of its original in another way, or without its official form."""
    patterns = {term: re.compile(rf"\b{re.escape(term)}s?\b", re.IGNORECASE) for term in glossary}
    for part in parts:
        for texts in _translated(part):
            original = _words(texts[ORIGINAL])
            for name in (name for name, pattern in patterns.items() if pattern.search(original)):
                _check(name, glossary[name], texts)


def _check(name: str, term: Term, texts: Mapping[str, Part]) -> None:
    """A title or a button has no room for the official form: bubbles alone must have it."""
    for language, forms in term.forms.items():
        entry = texts.get(language)
        if entry and not any(form.lower() in _words(entry).lower() for form in forms):
            entry.blemish(f"`{name}` is not said as glossary.yml wants", f"say it as: {' / '.join(forms)}")
    for language, entry in texts.items():
        for own, form in term.official.items():
            if entry.is_mapping and plain(language) != own and form not in _words(entry):
                entry.blemish(f"`{name}` stands here without its official form", f"write once behind it: {form}")


def _translated(part: Part) -> Iterator[dict[str, Part]]:
    """Every mapping of languages inside *part* that has an original."""
    if part.is_mapping:
        entries = part.entries()
        if ORIGINAL in entries and entries.keys() <= set(TAGS):
            yield entries
            return
        for entry in entries.values():
            yield from _translated(entry)
    elif part.is_list:
        for item in part.items():
            yield from _translated(item)


def _words(entry: Part) -> str:
    """What is said in *entry*, without readings: 在留（ざいりゅう）カード says 在留カード."""
    return "\n".join(bare(str(scalar.node.value)) for scalar in entry.scalars(skip=("state", "of")))
