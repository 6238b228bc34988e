"""Does a whole host do what an order says? From the decision to what Clips shows."""

from datetime import timedelta

import pytest

from clips import clock
from clips.outbox import round_trip
from ombud.adapters.platform.contract import Account, HostSubject
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, SubjectKind
from ombud.store import holding, orders
from ombud.store.drafting import Draft
from ombud.store.ledger import read_case
from ombud.usecases.propose import propose
from ombud.usecases.verify import verify
from tests import cast
from tests.adapters.host import host, present


@pytest.fixture
def clips(monkeypatch, tmp_path):
    """Let orders go to a whole host, which reads its own clock."""
    with host(tmp_path / "clips") as running:
        monkeypatch.setattr(
            MemoryPlatform, "carry_out", lambda _, order, **__: running.platform.act(order, now=present())
        )
        yield running


def test_what_is_restored_stays_removed_where_another_decision_requires_it(stage, clips):
    removed, back = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    stage.decide(removed, "L4")
    stage.protect(back, "P3")
    stage.carry()
    stage.decide(back, "R", outcome="granted", why=None)
    stage.carry()
    seen = clips.look_up("video v-1")
    assert seen.snapshot.state == "removed"
    holds = {one.measure for one in seen.earlier if one.lifted_at is None}
    assert ("L4" in holds, "P3" in holds) == (True, False)


@pytest.mark.parametrize(
    ("outcome", "back"),
    [
        pytest.param("granted", 59.9, id="a refund goes to whoever paid"),
        pytest.param("violation", 0, id="what is withheld goes to nobody"),
    ],
)
def test_money_goes_back_to_whoever_paid_and_no_order_names_who_complained(stage, clips, outcome, back):
    shop = Account("u-shopmei")
    for kind, name in (("order", "o-2"), ("account", shop.id)):
        stage.host.know(HostSubject("clips", kind, name), account=shop)
    bought = SubjectRef(platform="clips", kind=SubjectKind.ORDER, external="o-2")
    case = stage.case("买的水果坏了四个,卖家不退款。", subject=bought, contact={"account": "u-lan"})
    had = {name: clips.look_up(f"account {name}").account.money.balance for name in ("u-lan", shop.id)}
    sum_ = facts.Sum(minor=5_990, currency="CNY")
    paid = facts.Chosen(measure="L7", target=stage.subject("account", shop.id), amount=sum_)
    stage.decide(case, paid, outcome=outcome)
    stage.carry()
    round_trip(clips.home, to=None, now=clock.now() + timedelta(seconds=5))
    has = {name: clips.look_up(f"account {name}").account.money.balance for name in had}
    assert {name: round(has[name] - had[name], 2) for name in had} == {"u-lan": back, shop.id: -59.9}
    assert "u-lan" not in str(clips.log())
    assert "u-lan" not in clips.page(f"/u/{shop.id}")


def _lesson(stage, text="这个视频里有人裸露,全是色情内容,请删除。"):
    stage.host.know(HostSubject("clips", "video", "v-12"), account=Account("u-rich1"))
    return stage.case(text, about="v-12")


def _block(stage, case, *, block=True):
    stage.decide(case, facts.Chosen(measure="L4", target=stage.subject("video", "v-12"), block=block))
    stage.carry()


def _states(clips):
    return [clips.look_up(f"video {name}").snapshot.state for name in ("v-12", "v-37", "v-38")]


def test_copies_stay_out_while_the_removal_holds_and_come_back_with_its_reversal(stage, clips):
    case = _lesson(stage)
    assert _states(clips) == ["public"] * 3
    _block(stage, case)
    assert _states(clips) == ["removed", "blocked", "public"], (
        "the very same, and nothing that is only like it"
    )
    assert "A copy of what was removed" in clips.page("/v/v-37", "en")
    assert '/v/v-37"' not in clips.page("/", "zh")
    stage.all()
    stage.appeal(case)
    stage.overturn(case)
    stage.carry()
    assert _states(clips) == ["public"] * 3
    assert verify(now=stage.now).is_clean


def test_copies_stay_out_while_any_decision_asks_for_it_and_no_longer(stage, clips):
    keeps, blocks = _lesson(stage), _lesson(stage, "这个视频泄露了我的身份证号和家庭住址")
    _block(stage, blocks)
    _block(stage, keeps, block=False)
    assert _states(clips) == ["removed", "blocked", "public"], "another removal does not let them in again"
    stage.all()
    stage.appeal(blocks)
    stage.overturn(blocks)
    stage.carry()
    assert _states(clips) == ["removed", "public", "public"], "the one that holds never asked for it"
    assert verify(now=stage.now).is_clean


