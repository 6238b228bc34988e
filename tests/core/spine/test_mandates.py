"""Whoever speaks for another is asked for whom, before anything else and whatever it is about."""

from dataclasses import replace

import pytest

from ombud.core.answers import asked
from ombud.core.pack.asking import FOR_WHOM
from ombud.core.vocabulary import Relation
from tests.cast import pack


@pytest.mark.parametrize(
    ("relation", "first"),
    [
        pytest.param(Relation.REPRESENTATIVE, True, id="who speaks for another"),
        pytest.param(Relation.AFFECTED, False, id="who speaks for themselves"),
    ],
)
def test_who_speaks_for_another_is_asked_for_whom(relation, first):
    several = asked("PR.POST", relation=relation, pack=pack())
    assert (FOR_WHOM in {one.id for one in several}) is first
    assert (several[0].id == FOR_WHOM) is first


def test_rules_from_before_do_not_ask_it():
    whole = pack()
    before = replace(
        whole, questions={name: one for name, one in whole.questions.items() if name != FOR_WHOM}
    )
    several = asked("PR.POST", relation=Relation.REPRESENTATIVE, pack=before)
    assert FOR_WHOM not in {one.id for one in several}
