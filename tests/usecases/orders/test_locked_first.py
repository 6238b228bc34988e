"""浩 Hao's account is locked on somebody's word and the host's: he hears of it where only he reads, and again when it falls."""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, HostSubject
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import SubjectKind
from ombud.store import mailroom, texts
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import Alarm, Letter
from ombud.store.transactions import one_transaction
from ombud.usecases.appeal import appeal
from ombud.usecases.follow import follow
from ombud.usecases.take_effect import take_effect
from ombud.usecases.unprotect import unprotect
from ombud.usecases.verify import verify
from tests import cast

STOLEN = "我的账号昨晚被盗了,手机号也被改了,登录不上。"
HAO = HostSubject("clips", "account", "a-hao")
ABOUT = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")


@pytest.fixture
def locked(stage):
    """The case in which 美 Mei locked it: the host had seen a risk."""
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    return _locked(stage)


def _locked(stage, kind="AS.TAKEOVER", **said):
    case = stage.case(STOLEN, subject=ABOUT, kind=kind, **said)
    stage.write(case, facts.Assigned(agent=cast.MEI, how="next"))
    one_transaction(stage.protect)(case, "P5")
    return case


def of(case, template):
    return [one for one in mailroom.of_case(case) if one.template == template]


def lifts(stage, case):
    [held] = read_case(case).protections
    said = {"by": cast.MEI, "mint": stage.mint, "now": stage.now}
    unprotect(case, key=held.order.key, reason="机主本人", **said)


def owes(stage):
    follow(now=stage.now)
    return [one for one in verify(now=stage.now).faults if one.code == "letter_missing"]


def test_whoever_is_locked_hears_until_when_and_how_to_object_where_only_they_read(stage, locked):
    stage.carry()
    stage.tell()
    [told] = of(locked, "locked_first")
    [message] = [one for one in stage.host.tells if one.key == told.id.hex]
    assert (message.to, message.account) == ("earlier", "a-hao")
    assert [one for one in stage.host.tells if one.to == "inbox"] == [], "a stranger may read it"
    said = stage.read(told)
    assert "24 小时内会有人再看" in said
    assert "/file/?about=account_security" in said
    assert STOLEN not in said
    assert "投诉" not in said, "nothing of who complained"
    assert of(locked, "interim_measure") == []
    assert owes(stage) == []


def test_when_somebody_lifts_it_they_hear_that_it_fell(stage, locked):
    lifts(stage, locked)
    stage.carry()
    stage.tell()
    [told] = of(locked, "lock_over")
    [message] = [one for one in stage.host.tells if one.key == told.id.hex]
    assert message.to == "earlier"
    assert "没有交给任何人" in stage.read(told)
    assert owes(stage) == []


def test_when_the_claim_is_refused_they_hear_the_same(stage, locked):
    stage.decide(locked, outcome="refused", clause=None)
    assert read_case(locked).protections == ()
    assert len(of(locked, "lock_over")) == 1
    assert owes(stage) == []


def test_when_it_is_given_to_somebody_they_do_not_hear_that_it_was_given_to_nobody(stage, locked):
    hao, until = read_case(locked).subject, stage.now + timedelta(days=30)
    gives = facts.Chosen(measure="R", target=hao), facts.Chosen(measure="W", target=hao, until=until)
    stage.decide(locked, *gives, outcome="granted", gives_to=stage.lan, announces=("account_cooling",))
    stage.tell()
    assert of(locked, "lock_over") == []
    assert owes(stage) == []


@pytest.mark.parametrize("kind", ["AS.BIZ", "AS.TRADE"])
def test_where_both_sides_are_heard_whoever_holds_it_and_whoever_had_it_are_each_told(stage, kind):
    """Nobody is warned here who must not be: of two who both say that it is theirs, one reads the inbox and one the old telephone."""
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    case = _locked(stage, kind)
    until = stage.now + timedelta(days=30)
    hao = read_case(case).subject
    gives = facts.Chosen(measure="R", target=hao), facts.Chosen(measure="W", target=hao, until=until)
    stage.decide(case, *gives, outcome="granted", gives_to=stage.lan, announces=("account_cooling",))
    stage.tell()
    went = {one.id.hex: one.template for one in mailroom.of_case(case)}
    told = sorted((went[one.key], one.to) for one in stage.host.tells if one.key in went)
    assert told == [
        ("account_goes", "inbox"),
        ("cooling_off", "earlier"),
        ("interim_measure", "inbox"),
        ("locked_first", "earlier"),
    ]
    [goes] = of(case, "account_goes")
    assert goes.appeal_until == of(case, "cooling_off")[0].appeal_until
    assert STOLEN not in stage.read(goes)
    assert owes(stage) == []
    gone = Letter.objects.filter(template__in=("locked_first", "account_goes"))
    ids = sorted(str(one.id) for one in gone)
    gone.delete()
    assert sorted(one.detail for one in owes(stage)) == sorted(2 * ids), "each was owed, and each was told of"


