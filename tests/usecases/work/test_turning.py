"""Law that begins on a day: 何 He knows it ahead, and on the day it judges whoever complains then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ombud.adapters.policies import read_following, read_layers
from ombud.core.pack.activation import AppliesTo, Verdict
from ombud.core.pack.parse import parse
from ombud.core.pack.types import Text
from ombud.core.refusals import No
from ombud.store import packs
from ombud.store.models import Alarm
from ombud.usecases.change_packs import change_packs
from ombud.usecases.keep_packs import keep_packs
from ombud.usecases.look_at_packs import look_at_packs
from ombud.usecases.propose_pack import propose_pack
from ombud.usecases.settle_pack import settle_pack
from ombud.usecases.turn_packs import turn_packs
from ombud.usecases.verify import verify
from tests.cast import HE, ZHOU

DAY = date(2027, 1, 1)
WHY = Text(zh="新法施行", en="A new law begins")
OWN = """
clocks:
  decide_target: {valid_from: "2027-01-01", amounts: {S0: 1h, S1: 12h, S2: 48h, S3: 5d, S4: 5d}}
"""


@pytest.fixture
def own(tmp_path):
    """A rule of this house that begins with the year."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "own.yml").write_text(OWN, "utf-8")
    return folder


@pytest.fixture
def floor(work):
    work.hire(HE, "policy")
    work.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    return work


@pytest.fixture
def dated(floor, own):
    """The pack of today, which says what comes, kept and in force for open cases, too."""
    pack = parse(read_layers(own=own), jurisdiction="CN", on=floor.now.date())
    floor.later(seconds=1)
    return pack


def in_force(floor, pack, own, *, golden=3, applies_to=AppliesTo.OPEN):
    following = read_following([pack], own=own)
    trial = {pack.digest: 3, **{one.digest: golden for one in following}}
    waiting = keep_packs([pack], following=following, trial=lambda one: trial[one.digest], now=floor.now)
    assert waiting == ("CN",)
    proposal = floor.act(propose_pack, pack.digest, applies_to=applies_to, why=WHY, by=HE)
    floor.act(settle_pack, proposal, verdict=Verdict.SIGNED, by=ZHOU)
    return following


def turn(floor):
    done = floor.act(turn_packs, ("CN", "EU", "IN"))
    assert floor.act(turn_packs, ("CN", "EU", "IN")) == 0, "each once"
    return done


def told():
    return list(Alarm.objects.order_by("raised_at").values_list("kind", "about", "to_role"))


def test_it_is_announced_twice_and_judges_new_cases_from_its_day_on(floor, dated, own):
    (after,) = in_force(floor, dated, own)
    old = floor.filed()
    assert turn(floor) == 0
    floor.now = datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert turn(floor) == 1
    floor.now = datetime(2026, 12, 26, 9, tzinfo=UTC)
    assert turn(floor) == 1
    assert told() == [("rules_turn", "CN 2027-01-01", "lead")] * 2
    seen = look_at_packs("CN").coming
    assert (seen.day, seen.at) == (DAY, None)
    assert {change.where.split(".")[1] for change in seen.changes} == {"decide_target"}
    floor.now = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    assert turn(floor) == 0
    assert packs.in_force("CN").digest == dated.digest
    floor.now = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert turn(floor) == 1, "it is midnight in Beijing"
    assert packs.in_force("CN").digest == after.digest
    assert told()[-1][0] == "rules_turned"
    assert floor.case(floor.filed(about="v-2")).pack == after.digest
    assert floor.act(change_packs, ("CN",)) == 0, "nobody goes back to what was signed for before"
    assert floor.case(old).pack == dated.digest
    page = look_at_packs("CN")
    assert (page.since, page.coming, [one.day for one in page.turned]) == (floor.now, None, [DAY])
    assert verify(now=floor.now).is_clean


@pytest.mark.parametrize("golden", [0, None], ids=["misses a golden case", "was not tried"])
def test_what_is_not_fit_stays_out_and_somebody_is_told(floor, dated, own, golden):
    in_force(floor, dated, own, golden=golden)
    floor.now = datetime(2027, 1, 1, tzinfo=UTC)
    assert turn(floor) == 1
    assert told() == [("rules_stuck", "CN 2027-01-01", "lead")]
    assert packs.in_force("CN").digest == dated.digest


def test_what_nobody_kept_stays_out_and_somebody_is_told(floor, dated):
    keep_packs([dated], trial=lambda _pack: 3, now=floor.now)
    proposal = floor.act(propose_pack, dated.digest, applies_to=AppliesTo.NEW, why=WHY, by=HE)
    floor.act(settle_pack, proposal, verdict=Verdict.SIGNED, by=ZHOU)
    assert look_at_packs("CN").coming.changes is None
    floor.now = datetime(2027, 1, 1, tzinfo=UTC)
    assert turn(floor) == 1
    assert [kind for kind, *_ in told()] == ["rules_stuck"]


def test_a_place_s_first_pack_is_the_one_of_today_and_what_follows_is_kept_for_its_day(floor, own):
    uk = parse(read_layers(own=own), jurisdiction="UK", on=floor.now.date())
    following = read_following([uk], own=own)
    said = {"following": following, "trial": lambda _pack: 3, "now": floor.now}
    assert keep_packs([uk], **said) == ()
    assert packs.in_force("UK").digest == uk.digest
    assert keep_packs([uk], **said) == ()
    assert [one.digest for one in packs.stored("UK")] == [following[0].digest, uk.digest]


def test_a_proposal_from_before_the_day_is_over_after_it(floor, dated, own):
    first = packs.in_force("CN")
    in_force(floor, dated, own)
    late = floor.act(propose_pack, first.digest, applies_to=AppliesTo.NEW, why=WHY, by=HE)
    floor.now = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=1)
    turn(floor)
    assert floor.refused(settle_pack, late, verdict=Verdict.SIGNED, by=ZHOU) is No.PROPOSAL_OVER


def test_going_back_to_what_once_turned_needs_neither_a_new_trial_nor_new_numbers(floor, dated, own):
    first = packs.in_force("CN")
    (after,) = in_force(floor, dated, own)
    floor.now = datetime(2027, 1, 1, tzinfo=UTC)
    turn(floor)
    for pack in (first, after):
        floor.later(seconds=1)
        proposal = floor.act(propose_pack, pack.digest, applies_to=AppliesTo.NEW, why=WHY, by=HE)
        floor.act(settle_pack, proposal, verdict=Verdict.SIGNED, by=ZHOU)
        assert packs.in_force("CN").digest == pack.digest
    assert verify(now=floor.now).is_clean
