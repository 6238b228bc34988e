"""Whose work a fault is, who checks it, which cases are drawn, and what whoever looks blind may answer."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from hmac import digest as keyed

import pytest

from ombud.core import blinding, case_fold, facts, learning, rating
from ombud.core.lessons import Look, LookState, Opinion, TaskState, opinion_of
from ombud.core.pack import lint_learning
from ombud.core.pack.learning import Admits
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lapse, Ruling, Severity, Side
from tests.cast import (
    CASE,
    COMPLAINT,
    JUN,
    LETTER,
    MEI,
    START,
    SUBJECT,
    WEI,
    ZHOU,
    a_case,
    a_complaint,
    lines,
    opened,
    order,
    pack,
    proposed,
    words,
)

DAY = timedelta(days=1)
LATER = START + 3 * DAY
FAULT = facts.Fault(lapse="false_positive", cause="haste", words=words(7))
TAKEN = facts.Assigned(agent=MEI, how="next")
DECIDED = (TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=(order(),)))
ASKED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
AGAIN = (
    (facts.Assigned(agent=JUN, how="next"), f"agent:{JUN}"),
    (
        proposed(
            no=2, agent=JUN, outcome="no_violation", measures=(), ruling="overturned", appeal=1, fault=FAULT
        ),
        f"agent:{JUN}",
    ),
    (facts.Decided(no=2, outcome="no_violation", orders=(), appeal=1, ruling="overturned"), f"agent:{JUN}"),
)
CLOSED = (*DECIDED, facts.Closed(decision=1, appeal_until=LATER))
BLIND = facts.LookDrawn(no=1, kind="blind", decision=1, due_at=LATER, stratum="f_rest")
UNSOLVED = facts.LookDrawn(no=1, kind="unsolved", decision=1, due_at=LATER, complaint=COMPLAINT)
TAKES = facts.LookTaken(no=1, agent=JUN, until=LATER)


def answered(**said):
    return facts.LookAnswered(**{"no": 1, "agent": JUN, "words": words(8), **said})


def refused(call, *args, **named) -> No:
    with pytest.raises(Refused) as no:
        call(*args, **named)
    return no.value.code


# --- faults


@pytest.mark.parametrize("ruling", [Ruling.OVERTURNED, Ruling.CHANGED])
def test_no_decision_is_changed_without_its_cause(ruling):
    learning.check_fault(FAULT, ruling=ruling, pack=pack())
    assert refused(learning.check_fault, None, ruling=ruling, pack=pack()) is No.CAUSE_MISSING
    for wrong in (replace(FAULT, lapse="stupid"), replace(FAULT, cause="mei")):
        assert refused(learning.check_fault, wrong, ruling=ruling, pack=pack()) is No.UNKNOWN_WORD


@pytest.mark.parametrize("ruling", [None, Ruling.UPHELD])
def test_what_stands_has_no_fault(ruling):
    learning.check_fault(None, ruling=ruling, pack=pack())
    assert refused(learning.check_fault, FAULT, ruling=ruling, pack=pack()) is No.OUTCOME_NOT_ALLOWED


def test_an_overturn_leaves_a_fault_that_names_the_decision_before_and_nobody():
    case = a_case(*DECIDED, ASKED, *AGAIN)
    [found] = case.lessons.found
    assert (found.no, found.decision, found.fault, found.clause) == (1, 1, FAULT, "CLIPS.2.1")
    assert MEI not in {getattr(found.fault, name) for name in ("lapse", "cause", "words")}
    assert [*Lapse] == ["false_positive", "false_negative", "wrong_selection", "technical"]


@pytest.mark.parametrize(
    ("told", "owed"),
    [
        pytest.param((), False, id="nothing went wrong"),
        pytest.param((*DECIDED, ASKED, *AGAIN), False, id="what did not stand has its cause"),
        pytest.param(
            (
                *DECIDED,
                ASKED,
                AGAIN[0],
                (replace(AGAIN[1][0], fault=None), AGAIN[1][1]),
                AGAIN[2],
            ),
            True,
            id="nobody said why it did not stand",
        ),
    ],
)
def test_a_case_says_whether_prevention_is_owed(told, owed):
    assert bool(learning.prevention_owed(a_case(*told), pack())) is owed


def test_a_leak_of_ours_owes_prevention_until_somebody_says_what():
    leaked = facts.StepDone(step="tell_people", told=words(3))
    case = a_case(TAKEN, leaked)
    assert learning.prevention_owed(replace(case, breach=words(3)), pack()) == ("cause",)
    found = facts.FaultFound(fault=replace(FAULT, lapse=""))
    assert not learning.prevention_owed(replace(a_case(TAKEN, found), breach=words(3)), pack())


def test_a_decision_of_the_hosts_that_falls_owes_prevention_once():
    def undone(alike, *more):
        back = facts.Chosen(measure="R", target=SUBJECT, host_decision="hd-1")
        chosen = proposed(outcome="granted", measures=(back,), alike=alike)
        return a_case(TAKEN, chosen, facts.Decided(no=1, outcome="granted", orders=()), *more)

    assert learning.prevention_owed(undone(None), pack())
    assert learning.prevention_owed(undone(CASE), pack()), "the case that others were decided along with"
    assert not learning.prevention_owed(undone(LETTER), pack()), "one that was decided along"
    said = facts.FaultFound(fault=replace(FAULT, lapse="", cause="host_rule"))
    assert not learning.prevention_owed(undone(None, said), pack())
    assert not learning.prevention_owed(a_case(TAKEN), pack()), "nothing is decided yet"
    elsewhere = (undone(None), undone(CASE), undone(LETTER), a_case(TAKEN))
    assert [learning.learned_elsewhere(one) for one in elsewhere] == [None, None, LETTER, None]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        pytest.param((facts.Reversed(decision=1, orders=()),), (), id="a decision of ours that was wrong"),
        pytest.param(
            (facts.Reversed(decision=1, orders=(), law="cn_copyright_counter"),) * 2,
            ("cn_copyright_counter",),
            id="a law gave it back, and says so once",
        ),
        pytest.param(
            (facts.Reversed(decision=1, orders=(), hijack=LETTER),), (learning.NOT_OWNER,), id="an intruder"
        ),
    ],
)
def test_of_what_falls_though_nobody_was_wrong_no_cause_is_owed_and_it_is_said_why(more, why):
    assert learning.fell_without_fault(a_case(*DECIDED, *more)) == why


def test_what_a_law_gave_back_and_somebody_found_wrong_as_well_has_its_cause():
    by_law = facts.Reversed(decision=1, orders=(), law="cn_copyright_counter")
    assert learning.fell_without_fault(a_case(*DECIDED, by_law, ASKED, *AGAIN)) == ()


WRONGLY = facts.Disclosed(
    no=1,
    kinds=("phone",),
    to="police",
    channel="published_number",
    ground="life_at_risk",
    words=words(4),
    level="A2",
    answer_by=LATER,
)
NO_TO_IT = (facts.DisclosureAnswered(no=1, agent=JUN, agrees=False, words=words(5)), f"agent:{JUN}")
BY_US = facts.CauseRecorded(clock="cn_answer", cause="staffing", words=words(6))
RUDE = opened("UF.SUPPORT", "S3")


def granted(*more, first=RUDE, **said):
    """A case in which somebody was granted what they asked for, without a decision of the host's that falls."""
    chosen = proposed(outcome="granted", measures=(), **said)
    return a_case(TAKEN, *more, chosen, facts.Decided(no=1, outcome="granted", orders=()), first=first)


