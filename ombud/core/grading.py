"""What is known about a case, and what do the rules of severity make of it?

1. Facts arrive: complaints join, the host is asked, an agent finds something out, somebody proves who they are, the case
   is recoded or judged by another pack. After each of them the rows of the pack are read anew.
2. Which rows hold is written into the book by `Weighed`. A row that newly holds raises the severity to its own at least;
   one that holds no more lowers nothing: only a person says that a case is less grave than it was.
3. What anybody can say or bring about (a claimed relation, how many complain) only brings the case to somebody's eyes
   sooner, until it is decided.
4. A row may ask for a seal, a clearance or somebody senior: from that moment on, and whatever follows. Whoever holds the
   case and lacks it gives it back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.case import UNDECIDED, Case, Status
from ombud.core.pack.grading import (
    ANSWERED,
    FINGERPRINTS,
    FOUND,
    REPORTERS,
    SHIELD,
    TRUSTED,
    UNREAD,
    Known,
    SeverityRule,
    hits,
)
from ombud.core.pack.types import Pack, Step
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import (
    HOST,
    OWN_WORDS_OF_A_CHILD,
    AgentId,
    Lang,
    Relation,
    Severity,
    Side,
    SubjectKind,
)

NOTHING_ANSWERED: Final[Mapping[str, object]] = MappingProxyType({})
AGENT: Final = "agent"
STEP: Final = "step"
"""Who says what was found: an agent, or a step of the playbook that looked for it."""
CHILD_SPEAKS: Final = "child_speaks"
_SPOKE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "answered-danger-now": "danger_now",
        "answered-money-moving": "money_lost",
        "says-money-was-lost": "money_lost",
        "happens-right-now": "right_now",
        OWN_WORDS_OF_A_CHILD: CHILD_SPEAKS,
        "child-may-die": "child_concerned",
    }
)
"""Rule of triage → what it tells for the rules of severity."""
_FOR_A_COMPANY: Final[Mapping[str, object]] = MappingProxyType({"company": True, "acts_as": "company"})
"""Question → the answer by which somebody says that they act for a company or an organisation."""
PRINTS: Final = "image_hashes"
"""The question that is answered by fingerprints of pictures."""
_PROOF: Final[Mapping[str, str]] = MappingProxyType({"V4": "guardian_proved", "V5": "authority_proved"})


def heard(
    because: Iterable[str],
    *,
    relation: str | None,
    subject_kind: str | None,
    answers: Mapping[str, object] = NOTHING_ANSWERED,
    trusted: bool = False,
) -> tuple[str, ...]:
    """Return what a complaint tells the rules of severity and of approval; whoever claims nothing is a bystander.

    `trusted`: it came with the key of a trusted flagger for such matters.
    """
    said = {_SPOKE[rule] for rule in because if rule in _SPOKE}
    said.add(f"claims_{relation or Relation.BYSTANDER}")
    if subject_kind == SubjectKind.LIVE:
        said.add("subject_live")
    for_themselves = relation in {Relation.AFFECTED, Relation.GUARDIAN, Relation.REPRESENTATIVE}
    said |= set(_answered({name: one for name, one in answers.items() if name != SHIELD or for_themselves}))
    if any(answers.get(question) == answer for question, answer in _FOR_A_COMPANY.items()):
        said.add("claims_company")
    if answers.get(PRINTS):
        said.add(FINGERPRINTS)
    if trusted:
        said.add(TRUSTED)
    return tuple(sorted(said))


def _answered(answers: Mapping[str, object]) -> Iterator[str]:
    """Yield what the answers of a form tell; of several that were chosen each counts."""
    for question, tells in ANSWERED.items():
        answer = answers.get(question)
        chosen = answer if isinstance(answer, list | tuple) else (answer,)
        yield from (tells[one] for one in chosen if one in tells)


def known(case: Case) -> Known:
    """Return everything that a case knows and rules of severity read."""
    seen, said, counts = case.known.get(HOST), {*case.heard, *case.found}, {REPORTERS: case.members}
    for _, fact in case.known.values():
        counts |= {one.name: one.n for one in fact.counts}
    said |= {_PROOF[one.level] for one in case.verified if one.level in _PROOF}
    said |= {UNREAD} if case.opened.lang == Lang.UND else set()
    return Known(
        facts=frozenset(said),
        counts=counts,
        earlier=seen[1].earlier if seen else (),
        at=seen[0] if seen else None,
    )


LATER: Final = frozenset({"record_asked"})
"""What may still be said of a decided case by whoever has a part in it: somebody comes back and asks for what is theirs."""


def is_asked_later(case: Case, found: Collection[str]) -> bool:
    """Say whether all that is said anew of a decided case is that somebody asks for what is theirs."""
    return case.status is Status.DECIDED and LATER.issuperset({*found} - {*said(case, AGENT)})


def established(case: Case, found: Collection[str]) -> facts.Established | None:
    """Return what an agent found in place of what was said before; None if the book says so already.

    What a step found stays found: whoever looked there wrote down on what it rests, and saying less afterwards undoes no look.
    """
    _check(found, known=FOUND)
    fact = facts.Established(source=AGENT, facts=tuple(sorted(found)))
    return None if fact.facts == said(case, AGENT) else fact


def unsays(case: Case, found: Collection[str]) -> bool:
    """Say whether something that somebody found and said would be taken back; what a step found, too, stays found all the same."""
    return not set(said(case, AGENT)) <= {*found, *said(case, STEP)}


def check_unsays(case: Case, *, by: AgentId, leads: bool, reason: str) -> None:
    """Refuse to take a finding back to anybody but a lead who took no part, and without a reason: what rests on it falls with it.

    Raises: NOT_ALLOWED, NOT_IN_THIS_STATE, NEEDS_REASON.
    """
    if not leads or case.has_part(by):
        raise Refused(No.NOT_ALLOWED, why="unsaid")
    if case.status not in UNDECIDED:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)


def may_unsay(case: Case, *, by: AgentId, leads: bool) -> bool:
    """Say whether somebody may take a finding back, if they say why."""
    return leads and not case.has_part(by) and case.status in UNDECIDED


def of_a_child(case: Case, *, side: Side) -> facts.Established | None:
    """Return that whoever speaks for a side says in later words that they are a child; None if the book says so already."""
    fact = facts.Established(source=side.value, facts=(CHILD_SPEAKS,))
    heard = side is Side.COMPLAINANT and CHILD_SPEAKS in case.heard
    return None if heard or said(case, side) == fact.facts else fact


def by_step(case: Case, step: Step, *, found: Collection[str]) -> facts.Established | None:
    """Return what the steps found once this one is done: what they found before, and its own answer; None if that is nothing new."""
    _check(found, known=step.finds)
    before = said(case, STEP)
    fact = facts.Established(source=STEP, facts=tuple(sorted({*before, *found})))
    return None if fact.facts == before else fact


def _check(found: Collection[str], *, known: Collection[str]) -> None:
    unknown = set(found) - set(known)
    if unknown:
        raise Refused(No.UNKNOWN_WORD, field="found", value=min(unknown), known=sorted(known))


def said(case: Case, source: str) -> tuple[str, ...]:
    """Return what one source said that is true of the case."""
    before = case.known.get(source)
    return before[1].facts if before else ()


def weigh(case: Case, *, pack: Pack, at: datetime) -> facts.Weighed | None:
    """Return what the rows make of what is known now, or None if the book says so already, or nobody works on it."""
    if case.status is Status.CLOSED or case.erased_at is not None:
        return None
    holding = hits(pack.severities.values(), category=case.code, known=known(case))
    ids = tuple(row.id for row in holding)
    owed = {ask for row in holding for ask in row.asks} - case.asks
    if ids == case.weighed and not owed:
        return None
    fresh = tuple(row for row in holding if row.id not in case.weighed)
    look = _soonest(fresh)
    return facts.Weighed(
        rules=ids,
        severity=gravest(fresh),
        look_by=None if look is None else at + look,
        asks=tuple(sorted(owed)),
    )


def gravest(rows: Iterable[SeverityRule]) -> str | None:
    """Return the gravest severity that rows ask for; None where they ask for a look at most."""
    return min((row.severity for row in rows if row.severity), default=None)


def _soonest(rows: Iterable[SeverityRule]) -> timedelta | None:
    return min((row.look_within for row in rows if row.look_within), default=None)


def at_the_door(
    severity: Severity, *, code: str, said: Iterable[str], pack: Pack
) -> tuple[Severity, tuple[str, ...]]:
    """Return how grave one matter of a complaint is by what it tells itself, and which rows made it graver."""
    holding = [
        row
        for row in hits(pack.severities.values(), category=code, known=Known(facts=frozenset(said)))
        if row.severity
    ]
    graver = tuple(f"severity.{row.id}" for row in holding if (row.severity or "") < severity)
    return Severity(min([severity.value, *(row.severity or severity.value for row in holding)])), graver