def test_where_nobody_knows_an_earlier_telephone_the_case_says_so_and_a_lead_or_counsel_signs(stage):
    """A letter that can reach nobody dies in no queue: whoever decides knows that nobody will say that it was not them."""
    stage.host.know(HAO, account=Account("a-hao", name="浩", no_earlier_channel=True))
    case = _locked(stage)
    stage.look_up(case)
    stage.tell()
    [told] = of(case, "locked_first")
    assert (told.state, read_case(case).given_up) == ("overridden", {told.id})
    [line] = [one for one in read_lines(case) if isinstance(one.fact, facts.GivenUp)]
    assert (line.by, line.fact.decision) == ("chore:deliver", None)
    assert "没有人能在那里被问到" in texts.read(case, line.fact.words.id)
    gives = facts.Chosen(measure="R", target=read_case(case).subject)
    stage.decide(case, gives, outcome="granted", gives_to=stage.lan, announces=("account_cooling",))
    assert read_case(case).decision.proposal.level == "A3"
    stage.tell()
    assert [one.account for one in stage.host.tells if one.account] == [], (
        "nor is anything said in the account instead"
    )
    assert not Alarm.objects.filter(kind="letter_dead").exists()
    assert take_effect(now=stage.now) == 0, "it cools down all the same"
    stage.later(days=2)
    assert take_effect(now=stage.now) == 1
    assert owes(stage) == []


def test_whoever_objects_comes_to_the_locked_case_and_somebody_looks_at_the_lock_at_once(stage, locked):
    """The letter's link opens the form; what is written there is no new matter, and a crowd of them calls once."""
    [told] = of(locked, "locked_first")
    assert "/file/?about=account_security" in stage.read(told)
    due = Alarm.objects.filter(kind="review", owner=locked)
    assert not due.exists()
    for _ in range(2):
        stage.house.file("那就是我自己换的手机,账号没有被盗,请打开。", subject=ABOUT, kind="AS")
        stage.house.drain(now=stage.now)
    assert read_case(locked).members == 3
    assert list(due.values_list("to_role", "about")) == [("lead", "protection:P5")]
    assert [one.order.measure for one in read_case(locked).protections] == ["P5"], (
        "and it opens by nobody's word alone"
    )


def gives(stage, case, **said):
    """The account goes to 兰 Lan, and cools down first."""
    hao, until = read_case(case).subject, stage.now + timedelta(days=30)
    chosen = facts.Chosen(measure="R", target=hao), facts.Chosen(measure="W", target=hao, until=until)
    whole = {"outcome": "granted", "gives_to": stage.lan, "announces": ("account_cooling",)}
    stage.decide(case, *chosen, **{**whole, **said})


def where(stage, case):
    """Where the host put each letter of a case."""
    went = {one.id.hex: one.template for one in mailroom.of_case(case)}
    return {went[one.key]: one.to for one in stage.host.tells if one.key in went}


def test_after_a_sim_swap_no_word_goes_to_the_telephone_whoever_it_belonged_to_and_whatever_the_case_is_called(
    stage,
):
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    case = _locked(stage, "AS.SIM", contact={"phone": "+8613800138000"})
    stage.write(
        case,
        facts.Recoded(
            code="AS.TAKEOVER", lane="account_security.zh.general", words=stage.words(case, "被盗")
        ),
    )
    gives(stage, case)
    stage.tell()
    assert where(stage, case) == {"locked_first": "earlier_mail", "cooling_off": "earlier_mail"}
    [hers] = [one for one in mailroom.of_complaint(stage.lan) if one.template == "decision_complainant"]
    assert (hers.state, hers.detail) == ("kept", "phone_lost"), "she reads it with number and code"
    assert [one.key for one in stage.post.texts if one.key == hers.id.hex] == []
    assert owes(stage) == []


def test_where_only_the_swapped_number_could_be_asked_a_lead_or_counsel_signs(stage):
    stage.host.know(HAO, account=Account("a-hao", name="浩", only_phone_before=True))
    case = _locked(stage, "AS.SIM")
    stage.look_up(case)
    gives(stage, case)
    stage.tell()
    assert read_case(case).decision.proposal.level == "A3"
    assert of(case, "cooling_off")[0].id in read_case(case).given_up


@pytest.mark.parametrize(
    ("asks", "others"),
    [
        pytest.param("cooling_off", ("again_holder", "inbox"), id="the old telephone asked"),
        pytest.param("account_goes", ("again_earlier", "earlier"), id="whoever holds it asked"),
    ],
)
def test_how_a_second_look_at_a_contested_account_ended_both_its_readers_hear_each_in_words_of_their_own(
    stage, asks, others
):
    stage.host.know(HAO, account=Account("a-hao", name="浩"))
    case = _locked(stage, "AS.TRADE")
    gives(stage, case)
    stage.tell()
    [told] = of(case, asks)
    appeal(told.id, text="账号是我的。", stated={}, mint=stage.mint, now=stage.now)
    stage.write(case, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)
    gives(stage, case, by=cast.JUN, ruling="upheld", appeal=1, why="注册和付款的材料都是对方的。")
    stage.tell()
    template, to = others
    same = {"inbox": "earlier", "earlier": "inbox"}[to]
    went = where(stage, case)
    assert (went["appeal_outcome_appellant"], went[template]) == (same, to)
    [first], [other] = of(case, "appeal_outcome_appellant"), of(case, template)
    assert "您的看法" in stage.read(first)
    assert "您的看法" not in stage.read(other), "whoever did not ask reads that another did"
    assert "注册和付款的材料都是对方的" in stage.read(other)
    assert owes(stage) == []
    Letter.objects.filter(id=other.id).delete()
    assert len(owes(stage)) == 2, "it was owed, and it was told of"
