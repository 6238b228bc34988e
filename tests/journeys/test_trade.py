"""Money between people: an order that went wrong, and gifts that somebody was lured into.

兰 Lan bought oranges of 美美 Mei-mei's shop; 宁宁 Ning gave gifts to 噜噜 Lulu, who feigned love. Both sides are heard
first; what is due goes back the way it came, to the cent, and nobody learns from a letter who complained.
"""

from datetime import timedelta
from uuid import UUID

import pytest

from clips.clock import written
from clips.storage import writing
from ombud.core.case import Status
from ombud.core.clocks import State
from ombud.core.receipts import number_of
from ombud.store.kin import SHOWN
from tests.journeys.days import CHINA, begins, on
from tests.journeys.house import House
from tests.journeys.people import Complainant, plain
from tests.journeys.staff import Colleague, SaysNo
from tests.journeys.test_cluster_and_redress import paid

ROTTEN = "退货都签收了,商家不退款,丑橘坏了四个。"
SHOP = "坏果是快递压的,我们愿意退,这是发货照片。"
LURED = "女主播天天说跟我处对象,骗我刷礼物刷了五千多,刷完就把我删了。"
GLASS = "孩子喝了神灯水,瓶口有碎玻璃,嘴里出血住院了,还在卖!"
RECALL = "“神灯水”批次 11 有碎玻璃，卖家神灯好物。请停止饮用，凭订单退款。"
TWO_DAYS = timedelta(days=2)


@begins("2026-11-23", "09:00", CHINA)
def test_the_shop_is_heard_for_48_hours_and_the_refund_goes_back_the_way_it_came(house):
    lan = house.files(ROTTEN, about="order o-2", relation="affected", contact={"account": "u-lan"})
    house.turn()
    case = house.only_case()
    assert case.code == "EC.REFUND"
    had = {name: house.balance(name) for name in ("u-lan", "u-shopmei")}
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.does("order_and_replay", "订单与回放都在：主播说坏果包赔")
    mei.protects("P4", "争议期间先冻结这一笔")
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        refunds(house)
    waits = mei.step("Hear the shop, 48 hours")
    for said in (
        "done by itself",
        "The time has not begun",
        "Ask the account",
        "Write to it under",
        "Example: ",
        "Reads: ",
        "Until then not allowed: L5",
    ):
        assert said in waits, "of one that waits for an answer or its time, too"
    mei.hears("有买家反映四个果子坏了，退回的货已经签收。请说明。")
    asked = house.case(case.id).waiting_for
    house.turn()
    assert TWO_DAYS - timedelta(minutes=1) < asked.until - house.clock() <= TWO_DAYS
    shop = house.holder("u-shopmei").opens_the_link()
    assert "11月25日" in shop.text
    for secret in ("u-lan", "阿兰", lan.number):
        assert secret not in shop.text
    house.later(hours=30)
    shop.answers(SHOP)
    house.turn()
    assert mei.takes_next() == case.id
    assert SHOP in mei.sees()
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        mei.skips("safety_recall", "没空")
    assert 'id="of_account"' not in mei.page()
    mei.works_through(
        {
            "shop_heard": SHOP,
            "remedy_wanted": "只要退款",
            "safety_recall": "没有人受伤",
            "shop_pattern": "没有别的案件",
        }
    )
    mei.does("goods_back", "快递单号已核对", since="2026-11-20")
    law = house.clock_of(case.id, "cn_returns")
    assert (law.state, law.due_at) == (State.RUNNING, on("2026-11-27", "23:59:59", CHINA))
    refunds(house)
    with pytest.raises(SaysNo, match="needs evidence"):
        mei.does("money_arrived", "买家确认到账")  # nobody says so but the host
    assert house.clock_of(case.id, "cn_returns").state is State.RUNNING, "a promised refund is no refund"
    house.turn()
    house.later(minutes=1)
    assert {name: round(house.balance(name) - had[name], 2) for name in had} == {
        "u-lan": 59.9,
        "u-shopmei": -59.9,
    }
    assert "59.90" in lan.reads().text
    assert "59.90" in house.holder("u-shopmei").opens_the_link().text
    house.turn()
    assert "money_arrived" in house.case(case.id).steps_done
    assert house.case(case.id).status is Status.CLOSED
    assert house.clock_of(case.id, "cn_returns").state is State.MET
    assert {one.split()[1] for one in house.did("apply")} == {"P4", "L7"}
    assert "u-lan" not in str(house.clips.log()["orders"])
    several_alike_are_the_shop_s_pattern(house)
    what_hurts_is_sold_no_more_and_who_bought_it_hears_of_it(house)
    no_flood_hides_what_was_judged(house)


