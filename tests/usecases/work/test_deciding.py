"""Signing, telling and looking again: what holds, and what is refused to whom."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.intake import TEXT_LIMIT
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Ruling, Side
from ombud.store import mailroom, orders, packs, subjects, texts
from ombud.store.drafting import Draft, Fault
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import HostOrder, Letter, SealedText
from ombud.usecases.answer import answer
from ombud.usecases.appeal import appeal
from ombud.usecases.cosign import cosign
from ombud.usecases.decline import decline
from ombud.usecases.grant import grant
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.open_sealed import open_sealed
from ombud.usecases.override_order import override_order
from ombud.usecases.preview import preview
from ombud.usecases.propose import propose
from ombud.usecases.read_letter import read_letter
from ombud.usecases.release import release
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from ombud.usecases.withhold import withhold
from tests import cast
from tests.cast import JUN, LIN, MEI, ZHOU
from tests.usecases.sorting.scene import video


def refused(verb, *what, **said) -> No:
    with pytest.raises(Refused) as no:
        verb(*what, **said)
    return no.value.code


def test_where_two_more_must_sign_the_first_of_them_decides_nothing(work):
    work.hire(LIN, "legal", "agent", clearances=("minors", "intimate", "crisis"))
    case = work.in_hand()
    first = cast.proposed(no=1, signers=2, signer_roles=(("legal",),), for_account=None, measures=())
    work.write(case, first, by=f"agent:{MEI}")
    assert work.act(take, to_sign=True, by=JUN) == case
    assert work.act(cosign, case, seen=work.case(case).seq, by=JUN) is False
    assert (work.case(case).status, work.case(case).decisions) == (Status.COSIGNING, ())
    assert not orders.of_case(case)
    with pytest.raises(Refused) as no:
        work.act(take, to_sign=True, by=ZHOU)
    assert no.value.facts["because"] == No.SIGNER_ROLE
    assert work.act(take, to_sign=True, by=LIN) == case


@pytest.fixture
def bullied(work):
    """A child's case in the hands of 梅 Mei, its steps done and nothing opened yet."""
    case = work.in_hand(text="我女儿13岁,被同学在视频里点名欺负羞辱,好多人跟着骂她。")
    assert (work.case(case).code, work.case(case).sealed) == ("MN.BULLY", True)
    steps = open_steps(work.case(case), packs.of_case(work.case(case)), before="decision")
    work.write(case, *(facts.StepDone(step=one.id) for one in steps), by=f"agent:{MEI}")
    return case


def proposes(work, case):
    clause = packs.of_case(work.case(case)).clauses_for("MN.BULLY")[0].id
    draft = Draft(
        outcome=Outcome.VIOLATION,
        clause=clause,
        findings=(("点名羞辱一名同学。", (work.complaint(case),)),),
        measures=(facts.Chosen(measure="L4", target=work.case(case).subject),),
        for_complainant="视频已经移除。",
        for_account="视频点名羞辱了一名未成年人。",
        declares=frozenset({"complainant_is_company"}),
    )
    return {"draft": draft, "seen": work.case(case).seq}


def test_what_is_sealed_is_proposed_and_signed_by_nobody_who_has_not_opened_it(work, bullied):
    case = bullied
    assert work.refused(propose, case, **proposes(work, case)) is No.NOT_READ
    work.act(grant, case, to=MEI, reason="经办", by=ZHOU)
    assert work.refused(propose, case, **proposes(work, case)) is No.NOT_READ, (
        "to be let open it is not to have read it"
    )
    work.act(open_sealed, case, reason="判断孩子的处境")
    assert work.act(propose, case, **proposes(work, case)).signers == 1
    assert work.act(take, to_sign=True, by=JUN) == case
    assert work.refused(cosign, case, seen=work.case(case).seq, by=JUN) is No.NOT_READ, (
        "she read it, he did not"
    )
    work.act(grant, case, to=JUN, reason="签署", by=ZHOU)
    assert work.refused(cosign, case, seen=work.case(case).seq, by=JUN) is No.NOT_READ
    work.act(open_sealed, case, reason="签署之前要看", by=JUN)
    assert work.act(cosign, case, seen=work.case(case).seq, by=JUN) is True
    assert verify(now=work.now).is_clean


