"""Is this a decision that may stand, and who else must sign it?"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.core import facts, owning
from ombud.core.calls import never_let_go
from ombud.core.case import HANDED_OVER, Case, Status
from ombud.core.containing import shuts
from ombud.core.fingerprints import keeps_out
from ombud.core.learning import check_fault
from ombud.core.pack.approvals import ApprovalFacts, level, signers
from ombud.core.pack.kinds import UNDO
from ombud.core.pack.promises import of_severity
from ombud.core.pack.types import Category, Measure, Pack
from ombud.core.pack.words import falls_under
from ombud.core.playbooks import (
    LEAKED,
    forbidden,
    lacking,
    opens_again,
    owed_first,
    reported_by,
    unchosen,
    unexplained,
    unproved,
)
from ombud.core.proving import check_order
from ombud.core.refusals import No, Refused
from ombud.core.sparing import MONEY, NOTHING_DONE, Borne, check_no_harsher, check_victims, is_rung
from ombud.core.territories import is_known
from ombud.core.vocabulary import (
    HOST,
    PUNISHES,
    AgentId,
    ComplaintId,
    Outcome,
    Role,
    Ruling,
    may_act_as,
)

GIVES_CONTROL: Final = "R"
"""Takes back one change of an account, payee and real name among them: nobody does that before its owner is known."""
LOCK: Final = "P5"
"""Locks an account for its owner."""
NOT_GIVEN: Final = frozenset({Outcome.REFUSED, Outcome.ANSWERED})
"""After these whoever claimed an account does not have it."""
ITEM: Final = "item"
ACCOUNT: Final = "account"
REMOVED: Final = "removed"
"""What is marked where nobody sees an item any more: its copies can be kept out too."""
DAY: Final = timedelta(days=1)
"""A day is named by its date: the last one counts whole."""
NOTHING_FOUND: Final = frozenset({Outcome.NO_VIOLATION, Outcome.REFUSED})
"""After these nobody is kept apart from anybody."""
STANDING: Final = ("V0", "V1", "V2", "V3", "V4", "V5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an agent wants to decide, in sealed words and codes; `gives_to` is whose complaint gets the account."""

    outcome: Outcome
    clause: str | None
    findings: tuple[facts.Finding, ...]
    measures: tuple[facts.Chosen, ...]
    for_complainant: facts.Words | None
    for_account: facts.Words | None
    why_not_lower: facts.Words | None
    ruling: Ruling | None = None
    gives_to: ComplaintId | None = None
    unfounded: facts.Unfounded | None = None
    fault: facts.Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAbout:
    """A decision of the host's that somebody asks to have looked at, and what it did as far as the host said."""

    name: str
    effects: tuple[Borne, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody who signs."""

    agent: AgentId
    roles: frozenset[str]


def rule(
    case: Case,
    verdict: Verdict,
    *,
    pack: Pack,
    evidence: frozenset[object],
    situation: ApprovalFacts,
    by: AgentId,
    asked_about: AskedAbout | None = None,
    owner_asked: bool = True,
) -> facts.Proposed:
    """Return the proposal, with the number of further signatures it needs; refuse what may not stand.

    `asked_about` is the host's decision that the case is about, None where it is about none;
    `owner_asked` says whether the account that it fell on is among those who complained.
    """
    check_in_hand(case, by)
    _check_decides(case, by)
    category = pack.category(case.code)
    check_kind(case, category)
    _check_steps(case, pack, outcome=verdict.outcome)
    _check_ruling(case, verdict)
    check_fault(verdict.fault, ruling=verdict.ruling, pack=pack)
    _check_outcome(verdict, category, nowhere=case.subject is None)
    _check_explained(verdict, case=case, pack=pack)
    _check_grounds(verdict, case=case, pack=pack, evidence=evidence)
    _check_measures(verdict.measures, case=case, category=category, pack=pack)
    check_sums(verdict, pack=pack)
    check_victims([one.measure for one in verdict.measures], case=case, pack=pack, situation=situation)
    _check_undoes(verdict, category=category, asked_about=asked_about)
    host = asked_about.effects if asked_about else ()
    check_no_harsher(verdict.measures, case=case, pack=pack, outcome=verdict.outcome, host=host)
    _check_reasons(verdict, case, category=category, pack=pack)
    _check_owner(verdict, owner_asked=owner_asked)
    _check_control(verdict, case=case, category=category, pack=pack)
    check_order(case, asks=verdict.outcome is Outcome.GRANTED or bool(verdict.measures), pack=pack)
    _check_orders(verdict, case=case, pack=pack)
    needed = level(
        pack, category=case.code, measures=[one.measure for one in verdict.measures], facts=situation
    )
    if verdict.unfounded is not None and verdict.unfounded.until is not None:
        needed = max(needed, pack.misuse.level)
    others = signers(needed, pack=pack)
    return facts.Proposed(
        no=case.stage,
        agent=by,
        outcome=verdict.outcome.value,
        clause=verdict.clause,
        findings=verdict.findings,
        measures=verdict.measures,
        for_complainant=_must(verdict.for_complainant, "for_complainant"),
        for_account=verdict.for_account,
        why_not_lower=verdict.why_not_lower,
        level=needed,
        signers=others.extra,
        signer_roles=others.groups,
        appeal=case.open_appeals[0].no if case.on_appeal else None,
        ruling=verdict.ruling.value if verdict.ruling else None,
        gives_to=verdict.gives_to if gives_control(case, verdict.measures) else None,
        unfounded=verdict.unfounded,
        fault=verdict.fault,
    )


def check_in_hand(case: Case, by: AgentId) -> None:
    """Refuse work on a case that is not in this agent's hands."""
    if case.status is not Status.IN_HAND or case.agent != by:
        raise Refused(No.NOT_YOURS, status=case.status.value)


def _check_decides(case: Case, by: AgentId) -> None:
    """Refuse to let somebody decide who looked into the matter for others to decide it."""
    if by in case.apart:
        raise Refused(No.HAND_IN_IT, why="looked_apart")


def check_kind(case: Case, category: Category) -> None:
    """Refuse to decide as one kind what turned out to be another.

    Raises: OTHER_KIND.
    """
    found = case.found & {*category.not_if}
    if found:
        raise Refused(No.OTHER_KIND, found=min(found))


def check_signer(case: Case, signer: Signer, *, pack: Pack) -> facts.Proposed:
    """Return the proposal this person may sign; refuse the first signer, a wrong role, a case not offered."""
    proposal = case.proposal
    if case.status is not Status.COSIGNING or proposal is None:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    no = why_not_sign(case, signer, pack=pack)
    if no is not None and no.code is No.SAME_SIGNER:
        raise no
    if case.signer != signer.agent:
        raise Refused(No.NOT_YOURS, status=case.status.value)
    if no is not None:
        raise no
    return proposal


def is_complete(case: Case) -> bool:
    """Say whether every signature is there that the proposal needs."""
    return case.proposal is not None and len(case.signatures) > case.proposal.signers


def why_not_sign(case: Case, signer: Signer, *, pack: Pack) -> Refused | None:
    """Return why this person may not give the signature that is needed next, or None if they may."""
    proposal = case.proposal
    if proposal is None:
        return Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    if signer.agent in case.apart:
        return Refused(No.HAND_IN_IT, why="looked_apart")
    for name in signers(proposal.level, pack=pack).excludes:
        no, excluded = EXCLUSIONS[name]
        if signer.agent in excluded(case):
            return Refused(no)
    return _why_not_in(_next_roles(case, proposal), signer)


def _next_roles(case: Case, proposal: facts.Proposed) -> tuple[str, ...]:
    """Return the roles of which whoever signs next needs one; none where anybody will do."""
    place = len(case.signatures) - 1 - (proposal.signers - len(proposal.signer_roles))
    return proposal.signer_roles[place] if 0 <= place < len(proposal.signer_roles) else ()


def _why_not_in(roles: tuple[str, ...], signer: Signer) -> Refused | None:
    if not roles or any(may_act_as(role, signer.roles) for role in roles):
        return None
    return Refused(No.SIGNER_ROLE, role=roles[0], known=list(roles))


def _earlier(case: Case) -> frozenset[AgentId]:
    """Return who took part in what is appealed; where whoever proposes stood behind a step of it, all who did."""
    stood = case.stood_behind
    only_two = stood if not stood.isdisjoint(case.signatures) else frozenset()
    return only_two | frozenset(
        hand.agent for hand in case.hands if hand.decision < case.stage and hand.role == "took_part"
    )


EXCLUSIONS: Final[Mapping[str, tuple[No, Callable[[Case], Collection[AgentId]]]]] = MappingProxyType(
    {
        "signed": (No.SAME_SIGNER, lambda case: case.signatures),
        "prepared": (No.HAND_IN_IT, lambda case: case.prepared),
        "earlier": (No.HAND_IN_IT, _earlier),
    }
)
"""Whom a level of signature may exclude: who proposed or signed, who prepared it, who took part in what is appealed."""


def _must(words: facts.Words | None, side: str) -> facts.Words:
    if words is None:
        raise Refused(No.REASONS_MISSING, side=side)
    return words


def _check_steps(case: Case, pack: Pack, *, outcome: Outcome) -> None:
    missing = owed_first(case, pack, outcome=outcome)
    if missing:
        raise Refused(No.STEPS_OPEN, steps=tuple(step.id for step in missing))


def _check_ruling(case: Case, verdict: Verdict) -> None:
    """Refuse an appeal without a ruling, and one whose letter would say the opposite of what is decided."""
    if not case.on_appeal:
        if verdict.ruling is not None:
            raise Refused(No.NOT_DECIDED, field="ruling")
        return
    stands = verdict.outcome == case.decisions[-1].proposal.outcome
    fitting = (Ruling.UPHELD if stands else Ruling.OVERTURNED, Ruling.CHANGED)
    if verdict.ruling not in fitting:
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="ruling", known=[ruling.value for ruling in fitting])


