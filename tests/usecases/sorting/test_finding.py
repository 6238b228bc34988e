"""Who knows a complaint's number and its code finds it; anybody else learns not even whether there is one."""

import pytest

from ombud.core.intake import Filing
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.usecases.find_complaint import find_complaint


@pytest.fixture
def receipts(house):
    """What 兰 Lan and 伟 Wei got when they filed."""
    filings = [Filing(sender="test", channel="api", text=text) for text in ("有人骂我", "有人骗我女儿")]
    return house.receive(filings)


def test_number_and_code_find_the_complaint_however_they_are_typed(receipts):
    lan, wei = receipts
    assert find_complaint(lan.number, code=lan.code) == lan.id
    assert find_complaint(f" {wei.number.lower()} ", code=wei.code.lower().replace("-", " ")) == wei.id


def test_an_unknown_number_a_malformed_one_and_a_wrong_code_are_refused_alike(house, receipts):
    lan, wei = receipts
    told = set()
    for number, code in (
        (lan.number, wei.code),
        (lan.number, ""),
        (number_of(house.mint(7), "C"), lan.code),
        ("C-1", lan.code),
        ("", lan.code),
    ):
        with pytest.raises(Refused) as no:
            find_complaint(number, code=code)
        told.add((no.value.code, str(no.value)))
    assert told == {(No.WRONG_CODE, str(Refused(No.WRONG_CODE)))}
