"""Look at a clause of ours that is in doubt: what speaks against it, which cases fell, and how many still stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ombud.core.faulty import Record, Sign, signs
from ombud.core.intake import HOME
from ombud.core.pack.words import Text
from ombud.core.vocabulary import CaseId
from ombud.store import doubts, faulty, looking_again, packs
from ombud.store.doubts import Under
from ombud.store.looking_again import Looked

__all__ = ["ClauseSeen", "Looked", "Sign", "Under", "look_at_clause", "look_at_paused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseSeen:
    """A clause, what speaks against it, and the cases that were decided under it; no word of anybody."""

    clause: str
    title: Text | None
    now: Record
    of_late: Record
    signs: tuple[Sign, ...]
    cases: tuple[Under, ...]
    standing: int
    paused_until: datetime | None
    looked: tuple[Looked, ...]

    @property
    def fallen(self) -> CaseId | None:
        """Return a case in which it fell, from which all others can be looked at again."""
        return next((one.id for one in self.cases if one.fell), None)


def look_at_clause(clause: str, *, now: datetime) -> ClauseSeen:
    """Return it; without a title where the rules no longer have it."""
    just, lately = (
        found.get(clause, Record()) for found in (doubts.contested(now=now), doubts.judged(now=now))
    )
    said, entry = faulty.numbers(), packs.in_force(HOME).clauses.get(clause)
    return ClauseSeen(
        clause=clause,
        title=entry.title if entry else None,
        now=just,
        of_late=lately,
        signs=(*signs(just, rule=said), *signs(lately, rule=said)),
        cases=doubts.cases_of(clause, now=now),
        standing=doubts.standing(clause),
        paused_until=doubts.paused(now=now).get(clause),
        looked=tuple(map(looking_again.far, looking_again.begun_under(clause))),
    )


def look_at_paused(*, now: datetime) -> Mapping[str, datetime]:
    """Return the clauses under which nobody decides alone now, each with until when."""
    return doubts.paused(now=now)