@pytest.mark.parametrize(
    ("case", "owed"),
    [
        pytest.param(granted(), ("granted",), id="a colleague was rude"),
        pytest.param(granted(first=opened("SV.CONDUCT", "S3")), ("granted",), id="a promise was broken"),
        pytest.param(granted(first=opened("UF.REPORT_IGNORED", "S3")), ("granted",), id="a report ignored"),
        pytest.param(granted(first=opened("GR.AUDIT", "S3")), (), id="what was granted admits nothing"),
        pytest.param(granted(alike=LETTER), (), id="granted along with another, and owed there"),
        pytest.param(granted(alike=CASE), ("granted",), id="the one that others were granted along with"),
        pytest.param(a_case(TAKEN, WRONGLY), (), id="nobody has judged what was told"),
        pytest.param(a_case(TAKEN, WRONGLY, NO_TO_IT), ("disclosed",), id="told what should not have been"),
        pytest.param(a_case(TAKEN, BY_US), ("late",), id="late for want of people"),
        pytest.param(a_case(TAKEN, replace(BY_US, cause="complexity")), (), id="late for what lay with nobody"),
        pytest.param(granted(WRONGLY, NO_TO_IT, BY_US), ("granted", "disclosed", "late"), id="all of it"),
    ],
)  # fmt: skip
def test_a_fault_that_we_admit_owes_a_cause_of_its_own(case, owed):
    assert learning.prevention_owed(case, pack()) == owed
    found = [facts.FaultFound(fault=replace(FAULT, lapse=one)) for one in ("", *owed)]
    for told, left in ((found[:1], owed), (found[:2], owed[1:]), (found, ())):
        after = case
        for line in lines((*told,)):
            after = case_fold.turn(after, replace(line, seq=after.seq + 1))
        assert learning.prevention_owed(after, pack()) == left, (
            "what was said of something else is not of this"
        )
    old = replace(pack(), learning=replace(pack().learning, admits=Admits()))
    assert learning.prevention_owed(case, old) == (), "by the rules of a day on which nobody asked"


