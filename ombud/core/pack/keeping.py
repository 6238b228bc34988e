"""How long is what kept, and what becomes of it then?"""

from dataclasses import dataclass
from datetime import timedelta

from ombud.core.pack.words import Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """One class of what is kept: not erased before `least`, erased by `most`, both counted from `starts`.

    `of` is what it is about; a kind of complaint names a class for its case, contact, proof and content. `why` is what
    somebody is told who asks for erasure before `least`.
    """

    id: str
    of: str
    title: Text
    starts: str
    method: str
    proof: Text
    why: Text
    source: Source
    least: timedelta = timedelta(0)
    most: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A level of proof (V0 to V5) with the least data: `accepts` are alternatives, any one of which will do.

    `black_out` is what to cover on a document, `stays` what is left when it is deleted, `if_not` what is said when it
    did not work out.
    """

    id: str
    title: Text
    stays: Text
    if_not: Text
    accepts: tuple[Text, ...] = ()
    black_out: Text | None = None
