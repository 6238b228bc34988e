"""涛 Tao's shop in the Union is closed on a day that he reads a month ahead, unless it turns out wrong before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, Change, HostSubject, Snapshot, Unreachable, Why
from ombud.core import facts
from ombud.core.clocks import State
from ombud.core.intake import SubjectRef
from ombud.core.playbooks import open_steps
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Relation, SubjectKind
from ombud.store import mailroom, packs, rivals, rows, texts
from ombud.store.drafting import Draft
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.models import Alarm, Case, Letter, Staff
from ombud.usecases.follow import follow
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.name_subject import name_subject
from ombud.usecases.preview import preview
from ombud.usecases.propose import propose
from ombud.usecases.read_letter import read_letter
from ombud.usecases.take_effect import take_effect
from ombud.usecases.verify import verify
from ombud.usecases.watch_accounts import watch_accounts
from tests import cast
from tests.usecases.orders.scene import VIDEO

LAW = "eu_p2b_termination"
CLOSED = ("apply", "L9", "a-tao")


@pytest.fixture
def case(stage):
    """A case about what 涛 Tao's shop posts; the host says that it is a business, in the Union."""
    stage.host.know(
        VIDEO, account=Account("a-tao", name="涛", place="EU", business=True), snapshot=Snapshot("跳舞")
    )
    return stage.case()


def closes(stage, case, *more, **said):
    """梅 Mei decides to close the account, ahead of the day."""
    shop = facts.Chosen(measure="L9", target=stage.subject("account", "a-tao"))
    stage.decide(case, shop, *more, **{"announces": (LAW,), **said})


def day(case):
    return read_case(case).decisions[0].effective_at


def clock(case):
    return next(one for one in rows.case_clocks(read_case(case)) if one.rule_id == LAW)


def letter(case, template="statement_of_reasons"):
    return next(one for one in mailroom.of_case(case) if one.template == template)


def names(case):
    return [type(line.fact).__name__ for line in read_lines(case)]


def draft(stage, **said):
    return Draft(
        outcome=Outcome.VIOLATION,
        clause="CLIPS.2.1",
        findings=[("视频第三秒出现裸露。", (stage.lan,))],
        measures=(facts.Chosen(measure="L9", target=stage.subject("account", "a-tao")),),
        for_complainant="您反映的视频确实违规。",
        for_account="多次发布违规内容。",
        why_not_lower="更低的不够。",
        **said,
    )


def does_all(stage, case):
    for step in open_steps(read_case(case), packs.of_case(read_case(case)), before="decision"):
        stage.write(case, facts.StepDone(step=step.id))


def test_the_reasons_go_at_once_name_the_day_and_the_order_goes_on_it(stage, case):
    closes(stage, case, "L4")
    stage.carry()
    assert stage.did() == [("apply", "L4", "v-1")]
    assert clock(case).state == State.RUNNING
    stage.tell()
    said = stage.read(letter(case))
    assert "关闭账号，自2026年12月27日" in said
    assert "起生效；移除内容" in said
    assert clock(case).state == State.MET
    assert Case.objects.get(id=case).effect_at == day(case)
    assert read_letter(letter=letter(case).id, now=stage.now).effective_at == day(case)
    stage.all()
    follow(now=stage.now)
    assert (read_case(case).status, verify(now=stage.now).is_clean) == ("decided", True), "not closed yet"
    stage.now = day(case) - timedelta(minutes=1)
    assert take_effect(now=stage.now) == 0
    stage.later(minutes=1)
    follow(now=stage.now)
    assert verify(now=stage.now).is_clean
    faults = verify(now=stage.now + timedelta(days=1)).faults
    assert [(one.code, one.detail) for one in faults] == [
        ("case_late", "the day that was announced has passed without effect")
    ]
    assert (take_effect(now=stage.now), take_effect(now=stage.now)) == (1, 0)
    stage.all()
    assert stage.did().count(CLOSED) == 1
    assert read_letter(letter=letter(case).id, now=stage.now).effective_at is None
    assert read_case(case).status == "closed"
    follow(now=stage.now)
    assert verify(now=stage.now).is_clean


