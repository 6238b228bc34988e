"""What a decision refers outside: whoever complained is told that it was handed over, or was not, once, and never before."""

from dataclasses import replace

import pytest

from ombud.core import facts
from ombud.core.playbooks import playbook_of
from ombud.core.refusals import No, Refused
from ombud.store import mailroom, packs, passing_on
from ombud.store.ledger import read_case
from ombud.usecases import fan_out
from ombud.usecases.do_step import do_step
from ombud.usecases.skip_step import skip_step
from ombud.usecases.verify import verify
from tests import cast

HUNTED = "有人把我的住址和聊天记录挂出来,号召大家人肉我。"
PACKET = {
    "basis": "本平台规则",
    "found": "视频公开住址，三个账号号召上门",
    "preserved": "快照与登录记录",
    "persons_at_risk": "住址被公开的人",
    "receipt": "受案回执 2026-118",
}


@pytest.fixture
def hunted(stage):
    """兰 Lan is hunted; the video goes, and the police are to have it."""
    case = stage.case(HUNTED, kind="PR.DOX")
    stage.decide(case, "L4", "X.POLICE", clause="CLIPS.6.1", why="视频公开他人住址。")
    stage.carry()
    stage.tell()
    return case


def told(stage):
    """What 兰 Lan was written about it, newest first."""
    return [stage.read(one) for one in mailroom.of_complaint(stage.lan) if one.template == "referred"]


def steps_of(case):
    it = read_case(case)
    return playbook_of(it, packs.of_case(it)).steps


def hands_over(stage, case, step="refer_police", **said):
    do_step(case, step=step, said=said or PACKET, by=cast.MEI, mint=stage.mint, now=stage.now)


def leaves_out(stage, case, step="refer_police", *, by=cast.ZHOU):
    skip_step(case, step=step, reason="不予受理", by=by, mint=stage.mint, now=stage.now)


def test_it_is_handed_over_with_packet_and_receipt_and_she_is_told_once_and_the_account_never(stage, hunted):
    decided = next(
        stage.read(one) for one in mailroom.of_complaint(stage.lan) if one.template == "decision_complainant"
    )
    assert "还要做的：移送公安或警方（还没有做到；" in decided
    for lacks, why in (("receipt", "receipt"), ("found", None)):
        with pytest.raises(Refused) as no:
            hands_over(stage, hunted, **{**PACKET, lacks: " "})
        assert no.value.facts.get("why") == why
    with pytest.raises(Refused) as no:
        hands_over(stage, hunted, receipt=PACKET["receipt"])
    assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, "packet")
    assert told(stage) == []
    for _ in range(2):
        hands_over(stage, hunted)
    [letter] = told(stage)
    assert "做到了：\n移送公安或警方（2026年" in letter
    assert PACKET["receipt"] not in letter
    assert {one.template for one in mailroom.of_case(hunted) if one.side == "account"} == {
        "statement_of_reasons"
    }
    [(_, report)] = passing_on.reports(read_case(hunted), pack=packs.of_case(read_case(hunted)))
    assert "移除内容" in report.body
    assert "移送" not in report.body, "what is being handed over was not handed over before"
    stage.tell()
    assert verify(now=stage.now).is_clean


def test_what_a_lead_leaves_out_is_said_to_her_and_what_is_done_after_all_too(stage, hunted):
    with pytest.raises(Refused) as no:
        leaves_out(stage, hunted, by=cast.MEI)
    assert no.value.code is No.STEP_NEEDS_LEAD
    leaves_out(stage, hunted)
    [letter] = told(stage)
    assert "移送公安或警方：没有做" in letter
    assert "不予受理" not in letter
    hands_over(stage, hunted)
    assert sorted("做到了" in one for one in told(stage)) == [False, True]


def test_nobody_is_told_of_it_who_is_lawfully_told_nothing(stage, hunted):
    side = facts.Withheld(
        side="complainant", ground="authority_order", approver=cast.LIN, review_at=stage.now
    )
    stage.write(hunted, side)
    hands_over(stage, hunted)
    assert told(stage) == []


def test_nobody_is_told_of_it_who_speaks_for_another_no_more(stage, hunted):
    ended = facts.MandateEnded(
        complaint=stage.lan, why="withdrawn", words=stage.words(hunted, "收回委托"), letter=cast.LETTER
    )
    stage.write(hunted, ended)
    hands_over(stage, hunted)
    assert told(stage) == []


