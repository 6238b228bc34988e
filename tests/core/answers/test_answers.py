"""What is asked of whom, and what answers it; the portal, the phone, the API and imports all ask here."""

import pytest

from ombud.core import answers
from ombud.core.intake import Filing, is_by_child
from ombud.core.refusals import No, Refused
from ombud.core.triage.rules import said_on_form
from ombud.core.vocabulary import Class, Relation
from tests.cast import packs

PACK = next(pack for pack in packs() if pack.jurisdiction == "CN")


def filing(**more):
    return Filing(sender="key", channel="api", text="有人发了我的照片", **more)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        pytest.param("danger_now", [True, False], ["yes", 1, []], id="yes or no"),
        pytest.param("image_state", ["shared"], ["gone", True, ["shared"]], id="a choice"),
        pytest.param("data_kinds", [["phone", "address"], [], ("phone",)], ["phone", ["moon"]], id="choices"),
        pytest.param(
            "since", ["2026-11-28"], ["2026-02-30", "20261128", "yesterday", 20261128, ""], id="a day"
        ),
        pytest.param("amount", ["", "长" * 200], ["长" * 201, 300, False], id="a few words"),
        pytest.param(
            "image_hashes",
            ["", "aB" * 32, "a1" * 16 + "\n" + "b2" * 32, "\n".join(["c3" * 32] * 20)],
            ["aB" * 31, "x" * 64, "a1" * 16 + "b", "\n".join(["c3" * 32] * 21), 7, "https://x.example/1.jpg"],
            id="fingerprints",
        ),
        pytest.param("copies", ["长" * 4000], ["长" * 4001, 7], id="many words"),
    ],
)
def test_a_question_takes_what_answers_it_and_nothing_else(name, good, bad):
    for answer in (None, *good):
        assert list(answers.faults({name: answer}, pack=PACK)) == []
    for answer in bad:
        (fault,) = answers.faults({name: answer}, pack=PACK)
        assert (fault.code, fault.facts["field"], fault.facts["pointer"]) == (
            No.WRONG_ANSWER,
            f"answers.{name}",
            f"/answers/{name}",
        )
        assert fault.facts["why"] == PACK.questions[name].kind


@pytest.mark.parametrize(
    ("more", "code"),
    [
        pytest.param({"kind": "PR.NCII"}, None, id="a code of the pack"),
        pytest.param({"kind": "privacy"}, None, id="a class"),
        pytest.param({"answers": {"danger_now": True}}, None, id="danger"),
        pytest.param({"answers": {"work": "照片"}, "kind": "MN"}, None, id="a question of another kind"),
        pytest.param({"kind": "PR.MOON"}, No.UNKNOWN_WORD, id="a code of no pack"),
        pytest.param({"answers": {"moon": True}}, No.UNKNOWN_QUESTION, id="a question of no pack"),
        pytest.param({"answers": {"danger_now": "no"}}, No.WRONG_ANSWER, id="no answer to it"),
    ],
)
def test_what_a_complaint_claims_is_judged_by_the_pack(more, code):
    if code is None:
        answers.check_claims(filing(**more), pack=PACK)
        return
    with pytest.raises(Refused) as refused:
        answers.check_claims(filing(**more), pack=PACK)
    assert refused.value.code is code


def test_only_claims_and_answers_need_a_pack():
    assert answers.is_plain(filing())
    assert answers.is_plain(filing(kind="minors"))
    assert not answers.is_plain(filing(kind="MN.SEX"))
    assert not answers.is_plain(filing(answers={"danger_now": False}))


@pytest.mark.parametrize(
    ("relation", "ticked", "child"),
    [
        pytest.param(Relation.AFFECTED, True, True, id="it happened to a child, who writes"),
        pytest.param(Relation.AFFECTED, False, False, id="a grown-up"),
        pytest.param(Relation.GUARDIAN, True, False, id="a parent"),
    ],
)
def test_only_who_says_it_happened_to_them_and_that_they_are_one_writes_as_a_child(relation, ticked, child):
    assert is_by_child(filing(relation=relation, answers={"child": ticked})) is child


def test_a_form_insists_on_what_is_required_and_a_machine_never_has_to():
    insist = answers.asked("PR.RIGHT", relation=Relation.AFFECTED, pack=PACK)
    (fault,) = answers.faults({"which_data": "我的评论"}, pack=PACK, insist=insist)
    assert (fault.code, fault.facts["field"]) == (No.ANSWER_MISSING, "answers.data_right")
    assert list(answers.faults({"data_right": "delete"}, pack=PACK, insist=insist)) == []
    answers.check_claims(filing(kind="PR.RIGHT"), pack=PACK)


def test_an_authority_is_asked_what_nobody_else_is():
    of_authority = {one.id for one in answers.asked("TE", relation=Relation.AUTHORITY, pack=PACK)}
    of_bystander = {one.id for one in answers.asked("TE", relation=Relation.BYSTANDER, pack=PACK)}
    assert of_authority - of_bystander == {"authority_name"}


@pytest.mark.parametrize("cls", Class)
def test_every_class_offers_choices_and_has_a_form_of_its_own(cls):
    offered = answers.offered(PACK, cls=cls)
    assert offered
    assert {one.cls for one in offered} == {cls}
    assert answers.form_of(cls.value, pack=PACK).cls is cls
    assert answers.offered(PACK)[0] in answers.offered(PACK, cls=answers.offered(PACK)[0].cls)


def test_what_triage_reads_from_a_form_is_asked_on_one():
    assert set(said_on_form._TICKED) <= set(PACK.questions)


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.jurisdiction)
def test_nothing_that_is_never_asked_is_asked(pack):
    for question in pack.questions.values():
        said = f"{question.say('zh')} {question.say('en')}".lower()
        assert "password" not in said.replace("changed", "")
        assert "验证码" not in said
        assert "身份证号" not in said
        assert "date of birth" not in said
