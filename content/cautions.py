"""What is said of every number that begins alike: a 0120 number does not connect from abroad."""

from collections.abc import Collection
from dataclasses import dataclass

from content.easy import without_variants
from content.parts import Part
from content.texts import Said, Source, read_said, read_sources


@dataclass(frozen=True, slots=True)
class Caution:
    """What is said of every shown number that *begins* so."""

    begins: str
    say: Said
    sources: tuple[Source, ...]


def read_cautions(part: Part, served: Collection[str]) -> tuple[Caution, ...]:
    """Those of the file counters.yml, which need none; what has no easy form is shown in its base."""
    entry = part.entries().get("cautions")
    return tuple(_caution(item, without_variants(served)) for item in (entry.items() if entry else ()))


def _caution(part: Part, served: Collection[str]) -> Caution:
    fields = part.fields(("begins", "say", "sources"))
    return Caution(fields["begins"].text(), read_said(fields["say"], served), read_sources(fields["sources"]))
