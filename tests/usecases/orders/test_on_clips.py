"""Does a whole host do what an order says? From the decision to what Clips shows."""

from datetime import timedelta

import pytest

from clips import clock
from clips.outbox import round_trip
from ombud.adapters.platform.contract import Account, HostSubject
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import SubjectKind
from ombud.usecases.verify import verify
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