def test_a_cause_is_of_what_was_admitted_or_of_something_else():
    case = granted()
    for known in ("granted", ""):
        learning.check_admitted(known, case, pack=pack())
    for wrong in ("late", "technical"):
        assert refused(learning.check_admitted, wrong, case, pack=pack()) is No.UNKNOWN_WORD


def test_a_time_missed_by_us_is_owed_though_the_clock_is_marked_anew():
    marked = facts.ClockMarked(clock="cn_answer", mark="breach", due_at=START)
    assert learning.prevention_owed(a_case(TAKEN, BY_US, marked), pack()) == ("late",)


# --- tasks


def with_task(*more):
    """A case whose overturn is somebody's work."""
    case = a_case(*DECIDED, ASKED, *AGAIN)
    task = learning.task_for(case, case.lessons.found[0], pack=pack(), now=START)
    return a_case(*DECIDED, ASKED, *AGAIN, task, *more)


DONE = facts.TaskDone(no=1, agent=MEI, words=words(5), check_at=START + 30 * DAY)


def test_a_task_has_an_owner_and_a_day_of_the_pack():
    [task] = with_task().lessons.tasks
    assert (task.cause, task.clause, task.owner) == ("haste", "CLIPS.2.1", "quality")
    assert task.due_at == START + pack().causes["haste"].within
    assert with_task().lessons.found[0].task == (CASE, 1)


def test_a_cause_that_the_pack_no_longer_names_is_still_somebodys_work():
    case = a_case(facts.FaultFound(fault=replace(FAULT, cause="moon")))
    task = learning.task_for(case, case.lessons.found[0], pack=pack(), now=START)
    assert (task.owner, task.due_at) == (learning.UNSORTED, START + pack().learning.again)


def test_the_same_cause_and_clause_is_one_task_while_it_is_not_over():
    case = with_task()
    found = case.lessons.found[0]
    assert learning.open_here(case, found) == (CASE, 1)
    assert learning.open_here(case, replace(found, clause=None)) is None
    assert learning.open_here(held_for_good(), found) is None


def test_a_fault_has_one_task():
    with pytest.raises(Refused, match=No.ALREADY_DONE):
        with_task(facts.TaskJoined(fault=1, case=SUBJECT, task=1))
    joined = a_case(*DECIDED, ASKED, *AGAIN, facts.TaskJoined(fault=1, case=SUBJECT, task=4))
    assert joined.lessons.found[0].task == (SUBJECT, 4)


def test_the_work_is_the_owners_or_a_leads():
    [task] = with_task().lessons.tasks
    policy = replace(task, owner="policy")
    for role in ("lead", "policy"):
        learning.check_owner(policy, {role}, pack=pack())
    assert refused(learning.check_owner, policy, {"agent"}, pack=pack()) is No.NOT_ALLOWED
    gone = replace(task, owner="moon")
    assert refused(learning.check_owner, gone, {"policy"}, pack=pack()) is No.NOT_ALLOWED


