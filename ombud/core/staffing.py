"""Whom of our own staff does a text call by name, and what do they read?"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from ombud.core.vocabulary import SPOKEN, AgentId, Lang

KINDS: Final = ("UF.SUPPORT", "SV.CONDUCT")
"""The kinds by which somebody complains of our own staff."""
SHORTEST: Final = {True: 3, False: 2}
"""Whether a part of a name is in Latin letters → how short it may be and still name somebody: one sign is in too many words."""


def read_as(lang: str, *, read: Collection[str], wordless: str = "") -> Lang:
    """Return the language that a text is taken as: one that nobody who works on cases reads is `und`.

    Where nobody has said yet what they read, nobody is known to be missing. One that shows no language is read by anybody: as what its
    letters are to be written in (`wordless`), or as what somebody does read.
    """
    taken = Lang.UND if read and lang not in read else Lang(lang)
    if taken is not Lang.UND or not wordless:
        return taken
    known = sorted(SPOKEN.intersection(read))
    return Lang(wordless if wordless in known or not known else known[0])


def called(said: Iterable[str], names: Mapping[AgentId, str]) -> frozenset[AgentId]:
    """Return whom the texts name by a part of the name; in doubt somebody too many, who merely does not get this case."""
    text = "\n".join(said).casefold()
    return frozenset(
        agent for agent, name in names.items() if any(_stands(one, text) for one in _parts(name))
    )


def _parts(name: str) -> Iterator[str]:
    parts = name.casefold().split()
    yield from (one for one in parts if len(one) >= SHORTEST[one.isascii()])


def _stands(part: str, text: str) -> bool:
    if not part.isascii():
        return part in text
    return re.search(rf"(?<![a-z]){re.escape(part)}(?![a-z])", text) is not None