def _check_outcome(verdict: Verdict, category: Category, *, nowhere: bool) -> None:
    if verdict.outcome not in category.outcomes:
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="outcome", known=list(category.outcomes))
    lacks = undone(verdict.outcome, verdict.measures, category=category, nowhere=nowhere)
    if lacks is not None:
        why = "granted_without" if verdict.outcome is Outcome.GRANTED else "found_without"
        raise Refused(No.MEASURE_NOT_ALLOWED, why=why, measure=lacks)
    if verdict.measures and verdict.outcome not in PUNISHES:
        raise Refused(
            No.MEASURE_NOT_ALLOWED, measure=verdict.measures[0].measure, outcome=verdict.outcome.value
        )


def undone(outcome: str, chosen: Iterable[facts.Chosen], *, category: Category, nowhere: bool) -> str | None:
    """Return the measure that a decision lacks which says that something was done and does nothing; None where it lacks none.

    What is found of a case that is about nothing on the platform (`nowhere`), such as a threat, has nothing to fall on there.
    """
    measures = {one.measure for one in chosen}
    if outcome == Outcome.GRANTED and category.granted_with and measures.isdisjoint(category.granted_with):
        return category.granted_with[0]
    if outcome == Outcome.VIOLATION and category.acts and not measures and not nowhere:
        return next(iter(category.rungs), NOTHING_DONE)
    return None


