"""涛 Tao lives in the Union and 兰 Lan in China: he is told by the law of his place, and not where anybody complained."""

import json
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, Snapshot
from ombud.core import facts
from ombud.core.pack.activation import AppliesTo
from ombud.core.pack.parse import from_plain
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation, Side
from ombud.store import mailroom, packs
from ombud.store.ledger import read_case, read_lines
from ombud.store.models import Case as Row
from ombud.store.models import ClockRow, Letter, Staff
from ombud.usecases.change_packs import change_packs
from ombud.usecases.verify import verify
from ombud.usecases.withhold import withhold
from tests import cast
from tests.usecases.orders.scene import VIDEO
from tests.usecases.sorting.scene import SHOWS_NAKED, video


def lives(stage, place):
    stage.host.know(VIDEO, account=Account("a-tao", name="涛", place=place), snapshot=Snapshot("跳舞"))


def said(stage, place, section, name, *, judges=AppliesTo.NEW, **keys):
    """The law of a place says something else from now on."""
    plain = json.loads(cast.pack(place).compiled)
    plain[section].setdefault(name, {}).update(keys)
    pack = from_plain(plain)
    stage.house.put_in_force(pack, now=stage.now, applies_to=judges)
    return pack


def told(side):
    return mailroom.body(mailroom.find(Letter.objects.get(side=side, decision=1).id)).body


def ways(place, side):
    routes = cast.pack(place).routes_for("CV.SEX.ADULT", side=side)
    return {one.text.say("zh") for one in routes}


def test_an_account_is_told_by_the_law_of_where_it_is_and_not_of_where_somebody_complained(stage):
    lives(stage, "EU")
    case = stage.case()
    stage.decide(case, "L4")
    stage.tell()
    tao, lan = told("account"), told("complainant")
    here, there = ways("EU", "account"), ways("CN", "account")
    assert here
    assert all(way in tao for way in here)
    assert not any(way in tao for way in there - here)
    assert all(way in lan for way in ways("CN", "complainant"))
    assert "布鲁塞尔时间" in tao, "by the clock of where the account is"
    assert "北京时间" in lan
    assert "北京时间" not in tao
    assert "布鲁塞尔时间" not in lan
    assert not any(way in lan for way in here - ways("CN", "complainant"))
    assert verify(now=stage.now).is_clean


def test_no_date_tells_an_account_where_somebody_complained(stage):
    """Where the account is, is known to nobody: it reads the platform's clock and not the complainant's."""
    case = stage.case(jurisdiction="EU")
    stage.decide(case, "L4")
    stage.tell()
    tao, lan = told("account"), told("complainant")
    assert "布鲁塞尔时间" in lan
    assert "北京时间" in tao
    assert "布鲁塞尔时间" not in tao
    assert read_case(case).law_of_account is None


def test_an_account_in_china_does_not_read_that_somebody_in_the_union_complained(stage):
    lives(stage, "CN")
    case = stage.case(jurisdiction="EU")
    stage.decide(case, "L4")
    stage.tell()
    assert not any(way in told("account") for way in ways("EU", "account") - ways("CN", "account"))


@pytest.mark.parametrize(("window", "days"), [("365d", 365), ("200d", 200), ("100d", 184)])
def test_an_account_has_the_time_to_appeal_of_its_own_law_and_never_less_than_the_others(stage, window, days):
    said(stage, "EU", "appeals", "ordinary", window=window)
    lives(stage, "EU")
    case = stage.case()
    stage.decide(case, "L4")
    stage.tell()
    until = {one.side: one.appeal_until for one in Letter.objects.filter(decision=1)}
    assert until == {
        "account": stage.now + timedelta(days=days),
        "complainant": stage.now + timedelta(days=184),
    }
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(("party", "runs"), [("affected", True), ("case", False)])
def test_of_its_clocks_those_run_that_are_owed_to_the_account(stage, party, runs):
    source = {"instrument": "DSA", "article": "17", "checked_on": "2026-11-01", "confidence": "verify"}
    rule = {
        "kind": "decide",
        "party": party,
        "starts": "sorted",
        "stops": "decided",
        "amounts": {"all": "5d"},
    }
    said(
        stage,
        "EU",
        "clocks",
        "eu_heard",
        **rule,
        note={"zh": "听取", "en": "Heard"},
        source=source,
        id="eu_heard",
    )
    lives(stage, "EU")
    case = stage.case()
    due = [one.due_at for one in ClockRow.objects.filter(owner=case, rule="eu_heard")]
    assert due == ([stage.now + timedelta(days=5)] if runs else [])
    assert not ClockRow.objects.filter(owner=case, rule="eu_gdpr_answer").exists()
    assert verify(now=stage.now).is_clean


def test_it_is_written_down_once_and_anew_when_the_account_moved(stage):
    lives(stage, "EU")
    case = stage.case()
    stage.look_up(case)
    lives(stage, "CN")
    stage.look_up(case)
    placed = [line.fact for line in read_lines(case) if isinstance(line.fact, facts.AccountPlaced)]
    assert [one.jurisdiction for one in placed] == ["EU", "CN"]
    assert Row.objects.get(id=case).laws == ""


@pytest.mark.parametrize(
    "place", ["", "Atlantis", "US"], ids=["nothing said", "no such place", "no rules kept"]
)
def test_a_place_that_no_rules_are_kept_for_changes_nothing(stage, place):
    lives(stage, place)
    case = stage.case()
    assert read_case(case).placed is None


