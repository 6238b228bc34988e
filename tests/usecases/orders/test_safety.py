"""Is somebody in danger helped at once, a child written to in its own words, and a guardian only when that is safe?"""

import pytest

from ombud.adapters.platform.contract import Account, HostSubject, Snapshot
from ombud.core import facts
from ombud.core.decisions import Verdict
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Outcome, Relation
from ombud.store import mailroom, packs, situations
from ombud.store.ledger import read_case, read_complaint
from ombud.usecases.appeal import appeal
from ombud.usecases.do_step import do_step
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import video

CANARY = "金丝雀九二她在三班叫糖糖"
GROOMED = f"有陌生人私信我女儿要照片,她11岁。{CANARY}"
CHILD = "我今年11岁,有个陌生人私信我,让我发照片给他,我很害怕。"
CHILD_EN = "I am 12 years old and a man keeps asking me for nude pictures."
CRISIS = "我不想活了,今晚就想结束自己的生命。"
SHOWS_NAKED = "这个视频里有人裸露,全是色情内容,请删除。"


def _letters(stage) -> dict[str, str]:
    return {one.template: stage.read(one) for one in mailroom.of_complaint(stage.lan)}


@pytest.mark.parametrize(
    ("text", "said", "gets"),
    [
        pytest.param(CRISIS, {"relation": Relation.AFFECTED}, True, id="somebody who cannot go on"),
        pytest.param(
            CRISIS, {"relation": Relation.BYSTANDER}, False, id="a witness has the numbers in the receipt"
        ),
        pytest.param(CHILD, {}, True, id="a child that writes alone, whatever the form says"),
        pytest.param(GROOMED, {"relation": Relation.GUARDIAN}, False, id="a parent"),
        pytest.param(SHOWS_NAKED, {"relation": Relation.AFFECTED}, False, id="nobody in danger"),
    ],
)
def test_whoever_is_in_danger_gets_what_to_do_now_with_the_receipt(stage, text, said, gets):
    stage.case(text, **said)
    letters = _letters(stage)
    assert ("safety" in letters) == gets
    assert "receipt" in letters
    told = [fact.template for _, fact in read_complaint(stage.lan).told]
    assert told == ["receipt", *(["safety"] if gets else [])]
    if gets:
        assert "12356" in letters["safety"] or "12355" in letters["safety"]
    assert verify(now=stage.now).is_clean


def test_the_word_of_a_safety_letter_says_nothing_and_nobody_else_hears_of_it(stage):
    stage.case(CRISIS, relation=Relation.AFFECTED)
    stage.tell()
    assert len(stage.post.mails) == 2
    for mail in stage.post.mails:
        assert "12356" not in mail.text
        assert "安全" not in mail.text + mail.subject
    assert stage.host.tells == []


@pytest.mark.parametrize(
    ("text", "lang", "words", "not_words"),
    [
        pytest.param(CHILD, Lang.ZH, ("谢谢你等我们", "你说的是真的", "你信任的大人"), "您", id="zh"),
        pytest.param(CHILD_EN, Lang.EN, ("thank you for waiting", "you were right", "an adult you trust"), "free of charge", id="en"),
    ],
)  # fmt: skip
def test_a_child_that_writes_alone_is_written_to_in_its_own_words_to_the_end(  # noqa: PLR0917 - a table
    stage, text, lang, words, not_words
):
    case = stage.case(text, locale=lang)
    assert read_complaint(stage.lan).child
    stage.decide(case, "L9", for_complainant=stage.words(case, "ok"), why_not_lower=stage.words(case, "x"))
    stage.all()
    letters = _letters(stage)
    whole = "\n".join(letters.values())
    assert set(letters) == {"receipt", "safety", "decision_complainant"}
    for said in words:
        assert said in whole.lower() if lang is Lang.EN else said in whole
    assert not_words not in letters["decision_complainant"].split("\n\n")[0]


@pytest.mark.parametrize(
    ("relation", "child"),
    [
        pytest.param(Relation.AFFECTED, True, id="it happened to me, and I am under 18"),
        pytest.param(Relation.BYSTANDER, False, id="I saw it, and it is about a child"),
    ],
)
def test_who_says_on_the_form_that_they_are_a_child_is_written_to_as_one(stage, relation, child):
    stage.case("有人公布了我的住址和电话。", relation=relation, answers={"child": True}, kind="PR")
    assert read_complaint(stage.lan).child is child
    letters = _letters(stage)
    assert ("您" in letters["receipt"]) is not child
    assert verify(now=stage.now).is_clean


