"""May a message be marked as abuse of those who work here, and may contact be limited for it?

1. A person marks it and names the passage; nothing is heard as abuse by a machine, and anger is none.
2. A warning comes first. Only for what was written after it may a lead, who marked nothing of it, limit contact: until a day.
3. Whoever is heard to be in danger or in a crisis, and a child, is neither warned nor limited, whatever they wrote.
4. Whoever had a hand in it does not look at an objection to it: another lead does.
   Where every lead has a hand in it, as in a house that has one, a senior or the named deputy does; where nobody is left,
   the operator is called to name one.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.complaint import Complaint
from ombud.core.pack.abuse import Abuse, Kind
from ombud.core.pack.records import Answer, Record
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role, may_act_as

DEPUTY: Final = "deputy"
STANDS_IN: Final = frozenset({Role.SENIOR.value, DEPUTY})
"""Who looks again where every lead has a hand in it: by role, or by duty."""
CRISIS: Final = "crisis"
CHILD: Final = "child"


def spared(it: Complaint, *, rule: Abuse) -> str:
    """Return why whoever complained is neither warned nor limited, whatever they wrote; empty where nothing says so."""
    if it.child:
        return CHILD
    grave = it.received.urgent or it.dangers or any(rule.spares_kind(part.code) for part in it.parts)
    return CRISIS if grave else ""


def answer(it: Complaint, *, record: Record, rule: Abuse) -> Answer:
    """Return what follows from one more marked message: a warning where none counts, else the note."""
    warns = record.warned_at is None and not spared(it, rule=rule)
    return Answer.WARNED if warns else Answer.NOTED


def check_mark(it: Complaint, marked: facts.AbuseMarked, *, message: str, passage: str) -> None:
    """Refuse what names no passage of that message, and what is marked already.

    Raises: UNKNOWN_WORD, ABUSE.
    """
    if marked.kind not in frozenset(Kind):
        raise Refused(No.UNKNOWN_WORD, field="abuse_kind", value=marked.kind, known=sorted(Kind))
    if not passage.strip() or passage.strip() not in message:
        raise Refused(No.ABUSE, why="not_quoted", field="abuse_passage")
    if any(one.fact.message == marked.message for one in it.conduct.standing):
        raise Refused(No.ABUSE, why="marked_already")


def check_limit(
    it: Complaint, *, contact: str, until: datetime, by: AgentId, record: Record, rule: Abuse, now: datetime
) -> None:
    """Refuse a limit for whoever is spared, before a warning, for nothing since, without end, or too long."""
    why_spared = spared(it, rule=rule)
    reasons: dict[str, Callable[[], bool]] = {
        why_spared or CRISIS: lambda: bool(why_spared),
        "no_warning": lambda: record.warned_at is None,
        "nothing_since": lambda: record.since == 0 or not it.conduct.standing,
        "limited_already": lambda: record.until is not None,
        "own_mark": lambda: by in it.conduct.hands,
        "contact": lambda: contact not in rule.contacts,
        "too_long": lambda: not now < until <= now + rule.longest,
    }
    why = next((why for why, holds in reasons.items() if holds()), None)
    if why is not None:
        raise Refused(No.ABUSE, why=why)


def borne(several: Iterable[Complaint], *, agent: AgentId, since: datetime, rule: Abuse) -> int:
    """Return how many minutes somebody bore who gives a case back because of it: by what they marked, else the least there is."""
    mine = (
        rule.minutes.get(one.fact.kind, 0)
        for it in several
        for one in it.conduct.standing
        if one.fact.agent == agent and one.at >= since
    )
    return sum(mine) or min(rule.minutes.values(), default=0)


def may_object(it: Complaint, *, now: datetime) -> bool:
    """Say whether something stands that they may object to: what was marked with a letter, or a limit; once at a time."""
    limit = it.conduct.limit
    holds = limit is not None and limit[1].until > now
    warned = any(one.fact.letter is not None for one in it.conduct.standing)
    return (holds or warned) and it.conduct.objection is None and not it.erased


def may_limit(it: Complaint, *, by: AgentId, record: Record, rule: Abuse, now: datetime) -> bool:
    """Say whether somebody may limit contact now, for however short a time."""
    contact, until = next(iter(rule.contacts), ""), now + rule.longest
    with suppress(Refused):
        check_limit(it, contact=contact, until=until, by=by, record=record, rule=rule, now=now)
        return True
    return False


def may_review(it: Complaint, *, by: AgentId, roles: frozenset[str], leads: frozenset[AgentId]) -> bool:
    """Say whether somebody may look again at what stands."""
    with suppress(Refused):
        check_review(it, by=by, roles=roles, leads=leads)
        return True
    return False


def may_answer(it: Complaint, *, roles: frozenset[str], rule: Abuse, now: datetime) -> bool:
    """Say whether somebody may answer all of it together now."""
    with suppress(Refused):
        check_answer(it, roles=roles, rule=rule, now=now)
        return True
    return False


def who_reviews(it: Complaint, *, leads: frozenset[AgentId], stand_in: frozenset[AgentId]) -> str:
    """Return the role that is called to look again: of those who had no hand in it."""
    if leads - it.conduct.hands:
        return Role.LEAD.value
    return Role.SENIOR.value if stand_in - it.conduct.hands else Role.OPERATOR.value


def check_review(it: Complaint, *, by: AgentId, roles: frozenset[str], leads: frozenset[AgentId]) -> None:
    """Refuse to look again where nothing stands, whoever had a hand in it, and whoever is no lead while one is left who had none.

    `roles` hold the duty that somebody was named for, too.
    """
    stands_in = leads <= it.conduct.hands and not STANDS_IN.isdisjoint(roles)
    if Role.LEAD not in roles and not stands_in:
        raise Refused(No.NOT_ALLOWED)
    if not it.conduct.standing:
        raise Refused(No.ABUSE, why="nothing_stands")
    if by in it.conduct.hands:
        raise Refused(No.ABUSE, why="own_hand")


def answerable_at(it: Complaint, *, rule: Abuse, now: datetime) -> datetime | None:
    """Return from when on they may be answered together, while a limit holds and they wrote since; None otherwise.

    Once in so long, counted from the last time, or from the day on which the limit began.
    """
    limit = it.conduct.limit
    if limit is None or limit[1].until <= now:
        return None
    since = max((limit[0], *it.conduct.answered))
    return since + rule.every if any(at > since for at, _ in it.words) else None


def check_answer(it: Complaint, *, roles: frozenset[str], rule: Abuse, now: datetime) -> facts.ContactLimited:
    """Return the limit that holds; refuse an answer by anybody but the contact, to nothing, or before its time."""
    at, limit = answerable_at(it, rule=rule, now=now), it.conduct.limit
    if at is None or limit is None:
        raise Refused(No.ABUSE, why="nothing_to_answer")
    if not may_act_as(limit[1].contact, roles):
        raise Refused(No.ABUSE, why="other_contact")
    if at > now:
        raise Refused(No.ABUSE, why="too_soon", at=at)
    return limit[1]
