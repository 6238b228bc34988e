"""A complaint's own clocks run by the pack it was sorted by, whatever comes into force later."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from ombud.core.pack.activation import AppliesTo
from ombud.core.pack.parse import from_compiled
from ombud.core.pack.plain import record
from ombud.core.pack.types import WorkingDays
from ombud.store import packs, rows
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import CompiledPack
from ombud.usecases.change_packs import change_packs
from ombud.usecases.look_at_complaint import look_at_complaint
from ombud.usecases.look_at_receipt import look_at_receipt
from ombud.usecases.verify import verify

QUESTION = "怎么修改账号绑定的邮箱?"
"""The law of the place owes it an answer in fifteen days, counted from its receipt."""
TELL = "SELECT rule, due_at FROM clock WHERE owner = %s AND book = 'complaint' ORDER BY rule"


@pytest.fixture
def sorted_complaint(house):
    (lan,) = house.file(QUESTION)
    house.drain()
    return lan


def stricter(house):
    """Put a pack in force that promises everything within a minute."""
    plain = json.loads(packs.in_force("CN").compiled)
    for clock in plain["clocks"].values():
        if clock.get("unit", "elapsed") == "elapsed":
            clock["amounts"] = {"all": "1m"}
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    pack = from_compiled(body)
    assert pack.digest == sha256(body).hexdigest()
    house.put_in_force(pack, now=house.now + timedelta(seconds=1))
    assert packs.in_force("CN").digest == pack.digest
    return pack


def test_a_pack_that_comes_into_force_later_moves_none_of_its_clocks(house, sorted_complaint):
    before = house.rows(TELL, sorted_complaint)
    assert before
    stricter(house)
    assert verify(now=house.now).is_clean
    assert house.rows(TELL, sorted_complaint) == before


def promised(house, complaint):
    """Every date that its complainant reads: on the receipt, and where they follow it."""
    receipt = look_at_receipt(complaint)
    following = look_at_complaint(complaint, now=house.now).next.by
    return receipt.acknowledge_by, receipt.protect_by, receipt.decide_by, following


def test_no_date_that_was_promised_to_its_complainant_moves(house, sorted_complaint):
    before = promised(house, sorted_complaint)
    assert before[2] == before[3]
    stricter(house)
    assert promised(house, sorted_complaint) == before


def test_who_complains_afterwards_is_promised_what_is_in_force_then(house, sorted_complaint):
    pack = stricter(house)
    (tao,) = house.file(QUESTION, key="later")
    house.drain()
    assert {due for _, due in house.rows(TELL, tao)} == {house.now + timedelta(minutes=1)}
    assert verify(now=house.now).is_clean
    assert packs.by_digest(pack.digest) is packs.in_force("CN")


# --- calendars are part of the pack

RIGHT = "我要求查询并删除你们收集的我的个人信息。"
"""Answered within fifteen working days."""
DUE = "SELECT due_at FROM clock WHERE owner = %s AND rule = 'cn_personal_information'"


def recounted(house, **changed):
    """A pack whose calendar says something else."""
    plain = json.loads(packs.in_force("CN").compiled)
    plain["calendars"]["CN"] |= changed
    return from_compiled(compact(plain))


def compact(plain):
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.fixture
def in_december(house):
    """Half of the fifteen days lie in 2027, whose list nobody has published."""
    house.now = datetime(2026, 12, 20, 3, tzinfo=UTC)
    (lan,) = house.file(RIGHT)
    house.drain()
    case = read_complaint(lan).parts[0].case
    (clock,) = (one for one in rows.case_clocks(read_case(case)) if one.rule_id == "cn_personal_information")
    assert clock.provisional
    return case


def confirmed(house):
    """The notice came: only one Sunday is worked for the new year."""
    shipped = packs.in_force("CN").calendars["CN"]
    worked = [day for day in shipped.workdays if day < "2027"]
    return recounted(house, provisional=[], workdays=[*worked, "2027-01-10"])


def test_a_calendar_that_changes_moves_no_date_of_a_case_that_counts_by_another(house, in_december):
    before, digest = house.rows(DUE, in_december), packs.in_force("CN").digest
    pack = confirmed(house)
    assert pack.digest != digest
    house.put_in_force(pack, now=house.now)
    assert house.rows(DUE, in_december) == before
    assert verify(now=house.now).is_clean


def test_when_the_calendar_is_confirmed_open_cases_are_counted_again_and_never_to_an_earlier_day(
    house, in_december
):
    ((before,),) = house.rows(DUE, in_december)
    house.put_in_force(confirmed(house), now=house.now, applies_to=AppliesTo.OPEN)
    assert change_packs(("CN",), now=house.now) == 1
    ((after,),) = house.rows(DUE, in_december)
    assert after > before, "what was promised while nobody knew was the shorter time"
    (clock,) = (
        one for one in rows.case_clocks(read_case(in_december)) if one.rule_id == "cn_personal_information"
    )
    assert not clock.provisional
    assert verify(now=house.now).is_clean


def test_a_pack_from_before_calendars_were_part_of_it_counts_by_those_that_were_kept_beside_it(house):
    plain = json.loads(packs.in_force("CN").compiled)
    apart = [plain.pop("calendars")["CN"]]
    old = from_compiled(compact(plain))
    house.put_in_force(old, now=house.now)
    assert not packs.calendars_of(old.digest)
    packs.calendars_of.cache_clear()
    body = json.dumps(apart).encode()
    CompiledPack(
        digest=sha256(body).hexdigest(),
        pack="calendars",
        jurisdiction="*",
        version="1",
        body=body,
        stored_at=house.now,
    ).save(force_insert=True)
    assert packs.calendars_of(old.digest)["CN"] == apart_calendar(apart)
    assert verify(now=house.now).is_clean
    packs.calendars_of.cache_clear()


def apart_calendar(apart):
    return record(WorkingDays, apart[0], where="").calendar()
