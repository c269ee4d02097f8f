"""Terms that a translation says in one way only, so that a person recognises the word in every answer."""

import re
from collections.abc import Iterable, Iterator, Mapping

from content.easy import bare
from content.parts import Part
from content.texts import TAGS

NAME = "glossary"
ORIGINAL = "en"

type Glossary = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By term of the original, then by language: the forms of which one must stand in the translation."""


def read_glossary(part: Part) -> Glossary:
    """The file glossary.yml."""
    fields = part.fields(("owner", "terms"))
    fields["owner"].text()
    found = {}
    for term, entry in fields["terms"].entries().items():
        for language, forms in entry.entries().items():
            if language not in TAGS:
                forms.wrong(f"`{language}` is not one of our languages", f"use one of: {', '.join(TAGS)}")
        found[term] = {language: forms.texts() for language, forms in entry.entries().items()}
    return found


def check_glossary(glossary: Glossary, parts: Iterable[Part]) -> None:
    """Note every translation in *parts* that says a term of its original in another way."""
    patterns = {term: re.compile(rf"\b{re.escape(term)}s?\b", re.IGNORECASE) for term in glossary}
    for part in parts:
        for texts in _translated(part):
            original = _words(texts[ORIGINAL])
            for term in (term for term, pattern in patterns.items() if pattern.search(original)):
                for language, forms in glossary[term].items():
                    entry = texts.get(language)
                    if entry and not any(form.lower() in _words(entry).lower() for form in forms):
                        entry.blemish(f"`{term}` is not said as glossary.yml wants", f"say it as: {' / '.join(forms)}")


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