def check(case, *, by=JUN, held=True, now=START + 30 * DAY):
    return learning.check_of(case.lessons.task(1), by=by, pack=pack(), held=held, now=now)


def test_another_person_looks_after_thirty_days_and_again_after_ninety():
    case = with_task(DONE)
    assert refused(check, case, by=MEI) is No.SAME_SIGNER
    assert refused(check, case, now=START + 29 * DAY) is No.NOT_BEFORE
    assert refused(check, with_task()) is No.NOT_IN_THIS_STATE
    next_at = check(case)
    assert next_at == case.lessons.task(1).done_at + 90 * DAY
    held = facts.TaskChecked(no=1, agent=JUN, held=True, words=words(6), next_at=next_at)
    again = with_task(DONE, held)
    assert again.lessons.task(1).state is TaskState.DONE
    assert check(again, now=START + 91 * DAY) is None


def held_for_good():
    held = facts.TaskChecked(no=1, agent=JUN, held=True, words=words(6), next_at=None)
    return with_task(DONE, held)


def test_what_came_back_is_open_again_and_counts_from_the_beginning():
    assert held_for_good().lessons.task(1).state is TaskState.HELD
    case = with_task(DONE)
    until = check(case, held=False, now=START)
    assert until == START + pack().learning.again
    back = facts.TaskChecked(no=1, agent=JUN, held=False, words=words(6), next_at=until)
    task = with_task(DONE, back).lessons.task(1)
    assert (task.state, task.due_at, task.check_at) == (TaskState.OPEN, until, None)
    assert with_task(DONE, back, DONE).lessons.task(1).held_times == 0
    with pytest.raises(Refused, match=No.NOT_IN_THIS_STATE):
        with_task(DONE, DONE)


# --- the draw


def test_the_draw_is_the_same_every_time_keeps_its_share_and_nobody_knows_it_without_the_key():
    def drawn(key, n):
        return [learning.number_of(keyed(key, bytes([0]) + no.to_bytes(4), sha256)) for no in range(n)]

    n = 20_000
    mine, other = drawn(b"ours", n), drawn(b"theirs", n)
    assert mine == drawn(b"ours", n)
    hit = {no for no, number in enumerate(mine) if number < 200}
    assert 0.016 < len(hit) / n < 0.024, "two in a hundred"
    both = hit & {no for no, number in enumerate(other) if number < 200}
    assert len(both) / n < 0.0015, (
        "another key draws others: what one knows of the one says nothing of the other"
    )
    runs = sum((no + 1) in hit for no in hit) / len(hit)
    assert runs < 0.06, "that one is drawn says nothing of the next"
    assert all(0 <= number < 10_000 for number in mine)


@pytest.mark.parametrize(
    ("code", "severity", "measure", "outcome", "stratum"),
    [
        ("CV.SPAM", "S0", "L4", "violation", ("a_danger", 10_000)),
        ("MN.GROOM", "S2", "L4", "violation", ("b_children", 10_000)),
        ("CV.SPAM", "S3", "L9", "violation", ("c_closed_account", 10_000)),
        ("CV.SPAM", "S2", "L4", "violation", ("d_grave", 1500)),
        ("SV.QUESTION", "S3", "L4", "answered", ("e_service", 50)),
        ("CV.SPAM", "S3", "L4", "violation", ("f_rest", 200)),
    ],
)
def test_more_is_looked_at_twice_where_a_mistake_harms_more(  # noqa: PLR0917 - a row of the table
    code, severity, measure, outcome, stratum
):
    chosen = proposed(measures=(facts.Chosen(measure=measure, target=SUBJECT),), outcome=outcome)
    case = a_case(TAKEN, chosen, facts.Decided(no=1, outcome=outcome, orders=()), first=opened(code=code))
    case = replace(case, severity=Severity(severity))
    assert learning.stratum_of(case, case.decisions[0], nth=51, pack=pack()) == stratum


