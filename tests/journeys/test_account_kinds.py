"""Six ways to lose an account, and a seventh to quarrel over one: in one house, each as far as it differs from the others.

宁 Ning's SIM was swapped, 兰 Lan's payee altered, 云 Yun's account begs for money, 波 Bo's earnings leave it, Kai's browser was
robbed, and Omar lost his telephone. Someone bought 神灯 Shendeng's account.
"""

import json

import pytest

from clips import changes
from clips.storage import writing
from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.staff import SaysNo
from tests.journeys.test_account_security import clause, ends_it, files, gives_back, looks_again, steps

OUT_OF_HANDS = {
    "AS.SIM": ("u-ning", "sim_swapped", "手机突然没有信号，运营商说卡被人补走了，账号也进不去了。"),
    "AS.SESSION": ("u-kai", "new_device", "装了个破解插件以后，账号自己发东西，登录记录里有我没见过的设备。"),
    "AS.TAMPER": ("u-lan", "payout_changed", "我的账号昵称和收款方都被人改了，不是我改的。"),
    "AS.MISUSE": ("u-yun", "new_device", "有人用我的号群发借钱，朋友都来问我，我自己登不上。"),
    "AS.MONEY": ("u-bo", "payout_changed", "我账号里的收益被人提走了，收款方不是我的。"),
}
ANSWERS = {
    "AS.MISUSE": {"contacts_scammed": True},
    "AS.MONEY": {"money_moving": True, "amount": "4860", "bank_told": True},
}


def is_in_other_hands(house: House, account: str, signal: str) -> None:
    """What Clips knows by itself: its risk check, and what was changed from a device that the account never used."""
    with writing(house.clips.home) as book:
        book.execute("UPDATE person SET signals = ? WHERE id = ?", (json.dumps([signal]), account))
        for kind in ("login", "payee", "avatar"):
            changes.strange(book, account, kind, key=f"c-{account}-{kind}", now=house.clock())


def takes(house: House, kind: str) -> None:
    """One of them complains, and 梅 Mei looks at what Clips knows."""
    account, signal, text = OUT_OF_HANDS[kind]
    is_in_other_hands(house, account, signal)
    files(house, f"account {account}", text, kind=kind, answers=ANSWERS.get(kind, {}))
    mei = house.mei
    mei.takes_next()
    assert house.case(mei.case).code == kind
    mei.looks_up()
    steps(mei, "risk_signal", "change_timeline")


def shuts(house: House, kind: str) -> None:
    """Protection first, as far as the kind asks for it: the money before the lock, the contacts before they pay."""
    mei, account = house.mei, f"account {OUT_OF_HANDS[kind][0]}"
    if kind == "AS.MONEY":
        assert house.case(mei.case).severity == "S1"
        mei.protects("P4", "正在提现", whom="account")
    mei.protects("P5", "平台核查：已落入他人之手", whom="account")
    if kind == "AS.MISUSE":
        mei.protects("P10", "正在群发借钱", whom="account")
    house.turn()
    assert f"apply P5 {account}" in house.did()


def proves(house: House, kind: str) -> None:
    """What nobody can show who merely sits in the account; after a SIM swap not what comes from the number."""
    mei = house.mei
    if kind == "AS.SIM":
        with pytest.raises(SaysNo, match="comes to 20 of 60"):
            mei.verifies("V2", shown=("old_factor", "second_factor", "creation"))
        mei.verifies("V2", shown=("old_device", "creation"))
        assert "Nobody can be sure who holds a phone number of it now" in mei.sees()
    else:
        mei.verifies("V2", shown=("old_device", "creation"))
    if kind == "AS.MONEY":
        assert "A case of this kind does not need it" in mei.sees(), (
            "nobody stole a card, and the step says so"
        )
    steps(mei, "owner_proof", "not_that_contact")
    if kind in {"AS.SIM", "AS.SESSION"}:
        with pytest.raises(SaysNo, match="Steps are still open"):
            gives_back(house)
        with pytest.raises(SaysNo, match="cannot be skipped"):
            mei.skips("way_in_shut", "他很急")
        mei.does(
            "way_in_shut", "运营商今早停了那张卡" if kind == "AS.SIM" else "插件删了，从另一台干净的电脑登录"
        )


def closes(house: House, kind: str) -> None:
    mei, case = house.mei, house.case(house.mei.case)
    done = {
        "cause_and_hardening.how": "没有查到；问过设备和应用",
        "money_back": "",
    }
    mei.finds_alike("device")
    mei.does("other_accounts", "查过同一设备，没有别的账号")
    for step, note in done.items():
        if step != "money_back" or kind == "AS.MONEY":
            mei.works_through({step: note})
    assert case.status is Status.DECIDED


def test_each_way_of_losing_an_account_ends_with_its_owner_in_it_and_the_way_in_shut(house):
    mei, jun, cases = house.mei, house.jun, {}
    for kind, (account, *_) in OUT_OF_HANDS.items():
        takes(house, kind)
        shuts(house, kind)
        proves(house, kind)
        cases[kind] = mei.case
        if kind == "AS.MISUSE":
            spares_the_owner(house)
        gives_back(house, undoes=(f"c-{account}-payee", f"c-{account}-avatar"))
        house.turn()
        house.signed_by(jun)
        assert f"apply R account {account}" not in house.did()
    house.later(days=2)
    did = house.did()
    for kind, (account, *_) in OUT_OF_HANDS.items():
        assert did.count(f"apply R account {account}") == 1
        assert {f"apply R.UNDO change c-{account}-{one}" for one in ("payee", "avatar")} <= {*did}
        page = house.clips.page(f"/u/{account}")
        assert "new password and a second step" in page
        assert "Active" not in page, "nobody is signed in: neither the swapped card, nor the robbed browser"
        assert house.holder(account).told_earlier(), "its owner heard before the day"
        mei.case = cases[kind]
        closes(house, kind)
    assert {f"lift P4 account {OUT_OF_HANDS['AS.MONEY'][0]}"} <= {*did}, "what was held goes back with it"
    assert [one for one in did if " L" in one] == [], "and nobody was punished"
    house.later(days=7)
    for case in cases.values():
        mei.case = case
        mei.does("after_7d", "没有陌生登录，收款方没有变")
    house.turn()
    assert {house.case(one).status for one in cases.values()} == {Status.CLOSED}


