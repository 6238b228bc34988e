"""How do an agent's plain words become a proposal? Sealed, weighed by the rules, written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from ombud.core import decisions, enforcement, facts, misuse, notices, refunding, restoring
from ombud.core.case import Case
from ombud.core.decisions import Verdict
from ombud.core.ids import Mint
from ombud.core.pack.approvals import ApprovalFacts
from ombud.core.pack.kinds import UNDO
from ombud.core.pack.records import Answer
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Outcome, Ruling, Side, SubjectKind
from ombud.store import (
    charging,
    doubts,
    holding,
    members,
    owners,
    returning,
    reversing,
    rivals,
    rows,
    situations,
    statements,
    subjects,
    taking_effect,
    texts,
)
from ombud.store import clearing as struck
from ombud.store import misuse as unfounded
from ombud.store.ledger import read_complaint


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfounded:
    """That somebody's notice was manifestly unfounded, in plain words: why, on what that rests, what follows."""

    complaint: ComplaintId
    text: str
    evidence: tuple[UUID, ...]
    answer: str = Answer.NOTED.value
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What was wrong with the decision before and why it came about, in plain words beside the codes."""

    lapse: str
    cause: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an agent has written down to decide a case, in plain words; `findings` pairs words with evidence ids."""

    outcome: Outcome
    clause: str | None
    findings: Sequence[tuple[str, tuple[UUID, ...]]]
    measures: tuple[facts.Chosen, ...]
    for_complainant: str
    for_account: str = ""
    why_not_lower: str = ""
    ruling: Ruling | None = None
    at_once: str | None = None
    """Why a measure that a law has announced ahead holds at once all the same."""
    gives_to: ComplaintId | None = None
    """Whose complaint gets the account; where only one complained it need not be said."""
    undoes: tuple[str, ...] = ()
    """The changes of the account that are taken back, by the host's own ids, as its timeline shows them."""
    intruded_by: str = ""
    """The change by which somebody else came to have the account, by the host's own id."""
    clears: tuple[CaseId, ...] = ()
    """The cases of ours that struck the account for what was done with it from then until it was locked."""
    falls: tuple[str, ...] = ()
    """The host's own decisions by which the account bears something for an intruder: that falls with the account."""
    stays: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Those of them since the intruder came that stay, and why, in plain words."""
    says: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What a measure tells others than the two sides, by its code, in plain words."""
    declares: frozenset[str] = frozenset()
    """What the agent knows of the situation that raises the approval: complainant_is_company, minor_disclosure …"""
    unfounded: Unfounded | None = None
    alike: CaseId | None = None
    """The first of several cases that are proposed alike in one act."""
    fault: Fault | None = None
    """What was wrong with the decision that this one changes, and why."""


def proposal_of(
    case: Case, draft: Draft, *, pack: Pack, by: AgentId, mint: Mint, now: datetime
) -> facts.Proposed:
    """Seal the words and let the rules judge; refuse what may not stand."""
    decisions.check_in_hand(case, by)
    _check_words(draft, pack)
    _check_said(case, draft, pack)
    keeper = _Keeper(case.id, mint)
    verdict = Verdict(
        outcome=draft.outcome,
        clause=draft.clause or None,
        findings=tuple(
            facts.Finding(words=keeper.keep(text), evidence=shown) for text, shown in draft.findings
        ),
        measures=tuple(
            replace(one, words=keeper.keep_any(draft.says.get(one.measure, "")))
            for one in _chosen(case, draft, pack=pack, now=now)
        ),
        for_complainant=keeper.keep_any(draft.for_complainant),
        for_account=keeper.keep_any(draft.for_account),
        why_not_lower=keeper.keep_any(draft.why_not_lower),
        ruling=draft.ruling,
        gives_to=members.meant(case, draft.gives_to),
        unfounded=_unfounded(draft.unfounded, keeper),
        fault=_fault(draft.fault, keeper),
    )
    charging.check_back(case, verdict.measures, outcome=verdict.outcome)
    intruded = struck.found(
        case,
        verdict,
        since=draft.intruded_by,
        named=draft.clears,
        stays=_stays(draft, keeper),
        pack=pack,
        now=now,
    )
    situation = situations.situation(case, verdict, declares=draft.declares, pack=pack)
    paused = doubts.is_paused(verdict.clause, now=now)
    situation = replace(situation, cluster=draft.alike is not None, clause_paused=paused)
    evidence = situations.evidence_of(case)
    _check_unfounded(case, verdict, situation=situation, evidence=evidence, pack=pack, now=now)
    proposal = decisions.rule(
        case,
        verdict,
        pack=pack,
        evidence=evidence,
        situation=situation,
        by=by,
        asked_about=reversing.asked_about(case, verdict.measures),
        owner_asked=owners.asked(case, verdict.measures),
    )
    rivals.check_free(case, proposal)
    reversing.check_undoes(case, proposal.measures, now=now)
    announces = taking_effect.asked(case, proposal.measures, at_once=draft.at_once, situation=situation)
    restoring.check_stays(case, proposal.measures, barred=returning.barred(case), pack=pack)
    restoring.check_not_before(case, proposal, clocks=rows.case_clocks(case, now=now), now=now)
    return replace(proposal, announces=announces, at_once=draft.at_once, alike=draft.alike, intruded=intruded)