def test_without_a_stratum_nobody_looks_twice():
    case = a_case(*DECIDED)
    none = replace(pack(), learning=replace(pack().learning, strata={}))
    assert learning.stratum_of(case, case.decisions[0], nth=51, pack=none) == ("", 0)


# --- blind looks


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"outcome": "violation", "clause": "CLIPS.2.1", "rung": "L4"}, LookState.AGREED),
        ({"outcome": "violation", "clause": "CLIPS.2.1", "rung": "L5"}, LookState.DISPUTED),
        ({"outcome": "no_violation", "clause": "CLIPS.2.1"}, LookState.DISPUTED),
    ],
)
def test_two_agree_when_outcome_clause_and_rung_are_the_same(said, state):
    case = a_case(*CLOSED, BLIND, TAKES, answered(**said))
    assert case.lessons.look(1).state is state
    assert case.status == "closed"
    assert case.orders == a_case(*CLOSED).orders, "no order comes from a blind look"


def test_a_look_goes_back_and_is_taken_by_somebody_else():
    back = facts.LookReturned(no=1, agent=JUN, why="gave_back")
    case = a_case(*CLOSED, BLIND, TAKES, back)
    assert (case.lessons.look(1).state, case.lessons.look(1).agent) == (LookState.WAITING, None)
    with pytest.raises(Refused, match=No.NOT_IN_THIS_STATE):
        a_case(*CLOSED, BLIND, answered())
    with pytest.raises(Refused, match=No.NOT_FOUND):
        a_case(*CLOSED).lessons.look(1)


def test_an_appeal_overtakes_a_look_that_nobody_answered():
    case = a_case(*CLOSED, BLIND, TAKES, ASKED)
    assert case.lessons.look(1).state is LookState.OVERTAKEN
    agreed = a_case(
        *CLOSED, BLIND, TAKES, answered(outcome="violation", clause="CLIPS.2.1", rung="L4"), ASKED
    )
    assert agreed.lessons.look(1).state is LookState.AGREED
    gone = a_case(*CLOSED, BLIND, facts.Erased(person=CASE, why="time"))
    assert gone.lessons.look(1).state is LookState.OVERTAKEN


@pytest.mark.parametrize(("reopens", "state"), [(True, LookState.REOPENED), (False, LookState.KEPT)])
def test_a_lead_settles_and_the_other_kind_settles_itself(reopens, state):
    settled = facts.LookSettled(no=1, agent=ZHOU, reopens=reopens, words=words(9))
    assert a_case(*CLOSED, BLIND, TAKES, answered(), settled).lessons.look(1).state is state
    assert a_case(*CLOSED, UNSOLVED, TAKES, answered(reopens=reopens)).lessons.look(1).state is state


def test_whoever_had_a_hand_in_it_or_said_already_looks_no_more():
    case = a_case(*CLOSED, BLIND, TAKES, answered())
    for had in (MEI, JUN):
        assert refused(learning.check_fresh, case, had) is No.HAND_IN_IT
    learning.check_fresh(case, WEI)
    out = replace(case, kept_out=frozenset({WEI}))
    assert refused(learning.check_fresh, out, WEI) is No.KEPT_OUT


@pytest.mark.parametrize(
    ("opinion", "code"),
    [
        (Opinion(outcome="granted", clause="CLIPS.2.1"), No.OUTCOME_NOT_ALLOWED),
        (Opinion(outcome="violation"), No.CLAUSE_MISSING),
        (Opinion(outcome="violation", clause="CLIPS.9.9"), No.CLAUSE_UNKNOWN),
        (Opinion(outcome="violation", clause="CLIPS.2.1", rung="P2"), No.MEASURE_NOT_ALLOWED),
    ],
)
def test_only_what_could_be_a_decision_is_an_answer(opinion, code):
    case = a_case(*CLOSED)
    assert refused(learning.check_opinion, case, opinion, pack=pack()) is code
    learning.check_opinion(case, opinion_of(proposed()), pack=pack())


