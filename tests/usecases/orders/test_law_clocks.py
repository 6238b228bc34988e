"""Removal, report and forwarding are met by what the law asks for; what was only ordered leaves its clock running."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from ombud.adapters.platform.contract import Account, HostSubject, Snapshot
from ombud.core import facts
from ombud.core.clocks import State
from ombud.core.playbooks import open_steps, step_of
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Outcome, Relation, Ruling
from ombud.store import identifying, packs, rows, texts
from ombud.store.drafting import Draft, Fault
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.models import ClockRow, Letter, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.answer_letter import answer_letter
from ombud.usecases.ask_account import ask_account
from ombud.usecases.do_step import do_step
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.propose import propose
from ombud.usecases.protect import protect
from ombud.usecases.read_letter import read_letter
from ombud.usecases.sweep import sweep
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.orders.scene import video

COPIED = "这个视频盗用我的原创作品,侵犯著作权。"
INTIMATE = "My ex posted an intimate video of me without my consent."
LEAKED = "The platform leaked my phone number: only you had this alias."
FALSE = "This video says that I stole money. That is false and ruins my name."


def begins(stage, text, kind, place):
    packs.store_pack(cast.pack(place), now=stage.now)
    case = stage.case(text, kind=kind, jurisdiction=place, locale=Lang.EN, lang=Lang.EN)
    if not read_case(case).code.startswith(kind):
        stage.write(
            case, facts.Recoded(code=kind, lane=read_case(case).lane, words=stage.words(case, "about that"))
        )
    return case


def state(case, rule):
    return next((one.state for one in rows.case_clocks(read_case(case)) if one.rule_id == rule), None)


def does(stage, case, step, **said):
    noted = {"note": "seen", **said.pop("lines", {})}
    do_step(case, step=step, said=noted, by=cast.MEI, mint=stage.mint, now=stage.now, **said)


def protects(stage, case, measure):
    target = read_case(case).subject
    protect(
        case, measure=measure, target=target, reason="at once", by=cast.MEI, mint=stage.mint, now=stage.now
    )


def begin_when(stage, case):
    return {one.id for one in look_at_case(case, by=cast.MEI, mint=stage.mint, now=stage.now).unstarted}


def running(case):
    return set(ClockRow.objects.filter(owner=case).values_list("rule", flat=True))


@pytest.mark.parametrize(
    ("place", "rule"), [("US", "us_take_it_down"), ("IN", "in_ncii"), ("UK", "uk_intimate")]
)
def test_an_intimate_video_is_removed_when_the_host_says_so_and_not_when_it_was_ordered(stage, place, rule):
    case = begins(stage, INTIMATE, "PR.NCII", place)
    if rule != "in_ncii":
        assert (state(case, rule), begin_when(stage, case)) == (None, {rule})
        stage.write(case, facts.Verified(complaint=stage.lan, level="V1", method="statement"))
        does(stage, case, "statement_of_consent", complaint=stage.lan)
        assert begin_when(stage, case) == set()
    protects(stage, case, "P1")
    stage.carry()
    protects(stage, case, "P2")
    assert (state(case, rule), state(case, "protect_target")) == (State.RUNNING, State.RUNNING)
    assert {rule, "protect_target"} <= running(case)
    stage.later(minutes=5)
    stage.carry()
    assert (state(case, rule), state(case, "protect_target")) == (State.MET, State.MET)
    assert not {rule, "protect_target"} & running(case)
    assert verify(now=stage.now).is_clean


def reports(stage, case, authority):
    said = {"receipt": "回执 2026-88"}
    step = f"tell_authority:{authority}"
    do_step(case, step=step, said=said, by=cast.MEI, mint=stage.mint, now=stage.now)


def test_of_two_authorities_in_one_place_each_clock_waits_for_its_own(stage):
    case = begins(stage, LEAKED, "PR.PLATFORM", "IN")
    does(stage, case, "aware_at")
    reports(stage, case, "in_cert")
    assert (state(case, "in_cyber_incident"), state(case, "in_breach")) == (State.MET, State.RUNNING)
    assert "in_breach" in running(case)
    reports(stage, case, "in_board")
    assert state(case, "in_breach") is State.MET
    (receipt,) = {
        texts.read(case, line.fact.receipt.id)
        for line in read_lines(case)
        if getattr(line.fact, "receipt", None)
    }
    assert receipt == "回执 2026-88"
    assert verify(now=stage.now).is_clean


def test_a_breach_is_reported_by_the_report_and_not_by_closing_the_hole(stage):
    case = begins(stage, LEAKED, "PR.PLATFORM", "EU")
    assert (begin_when(stage, case), state(case, "aware_target")) == (
        {"eu_gdpr_breach", "eu_leak_told"},
        State.RUNNING,
    )
    protects(stage, case, "P1")
    stage.carry()
    does(stage, case, "contain", lines=CONTAINED)
    does(stage, case, "aware_at")
    assert (state(case, "eu_gdpr_breach"), state(case, "aware_target")) == (State.RUNNING, State.MET)
    reports(stage, case, "eu_data_protection")
    assert (state(case, "eu_gdpr_breach"), begin_when(stage, case)) == (State.MET, set())
    assert verify(now=stage.now).is_clean


def test_a_grave_leak_is_reported_in_four_hours_from_the_complaint_once_we_know(stage):
    case = begins(stage, "平台泄露了我的手机号，这个号码只给过你们。", "PR.PLATFORM", "CN")
    assert begin_when(stage, case) == {"cn_incident_report", "cn_incident_summary", "cn_leak_told"}
    stage.later(hours=1)
    does(stage, case, "aware_at")
    (clock,) = (one for one in rows.case_clocks(read_case(case)) if one.rule_id == "cn_incident_report")
    received = read_complaint(stage.lan).received_at
    assert (clock.started_at, clock.due_at) == (received, received + timedelta(hours=4))
    reports(stage, case, "cn_cyberspace")
    assert state(case, "cn_incident_report") is State.MET
    assert verify(now=stage.now).is_clean


def test_we_may_have_known_before_anybody_complained_and_never_later_than_that(stage):
    case = begins(stage, "平台泄露了我的手机号，这个号码只给过你们。", "PR.PLATFORM", "CN")
    stage.later(hours=1)
    received = read_complaint(stage.lan).received_at
    earlier = received - timedelta(hours=2)
    for since, said, why in (
        (stage.now + timedelta(minutes=1), {"note": "日志"}, "future"),
        (earlier, {"note": ""}, "earlier"),
        (received - timedelta(days=6 * 365), {"note": "日志"}, "long_ago"),
    ):
        with pytest.raises(Refused, match=No.BAD_TIME) as no:
            does(stage, case, "aware_at", since=since, lines=said, evidence=[stage.mint()])
        assert no.value.facts["why"] == why
    does(stage, case, "aware_at", since=earlier, lines={"note": "安全组何：八点的告警"})
    (clock,) = (one for one in rows.case_clocks(read_case(case)) if one.rule_id == "cn_incident_report")
    assert (clock.started_at, clock.due_at) == (earlier, earlier + timedelta(hours=4))
    done = next(line.fact for line in read_lines(case) if getattr(line.fact, "step", "") == "aware_at")
    assert done.since == earlier
    assert verify(now=stage.now).is_clean


def test_who_wrote_down_a_wrong_moment_puts_it_right_and_nobody_gains_time_by_that(stage):
    case = begins(stage, "平台泄露了我的手机号，这个号码只给过你们。", "PR.PLATFORM", "CN")
    received = read_complaint(stage.lan).received_at
    stage.later(hours=1)
    slip = received - timedelta(days=4 * 365)
    does(stage, case, "aware_at", since=slip, lines={"note": "告警"})
    sweep(now=stage.now)
    assert state(case, "cn_incident_report") is State.BREACHED
    for said, counts in (
        (received - timedelta(minutes=9), received - timedelta(minutes=9)),
        (stage.now, received),
    ):
        before = next(at for code, at in read_case(case).moved if code == "aware")
        does(stage, case, "aware_at", since=said, lines={"note": "上一次的日期打错了"})
        assert read_lines(case)[-1].fact.corrects == before
        (clock,) = (one for one in rows.case_clocks(read_case(case)) if one.rule_id == "cn_incident_report")
        assert (clock.started_at, clock.state) == (counts, State.RUNNING)
    does(stage, case, "aware_at", lines={"note": "再核对过"})
    assert read_lines(case)[-1].fact.corrects is None
    assert verify(now=stage.now).is_clean


def test_whoever_notes_it_says_no_moment_for_a_notice_that_complainants_words_complete(stage):
    case = begins(stage, INTIMATE, "PR.NCII", "US")
    stage.write(case, facts.Verified(complaint=stage.lan, level="V1", method="statement"))
    stage.later(hours=1)
    does(stage, case, "statement_of_consent", complaint=stage.lan, since=stage.now)
    done = next(
        line.fact for line in read_lines(case) if getattr(line.fact, "step", "") == "statement_of_consent"
    )
    assert done.since == read_complaint(stage.lan).received_at


CONTAINED = {"contained_what": "接口停了", "contained_by": "安全组", "contained_on": "10:20"}
SUMMARY = {
    "basis": "国家网络安全事件报告管理办法",
    "found": "导出接口没有鉴权",
    "remedies": "接口已关，密钥已换",
    "damage": "约三千人的手机号",
    "responsibility": "接口负责岗位，已处理",
    "prevention": "每次发布前查鉴权，负责人何，12月31日前",
    "preserved": "访问日志",
}


def test_the_summary_of_a_grave_leak_is_due_in_thirty_days_and_written_is_not_handed_over(stage):
    case = begins(stage, "平台泄露了我的手机号，这个号码只给过你们。", "PR.PLATFORM", "CN")
    assert "cn_incident_summary" in begin_when(stage, case)
    ended = stage.now - timedelta(hours=1)
    does(stage, case, "handled", since=ended)
    (clock,) = (one for one in rows.case_clocks(read_case(case)) if one.rule_id == "cn_incident_summary")
    assert (clock.started_at, (clock.due_at - ended).days) == (ended, 30)
    act = {"step": "incident_summary", "by": cast.MEI, "mint": stage.mint, "now": stage.now}
    with pytest.raises(Refused) as no:
        do_step(case, said={**SUMMARY, "damage": " ", "note": "写好"}, **act)
    assert no.value.code is No.LETTER_FIELD_EMPTY
    do_step(case, said={**SUMMARY, "note": "写好"}, **act)
    seen = look_at_case(case, by=cast.MEI, mint=stage.mint, now=stage.now)
    [(_, report)] = seen.reports
    assert all(said in report.body for said in SUMMARY.values())
    assert "手机号，这个号码只给过你们" not in report.body
    assert state(case, "cn_incident_summary") is State.RUNNING
    with pytest.raises(Refused) as no:
        does(stage, case, "summary_handed_over")
    assert no.value.facts["why"] == "handed_over", "to say so is not to have handed it in"
    handed = {"handed_to": "省网信办", "handed_on": "11 月 28 日，网上申报", "handed_receipt": "2026-131"}
    does(stage, case, "summary_handed_over", lines=handed)
    assert state(case, "cn_incident_summary") is State.MET
    assert verify(now=stage.now).is_clean


def test_money_is_due_from_the_day_on_which_the_goods_came_back_and_not_from_the_note(stage):
    case = begins(stage, "退货寄回去一周了，店家还不退款。", "EC.REFUND", "CN")
    assert begin_when(stage, case) == {"cn_returns"}
    with pytest.raises(Refused, match=No.STEP_NEEDS_EVIDENCE):
        does(stage, case, "goods_back", since=stage.now, lines={"note": ""})  # who says so?
    for since in (None, stage.now + timedelta(days=2)):
        with pytest.raises(Refused, match=No.BAD_TIME):
            does(stage, case, "goods_back", since=since)
    back = stage.now - timedelta(days=3)
    does(stage, case, "goods_back", since=back)
    (clock,) = (one for one in rows.case_clocks(read_case(case)) if one.rule_id == "cn_returns")
    assert (clock.started_at, clock.state) == (back, State.RUNNING)
    assert "cn_returns" in running(case)
    paid = facts.Chosen(
        measure="L7", target=read_case(case).subject, amount=facts.Sum(minor=5990, currency="CNY")
    )
    stage.decide(case, paid, outcome="granted")
    with pytest.raises(Refused, match=No.STEP_NEEDS_EVIDENCE):
        does(stage, case, "money_arrived")  # nobody says so but the host
    assert state(case, "cn_returns") is State.RUNNING
    stage.carry()
    assert state(case, "cn_returns") is State.MET
    assert verify(now=stage.now).is_clean


def test_the_account_has_its_reasons_on_the_day_and_only_its_own_letter_counts(stage):
    case = begins(stage, "This video shows a naked person.", "CV.SEX.ADULT", "EU")
    stage.decide(case, "L4")
    assert {"eu_dsa_reasons", "tell_affected_target"} <= running(case)
    stage.later(minutes=5)
    stage.tell()
    assert {state(case, rule) for rule in ("eu_dsa_reasons", "tell_affected_target")} == {State.MET}
    assert not ClockRow.objects.filter(owner=stage.lan, rule="tell_affected_target"), (
        "nobody else is told by it"
    )
    stage.all()
    assert verify(now=stage.now).is_clean


def test_whoever_is_not_to_be_told_yet_is_owed_nothing_until_then(stage):
    case = begins(stage, "This video shows a naked person.", "CV.SEX.ADULT", "EU")
    stage.decide(case, "L4")
    stage.write(case, facts.Withheld(side="account", ground="x", approver=None, review_at=stage.now))
    assert state(case, "eu_dsa_reasons") is None
    stage.write(case, facts.Released(side="account"))
    assert state(case, "eu_dsa_reasons") is State.RUNNING


def test_a_claim_of_defamation_is_passed_on_when_the_letter_arrived(stage):
    case = begins(stage, FALSE, "DF.PERSON", "UK")
    protects(stage, case, "P3")
    stage.carry()
    ask_account(case, text="Somebody says that this is false", by=cast.MEI, mint=stage.mint, now=stage.now)
    assert state(case, "uk_defamation") is State.RUNNING
    stage.later(minutes=5)
    stage.tell()
    assert state(case, "uk_defamation") is State.MET
    assert verify(now=stage.now).is_clean


def test_nothing_comes_back_for_the_answer_before_the_laws_day_and_what_was_wrong_comes_back_at_once(stage):
    packs.store_pack(cast.pack("US"), now=stage.now)
    case = stage.case(COPIED, relation=Relation.RIGHTS_HOLDER, kind="CV.IP", jurisdiction="US")
    stage.decide(case, "L4", clause="CLIPS.5.1")
    stage.all()
    Staff(id=cast.JUN, username="jun", name="jun", roles=["senior"], present=True).save(force_insert=True)
    stage.appeal(case, who="Tao, 1 Some Street, tao@example.org")
    steps = open_steps(read_case(case), packs.of_case(read_case(case)), before="decision")
    stage.write(case, *(facts.StepDone(step=one.id, elements=one.elements) for one in steps), by=cast.JUN)

    clause = packs.of_case(read_case(case)).clauses_for(read_case(case).code)[0].id

    def proposes(ruling):
        draft = Draft(
            outcome=Outcome.NO_VIOLATION,
            clause=clause,
            findings=[("音乐是作者自己写的。", (stage.lan,))],
            measures=(),
            for_complainant="作者说明了音乐是自己写的。",
            for_account="您说明了音乐是自己写的。",
            ruling=ruling,
            fault=Fault(lapse="wrong_selection", cause="evidence_missing", text="没有听账号一方"),
        )
        propose(case, draft=draft, seen=read_case(case).seq, by=cast.JUN, mint=stage.mint, now=stage.now)

    with pytest.raises(Refused, match=No.NOT_BEFORE) as no:
        proposes(Ruling.CHANGED)
    (bound,) = (one.not_before for one in rows.case_clocks(read_case(case)) if one.not_before)
    assert (no.value.code, no.value.facts["at"]) == (No.NOT_BEFORE, bound)
    assert read_case(case).proposal is None
    proposes(Ruling.OVERTURNED)
    assert read_case(case).proposal or read_case(case).decision.proposal.ruling == Ruling.OVERTURNED


WHO = {"poster_removal": "stays", "poster_name": "Omar Reed", "poster_address": "1 Mill Lane,\nYork"}


def answers(stage, text="I read it in a judgment.", *, noticed=True, joins=False, **stated):
    """Whoever posted it answers when asked for their side; somebody who saw it may have joined before."""
    case = begins(stage, FALSE, "DF.PERSON", "UK")
    step = step_of(read_case(case), "complete_notice", pack=packs.of_case(read_case(case)))
    held = {name: "in her letter" for one in step.elements for name in (f"holds.{one}", f"where.{one}")}
    protects(stage, case, "P3")
    stage.carry()
    if noticed:
        does(stage, case, "complete_notice", complaint=stage.lan, lines=held)
    if joins:
        stage.house.file(
            FALSE, subject=video("v-1"), kind="DF.PERSON", jurisdiction="UK", locale=Lang.EN, lang=Lang.EN
        )
        stage.house.drain(now=stage.now)
        assert read_case(case).members == 2
    ask_account(case, text="Somebody says that this is false", by=cast.MEI, mint=stage.mint, now=stage.now)
    stage.later(minutes=5)
    stage.tell()
    asked = read_case(case).waiting_for.letter
    answer_letter(asked, text=text, stated=stated, mint=stage.mint, now=stage.now)
    return case


def passed_on():
    return Letter.objects.filter(template="poster_identity")


def test_name_and_address_go_to_whoever_complained_where_whoever_posted_it_agreed_and_end_the_laws_time(
    stage,
):
    case = answers(stage, joins=True, **WHO, poster_passed="agreed")
    (letter,) = passed_on()
    assert (letter.side, letter.complaint, letter.account) == ("complainant", stage.lan, None), "nobody else"
    body = read_letter(letter=letter.id, now=stage.now).body
    assert "Omar Reed\n1 Mill Lane, York" in body
    assert state(case, "uk_defamation_stands") is State.RUNNING, "written is not told"
    stage.later(minutes=5)
    stage.tell()
    assert state(case, "uk_defamation_stands") is State.MET
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        pytest.param("I stand by it.", {**WHO, "poster_passed": "withheld"}, id="they did not agree"),
        pytest.param("It may go.", {"poster_removal": "yields"}, id="it may go"),
        pytest.param("I am 12 years old.", {**WHO, "poster_passed": "agreed"}, id="a child agreed"),
        pytest.param(
            "I stand.", {**WHO, "poster_passed": "agreed", "noticed": False}, id="no notice was whole"
        ),
    ],
)
def test_otherwise_nobody_has_them_and_a_letter_that_gave_them_is_named(stage, text, stated):
    case = answers(stage, text, **stated)
    assert not passed_on().exists()
    assert verify(now=stage.now).is_clean
    if "withheld" in stated.values() or "noticed" in stated:
        with patch.object(identifying, "noticed_by", return_value={stage.lan}):
            one_transaction(identifying.pass_on)(read_case(case), now=stage.now)
        found = [one.code for one in verify(now=stage.now).faults]
        assert "identity_without_consent" in found


def test_what_was_removed_twice_and_is_posted_again_goes_in_two_days_and_nobody_says_so_by_words_alone(stage):
    packs.store_pack(cast.pack("UK"), now=stage.now)
    earlier = [_defames(stage, f"v-{n}") for n in (41, 42)]
    for case in earlier:
        stage.decide(case, "L4", clause="CLIPS.2.5")
        stage.all()
    again = _defames(stage, "v-43")
    numbers = [number_of(one, "K") for one in earlier]
    for said in (numbers[:1] * 2, [numbers[0], number_of(again, "K")], ["", ""]):
        with pytest.raises(Refused, match=No.STEP_NEEDS_EVIDENCE):
            does(stage, again, "posted_again", lines=_same(*said))
    does(stage, again, "posted_again", lines=_same(*numbers))
    (clock,) = (one for one in rows.case_clocks(read_case(again)) if one.rule_id == "uk_defamation_repeated")
    assert clock.state is State.RUNNING
    stage.decide(again, "L4", clause="CLIPS.2.5")
    stage.all()
    assert state(again, "uk_defamation_repeated") is State.MET
    assert verify(now=stage.now).is_clean


def _same(first, second):
    return {"earlier_case": first, "earlier_case_too": second, "how_same": "the same passage"}


def _defames(stage, video):
    """A case about one of the videos of one account."""
    shown = Snapshot("a video", "it speaks of a theft")
    stage.host.know(HostSubject("clips", "video", video), account=Account("a-omar"), snapshot=shown)
    return stage.case(FALSE, about=video, kind="DF.PERSON", jurisdiction="UK", locale=Lang.EN, lang=Lang.EN)
