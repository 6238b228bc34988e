"""Whose proof gives an account back? Only that of whoever gets it."""

from datetime import timedelta
from functools import partial

import pytest

from ombud.adapters.platform.contract import RefusedByHost, Unreachable, Why
from ombud.core import announcing, facts
from ombud.core.intake import SubjectRef
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Relation, SubjectKind
from ombud.store import mailroom, packs
from ombud.store.drafting import Draft
from ombud.store.ledger import read_complaint, read_lines
from ombud.store.models import Member
from ombud.usecases.cosign import cosign
from ombud.usecases.do_step import do_step
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.fan_out import fan_out
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.propose import propose
from ombud.usecases.protect import protect
from ombud.usecases.recode import recode
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import Shown, verify_standing
from tests.cast import JUN, MEI
from tests.usecases.vouching import Believing, shown

STOLEN = "我的账号昨晚被盗了,手机号也被改了,登录不上,请帮我找回。"
SECRET = "请用旧手机打开应用设置新密码"
ACCOUNT = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")


@pytest.fixture
def case(work):
    """兰 Lan and a stranger both say that the account is theirs; everything else is done."""
    said = {"subject": ACCOUNT, "relation": Relation.AFFECTED}
    case = work.file(STOLEN, contact={"email": "lan@example.org"}, **said)
    assert work.file(STOLEN, contact={"email": "stranger@example.org"}, **said) == case
    work.in_hand(case)
    steps = open_steps(work.case(case), packs.by_digest(work.case(case).pack), before="decision")
    done = (facts.StepDone(step=step.id, complaint=one) for step in steps for one in _both(case))
    work.write(case, *done, by=f"agent:{MEI}")
    return case


def _both(case) -> tuple:
    return tuple(
        Member.objects.filter(case_id=case).order_by("joined_seq").values_list("complaint", flat=True)
    )


def _verify(work, case, complaint, level="V2") -> None:
    work.act(verify_standing, case, complaint=complaint, level=level, **shown("old_device", "payment"))


def _gives_back(work, case, to) -> dict:
    return {
        "outcome": Outcome.GRANTED,
        "measures": (facts.Chosen(measure="R", target=work.case(case).subject),),
        "for_complainant": f"账号交还给您:{SECRET}。",
        "for_account": "账号已经交还原主人。",
        "gives_to": to,
    }


def _refused(work, case, to) -> No:
    whole = _draft(work, case, to)
    return work.refused(propose, case, draft=whole, seen=work.case(case).seq)


def _draft(work, case, to):
    clause = packs.by_digest(work.case(case).pack).clauses_for(work.case(case).code)[0].id
    return Draft(
        clause=clause, findings=(("境外新设备接管。", (_both(case)[0],)),), **_gives_back(work, case, to)
    )


def test_the_proof_of_one_gives_the_account_to_nobody_else(work, case):
    lan, stranger = _both(case)
    _verify(work, case, stranger)
    assert _refused(work, case, lan) is No.NEEDS_VERIFICATION
    assert _refused(work, case, None) is No.NEEDS_VERIFICATION, "of several one must be named"
    _verify(work, case, lan, "V1")
    assert _refused(work, case, lan) is No.NEEDS_VERIFICATION
    _verify(work, case, lan)
    made = work.propose(case, **_gives_back(work, case, lan))
    assert (made.gives_to, made.signers) == (lan, 1)


def test_a_step_of_proof_is_done_only_for_the_complainant_it_names(work, case):
    lan, stranger = _both(case)
    _verify(work, case, stranger)
    does = partial(work.refused, do_step, case, step="owner_proof", said={"note": "旧手机和付款记录都对上了"})
    assert does() is No.STEP_NEEDS_EVIDENCE, "of several one must be named"
    assert does(complaint=lan) is No.STEP_NEEDS_EVIDENCE
    assert does(complaint=work.complaint(work.filed())) is No.NOT_FOUND
    work.act(do_step, case, step="owner_proof", said={"note": "旧手机和付款记录都对上了"}, complaint=stranger)
    assert read_lines(case)[-1].fact.complaint == stranger


