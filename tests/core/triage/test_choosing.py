"""What somebody says a complaint is about stands, unless its words tell of something graver."""

import pytest

from ombud.adapters.rules import triage_rules
from ombud.core.triage.choosing import chosen
from ombud.core.triage.report import Report
from ombud.core.triage.sorting import triage
from ombud.core.vocabulary import Relation, Severity, SubjectKind

RULES = triage_rules()
ANNEX = "Reference BKA 2026/77. Please see the annex and comply within the hour."
NEUTRAL = "这个处理不对，我要申诉"


def sorted_as(text, kind, **more):
    parts = triage(Report(text, kind=kind, **more), RULES).parts
    return [(part.code, part.severity.value) for part in parts]


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("TE.ORDER", "S0"), ("GR.EMERGENCY", "S1"), ("GR.INJUNCTION", "S1"), ("GR.DATA", "S2"), ("GR.PRESERVE", "S2"), ("GR.TAKEDOWN", "S2")],
)  # fmt: skip
def test_an_order_is_what_its_authority_calls_it_however_little_its_text_says(kind, severity):
    assert sorted_as(ANNEX, kind, relation=Relation.AUTHORITY) == [(kind, severity)]


@pytest.mark.parametrize(
    "kind", ["UF.ACCOUNT", "UF.MONEY", "UF.MERCHANT", "UF.REACH", "UF.ALGO", "UF.SUPPORT"]
)
def test_whoever_contests_a_decision_says_which_kind_of_unfairness_it_was(kind):
    said = sorted_as(NEUTRAL, kind, relation=Relation.AFFECTED, subject_kind=SubjectKind.DECISION)
    assert said == [(kind, RULES.severities[kind].value)]


def test_a_whole_family_or_class_leaves_it_to_the_words():
    assert sorted_as("账号被盗了，密码被改了", "content_violation")[0][0] == "AS.TAKEOVER"
    assert sorted_as("他威胁说要打断我的腿", "HA")[0][0] == "HA.THREAT"


def test_words_of_danger_outweigh_what_was_ticked():
    assert sorted_as("今晚就想死，已经买好药了", "SV.QUESTION") == [("SH.IMMINENT", "S0")]
    assert sorted_as("他威胁说要打断我的腿", "HA.INSULT") == [("HA.THREAT", "S1")]


@pytest.mark.parametrize(
    ("text", "also"),
    [
        pytest.param("会员扣费没人管,我已经撑不下去了,今晚就想死。", [("SV.BILLING", "S3")], id="a bill"),
        pytest.param("我的账号被封了,没有人理,我撑不下去了,今晚就想死。", [("UF.ACCOUNT", "S2")], id="a ban"),
        pytest.param("没有人管我,我撑不下去了,今晚就想死。", [], id="nothing else"),
        pytest.param("他一直威胁要打死我，我不想活了", [("HA.THREAT", "S1")], id="what is of the same class"),
    ],
)
def test_what_brought_somebody_to_despair_is_a_matter_of_its_own_beside_it(text, also):
    assert sorted_as(text, None) == [("SH.IMMINENT", "S0"), *also]


def test_an_authoritys_request_is_kept_beside_the_danger_that_it_tells_of():
    said = sorted_as("He is going to kill himself tonight", "GR.EMERGENCY", relation=Relation.AUTHORITY)
    assert said == [("SH.IMMINENT", "S0"), ("GR.EMERGENCY", "S1")]


def test_a_ticked_danger_makes_it_grave_and_not_something_else():
    assert sorted_as("怎么改昵称", "SV.QUESTION", answers={"danger_now": True}) == [("SV.QUESTION", "S0")]


def test_what_is_graver_than_what_was_chosen_stands_beside_it_and_what_is_not_is_a_miss():
    taken = "账号被盗了，密码被改了"
    assert sorted_as(taken, "UF.CONTENT") == [("UF.CONTENT", "S3"), ("AS.TAKEOVER", "S2")]
    (part,) = triage(Report(taken, kind="IM.PERSON"), RULES).parts
    assert (part.code, part.severity) == ("IM.PERSON", Severity.S2)
    assert "account-taken" in part.misses


def test_only_an_authority_names_an_order():
    """Of anybody else it is a claim like others: it adds weight."""
    (part,) = triage(Report(ANNEX, kind="GR.EMERGENCY", relation=Relation.BYSTANDER), RULES).parts
    assert part.because == ("claims-other_service",)
    assert chosen(Report(ANNEX, kind="TE.ORDER"), RULES.severities) is None


LOUD = "我的账号被你们误封了，申诉了三次没人理，视频也被误删，活着没意思，想死。"
LOUD_EN = "You banned my account by mistake, removed my video wrongly, I appeal, please review. Life is not worth living."


@pytest.mark.parametrize("kind", [None, "UF.ACCOUNT", "UF.CONTENT", "SV.BILLING", "HA.INSULT"])
@pytest.mark.parametrize("text", [LOUD, LOUD_EN])
def test_despair_comes_first_however_loud_the_grievance_beside_it_and_whatever_was_ticked(text, kind):
    (first, *others) = sorted_as(text, kind)
    assert first == ("SH.DESPAIR", "S1")
    assert "UF" in {code.partition(".")[0] for code, _ in others}
    assert sorted_as(text, "PR.NCII") == [first, ("PR.NCII", "S1")], (
        "as grave as what was ticked, and before it"
    )
