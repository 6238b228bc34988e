"""A case has the law of where it began, and of every place that a complainant is of; each is changed by itself."""

from ombud.core import facts
from ombud.core.case import Law
from tests.cast import START, a_case, pack, words

ADDED = facts.LawAdded(jurisdiction="EU", pack="ef", since=START)


def test_a_case_keeps_the_law_it_began_with_first_and_those_that_were_added_after_it():
    case = a_case(ADDED)
    assert case.laws == (
        Law(jurisdiction="CN", pack=pack().digest),
        Law(jurisdiction="EU", pack="ef", since=START),
    )


def test_the_pack_of_each_place_changes_by_itself():
    case = a_case(ADDED, facts.PackChanged(pack="e2", jurisdiction="EU"))
    assert [law.pack for law in case.laws] == [pack().digest, "e2"]
    case = a_case(ADDED, facts.PackChanged(pack="c2", jurisdiction="CN"))
    assert [law.pack for law in case.laws] == ["c2", "ef"]


def test_a_line_from_before_there_were_several_laws_speaks_of_the_first():
    assert a_case(ADDED, facts.PackChanged(pack="c2")).laws[0].pack == "c2"


def test_what_was_settled_between_laws_stays_in_the_order_in_which_it_was_chosen():
    (one, other), of = (
        ("CN", "EU"),
        {"entry": "playbooks.x", "key": "steps", "over_key": "steps", "words": words()},
    )
    chosen = (
        facts.LawSettled(place=other, over=one, **of),
        facts.LawSettled(place=one, over=other, **of),
    )
    case = a_case(ADDED, *chosen)
    assert case.settled == chosen
    assert case.moved[-1][0] == "law_settled"


PLACED = facts.AccountPlaced(jurisdiction="EU", pack="ea")


def test_the_law_where_the_account_is_counts_apart_until_somebody_from_there_complains():
    case = a_case(PLACED)
    assert a_case().law_of_account is None
    assert case.laws == a_case().laws
    assert case.owed_apart == (case.law_of_account,)
    assert (case.law_of_account.jurisdiction, case.law_of_account.pack) == ("EU", "ea")
    case = a_case(PLACED, ADDED)
    assert (case.law_of_account.pack, case.owed_apart) == ("ef", ())


def test_an_account_where_the_case_began_has_the_very_law_of_the_case():
    case = a_case(facts.AccountPlaced(jurisdiction="CN", pack="ca"))
    assert (case.law_of_account, case.owed_apart) == (case.laws[0], ())


def test_a_new_pack_of_the_place_of_the_account_changes_that_law_alone():
    case = a_case(PLACED, facts.PackChanged(pack="e2", jurisdiction="EU"))
    assert (case.law_of_account.pack, case.pack) == ("e2", pack().digest)
    case = a_case(PLACED, facts.PackChanged(pack="c2", jurisdiction="CN"))
    assert (case.law_of_account.pack, case.pack) == ("ea", "c2")
