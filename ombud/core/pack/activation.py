"""How does a stored pack come into force? One person proposes, another signs, and nothing is proposed untried.

The pack that a house was set up with is in force from the start; every later one needs a proposal and a signature
(level A3). Going back to a pack that was in force before is an activation like any other, but needs no new trial.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from ombud.core.pack.lint import Problem, lint
from ombud.core.pack.types import Pack, Text
from ombud.core.pack.versions import unraised
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role

LEVEL: Final = "A3"
"""The level of signature that a change of the rules needs."""
WHY_LIMIT: Final = 500


class AppliesTo(StrEnum):
    """Which cases a pack judges once it is in force."""

    NEW = "new"
    """Cases opened from then on."""
    OPEN = "open"
    """And open cases that nobody has decided yet."""
    ALL = "all"
    """And cases that were decided, if they are looked at again on appeal."""


class Verdict(StrEnum):
    """What became of a proposal."""

    SIGNED = "signed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Somebody wants a pack to be in force in place of the one named by `before`; `why` is read by everybody."""

    id: UUID
    jurisdiction: str
    digest: str
    before: str
    applies_to: AppliesTo
    why: Text
    by: AgentId
    at: datetime
    verdict: Verdict | None = None
    verdict_by: AgentId | None = None
    verdict_at: datetime | None = None


def check_pack(pack: Pack, *, golden: int | None, in_force: Pack, was_in_force: bool) -> None:
    """Refuse to propose what is in force, what has a fault or a changed entry with an old number, and what is untried."""
    if pack.digest == in_force.digest:
        raise Refused(No.PACK_IN_FORCE, jurisdiction=pack.jurisdiction)
    problems = (*lint(pack), *(() if was_in_force else unnumbered(in_force, pack)))
    if problems:
        raise Refused(No.PACK_UNFIT, where=problems[0].where, why=problems[0].why, n=len(problems))
    if not golden and not was_in_force:
        raise Refused(No.PACK_UNTRIED, jurisdiction=pack.jurisdiction)


def unnumbered(before: Pack, after: Pack) -> tuple[Problem, ...]:
    """Return the entries that say something else than in the pack in force, but under the same number or a lower one."""
    changed = unraised(json.loads(before.compiled), json.loads(after.compiled))
    return tuple(Problem(key, "changed, but its version did not rise") for key in sorted(changed))


def may_turn(pack: Pack, *, golden: int | None) -> bool:
    """Say whether a pack may come into force on its day as was signed: tried, and without fault."""
    return bool(golden) and not lint(pack)


def check_why(why: Text) -> None:
    """Refuse a change without a reason in both languages, since everybody reads it."""
    for lang in ("zh", "en"):
        said = why.say(lang).strip()
        if not said:
            raise Refused(No.NEEDS_REASON, field=f"why_{lang}")
        if len(said) > WHY_LIMIT:
            raise Refused(No.TEXT_TOO_LONG, field=f"why_{lang}", limit=WHY_LIMIT, length=len(said))


def check_open(proposal: Proposal, *, latest: UUID, in_force: str) -> None:
    """Refuse to act on a proposal that was decided, replaced, or made while another pack was in force."""
    if proposal.verdict is not None or proposal.id != latest or proposal.before != in_force:
        raise Refused(No.PROPOSAL_OVER, jurisdiction=proposal.jurisdiction)


def check_signer(proposal: Proposal, *, by: AgentId, roles: frozenset[str], pack: Pack) -> None:
    """Refuse a signature of whoever proposed it, or of somebody without the role that the pack in force asks for."""
    if by == proposal.by:
        raise Refused(No.HAND_IN_IT)
    asked = (pack.signers[LEVEL].groups or ((Role.LEAD.value,),))[-1]
    if roles.isdisjoint(asked):
        raise Refused(No.SIGNER_ROLE, role=asked[0])
