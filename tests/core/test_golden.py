"""The golden cases that ship hold, and a case that does not hold says what it missed."""

import pytest

from ombud.adapters.golden import read_golden, run
from ombud.adapters.policies import jurisdictions, read_layers
from ombud.core.golden import QUESTIONS, SEVERAL, read
from ombud.core.pack.parse import parse
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang

CASES = read_golden()
PACKS = {place: parse(read_layers(), jurisdiction=place) for place in jurisdictions()}
CHILD = {"report": {"text": "有人私信我女儿要照片，她12岁", "lang": "zh"}}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_case_holds(case):
    assert list(run((case,), PACKS)) == [(case, ())]


def denies(case):
    """Say whether a case is a negative one: it names something that must *not* follow, a clock, a letter, an end, a seal."""
    return not case.expect.keys().isdisjoint({"runs_not", "letters_not", "outcomes_not", "weighs_not"}) or (
        case.expect.get("sealed") is False
    )


def test_there_are_cases_enough_and_one_in_four_says_what_must_not_follow():
    assert len(CASES) >= 200
    assert sum(map(denies, CASES)) >= len(CASES) / 4


@pytest.mark.parametrize("lang", [Lang.ZH, Lang.EN])
def test_both_languages_are_heard_alike(lang):
    assert sum(case.report.lang is lang for case in CASES) >= 0.45 * len(CASES)


def test_every_family_and_every_place_has_cases():
    asked = {str(case.expect["code"]).partition(".")[0] for case in CASES if "code" in case.expect}
    families = {code.partition(".")[0] for pack in PACKS.values() for code in pack.categories}
    assert len(families) == 15
    assert asked == families
    assert {place for case in CASES for place in case.places} == PACKS.keys()


def test_no_two_cases_say_the_same():
    assert len({case.report.text for case in CASES}) == len(CASES)


def missed(**more):
    case = read("x", {**CHILD, **more}, where="x.yml:1")
    return [(miss.question, miss.found) for _, missed in run((case,), PACKS) for miss in missed]


@pytest.mark.parametrize(
    ("expected", "question", "found"),
    [
        pytest.param({"severity": "S4"}, "severity", "S0", id="severity"),
        pytest.param({"category": "privacy"}, "category", "minors", id="category"),
        pytest.param({"code": "CV"}, "code", "MN", id="code"),
        pytest.param(
            {"runs_not": ["decide_target"]}, "runs_not", "decide_target is there", id="a duty too many"
        ),
        pytest.param({"allows": ["P1", "L0"]}, "allows", ["P1"], id="a measure that is not allowed"),
        pytest.param({"refuses": ["L0", "P1"]}, "refuses", ["L0"], id="a measure that is"),
        pytest.param({"sealed": False}, "sealed", True, id="a seal"),
        pytest.param(
            {"letters_not": ["guardian"]}, "letters_not", "guardian is there", id="a letter too many"
        ),
    ],
)
def test_what_does_not_follow_is_named_with_what_was_found(expected, question, found):
    ((asked, answer),) = missed(expect=expected)
    assert asked == question
    assert str(answer).startswith(found) if isinstance(found, str) else answer == found


@pytest.mark.parametrize("question", ["because", "runs", "letters", "never", "help", "steps", "also", "outcomes", "clauses", "routes", "weighs", "duties", "conflicts"])  # fmt: skip
def test_something_that_is_not_there_is_missed(question):
    ((asked, _),) = missed(expect={question: ["nobody-wrote-this"]})
    assert asked == question


def test_every_question_can_be_missed():
    nothing = {key: ["nothing like it"] if key in SEVERAL else "nothing like it" for key in QUESTIONS}
    always_met = {"letters_not", "outcomes_not", "runs_not", "weighs_not", "conflicts_not", "refuses"}
    assert {asked for asked, _ in missed(expect=nothing)} == QUESTIONS.keys() - always_met


HACKED = {"report": {"text": "我的账号被盗了", "lang": "zh", "relation": "bystander"}}