def test_what_came_after_a_look_at_what_is_sealed_is_looked_at_before_anybody_decides_or_signs(work, bullied):
    case, looks = bullied, {"reason": "判断孩子的处境"}

    def wrote():
        work.later(minutes=2)
        work.act(answer, work.complaint(case), text="同学又发了一个视频，我把截图也发来。")
        work.later(minutes=2)

    work.act(grant, case, to=MEI, reason="经办", by=ZHOU)
    work.act(grant, case, to=JUN, reason="签署", by=ZHOU)
    assert work.act(look_at_case, case, **looks).news == (), "of a first look nothing is new"
    wrote()
    with pytest.raises(Refused) as no:
        work.act(propose, case, **proposes(work, case))
    assert (no.value.code, no.value.facts) == (
        No.NOT_READ,
        {"why": "since", "at": work.now - timedelta(minutes=2)},
    )
    assert [one.what for one in work.act(look_at_case, case, whole=False, **looks).news] == ["Wrote"]
    assert work.refused(propose, case, **proposes(work, case)) is No.NOT_READ, (
        "a form shows nobody what is new"
    )
    assert [one.what for one in work.act(look_at_case, case, **looks).news] == ["Wrote"]
    assert work.act(look_at_case, case, **looks).news == ()
    assert work.act(propose, case, **proposes(work, case)).signers == 1
    work.act(look_at_case, case, by=ZHOU, **looks)
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(open_sealed, case, reason="签署之前要看", by=JUN)
    wrote()
    assert work.refused(cosign, case, seen=work.case(case).seq, by=JUN) is No.NOT_READ
    assert [one.what for one in work.act(look_at_case, case, by=JUN, **looks).news] == ["Wrote"]
    assert work.act(cosign, case, seen=work.case(case).seq, by=JUN) is True
    assert verify(now=work.now).is_clean


def test_a_proposal_is_signed_or_sent_back_only_by_whom_it_was_given_to_and_sent_back_with_a_reason(work):
    case = work.to_sign()
    seen = work.case(case).seq
    assert work.refused(cosign, case, seen=seen, by=JUN) is No.NOT_YOURS
    assert work.refused(decline, case, reason="没看完", seen=seen, by=JUN) is No.NOT_YOURS
    assert work.act(take, to_sign=True, by=JUN) == case
    seen = work.case(case).seq
    assert work.refused(cosign, case, seen=seen, by=MEI) is No.SAME_SIGNER
    assert work.refused(decline, case, reason=" \n", seen=seen, by=JUN) is No.NEEDS_REASON
    work.act(decline, case, reason="视频没有看完。", seen=seen, by=JUN)
    after = work.case(case)
    assert (after.status, after.proposal, after.signer) == (Status.QUEUED, None, None)
    assert (after.decisions, orders.of_case(case)) == ((), ())
    last = read_lines(case)[-1]
    assert (type(last.fact), last.by) == (facts.Declined, f"agent:{JUN}")
    assert texts.read(case, last.fact.words.id) == "视频没有看完。"
    assert work.refused(cosign, case, seen=after.seq, by=JUN) is No.NOT_IN_THIS_STATE


def test_a_proposal_that_somebody_else_was_given_a_moment_ago_is_passed_by(work, monkeypatch):
    from ombud.store import queue

    case = work.to_sign()
    stale = queue.candidates(frozenset({work.case(case).lane}), status="cosigning")
    assert work.act(take, to_sign=True, by=JUN) == case
    work.hire(LIN, "agent", clearances=("minors", "intimate", "crisis"))
    read = iter([stale, ()])
    monkeypatch.setattr(queue, "candidates", lambda *_, **__: next(read))
    with pytest.raises(Refused) as no:
        work.act(take, to_sign=True, by=LIN)
    assert no.value.facts["because"] == No.MOVED_ON
    assert work.case(case).signer == JUN


def test_a_case_that_nobody_complained_of_is_previewed_without_a_letter_to_them(work):
    case = work.open("SV.QUESTION", "S3")
    work.give(case, MEI)
    work.steps(case, before="decision")
    draft = Draft(
        outcome=Outcome.ANSWERED, clause=None, findings=(), measures=(), for_complainant="是这样的。"
    )
    before = work.told(case)
    shown = work.act(preview, case, draft=draft, seen=work.case(case).seq)
    assert (shown.letters, shown.orders, shown.undone) == ((), (), ())
    assert work.told(case) == before


@pytest.fixture
def tao(work):
    """涛 Tao's account, which stands behind what 兰 Lan complains of."""
    account = subjects.keep("clips", "account", "a-tao")
    subjects.link(subjects.keep("clips", "video", "v-1"), account=account)
    return account


def drafted(work, case, **said):
    """What 梅 Mei wrote: the video is removed, and nothing is sent yet."""
    pack = packs.of_case(work.case(case))
    whole = {
        "outcome": Outcome.VIOLATION,
        "clause": pack.clauses_for(work.case(case).code)[0].id,
        "findings": [("第三秒出现裸露。", (work.complaint(case),))],
        "measures": (facts.Chosen(measure="L4", target=work.case(case).subject),),
        "for_complainant": "您反映的视频确实违规。",
        "for_account": "视频含有裸露画面。",
    }
    return Draft(**{**whole, **said})