IMPOSTOR = "这个账号冒充我,用我的名字和头像骗人,请处理。"


def _about_hao(stage, text, **said):
    """A case about 浩 Hao's account, as Clips shows it."""
    about = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="u-hao")
    return stage.case(text, subject=about, **said)


def _gives(stage, case, *undone):
    """What takes changes back, and the decision that does."""
    return tuple(facts.Chosen(measure="R.UNDO", target=stage.subject("change", one)) for one in undone)


def test_taking_a_change_back_undoes_nothing_that_another_decision_in_force_requires(stage, clips):
    stage.host.know(HostSubject("clips", "account", "u-hao"), account=Account("u-hao", name="浩"))
    other = _about_hao(stage, IMPOSTOR, kind="IM.PERSON")
    hao = read_case(other).subject
    stage.decide(other, facts.Chosen(measure="L4", target=hao), facts.Chosen(measure="L7", target=hao))
    stage.protect(other, "P4")
    stage.carry()
    seen = clips.look_up("account u-hao")
    assert seen.snapshot.title == "用户", "the name went with the profile"
    [named] = [one for one in seen.changes if one.kind == "name"]
    removal = next(one.key for one in read_case(other).decisions[0].orders if one.measure == "L4")
    assert named.order == removal, "the host says whose order that was"
    assert holding.is_held(removal, at=stage.now)
    was = clips.look_up("account u-hao").snapshot.text
    stolen = _about_hao(stage, "我的账号昨晚被盗了,手机号也被改了,登录不上。", kind="AS.TAKEOVER")
    assert stolen != other
    stage.host.seen[HostSubject("clips", "account", "u-hao")] = seen
    stage.look_up(stolen)
    back = Draft(
        outcome=Outcome.GRANTED,
        clause=None,
        findings=(),
        measures=(),
        for_complainant="改回去",
        undoes=(named.id,),
    )
    with pytest.raises(Refused) as no:
        propose(stolen, draft=back, seen=read_case(stolen).seq, by=cast.MEI, mint=stage.mint, now=stage.now)
    assert (no.value.code, no.value.facts["why"]) == (No.MEASURE_NOT_ALLOWED, "required")
    undone = ("c-hao-5", "c-hao-6", "c-hao-7")
    for one in undone:
        stage.host.know(HostSubject("clips", "change", one), account=Account("u-hao"))
    stage.decide(stolen, *_gives(stage, stolen, *undone), outcome="granted")
    stage.carry()
    seen = clips.look_up("account u-hao")
    assert {one.id for one in seen.changes if one.undone} == {"c-hao-5", "c-hao-7"}
    assert (seen.snapshot.text, seen.snapshot.title) == (was, "用户"), "what was removed is not put back"
    holds = {one.measure for one in seen.earlier if one.lifted_at is None}
    assert {"L4", "P4"} <= holds, (
        "the payee is the owner's again, and the money stays where the other case froze it"
    )
    assert clips.look_up("video v-9").snapshot.state == "hidden"
    sent = [one for one in orders.of_case(stolen) if one.measure == "R.UNDO"]
    assert all({"L4", "L7", "P4"} <= {*one.params["keeps"]} for one in sent)
    assert not [one for one in verify(now=stage.now).faults if one.code == "order_differs"]
    stage.appeal(other)
    stage.overturn(other)
    stage.carry()
    assert not holding.is_held(removal, at=stage.now)
    assert clips.look_up("account u-hao").snapshot.title != "用户", "its name comes back with the profile"


def test_what_two_decisions_withhold_in_two_countries_comes_back_in_the_one_whose_decision_falls(
    stage, clips
):
    berlin, paris = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    for case, place in ((berlin, "DE"), (paris, "FR")):
        there = facts.Chosen(measure="L3", target=read_case(case).subject, territory=(place,))
        stage.decide(case, there)
        stage.carry()
    stage.appeal(berlin)
    stage.overturn(berlin)
    stage.all()
    seen = {
        place: "not shown in your country" not in clips.page("/v/v-1", place=place)
        for place in ("DE", "FR", "PL")
    }
    assert seen == {"DE": True, "FR": False, "PL": True}
    assert verify(now=stage.now).is_clean