def several_alike_are_the_shop_s_pattern(house: House) -> None:
    """Wei and Omar were left without their money as 兰 Lan was: each has it back, and the shop a point, then seven days without features."""
    mei, shop = house.mei, house.holder("u-shopmei")
    buyers = {name: f"o-8{no}" for no, name in enumerate(("u-wei", "u-omar"), 1)}
    filed, cases = {}, {}
    for name, order in buyers.items():
        bought(house, order, name)
        filed[name] = house.files(
            ROTTEN, about=f"order {order}", kind="EC.REFUND", relation="affected", contact={"account": name}
        )
        house.turn()
        cases[name] = mei.takes_next()
        mei.looks_up()
        mei.does("order_and_replay", "订单和退货签收都在")
        mei.hears("有买家反映退回的货已经签收，没有退款。请说明。")
        house.turn()
    house.later(days=2)
    until = (house.clock() + timedelta(days=7)).date().isoformat()
    for name, (measure, more, seen) in {
        "u-wei": ("L5", {}, "2: 1 found something or granted it, 0 did not, 1 are open."),
        "u-omar": (
            "L6",
            {"until_L6": until},
            "2: 2 found something or granted it, 0 did not, 0 are open.",
        ),
    }.items():
        case = mei.takes_next()
        assert case == cases[name]
        assert seen in mei.sees()
        mei.works_through({"remedy_wanted": "退款", "safety_recall": "没有人受伤"})
        mei.does("shop_pattern", "几件都是签收了不退款", "shop_pattern")
        with pytest.raises(
            SaysNo, match="Decided like this nothing would do “The shop answers for its pattern”"
        ):
            refunds(house)
        if measure == "L6":
            assert "1 strike" in plain(mei.page("decide/"))
        refunds(house, measure, **more)
        house.turn()
        assert house.case(case).status is Status.COSIGNING
        house.signed_by(house.zhou)
        house.turn()
        house.later(minutes=1)
        assert house.is_closed(case)
        assert "59.90" in filed[name].reads().text
        told = shop.opens_the_link().text
        for secret in (name, filed[name].number):
            assert secret not in told
        assert {"L5": "正式警告一次", "L6": "限期停用部分功能"}[measure] in told
    assert house.did("apply L5") == ["apply L5 account u-shopmei"]
    assert house.did("apply L6") == ["apply L6 account u-shopmei"]
    the_shop_has_another_look(house, cases["u-omar"], until)


def no_flood_hides_what_was_judged(house: House) -> None:
    """Friends of the shop complain of twelve orders more: what it did stands first, and 俊 Jun reads of no case that he is kept out of."""
    for no in range(12):
        bought(house, f"o-9{no:02}", "u-ning")
        house.files(f"第{no}单还没到，想问问。", about=f"order o-9{no:02}", kind="EC.REFUND")
    house.turn()
    mei, jun = house.mei, house.jun
    mine = mei.takes_next()
    page = mei.page()
    others = page[page.index('id="of_account"') :].partition("</ul>")[0]
    assert "11 are open" in others
    assert others.count("<li>") == SHOWN
    assert others.index("Request granted") < others.index("Waiting in its lane"), (
        "what was judged stands first"
    )
    house.zhou.case = mine
    house.zhou.keeps_out(jun, "他买过这家的东西，认识店主")
    his = jun.takes_next()
    assert his != mine
    assert "10 are open" in jun.sees()
    assert number_of(mine, "K") not in jun.page()


def bought(house: House, order: str, who: str) -> None:
    """Somebody bought the same of 美美 Mei-mei's shop, and paid for it."""
    paid(house, order, who, to="u-shopmei")
    with writing(house.clips.home) as book:
        line = (order, who, 5990, "CNY", "丑橘十斤", written(house.clock()))
        book.execute("INSERT INTO payment VALUES (?,?,?,?,?,?,NULL)", line)


