"""Whom a leak touched: figures that a host says or a person types, and an authority that was told before they changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import closing, facts, scopes
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Beside, Kinship
from tests.cast import START, SUBJECT, a_case, opened, pack

LEAK = opened("PR.PLATFORM")
CAC = "tell_authority:cn_cyberspace"


def told(persons: int, *, system=SUBJECT, n: int = 1, children: int = 0):
    return facts.ScopeTold(
        source="host",
        persons=persons,
        children=children,
        kinds=(facts.Data(name="phone", n=n),),
        since=START,
        until=START,
        fingerprint=f"{persons}",
        evidence=SUBJECT,
        system=system,
    )


def test_the_last_that_was_told_of_each_part_counts():
    case = a_case(told(3, n=3), told(5, system=None, n=1), told(4, n=2), first=LEAK)
    assert [one.persons for one in case.scopes] == [5, 4]
    assert scopes.last(case, SUBJECT) == told(4, n=2)
    assert scopes.last(a_case(first=LEAK), SUBJECT) is None
    assert (list(scopes.figures(case)), scopes.persons(case)) == ([("phone", 2)], 5)
    named = a_case(facts.AffectedNamed(source="list", count=9, digest="ab"), first=LEAK)
    assert scopes.persons(named) == 9


@pytest.mark.parametrize(
    ("happened", "owed"),
    [
        pytest.param((told(3),), (), id="nobody was told yet"),
        pytest.param((told(3), facts.StepDone(step=CAC)), (), id="told of what is known"),
        pytest.param((facts.StepDone(step=CAC), told(3)), (CAC,), id="it is more"),
        pytest.param((facts.StepDone(step=CAC), told(3), facts.StepDone(step=CAC)), (), id="told once more"),
        pytest.param((facts.StepDone(step=CAC),), (), id="no figures"),
        pytest.param(
            (facts.StepDone(step=CAC), facts.AffectedNamed(source="list", count=0, digest="ab", known=2)),
            (),
            id="nobody is new",
        ),
    ],
)
def test_an_authority_that_was_told_before_the_figures_changed_is_owed_them(happened, owed):
    case = a_case(*happened, first=LEAK)
    assert scopes.outdated(case, pack()) == owed
    assert "recount" in closing.REASONS


POLICE = "report_authority:cn_police"
REPORTED = facts.StepDone(step=POLICE)
ANOTHER = facts.SetBeside(case=SUBJECT, kinship=Kinship.VICTIM, how=Beside.LEADS)


@pytest.mark.parametrize(
    ("happened", "owed"),
    [
        pytest.param((ANOTHER, REPORTED), (), id="the report counted it"),
        pytest.param((REPORTED, ANOTHER), (POLICE,), id="there is one more"),
        pytest.param((REPORTED, ANOTHER, REPORTED), (), id="told once more"),
        pytest.param((REPORTED, replace(ANOTHER, kinship=Kinship.SISTER)), (), id="it is about no child"),
        pytest.param((REPORTED, replace(ANOTHER, how=Beside.BEGUN)), (), id="it led here, and was known"),
    ],
)
def test_an_authority_that_was_told_of_one_child_is_owed_the_other(happened, owed):
    case = a_case(*happened, first=opened("MN.SEX.GROOM", "S0"))
    assert scopes.outdated(case, pack()) == owed


def test_the_report_of_a_harmed_child_waits_for_no_search_and_under_rules_of_before_it_had_counted():
    case, rules = a_case(REPORTED, ANOTHER, first=opened("MN.SEX.GROOM", "S0")), pack()
    book = rules.playbook("MN.SEX.GROOM")
    (report,) = (step for step in book.steps if step.id == "report_authority")
    assert report.after == ()
    waits = replace(report, after=("other_victims",))
    steps = tuple(waits if step is report else step for step in book.steps)
    before = replace(rules, playbooks={**rules.playbooks, book.id: replace(book, steps=steps)})
    assert scopes.outdated(case, before) == ()


def test_a_fingerprint_is_over_whose_data_and_which():
    people = [(SUBJECT, "zh", False)]
    kinds = scopes.data({"phone": 1})
    first = scopes.fingerprint(people, kinds)
    others = (
        scopes.fingerprint([(SUBJECT, "zh", True)], kinds),
        scopes.fingerprint(people, scopes.data({"phone": 2})),
        scopes.fingerprint(people, kinds, text="x"),
    )
    assert first == scopes.fingerprint(people, kinds)
    assert first not in others


@pytest.mark.parametrize("kinds", [{"a b": 1}, {"x" * 41: 1}, {"phone": -1}, {"phone": 2**31}])
def test_a_kind_of_data_is_a_word_and_a_number(kinds):
    with pytest.raises(Refused, match=No.BAD_INPUT):
        scopes.data(kinds)


@pytest.mark.parametrize("said", ["", "phone", "phone many", "phone 3 4"])
def test_what_a_person_types_is_a_kind_and_a_number_a_line(said):
    assert scopes.typed("phone: 380\n\nname 12") == (
        facts.Data(name="name", n=12),
        facts.Data(name="phone", n=380),
    )
    with pytest.raises(Refused, match=No.BAD_INPUT):
        scopes.typed(said)


def test_a_time_begins_before_it_ends_and_not_tomorrow():
    day = timedelta(days=1)
    assert scopes.check_time(START - day, START, now=START) == (START - day, START)
    for since, until in ((None, START), (START, None), (START, START - day), (START + day, START + 2 * day)):
        with pytest.raises(Refused, match=No.BAD_TIME):
            scopes.check_time(since, until, now=START)