def previewed(work, case, *, by=MEI, **said):
    """What a preview shows; the house is afterwards what it was before."""
    before = work.told(case), *(model.objects.count() for model in (HostOrder, Letter, SealedText))
    shown = work.act(preview, case, draft=drafted(work, case, **said), seen=work.case(case).seq, by=by)
    after = work.told(case), *(model.objects.count() for model in (HostOrder, Letter, SealedText))
    assert after == before
    return shown, {one.side: one for one in shown.letters}


def test_a_preview_shows_every_order_and_what_either_side_would_read_and_then_just_that_happens(work, tao):
    case = work.filed()
    work.file("同一个视频，全是色情。", subject=video("v-1"), contact={"email": "wei@example.org"})
    work.ready(case)
    item, until = work.case(case).subject, work.now + timedelta(days=90)
    strike = facts.Chosen(measure="L5", target=tao, until=until)
    chosen = {"measures": (facts.Chosen(measure="L4", target=item), strike)}
    shown, to = previewed(work, case, **chosen)
    assert [(one.do, one.measure, one.target, one.until) for one in shown.orders] == [
        ("apply", "L4", item, None),
        ("apply", "L5", tao, until),
    ]
    assert shown.undone == ()
    assert "您反映的视频确实违规。" in to["complainant"].body
    assert "视频含有裸露画面。" not in to["complainant"].body
    assert "视频含有裸露画面。" in to["account"].body
    assert "您反映的视频确实违规。" not in to["account"].body
    assert [(one.readers, one.lang, one.withheld) for one in shown.letters] == [
        (2, "zh", False),
        (1, "zh", False),
    ]
    assert all(one.title and one.appeal_until > work.now for one in shown.letters)
    work.propose(case, **chosen)
    (decision,) = work.case(case).decisions
    assert decision.orders == shown.orders
    (sent,) = mailroom.of_case(case)
    assert (mailroom.body(sent).body, sent.appeal_until) == (to["account"].body, to["account"].appeal_until)


def test_a_preview_says_how_many_must_sign_and_what_a_sum_is_to_whom_it_costs(work, tao):
    case = work.ready(text="直播间说是羊毛的，收到是化纤的，货不对板")
    sum_ = facts.Sum(minor=120_050, currency="CNY")
    paid = facts.Chosen(measure="L7", target=work.case(case).subject, amount=sum_)
    shown, to = previewed(work, case, measures=(paid,), why_not_lower="钱已经收走。")
    assert (shown.proposal.level, shown.proposal.signers) == ("A2", 1)
    assert [(one.measure, one.amount) for one in shown.orders] == [("L7", sum_)]
    assert "1,200.50" in to["account"].body
    assert "1,200.50" not in to["complainant"].body, (
        "whom it does not concern learns nothing of others' money"
    )


@pytest.mark.parametrize("side", [Side.COMPLAINANT, Side.ACCOUNT])
def test_a_preview_says_which_side_is_not_told_yet(work, tao, side):
    case = work.ready()
    withhold(case, side=side, ground="danger_to_person", approver=ZHOU, mint=work.mint, now=work.now)
    _, to = previewed(work, case)
    assert {one for one in to if to[one].withheld} == {side.value}


def test_a_preview_of_what_is_overturned_shows_what_is_undone_and_only_the_new_letters(work, tao):
    case = work.ready()
    work.propose(case)
    (told,) = mailroom.of_case(case)
    appeal(told.id, text="我没有违规", mint=work.mint, now=work.now)
    work.write(case, facts.Assigned(agent=JUN, how="next"), by=f"agent:{JUN}")
    steps = open_steps(work.case(case), packs.of_case(work.case(case)), before="decision")
    work.write(case, *(facts.StepDone(step=one.id) for one in steps), by=f"agent:{JUN}")
    again = {
        "outcome": Outcome.NO_VIOLATION,
        "measures": (),
        "for_account": "我们弄错了。",
        "ruling": Ruling.OVERTURNED,
        "fault": Fault(lapse="false_positive", cause="language", text="没看懂方言"),
    }
    shown, to = previewed(work, case, by=JUN, **again, for_complainant="重新看过，没有违规。")
    assert [(one.do, one.measure) for one in shown.undone] == [("lift", "L4")]
    assert shown.orders == ()
    assert [one.side for one in shown.letters] == ["complainant", "account"]
    assert "重新看过，没有违规。" in to["complainant"].body
    assert "我们弄错了。" in to["account"].body
    assert "视频含有裸露画面。" not in to["account"].body


