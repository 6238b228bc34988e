"""Where does a story of the demo's first morning stand, and what does the book of its case say by now?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, TypeVar
from uuid import UUID

from ombud.adapters import here
from ombud.adapters.platform.contract import Platform
from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.store import packs
from ombud.store.ledger import read_case, read_complaint
from ombud.usecases.look_up import Kept, look_up

T = TypeVar("T")
PATIENCE: Final = 6.0
"""Seconds that the house has for what it does by itself: to sort, to carry out, to bring a letter."""
GENERAL: Final = {
    "zh": "按手册核对过，结果已写明。",
    "en": "Checked as the playbook says; what came of it is written here.",
}


class Stopped(Exception):  # noqa: N818 - an answer, not an error
    """The house did not do in time what the story waits for, or the dispatcher gave something else."""


@dataclass(kw_only=True)
class Scene:
    """One story while it is played: who plays, how the house's chores are waited for, and what it is about."""

    people: Mapping[str, UUID]
    platform: Platform
    turn: Callable[[], None]
    complaints: list[UUID] = field(default_factory=list)
    kept: Kept | None = None
    _case: UUID | None = None

    @property
    def case_id(self) -> UUID:
        """The case of the first complaint, once it is sorted."""
        if self._case is None:
            self._case = self.until(lambda: _case_of(self.complaints[0]), "sorted")
        return self._case

    @property
    def case(self) -> Case:
        """The case as its book tells it now."""
        return read_case(self.case_id)

    @property
    def pack(self) -> Pack:
        """By which rules it is judged."""
        return packs.of_case(self.case)

    @property
    def general(self) -> str:
        """What is said of a step for which the story has no words of its own."""
        return GENERAL[self.case.opened.lang]

    def until(self, ask: Callable[[], T | None], what: str) -> T:
        """Wait until the house has done something by itself."""
        by = monotonic() + PATIENCE
        while True:
            found = ask()
            if found:
                return found
            if monotonic() > by:
                raise Stopped(what)
            self.turn()

    def looks_up(self, by: UUID) -> Kept | None:
        """Ask the host once what it knows; nobody can, where the complaint names nothing there."""
        if self.kept is None and self.case.subject is not None:
            self.kept = look_up(self.case_id, by=by, platform=self.platform, mint=here.mint, now=here.now())
        return self.kept


def _case_of(complaint: UUID) -> UUID | None:
    """Return the case that a complaint has joined; what just arrived, or was just sorted, has no book there yet."""
    try:
        found = next((part.case for part in read_complaint(complaint).parts if part.case), None)
        return read_case(found).id if found else None
    except Refused as no:
        if no.code is not No.NOT_FOUND:
            raise
        return None
