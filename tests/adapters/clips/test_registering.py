"""Whose account is closed so that they open no other is refused by what they had there, as long as it is closed."""

import httpx
import pytest

from ombud.adapters.platform.contract import Confirmed, HostOrder, HostSubject
from tests.adapters.host import present

PHONE = {"device": "荣耀 X50", "place": "福建 · 福州"}
OTHER = {"device": "vivo Y36", "place": "广东 · 湛江"}
CARD = "银行卡 ···· 7719"


def closes(clips, *, block: bool = True, do: str = "apply", no: int = 1) -> None:
    order = HostOrder(
        f"{no}" * 42, no, do, "L9", HostSubject("clips", "account", "u-fake"), params={"block": block}
    )
    assert isinstance(clips.platform.act(order, now=present()), Confirmed)


@pytest.mark.parametrize(
    ("name", "by", "comes"),
    [
        pytest.param("海鲜福利站", PHONE, False, id="the same telephone"),
        pytest.param("涛哥赶海 官方号", OTHER, True, id="a namesake"),
        pytest.param("海鲜福利站", {**OTHER, "means": CARD}, False, id="the same card"),
        pytest.param("海鲜福利站", OTHER, True, id="nothing of it"),
        pytest.param(
            "海鲜福利站", {**PHONE, "place": "广东 · 湛江"}, True, id="a telephone like it, elsewhere"
        ),
    ],
)
def test_whoever_it_is_opens_no_other_account(clips, name, by, comes):
    closes(clips)
    assert bool(clips.registers(name, **by)) is comes


def test_it_keeps_nobody_out_unless_the_order_says_so_and_no_longer_than_it_holds(clips):
    assert clips.registers("海鲜福利站", **PHONE), "before it is closed"
    closes(clips, block=False)
    assert clips.registers("海鲜福利二站", **PHONE)
    closes(clips, no=2)
    assert clips.registers("海鲜福利三站", **PHONE) == ""
    closes(clips, do="lift", no=3)
    assert clips.registers("海鲜福利四站", **PHONE)


@pytest.mark.parametrize("body", ["no json", '{"name": ""}', '{"name": "x", "device": "y"}', "[]"])
def test_what_is_no_registration_is_refused(clips, body):
    assert httpx.post(f"{clips.url}/registrations", content=body).status_code == 422
