"""What one case teaches the next: what was decided, and nothing of whom."""

from dataclasses import fields, replace
from datetime import timedelta

from ombud.core import elsewhere, facts, precedents
from ombud.core.precedents import Precedent
from tests.cast import JUN, LETTER, MEI, START, a_case, opened, order, proposed, words

TAKEN = facts.Assigned(agent=MEI, how="next")
FIRST = (TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=(order(),)))
FILED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())


def judged(ruling: str, outcome: str):
    by = f"agent:{JUN}"
    said = replace(proposed(no=2, agent=JUN, appeal=1, ruling=ruling), outcome=outcome, measures=())
    decided = facts.Decided(no=2, outcome=outcome, orders=(), appeal=1, ruling=ruling)
    return a_case(*FIRST, FILED, (facts.Assigned(agent=JUN, how="next"), by), (said, by), (decided, by))


def test_a_case_teaches_by_its_last_decision_and_says_whether_an_earlier_one_fell():
    one = precedents.of(a_case(*FIRST))
    assert (one.outcome, one.measures, one.appealed, one.overturned) == ("violation", ("L4",), False, False)
    fell, held = (
        precedents.of(judged(*how)) for how in (("overturned", "no_violation"), ("upheld", "violation"))
    )
    assert (fell.outcome, fell.appealed, fell.overturned) == ("no_violation", True, True)
    assert (held.appealed, held.overturned) == (True, False)


def test_what_is_undecided_or_judged_anew_teaches_nothing():
    assert precedents.of(a_case(TAKEN, first=opened("CV.SEX.ADULT"))) is None
    assert precedents.of(a_case(*FIRST, FILED)) is None


def test_the_same_clause_comes_first_then_the_newest_and_no_more_than_anybody_reads():
    def one(day: int, clause: str) -> Precedent:
        at = START + timedelta(days=day)
        return Precedent(
            at=at, clause=clause, outcome="violation", measures=(), appealed=False, overturned=False
        )

    found = [one(day, clause) for day, clause in enumerate(("A", "B", "A", "C", "B", "C", "C", "A"))]
    shown = precedents.closest(found, clause="B")
    assert [(it.clause, it.at.day - START.day) for it in shown] == [
        ("B", 4),
        ("B", 1),
        ("A", 7),
        ("C", 6),
        ("C", 5),
        ("C", 3),
    ]
    assert [it.at.day - START.day for it in precedents.closest(found, clause="")] == [7, 6, 5, 4, 3, 2]


def test_nobody_could_be_named_by_one():
    assert {it.name for it in fields(Precedent)} == {
        "at",
        "clause",
        "outcome",
        "measures",
        "appealed",
        "overturned",
        "by",
    }
    assert {it.name for it in fields(precedents.Outcome)} == {"by", "outcome", "measures", "n"}


def ended(day: int, outcome: str, *measures: str, **said: object) -> Precedent:
    at = START + timedelta(days=day)
    return Precedent(
        **{
            "at": at,
            "clause": "A",
            "outcome": outcome,
            "measures": measures,
            "appealed": False,
            "overturned": False,
            **said,
        }
    )


def test_each_way_in_which_one_rule_ended_is_shown_however_many_ended_in_another():
    found = [ended(day, "violation", "L4", by="host") for day in range(2, 20)]
    found += [
        ended(0, "no_violation"),
        ended(1, "violation", "L2"),
        ended(30, "violation", "L9", overturned=True),
    ]
    shown = precedents.mixed(found)
    assert len(shown) == precedents.MOST
    assert {(one.outcome, one.measures) for one in shown[:4]} == {
        ("violation", ("L9",)),
        ("violation", ("L4",)),
        ("violation", ("L2",)),
        ("no_violation", ()),
    }
    counted = precedents.ways(found)
    assert [(one.by, one.outcome, one.n) for one in counted] == [
        ("host", "violation", 18),
        ("us", "no_violation", 1),
        ("us", "violation", 1),
    ], "what fell is no way to end"
    assert precedents.Precedents(ways=counted).differ
    assert not precedents.Precedents(ways=counted[:1]).differ
    assert not precedents.Precedents().differ


def test_what_somebody_says_is_the_same_is_read_from_links_and_names():
    text = """https://clips.example/v/v-24?from=share
    video v-33
    看这个：http://clips.example/zh/video/v-24 还有 /u/u-rui.
    什么都没写的一行"""
    assert elsewhere.named(text) == (("video", "v-24"), ("video", "v-33"), ("account", "u-rui"))
    assert elsewhere.named("") == ()
    assert len(elsewhere.named(" ".join(f"/v/v-{no}" for no in range(40)))) == elsewhere.MOST
