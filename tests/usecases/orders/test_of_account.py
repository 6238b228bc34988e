"""Whoever has a case sees the others about the account: the judged before any flood, and none that they are kept out of."""

from ombud.adapters.platform.contract import Account, Snapshot
from ombud.core import facts
from ombud.core.receipts import number_of
from ombud.store import kin
from ombud.usecases.look_at_case import look_at_case
from tests import cast
from tests.usecases.orders.scene import VIDEO


def sold(stage, name):
    """One more thing of the shop, and a case about it."""
    thing = type(VIDEO)("clips", "video", name)
    stage.host.know(thing, account=Account("a-shop", name="店", place="CN"), snapshot=Snapshot("货"))
    case = stage.case(about=name)
    stage.later(minutes=1)
    return case


def seen(stage, case):
    return look_at_case(case, by=cast.MEI, mint=stage.mint, now=stage.now).of_account


def test_what_was_judged_stands_before_any_flood_and_is_counted(stage, monkeypatch):
    monkeypatch.setattr(kin, "SHOWN", 4)
    judged = [sold(stage, f"old-{n}") for n in range(3)]
    for case, outcome in zip(judged, ("violation", "violation", "no_violation"), strict=True):
        stage.decide(case, *(("L4",) if outcome == "violation" else ()), outcome=outcome)
    for n in range(5):
        sold(stage, f"junk-{n}")
    it = seen(stage, sold(stage, "v-9"))
    assert (it.found, it.nothing, it.going) == (2, 1, 5)
    assert [one.outcome for one in it.shown] == ["no_violation", "violation", "violation", ""]


def test_nobody_sees_there_what_they_are_kept_out_of(stage):
    one, two = sold(stage, "v-8"), sold(stage, "v-9")
    assert [it.number for it in seen(stage, one).shown] == [number_of(two, "K")]
    stage.write(two, facts.KeptOut(agent=cast.MEI, words=stage.words(two, "牵涉")))
    assert seen(stage, one) == kin.OfAccount()
