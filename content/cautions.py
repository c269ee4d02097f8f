"""What is said of every number that begins alike: a 0120 number does not connect from abroad."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from content.easy import without_variants
from content.parts import Part
from content.texts import Said, Source, read_said, read_sources, read_verified


@dataclass(frozen=True, slots=True)
class Caution:
    """What is said of every shown number that *begins* so."""

    begins: str
    say: Said
    sources: tuple[Source, ...]
    expires_on: date
    verified_on: str | None


def read_cautions(part: Part, served: Collection[str]) -> tuple[Caution, ...]:
    """Those of the file counters.yml, which need none; what has no easy form is shown in its base."""
    entry = part.entries().get("cautions")
    return tuple(_caution(item, without_variants(served)) for item in (entry.items() if entry else ()))


def _caution(part: Part, served: Collection[str]) -> Caution:
    fields = part.fields(("begins", "say", "expires_on", "sources"), ("verified_on",))
    return Caution(
        begins=fields["begins"].text(),
        say=read_said(fields["say"], served),
        sources=read_sources(fields["sources"]),
        expires_on=fields["expires_on"].day(),
        verified_on=read_verified(fields),
    )