def test_a_letter_that_came_too_late_moves_the_day_and_its_reader_is_told(stage, case):
    closes(stage, case)
    first = day(case)
    stage.later(days=10)
    stage.tell()
    assert clock(case).state == State.LATE
    assert (take_effect(now=stage.now), take_effect(now=stage.now)) == (1, 0)
    assert day(case) == first + timedelta(days=7), "thirty whole days after the letter, no more room"
    assert clock(case).state == State.MET
    stage.tell()
    told = letter(case, "effect_put_off")
    assert (told.state, "关闭账号" in stage.read(told), "2027年1月3日" in stage.read(told)) == (
        "delivered",
        True,
        True,
    )
    follow(now=stage.now)
    assert verify(now=stage.now).is_clean
    stage.now = first
    assert (take_effect(now=stage.now), stage.did()) == (0, [])
    stage.now = day(case)
    assert take_effect(now=stage.now) == 1
    stage.all()
    assert stage.did() == [CLOSED]


def test_nothing_takes_effect_while_the_letter_has_not_arrived(stage, case):
    closes(stage, case)
    stage.now = day(case) + timedelta(days=1)
    assert Case.objects.get(id=case).effect_at is None
    assert (take_effect(now=stage.now), stage.carry()) == (0, 0)
    assert clock(case).state in {State.RUNNING, State.BREACHED}


def test_an_appeal_that_is_won_before_the_day_drops_it(stage, case):
    closes(stage, case)
    stage.tell()
    stage.appeal(case)
    stage.overturn(case)
    assert Case.objects.get(id=case).effect_at is None
    stage.all()
    stage.later(days=60)
    assert (take_effect(now=stage.now), stage.did()) == (0, [])
    assert "Reversed" in names(case)
    assert read_case(case).status == "closed"
    follow(now=stage.now)
    assert verify(now=stage.now).is_clean


def test_an_appeal_that_is_lost_leaves_the_day_as_it_was(stage, case):
    closes(stage, case)
    stage.tell()
    first = day(case)
    stage.appeal(case)
    closes(stage, case, by=cast.JUN, ruling="upheld", appeal=1)
    stage.tell()
    assert "关闭账号，自2026年12月27日" in stage.read(letter(case, "appeal_outcome_appellant"))
    assert "Reversed" not in names(case)
    stage.now = first
    assert take_effect(now=stage.now) == 1
    stage.carry()
    assert stage.did() == [CLOSED]
    follow(now=stage.now)
    assert verify(now=stage.now).is_clean


def test_what_is_found_on_appeal_to_be_urgent_holds_at_once_and_only_once(stage, case):
    closes(stage, case)
    stage.tell()
    stage.appeal(case)
    closes(stage, case, by=cast.JUN, ruling="upheld", appeal=1, announces=(), at_once="repeated")
    stage.carry()
    assert stage.did() == [CLOSED]
    stage.tell()
    stage.later(days=60)
    assert take_effect(now=stage.now) == 0
    assert stage.carry() == 0
    follow(now=stage.now)
    assert verify(now=stage.now).is_clean