def test_a_new_pack_of_its_place_counts_where_it_is_meant_for_open_cases(stage):
    lives(stage, "EU")
    case = stage.case()
    pack = said(stage, "EU", "appeals", "ordinary", judges=AppliesTo.OPEN, window="300d")
    assert change_packs(("EU",), now=stage.now) == 1
    assert read_case(case).law_of_account.pack == pack.digest
    assert read_case(case).pack == cast.pack("CN").digest
    assert change_packs(("EU",), now=stage.now) == 0
    assert verify(now=stage.now).is_clean


def test_when_somebody_from_there_complains_too_all_of_that_law_counts(stage):
    lives(stage, "EU")
    case = stage.case()
    stage.house.file(f"{SHOWS_NAKED}!!", subject=video("v-1"), jurisdiction="EU")
    stage.house.drain(now=stage.now)
    held = read_case(case)
    assert ([law.jurisdiction for law in held.laws], held.owed_apart) == (["CN", "EU"], ())
    assert len(packs.laws_of(held)) == 2
    assert verify(now=stage.now).is_clean


# --- silence

GROOMED = "有陌生人私信我女儿要照片,她11岁。"


def groomed(stage, where="CN"):
    return stage.case(
        GROOMED, relation=Relation.GUARDIAN, contact={"phone": "13912345678"}, jurisdiction=where
    )


def silences(case):
    """What was said of the silence towards the account, in order: on which ground it began, or why it ended."""
    several = (line.fact for line in read_lines(case))
    return [
        getattr(one, "ground", "") or one.why
        for one in several
        if isinstance(one, facts.Withheld | facts.Released)
    ]


@pytest.mark.parametrize(
    ("where", "place", "said"),
    [
        pytest.param("CN", "EU", ["child_safety", "law"], id="reported from China, held in the Union"),
        pytest.param("EU", "CN", ["child_safety"], id="reported from the Union, held in China"),
        pytest.param("CN", "CN", ["child_safety"], id="both in China"),
        pytest.param("EU", "EU", [], id="both in the Union"),
        pytest.param("CN", "", ["child_safety"], id="the host does not say: the law of whoever complained"),
        pytest.param("EU", "", [], id="the host does not say, and that law has no such ground"),
    ],
)
def test_whether_an_account_may_be_told_nothing_says_the_law_where_it_is(stage, where, place, said):
    lives(stage, place)
    case = groomed(stage, where)
    assert silences(case) == said
    assert read_case(case).is_withheld(Side.ACCOUNT) == (said[-1:] == ["child_safety"])
    assert verify(now=stage.now).is_clean


def test_where_it_is_nobody_holds_letters_back_on_such_a_ground_and_once_it_moved_no_silence_begins_anew(
    stage,
):
    lives(stage, "EU")
    case = groomed(stage)
    with pytest.raises(Refused) as no:
        withhold(
            case, side=Side.ACCOUNT, ground="child_safety", approver=cast.LIN, mint=stage.mint, now=stage.now
        )
    assert (no.value.code, no.value.facts["why"]) == (No.GROUND_UNKNOWN, "ordered")
    lives(stage, "CN")
    stage.look_up(case)
    assert silences(case) == ["child_safety", "law"]
    assert verify(now=stage.now).is_clean


def test_a_place_that_somebody_claims_ends_no_silence_only_the_hosts_word_does(stage):
    """Anybody writes that they are of the Union: that warns nobody whom a child was hidden from."""
    lives(stage, "")
    case = groomed(stage)
    stage.decide(case, "L4", signers=1)
    stage.tell()
    stage.house.file(f"{GROOMED}!", subject=video("v-1"), jurisdiction="EU", relation=Relation.GUARDIAN)
    stage.house.drain(now=stage.now)
    assert silences(case) == ["child_safety"]
    said(stage, "EU", "appeals", "ordinary", judges=AppliesTo.ALL, window="300d")
    change_packs(("EU",), now=stage.now)
    stage.tell()
    assert {one.state for one in Letter.objects.filter(side="account")} == {"withheld"}
    roles = ["child_safety", "legal"]
    Staff(id=cast.WEI, username="wei", name="蔚", roles=roles, present=True).save(force_insert=True)
    goes_on = {"side": Side.ACCOUNT, "approver": cast.WEI, "why": "她还没有安全", "mint": stage.mint}
    withhold(case, ground="child_safety", **goes_on, now=stage.now)
    lives(stage, "EU")
    stage.look_up(case)
    assert silences(case) == ["child_safety", "child_safety", "law"]
    assert verify(now=stage.now).is_clean


def test_a_place_that_was_claimed_before_begins_none(stage):
    lives(stage, "")
    case = stage.case()
    stage.house.file(f"{SHOWS_NAKED}!", subject=video("v-1"), jurisdiction="EU")
    stage.house.drain(now=stage.now)
    assert len(read_case(case).laws) == 2
    with pytest.raises(Refused) as no:
        withhold(
            case, side=Side.ACCOUNT, ground="child_safety", approver=cast.LIN, mint=stage.mint, now=stage.now
        )
    assert no.value.facts["why"] == "ordered"


def test_what_was_held_back_goes_out_with_it(stage):
    lives(stage, "")
    case = groomed(stage)
    stage.decide(case, "L4", signers=1)
    stage.tell()
    assert {one.state for one in Letter.objects.filter(side="account")} == {"withheld"}
    lives(stage, "EU")
    stage.look_up(case)
    assert {one.state for one in Letter.objects.filter(side="account")} == {"due"}
    assert verify(now=stage.now).is_clean