def _chosen(case: Case, draft: Draft, *, pack: Pack, now: datetime) -> tuple[facts.Chosen, ...]:
    """Return every measure that the draft chooses, with its end and, where it restores, the decision of the host's it undoes."""
    before = case.decisions[-1].proposal.measures if case.decisions else ()
    _check_guards(case, draft, pack=pack)
    named = (reversing.name(case, one) for one in draft.measures)
    undone = (*_undone(case, draft, now=now), *struck.chosen(case, draft.falls))
    return decisions.lasting((*named, *undone), pack=pack, now=now, before=before)


def _check_guards(case: Case, draft: Draft, *, pack: Pack) -> None:
    """Refuse what guards a child's account where a case about money names no payment: whoever was paid is not who paid.

    Raises: MEASURE_NEEDS_TARGET.
    """
    guarding = [one for one in draft.measures if (entry := pack.measure(one.measure)) and entry.guards]
    if not guarding or not pack.category(case.code).allows(refunding.MONEY):
        return
    about = subjects.find(case.subject) if case.subject else None
    if about is None or about.kind != SubjectKind.ORDER:
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=guarding[0].measure, why="payer")


def _undone(case: Case, draft: Draft, *, now: datetime) -> tuple[facts.Chosen, ...]:
    """Return what takes back the changes that were picked.

    Refuse one that the host never told of, and one that a decision in force requires.
    """
    told = {str(one["id"]): one for one in situations.snapshot(case).get("changes") or ()}
    unknown = set(draft.undoes) - told.keys()
    if unknown:
        raise Refused(No.UNKNOWN_WORD, field="undoes", value=min(unknown), known=sorted(told))
    ours = (str(told[one].get("order") or "") for one in draft.undoes)
    if any(enforcement.is_key(key) and holding.is_held(key, at=now) for key in ours):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=UNDO, why="required")
    named = subjects.find(case.subject) if draft.undoes and case.subject else None
    if named is None:
        return ()
    changes = (subjects.keep(named.platform, subjects.CHANGE, one) for one in dict.fromkeys(draft.undoes))
    return tuple(facts.Chosen(measure=UNDO, target=one) for one in changes)


def _check_words(draft: Draft, pack: Pack) -> None:
    """Refuse words that no letter of ours says, before anything is sealed; reasons and findings go to the account too."""
    notices.check_phrases(draft.for_complainant, pack=pack, side=Side.COMPLAINANT, field="for_complainant")
    if draft.unfounded is not None:
        notices.check_phrases(draft.unfounded.text, pack=pack, side=Side.COMPLAINANT, field="unfounded")
    told = ("for_account", draft.for_account), ("why_not_lower", draft.why_not_lower)
    for name, text in (*told, *(("findings", text) for text, _ in draft.findings)):
        notices.check_phrases(text, pack=pack, side=Side.ACCOUNT, field=name)


def _check_said(case: Case, draft: Draft, pack: Pack) -> None:
    """Refuse words for others that are longer than the measure carries, that no letter of ours says, or that give somebody away.

    What is shown beside a thing is the answer of whoever asked for that, in their own words.
    """
    for code, text in draft.says.items():
        notices.check_phrases(text, pack=pack, side=Side.ACCOUNT, field="says")
        entry = pack.measure(code)
        most = entry.says if entry is not None else 0
        if most and len(text.strip()) > most:
            raise Refused(No.TEXT_TOO_LONG, field="says", limit=most, length=len(text.strip()))
        if entry is not None and entry.reaches is not None:
            statements.guard(case, text, field="says")


def _check_unfounded(
    case: Case,
    verdict: Verdict,
    *,
    situation: ApprovalFacts,
    evidence: frozenset[UUID],
    pack: Pack,
    now: datetime,
) -> None:
    """Refuse to hold a notice against who sent it where that may not be, or where what follows comes too early."""
    found = verdict.unfounded
    if found is None:
        return
    complaint = read_complaint(found.complaint)
    misuse.check_appeal(case, found, ruling=verdict.ruling)
    misuse.check(
        found,
        case=case,
        outcome=verdict.outcome.value,
        by=complaint,
        situation=situation,
        evidence=evidence,
        record=unfounded.record_of(complaint, pack=pack, now=now),
        rule=pack.misuse,
        now=now,
    )


def _unfounded(draft: Unfounded | None, keeper: "_Keeper") -> facts.Unfounded | None:
    if draft is None:
        return None
    return facts.Unfounded(
        complaint=draft.complaint,
        words=keeper.keep(draft.text, field="unfounded"),
        evidence=draft.evidence,
        answer=draft.answer,
        until=draft.until,
    )


def _stays(draft: Draft, keeper: "_Keeper") -> tuple[facts.StrikeStays, ...]:
    """Seal why each strike of the host's stays that does not fall."""
    said = ((name, why) for name, why in draft.stays.items() if name not in draft.falls and why.strip())
    return tuple(facts.StrikeStays(host_decision=name, words=keeper.keep(why)) for name, why in said)


def _fault(draft: Fault | None, keeper: "_Keeper") -> facts.Fault | None:
    if draft is None:
        return None
    words = keeper.keep(draft.text, field="fault")
    return facts.Fault(lapse=draft.lapse, cause=draft.cause, words=words)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Seals the words of a draft for the case."""

    case_id: CaseId
    mint: Mint

    def keep(self, text: str, *, field: str = "findings") -> facts.Words:
        """Seal words that must not be empty."""
        if not text.strip():
            raise Refused(No.FACTS_MISSING, field=field)
        return texts.keep_for(self.case_id, text, mint=self.mint)

    def keep_any(self, text: str) -> facts.Words | None:
        """Seal words if there are any."""
        return self.keep(text) if text.strip() else None
