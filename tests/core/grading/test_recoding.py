"""A case that gets another name is as grave as that name at least."""

import pytest

from ombud.core import facts, recoding
from tests.cast import a_case, opened, pack


def follows(case, code):
    return tuple(recoding.follows(case, code, pack=pack()))


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("SH.IMMINENT", "S0"),
        ("MN.SEX.GROOM", "S0"),
        ("PR.NCII", "S1"),
        ("AS.TAKEOVER", "S2"),
        ("TE.ORDER", "S0"),
    ],
)
def test_a_question_that_hides_a_danger_becomes_as_grave_as_that_danger(code, severity):
    graded = follows(a_case(first=opened("SV.QUESTION", "S4")), code)[0]
    assert graded == facts.Graded(severity=severity, why="recoded")


def test_no_name_makes_a_case_less_grave():
    assert follows(a_case(first=opened("SH.IMMINENT", "S0")), "SV.QUESTION") == ()