def test_a_proposal_is_announced_by_the_law_of_the_account_unless_a_reason_of_that_law_is_picked(stage, case):
    Staff(id=cast.JUN, username="jun", name="jun", roles=["senior"], present=True).save(force_insert=True)
    does_all(stage, case)
    seen = look_at_case(case, by=cast.MEI, mint=stage.mint, now=stage.now)
    assert {*seen.at_once} == {"legal_duty", "imperative_reason", "repeated"}
    said = {"seen": seen.case.seq, "by": cast.MEI, "mint": stage.mint, "now": stage.now}
    with pytest.raises(Refused) as no:
        propose(case, draft=draft(stage, at_once="because"), **said)
    assert (no.value.code, no.value.facts["field"]) == (No.UNKNOWN_WORD, "at_once")
    shown = preview(case, draft=draft(stage, at_once="repeated"), **said)
    assert [one.measure for one in shown.orders] == ["L9"]
    assert "屡次违反" in next(one.body for one in shown.letters if one.side == "account")
    assert not any("屡次违反" in one.body for one in shown.letters if one.side == "complainant")
    shown = preview(case, draft=draft(stage), **said)
    assert (shown.orders, [one.measure for one in shown.announced.orders]) == ((), ["L9"])
    assert all("自2026年12月27日" in one.body for one in shown.letters)
    assert propose(case, draft=draft(stage), **said).announces == (LAW,)


def test_an_account_that_is_no_business_is_closed_at_once(stage):
    stage.host.know(VIDEO, account=Account("a-tao", name="涛", place="EU"), snapshot=Snapshot("跳舞"))
    case = stage.case()
    does_all(stage, case)
    said = {"seen": read_case(case).seq, "by": cast.MEI, "mint": stage.mint, "now": stage.now}
    assert propose(case, draft=draft(stage), **said).announces == ()


def test_somebody_who_knows_that_it_is_a_business_can_say_so(stage):
    stage.host.know(VIDEO, account=Account("a-tao", name="涛", place="EU"), snapshot=Snapshot("跳舞"))
    case = stage.case()
    does_all(stage, case)
    said = {"seen": read_case(case).seq, "by": cast.MEI, "mint": stage.mint, "now": stage.now}
    declared = draft(stage, declares=frozenset({"business_account"}))
    assert propose(case, draft=declared, **said).announces == (LAW,)


def test_a_watch_begins_when_the_account_is_back_ends_on_its_day_and_calls_a_lead_once_in_between(stage):
    account = HostSubject("clips", "account", "a-hao")
    stage.host.know(account, account=Account("a-hao", name="浩"))
    about = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
    case = stage.case("我的账号昨晚被盗了,手机号也被改了,登录不上。", subject=about, kind="AS.TAKEOVER")
    hao, until = read_case(case).subject, stage.now + timedelta(days=30)
    gives = facts.Chosen(measure="R", target=hao), facts.Chosen(measure="W", target=hao, until=until)
    stage.decide(case, *gives, outcome="granted", gives_to=stage.lan, announces=("account_cooling",))
    assert {one.measure for one in read_case(case).decisions[0].announced.orders} == {"R", "W"}

    def happens(*changes):
        stage.host.seen[account] = replace(stage.host.seen[account], changes=changes)
        return watch_accounts(platform=stage.host, mint=stage.mint, now=stage.now)

    strange = Change("c-1", stage.now, "login", strange=True)
    assert happens(strange) == 0, "it is locked, and nobody watches yet"
    stage.tell()
    stage.later(days=3)
    assert take_effect(now=stage.now) == 1
    stage.all()
    assert {("apply", "R", "a-hao"), ("apply", "W", "a-hao")} <= set(stage.did())
    assert happens(strange) == 0, "what was before it was back is an old story"
    stage.later(hours=5)
    payee = Change("c-2", stage.now, "payee")
    assert (happens(strange, payee), happens(strange, payee)) == (1, 0)
    [alarm] = Alarm.objects.filter(kind="watched")
    [beside] = read_case(case).kin
    assert (alarm.owner, alarm.to_role, alarm.about) == (beside.case, "lead", "account:a-hao")
    stage.host.outages.append(Unreachable(Why.TIMED_OUT))
    assert happens(strange, payee, replace(payee, id="c-3")) == 0, "who is not there is asked again"
    assert happens(strange, payee, replace(payee, id="c-3")) == 1
    stage.now = until + timedelta(minutes=1)
    assert happens(Change("c-4", stage.now, "payee")) == 0, "its time is over"