def spares_the_owner(house: House) -> None:
    """Whose account begged for money is not punished for it, whoever thinks so and signs."""
    house.mei.finds("taken_over")
    with pytest.raises(SaysNo, match="what a thief did is not held against the owner"):
        house.mei.proposes(
            "granted",
            "R",
            "L8",
            clause=clause(house),
            finding="账号在盗号者手里发出借钱消息。",
            to_complainant="账号交还，先停用几天。",
            to_account="账号发过借钱消息。",
            until_L8=house.clock().date().isoformat(),
            why_not_lower="影响大",
        )


def test_whoever_is_only_locked_out_gets_in_again_and_whoever_bought_an_account_gets_none(house):
    omar = files(
        house,
        "account u-omar",
        "I lost my phone and cannot get in any more.",
        kind="AS.LOCKOUT",
        locale="en",
        contact={"email": "omar@example.org"},
    )
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    out = mei.case
    assert house.case(out).severity == "S3"
    with pytest.raises(SaysNo, match="A claim alone takes nothing from anybody"):
        mei.protects("P5", "he is in a hurry", whom="account")
    steps(mei, "risk_signal")
    mei.verifies("V2", shown=("old_device", "payment"))
    steps(mei, "owner_proof", "not_that_contact")
    mei.proposes(
        "granted",
        "R",
        clause=clause(house),
        finding="The old tablet and the payment are the owner's.",
        to_complainant="From the day named here open the app on your old tablet and set a new secret; then link an address.",
        to_account="Somebody proved that the account is theirs and gets a way in again.",
    )
    house.turn()
    house.signed_by(house.jun)
    assert house.did() == [], "nothing was locked, and it cools down all the same"
    buys_no_account(house)
    house.later(days=2)
    assert house.did().count("apply R account u-omar") == 1
    assert "old tablet" in omar.reads().text
    mei.case = out
    with pytest.raises(SaysNo, match="lacks something it must say: how"):
        mei.does("how_to_get_in", "in the letter: the tablet, a new secret, a second way in")
    mei.works_through({"how_to_get_in.how": "open the app on your old tablet and set a new secret"})
    house.turn()
    assert "Once you are in please link a second way" in omar.reads().text
    house.later(days=7)
    mei.does("after_7d", "the tablet signed in, an address was linked")
    house.turn()
    assert house.case(out).status is Status.CLOSED


def buys_no_account(house: House) -> None:
    """He paid twelve hundred, and the seller took it back: the rules forbid the deal, and we complete it for neither."""
    buyer = files(
        house,
        "account u-shendeng",
        "花一千二买的账号被卖家找回去了,我付了钱,账号应该归我。",
        kind="AS.TRADE",
        contact={"email": "buyer@example.org"},
        answers={"account_deal": "sold", "amount": "1200"},
    )
    mei, seller = house.mei, house.holder("u-shendeng")
    case = mei.takes_next()
    mei.looks_up()
    steps(mei, "risk_signal", "change_timeline")
    with pytest.raises(SaysNo, match="A claim alone takes nothing from anybody"):
        mei.protects("P5", "他付了钱", whom="account")
    mei.hears("有人说这个账号已经转让给他。请说明账号是谁注册的，有没有收过钱。")
    house.turn()
    paper = seller.opens_the_link()
    for secret in ("buyer@example.org", buyer.number, "一千二"):
        assert secret not in paper.text
    paper.answers("账号是我注册的，我没有卖过。")
    house.turn()
    mei.takes_next()
    with pytest.raises(SaysNo, match="comes to 30 of 60"):
        mei.verifies("V2", shown=("payment",))
    mei.verifies("V1", shown=("payment",))
    mei.does("owner_proof", "只有转账记录，没有注册的凭据", whose=mei.claimants()[0])
    steps(mei, "not_that_contact")
    said = {"clause": clause(house), "finding": "账号由持有人注册；买卖不是凭据，规则也不许。"}
    with pytest.raises(SaysNo, match="Steps are still open"):
        mei.proposes("refused", **said, to_complainant="不动。")
    mei.does("deal_is_no_title", "买卖账号规则不许，付过钱不等于账号归他")
    mei.proposes(
        "refused",
        **said,
        to_complainant="规则不许买卖账号，付过钱也不能证明账号归您，所以没有改动。卖家收了钱又找回，可能是诈骗：可以报警或起诉，这封信可以给警方看。",
    )
    house.turn()
    told = buyer.reads()
    assert "报警" in told.text
    assert "我没有卖过" not in told.text, "what the other side wrote stays with us"
    assert "已收到" in told.appeal("我有聊天记录。")
    assert [one for one in house.did() if "shendeng" in one] == []
    house.turn()
    assert house.yan.takes_next() == case
    looks_again(house.yan)
    house.yan.proposes(
        "refused",
        ruling="upheld",
        **said,
        to_complainant="重新看过：聊天记录说的是买卖，买卖不是凭据，所以没有改动。",
    )
    house.turn()
    assert "买卖不是凭据" in buyer.finds("申诉结果").text
    ends_it(house, case)
    assert [one for one in house.did() if "shendeng" in one] == []
