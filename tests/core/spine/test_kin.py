"""Which cases stand beside a case: what goes with them from the first, and what does not."""

from datetime import timedelta

import pytest

from ombud.core import facts, kin
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Kinship
from tests.cast import LETTER, MEI, START, a_case, pack, words

OTHER = LETTER
SILENT = facts.Withheld(side="account", ground="fraud_ring", approver=MEI, review_at=START)


def test_the_first_leads_and_the_other_says_whom_it_stands_beside():
    said = kin.leads(OTHER, kinship=Kinship.COPY, words=words())
    first = a_case(said)
    assert kin.family(first) == (OTHER,)
    assert kin.drawn(first.id, kinship=said.kinship) == facts.SetBeside(
        case=first.id, kinship="copy", how="drawn"
    )
    with pytest.raises(Refused) as no:
        kin.check_new(first, OTHER)
    assert no.value.code is No.ALREADY_DONE
    with pytest.raises(Refused):
        kin.check_new(first, first.id)


def test_one_that_is_begun_asks_what_the_first_asks_and_owes_an_answer_from_then_on():
    first = a_case(
        facts.Weighed(rules=(), asks=("sealed", "senior")), facts.KeptOut(agent=MEI, words=words())
    )
    begun = a_case(kin.begun(first, kinship=Kinship.CLUSTER, words=words()))
    assert begun.sealed
    assert begun.asks == {"sealed", "senior"}
    assert begun.kept_out == {MEI}
    assert begun.lane.endswith(".senior")
    assert "received" in {code for code, _ in begun.moved}


def test_one_that_was_open_already_is_neither_sealed_nor_hurried():
    drawn = a_case(facts.SetBeside(case=OTHER, kinship="cluster", how="drawn"))
    assert (drawn.sealed, drawn.asks) == (False, frozenset())


def test_its_account_is_told_no_sooner_than_the_firsts_and_by_its_own_ground_where_it_has_one():
    first = a_case(SILENT)
    [held] = kin.withheld(first, own=(), pack=pack(), now=START)
    assert (held.ground, held.approver) == ("fraud_ring", MEI)
    assert held.review_at == START + pack().grounds["fraud_ring"].review_after
    own = facts.Withheld(side="account", ground="child_safety", approver=None, review_at=START)
    assert kin.withheld(first, own=(own,), pack=pack(), now=START) == (own,)
    to_complainant = facts.Withheld(side="complainant", ground="fraud_ring", approver=MEI, review_at=START)
    assert kin.withheld(a_case(to_complainant), own=(), pack=pack(), now=START + timedelta(1)) == ()