def test_whoever_else_claims_the_account_while_it_waits_to_go_back_stops_that_and_is_read_by_another_person(
    stage,
):
    account = HostSubject("clips", "account", "a-hao")
    stage.host.know(account, account=Account("a-hao", name="浩"))
    about = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
    case = stage.case("我的账号昨晚被盗了,手机号也被改了,登录不上。", subject=about, kind="AS.TAKEOVER")
    gives = facts.Chosen(measure="R", target=read_case(case).subject)
    stage.decide(case, gives, outcome="granted", gives_to=stage.lan, announces=("account_cooling",))
    stage.tell()
    mine = "这才是我的账号,有人冒充我来要回账号,不要交给他,我登录不上。"
    rival = {"subject": about, "kind": "AS.TAKEOVER", "contact": {"phone": "13899990000"}}
    [second] = stage.house.file(mine, **rival)
    stage.house.drain(now=stage.now)
    assert read_complaint(second).parts[0].case == case, "who may be shut out is no matter apart"
    [asked] = read_case(case).open_appeals
    assert (asked.claims, asked.complaint, asked.side) == (True, second, "complainant")
    assert texts.read(case, asked.words.id) == mine
    stage.tell()
    stage.later(days=3)
    assert take_effect(now=stage.now) == 0
    assert ("apply", "R", "a-hao") not in stage.did()
    told = [it.template for it in Letter.objects.filter(complaint=second)]
    assert told == ["receipt"], "nobody tells them that they proved nothing before somebody read them"
    stage.house.file("还有我,这个账号被盗了,登录不上。", **rival)
    stage.house.drain(now=stage.now)
    assert read_case(case).members == 3
    assert len(read_case(case).open_appeals) == 1, "the next is read with them"
    assert not verify(now=stage.now).faults


COOLS = {"outcome": "granted", "announces": ("account_cooling",)}


def given_back(stage):
    """浩 Hao's account is to go back to 兰 Lan."""
    account = HostSubject("clips", "account", "a-hao")
    stage.host.know(account, account=Account("a-hao", name="浩"))
    about = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
    case = stage.case("我的账号昨晚被盗了,手机号也被改了,登录不上。", subject=about, kind="AS.TAKEOVER")
    gives = facts.Chosen(measure="R", target=read_case(case).subject)
    stage.decide(case, gives, gives_to=stage.lan, **COOLS)
    stage.tell()
    return case, gives


def apart(stage, text, **contact):
    """Somebody names no account, and whoever holds their case says later which it is."""
    [filed] = stage.house.file(text, kind="AS.TAKEOVER", contact=contact, relation=Relation.AFFECTED)
    stage.house.drain(now=stage.now)
    other = read_complaint(filed).parts[0].case
    stage.write(other, facts.Assigned(agent=cast.MEI, how="next"))
    name = {"named": "account:a-hao", "platform_name": "clips", "reason": "他答复的", "platform": stage.host}
    name_subject(other, **name, by=cast.MEI, mint=stage.mint, now=stage.now)
    hao = stage.subject("account", "a-hao")
    assert (read_case(other).subject, other.bytes[-1] != hao.bytes[-1]) == (hao, True)
    return filed, other


def test_a_claim_that_lies_as_a_case_of_its_own_stops_it_too_and_only_until_somebody_read_it(stage):
    case, gives = given_back(stage)
    said = {"gives_to": stage.lan, **COOLS}

    apart(stage, "还是我,我的账号被盗了,登录不上。", email="lan@example.org")
    mine = "我的账号被别人冒名要走了,登录不上。"
    rival, _ = apart(stage, mine, phone="13899990000")
    stage.later(days=3)
    assert take_effect(now=stage.now) == 0
    [asked] = read_case(case).open_appeals
    assert (asked.claims, asked.complaint) == (True, rival), "whoever it goes to is no rival of their own"
    assert texts.read(case, asked.words.id) == mine
    assert take_effect(now=stage.now) == 0
    stage.carry()
    assert ("apply", "R", "a-hao") not in stage.did()
    assert {one.code for one in verify(now=stage.now).faults} == {"case_late"}, "nobody works on the others"
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.decide(case, gives, by=cast.JUN, ruling="upheld", appeal=1, **said)
    stage.tell()
    stage.later(days=3)
    assert take_effect(now=stage.now) == 1, "somebody without a hand in it has read both claims"


