"""Every cell of both LIFE tables: what may happen moves as written, what may not is refused."""

from dataclasses import replace

import pytest

from ombud.core import case_fold, complaint, facts
from ombud.core.case import LIFE, MATTERS, Status
from ombud.core.case_fold import TURNS, WORKS
from ombud.core.codec import CASE_FACTS, COMPLAINT_FACTS
from ombud.core.complaint import Standing
from ombud.core.facts import Line
from ombud.core.lessons import Found, Lessons, Look, LookState, Opinion, Task, TaskState
from ombud.core.refusals import No, Refused
from tests.cast import (
    CASE,
    COMPLAINT,
    EVIDENCE,
    JUN,
    LAN,
    LETTER,
    MEI,
    START,
    SUBJECT,
    ZHOU,
    a_case,
    a_complaint,
    asked,
    opened,
    order,
    proposed,
    received,
    words,
)

UNTIL = START.replace(hour=9)
FAULT = facts.Fault(lapse="", cause="haste", words=words())

EXAMPLES = {
    facts.Opened: opened(),
    facts.Joined: facts.Joined(count=2, digest="ab", severity="S1", first_at=START),
    facts.Graded: facts.Graded(severity="S1", why="viral"),
    facts.Established: facts.Established(
        source="host",
        facts=("livelihood",),
        counts=(facts.Counted(name="followers", n=200000),),
        earlier=(START,),
    ),
    facts.Weighed: facts.Weighed(rules=("large_account",), severity="S1", look_by=UNTIL),
    facts.Recoded: facts.Recoded(code="PR.POST", lane="privacy.zh.general", words=words()),
    facts.SubjectNamed: facts.SubjectNamed(subject=None, before=SUBJECT, words=words()),
    facts.Paged: facts.Paged(role="lead"),
    facts.Assigned: facts.Assigned(agent=MEI, how="next"),
    facts.Returned: facts.Returned(agent=MEI, why="break"),
    facts.Granted: facts.Granted(grant=LETTER, agent=MEI, words=words(), until=UNTIL),
    facts.EvidenceAdded: facts.EvidenceAdded(
        evidence=EVIDENCE, digest="ab", media="image/png", size=1, source="host"
    ),
    facts.StepDone: facts.StepDone(step="snapshot"),
    facts.StepSkipped: facts.StepSkipped(step="copies", words=words()),
    facts.StepLapsed: facts.StepLapsed(step="their_side"),
    facts.Asked: facts.Asked(complaint=COMPLAINT, letter=LETTER, words=words(), until=UNTIL),
    facts.HostAsked: facts.HostAsked(),
    facts.HostTold: facts.HostTold(words=words()),
    facts.Heard: facts.Heard(complaint=COMPLAINT, why="answered"),
    facts.Verified: facts.Verified(complaint=COMPLAINT, level="V2", method="old_device"),
    facts.Protected: facts.Protected(
        order=order("p1", measure="P2", protective=True), words=words(), review_at=UNTIL, step="ratified"
    ),
    facts.Approved: facts.Approved(key="p1", agent=JUN),
    facts.Unprotected: facts.Unprotected(key="p1", why="lifted", again=("keep_for_family",)),
    facts.Proposed: proposed(),
    facts.OfferedToSign: facts.OfferedToSign(agent=JUN),
    facts.Cosigned: facts.Cosigned(no=1, agent=JUN),
    facts.Declined: facts.Declined(no=1, agent=JUN, words=words()),
    facts.Decided: facts.Decided(no=1, outcome="violation", orders=(order(),)),
    facts.TookEffect: facts.TookEffect(decision=1, orders=(order("t1"),)),
    facts.MoneyReturned: facts.MoneyReturned(
        decision=1, orders=(order("m1", measure="L7"),), held=facts.Sum(minor=5, currency="CNY")
    ),
    facts.Postponed: facts.Postponed(decision=1, at=UNTIL),
    facts.Reversed: facts.Reversed(decision=1, orders=(order("r1", do="lift"),)),
    facts.Confirmed: facts.Confirmed(key="k1", reached=5),
    facts.Died: facts.Died(key="k1", detail="gone"),
    facts.Overridden: facts.Overridden(key="k1", words=words()),
    facts.FannedOut: facts.FannedOut(decision=1, count=2),
    facts.GivenUp: facts.GivenUp(letters=(LETTER,), words=words()),
    facts.Told: facts.Told(letter=LETTER, template="statement_of_reasons", side="account", decision=1),
    facts.Withheld: facts.Withheld(side="account", ground="safety", approver=None, review_at=UNTIL),
    facts.SilenceAnswered: facts.SilenceAnswered(agreed=True),
    facts.Released: facts.Released(side="account"),
    facts.Closed: facts.Closed(decision=1, appeal_until=UNTIL),
    facts.Appealed: facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words()),
    facts.SuitShown: facts.SuitShown(letter=LETTER, complaint=COMPLAINT, words=words()),
    facts.TakenOutside: facts.TakenOutside(
        no=1, side="account", letter=LETTER, words=words(), at=START, until=UNTIL, route="eu_ods"
    ),
    facts.PutOffOutside: facts.PutOffOutside(no=1, until=UNTIL, clocks=("eu_dsa_settlement",)),
    facts.RuledOutside: facts.RuledOutside(no=1, followed=True, words=words(), at=UNTIL),
    facts.MandateEnded: facts.MandateEnded(
        complaint=COMPLAINT, why="withdrawn", words=words(), letter=LETTER, word_of=EVIDENCE, again=("known",)
    ),
    facts.ClockExtended: facts.ClockExtended(clock="decide", until=UNTIL, words=words()),
    facts.ProgressTold: facts.ProgressTold(words=words(), until=UNTIL),
    facts.Recorded: facts.Recorded(step="data_out", what="data_given", words=words(), kinds=("data_basic",)),
    facts.CalledBack: facts.CalledBack(step="call_back", words=words()),
    facts.RecordGiven: facts.RecordGiven(
        complaint=COMPLAINT, letter=LETTER, fingerprint="ab" * 32, n=2, also=(SUBJECT,)
    ),
    facts.LawAdded: facts.LawAdded(jurisdiction="EU", pack="ef", since=START),
    facts.AccountPlaced: facts.AccountPlaced(jurisdiction="EU", pack="ef"),
    facts.LawSettled: facts.LawSettled(
        entry="clocks.x", place="EU", key="starts", over="CN", over_key="starts", words=words()
    ),
    facts.PackChanged: facts.PackChanged(pack="ab"),
    facts.AskedInformally: facts.AskedInformally(complaint=LAN, asked=asked()),
    facts.KeptOut: facts.KeptOut(agent=LAN, words=words()),
    facts.TeamKeptOut: facts.TeamKeptOut(about=(LAN,), members=(LETTER,), elsewhere=True),
    facts.LedOutside: facts.LedOutside(role="auditor"),
    facts.LetIn: facts.LetIn(agent=LAN, words=words()),
    facts.RedressBegun: facts.RedressBegun(
        pause=order("h1", measure="H1"), since=START, agent=LAN, words=words()
    ),
    facts.WrongedFound: facts.WrongedFound(cases=(LETTER,)),
    facts.ClearingBegun: facts.ClearingBegun(decision=1, cases=(LETTER,)),
    facts.RulePaused: facts.RulePaused(order=order("h3", measure="H1"), words=words()),
    facts.ClausePaused: facts.ClausePaused(clause="P.1", until=UNTIL, words=words()),
    facts.ClauseResumed: facts.ClauseResumed(clause="P.1", words=words()),
    facts.AgainBegun: facts.AgainBegun(clause="P.1", since=START, until=UNTIL, agent=LAN, words=words()),
    facts.RuleResumed: facts.RuleResumed(order=order("h2", measure="H1"), words=words()),
    facts.SetBeside: facts.SetBeside(case=LETTER, kinship="copy", how="leads", words=words()),
    facts.Alarmed: facts.Alarmed(changes=(LETTER,), words=words(), given_to=COMPLAINT),
    facts.ScopeTold: facts.ScopeTold(
        source="host",
        persons=3,
        kinds=(facts.Data(name="phone", n=3),),
        since=START,
        until=UNTIL,
        fingerprint="ab",
        evidence=SUBJECT,
    ),
    facts.AffectedNamed: facts.AffectedNamed(source="list", count=2, digest="ab", known=1, bad=1),
    facts.WarnedPublicly: facts.WarnedPublicly(words=words()),
    facts.LeakTold: facts.LeakTold(count=2, warned=1),
    facts.IssueKnown: facts.IssueKnown(words=words(), until=UNTIL, agent=LAN, first=LETTER),
    facts.Disclosed: facts.Disclosed(
        no=1,
        kinds=("name", "place"),
        to="police",
        channel="emergency_number",
        ground="life_at_risk",
        words=words(),
        level="A2",
        answer_by=UNTIL,
    ),
    facts.DisclosureAnswered: facts.DisclosureAnswered(no=1, agent=LAN, agrees=False, words=words()),
    facts.IssueMended: facts.IssueMended(words=words()),
    facts.MarkedPublic: facts.MarkedPublic(words=words(), press=True),
    facts.MatchAnswered: facts.MatchAnswered(first=LETTER, decision=1),
    facts.MatchRead: facts.MatchRead(fits=True, agent=LAN),
    facts.Noted: facts.Noted(words=words()),
    facts.ClockMarked: facts.ClockMarked(clock="decide", mark="warn", due_at=UNTIL),
    facts.CauseRecorded: facts.CauseRecorded(clock="decide", cause="volume", words=words()),
    facts.Received: received(),
    facts.Sorted: facts.Sorted(
        lang="zh",
        parts=(
            facts.SortedPart(no=1, code="CV.SEX.ADULT", severity="S2", confidence=900, because=("porn",)),
        ),
    ),
    facts.Placed: facts.Placed(part=1, case=CASE),
    facts.Moved: facts.Moved(part=1, source=CASE, case=SUBJECT),
    facts.Wrote: facts.Wrote(words=words()),
    facts.AbuseMarked: facts.AbuseMarked(
        no=1,
        message=received().words.id,
        kind="insult",
        words=words(),
        agent=MEI,
        case=CASE,
        answer="warned",
        letter=LETTER,
    ),
    facts.ContactLimited: facts.ContactLimited(
        no=2, agent=ZHOU, contact="lead", until=UNTIL, words=words(), letter=LETTER
    ),
    facts.AbuseObjected: facts.AbuseObjected(no=1, words=words()),
    facts.AbuseReviewed: facts.AbuseReviewed(
        no=3, agent=JUN, kept=True, words=words(), letter=LETTER, objection=1
    ),
    facts.AnsweredTogether: facts.AnsweredTogether(agent=ZHOU, words=words(), letter=LETTER),
    facts.AskedFor: facts.AskedFor(letter=LETTER, case=CASE, until=UNTIL),
    facts.HeldBack: facts.HeldBack(until=UNTIL),
    facts.PutOff: facts.PutOff(letter=LETTER, case=CASE, until=UNTIL),
    facts.WaitEnded: facts.WaitEnded(why="answered"),
    facts.Arrived: facts.Arrived(letter=LETTER),
    facts.PartEnded: facts.PartEnded(part=1, case=CASE, decision=1, outcome="violation"),
    facts.ComplaintEnded: facts.ComplaintEnded(),
    facts.PartReopened: facts.PartReopened(part=1, case=CASE),
    facts.Scanned: facts.Scanned(evidence=EVIDENCE, verdict="clean"),
    facts.Linked: facts.Linked(person=LAN),
    facts.ChildHeard: facts.ChildHeard(case=CASE),
    facts.ContactProved: facts.ContactProved(letter=LETTER, way="email"),
    facts.ContactNamed: facts.ContactNamed(agent=MEI, mask="7K3Q", why="holds"),
    facts.PartsTold: facts.PartsTold(agent=MEI, words=words(), letter=LETTER, until=UNTIL),
    facts.RecordFetched: facts.RecordFetched(letter=LETTER),
    facts.ContinuedIn: facts.ContinuedIn(complaint=COMPLAINT),
    facts.Erased: facts.Erased(person=LAN, why="asked", retention="K1", proof="ab"),
    facts.FileErased: facts.FileErased(evidence=EVIDENCE, retention="K4", proof="ab"),
    facts.ErasureAnswered: facts.ErasureAnswered(letter=LETTER, granted=True, at=UNTIL),
    facts.HoldSet: facts.HoldSet(hold=LETTER, words=words()),
    facts.HoldLifted: facts.HoldLifted(hold=LETTER, words=words()),
    facts.CameLater: facts.CameLater(read_by=UNTIL),
    facts.GivenToRead: facts.GivenToRead(case=CASE, look=1),
    facts.ReadLater: facts.ReadLater(case=CASE, look=1, leads="nothing"),
    facts.Rated: facts.Rated(case=CASE, decision=1, outcome="violation", solved=False, words=words()),
    facts.FaultFound: facts.FaultFound(fault=FAULT),
    facts.TaskOpened: facts.TaskOpened(no=3, fault=1, owner="quality", due_at=UNTIL),
    facts.TaskJoined: facts.TaskJoined(fault=1, case=SUBJECT, task=1),
    facts.TaskDone: facts.TaskDone(no=1, agent=MEI, words=words(), check_at=UNTIL),
    facts.TaskChecked: facts.TaskChecked(no=2, agent=JUN, held=True, words=words()),
    facts.LookDrawn: facts.LookDrawn(no=4, kind="blind", decision=1, due_at=UNTIL, stratum="f_rest"),
    facts.LookTaken: facts.LookTaken(no=1, agent=JUN, until=UNTIL),
    facts.LookReturned: facts.LookReturned(no=2, agent=JUN, why="gave_back"),
    facts.LookAnswered: facts.LookAnswered(no=2, agent=JUN, words=words(), outcome="violation"),
    facts.LookSettled: facts.LookSettled(no=3, agent=ZHOU, reopens=False, words=words()),
}
DRAWN = EXAMPLES[facts.LookDrawn]
LOOK = {"at": START, "first": Opinion(outcome="violation")}
TASK = {"cause": "haste", "clause": None, "owner": "quality", "due_at": UNTIL}
TASK |= {"begun_at": START, "opened_at": START}
LEARNED = Lessons(
    found=(Found(no=1, at=START, fault=FAULT, clause=None),),
    tasks=(Task(no=1, **TASK), Task(no=2, state=TaskState.DONE, **TASK)),
    looks=tuple(
        Look(drawn=replace(DRAWN, no=no), state=state, **LOOK)
        for no, state in enumerate((LookState.WAITING, LookState.IN_HAND, LookState.DISPUTED), 1)
    ),
)
"""A fault, tasks and looks that whatever teaches something can happen to."""
TAKEN = EXAMPLES[facts.Assigned]
STATES = {
    Status.QUEUED: a_case(),
    Status.IN_HAND: a_case(TAKEN),
    Status.WAITING: a_case(TAKEN, EXAMPLES[facts.Asked]),
    Status.COSIGNING: a_case(TAKEN, proposed()),
    Status.DECIDED: a_case(TAKEN, proposed(), EXAMPLES[facts.Decided]),
    Status.CLOSED: a_case(TAKEN, proposed(), EXAMPLES[facts.Decided], EXAMPLES[facts.Closed]),
}
SORTED = EXAMPLES[facts.Sorted]
STANDINGS = {
    Standing.UNSORTED: a_complaint(),
    Standing.OPEN: a_complaint(SORTED),
    Standing.WAITING: a_complaint(SORTED, EXAMPLES[facts.AskedFor]),
    Standing.ENDED: a_complaint(SORTED, EXAMPLES[facts.PartEnded], facts.ComplaintEnded()),
}