def test_a_grown_up_is_not_written_to_as_a_child(stage):
    case = stage.case(GROOMED, relation=Relation.GUARDIAN)
    stage.decide(case, "L9", why_not_lower=stage.words(case, "x"))
    stage.all()
    assert "谢谢您的耐心" in _letters(stage)["decision_complainant"]


# ---- the child whose account it is


def _account_of_a_child(stage, *, minor: bool) -> None:
    account = Account("a-tao", name="涛", minor=minor)
    video = HostSubject("clips", "video", "v-1")
    stage.host.know(video, account=account, snapshot=Snapshot("跳舞", "广场舞合集"))


@pytest.mark.parametrize("minor", [True, False], ids=["a child's account", "a grown-up's account"])
def test_whose_account_the_host_says_is_a_childs_is_written_to_in_a_childs_words(stage, minor):
    _account_of_a_child(stage, minor=minor)
    case = stage.case(SHOWS_NAKED)
    stage.protect(case)
    stage.decide(case, "L4")
    stage.all()
    (statement,) = (one for one in mailroom.of_case(case) if one.template == "statement_of_reasons")
    appeal(statement.id, text="我没有违规", mint=stage.mint, now=stage.now)
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.decide(case, by=cast.JUN, outcome="no_violation", clause=None, ruling="overturned", appeal=1)
    stage.all()
    read = {one.template: mailroom.body(one).body for one in mailroom.of_case(case)}
    assert set(read) == {
        "interim_measure", "statement_of_reasons", "appeal_receipt", "appeal_outcome_appellant",
    }  # fmt: skip
    assert "谢谢您的耐心" in mailroom.body(_of(stage.lan, "decision_complainant")).body, "兰 Lan is no child"
    childs = {
        "interim_measure": "这不是说你做错了",
        "statement_of_reasons": "你可以不同意",
        "appeal_receipt": "谢谢你告诉我们你不同意",
        "appeal_outcome_appellant": "谢谢你等我们",
    }
    for template, words in childs.items():
        assert (words in read[template]) == minor
        assert ("您" in read[template]) != minor, template
    for must in ("平台上的所有地区", "没有由机器自动决定", "线索"):
        assert must in read["statement_of_reasons"], "a child learns no less"


def _of(complaint, template):
    return next(one for one in mailroom.of_complaint(complaint) if one.template == template)


# ---- the guardian


@pytest.fixture
def wei(stage):
    """伟 Wei's complaint about a stranger who writes to his daughter, decided by two."""
    return stage.case(GROOMED, relation=Relation.GUARDIAN, contact={"phone": "13912345678"})


def _proves(stage, case, level="V4", complaint=None) -> None:
    stage.write(
        case, facts.Verified(complaint=complaint or stage.lan, level=level, method="birth_certificate")
    )


def _decides(stage, case, signers=1) -> None:
    measure = "L9" if signers else "L4"  # an account is closed by two
    stage.decide(case, measure, why_not_lower=stage.words(case, "x"), signers=signers)


def _writes(stage, case, note="父亲与孩子同住,孩子愿意告诉他", to=None) -> None:
    said = {"step": "guardian_when_safe", "said": {"note": note}, "complaint": to}
    do_step(case, **said, by=cast.MEI, mint=stage.mint, now=stage.now)


def test_a_proved_guardian_is_written_to_once_after_two_decided(stage, wei):
    _proves(stage, wei)
    _decides(stage, wei)
    for _ in range(2):
        _writes(stage, wei)
    stage.all()
    letters = [one for one in mailroom.of_complaint(stage.lan) if one.template == "guardian"]
    assert len(letters) == 1
    said = stage.read(letters[0])
    assert "请别责备" in said
    assert "12355" in said
    assert "先听孩子说" in said
    assert "{" not in said
    assert CANARY not in said
    told = [fact.template for _, fact in read_complaint(stage.lan).told]
    assert told.count("guardian") == 1
    assert all(one.template != "guardian" for one in mailroom.of_case(wei))
    assert [one.text for one in stage.host.tells if "孩子" in one.text] == []
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(
    ("level", "signers", "note", "code"),
    [
        pytest.param(None, 1, "同住", No.NEEDS_VERIFICATION, id="nobody proved to be one"),
        pytest.param("V3", 1, "同住", No.NEEDS_VERIFICATION, id="proved to less than the pack asks for"),
        pytest.param("V4", 0, "同住", No.NOT_DECIDED, id="one person alone decided"),
        pytest.param("V4", 1, " ", No.STEP_NEEDS_EVIDENCE, id="nobody says why home is safe"),
    ],
)
def test_a_guardian_is_not_written_to_and_the_step_stays_open(  # noqa: PLR0917 - a table
    stage, wei, level, signers, note, code
):
    if level:
        _proves(stage, wei, level)
    _decides(stage, wei, signers)
    with pytest.raises(Refused) as no:
        _writes(stage, wei, note)
    assert no.value.code is code
    assert "guardian_when_safe" not in read_case(wei).steps_done
    assert "guardian" not in _letters(stage)


