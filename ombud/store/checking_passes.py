"""What is walked through page by page, besides the books: how much of it is there, and what is wrong with it?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from ombud.core.audit import Fault
from ombud.store import checking_files, checking_shelf, readings, team_moves
from ombud.store.checking import size


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A walk that tells, page by page, how many it saw and what was wrong with them."""

    count: Callable[[], int]
    walk: Callable[[], Iterator[tuple[int, list[Fault]]]]


PASSES: Final[Mapping[str, Pass]] = MappingProxyType(
    {
        "file": Pass(count=partial(size, "evidence"), walk=checking_files.walk),
        "pack": Pass(count=partial(size, "compiled_pack"), walk=checking_shelf.packs),
        "read": Pass(count=partial(size, "read_log"), walk=readings.walk),
        "subject": Pass(count=partial(size, "subject"), walk=checking_shelf.subjects),
        "team_move": Pass(count=partial(size, "team_move"), walk=team_moves.walk),
    }
)