def the_shop_has_another_look(house: House, case: UUID, until: str) -> None:
    """It may appeal what it answers for; two others look at it, and it stays: the case ends a second time."""
    shop, yan = house.holder("u-shopmei"), house.yan
    assert "已收到" in shop.opens_the_link().appeal("快递的问题，不是我们的做法。")
    house.turn()
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.mei.takes_next()
    assert yan.takes_next() == case
    yan.looks_up()
    yan.works_through(OWN_LOOK)
    refunds(house, "L6", by=yan, ruling="upheld", until_L6=until)
    house.turn()
    house.signed_by(house.su)
    house.turn()
    yan.works_through({"error_cause": "没有错", "sisters": ""})
    house.turn()
    assert house.is_closed(case)
    assert house.did().count("apply L6 account u-shopmei") == 1
    assert len([one for one in house.did("apply L7") if "o-82" in one or "u-shopmei" in one]) >= 1


OWN_LOOK = {
    "as_it_was": "当时的材料都在",
    "fresh_judgement": "先写下了我的看法",
    "three_precedents": "对照了三件",
    "procedure": "条款、告知、语言都对",
    "their_side": "对方的申诉逐点看过",
}


def what_hurts_is_sold_no_more_and_who_bought_it_hears_of_it(house: House) -> None:
    """老李 Li drank of it and lies in hospital; two others bought the same within six months, 兰 Lan before that."""
    li = house.files(GLASS, about="order o-3", kind="EC.SAFETY", relation="affected", answers={"hurt": True})
    house.turn()
    mei = house.mei
    case = mei.takes_next()
    assert house.case(case).severity == "S1"
    mei.looks_up()
    mei.protects("P2", "有人住院，先下架再查", whom="item")
    mei.works_through(
        {"order_and_replay": "订单和批次 11 对上了", "remedy_wanted": "全额退款", "shop_pattern": "没有别的"}
    )
    with pytest.raises(SaysNo, match="Only a lead leaves out"):
        mei.skips("safety_recall", "没空")
    mei.does("safety_recall", "批次 11 还在卖，另有买家")
    mei.skips("shop_heard", "有人住院，等不了 48 小时")
    with pytest.raises(SaysNo, match="To grant this is to do it"):
        recalls(house, "L0")
    recalls(house, "L4S", "C.BUYERS")
    house.turn()
    assert house.did("apply L4S") == [], "two answer for what thousands read"
    house.signed_by(house.jun)
    house.turn()
    assert house.did("apply L4S") == ["apply L4S order o-3"]
    told = {one["account"] for one in house.clips.log()["tells"] if RECALL in one["text"]}
    assert told == {"u-laoli", "u-ning", "u-omar"}
    assert RECALL in house.clips.page("/order/o-3", "zh"), "whoever is reached by nothing reads it there"
    assert "tell_buyers" in house.case(case).steps_done
    assert "停售" in li.reads().text
    assert "停售" in house.holder("u-shendeng").opens_the_link().text
    assert house.is_closed(case)


def recalls(house: House, *measures: str) -> None:
    house.mei.proposes(
        "granted",
        *measures,
        **{"says_C.BUYERS": RECALL if "C.BUYERS" in measures else ""},
        clause="CLIPS.7.1",
        finding="批次 11 的瓶口有碎玻璃，一人住院。",
        to_complainant="这一批已经停售，买过的人都会收到通知；货款凭订单退回。",
        to_account="批次 11 有碎玻璃，伤了人，这件商品停售，买家已告知。",
        why_not_lower="不停售，还会有人受伤。",
    )


def refunds(house: House, *measures: str, by: Colleague | None = None, **more: str) -> None:
    (by or house.mei).proposes(
        "granted",
        "L7",
        *measures,
        **more,
        clause="CLIPS.7.1",
        finding="四个果子坏了，货已退回。",
        to_complainant="商家确认坏果属实，货款原路退回。",
        to_account="退回的货已签收，按您的承诺和法律，货款退给买家。",
        why_not_lower="承诺坏果包赔，依法应退款。",
        amount_L7="59.90",
        currency_L7="CNY",
    )