def test_a_side_is_let_go_by_a_lead_or_who_may_approve_the_ground(stage):
    case = stage.case()
    withhold(
        case, side=Side.ACCOUNT, ground="danger_to_person", approver=cast.ZHOU, mint=stage.mint, now=stage.now
    )
    assert refused(release, case, side=Side.ACCOUNT, by=MEI, now=stage.now) is No.SIGNER_ROLE
    assert read_case(case).is_withheld(Side.ACCOUNT)
    release(case, side=Side.ACCOUNT, by=ZHOU, now=stage.now)
    assert not read_case(case).is_withheld(Side.ACCOUNT)


def letters_of(stage, template: str):
    return [one for one in mailroom.of_complaint(stage.lan) if one.template == template]


def test_an_appeal_says_something_is_not_endless_and_is_against_a_decision(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    (receipt,) = letters_of(stage, "receipt")
    (decision,) = letters_of(stage, "decision_complainant")
    said = {"mint": stage.mint, "now": stage.now}
    assert refused(appeal, decision.id, text=" ", **said) is No.TEXT_EMPTY
    assert refused(appeal, decision.id, text="长" * (TEXT_LIMIT + 1), **said) is No.TEXT_TOO_LONG
    assert refused(appeal, receipt.id, text="再看看。", **said) is No.NOT_DECIDED
    assert read_case(case).appeals == ()
    assert appeal(decision.id, text="再看看。", **said) == 1


def test_nobody_appeals_twice_at_once_or_after_the_day_that_their_letter_names(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    (decision,) = letters_of(stage, "decision_complainant")
    (reasons,) = [one for one in mailroom.of_case(case) if one.side == Side.ACCOUNT]
    said = {"text": "再看看。", "mint": stage.mint}
    late = reasons.appeal_until + timedelta(seconds=1)
    assert refused(appeal, reasons.id, now=late, **said) is No.APPEAL_CLOSED
    assert appeal(decision.id, now=stage.now, **said) == 1
    assert refused(appeal, decision.id, now=stage.now, **said) is No.APPEAL_ALREADY
    assert [one.side for one in read_case(case).appeals] == ["complainant"]
    assert appeal(reasons.id, now=stage.now, **said) == 2


def test_an_order_is_given_up_for_its_own_case_and_only_while_it_stands_in_the_way(stage):
    case, other = stage.case(), stage.case(about="v-2")
    stage.decide(case, "L4")
    (order,) = orders.of_case(case)
    said = {"key": order.key, "reason": "主机已手工处理", "by": ZHOU, "mint": stage.mint, "now": stage.now}
    assert refused(override_order, other, **said) is No.NOT_FOUND
    assert refused(override_order, case, **{**said, "reason": " "}) is No.NEEDS_REASON
    assert refused(override_order, case, **{**said, "by": MEI}) is No.NOT_ALLOWED
    override_order(case, **said)
    assert refused(override_order, case, **said) is No.ALREADY_DONE
    assert read_case(case).orders[order.key] == "overridden"


def test_a_crash_between_the_book_and_the_line_is_finished_by_doing_it_again(stage):
    case = stage.case()
    stage.decide(case, "L4")
    (order,) = orders.of_case(case)
    stage.write(case, facts.Overridden(key=order.key, words=stage.words(case, "手工")), by=ZHOU)
    before = read_case(case).seq
    override_order(case, key=order.key, reason="手工", by=ZHOU, mint=stage.mint, now=stage.now)
    assert read_case(case).seq == before
    assert [one.state for one in orders.of_case(case)] == ["overridden"]


def test_a_letter_that_arrived_is_not_given_up(stage):
    case = stage.case()
    stage.decide(case, "L4")
    stage.all()
    (letter,) = [one for one in mailroom.of_case(case) if one.side == Side.ACCOUNT]
    said = {"key": letter.id.hex, "reason": "x", "by": ZHOU, "mint": stage.mint, "now": stage.now}
    assert refused(override_order, case, **said) is No.ALREADY_DONE


def test_a_withheld_letter_cannot_be_read_even_by_its_id(stage):
    case = stage.case()
    withhold(
        case, side=Side.ACCOUNT, ground="danger_to_person", approver=ZHOU, mint=stage.mint, now=stage.now
    )
    stage.decide(case, "L4")
    (letter,) = mailroom.of_case(case)
    assert refused(read_letter, letter=letter.id, now=stage.now) is No.WRONG_CODE
    release(case, side=Side.ACCOUNT, by=ZHOU, now=stage.now)
    assert read_letter(letter=letter.id, now=stage.now).side == Side.ACCOUNT
