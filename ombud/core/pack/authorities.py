"""Under which of its kinds does the authority of a place take a report, and what does it take none of?"""

from dataclasses import dataclass

from ombud.core.pack.words import Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityKind:
    """One kind under which an authority takes reports; `applies` are our kinds that are reported as it.

    With `not_reported` nobody reports them as anything there, and it says why. The entry nearest to a kind counts: one
    that names it, else one that names what is above it.
    """

    id: str
    title: Text
    source: Source
    applies: tuple[str, ...]
    not_reported: Text | None = None
