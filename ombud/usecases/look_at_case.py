"""Show a case to whoever holds it, signs it, or may read along; to everybody else it does not exist."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress
from typing import Any, Final
from uuid import UUID

from ombud.core import blinding, case_fold, clauses, facts, issues, learning, publicity, seals
from ombud.core.affected import Reached
from ombud.core.case import Case, Doubt, Status
from ombud.core.claiming import Claims
from ombud.core.clearing import There
from ombud.core.clocks import Clock
from ombud.core.closing import Kept
from ombud.core.extending import extension
from ombud.core.facts import Chosen, Line, Words
from ombud.core.ids import Mint
from ombud.core.issues import Known
from ombud.core.lessons import Look
from ombud.core.news import News
from ombud.core.pack.letters import Rendered
from ombud.core.pack.records import Record
from ombud.core.pack.settling import Conflict
from ombud.core.pack.strikes import Strike
from ombud.core.pack.types import ClockRule, Pack
from ombud.core.pack.words import Text
from ombud.core.playbooks import has_judged
from ombud.core.receipts import number_of
from ombud.core.redress import check, stopped_by
from ombud.core.refusals import No, Refused
from ombud.core.seals import Seal
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Role
from ombud.store import (
    access,
    affected,
    alike,
    caseviews,
    claiming,
    clearing,
    closing,
    conduct,
    contacts,
    countering,
    fingerprints,
    kin,
    later,
    leaving_out,
    lessons,
    letters,
    lists_office_people,
    looking_again,
    matching,
    misuse,
    news,
    orders,
    packs,
    passing_on,
    readings,
    returning,
    rows,
    situations,
    staff,
    striking,
    subjects,
    systems,
    taking_effect,
    texts,
    wronged,
)
from ombud.store import issues as known_issues
from ombud.store.caseviews import Voice
from ombud.store.conduct import Limit, Spoken
from ombud.store.contacts import Answered
from ombud.store.kin import OfAccount, Relative, Tree
from ombud.store.later import ToRead
from ombud.store.ledger import read_lines
from ombud.store.lessons import Work
from ombud.store.looking_again import Looked
from ombud.store.orders import OrderRow
from ombud.store.staff import Colleague
from ombud.store.wronged import Progress

__all__ = ["CaseSeen", "Limit", "Proof", "Relative", "Spoken", "Work", "look_at_case"]

PAGE: Final = 20
"""How many complainants are heard on one page."""
HOST_DECISION: Final = "host_decision"
"""Where a piece of evidence is from that is the host's own decision, as it told it."""

