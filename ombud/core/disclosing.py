"""May something about a person be told to rescuers or the police at once, how little, and who answers for it?

1. Only where a life is in danger: in S0, or where an authority asks for it in an emergency. One person may do it; a second answers
   for it afterwards, and is called until somebody does.
2. Name, phone and place are all that is ever given so, over a channel that was proved: a number that is published, or an address
   that is the authority's own. Whoever called us proves nothing by calling.
3. The book says what kinds of data went to whom, by which law. The data itself is in no book: a note that holds a number is refused.
4. Whoever it was about is told, once that puts nobody in danger: it is withheld on a ground of the pack with a day to look again.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.case import UNDECIDED, Case, Disclosure
from ombud.core.pack.approvals import signers
from ombud.core.pack.promises import of_severity
from ombud.core.pack.types import Pack, Step
from ombud.core.pack.words import Text, falls_under
from ombud.core.playbooks import DISCLOSES, playbook_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role, Severity, may_act_as

GROUND: Final = "life_at_risk"
"""The ground of the pack by which it is allowed, and for which whoever it was about is not told yet."""
KINDS: Final = MappingProxyType(
    {
        "name": Text(zh="姓名", en="name"),
        "phone": Text(zh="电话", en="phone number"),
        "place": Text(zh="位置", en="place"),
    }
)
"""All that is ever given in an emergency."""
RECEIVERS: Final = MappingProxyType(
    {
        "police": Text(zh="公安机关", en="the police"),
        "rescue": Text(zh="急救或消防", en="an ambulance or the fire brigade"),
        "hotline": Text(zh="危机干预热线", en="a crisis helpline"),
    }
)
CHANNELS: Final = ("emergency_number", "published_number", "official_address")
"""By which way it may go: one that we dialled, or that is known to be theirs."""
OF_AUTHORITIES: Final = "GR"
ASKED_FOR: Final = "GR.EMERGENCY"
AUTHORITY: Final = "V5"
TO_AUTHORITY: Final = "A3"
"""Who answers for it where an authority asked: a lead or counsel."""
_A_NUMBER: Final = re.compile(r"\d(?:[ -]?\d){6,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody says that they gave: kinds of data, to whom, over which channel, and a note without any of it."""

    kinds: tuple[str, ...]
    to: str
    channel: str
    note: str


def step_for(case: Case, pack: Pack) -> Step | None:
    """Return the step of the playbook by which something may be disclosed."""
    return next((step for step in playbook_of(case, pack).steps if step.does == DISCLOSES), None)


def may_disclose(case: Case, pack: Pack) -> bool:
    """Say whether the case is one in which something may be told at once."""
    return _is_grave(case) and case.status in UNDECIDED and step_for(case, pack) is not None


def _is_grave(case: Case) -> bool:
    return case.severity is Severity.S0 or case.code == ASKED_FOR


def check(case: Case, given: Given, *, pack: Pack, by: AgentId, now: datetime) -> tuple[Step, str, datetime]:
    """Return the step that is done by it, who must answer for it and by when; refuse what is not needed, not proved, or says too much.

    Raises: NOT_YOURS, MEASURE_NOT_ALLOWED, UNKNOWN_WORD, BAD_INPUT, NEEDS_REASON, NEEDS_VERIFICATION, GROUND_UNKNOWN.
    """
    if case.agent != by or case.status not in UNDECIDED:
        raise Refused(No.NOT_YOURS, status=case.status.value)
    glass = pack.break_glass
    step, within = step_for(case, pack), of_severity(glass.within, case.severity)
    if step is None or within is None or not _is_grave(case):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=DISCLOSES)
    _check_given(given)
    if falls_under(case.code, (OF_AUTHORITIES,)) and not any(one.level == AUTHORITY for one in case.verified):
        raise Refused(No.NEEDS_VERIFICATION, level=AUTHORITY)
    if GROUND not in pack.grounds:
        raise Refused(No.GROUND_UNKNOWN, ground=GROUND, known=sorted(pack.grounds))
    level = TO_AUTHORITY if falls_under(case.code, (OF_AUTHORITIES,)) else glass.level
    return step, level, now + within


def _check_given(given: Given) -> None:
    _check_known("kinds", given.kinds, KINDS)
    _check_known("to", (given.to,), RECEIVERS)
    _check_known("channel", (given.channel,), CHANNELS)
    if not given.note.strip():
        raise Refused(No.NEEDS_REASON)
    if _A_NUMBER.search(given.note):
        raise Refused(No.BAD_INPUT, field="disclosed_note")


def _check_known(field: str, said: Collection[str], known: Collection[str]) -> None:
    if not said:
        raise Refused(No.FACTS_MISSING, field=field)
    unknown = set(said) - set(known)
    if unknown:
        raise Refused(No.UNKNOWN_WORD, field=field, value=min(unknown), known=sorted(known))


def check_answers(case: Case, no: int, *, by: AgentId, roles: frozenset[str], pack: Pack) -> Disclosure:
    """Return the disclosure that this person may answer for: a second one, who took no part, in the role its level asks for.

    Raises: NOT_FOUND, HAND_IN_IT, SIGNER_ROLE.
    """
    found = next((one for one in case.disclosures if one.fact.no == no and one.agreed is None), None)
    if found is None:
        raise Refused(No.NOT_FOUND, key=no)
    if by in case.prepared or case.has_part(by):
        raise Refused(No.HAND_IN_IT)
    asked = (signers(found.fact.level, pack=pack).groups or ((Role.SENIOR.value,),))[-1]
    if asked and not any(may_act_as(role, roles) for role in asked):
        raise Refused(No.SIGNER_ROLE, role=asked[0], known=list(asked))
    return found


def withheld(case: Case, *, pack: Pack, now: datetime) -> facts.Withheld | None:
    """Return that whoever it was about is not told yet, unless there is a ground already; it is looked at again on a day."""
    if case.is_withheld("account"):
        return None
    review_at = now + pack.grounds[GROUND].review_after
    return facts.Withheld(side="account", ground=GROUND, approver=None, review_at=review_at)