def test_a_question_is_answered_without_a_clause():
    case = a_case(first=opened(code="SV.QUESTION"))
    learning.check_opinion(case, Opinion(outcome="answered"), pack=pack())
    assert Opinion(outcome="answered").said() == "answered - -"


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ({"outcome": "no_violation", "clause": "CLIPS.2.1"}, Side.ACCOUNT),
        ({"outcome": "violation", "clause": "CLIPS.2.1", "rung": "L1"}, Side.ACCOUNT),
        ({"outcome": "violation", "clause": "CLIPS.2.1", "rung": "L9"}, Side.COMPLAINANT),
    ],
)
def test_what_is_opened_again_is_opened_for_whom_it_went_too_far(said, side):
    assert learning.speaks_for(a_case(*CLOSED, BLIND, TAKES, answered(**said)).lessons.look(1)) is side


def test_what_is_unsolved_is_opened_for_whoever_said_so():
    look = Look(drawn=UNSOLVED, at=START, first=opinion_of(proposed()))
    assert learning.speaks_for(look) is Side.COMPLAINANT


def test_opening_it_again_ourselves_costs_nobody_an_appeal():
    ours = replace(ASKED, look=1)
    assert a_case(*CLOSED, BLIND, ours, *AGAIN).levels == 1
    assert a_case(*CLOSED, ASKED, *AGAIN).levels == 2


# --- what whoever looks blind sees


def test_a_blind_look_shows_what_the_decision_rested_on_and_nobody_s_opinion_or_name():
    shown = facts.EvidenceAdded(evidence=LETTER, digest="ab", media="image/png", size=1, source="host")
    told = lines(
        (
            opened(),
            shown,
            TAKEN,
            facts.Noted(words=words(4)),
            facts.Asked(complaint=None, letter=LETTER, words=words(), until=LATER),
            facts.Heard(complaint=None, why="answered", words=words(6)),
            facts.Assigned(agent=MEI, how="next"),
            *DECIDED[1:],
            facts.Closed(decision=1, appeal_until=LATER),
            BLIND,
            TAKES,
        )
    )
    seen, case = blinding.before(CASE, told, decision=1)
    assert [type(line.fact) for line in seen] == [facts.Opened, facts.EvidenceAdded]
    assert {line.by for line in seen} == {"chore:blind"}
    assert (case.decisions, case.proposal, case.agent, case.hands) == ((), None, None, frozenset())
    assert case.account_said == (words(6),), "the account's own side is no opinion of ours"
    assert case.seq == case_fold.fold(CASE, told).seq
    whole, _ = blinding.before(CASE, told[:2], decision=1)
    assert len(whole) == 2


def test_a_blind_look_is_as_sealed_as_the_case_is_wherever_its_seal_came_from():
    weighed = facts.Weighed(rules=("child",), asks=("minors", "sealed"))
    told = lines((opened(), weighed, *DECIDED, facts.Closed(decision=1, appeal_until=LATER), BLIND, TAKES))
    seen, case = blinding.before(CASE, told, decision=1)
    assert [type(line.fact) for line in seen] == [facts.Opened]
    assert (case.sealed, case.asks) == (True, {"minors", "sealed"})


def test_whoever_judges_an_appeal_first_sees_no_opinion_from_before_it_and_all_that_came_since():
    closing = facts.StepDone(step="error_cause", words=words(6))
    taken = facts.Assigned(agent=JUN, how="next")
    told = lines((opened(), TAKEN, facts.Noted(words=words(4)), *DECIDED[1:], closing, ASKED, taken))
    earlier, since = blinding.afresh(told)
    assert [type(line.fact) for line in earlier] == [facts.Opened]
    assert [line.fact for line in since] == [ASKED, taken]
    assert blinding.afresh(told[:3]) == ((), told[:3]), "nobody has judged yet"
    assert [line.fact for line in blinding.afresh(told[:6])[1]] == [closing], "nobody asked for another look"


# --- ratings


SORTED = facts.Sorted(
    lang="zh",
    parts=(facts.SortedPart(no=1, code="CV.SEX.ADULT", severity="S2", confidence=900, because=("porn",)),),
)
ENDED = (
    SORTED,
    facts.Placed(part=1, case=CASE),
    facts.PartEnded(part=1, case=CASE, decision=1, outcome="violation"),
    facts.Told(letter=LETTER, template="decision_complainant", side="complainant", case=CASE, decision=1),
    facts.ComplaintEnded(),
)


