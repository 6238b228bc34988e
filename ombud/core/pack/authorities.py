"""Who is owed a report of its own, and under which of its kinds does the authority of a place take one?"""

from dataclasses import dataclass
from typing import Final

from ombud.core.pack.words import Source, Text

REPORT: Final = "authority_report"
"""The letter of a step that reports to an authority."""
_APART: Final = ":"


def apart(name: str, authority: str) -> str:
    """Return what a step, or an event, is called that is about one authority and no other."""
    return f"{name}{_APART}{authority}"


def whole(name: str) -> str:
    """Return what it is called whichever authority it is about."""
    return name.partition(_APART)[0]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One that is owed a report of its own about our kinds that it `applies` to, written in its language.

    What one of them was told, no other was. `help` says where it takes reports, and when its law asks for none.
    """

    id: str
    title: Text
    help: Text
    source: Source
    applies: tuple[str, ...]
    lang: str = "en"