JUDGES: Final = frozenset({access.HOLDS, access.SIGNS})
"""How those stand to a case who decide it or sign for it: they read what came since they looked at what is sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Something a finding may rest on."""

    id: UUID
    source: str
    media: str
    at: datetime | None
    label: str
    quarantined: bool = False
    shut: str = ""
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """One of several cases that were proposed alike: what would be done there and what its account would read."""

    case: CaseId
    number: str
    subject: str
    measures: tuple[str, ...]
    protections: tuple[str, ...]
    for_account: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What must not happen again after a case, with whose work it is; where another case says it for this one, that case and its own."""

    works: tuple[Work, ...] = ()
    elsewhere: CaseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeen:
    """A case as its page needs it; what is sealed and not opened is absent, not hidden."""

    case: Case
    number: str
    pack: Pack
    lines: tuple[Line, ...]
    clocks: tuple[Clock, ...]
    standing: str
    seal: Seal
    shown: bool
    names: Mapping[UUID, str]
    words: Mapping[UUID, str] = field(repr=False)
    voices: tuple[Voice, ...] = field(repr=False)
    more: UUID | None
    proofs: tuple[Proof, ...]
    subject: tuple[str, str, str] | None
    account: UUID | None
    snapshot: Mapping[str, Any] = field(repr=False)
    orders: tuple[OrderRow, ...] = ()
    reports: tuple[tuple[datetime, Rendered], ...] = field(default=(), repr=False)
    extensions: Mapping[str, datetime] = field(default_factory=dict)
    unstarted: tuple[ClockRule, ...] = ()
    laws: tuple[Pack, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    settles: bool = False
    tells: bool = False
    hears: bool = False
    barred: str | None = None
    platform: str = ""
    same: tuple[Relative, ...] = ()
    suable: tuple[letters.Letter, ...] = ()
    unheard: bool = False
    enters: bool = False
    strikes: tuple[Strike, ...] = ()
    struck: There = field(default_factory=There)
    records: Mapping[ComplaintId, Record] = field(default_factory=dict)
    conducts: Mapping[ComplaintId, Spoken] = field(default_factory=dict)
    at_once: Mapping[str, Text] = field(default_factory=dict)
    may_keep_out: Mapping[UUID, str] = field(default_factory=dict)
    may_let_in: Mapping[UUID, str] = field(default_factory=dict)
    families: tuple[Tree, ...] = ()
    of_account: OfAccount = field(default_factory=OfAccount)
    keeps: tuple[Kept, ...] = ()
    waiting: tuple[CaseId, ...] = ()
    going: tuple[CaseId, ...] = ()
    together: tuple[Together, ...] = ()
    look: Look | None = None
    to_read: ToRead | None = None
    blind: bool = False
    folded: bool = False
    redresses: bool = False
    seconds: frozenset[str] = frozenset()
    redressed: Progress | None = None
    looked: tuple[Looked, ...] = ()
    paused: tuple[Doubt, ...] = ()
    learned: Learned = field(default_factory=Learned)
    leads_leak: bool = False
    reached: Reached = field(default_factory=Reached)
    told_of_leak: tuple[int, int] = (0, 0)
    resumes: bool = False
    claims: Claims = field(default_factory=Claims)
    speaks: bool = False
    issue: Known | None = None
    matched: bool = False
    marks: bool = False
    kept_out: Mapping[UUID, str] = field(default_factory=dict)
    shut: Mapping[UUID, str] = field(default_factory=dict)
    contacts: tuple[Answered, ...] = ()
    news: tuple[News, ...] = ()

    @property
    def owing(self) -> tuple[Pack, ...]:
        """Return every pack by which something is owed here: what judges the case, as settled, and each law, an account's own too."""
        return (self.pack, *self.laws)