def took(stage, *cases):
    """Three days on, how much took effect, and how many are looked at again."""
    stage.tell()
    stage.later(days=3)
    return take_effect(now=stage.now), [len(read_case(one).open_appeals) for one in cases]


def test_two_cases_never_give_one_account_to_two(stage, monkeypatch):
    case, gives = given_back(stage)
    rival, other = apart(stage, "我的账号被别人冒名要走了,登录不上。", phone="13899990000")
    both = (case, {"gives_to": stage.lan, **COOLS}), (other, {"gives_to": rival, **COOLS})
    with pytest.raises(Refused) as no:
        stage.decide(other, gives, **both[1][1])
    assert (no.value.code, no.value.facts["case"]) == (No.GIVEN_ELSEWHERE, number_of(case, "K"))
    with monkeypatch.context() as older:
        older.setattr(rivals, "check_free", lambda *_: None)
        stage.decide(other, gives, **both[1][1])
        assert took(stage, case, other) == (0, [1, 1])
        for one, said in both:
            stage.write(one, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
            stage.decide(one, gives, by=cast.JUN, ruling="upheld", appeal=1, **said)
    assert took(stage, case, other) == (0, [1, 1]), "each of them still gives it to somebody else"
    stage.carry()
    assert ("apply", "R", "a-hao") not in stage.did()
    assert "given_twice" not in {one.code for one in verify(now=stage.now).faults}
    stage.write(case, facts.Assigned(agent=cast.HE, how="next"), by=cast.HE)
    with pytest.raises(Refused):
        stage.decide(case, gives, by=cast.HE, ruling="upheld", appeal=2, **both[0][1])
    stage.write(other, facts.Assigned(agent=cast.AN, how="next"), by=cast.AN)
    stage.decide(other, by=cast.AN, outcome="refused", ruling="overturned", appeal=2)
    stage.decide(case, gives, by=cast.HE, ruling="upheld", appeal=2, **both[0][1])
    assert took(stage, case, other) == (1, [0, 0]), "one decision decides both"
    stage.carry()
    assert stage.did().count(("apply", "R", "a-hao")) == 1


def test_what_went_to_somebody_goes_to_another_only_by_whoever_read_that_since(stage):
    case, gives = given_back(stage)
    assert took(stage, case) == (1, [0])
    stage.all()
    rival, other = apart(stage, "我的账号被别人冒名要走了,登录不上。", phone="13899990000")
    stage.decide(other, gives, gives_to=rival, **COOLS)
    assert took(stage, other) == (0, [1])
    assert read_case(other).open_appeals[0].complaint == stage.lan
    stage.write(other, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    stage.decide(other, gives, by=cast.JUN, ruling="upheld", appeal=1, gives_to=rival, **COOLS)
    assert took(stage, other) == (1, [0])
    assert "given_twice" not in {one.code for one in verify(now=stage.now).faults}


def test_an_account_that_two_cases_gave_to_two_is_named(stage, monkeypatch):
    case, gives = given_back(stage)
    rival, other = apart(stage, "我的账号被别人冒名要走了,登录不上。", phone="13899990000")
    monkeypatch.setattr(rivals, "check_free", lambda *_: None)
    monkeypatch.setattr(rivals, "stop_for_others", lambda *_, **__: False)
    stage.decide(other, gives, gives_to=rival, **COOLS)
    assert took(stage, case, other) == (2, [0, 0])
    twice = [one.where for one in verify(now=stage.now).faults if one.code == "given_twice"]
    assert twice