def test_every_status_and_standing_can_be_reached() -> None:
    assert {status: case.status for status, case in STATES.items()} == {status: status for status in Status}
    assert {each: one.standing for each, one in STANDINGS.items()} == {each: each for each in Standing}


def test_every_fact_has_an_example_and_a_turn() -> None:
    assert set(EXAMPLES) == set(CASE_FACTS.values()) | set(COMPLAINT_FACTS.values())
    assert set(TURNS) == set(CASE_FACTS.values()) - {facts.Opened}
    assert set(complaint.TURNS) == set(COMPLAINT_FACTS.values()) - {facts.Received}
    assert set(TURNS) >= WORKS
    assert set(CASE_FACTS.values()) >= MATTERS


@pytest.mark.parametrize(
    "kind", sorted(CASE_FACTS.values(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
@pytest.mark.parametrize("status", Status, ids=str)
def test_a_case_moves_as_its_life_says_and_no_other_way(status: Status, kind: type) -> None:
    case = replace(STATES[status], lessons=LEARNED)
    line = Line(seq=case.seq + 1, at=UNTIL, by="chore:test", fact=EXAMPLES[kind])
    to = LIFE.get((status, kind))
    if to is None:
        with pytest.raises(Refused) as refused:
            case_fold.turn(case, line)
        assert refused.value.code is No.NOT_IN_THIS_STATE
        assert refused.value.facts == {"fact": kind.__name__, "status": status.value}
    else:
        after = case_fold.turn(case, line)
        assert (after.status, after.seq) == (to, case.seq + 1)


@pytest.mark.parametrize(
    "kind", sorted(COMPLAINT_FACTS.values(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__
)
@pytest.mark.parametrize("standing", Standing, ids=str)
def test_a_complaint_moves_as_its_life_says_and_no_other_way(standing: Standing, kind: type) -> None:
    one = STANDINGS[standing]
    line = Line(seq=one.seq + 1, at=UNTIL, by="chore:test", fact=EXAMPLES[kind])
    to = complaint.LIFE.get((standing, kind))
    if to is None:
        with pytest.raises(Refused) as refused:
            complaint.turn(one, line)
        assert refused.value.code is No.NOT_IN_THIS_STATE
    else:
        assert complaint.turn(one, line).standing is to


@pytest.mark.parametrize(
    ("begin", "kind"),
    [(case_fold.begin, facts.Noted), (complaint.begin, facts.Wrote)],
    ids=["case", "complaint"],
)
def test_a_book_begins_with_its_first_fact_only(begin: object, kind: type) -> None:
    with pytest.raises(Refused):
        begin(CASE, Line(seq=1, at=UNTIL, by="x", fact=EXAMPLES[kind]))


def test_a_decision_without_a_proposal_is_refused() -> None:
    bare = replace(STATES[Status.COSIGNING], proposal=None)
    with pytest.raises(Refused):
        case_fold.turn(bare, Line(seq=9, at=UNTIL, by="x", fact=EXAMPLES[facts.Decided]))


def test_a_part_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        a_complaint(SORTED, facts.Placed(part=2, case=CASE))
    assert refused.value.code is No.NOT_FOUND