def look_at_case(
    case_id: CaseId,
    *,
    by: AgentId,
    reason: str = "",
    after: UUID | None = None,
    whole: bool = True,
    mint: Mint,
    now: datetime,
) -> CaseSeen:
    """Read the case; sealed material needs clearance, grant and the reason typed when it was opened.

    A look at what is sealed is logged, and so is every look of somebody who only reads along. One that is not of the `whole`, but
    of a form about it, shows nobody what is new.

    Whoever had it once is refused with `held` and the names of who acted since, so that lost work can be explained.
    """
    lines = read_lines(case_id)
    person = staff.colleague(by)
    if not lines or lines[0].seq != 1 or not isinstance(lines[0].fact, facts.Opened):
        raise Refused(No.NOT_FOUND)
    case = case_fold.fold(case_id, lines)
    standing = access.standing(case, person)
    if standing is None:
        held = any(_gave(line.fact, by) for line in lines)
        raise Refused(No.NOT_FOUND, held=held, names=caseviews.names_of(_agents(lines)) if held else {})
    pack, enters = packs.of_case(case), access.may_enter(case, person)
    seal = access.seal_of(case, person, pack=pack, now=now)
    shown = not seal.sealed or isinstance(seals.opens(seal, reason=reason), facts.Granted)
    look, unseen = access.looks_at(case, person), access.blind_to(case, person)
    came = news.since_look(case, by=by) if shown and seal.sealed and standing in JUDGES else None
    if shown and (seal.sealed or standing == access.READS):
        leave, what = seal.grant.grant if seal.grant else None, "page" if whole else "form"
        readings.log_read(case_id, by=by, what=what, reason=reason, grant=leave, mint=mint, now=now)
    if unseen is not None:
        lines, case = blinding.before(case_id, lines, decision=unseen)
    found = caseviews.joined(case_id, after=after, limit=PAGE + 1)
    voices = tuple(caseviews.voice(one, words=shown, case=case_id) for one in found[:PAGE])
    account = letters.account_of(case)
    snapshot = situations.snapshot(case) if shown else {}
    beside = alike.led(case) if standing == access.HOLDS else ()
    clocks, far = rows.case_clocks(case, now=now), affected.reached(case)
    seen = CaseSeen(
        case=case,
        number=number_of(case_id, "K"),
        pack=pack,
        lines=lines,
        clocks=clocks,
        extensions=_extensions(case, person, before=clocks, now=now),
        unstarted=rows.unstarted(case),
        standing=standing,
        seal=seal,
        shown=shown,
        names=caseviews.names_of(_agents(lines)),
        words=texts.read_many(case_id, _word_ids(case, lines)) if shown else {},
        voices=voices,
        more=found[PAGE - 1] if len(found) > PAGE else None,
        proofs=_proofs(case, lines, voices),
        subject=caseviews.subject_of(case.subject),
        account=account,
        platform=subjects.platform_of(case.subject) if standing == access.HOLDS else "",
        same=kin.others_on(case) if standing == access.HOLDS else (),
        snapshot=snapshot,
        orders=orders.of_case(case_id),
        reports=passing_on.reports(case, pack=pack) if shown and not case.erased_at else (),
        laws=packs.laws_of(case),
        conflicts=packs.conflicts_of(case),
        hears=passing_on.may_ask_account(case, pack=pack),
        settles=access.may_settle(case, person),
        tells=access.may_tell_progress(case, person) and bool(case.members),
        barred=returning.barred(case),
        enters=enters,
        unheard=countering.is_unheard(case, pack=pack),
        suable=countering.suable(case, now=now) if enters else (),
        at_once=taking_effect.reasons(case),
        families=kin.trees(case),
        of_account=kin.about_account(case, account, person=person)
        if shown and standing in JUDGES
        else OfAccount(),
        waiting=alike.waiting(beside),
        going=alike.held_by(beside, by),
        together=_together(case) if standing == access.SIGNS else (),
        redresses=_may_redress(case, person),
        seconds=leaving_out.may_second(case, person),
        redressed=wronged.progress(case),
        looked=tuple(map(looking_again.far, looking_again.begun_in(lines, first=case_id))),
        paused=clauses.paused(case, now=now),
        learned=_learned(case),
        leads_leak=_leads_leak(case),
        reached=far,
        told_of_leak=affected.complainants(case),
        resumes=Role.LEAD in person.roles and bool(stopped_by(case, now=now)),
        strikes=striking.in_force(case, account, snapshot=snapshot, pack=pack, now=now),
        may_keep_out=_colleagues(case, person),
        may_let_in=_kept_out(case, person),
        keeps=closing.keeps_open(case, now=now, read=clocks, far=far)
        if case.status is Status.DECIDED
        else (),
        claims=claiming.of(case, pack=pack, now=now),
        struck=_struck(case, pack=pack, now=now) if shown and standing == access.HOLDS else There(),
        speaks=issues.may_speak_of(case, person.roles, pack=pack),
        issue=known_issues.known_of(case_id, case.issue) if case.issue and not case.erased_at else None,
        marks=publicity.may_mark(case, person.roles),
        kept_out=fingerprints.kept_out(case) if shown else {},
        shut=systems.shut(case),
        matched=issues.asks_to_be_read(case) and matching.may_read(case, person, now=now),
        records=misuse.records(found[:PAGE], pack=pack, now=now) if shown else {},
        conducts=conduct.spoken(found[:PAGE], person=person, now=now) if shown else {},
        contacts=contacts.of(found[:PAGE], person=person) if shown else (),
        look=look,
        to_read=later.to_read(case, look, words=shown) if look is not None else None,
        news=came or (),
    )
    if unseen is not None:
        return _blinded(seen)
    return seen if standing != access.HOLDS or has_judged(case, pack) else _folded(seen)