@pytest.mark.parametrize(
    ("said", "severity", "look"),
    [
        pytest.param([], "S2", None, id="nothing more is known"),
        pytest.param({"followers": 200000}, "S1", None, id="many follow it"),
        pytest.param(["livelihood"], "S2", None, id="as grave as it was"),
        pytest.param({"minor_confirmed": True, "reporters": 100}, "S1", 30, id="a child, and a crowd that adds a look"),
        pytest.param({"reporters": 5000}, "S2", 30, id="a crowd alone"),
    ],
)  # fmt: skip
def test_facts_make_a_case_graver_and_a_crowd_only_brings_a_look(said, severity, look):
    case = read(
        "x", {**HACKED, "facts": said, "expect": {"severity": severity, "look": look}}, where="x.yml:1"
    )
    assert list(run((case,), PACKS)) == [(case, ())]


SPAM = {"report": {"text": "This account posts spam links everywhere", "lang": "en"}}


@pytest.mark.parametrize(
    ("stands", "found"),
    [
        pytest.param({}, ["noted"], id="nothing yet"),
        pytest.param({"unfounded": 2}, ["noted", "warned"], id="the third"),
        pytest.param({"unfounded": 9}, ["noted", "warned"], id="many, and no warning"),
        pytest.param({"unfounded": 4, "since_warning": 0}, ["noted", "warned"], id="the first after a warning"),
        pytest.param({"unfounded": 4, "since_warning": 1}, ["noted", "warned", "suspended"], id="the second after it"),
    ],
)  # fmt: skip
def test_what_may_follow_from_an_unfounded_notice_depends_on_what_stands_against_who_sent_it(stands, found):
    case = read("x", {**SPAM, "stands": stands, "expect": {"may_follow": found}}, where="x.yml:1")
    assert list(run((case,), PACKS)) == [(case, ())]
    case = read("x", {**CHILD, "stands": stands, "expect": {"may_follow": []}}, where="x.yml:1")
    assert list(run((case,), PACKS)) == [(case, ())]


def test_signatures_are_asked_for_with_the_facts_that_are_said():
    assert missed(signs={"L9": "A2"}) == []
    assert missed(signs={"L9": "A0"}) == [("signs L9", "A2")]


@pytest.mark.parametrize(
    ("case", "where"),
    [
        pytest.param({"expects": {}}, "x.yml:1: x.expects", id="an unknown key"),
        pytest.param({**CHILD, "expect": {"mood": "bad"}}, "x.yml:1: x.expect.mood", id="an unknown question"),
        pytest.param({**CHILD, "expect": {"code": "MN"}, "facts": ["rich"]}, "x.yml:1: x.facts.rich", id="an unknown fact"),
        pytest.param({"report": {"text": " "}, "expect": {"code": "MN"}}, "x.yml:1: x.report.text", id="no text"),
        pytest.param({"report": {"text": "x", "lang": "elvish"}, "expect": {"code": "MN"}}, "x.yml:1: x.report", id="no such language"),
        pytest.param({**CHILD, "expect": {"code": ["MN"]}}, "x.yml:1: x.expect.code", id="a list where one is asked for"),
        pytest.param({**CHILD, "expect": {"runs": "decide_target"}}, "x.yml:1: x.expect.runs", id="one where a list is"),
        pytest.param(CHILD, "x.yml:1: x", id="nothing expected"),
        pytest.param({**CHILD, "expect": {"code": "MN"}, "stands": {"guilt": 1}}, "x.yml:1: x.stands.guilt", id="an unknown count"),
        pytest.param({**CHILD, "expect": {"code": "MN"}, "stands": {"unfounded": -1}}, "x.yml:1: x.stands.unfounded", id="less than none"),
        pytest.param([], "x.yml:1: x", id="no mapping"),
    ],
)  # fmt: skip
def test_a_case_that_cannot_be_read_is_named(case, where):
    with pytest.raises(Refused) as refused:
        read("x", case, where="x.yml:1")
    assert refused.value.code is No.PACK_BROKEN
    assert refused.value.facts["where"] == where