def test_one_may_say_once_for_each_decision_whether_it_is_solved():
    it = a_complaint(*ENDED)
    assert rating.to_rate(it, CASE, pack=pack(), now=LATER) == (1, "violation")
    assert rating.may_rate(it, pack=pack(), now=LATER) == (CASE,)
    said = facts.Rated(case=CASE, decision=1, outcome="violation", solved=False)
    again = a_complaint(*ENDED, said)
    assert refused(rating.to_rate, again, CASE, pack=pack(), now=LATER) is No.ALREADY_DONE
    assert rating.may_rate(again, pack=pack(), now=LATER) == ()


def test_nobody_says_it_of_what_is_not_decided_not_theirs_not_told_or_long_ago():
    it = a_complaint(*ENDED)
    assert refused(rating.to_rate, it, SUBJECT, pack=pack(), now=LATER) is No.NOT_FOUND
    for early in (ENDED[:2], ENDED[:3]):
        assert refused(rating.to_rate, a_complaint(*early), CASE, pack=pack(), now=LATER) is No.NOT_FOUND
    assert refused(rating.to_rate, it, CASE, pack=pack(), now=START + 40 * DAY) is No.TIME_IS_UP
    assert rating.may_rate(replace(it, erased_at=LATER), pack=pack(), now=LATER) == ()


def test_a_pack_without_causes_cannot_say_why_a_decision_did_not_stand():
    assert "causes" in {where for where, _ in lint_learning.learning(replace(pack(), causes={}))}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"granted": ("ZZ",)}, "unknown kind 'ZZ'"),
        ({"disclosed": ("ZZ",)}, "unknown kind 'ZZ'"),
        ({"late": ("weather",)}, "unknown cause of a time that was missed 'weather'"),
        ({"granted": ()}, "leaves a fault of ours that we admit without a cause"),
    ],
)
def test_a_pack_says_where_a_fault_of_ours_is_admitted(wrong, why):
    rule = replace(pack().learning, admits=replace(pack().learning.admits, **wrong))
    [(where, said)] = lint_learning.learning(replace(pack(), learning=rule))
    assert (where, said.partition(";")[0]) == ("learning.admits", why)


def test_whoever_has_had_a_look_for_too_long_is_named():
    lessons = a_case(*CLOSED, BLIND, TAKES).lessons
    assert lessons.run_out(now=LATER) == ((1, JUN),)
    assert lessons.run_out(now=START) == ()


def test_what_fell_was_a_mistake_unless_nobody_could_have_known():
    fell = a_case(*DECIDED, ASKED, *AGAIN)
    assert learning.mistaken(fell, fell.decisions[-1], host_at=None) == fell.decisions[0].at
    assert learning.mistaken(fell, fell.decisions[0], host_at=LATER) is None, "nothing fell by the first"
    known = facts.Fault(lapse="false_positive", cause="new_facts", words=words(7))
    later = replace(fell.decisions[-1], proposal=replace(fell.decisions[-1].proposal, fault=known))
    assert learning.mistaken(fell, later, host_at=LATER) is None
    undoes = (facts.Chosen(measure="R", target=SUBJECT, host_decision="hd-1"),)
    granted = replace(fell.decisions[0], proposal=proposed(outcome="granted", measures=undoes))
    assert learning.mistaken(fell, granted, host_at=LATER) == LATER


def test_all_that_undid_a_decision_and_the_first_fifty_of_somebody_new_are_looked_at_blind():
    fell = a_case(*DECIDED, ASKED, *AGAIN)
    first, last = fell.decisions
    assert learning.stratum_of(fell, last, nth=51, pack=pack())[1] == 10_000
    assert learning.stratum_of(fell, last, nth=51, pack=pack())[0] == "c_reversed"
    assert learning.stratum_of(fell, first, nth=50, pack=pack()) == ("c_starter", 10_000)
    assert learning.stratum_of(fell, first, nth=51, pack=pack())[1] < 10_000