def _learned(case: Case) -> Learned:
    first = learning.learned_elsewhere(case)
    known = first is not None or bool(case.lessons.found)
    return Learned(works=lessons.work_of(first or case.id) if known else (), elsewhere=first)


def _struck(case: Case, *, pack: Pack, now: datetime) -> There:
    """Return what of ours and of the host's own struck the account, where it may be given back by this case."""
    if not pack.category(case.code).wary or case.status is not Status.IN_HAND:
        return There()
    return There(cases=clearing.struck(case, pack=pack, now=now), host=clearing.struck_by_host(case, now=now))


def _blinded(seen: CaseSeen) -> CaseSeen:
    """Leave out whatever tells what others made of the case, and who they are."""
    last = seen.lines[-1].at
    voices = tuple(_until(voice, last) for voice in seen.voices)
    words = {one.id: seen.words[one.id] for one in seen.case.account_said if one.id in seen.words}
    return replace(
        seen,
        voices=voices,
        names={},
        words=words,
        contacts=(),
        blind=True,
        orders=(),
        strikes=(),
        records={},
        conducts={},
        clocks=(),
        families=(),
        of_account=OfAccount(),
    )


def _until(voice: Voice, last: datetime) -> Voice:
    """Leave out what somebody wrote afterwards."""
    there = [at <= last or at == voice.at for at, _ in voice.words]
    words, ids = compress(voice.words, there), compress(voice.ids, there)
    return replace(voice, words=tuple(words), ids=tuple(ids))


def _folded(seen: CaseSeen) -> CaseSeen:
    """Leave out who judged before and why, the host and its model too, until whoever holds the case has judged for themselves."""
    case, (earlier, since) = seen.case, blinding.afresh(seen.lines)
    sides = (line for line in earlier if not line.by.startswith("agent:"))
    ids = {*_word_ids(case, (*sides, *since)), *(one.words.id for one in case.appeals)}
    ids -= {case.host_told.words.id} if case.host_told else set()
    known = _agents(since) - case.took_part()
    return replace(
        seen,
        lines=(*earlier, *since),
        names={one: name for one, name in seen.names.items() if one in known},
        words={one: text for one, text in seen.words.items() if one in ids},
        snapshot=_reasonless(seen.snapshot),
        reports=(),
        contacts=(),
        of_account=OfAccount(),
        folded=True,
    )


