"""A complaint's own clocks run by the pack it was sorted by, whatever comes into force later."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from ombud.core.pack.parse import from_compiled
from ombud.store import packs
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
