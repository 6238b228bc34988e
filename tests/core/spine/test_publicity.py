"""A case in the public eye: a lead says so, nothing else changes, and nobody but a lead writes to the press."""

import pytest

from ombud.core import facts, publicity
from ombud.core.refusals import No, Refused
from tests.cast import MEI, a_case, words

TAKEN = facts.Assigned(agent=MEI, how="next")


def marked(*, press):
    return a_case(facts.MarkedPublic(words=words(), press=press))


def test_only_a_lead_says_so_and_only_of_an_open_case():
    assert publicity.may_mark(a_case(), {"lead"})
    assert not publicity.may_mark(a_case(), {"agent", "senior"})


def test_it_changes_neither_how_grave_a_case_is_nor_where_it_stands():
    case, before = marked(press=False), a_case()
    same = (
        "status",
        "severity",
        "severities",
        "lane",
        "sealed",
        "queued_at",
        "moved",
        "asks",
        "look_by",
        "hands",
    )
    assert [getattr(case, name) for name in same] == [getattr(before, name) for name in same]
    assert case.public == facts.MarkedPublic(words=words(), press=False)


def test_nobody_but_a_lead_writes_to_the_press():
    for case in (a_case(), marked(press=False)):
        publicity.check_answers(case, {"agent"})
    publicity.check_answers(marked(press=True), {"lead"})
    with pytest.raises(Refused) as no:
        publicity.check_answers(marked(press=True), {"agent", "senior"})
    assert no.value.code is No.PRESS_ASKS
