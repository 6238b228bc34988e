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