def test_by_the_words_of_a_place_from_before_nobody_is_promised_anything_nor_told(stage, hunted, monkeypatch):
    reads = packs.for_reader

    def before(case, complaint):
        whole = reads(case, complaint)
        return replace(whole, letters={key: one for key, one in whole.letters.items() if key != "referred"})

    monkeypatch.setattr(packs, "for_reader", before)
    hands_over(stage, hunted)
    assert told(stage) == []


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "left out"])
def test_pointing_to_a_bank_is_the_letter_itself_and_where_it_is_not_sent_that_is_said(stage, sent):
    case = stage.case("有人盗刷了我的卡给主播打赏。", kind="LV.STOLENCARD")
    stage.decide(case, "L4", "X.BANK", clause="CLIPS.4.4", why="盗刷。")
    stage.tell()
    if sent:
        do_step(case, step="point_to_bank", by=cast.MEI, mint=stage.mint, now=stage.now)
    else:
        leaves_out(stage, case, "point_to_bank")
    wrote = {one.template for one in mailroom.of_complaint(stage.lan)}
    assert ("call_bank" in wrote, "referred" in wrote) == (sent, not sent)


@pytest.mark.parametrize("handed", [False, True], ids=["owed", "handed over"])
def test_what_an_appeal_takes_away_before_it_was_handed_over_is_said_to_whoever_was_promised_it(
    stage, hunted, handed
):
    if handed:
        hands_over(stage, hunted)
    stage.appeal(hunted)
    stage.overturn(hunted)
    stage.carry()
    stage.tell()
    [outcome] = [
        stage.read(one) for one in mailroom.of_complaint(stage.lan) if one.template == "appeal_outcome_other"
    ]
    assert ("移送公安或警方：没有做" in outcome) is not handed


def test_what_is_only_referred_is_called_done_by_no_heading(stage):
    case = stage.case(HUNTED, kind="PR.DOX")
    stage.decide(case, "X.POLICE", clause="CLIPS.6.1", why="视频公开他人住址。")
    stage.tell()
    [decided] = [
        stage.read(one) for one in mailroom.of_complaint(stage.lan) if one.template == "decision_complainant"
    ]
    assert "已经做的：\n还没有\n还要做的：移送公安或警方" in decided


@pytest.mark.parametrize(
    ("kind", "clause", "step"),
    [("CV.FRAUD.SCAM", "CLIPS.4.1", "referral"), ("CV.SEX.ADULT", "CLIPS.2.1", "report_unlawful")],
)
def test_a_kinds_own_step_takes_a_receipt_too(stage, kind, clause, step):
    case = stage.case(kind=kind)
    [handed] = [one for one in steps_of(case) if one.id == step]
    stage.decide(case, "L4", handed.measure, clause=clause)
    with pytest.raises(Refused) as no:
        hands_over(stage, case, step, **{**PACKET, "receipt": " "})
    assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, "receipt")
    hands_over(stage, case, step)
    stage.tell()
    assert told(stage) == [], "the decision says already that it was"
    [decided] = [
        stage.read(one) for one in mailroom.of_complaint(stage.lan) if one.template == "decision_complainant"
    ]
    assert "还要做的" not in decided


@pytest.mark.parametrize("when", ["before", "between", "after"])
def test_whenever_it_is_handed_over_she_reads_it_once(stage, monkeypatch, when):
    """Before her letter is written, while it is, and when she has been told: one letter says that it was, and none says so twice."""
    case = stage.case(HUNTED, kind="PR.DOX")
    stage.decide(case, "L4", "X.POLICE", clause="CLIPS.6.1", why="视频公开他人住址。")
    tell = fan_out._tell

    def meanwhile(*args, **said):
        tell(*args, **said)
        hands_over(stage, case)

    if when == "before":
        hands_over(stage, case)
    monkeypatch.setattr(fan_out, "_tell", meanwhile if when == "between" else tell)
    stage.tell()
    if when == "after":
        hands_over(stage, case)
    stage.tell()
    wrote = [stage.read(one) for one in mailroom.of_complaint(stage.lan)]
    assert sum("移送公安或警方（2026年" in one for one in wrote) == 1
    assert sum("还没有做到" in one for one in wrote) == (when != "before")
    assert len(told(stage)) == (when != "before")