def test_a_step_that_verified_the_stranger_gives_the_account_to_nobody_else(work):
    said = {"subject": ACCOUNT, "relation": Relation.AFFECTED}
    case = work.file(STOLEN, contact={"email": "lan@example.org"}, **said)
    work.file(STOLEN, contact={"email": "stranger@example.org"}, **said)
    work.in_hand(case)
    lan, stranger = _both(case)
    steps = open_steps(work.case(case), packs.by_digest(work.case(case).pack), before="decision")
    done = (facts.StepDone(step=step.id, complaint=stranger) for step in steps)
    work.write(case, *done, by=f"agent:{MEI}")
    for one in (lan, stranger):
        _verify(work, case, one)
    assert _refused(work, case, lan) is No.STEPS_OPEN
    work.act(do_step, case, step="owner_proof", said={"note": "旧手机和付款记录都对上了"}, complaint=lan)
    assert work.propose(case, **_gives_back(work, case, lan)).gives_to == lan


def test_a_complaint_of_another_case_can_be_named_by_nobody(work, case):
    lan, _ = _both(case)
    _verify(work, case, lan)
    elsewhere = work.complaint(work.filed())
    assert _refused(work, case, elsewhere) is No.NOT_FOUND
    assert work.propose(case, **_gives_back(work, case, lan)).gives_to == lan


def test_only_whoever_gets_the_account_reads_how_and_the_other_learns_nothing_of_them(work, case):
    lan, stranger = _both(case)
    _verify(work, case, lan)
    work.propose(case, **_gives_back(work, case, lan))
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(cosign, case, seen=work.case(case).seq, by=JUN)
    while fan_out(now=work.now):
        pass
    told = {}
    for complaint in (lan, stranger):
        (letter,) = [
            one for one in mailroom.of_complaint(complaint) if one.template == "decision_complainant"
        ]
        told[complaint] = mailroom.body(letter).body
    assert SECRET in told[lan]
    assert SECRET not in told[stranger]
    assert "您还没有完成证明" in told[stranger]
    assert "没有支持您的请求" in told[stranger]
    assert "恢复" not in told[stranger]
    ends = {one: {part.outcome for part in read_complaint(one).parts} for one in (lan, stranger)}
    assert ends == {lan: {"granted"}, stranger: {"refused"}}
    assert verify(now=work.now).is_clean


def _called(work, case, code: str, why: str = "看错了") -> None:
    """梅 Mei calls it by another name and, where it went to another lane, has it again."""
    work.act(recode, case, code=code, reason=why)
    if work.case(case).agent is None:
        work.write(case, facts.Assigned(agent=MEI, how="next"), by="chore:next")
    steps = open_steps(work.case(case), packs.by_digest(work.case(case).pack), before="decision")
    done = (facts.StepDone(step=step.id, complaint=work.complaint(case)) for step in steps)
    work.write(case, *done, by=f"agent:{MEI}")


@pytest.mark.parametrize(
    ("names", "first"),
    [
        pytest.param(("AS.TAKEOVER",), "SV.QUESTION", id="a question at first"),
        pytest.param(("AS.TAKEOVER", "UF.ACCOUNT"), "SV.QUESTION", id="a claim only in between"),
        pytest.param(("AS.TAKEOVER",), "UF.ACCOUNT", id="called unfair at first"),
    ],
)
def test_whatever_a_claim_was_called_before_or_after_it_needs_proof_cools_down_and_takes_two(
    work, names, first
):
    said = "我的账号被封了,很不公平" if first == "UF.ACCOUNT" else "请问我的账号怎么了"
    case = work.file(said, subject=ACCOUNT, kind=first, relation=Relation.AFFECTED)
    work.in_hand(case)
    for code in names:
        _called(work, case, code)
    to = work.complaint(case)
    assert work.case(case).codes == (first, *names)
    assert _refused(work, case, None) is No.NEEDS_VERIFICATION
    work.act(verify_standing, case, complaint=to, level="V1", **shown("payment"))
    assert (
        work.refused(verify_standing, case, complaint=to, level="V2", **shown(own=("profile",)))
        is No.SCORE_TOO_LOW
    ), "what the profile shows is no proof under any name"
    work.act(verify_standing, case, complaint=to, level="V2", **shown("old_device", "payment"))
    made = work.propose(case, **_gives_back(work, case, None))
    assert (made.gives_to, made.announces, made.signers) == (to, ("account_cooling",), 1)
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(cosign, case, seen=work.case(case).seq, by=JUN)
    [decision] = work.case(case).decisions
    assert [one.measure for one in announcing.orders(work.case(case))] == ["R"]
    assert decision.orders == (), "not before the day"


