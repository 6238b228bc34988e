"""Look at what is in force in a place, how it came about, and what waits to be signed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from ombud.core.pack.activation import Proposal
from ombud.core.pack.differing import Change, differences
from ombud.core.pack.types import Pack
from ombud.store import activations, caseviews, packs
from ombud.store.packs import StoredPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The rules turned on a day, or will, as was signed; `changes` are None where the pack of that day is not kept."""

    day: date
    at: datetime | None
    changes: tuple[Change, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A proposal that came into force or did not, with what it changed and who had a hand in it."""

    proposal: Proposal
    changes: tuple[Change, ...]
    by: str
    signed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A proposal that waits for a signature.

    `touched` counts the open cases of each kind that would change, `newest` are the numbers of those opened last.
    """

    proposal: Proposal
    pack: Pack
    changes: tuple[Change, ...]
    by: str
    touched: tuple[tuple[str, int], ...]
    newest: tuple[str, ...]
    coming: Turn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """The rules of a place through time; `since` is None for the pack that the house began with."""

    in_force: Pack
    since: datetime | None
    waiting: Waiting | None
    history: tuple[Settled, ...]
    candidates: tuple[StoredPack, ...]
    turned: tuple[Turn, ...]
    coming: Turn | None


def look_at_packs(jurisdiction: str) -> Packs:
    """Return what is in force, newest changes first, and the stored packs that could be proposed."""
    now = packs.in_force(jurisdiction)
    proposals = activations.history(jurisdiction)
    names = caseviews.names_of(
        {one for proposal in proposals for one in (proposal.by, proposal.verdict_by) if one}
    )
    latest = proposals[0] if proposals else None
    turned = tuple(
        Turn(day=one.day, at=one.at, changes=_between(one.before, one.digest))
        for one in activations.turns(jurisdiction)
    )
    signed = activations.last_signed([jurisdiction])
    begun = [*(one.verdict_at for one in signed), *(one.at for one in turned)]
    return Packs(
        in_force=now,
        since=max((at for at in begun if at), default=None),
        waiting=_waiting(latest, now, names) if latest and latest.verdict is None else None,
        history=tuple(_settled(one, names) for one in proposals if one.verdict is not None),
        candidates=tuple(one for one in packs.stored(jurisdiction) if one.digest != now.digest),
        turned=turned,
        coming=_coming(now),
    )


def _coming(pack: Pack) -> Turn | None:
    if pack.then is None:
        return None
    known = _between(pack.digest, pack.then.digest) if packs.is_stored(pack.then.digest) else None
    return Turn(day=pack.then.day, at=None, changes=known)


def is_change_waiting(jurisdiction: str) -> bool:
    """Say whether a change of the rules waits for a second signature."""
    return activations.waits(jurisdiction)


def _settled(proposal: Proposal, names: Mapping[UUID, str]) -> Settled:
    return Settled(
        proposal=proposal,
        changes=_between(proposal.before, proposal.digest),
        by=names.get(proposal.by, ""),
        signed_by=names.get(proposal.verdict_by, "") if proposal.verdict_by else "",
    )


def _waiting(proposal: Proposal, in_force: Pack, names: Mapping[UUID, str]) -> Waiting:
    return Waiting(
        proposal=proposal,
        pack=packs.by_digest(proposal.digest),
        changes=_between(in_force.digest, proposal.digest),
        by=names.get(proposal.by, ""),
        touched=activations.touched(proposal),
        newest=activations.newest(proposal),
        coming=_coming(packs.by_digest(proposal.digest)),
    )


@lru_cache(maxsize=128)
def _between(before: str, after: str) -> tuple[Change, ...]:
    return differences(*(json.loads(packs.by_digest(one).compiled) for one in (before, after)))
