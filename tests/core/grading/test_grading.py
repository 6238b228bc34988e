"""How grave a case is by what is known: the gravest row that holds, raised and never lowered; a crowd brings a look."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.rules import triage_rules
from ombud.core import case_fold, facts, grading
from ombud.core.case import Status
from ombud.core.pack.grading import ANSWERED, Known, hits, rounded
from ombud.core.refusals import No, Refused
from ombud.core.triage.report import Report
from ombud.core.triage.sorting import triage
from ombud.core.vocabulary import Severity, Side
from tests.cast import COMPLAINT, MEI, START, ZHOU, a_case, lines, opened, pack, proposed, words

HOST = facts.Established(
    source="host",
    facts=("livelihood",),
    counts=(facts.Counted(name="followers", n=200000),),
    earlier=tuple(START - timedelta(days=days) for days in (10, 50, 80)),
)
FOUND = facts.Established(source="agent", facts=("minor_confirmed",))
LOOKED = facts.Established(source="step", facts=("risk_signal",))
LOOKED_TWICE = facts.Established(source="step", facts=("loss_confirmed", "risk_signal"))


def joined(count=1, *said, severity="S3"):
    return facts.Joined(count=count, digest="ab", severity=severity, first_at=START, said=said)


def weighed(case):
    """The case after the rules were read, as often as anything follows."""
    fact = grading.weigh(case, pack=pack(), at=START)
    if fact is None:
        return case
    line = replace(lines((fact,))[0], seq=case.seq + 1)
    return case_fold.turn(case, line)


def test_the_gravest_row_that_holds_counts_and_no_average():
    case = weighed(a_case(joined(), HOST, FOUND, first=opened("IM.PERSON", "S3")))
    assert case.severity is Severity.S1
    assert set(case.weighed) == {"child_harmed", "child_confirmed", "large_account", "again_and_again"}


@pytest.mark.parametrize(
    ("before", "answer", "says"),
    [
        pytest.param((), ("loss_confirmed",), ("loss_confirmed",), id="found"),
        pytest.param((FOUND,), ("loss_confirmed",), ("loss_confirmed",), id="beside what an agent said"),
        pytest.param((LOOKED,), ("loss_confirmed",), ("loss_confirmed", "risk_signal"), id="beside what another step found"),
        pytest.param((LOOKED,), (), None, id="looked, and found nothing"),
        pytest.param((LOOKED_TWICE,), ("loss_confirmed",), None, id="known already"),
    ],
)  # fmt: skip
def test_a_step_adds_what_it_found_and_takes_nothing_back(before, answer, says):
    step = pack().playbook("CV.FRAUD").step("money_trail")
    fact = grading.by_step(a_case(*before, first=opened("AS.TAKEOVER", "S2")), step, found=answer)
    assert (fact and fact.facts) == says


def test_what_a_step_found_is_not_unsaid_by_saying_less():
    before = a_case(LOOKED, FOUND, first=opened("AS.TAKEOVER", "S2"))
    nothing = grading.established(before, ())
    assert nothing == facts.Established(source="agent")
    after = case_fold.turn(before, replace(lines((nothing,))[0], seq=before.seq + 1))
    assert after.found == {"risk_signal"}


def test_what_the_book_says_already_is_not_said_again():
    case = weighed(a_case(joined(), FOUND, first=opened("HA.INSULT", "S3")))
    assert grading.weigh(case, pack=pack(), at=START) is None


def test_what_holds_no_more_lowers_nothing_and_holding_again_raises_anew():
    case = weighed(a_case(joined(), FOUND, first=opened("HA.INSULT", "S3")))
    taken_back = replace(lines((facts.Established(source="agent"),))[0], seq=case.seq + 1)
    case = weighed(case_fold.turn(case, taken_back))
    assert (case.weighed, case.severity) == ((), Severity.S1)
    graded = replace(lines((facts.Graded(severity="S3", why="x", second=None),))[0], seq=case.seq + 1)
    case = weighed(case_fold.turn(case, graded))
    assert case.severity is Severity.S3
    again = replace(lines((FOUND,))[0], seq=case.seq + 1)
    assert weighed(case_fold.turn(case, again)).severity is Severity.S1


def test_a_person_who_lowers_it_is_not_overruled_by_a_row_that_held_before():
    case = weighed(a_case(joined(), FOUND, first=opened("HA.INSULT", "S3")))
    graded = replace(lines((facts.Graded(severity="S2", why="x"),))[0], seq=case.seq + 1)
    assert weighed(case_fold.turn(case, graded)).severity is Severity.S2


@pytest.mark.parametrize(("code", "sealed"), [("PR.POST", True), ("AS.TAKEOVER", True), ("SV.BUG", False)])
def test_whoever_says_later_that_they_are_a_child_is_one_as_if_they_had_said_so_first(code, sealed):
    before = a_case(joined(), first=opened(code, "S3"))
    first = weighed(a_case(joined(1, "child_speaks"), first=opened(code, "S3")))
    later = weighed(_then(before, grading.of_a_child(before, side=Side.COMPLAINANT)))
    assert (later.heard, later.asks, later.sealed) == (first.heard, first.asks, first.sealed)
    assert (later.sealed, later.asks) == (sealed, {"sealed", "minors"} if sealed else frozenset())
    assert grading.of_a_child(first, side=Side.COMPLAINANT) is None
    assert grading.of_a_child(later, side=Side.COMPLAINANT) is None
    account = grading.of_a_child(later, side=Side.ACCOUNT)
    assert account == facts.Established(source="account", facts=("child_speaks",))
    assert grading.of_a_child(_then(later, account), side=Side.ACCOUNT) is None


def _then(case, fact):
    return case_fold.turn(case, replace(lines((fact,))[0], seq=case.seq + 1))


def test_a_fact_seals_a_case_and_asks_for_a_clearance_once_and_for_good():
    case = weighed(a_case(joined(), FOUND, first=opened("CV.SPAM", "S4")))
    assert (case.weighed, case.sealed, case.asks) == (("child_confirmed",), True, {"minors", "sealed"})
    case = weighed(_then(case, facts.Established(source="agent")))
    assert (case.weighed, case.sealed, case.asks) == ((), True, {"minors", "sealed"})
    again = grading.weigh(_then(case, FOUND), pack=pack(), at=START)
    assert again == facts.Weighed(rules=("child_confirmed",))


def test_what_a_fact_asked_for_outlives_another_kind_with_its_own_lane():
    asked = facts.Weighed(rules=(), asks=("minors", "sealed", "senior"))
    case = a_case(joined(), asked, first=opened("CV.SPAM", "S4"))
    assert (case.sealed, case.lane) == (True, "content_violation.zh.senior")
    case = _then(case, facts.Recoded(code="PR.POST", lane="privacy.zh.general", words=words()))
    assert (case.sealed, case.lane) == (True, "privacy.zh.senior")


def test_a_row_that_asks_for_more_under_another_pack_is_heeded_though_it_held_before():
    before = facts.Weighed(rules=("child_confirmed",))
    case = a_case(joined(), FOUND, before, first=opened("CV.SPAM", "S4"))
    due = grading.weigh(case, pack=pack(), at=START)
    assert (due.rules, due.severity, due.asks) == (("child_confirmed",), None, ("minors", "sealed"))


@pytest.mark.parametrize("count", [20, 100, 3000])
def test_a_crowd_brings_a_look_and_never_makes_it_graver(count):
    case = weighed(a_case(joined(count), first=opened("CV.SPAM", "S4")))
    within = timedelta(hours=2) if count < 100 else timedelta(minutes=30)
    assert (case.severity, case.look_by) == (
        Severity.S3,
        START + within,
    )  # S3 is what the complaint itself said


def test_nineteen_are_no_crowd():
    case = weighed(a_case(joined(19), first=opened("CV.SPAM", "S4")))
    assert (case.weighed, case.look_by) == ((), None)


def test_a_claim_brings_a_look_and_a_proof_a_severity():
    case = weighed(a_case(joined(1, "claims_guardian"), first=opened("AS.LOCKOUT", "S3")))
    assert (case.severity, case.look_by) == (Severity.S3, START + timedelta(hours=2))
    proof = facts.Verified(complaint=COMPLAINT, level="V4", method="guardian_proof")
    case = weighed(case_fold.turn(case, replace(lines((proof,))[0], seq=case.seq + 1)))
    assert (case.severity, case.look_by) == (Severity.S2, START + timedelta(hours=2))


def test_once_it_is_decided_nobody_needs_to_look_any_more():
    case = weighed(
        a_case(joined(100), facts.Assigned(agent=COMPLAINT, how="next"), first=opened("CV.SPAM", "S4"))
    )
    several = (proposed(), facts.Decided(no=1, outcome="violation", orders=()))
    for line in lines(several):
        case = case_fold.turn(case, replace(line, seq=case.seq + 1))
    assert case.look_by is None


def test_a_case_that_is_over_or_erased_is_not_weighed():
    case = a_case(joined(), FOUND, first=opened("HA.INSULT", "S3"))
    assert grading.weigh(replace(case, status=Status.CLOSED), pack=pack(), at=START) is None
    assert grading.weigh(replace(case, erased_at=START), pack=pack(), at=START) is None
    assert grading.weigh(case, pack=pack(), at=START) is not None


@pytest.mark.parametrize(("days", "holds"), [(90, True), (91, False)])
def test_what_was_done_longer_ago_than_the_row_says_does_not_count(days, holds):
    earlier = (START - timedelta(days=days), START, START)
    known = Known(earlier=earlier, at=START)
    assert any(row.id == "again_and_again" for row in said("CV.HATE", known)) is holds


def said(code, known):
    return hits(pack().severities.values(), category=code, known=known)


def test_rows_come_with_the_gravest_first_and_looks_last():
    known = Known(facts=frozenset({"danger_now", "claims_affected", "minor_confirmed"}))
    assert [row.severity for row in said("PR.POST", known)] == ["S0", "S1", None, None]


@pytest.mark.parametrize(
    ("count", "kept"), [(0, 0), (7, 7), (99, 90), (100_000, 100_000), (187_654, 100_000)]
)
def test_of_a_count_the_first_digit_is_kept(count, kept):
    assert rounded(count) == kept


@pytest.mark.parametrize(
    ("because", "said", "told"),
    [
        (("says-money-was-lost", "fraud"), ("guardian", "video", {}), ("claims_guardian", "money_lost")),
        (
            ("answered-danger-now",),
            (None, "live", {}),
            ("claims_bystander", "danger_now", "subject_live"),
        ),
        ((), ("bystander", None, {"company": False, "acts_as": "agent"}), ("claims_bystander",)),
        ((), ("affected", None, {"company": True}), ("claims_affected", "claims_company")),
        ((), ("rights_holder", None, {"acts_as": "company"}), ("claims_company", "claims_rights_holder")),
    ],
)
def test_what_a_complaint_tells_follows_from_what_was_heard_and_what_it_is_about(because, said, told):
    relation, kind, answers = said
    assert grading.heard(because, relation=relation, subject_kind=kind, answers=answers) == told


@pytest.mark.parametrize(
    ("severity", "told", "found"),
    [
        ("S2", ("subject_live",), (Severity.S0, ("severity.live_harm",))),
        ("S0", ("subject_live",), (Severity.S0, ())),
        ("S2", ("claims_affected",), (Severity.S2, ())),
    ],
)
def test_at_the_door_only_what_makes_it_graver_is_named(severity, told, found):
    assert grading.at_the_door(Severity(severity), code="CV.VIO", said=told, pack=pack()) == found


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"hurt": True, "shut_out": False}, {"hurt"}, id="yes, and no"),
        pytest.param({"shown_as": "intimate", "takes_money": True}, {"shown_intimate", "takes_money"}, id="a choice"),
        pytest.param({"effects": ["calls", "visits"]}, {"offline_risk"}, id="one of several choices"),
        pytest.param({"effects": ["calls"], "safe_now": "unsure"}, set(), id="nothing of danger"),
        pytest.param({"live_now": True, "child": True}, {"subject_live", "child_concerned"}, id="a child, live"),
    ],
)  # fmt: skip
def test_what_a_form_asks_about_danger_is_heard(answers, told):
    heard = grading.heard((), relation=None, subject_kind=None, answers=answers)
    assert set(heard) == told | {"claims_bystander"}


def test_every_answer_that_tells_something_is_one_that_its_question_has():
    questions = pack().questions
    for question, tells in ANSWERED.items():
        known = questions[question].choices if questions[question].options else (True, False)
        assert {*tells} <= {*known}


@pytest.mark.parametrize("text", ["她才13岁，说今晚就自杀", "I am 14 and I want to kill myself"])
def test_a_child_about_to_die_is_sealed_for_those_cleared_for_minors(text):
    (part, *_) = triage(Report(text), triage_rules()).parts
    said = grading.heard(part.because, relation=None, subject_kind=None)
    case = weighed(a_case(joined(1, *said, severity="S0"), first=opened("SH.IMMINENT", "S0")))
    assert (part.code, part.severity) == ("SH.IMMINENT", Severity.S0)
    assert case.sealed
    assert case.asks == {"sealed", "minors"}


@pytest.mark.parametrize(
    ("by", "leads", "reason", "no"),
    [
        pytest.param(ZHOU, True, "看错了", None, id="a lead apart, with a reason"),
        pytest.param(ZHOU, False, "看错了", No.NOT_ALLOWED, id="who leads nothing"),
        pytest.param(MEI, True, "看错了", No.NOT_ALLOWED, id="a lead who holds it"),
        pytest.param(ZHOU, True, " ", No.NEEDS_REASON, id="without a reason"),
    ],
)
def test_what_was_found_is_taken_back_by_a_lead_who_took_no_part(by, leads, reason, no):
    case = a_case(facts.Assigned(agent=MEI, how="next"), FOUND)
    assert grading.may_unsay(case, by=by, leads=leads) is (no is not No.NOT_ALLOWED)
    assert grading.unsays(case, ())
    assert not grading.unsays(case, ("minor_confirmed", "loss_confirmed"))
    if no is None:
        grading.check_unsays(case, by=by, leads=leads, reason=reason)
        return
    with pytest.raises(Refused) as refused:
        grading.check_unsays(case, by=by, leads=leads, reason=reason)
    assert refused.value.code is no


def test_nothing_is_taken_back_of_what_was_decided():
    decided = a_case(
        facts.Assigned(agent=MEI, how="next"),
        FOUND,
        proposed(),
        facts.Decided(no=1, outcome="violation", orders=()),
    )
    with pytest.raises(Refused) as refused:
        grading.check_unsays(decided, by=ZHOU, leads=True, reason="看错了")
    assert refused.value.code is No.NOT_IN_THIS_STATE
    assert not grading.may_unsay(decided, by=ZHOU, leads=True)
