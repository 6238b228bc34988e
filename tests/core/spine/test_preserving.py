"""Evidence outlasts whoever may still need it, each time for no longer than the pack allows at once, and then it goes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts, preserving
from ombud.core.case import Case
from ombud.core.shutting import AHEAD
from tests.cast import LETTER, MEI, START, SUBJECT, a_case, opened, order, pack, proposed, words

DAY = timedelta(days=1)
LIMIT, WINDOW, YEAR = 180 * DAY, 184 * DAY, 366 * DAY
ENDS = START + LIMIT
TAKEN = facts.Assigned(agent=MEI, how="next")
DECIDED = facts.Decided(no=1, outcome="violation", orders=())
CLOSED = facts.Closed(decision=1, appeal_until=None)
TOLD = facts.Told(letter=LETTER, template="statement_of_reasons", side="account", decision=1)
HOLD = facts.HoldSet(hold=LETTER, words=words())
REPORTED = facts.StepDone(step="report_authority:cn_police", marks=("reported:cn_police",))
SILENT = facts.Withheld(side="account", ground="child_safety", approver=None, review_at=START)
APPEALED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())


def held(measure="P1", *, ends=ENDS) -> facts.Protected:
    kept = replace(order("p1", measure=measure, target=SUBJECT), protective=True, until=ends)
    return facts.Protected(order=kept, words=words(), review_at=START)


def case(*then: facts.CaseFact, code: str = "CV.SEX", measure: str = "P1") -> Case:
    return a_case(TAKEN, held(measure), *then, first=opened(code))


def until(it: Case, *, at=ENDS - AHEAD):
    return preserving.until(it, it.protections[0], pack=pack(), now=at)


OVER = (proposed(), DECIDED, CLOSED)


def test_evidence_is_kept_until_the_time_to_appeal_is_over_and_not_a_day_more() -> None:
    it = case(*OVER)
    decided = it.decision.at
    assert until(it) == decided + WINDOW  # its own limit of 180 days would have ended before
    again = a_case(TAKEN, held(ends=decided + WINDOW), *OVER)
    assert until(again, at=decided + WINDOW - AHEAD) is None
    assert until(it, at=ENDS - AHEAD - timedelta(seconds=1)) is None  # an hour ahead, and not sooner


@pytest.mark.parametrize(
    ("facts_", "code"),
    [
        pytest.param((), "CV.SEX", id="nothing is decided"),
        pytest.param((*OVER, HOLD), "CV.SEX", id="a hold stands"),
        pytest.param((*OVER, APPEALED), "CV.SEX", id="somebody looks again"),
        pytest.param((*OVER, SILENT), "CV.SEX", id="the other side was not told"),
    ],
)
def test_while_nobody_can_say_until_when_it_is_needed_it_is_taken_anew_in_full(facts_, code) -> None:
    it = case(*facts_, code=code)
    assert preserving.needed_until(it, pack=pack()) is None
    assert until(it) == ENDS - AHEAD + LIMIT
    assert until(it, at=ENDS + DAY) == ENDS + DAY + LIMIT  # late rather than never


def test_of_sexual_harm_to_a_child_it_is_kept_a_year_from_the_report_whatever_it_was_called_since() -> None:
    it = case(REPORTED, *OVER, code="MN.SEX.CSAM")
    assert preserving.needed_until(it, pack=pack()) == it.decision.at + YEAR
    recoded = facts.Recoded(code="CV.SEX", lane="content_violation.zh.general", words=words())
    assert preserving.needed_until(case(recoded, *OVER, code="MN.SEX.CSAM"), pack=pack()) is not None
    late = case(proposed(), DECIDED, replace(REPORTED, step="later"), code="MN.SEX.CSAM")
    reported = max(at for code, at in late.moved if code.startswith("reported"))
    assert preserving.needed_until(late, pack=pack()) == reported + YEAR > late.decision.at + YEAR


def test_the_time_counts_from_the_letter_that_came_late() -> None:
    it = case(proposed(), DECIDED, TOLD)
    assert it.decision.told_at > it.decision.at
    assert preserving.needed_until(it, pack=pack()) == it.decision.told_at + WINDOW


@pytest.mark.parametrize("measure", ["P2", "P6", "P0"])
def test_nothing_else_is_kept_as_evidence(measure) -> None:
    assert until(case(*OVER, measure=measure)) is None


def test_what_is_erased_is_kept_by_nobody() -> None:
    assert until(case(*OVER, facts.Erased(person=LETTER, why="time"))) is None
