"""Rules that are code: whose age is told, what is claimed on the form, and which texts are passed by unread."""

import pytest

from ombud.adapters.rules import triage_rules
from ombud.core.triage.alarms import alarms_of
from ombud.core.triage.report import Report
from ombud.core.triage.ruleset import parse
from ombud.core.triage.sorting import own_age, triage
from ombud.core.vocabulary import Class

RULES = triage_rules()


def because(text: str, **said: object) -> set[str]:
    sorted_ = triage(Report(text, **said), RULES)
    return {name for part in sorted_.parts for name in (*part.because, *part.misses)}


@pytest.mark.parametrize(
    ("text", "child", "own"),
    [
        pytest.param("有人私信我女儿要照片,她12岁", True, False, id="digits"),
        pytest.param("有人私信我女儿要照片,她九岁", True, False, id="one character"),
        pytest.param("有人私信我女儿要照片,她十岁", True, False, id="ten"),
        pytest.param("有人私信我女儿要照片,她十四岁", True, False, id="ten and four"),
        pytest.param("有人私信她要照片,她二十岁", False, False, id="twenty is no child"),
        pytest.param("有人私信她要照片,她二十三岁", False, False, id="nor is twenty-three"),
        pytest.param("有人要照片,我今年十三岁", False, True, id="the writer's own age"),
        pytest.param("Somebody asks my daughter for photos, she is 12 years old", True, False, id="English"),
        pytest.param("Somebody asks me for photos and I am 13", False, True, id="English, the writer's own"),
        pytest.param("有人要照片,我12岁的女儿", True, False, id="a parent's words"),
        pytest.param("有人要照片,我16岁的时候就认识他", True, False, id="a past"),
        pytest.param("im a 12 year olds mother", True, False, id="English, a parent's words"),
        pytest.param("I was 13 when he asked", True, False, id="English, a past"),
        pytest.param("我还没成年,他要照片", False, True, id="without a number"),
        pytest.param("I am a minor and he wants pictures", False, True, id="English, without a number"),
        pytest.param("我是小学生家长", False, False, id="a pupil's parent"),
        pytest.param("I am a child psychologist", False, False, id="who works with children"),
        pytest.param("I was 34 and somebody asked me for photos", False, False, id="English, of age"),
    ],
)
def test_a_childs_age_is_heard_and_whose_it_is(text, child, own):
    found = because(text)
    assert ("mentions-child-age" in found, "says-own-age-under-18" in found) == (child, own)


def test_what_a_door_hears_in_later_words_is_what_sorting_hears():
    assert own_age("我今年13岁，你们为什么封我") == own_age("I am 13") == ("says-own-age-under-18",)
    assert own_age("我女儿13岁，他要照片") == own_age("") == ()


def test_a_child_is_heard_whatever_the_text_is_mostly_about():
    """A child whose account is stolen is a child, although no phrase about stolen accounts asks for an age."""
    parts = triage(Report("我的账号被盗了，密码被改了。我13岁。"), RULES).parts
    assert all("says-own-age-under-18" in part.because for part in parts)


@pytest.mark.parametrize("kind", [Class.PRIVACY.value, "PR.POST"])
def test_what_is_claimed_on_the_form_is_heard_as_a_claim_by_class_or_by_code(kind):
    assert f"claims-{Class.PRIVACY}" in because("请看一下", kind=kind)
    assert f"claims-{Class.PRIVACY}" not in because("请看一下")


@pytest.mark.parametrize(
    ("phrase", "rings", "silent"),
    [
        pytest.param("自杀", "他想自杀", "他很好", id="a pair of characters"),
        pytest.param("suicid*", "a suicidal friend", "a suitable friend", id="a beginning"),
        pytest.param("kill .. myself", "i will kill myself", "i will sell it", id="a word"),
        pytest.param("(kill|hang) my(self|son)", "hang myself", "sell it", id="either of some words"),
        pytest.param("((buy|sell) a|get) gun", "get a gun", "get a pen", id="a choice within a choice"),
    ],
)
def test_a_text_without_any_rare_word_of_a_phrase_is_passed_by(phrase, rings, silent):
    alarms = alarms_of([phrase])
    assert alarms.ring(rings)
    assert not alarms.ring(silent)


def test_a_phrase_whose_every_place_may_be_empty_could_not_be_listened_for():
    with pytest.raises(ValueError, match="always there"):
        alarms_of(["ab*"])


def test_two_rules_of_one_name_are_refused():
    one = {"id": "a", "en": ["x"]}
    assert parse([one], severities={}).by_id.keys() == {"a"}
    with pytest.raises(ValueError, match="two triage rules"):
        parse([one, one], severities={})


def test_a_single_word_where_a_list_belongs_is_refused():
    with pytest.raises(TypeError, match="is a list"):
        parse([{"id": "a", "en": "x"}], severities={})


RULE = {"id": "says-it", "code": "CV.SPAM", "weight": 1, "zh": ["刷屏"]}
USUAL = {"CV.SPAM": "S4"}


@pytest.mark.parametrize(
    ("rule", "severities"),
    [
        pytest.param({**RULE, "zh": ["刷屏", "广告"]}, USUAL, id="another phrase"),
        pytest.param({**RULE, "weight": 2}, USUAL, id="another weight"),
        pytest.param(RULE, {"CV.SPAM": "S3"}, id="another usual severity"),
    ],
)
def test_rules_that_say_something_else_have_another_digest(rule, severities):
    before = parse([RULE], severities=USUAL).digest
    assert parse([dict(reversed(RULE.items()))], severities=USUAL).digest == before
    assert parse([rule], severities=severities).digest != before