def test_gifts_that_somebody_was_lured_into_go_back_after_two_signed_and_the_host_was_heard(house):
    ning = house.files(
        LURED, about="order o-5", kind="LV.INDUCE", relation="affected", contact={"account": "u-ning"}
    )
    house.turn()
    case = house.only_case()
    assert case.code == "LV.INDUCE"
    had = {name: house.balance(name) for name in ("u-ning", "u-lulu")}
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.protects("P4", "分成发出去就追不回来")
    house.turn()
    assert house.did() == ["apply P4 account u-lulu"]
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("is_it_a_child")
    mei.works_through(
        {"ledger_of_gifts": "充值与礼物流水一致：五千二百元", "is_it_a_child": "付款人三十二岁，实名"}
    )
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        gives_back(house)
    mei.does("promise_in_chat", "私信里三次以处对象要求刷礼物")
    mei.hears("有人反映被以感情为由要求送礼物。请说明。")
    house.turn()
    lulu = house.holder("u-lulu").opens_the_link(-1)
    assert "u-ning" not in lulu.text
    house.clock.at = house.case(case.id).waiting_for.until
    house.turn()
    assert mei.takes_next() == case.id, "who says nothing does not hold it up"
    assert "host_side" in house.case(case.id).steps_lapsed
    with pytest.raises(SaysNo, match="Decided like this nothing would do “Whoever lured answers for it”"):
        gives_back(house)
    week = {"until_L6": (house.clock() + timedelta(days=7)).date().isoformat()}
    gives_back(house, "L6", **week)
    house.turn()
    assert house.did("apply L7") == [], "over a thousand takes two"
    with pytest.raises(SaysNo, match="proposed by you; somebody else must sign"):
        mei.takes_to_sign()
    house.jun.takes_to_sign()
    house.jun.signs()
    with pytest.raises(SaysNo, match="is over once the platform confirms"):
        mei.does("booked", "流水号 20261125-1")  # nobody says so before the platform does
    house.turn()
    house.later(minutes=1)
    assert {name: round(house.balance(name) - had[name], 2) for name in had} == {
        "u-ning": 5200,
        "u-lulu": -5200,
    }
    assert "5,200.00" in ning.reads().text
    assert "booked" in house.case(case.id).steps_done, "by what the platform confirmed, and by no tick"
    house.turn()
    assert house.case(case.id).status is Status.CLOSED
    assert {*house.did("apply")} == {
        "apply P4 account u-lulu",
        "apply L7 account u-lulu",
        "apply L6 account u-lulu",
    }
    assert "lift P4 account u-lulu" in house.did(), "what was held for it is held no more"
    the_host_answers_and_is_heard_again(house, case.id, ning, week)


def the_host_answers_and_is_heard_again(
    house: House, case: UUID, ning: Complainant, week: dict[str, str]
) -> None:
    """噜噜 Lulu reads what she may not do, until when and why; two others look again, it stands, and both sides read so."""
    lulu, yan = house.holder("u-lulu"), house.yan
    reasons = lulu.opens_the_link()
    for words in ("限期停用部分功能", "私信中三次以感情为由要求礼物", "5,200.00"):
        assert words in reasons.text
    assert "已收到" in reasons.appeal("我只是开玩笑，没有要礼物。")
    house.turn()
    assert yan.takes_next() == case
    yan.looks_up()
    yan.works_through(OWN_LOOK)
    gives_back(house, "L6", by=yan, ruling="upheld", **week)
    house.turn()
    house.signed_by(house.su)
    house.turn()
    yan.works_through({"error_cause": "没有错", "sisters": ""})
    house.later(minutes=1)
    assert house.is_closed(case)
    assert house.did().count("apply L6 account u-lulu") == 1
    assert house.did().count("apply L7 account u-lulu") == 1, "nothing is taken, or limited, twice"
    assert "私信证实了诱导" in ning.reads().text
    assert "私信中三次" in lulu.opens_the_link().text
    for told in lulu.told():
        assert "宁宁" not in str(told)


def gives_back(house: House, *measures: str, by: Colleague | None = None, **more: str) -> None:
    (by or house.mei).proposes(
        "granted",
        "L7",
        *measures,
        **more,
        clause="CLIPS.7.2",
        finding="主播三次以处对象为由要求礼物。",
        to_complainant="私信证实了诱导，礼物原路退回。",
        to_account="私信中三次以感情为由要求礼物，规则不允许，礼物退回。",
        why_not_lower="诱导所得应当退回。",
        amount_L7="5200",
        currency_L7="CNY",
    )