def _check_explained(verdict: Verdict, *, case: Case, pack: Pack) -> None:
    """Refuse to let stand what the host decided and never said why."""
    if verdict.outcome in NOTHING_FOUND and unexplained(case, pack):
        raise Refused(No.UNEXPLAINED)


def _check_grounds(verdict: Verdict, *, case: Case, pack: Pack, evidence: frozenset[object]) -> None:
    """Refuse a finding without evidence and a violation without a clause; an answer to a question needs neither."""
    if verdict.outcome is Outcome.ANSWERED:
        return
    if not verdict.findings:
        raise Refused(No.FACTS_MISSING)
    for finding in verdict.findings:
        if not finding.evidence or not evidence.issuperset(finding.evidence):
            raise Refused(No.FACTS_MISSING, field="evidence")
    if verdict.clause is None:
        raise Refused(No.CLAUSE_MISSING)
    if verdict.clause not in {clause.id for clause in pack.clauses_for(case.code)}:
        raise Refused(No.CLAUSE_UNKNOWN, clause=verdict.clause)


def _check_measures(chosen: Iterable[facts.Chosen], *, case: Case, category: Category, pack: Pack) -> None:
    still_forbidden, unshown = forbidden(case, pack), lacking(case, pack)
    for one in chosen:
        measure = pack.measure(one.measure)
        if measure is None or measure.protective or not category.allows(one.measure):
            raise Refused(No.MEASURE_NOT_ALLOWED, measure=one.measure)
        level = max(
            (need for barred, need in unshown.items() if falls_under(one.measure, (barred,))), default=""
        )
        if level:
            raise Refused(No.NEEDS_VERIFICATION, level=level)
        if falls_under(one.measure, still_forbidden):
            raise Refused(No.MEASURE_NOT_ALLOWED, measure=one.measure, steps="open")
        if measure.dated and one.until is None:
            raise Refused(No.MEASURE_NEEDS_LIMIT, measure=one.measure)
        if one.block and not blocks(measure):
            raise Refused(No.MEASURE_NOT_ALLOWED, measure=one.measure)
        check_territory(one, measure)
        check_says(one, measure)


