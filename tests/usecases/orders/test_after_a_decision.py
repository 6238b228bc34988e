"""Who complains of what was decided already: is it an answer to them, or does a person look once more?"""

import pytest

from ombud.core.vocabulary import Outcome
from ombud.store import mailroom
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Case as Row
from ombud.usecases.verify import verify
from tests.usecases.sorting.scene import SHOWS_NAKED, video

IN_DANGER = {"danger_now": True}


def _late(stage, *, answers=None, text=SHOWS_NAKED):
    """Somebody else complains of the same video; return who, and the case it came to."""
    (late,) = stage.house.file(text, subject=video("v-1"), answers=answers or {})
    stage.house.drain()
    stage.all()
    return late, read_complaint(late).parts[0].case


def _letters(complaint):
    return {letter.template for letter in mailroom.of_complaint(complaint)}


@pytest.mark.parametrize("outcome", [Outcome.VIOLATION, Outcome.NO_VIOLATION])
def test_a_danger_is_never_answered_by_what_was_decided_before(stage, outcome):
    first = stage.case()
    stage.decide(first, *(("L4",) if outcome is Outcome.VIOLATION else ()), outcome=outcome)
    late, case = _late(stage, answers=IN_DANGER)
    assert case != first
    row = Row.objects.get(id=case)
    assert (row.status, row.severity, row.danger) == ("queued", "S0", True)
    assert row.page_at is not None
    assert "decision_complainant" not in _letters(late)
    assert read_case(first).members == 1
    assert verify(now=stage.now).is_clean


def test_what_is_told_after_nothing_was_found_is_read_by_a_person_and_all_of_it_in_one_case(stage):
    first = stage.case()
    stage.decide(first, outcome=Outcome.NO_VIOLATION)
    one, case = _late(stage, text=f"{SHOWS_NAKED}0:55处是真人，我有新证据。")
    two, again = _late(stage)
    assert case == again != first
    assert read_case(case).members == 2
    assert read_case(case).opened.matter == f"content_violation+{first.hex[-12:]}"
    assert all("decision_complainant" not in _letters(who) for who in (one, two))
    assert verify(now=stage.now).is_clean


def test_whoever_asks_for_a_person_is_not_answered_by_what_was_decided_before(stage):
    first = stage.case()
    stage.decide(first, "L4")
    late, case = _late(stage, answers={"human_wanted": True})
    assert case != first
    assert Row.objects.get(id=case).status == "queued"
    assert "decision_complainant" not in _letters(late)
    assert verify(now=stage.now).is_clean


def test_whoever_complains_of_what_was_found_and_ended_is_told_so(stage):
    first = stage.case()
    stage.decide(first, "L4")
    late, case = _late(stage)
    assert case == first
    assert "decision_complainant" in _letters(late)