def test_a_witness_with_every_proof_is_no_guardian(stage):
    case = stage.case(GROOMED, relation=Relation.BYSTANDER)
    _proves(stage, case)
    _decides(stage, case)
    with pytest.raises(Refused) as no:
        _writes(stage, case)
    assert no.value.code is No.NEEDS_VERIFICATION


def test_whoever_the_case_is_about_is_never_written_to_as_the_guardian(stage):
    case = stage.case(GROOMED, relation=Relation.GUARDIAN, contact={"account": "a-tao"})
    _proves(stage, case)
    _decides(stage, case)
    with pytest.raises(Refused) as no:
        _writes(stage, case)
    assert no.value.code is No.MEASURE_NOT_ALLOWED
    assert "guardian" not in _letters(stage)


def test_where_several_proved_to_be_a_guardian_one_at_a_time_is_written_to_and_never_who_is_behind_it(
    stage, wei
):
    mother = stage.lan
    others = [
        stage.house.file(GROOMED, subject=video("v-1"), contact=contact, relation=Relation.GUARDIAN)[0]
        for contact in ({"account": "a-tao"}, {"phone": "13912345679"})
    ]
    stage.house.drain(now=stage.now)
    for one in (mother, *others):
        _proves(stage, wei, complaint=one)
    _decides(stage, wei)
    refusals = []
    for named in (None, others[0], cast.COMPLAINT):
        with pytest.raises(Refused) as no:
            _writes(stage, wei, to=named)
        refusals.append((no.value.code, no.value.facts.get("why")))
    assert refusals == [
        (No.STEP_NEEDS_EVIDENCE, "guardian"),
        (No.MEASURE_NOT_ALLOWED, None),
        (No.NOT_FOUND, None),
    ]
    assert "guardian_when_safe" not in read_case(wei).steps_done
    _writes(stage, wei, to=mother)
    stage.all()
    read = {
        one: [it.template for it in mailroom.of_complaint(one)].count("guardian") for one in (mother, *others)
    }
    assert list(read.values()) == [1, 0, 0]
    _writes(stage, wei, to=others[1])
    stage.all()
    assert [it.template for it in mailroom.of_complaint(others[1])].count("guardian") == 1
    assert read_case(wei).steps_for >= {("guardian_when_safe", mother), ("guardian_when_safe", others[1])}
    assert verify(now=stage.now).is_clean


def test_where_bullying_is_judged_a_risk_step_left_out_is_no_look(stage):
    case = stage.case("我女儿12岁,被同学在视频里欺负辱骂。", relation=Relation.GUARDIAN)
    _proves(stage, case)
    stage.write(case, facts.StepSkipped(step="guardian_risk", words=stage.words(case, "没空")))
    stage.decide(case, "L4", signers=1)
    tell = {
        "step": "tell_guardian",
        "said": {"note": "说过了"},
        "by": cast.MEI,
        "mint": stage.mint,
        "now": stage.now,
    }
    with pytest.raises(Refused) as no:
        do_step(case, **tell)
    assert no.value.code is No.STEPS_OPEN
    stage.write(case, facts.StepDone(step="guardian_risk", words=stage.words(case, "核对过")))
    do_step(case, **tell)
    assert "guardian" in _letters(stage)


def test_a_decision_that_leads_to_a_guardian_takes_two_whatever_was_declared(stage, wei):
    pack = packs.by_digest(read_case(wei).pack)
    verdict = Verdict(
        outcome=Outcome.VIOLATION,
        clause="CLIPS.1.1",
        findings=(),
        measures=(),
        for_complainant=None,
        for_account=None,
        why_not_lower=None,
    )
    alone = situations.situation(read_case(wei), verdict, declares=frozenset(), pack=pack)
    _proves(stage, wei)
    proved = situations.situation(read_case(wei), verdict, declares=frozenset(), pack=pack)
    assert (alone.minor_disclosure, proved.minor_disclosure) == (False, True)
