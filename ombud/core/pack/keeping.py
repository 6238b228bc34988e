"""How long is what kept, and what becomes of it then?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

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
class Signal:
    """Something that speaks for somebody: of signals of one `group` only the strongest counts, since they are one source.

    `intruder`: whether somebody who sits in the account `cannot` show it, `may` do so, or `knows` it anyway. It speaks for nobody
    where the host says one of the facts in `unless`, nor in the kinds in `not_in`: there it is the very thing that was taken.
    One that is `asked_of_host` counts only as the host answered by what it knows of the account; any other rests on written words.
    """

    title: Text
    group: str
    weight: int
    intruder: str
    unless: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    asked_of_host: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A level of proof (V0 to V5) with the least data: `accepts` are alternatives, any one of which will do.

    Where it has `signals` no single one does: they add up to `enough`, come from `apart` groups at least, and one of
    them is what no intruder can show.
    `black_out` is what to cover on a document, `stays` what is left when it is deleted, `if_not` what is said when it
    did not work out.
    """

    id: str
    title: Text
    stays: Text
    if_not: Text
    accepts: tuple[Text, ...] = ()
    black_out: Text | None = None
    signals: Mapping[str, Signal] = field(default_factory=lambda: MappingProxyType({}))
    enough: int = 0
    apart: int = 0