def _check_orders(verdict: Verdict, *, case: Case, pack: Pack) -> None:
    """Refuse a decision after which a step could be done by nothing that was ordered: choose it, or leave the step out first.

    Another look is judged by its own playbook, and what was ordered before stands or falls with it.

    Raises: STEP_UNORDERED.
    """
    if case.on_appeal:
        return
    left = unchosen(case, pack, outcome=verdict.outcome, chosen=verdict.measures)
    if left:
        raise Refused(No.STEP_UNORDERED, step=left[0].id, measures=left[0].ordered)


def _check_undoes(verdict: Verdict, *, category: Category, asked_about: AskedAbout | None) -> None:
    """Refuse to say that somebody is right about a decision of the host's and leave all of it as it is."""
    grants = verdict.outcome is Outcome.GRANTED and category.allows(GIVES_CONTROL)
    if asked_about is not None and grants and not facts.undoes_host(verdict.measures):
        raise Refused(
            No.MEASURE_NOT_ALLOWED, why="undo_nothing", measure=GIVES_CONTROL, decision=asked_about.name
        )


def check_territory(one: facts.Chosen, measure: Measure) -> None:
    """Refuse what is withheld in some territories without saying in which, and territories where a measure holds everywhere.

    Raises: NO_TERRITORY.
    """
    if bool(one.territory) is not measure.territorial or not all(map(is_known, one.territory)):
        raise Refused(No.NO_TERRITORY, measure=one.measure)


def check_says(one: facts.Chosen, measure: Measure) -> None:
    """Refuse to say nothing to people whom a measure tells something, and words of a measure that tells nobody anything.

    Raises: SAYS_NOTHING.
    """
    if bool(one.words) is not bool(measure.says):
        raise Refused(No.SAYS_NOTHING, measure=one.measure)


def blocks(measure: Measure) -> bool:
    """Say whether a measure can keep out what comes again: copies of a removed item, or whoever had an account that is closed for good."""
    lasts = measure.scope == ITEM or (measure.scope == ACCOUNT and not measure.dated)
    return lasts and REMOVED in (measure.marks or ()) and not measure.protective


def check_sums(verdict: Verdict, *, pack: Pack) -> None:
    """Refuse a sum where no money moves, and to grant somebody money without saying how much."""
    for one in verdict.measures:
        measure = pack.measure(one.measure)
        moves = measure is not None and measure.scope == MONEY
        if moves and one.amount is None and verdict.outcome is Outcome.GRANTED:
            raise Refused(No.BAD_AMOUNT, why="missing", measure=one.measure)
        if not moves and one.amount is not None:
            raise Refused(No.BAD_AMOUNT, why="no_money", measure=one.measure)


def lasting(
    chosen: Iterable[facts.Chosen],
    *,
    pack: Pack,
    now: datetime,
    before: Iterable[facts.Chosen] = (),
) -> tuple[facts.Chosen, ...]:
    """Give those measures an end that have one by themselves and that nobody gave another: a strike decays.

    What is chosen again keeps the end it had (`before`). Refuse an end that is over before it begins, and one that is
    further off than the measure's longest time.
    """
    had = {(one.measure, one.target): one.until for one in before}
    ended = tuple(_ended(one, pack.measure(one.measure), had=had, now=now) for one in chosen)
    past = next((one for one in ended if one.until is not None and one.until <= now), None)
    if past is not None:
        raise Refused(No.BAD_TIME, field="until", measure=past.measure)
    return ended


def _ended(
    one: facts.Chosen,
    entry: Measure | None,
    *,
    had: Mapping[tuple[str, UUID], datetime | None],
    now: datetime,
) -> facts.Chosen:
    if entry is None:
        return one
    if one.until is None and entry.lasts:
        return replace(one, until=had.get((one.measure, one.target)) or now + entry.lasts)
    if entry.longest and one.until is not None and one.until > now + entry.longest + DAY:
        raise Refused(
            No.BAD_TIME, field="until", why="too_long", measure=one.measure, days=entry.longest.days
        )
    return one


