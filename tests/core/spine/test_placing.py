"""Which complaints are one matter, and with what does its case begin?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import placing
from ombud.core.case import Decision, Status
from ombud.core.vocabulary import Class
from tests.cast import COMPLAINT, JUN, START, SUBJECT, a_case, pack, proposed


def opening(code="PR.POST", *, lang="zh", subject=SUBJECT):
    return placing.opened(code, severity="S2", complaint=COMPLAINT, subject=subject, lang=lang, pack=pack())


def test_parts_of_one_class_about_one_thing_are_one_matter():
    mine, theirs = (
        placing.matter_of("CV.SEX.ADULT", subject=SUBJECT, complaint=one) for one in (COMPLAINT, JUN)
    )
    assert mine == theirs == "content_violation"
    assert placing.may_be_joined("CV.SEX.ADULT", subject=SUBJECT)
    assert placing.matter_of("PR.POST", subject=SUBJECT, complaint=COMPLAINT) != mine


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        pytest.param("CV.SEX.ADULT", None, id="nothing is named that could be the same"),
        pytest.param("SV.QUESTION", SUBJECT, id="a question is its own"),
    ],
)
def test_some_complaints_are_a_matter_of_their_own(code, subject):
    mine, theirs = (placing.matter_of(code, subject=subject, complaint=one) for one in (COMPLAINT, JUN))
    assert mine != theirs
    assert not placing.may_be_joined(code, subject=subject)


def test_what_nobody_could_read_goes_to_the_experienced():
    assert opening("SV.UNKNOWN", lang="und").lane == "other_service.und.senior"
    assert opening("SV.UNKNOWN", lang="zh").lane == "other_service.zh.general"


def test_a_kind_that_begins_in_silence_says_on_which_ground_and_when_that_is_looked_at():
    quiet = next(code for code, kind in pack().categories.items() if kind.starts_withheld)
    held = placing.withheld(opening(quiet), pack=pack(), now=START)
    assert (held.side, held.approver) == ("account", None)
    assert held.review_at > START + timedelta()
    assert placing.withheld(opening("SV.QUESTION"), pack=pack(), now=START) is None


@pytest.mark.parametrize(
    ("outcome", "severity", "may"),
    [
        pytest.param("violation", "S1", True, id="what was found and ended answers whoever says so too"),
        pytest.param("violation", "S0", False, id="no decision answers a danger"),
        pytest.param("no_violation", "S3", False, id="where nothing was found they may have seen more"),
        pytest.param("refused", "S3", False, id="where it was refused as well"),
        pytest.param("answered", "S4", True, id="a question has its answer"),
    ],
)
def test_who_comes_after_a_decision_joins_it_only_where_it_answers_them(outcome, severity, may):
    decision = Decision(no=1, at=START, proposal=proposed(outcome=outcome), orders=())
    case = replace(a_case(), status=Status.DECIDED, decisions=(decision,))
    assert placing.may_join(case, severity=severity, subject=SUBJECT) is may
    assert placing.may_join(a_case(), severity=severity, subject=SUBJECT)
    assert not placing.may_join(case, severity=severity, subject=SUBJECT, said={"human_wanted"}), (
        "who asks for a person has one"
    )
    assert placing.may_join(a_case(), severity=severity, subject=SUBJECT, said={"human_wanted"})


def test_a_matter_that_begins_once_more_names_what_was_decided():
    assert placing.matter_after("privacy", None) == "privacy"
    assert placing.matter_after("content_violation", COMPLAINT) == f"content_violation+{COMPLAINT.hex[-12:]}"
    assert len(placing.matter_after(max(Class, key=len).value, COMPLAINT)) <= 32
