"""How does a line change what a case is about, how grave it is, whose it is by kind and law?"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Held, Issue, Law, Match
from ombud.core.facts import Line
from ombud.core.happening import waits_anew
from ombud.core.pack.grading import HEARD, PRESSED
from ombud.core.turns.change import Change, Turn, event_at, events_at
from ombud.core.vocabulary import HOST, SEALED, Beside, Hand, Kinship, Severity, Tier, lane_of


def _joined(case: Case, line: Line, fact: facts.Joined) -> Change:
    first = () if case.members else (("received", fact.first_at),)
    graver = _graver(case, line, fact.severity)
    return {
        "members": case.members + fact.count,
        "fanned": case.fanned - {len(case.decisions)},
        "heard": case.heard | {*fact.said},
        **graver,
        "moved": (*graver.get("moved", case.moved), *first),
    }


def _graver(case: Case, line: Line, severity: str) -> Change:
    """Let the case be this grave at least; a person looks at it anew."""
    if severity >= case.severity:
        return {}
    return {
        "severity": Severity(severity),
        "severities": (*case.severities, (line.at, Severity(severity))),
        **events_at(case, waits_anew(case, severity), line),
    }


def _established(case: Case, line: Line, fact: facts.Established) -> Change:
    """Note what somebody said is so; what a side says of itself is heard as if a complaint had told it."""
    return {
        "known": MappingProxyType({**case.known, fact.source: (line.at, fact)}),
        "heard": case.heard | (HEARD & {*fact.facts}),
    }


def _weighed(case: Case, line: Line, fact: facts.Weighed) -> Change:
    asked = [moment for moment in (case.look_by, fact.look_by) if moment is not None]
    raised = _graver(case, line, fact.severity) if fact.severity else {}
    asks = case.asks | {*fact.asks}
    return {
        "weighed": fact.rules,
        "look_by": min(asked, default=None),
        "asks": asks,
        "sealed": case.sealed or SEALED in asks,
        "lane": _lane(case, case.lane, code=case.code, asks=asks),
        **raised,
    }


def _lane(case: Case, lane: str, *, code: str, asks: frozenset[str]) -> str:
    """Return the lane of a kind, or that of the experienced where a fact asks for them."""
    return lane_of(code, case.opened.lang, Tier.SENIOR) if Tier.SENIOR in asks else lane


def _graded(case: Case, line: Line, fact: facts.Graded) -> Change:
    severity = Severity(fact.severity)
    return {"severity": severity, "severities": (*case.severities, (line.at, severity))}


def _recoded(case: Case, _line: Line, fact: facts.Recoded) -> Change:
    """Let it be of another kind; what a fact asked for stays, whatever the kind."""
    return {
        "code": fact.code,
        "codes": tuple(dict.fromkeys((*case.codes, fact.code))),
        "lane": _lane(case, fact.lane, code=fact.code, asks=case.asks),
        "sealed": fact.sealed or SEALED in case.asks,
    }


def _subject_named(case: Case, _line: Line, fact: facts.SubjectNamed) -> Change:
    """Let it be about this from here on: what was proved, done or told about something else says nothing of it."""
    told = {source: said for source, said in case.known.items() if source != HOST}
    before = {"verified": (), "verified_before": (*case.verified_before, *case.verified)}
    change = {"named": fact, "placed": None, "known": MappingProxyType(told), **before}
    if fact.before is None:
        return change
    nothing: frozenset[str] = frozenset()
    undone = {
        **dict.fromkeys(("steps_done", "steps_skipped", "steps_lapsed"), nothing),
        "steps_for": frozenset(),
        "done_at": MappingProxyType({}),
    }
    return {**change, **undone, "steps_left": MappingProxyType({}), "elements": nothing}


def _law_added(case: Case, line: Line, fact: facts.LawAdded) -> Change:
    law = Law(jurisdiction=fact.jurisdiction, pack=fact.pack, since=fact.since)
    return {"added": (*case.added, law), **event_at(case, "law_added", line)}


def _account_placed(case: Case, line: Line, fact: facts.AccountPlaced) -> Change:
    law = Law(jurisdiction=fact.jurisdiction, pack=fact.pack, since=line.at)
    return {"placed": law, **event_at(case, "account_placed", line)}


def _law_settled(case: Case, line: Line, fact: facts.LawSettled) -> Change:
    return {"settled": (*case.settled, fact), **event_at(case, "law_settled", line)}


def _pack_changed(case: Case, _line: Line, fact: facts.PackChanged) -> Change:
    if fact.jurisdiction in {"", case.opened.jurisdiction}:
        return {"pack": fact.pack}
    added = tuple(_judged_anew(law, fact) for law in case.added)
    return {"added": added, "placed": case.placed and _judged_anew(case.placed, fact)}


def _judged_anew(law: Law, fact: facts.PackChanged) -> Law:
    return replace(law, pack=fact.pack) if law.jurisdiction == fact.jurisdiction else law


def _set_beside(case: Case, line: Line, fact: facts.SetBeside) -> Change:
    """Let another stand beside it; one that was begun so owes an answer from then on, and asks what the first asks."""
    if fact.how != Beside.BEGUN:
        counted = {"counted_at": line.at} if fact.kinship == Kinship.VICTIM else {}
        return {"kin": (*case.kin, fact), **counted}
    asks = case.asks | {*fact.asks}
    return {
        "kin": (*case.kin, fact),
        "asks": asks,
        "kept_out": case.kept_out | {*fact.kept_out},
        "of_team": case.of_team - {*fact.kept_out},
        "sealed": case.sealed or SEALED in asks,
        "lane": _lane(case, case.lane, code=case.code, asks=asks),
        **event_at(case, "received", line),
    }


def _asked_informally(case: Case, _line: Line, fact: facts.AskedInformally) -> Change:
    """Keep out whoever was asked; that they were threatened, or promised something, makes it graver."""
    heard = case.heard | ({PRESSED} if fact.asked.pressed else frozenset())
    return {"informal": fact, "kept_out": case.kept_out | {fact.asked.taker}, "heard": heard}


def _issue_known(case: Case, _line: Line, fact: facts.IssueKnown) -> Change:
    said = case.issue.no if case.issue else 0
    issue = Issue(no=said + 1, words=fact.words, until=fact.until, agent=fact.agent, first=fact.first)
    return {"issue": issue}


def _issue_mended(case: Case, _line: Line, fact: facts.IssueMended) -> Change:
    return {"issue": case.issue and replace(case.issue, mended=fact.words)}


def _match_answered(_case: Case, _line: Line, fact: facts.MatchAnswered) -> Change:
    return {"match": Match(first=fact.first, decision=fact.decision)}


def _match_read(case: Case, _line: Line, fact: facts.MatchRead) -> Change:
    """Let whoever read it stand by the answer; or let it be another matter, which the fault no longer holds up."""
    match = case.match and replace(case.match, fits=fact.fits)
    if not fact.fits:
        first = case.issue.first if case.issue else None
        return {"match": match, "issue": None, "unmet": case.unmet | ({first} if first else set())}
    read = (
        {Held(decision=case.match.decision, agent=fact.agent, role=Hand.TOOK_PART)}
        if case.match and fact.agent
        else set()
    )
    return {"match": match, "hands": case.hands | read}


def _marked_public(_case: Case, _line: Line, fact: facts.MarkedPublic) -> Change:
    return {"public": fact}


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        facts.Joined: _joined,
        facts.Graded: _graded,
        facts.Established: _established,
        facts.Weighed: _weighed,
        facts.Recoded: _recoded,
        facts.SubjectNamed: _subject_named,
        facts.LawAdded: _law_added,
        facts.AccountPlaced: _account_placed,
        facts.LawSettled: _law_settled,
        facts.PackChanged: _pack_changed,
        facts.SetBeside: _set_beside,
        facts.AskedInformally: _asked_informally,
        facts.IssueKnown: _issue_known,
        facts.IssueMended: _issue_mended,
        facts.MatchAnswered: _match_answered,
        facts.MatchRead: _match_read,
        facts.MarkedPublic: _marked_public,
    }
)
