"""涛 Tao states that he infringes nothing: it comes back by law, at once or after a wait, unless 兰 Lan goes to court."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.sending import Undeliverable
from ombud.core import facts
from ombud.core.clocks import State
from ombud.core.closing import Kept
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Relation, Ruling
from ombud.store import closing, countering, mailroom, packs, rows
from ombud.store.drafting import Draft, Fault, Unfounded
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.models import Case, Staff
from ombud.usecases.appeal import appeal
from ombud.usecases.do_step import do_step
from ombud.usecases.establish import establish
from ombud.usecases.extend import extend
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.override_order import override_order
from ombud.usecases.propose import propose
from ombud.usecases.read_letter import read_letter
from ombud.usecases.restore_answered import restore_answered
from ombud.usecases.show_suit import show_suit
from ombud.usecases.verify import verify
from tests import cast

COPIED = "这个视频盗用我的原创作品,侵犯著作权。"
WHO = "涛,某市某路一号,tao@example.org"
SUIT = "某某互联网法院,（2026）京0491民初1号"
BACK = ("lift", "L4", "v-1")


@pytest.fixture
def jun():
    Staff(id=cast.JUN, username="jun", name="jun", roles=["senior"], present=True).save(force_insert=True)


def hidden(stage, code="EC.IP", place="CN"):
    """兰 Lan proves her right, and what 涛 Tao offers is removed."""
    packs.store_pack(cast.pack(place), now=stage.now)
    case = stage.case(COPIED, relation=Relation.RIGHTS_HOLDER, kind="CV.IP", jurisdiction=place)
    if code != "CV.IP.COPY":
        stage.write(
            case, facts.Recoded(code=code, lane=read_case(case).lane, words=stage.words(case, "goods"))
        )
    stage.write(case, facts.Verified(complaint=stage.lan, level="V3", method="registration"))
    stage.decide(case, "L4", "L5", clause="CLIPS.4.5")
    stage.all()
    return case


def states(stage, case):
    """涛 Tao states it, and word of it reaches 兰 Lan."""
    stage.appeal(case, who=WHO)
    stage.tell()


def clock(case, rule="cn_ecommerce_counter"):
    return next(one for one in rows.case_clocks(read_case(case)) if one.rule_id == rule)


def letters(stage, case):
    several = (*mailroom.of_case(case), *mailroom.of_complaint(stage.lan))
    return {one.template: one for one in several}


def draft(stage, case, *measures, ruling=None):
    chosen = tuple(facts.Chosen(measure=one, target=read_case(case).subject) for one in measures)
    said = Draft(
        outcome=Outcome.VIOLATION,
        clause="CLIPS.4.5",
        findings=[("作品相同。", (stage.lan,))],
        measures=chosen,
        for_complainant="作品相同。",
        for_account="作品相同。",
        why_not_lower="更低的不够。",
        ruling=ruling,
    )
    return propose(
        case, draft=said, seen=read_case(case).seq, by=read_case(case).agent, mint=stage.mint, now=stage.now
    )


def does_all(stage, case, by):
    steps = open_steps(read_case(case), packs.of_case(read_case(case)), before="decision")
    stage.write(case, *(facts.StepDone(step=one.id, elements=one.elements) for one in steps), by=by)


def test_in_copyright_the_statement_brings_it_back_in_the_same_commit_and_both_are_told(stage, jun):
    case = hidden(stage, "CV.IP.COPY")
    states(stage, case)
    stage.carry()
    assert BACK in stage.did()
    assert ("lift", "L5", "v-1") not in stage.did(), "whether the strike stands is judged"
    law = clock(case, "cn_copyright_counter")
    assert (law.state, restore_answered(now=stage.now)) == (State.MET, 0)
    told = letters(stage, case)
    assert "信息网络传播权保护条例" in stage.read(told["came_back"])
    assert "不能再通知我们删除" in stage.read(told["forwarded_counter"])
    assert "came_back_other" not in told
    assert read_letter(letter=told["forwarded_counter"].id, now=stage.now).suit_until is None
    assert read_case(case).on_appeal
    assert verify(now=stage.now).is_clean


def test_in_trade_it_comes_back_by_itself_once_the_wait_is_over_whoever_is_right(stage, jun):
    case = hidden(stage)
    states(stage, case)
    at = clock(case).not_before
    assert Case.objects.get(id=case).return_at == at
    told = letters(stage, case)
    assert "12月8日" in stage.read(told["forwarded_counter"])
    assert read_letter(letter=told["forwarded_counter"].id, now=stage.now).suit_until == at
    does_all(stage, case, cast.JUN)
    draft(stage, case, "L0", ruling=Ruling.UPHELD)
    stage.all()
    assert (read_case(case).status, Case.objects.get(id=case).return_at) == ("decided", at), "not closed yet"
    stage.now = at - timedelta(minutes=1)
    assert restore_answered(now=stage.now) == 0
    stage.later(minutes=1)
    assert verify(now=stage.now).is_clean
    assert [one.code for one in verify(now=stage.now + timedelta(days=1)).faults] == ["case_late"]
    assert (restore_answered(now=stage.now), restore_answered(now=stage.now)) == (1, 0)
    stage.all()
    assert stage.did().count(BACK) == 1
    late = Kept(reason="clocks", of=("cn_pass_on_notice",))
    assert closing.keeps_open(read_case(case), now=stage.now) == (late,), (
        "nobody passed the notice on in its day"
    )
    why = facts.CauseRecorded(
        clock="cn_pass_on_notice", cause="mistake", words=stage.words(case, "忘了转送。")
    )
    stage.write(case, why)
    stage.all()
    ours = Kept(reason="prevention", of=("late",))
    assert closing.keeps_open(read_case(case), now=stage.now) == (ours,), "it was our doing"
    fault = facts.Fault(lapse="late", cause="tool", words=stage.words(case, "转送没有提醒。"))
    stage.write(case, facts.FaultFound(fault=fault))
    stage.all()
    assert (read_case(case).status, clock(case).state) == ("closed", State.MET)
    told = letters(stage, case)
    assert "电子商务法 第四十三条" in stage.read(told["came_back"])
    assert "电子商务法 第四十三条" in stage.read(told["came_back_other"])
    assert [one.template for _, one in read_complaint(stage.lan).told].count("came_back_other") == 1
    assert verify(now=stage.now).is_clean


def test_whoever_tells_of_a_suit_in_time_keeps_it_hidden_and_tells_so_once(stage, jun):
    case = hidden(stage)
    states(stage, case)
    letter = letters(stage, case)["forwarded_counter"].id
    reasons = letters(stage, case)["statement_of_reasons"].id
    for wrong in (
        reasons,
        letters(stage, case)["receipt"].id,
        letters(stage, case)["decision_complainant"].id,
    ):
        with pytest.raises(Refused, match=No.SUIT_CLOSED):
            show_suit(wrong, text=SUIT, mint=stage.mint, now=stage.now)
    show_suit(letter, text=SUIT, mint=stage.mint, now=stage.now)
    with pytest.raises(Refused, match=No.SUIT_CLOSED):
        show_suit(letter, text=SUIT, mint=stage.mint, now=stage.now)
    assert (Case.objects.get(id=case).return_at, clock(case).state) == (None, State.MET)
    assert verify(now=stage.now).is_clean
    stage.later(days=30)
    assert restore_answered(now=stage.now) == 0
    assert BACK not in stage.did()


def test_a_suit_on_paper_is_entered_by_a_lead_and_by_nobody_who_does_not_hold_the_case(stage, jun):
    case = hidden(stage)
    assert look_at_case(case, by=cast.ZHOU, mint=stage.mint, now=stage.now).suable == ()
    states(stage, case)
    letter = letters(stage, case)["forwarded_counter"].id
    seen = look_at_case(case, by=cast.ZHOU, mint=stage.mint, now=stage.now)
    assert [one.id for one in seen.suable] == [letter]
    with pytest.raises(Refused, match=No.NOT_YOURS):
        show_suit(letter, text=SUIT, by=cast.MEI, mint=stage.mint, now=stage.now)
    show_suit(letter, text=SUIT, by=cast.ZHOU, mint=stage.mint, now=stage.now)
    assert clock(case).state == State.MET
    last = read_lines(case)[-1]
    assert (type(last.fact), last.by) == (facts.SuitShown, f"agent:{cast.ZHOU}")
    assert look_at_case(case, by=cast.ZHOU, mint=stage.mint, now=stage.now).suable == ()
    assert verify(now=stage.now).is_clean


def test_whoever_reads_it_before_any_mail_arrived_may_tell_of_a_suit_and_it_stays_hidden(stage, jun):
    case = hidden(stage)
    stage.appeal(case, who=WHO)
    letter = letters(stage, case)["forwarded_counter"].id
    assert read_letter(letter=letter, now=stage.now).suit_until is not None
    show_suit(letter, text=SUIT, mint=stage.mint, now=stage.now)
    assert read_letter(letter=letter, now=stage.now).suit_until is None
    stage.tell()
    assert Case.objects.get(id=case).return_at is None
    assert verify(now=stage.now).is_clean
    stage.later(days=30)
    assert restore_answered(now=stage.now) == 0
    assert BACK not in stage.did()


def test_a_notarys_delay_puts_the_return_off_and_the_account_is_told_until_when_and_why(stage, jun):
    case = hidden(stage)
    states(stage, case)
    before = clock(case).not_before
    stage.later(minutes=1)
    extend(
        case,
        clock="cn_ecommerce_counter",
        text="境外权利人的文件要公证认证。",
        by=cast.ZHOU,
        mint=stage.mint,
        now=stage.now,
    )
    after = clock(case).not_before
    assert after - before > timedelta(days=26)
    assert Case.objects.get(id=case).return_at == after
    words = stage.read(letters(stage, case)["return_put_off"])
    assert "公证认证" in words
    assert "2027年1月" in words
    assert "put_off" not in letters(stage, case), "whoever complained is not the one who waits"
    assert verify(now=stage.now).is_clean


def test_what_came_back_is_not_hidden_again_by_a_second_notice_unless_it_is_about_another_right(stage, jun):
    first = hidden(stage, "CV.IP.COPY")
    claim = {"claim": "作品相同。"}
    do_step(first, step="forward_notice", said=claim, by=cast.MEI, mint=stage.mint, now=stage.now)
    states(stage, first)
    does_all(stage, first, cast.JUN)
    draft(stage, first, "L5", ruling=Ruling.UPHELD)
    stage.all()
    assert read_case(first).status == "closed"
    again = stage.case(COPIED, relation=Relation.RIGHTS_HOLDER, kind="CV.IP")
    assert again != first
    stage.write(again, facts.Verified(complaint=stage.lan, level="V3", method="registration"))
    does_all(stage, again, cast.MEI)
    with pytest.raises(Refused) as no:
        draft(stage, again, "L4")
    assert (no.value.code, no.value.facts["law"]) == (No.CAME_BACK, "cn_copyright_counter")
    seen = look_at_case(again, by=cast.MEI, mint=stage.mint, now=stage.now)
    assert (seen.barred, seen.unstarted) == ("cn_copyright_counter", ())
    establish(again, found=["another_right"], by=cast.MEI, mint=stage.mint, now=stage.now)
    draft(stage, again, "L4")
    assert verify(now=stage.now).is_clean


def test_an_appeal_without_a_name_starts_no_law_and_a_name_where_no_right_is_in_dispute_is_refused(
    stage, jun
):
    case = hidden(stage)
    stage.appeal(case)
    stage.tell()
    assert look_at_case(case, by=cast.JUN, mint=stage.mint, now=stage.now).unstarted == ()
    assert "forwarded_counter" not in letters(stage, case)
    assert Case.objects.get(id=case).return_at is None
    other = stage.case(about="v-2")
    stage.decide(other, "L4")
    stage.all()
    reasons = letters(stage, other)["statement_of_reasons"].id
    with pytest.raises(Refused) as no:
        appeal(reasons, text="我没有违规", stated={"stated_name": "涛"}, mint=stage.mint, now=stage.now)
    assert (no.value.code, no.value.facts["field"]) == (No.BAD_INPUT, "answers")


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        pytest.param(
            ("CN", "CV.IP.COPY"),
            ("stated_name", "stated_reach", "stated_items", "no_infringement", "stated_true"),
            id="in Chinese copyright",
        ),
        pytest.param(
            ("US", "CV.IP.COPY"),
            ("signed", "stated_items", "by_mistake", "stated_name", "stated_reach", "to_court"),
            id="in America",
        ),
        pytest.param(
            ("CN", "CV.IP.TM"),
            ("stated_name", "stated_reach", "stated_items", "no_infringement"),
            id="of a trade mark",
        ),
    ],
)
def test_half_a_statement_brings_nothing_back_and_binds_nobody_and_says_what_it_lacks(
    stage, jun, there, asked
):
    case = hidden(stage, there[1], there[0])
    reasons = letters(stage, case)["statement_of_reasons"].id
    whole = stage.stated(reasons, who=WHO)
    assert tuple(whole) == asked
    for name in asked:
        said = whole | {name: False if whole[name] is True else "x"}
        with pytest.raises(Refused) as no:
            appeal(reasons, text="不", stated=said, mint=stage.mint, now=stage.now)
        assert (no.value.code, no.value.facts["known"]) == (No.ANSWER_MISSING, [name])
    with pytest.raises(Refused) as no:
        appeal(reasons, text="不", stated=whole | {"stated_name": 3}, mint=stage.mint, now=stage.now)
    assert no.value.code is No.WRONG_ANSWER
    assert not read_case(case).appeals
    appeal(reasons, text="不", mint=stage.mint, now=stage.now)
    stage.carry()
    stage.tell()
    assert (read_case(case).countered, BACK in stage.did()) == (False, False), (
        "a bare no is an appeal and no statement"
    )
    assert "forwarded_counter" not in letters(stage, case)


def test_a_case_whose_rules_are_from_before_they_listed_it_is_asked_by_those_of_today(stage, jun):
    case = hidden(stage, "CV.IP.COPY")
    older = replace(packs.of_case(read_case(case)), elements={})
    asked = countering.asked_of(read_case(case), "account", pack=older)
    assert [one.id for one in asked] == [
        "stated_name",
        "stated_reach",
        "stated_items",
        "no_infringement",
        "stated_true",
    ]


def test_where_no_law_gives_back_the_statement_is_passed_on_and_somebody_judges(stage, jun):
    case = hidden(stage, place="EU")
    states(stage, case)
    assert "由一位没有参与过原决定的人员重新判断" in stage.read(letters(stage, case)["forwarded_counter"])
    assert (Case.objects.get(id=case).return_at, BACK in stage.did()) == (None, False)


def test_whoever_cannot_be_reached_by_the_address_they_gave_bears_it_and_it_comes_back_after_the_same_wait(
    stage, jun, monkeypatch
):
    case = hidden(stage)
    monkeypatch.setattr(
        stage.post, "send", lambda mail: Undeliverable(mail.key, "bad_address"), raising=False
    )
    states(stage, case)
    passed_on = letters(stage, case)["forwarded_counter"]
    assert (passed_on.state, Case.objects.get(id=case).return_at) == ("dead", None)
    override_order(
        case, key=passed_on.id.hex, reason="邮箱已不存在", by=cast.ZHOU, mint=stage.mint, now=stage.now
    )
    at = clock(case).not_before
    assert at - stage.now >= timedelta(days=15)
    assert Case.objects.get(id=case).return_at == at
    assert "forwarded_counter" not in [one.template for one in read_case(case).told], "it reached nobody"
    assert read_letter(letter=passed_on.id, now=stage.now).suit_until == at, "they may still show a suit"
    assert verify(now=stage.now).is_clean
    stage.now = at
    assert restore_answered(now=stage.now) == 1
    stage.carry()
    assert stage.did().count(BACK) == 1


def test_a_case_that_was_closed_hidden_without_the_wait_ever_beginning_is_named(stage, jun, monkeypatch):
    case = hidden(stage)
    monkeypatch.setattr(
        stage.post, "send", lambda mail: Undeliverable(mail.key, "bad_address"), raising=False
    )
    states(stage, case)
    passed_on = letters(stage, case)["forwarded_counter"]
    until = stage.now + timedelta(days=184)
    of_before = facts.GivenUp(letters=(passed_on.id,), words=stage.words(case, "邮箱已不存在"))
    does_all(stage, case, cast.JUN)
    draft(stage, case, "L0", ruling=Ruling.UPHELD)
    stage.all()
    stage.write(case, of_before, facts.Closed(decision=2, appeal_until=until))
    assert "never begun: cn_ecommerce_counter" in [one.detail for one in verify(now=stage.now).faults]


def test_whoever_reads_a_statement_that_no_mail_could_bring_has_it_and_the_wait_begins_once(
    stage, jun, monkeypatch
):
    case = hidden(stage)
    monkeypatch.setattr(
        stage.post, "send", lambda mail: Undeliverable(mail.key, "bad_address"), raising=False
    )
    states(stage, case)
    passed_on = letters(stage, case)["forwarded_counter"]
    until = read_letter(letter=passed_on.id, now=stage.now).suit_until
    at = clock(case).not_before
    assert Case.objects.get(id=case).return_at == at == until
    stage.later(minutes=1)
    read_letter(letter=passed_on.id, now=stage.now)
    override_order(
        case, key=passed_on.id.hex, reason="邮箱已不存在", by=cast.ZHOU, mint=stage.mint, now=stage.now
    )
    assert clock(case).not_before == at
    assert verify(now=stage.now).is_clean


def ruled(stage, case, ruling, outcome):
    """军 Jun rules that the notice was unfounded."""
    word = stage.words(case, "登记证是伪造的。")
    found = facts.Unfounded(complaint=stage.lan, words=word, evidence=(stage.lan,), answer="noted")
    whole = {"findings": (), "for_complainant": word, "for_account": word, "measures": (), "unfounded": found}
    return cast.proposed(no=2, agent=cast.JUN, outcome=outcome, ruling=ruling, appeal=1, **whole)


def test_a_notice_by_which_somebodys_work_was_removed_is_found_unfounded_once_that_is_overturned(stage, jun):
    case = hidden(stage, "CV.IP.COPY")
    states(stage, case)
    stage.carry()
    assert "向通知人索赔" in stage.read(letters(stage, case)["came_back"])
    does_all(stage, case, cast.JUN)
    said = Draft(
        outcome=Outcome.NO_VIOLATION,
        clause="CLIPS.4.5",
        findings=[("登记证是伪造的。", (stage.lan,))],
        measures=(),
        for_complainant="登记证是伪造的。",
        for_account="登记证是伪造的。",
        unfounded=Unfounded(complaint=stage.lan, text="登记号不存在。", evidence=(stage.lan,)),
        ruling=Ruling.OVERTURNED,
        fault=Fault(lapse="false_positive", cause="haste", text="没有去查登记号。"),
    )
    whole = {"by": read_case(case).agent, "mint": stage.mint, "now": stage.now}
    kept = replace(said, outcome=Outcome.VIOLATION, measures=(), ruling=Ruling.UPHELD, fault=None)
    with pytest.raises(Refused) as no:
        propose(case, draft=kept, seen=read_case(case).seq, **whole)
    assert (no.value.code, no.value.facts["why"]) == (No.UNFOUNDED, "appeal")
    propose(case, draft=said, seen=read_case(case).seq, **whole)
    stage.all()
    assert "侵权责任" in stage.read(letters(stage, case)["appeal_outcome_appellant"])
    told = letters(stage, case)["unfounded"]
    paper = stage.read(told)
    for words in ("登记号不存在", "由没有参与过的人复核过"):
        assert words in paper, paper
    assert verify(now=stage.now).is_clean
    appeal(told.id, text="我不知道是假的。", mint=stage.mint, now=stage.now)
    (asked,) = read_case(case).open_appeals
    assert (asked.complaint, asked.decision) == (stage.lan, 2), "nobody had looked at that for her yet"
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(
    ("ruling", "outcome", "said"),
    [("upheld", "no_violation", "an appeal"), ("overturned", "violation", "violation")],
)
@pytest.mark.usefixtures("stage", "jun")
def test_a_notice_that_was_found_unfounded_although_what_it_led_to_stands_is_seen(
    stage, ruling, outcome, said
):
    case = hidden(stage, "CV.IP.COPY")
    states(stage, case)
    does_all(stage, case, cast.JUN)
    stage.write(case, ruled(stage, case, ruling, outcome), by=cast.JUN)
    (fault,) = (one for one in verify(now=stage.now).faults if one.code == "unfounded_barred")
    assert said in fault.detail
