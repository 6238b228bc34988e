"""Has the timeline words for everything that can happen to a case?"""

import pytest

from ombud.core.case import Status
from ombud.core.codec import CASE_FACTS
from ombud.core.vocabulary import Class, Outcome, Relation, Ruling, Side, SubjectKind, Tier
from ombud.look.words import knows

KINDS = [
    *(f"workbench.fact.{kind}" for kind in CASE_FACTS),
    *(f"workbench.status.{one}" for one in Status),
    *(f"workbench.class.{one}" for one in Class),
    *(f"workbench.outcome.{one}" for one in Outcome),
    *(f"workbench.ruling.{one}" for one in Ruling),
    *(f"workbench.relation.{one}" for one in Relation),
    *(f"workbench.kind.{one}" for one in SubjectKind),
    *(f"workbench.side.{one}" for one in Side),
    *(f"workbench.tier.{one}" for one in Tier),
]


@pytest.mark.parametrize("key", KINDS)
def test_everything_that_can_happen_has_words(key):
    assert knows(key)


def test_every_step_scope_clearance_and_clock_of_the_pack_has_words():
    from tests.cast import pack

    rules = pack()
    wanted = {f"workbench.does.{step.does}" for book in rules.playbooks.values() for step in book.steps}
    wanted |= {f"workbench.scope.{one.scope}" for one in rules.measures.values()}
    wanted |= {f"workbench.clock_kind.{one.kind}" for one in rules.clocks.values()}
    wanted |= {f"workbench.clearance.{one.clearance}" for one in rules.categories.values() if one.clearance}
    wanted |= {f"workbench.role.{one.role}" for one in rules.signers.values() if one.role}
    wanted |= {f"workbench.confidence.{one.source.confidence}" for one in rules.clocks.values()}
    assert not {key for key in wanted if not knows(key)}