def test_a_case_that_never_was_about_whose_an_account_is_takes_no_change_of_it_back(work):
    case = work.file(
        "我的账号被封了,很不公平", subject=ACCOUNT, kind="UF.ACCOUNT", relation=Relation.AFFECTED
    )
    work.in_hand(case)
    assert work.case(case).codes == ("UF.ACCOUNT",)
    steps = open_steps(work.case(case), packs.by_digest(work.case(case).pack), before="decision")
    work.write(case, *(facts.StepDone(step=step.id) for step in steps), by=f"agent:{MEI}")
    undo = {
        **_gives_back(work, case, None),
        "measures": (facts.Chosen(measure="R.UNDO", target=work.case(case).subject),),
    }
    clause = packs.by_digest(work.case(case).pack).clauses_for("UF.ACCOUNT")[0].id
    whole = Draft(clause=clause, findings=(("说得很像。", (work.complaint(case),)),), **undo)
    assert work.refused(propose, case, draft=whole, seen=work.case(case).seq) is No.MEASURE_NOT_ALLOWED


def test_a_lock_is_taken_anew_while_the_account_waits_to_go_back_and_both_sides_are_told(work, case):
    lan, _ = _both(case)
    _verify(work, case, lan)
    target = work.case(case).subject
    for measure in ("P5", "P10"):
        work.act(protect, case, measure=measure, target=target, reason="被他人控制")
    work.propose(case, **_gives_back(work, case, lan))
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(cosign, case, seen=work.case(case).seq, by=JUN)
    first = work.case(case).protections[0].order
    work.now = first.until - timedelta(hours=2)
    assert expire_protections(now=work.now) == 0
    work.later(hours=1)
    assert (expire_protections(now=work.now), expire_protections(now=work.now)) == (1, 0)
    _, again = (one.order for one in work.case(case).protections)
    assert (again.measure, again.target, again.until) == ("P5", target, work.now + timedelta(days=7))
    assert read_lines(case)[-1].fact.why == "prolonged"
    asked = [one.template for one in mailroom.of_complaint(lan)]
    assert "still_locked_asked" in asked
    [told] = [one for one in mailroom.of_case(case) if one.template == "still_locked"]
    assert "继续锁着" in mailroom.body(told).body
    work.later(days=24)
    assert expire_protections(now=work.now) == 2, "the lock anew, and the warning to contacts just ends"
    assert [one.order.measure for one in work.case(case).protections] == ["P5"]
    assert not [one for one in verify(now=work.now).faults if one.code in {"letter_missing", "order_differs"}]


def test_the_host_is_asked_what_only_it_knows_and_its_answer_is_kept_whatever_it_is(work, case):
    to = _both(case)[0]
    no = {"level": "V2", **shown("payment", creation="不是,2019 年注册的")}
    with pytest.raises(Refused) as refused:
        work.act(verify_standing, case, complaint=to, **no)
    assert refused.value.code is No.SCORE_TOO_LOW
    [kept] = work.case(case).verified
    assert (kept.level, kept.confirmed, kept.denied) == ("V0", ("payment",), ("creation",))
    work.act(verify_standing, case, complaint=to, level="V2", **shown("old_device", creation="记不清了"))
    assert work.case(case).verified[-1].signals == ("old_device",), "with the payment it is enough"
    unknown = {"level": "V1", **shown("colour")}
    assert work.refused(verify_standing, case, complaint=to, **unknown) is No.UNKNOWN_WORD
    ticks = {"level": "V1", "shown": Shown(signals=("old_device",), text="他说了")}
    assert work.refused(verify_standing, case, complaint=to, **ticks) is No.ASK_HOST


@pytest.mark.parametrize("answer", [Unreachable(Why.TIMED_OUT), RefusedByHost("", "unknown_account")])
def test_a_host_that_does_not_answer_confirms_nothing(work, case, answer):
    class Silent(Believing):
        def vouch(self, account, *, said, now):
            return answer

    said = {**shown("old_device"), "platform": Silent()}
    assert work.refused(verify_standing, case, complaint=_both(case)[0], level="V1", **said) is No.ASK_HOST


def test_of_what_is_about_no_account_the_host_is_asked_nothing(work):
    case = work.in_hand(work.file("请问怎么注册", subject=None))
    said = {"complaint": work.complaint(case), "level": "V1", **shown("old_device")}
    assert work.refused(verify_standing, case, **said) is No.ASK_HOST
    stolen = work.in_hand(work.file(STOLEN, subject=None, relation=Relation.AFFECTED))
    said = {"complaint": work.complaint(stolen), "level": "V1", **shown("old_device")}
    assert work.refused(verify_standing, stolen, **said) is No.ASK_HOST, "nobody said which account"


def test_whoever_holds_it_sees_what_struck_the_account(work, case):
    seen = look_at_case(case, by=MEI, mint=work.mint, now=work.now)
    assert (seen.struck.cases, seen.struck.host) == ((), ())