def _must_explain(verdict: Verdict, case: Case, *, category: Category, pack: Pack) -> bool:
    """Say whether a measure is high on the ladder, and nothing lets it be taken without saying why no lower one would do."""
    chosen = [one.measure for one in verdict.measures]
    jumps = category.jumps(found=case.found, referred=not reported_by(case, pack).isdisjoint(chosen))
    entries = (pack.measure(one) for one in chosen)
    return any(one is not None and one.explain and not falls_under(one.code, jumps) for one in entries)


def _check_reasons(verdict: Verdict, case: Case, *, category: Category, pack: Pack) -> None:
    _must(verdict.for_complainant, "for_complainant")
    if takes_from(verdict.measures, pack=pack):
        _must(verdict.for_account, "for_account")
    if verdict.why_not_lower is None and _must_explain(verdict, case, category=category, pack=pack):
        raise Refused(No.REASONS_MISSING, side="why_not_lower")
    if case.on_appeal and case.decisions[-1].proposal.for_account is not None:
        _must(verdict.for_account, "for_account")


def _check_owner(verdict: Verdict, *, owner_asked: bool) -> None:
    """Refuse to undo what the host decided without words for the account that bore it, where only others complained."""
    if facts.undoes_host(verdict.measures) and not owner_asked and verdict.for_account is None:
        raise Refused(No.REASONS_MISSING, side="for_account", why="owner")


def takes_from(chosen: Iterable[facts.Chosen], *, pack: Pack) -> bool:
    """Say whether a rung of the ladder takes something from somebody, whatever the decision is called that chose it."""
    entries = (pack.measure(one.measure) for one in chosen if is_rung(one.measure))
    return any(entry is not None and entry.takes for entry in entries)


def gives_control(case: Case, chosen: Iterable[facts.Chosen]) -> bool:
    """Say whether these measures hand over an account; a case that was ever about one stays so, whatever it is called now."""
    return case.was_about_account and any(falls_under(one.measure, (GIVES_CONTROL,)) for one in chosen)


def _check_control(verdict: Verdict, *, case: Case, category: Category, pack: Pack) -> None:
    """Refuse to hand over an account before the very person who gets it has proved to be its owner."""
    if not gives_control(case, verdict.measures):
        if any(one.measure == UNDO for one in verdict.measures):
            raise Refused(No.MEASURE_NOT_ALLOWED, measure=UNDO)
        return
    names = (
        pack.category(code) for code in case.codes if code in pack.categories and code.startswith(HANDED_OVER)
    )
    needed = max((category.to_disclose, *(one.to_disclose for one in names)))
    if case.proved(verdict.gives_to) < needed:
        raise Refused(No.NEEDS_VERIFICATION, level=needed)
    _must(verdict.for_account, "for_account")
    owning.check_reaches(case, verdict.gives_to, level=needed, pack=pack)
    missing = unproved(case, pack, measure=GIVES_CONTROL, complaint=verdict.gives_to)
    if missing:
        raise Refused(No.STEPS_OPEN, steps=missing)


def check_protective(case: Case, measure: Measure | None, *, pack: Pack) -> Measure:
    """Return the measure if it may be taken provisionally here; no finding is needed, a limit is.

    In danger that goes for some measures of the ladder too, with the limit that the pack gives to what is done at once.
    """
    if measure is None or not may_protect(case, measure, pack=pack):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=measure.code if measure else None)
    if not measure.protective:
        measure = replace(measure, limit=pack.break_glass.limit, review=pack.break_glass.review)
    if measure.code in forbidden(case, pack):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=measure.code, steps="open")
    if measure.limit is None or measure.review is None:
        raise Refused(No.MEASURE_NEEDS_LIMIT, measure=measure.code)
    if not (keeps_out(measure) or shuts(measure)) and any(
        held.order.measure == measure.code for held in case.protections
    ):
        raise Refused(No.ALREADY_DONE, measure=measure.code)
    return measure


def check_lifts(case: Case, held: facts.Protected, *, by: AgentId, pack: Pack) -> tuple[str, ...]:
    """Return the steps that are open again once this ends; refuse to end alone what protects in danger, or a child.

    There whoever had a hand in the matter ends nothing: somebody else does. Nor does anything end that a step had to be done
    by while its proposal is read: whoever signs would sign for what is there no more.

    Raises: HAND_IN_IT, NOT_IN_THIS_STATE.
    """
    again = opens_again(case, pack, measure=held.order.measure)
    if never_let_go(case, pack=pack) and case.has_part(by):
        raise Refused(No.HAND_IN_IT, why="protects")
    if again and case.status is Status.COSIGNING:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    return again