def _reasonless(snapshot: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the host knows without why it decided, which it repeats in the text of a decision, and how sure its model was."""
    told, shot = snapshot.get("decisions") or (), dict(snapshot.get("snapshot") or {})
    text = str(shot.get("text") or "")
    for why in filter(None, (one.get("reasons") for one in told)):
        text = text.replace(why, "")
    bare = [{name: one.get(name, "") for name in ("id", "clause")} for one in told]
    return {**snapshot, "snapshot": {**shot, "text": text.strip()}, "decisions": bare} if snapshot else {}


def _colleagues(case: Case, person: Colleague) -> Mapping[UUID, str]:
    """Return whom a manager may keep out of the case, by name; nobody where that is not theirs to do."""
    if not access.may_keep_out(case, person):
        return {}
    return {
        one: name
        for one, name in lists_office_people.names().items()
        if one not in case.out_themselves | {person.id}
    }


def _kept_out(case: Case, person: Colleague) -> Mapping[UUID, str]:
    """Return whom a manager may let in again, by name: nobody of a team that is kept out as one."""
    themselves = case.out_themselves if access.may_let_in(case, person) else ()
    return caseviews.names_of(themselves) if themselves else {}


def _leads_leak(case: Case) -> bool:
    """Say whether this case names whom a leak touched, and still may."""
    with suppress(Refused):
        affected.check_may_tell(case)
        return True
    return bool(case.affected)


def _may_redress(case: Case, person: Colleague) -> bool:
    """Say whether this person may find that the rule itself was wrong by which the host decided."""
    with suppress(Refused):
        check(case, wronged.rule_of(case), by=person.id, roles=person.roles, reason="asked")
        return True
    return False


def _together(case: Case) -> tuple[Together, ...]:
    """Return what was proposed alike with this case, the case itself too."""
    return tuple(_one_of(one) for one in alike.together(case))


def _one_of(case: Case) -> Together:
    said = case.proposal.for_account if case.proposal else None
    named = None if case.sealed else caseviews.subject_of(case.subject)
    return Together(
        case=case.id,
        number=number_of(case.id, "K"),
        subject=":".join(named[1:]) if named else "",
        measures=tuple(one.measure for one in case.proposal.measures) if case.proposal else (),
        protections=tuple(held.order.measure for held in case.protections),
        for_account=texts.read_many(case.id, (said.id,)).get(said.id, "") if said and not case.sealed else "",
    )


def _gave(fact: facts.Fact, agent: AgentId) -> bool:
    return isinstance(fact, facts.Assigned | facts.OfferedToSign) and fact.agent == agent


def _extensions(
    case: Case, person: Colleague, *, before: tuple[Clock, ...], now: datetime
) -> Mapping[str, datetime]:
    """Return the clocks that this person may extend now, each with its new date."""
    if not access.may_extend(case, person) or not case.members:
        return {}
    found = {}
    for clock in before:
        after = rows.case_clocks(case, now=now, extending=clock.rule_id)
        with suppress(Refused):
            found[clock.rule_id] = extension(before, after, clock=clock.rule_id, now=now)
    return found


def _agents(lines: Iterable[Line]) -> frozenset[UUID]:
    found = set()
    for line in lines:
        kind, _, name = line.by.partition(":")
        if kind == "agent":
            found.add(UUID(name))
        named = (getattr(line.fact, "agent", None), getattr(line.fact, "taker", None))
        found.update(one for one in named if isinstance(one, UUID))
        if isinstance(line.fact, facts.TeamKeptOut):
            found.update((*line.fact.about, *line.fact.members))
    return frozenset(found)


def _word_ids(case: Case, lines: Iterable[Line]) -> tuple[UUID, ...]:
    ids = [one.id for one in case.account_said]
    for fact in (line.fact for line in lines):
        parts = [
            getattr(fact, name, None)
            for name in ("words", "receipt", "for_complainant", "for_account", "why_not_lower")
        ]
        parts += [finding.words for finding in getattr(fact, "findings", ())]
        parts += [one.words for one in getattr(fact, "measures", ()) if isinstance(one, Chosen)]
        parts += [getattr(getattr(fact, name, None), "words", None) for name in ("unfounded", "fault")]
        intruded = getattr(fact, "intruded", None)
        parts += [one.words for one in intruded.stays] if intruded else []
        ids += [one.id for one in parts if isinstance(one, Words)]
    return tuple(ids)


def _proofs(case: Case, lines: tuple[Line, ...], voices: tuple[Voice, ...]) -> tuple[Proof, ...]:
    added = {line.fact.evidence: line.at for line in lines if isinstance(line.fact, facts.EvidenceAdded)}
    own = [
        Proof(
            id=one.evidence,
            source=one.source,
            media=one.media,
            at=added.get(one.evidence),
            label=one.source,
            quarantined=one.quarantined,
        )
        for one in case.evidence
    ]
    own += [
        Proof(
            id=line.fact.words.id, source=HOST_DECISION, media="text/plain", at=line.at, label=HOST_DECISION
        )
        for line in lines
        if isinstance(line.fact, facts.HostTold) and line.fact == case.host_told
    ]
    for voice in voices:
        number = number_of(voice.complaint, "C")
        own.append(
            Proof(id=voice.complaint, source="complaint", media="text/plain", at=voice.at, label=number)
        )
        own += [
            Proof(
                id=one.id,
                source="file",
                media=one.media,
                at=one.at,
                label=number,
                quarantined=one.quarantined,
                shut=one.shut,
                erased=one.erased,
            )
            for one in voice.files
        ]
    return tuple(own)