def may_lift(case: Case, by: AgentId, *, leads: bool, pack: Pack) -> bool:
    """Say whether somebody may end what is held: whoever holds the case or a lead; in danger, or of a child, only a lead apart."""
    if never_let_go(case, pack=pack):
        return leads and not case.has_part(by)
    return leads or by == case.agent


def may_protect(case: Case, measure: Measure, *, pack: Pack) -> bool:
    """Say whether a measure may be taken here before anything was found."""
    at_once = pack.break_glass.covers(measure.code, severity=case.severity)
    return (measure.protective or at_once) and pack.category(case.code).allows(measure.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Which answer a measure that one person takes at once needs afterwards, by when, and whether silence undoes it."""

    level: str | None = None
    by: datetime | None = None
    stays: bool = False


def answer_for(
    case: Case, measure: Measure, *, situation: ApprovalFacts, pack: Pack, now: datetime
) -> Answer:
    """Return who must answer for a measure that one person takes; refuse what cannot be taken back or punishes a victim."""
    glass = pack.break_glass
    if not measure.protective:
        check_victims((measure.code,), case=case, pack=pack, situation=situation)
    asked = level(pack, category=case.code, measures=[measure.code], facts=situation)
    needed = asked if measure.protective else max(asked, glass.level)
    if not signers(needed, pack=pack).extra:
        return Answer()
    within = of_severity(glass.within, case.severity)
    if within is None or measure.code in glass.never:
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=measure.code, why="takes_two")
    return Answer(level=needed, by=now + within, stays=never_let_go(case, pack=pack))


def check_answers(case: Case, key: str, person: Signer, *, pack: Pack) -> facts.Protected:
    """Return the measure this person may answer for: a second one, who took no part, in the role the level asks for.

    Whoever only looked apart decides nothing here, and may. What the house took by itself is nobody's own: whoever holds the case may
    answer for it, too.
    """
    held = next((one for one in case.unanswered if one.order.key == key), None)
    if held is None or held.level is None:
        raise Refused(No.NOT_FOUND, key=key)
    if not held.by_alarm and person.agent in (case.prepared - case.apart) | {case.agent}:
        raise Refused(No.HAND_IN_IT)
    asked = signers(held.level, pack=pack).groups or ((Role.SENIOR.value,),)
    no = _why_not_in(asked[-1], person)
    if no is not None:
        raise no
    return held


def outlasts(case: Case, held: facts.Protected, *, proposal: facts.Proposed, pack: Pack) -> bool:
    """Say whether a decision leaves a provisional measure alone until its limit: it only protects, and takes nothing.

    What is kept as evidence is kept for an appeal, too, whatever was decided. A shield, a contact that was cut and a picture that
    is kept out stay where something was found, and a second has answered for it or signs the decision. What shuts a part of the
    host's systems stays, whatever is decided, once a leak was confirmed.
    """
    if stays_locked(case, held, proposal=proposal, pack=pack):
        return True
    entry = pack.measure(held.order.measure)
    if entry is None or not entry.protective or entry.takes:
        return False
    if entry.scope == "item" or (shuts(entry) and LEAKED in case.found):
        return True
    alone = held in case.unanswered and not proposal.signers
    return proposal.outcome not in NOTHING_FOUND and not alone


def stays_locked(case: Case, held: facts.Protected, *, proposal: facts.Proposed, pack: Pack) -> bool:
    """Say whether a lock stays to its limit although whoever claimed the account does not get it.

    They lacked proof, and nobody else has said yet that it is theirs. That the account is in other hands the host's own risk check
    says, and that is as true as before.
    """
    category = pack.category(case.code)
    told = case.known[HOST][1].facts if HOST in case.known else ()
    at_risk = category.wary and not {*told}.isdisjoint(category.protect_if)
    first = proposal.ruling is None
    return at_risk and first and held.order.measure == LOCK and proposal.outcome in NOT_GIVEN


def until(measure: Measure, now: datetime) -> tuple[datetime, datetime]:
    """Return when a provisional measure lapses and when it is looked at before."""
    if measure.limit is None or measure.review is None:
        raise Refused(No.MEASURE_NEEDS_LIMIT, measure=measure.code)
    return now + measure.limit, now + measure.review
