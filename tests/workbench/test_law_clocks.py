"""Whoever works on a case reads when a clock of law begins, and from when something may come back."""

from datetime import timedelta

import pytest

from ombud.core import enforcement, facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation
from ombud.store import packs
from ombud.wire.days import moment_or_day
from tests import cast
from tests.cast import JUN, MEI
from tests.workbench.scene import at

LEAKED = "平台泄露了我的个人信息,只有你们有我的这个订单电话,现在天天接骚扰电话。"
COPIED = "这个视频盗用我的原创作品,侵犯著作权。"


def reads(case, agent, lang):
    return at(agent, lang).get(f"/work/case/{case}/").content.decode()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "begins when we note that we know"),
        ("zh", "知悉个人数据泄露后 72 小时内报告监管机构：记下何时知道后"),
    ],
)
def test_a_clock_that_somebody_has_to_start_says_when_it_begins(floor, lang, said):
    floor.hire(MEI, "agent")
    case = floor.file(LEAKED, kind="PR.PLATFORM", jurisdiction="EU")
    floor.give(case, MEI)
    assert said in reads(case, MEI, lang)
    floor.write(case, facts.StepDone(step="aware_at", marks=("aware",)), by=f"agent:{MEI}")
    assert said not in reads(case, MEI, lang)
    whose = {"zh": "由梅 Mei记下起算", "en": "begun by 梅 Mei"}
    assert whose[lang] in reads(case, MEI, lang)


def test_a_step_asks_for_the_day_and_says_when_it_is_to_come(floor):
    floor.hire(MEI, "agent")
    case = floor.file("退货寄回去一周了，店家还不退款。", kind="EC.REFUND")
    floor.write(case, facts.Recoded(code="EC.REFUND", lane=floor.case(case).lane, words=cast.words()))
    floor.give(case, MEI)
    assert 'name="since_goods_back"' in reads(case, MEI, "zh")
    form = {"seen": floor.case(case).seq, "step": "goods_back", "do": "done"}
    page = f"/work/case/{case}/step/"
    refused = at(MEI).post(page, {**form, "since_goods_back": "2199-01-01"})
    assert (refused.status_code, 'value="2199-01-01"' in refused.text) == (409, True)
    day = floor.now.date() - timedelta(days=3)
    said = {"since_goods_back": str(day), "shown_goods_back": "快递单号已核对，签收于这一天"}
    assert at(MEI).post(page, {**form, **said}).status_code == 302
    assert "goods_back" in floor.case(case).steps_done
    slip = at(MEI).post(
        page, {**form, **said, "seen": floor.case(case).seq, "since_goods_back": "0001-01-01"}
    )
    assert slip.status_code in {400, 409}
    assert 'name="since_goods_back"' in reads(case, MEI, "zh"), "a slip of the keys can be put right"
    other = str(day - timedelta(days=1))
    right = {**form, **said, "seen": floor.case(case).seq, "since_goods_back": other}
    assert at(MEI).post(page, right).status_code == 302
    days = [at.date() for code, at in floor.case(case).moved if code == "goods_back"]
    assert days == [day - timedelta(days=1)], "and the day said before counts no more"


@pytest.mark.parametrize("said", ["0001-01-01T00:00", "1899-12-31T23:59", "9999-12-31T23:59", "9999-12-31"])
def test_a_year_that_nobody_means_is_refused_at_the_door(said):
    with pytest.raises(Refused, match=No.BAD_TIME):
        moment_or_day(said)


def test_the_day_before_which_nothing_comes_back_stands_on_the_case(floor):
    floor.hire(MEI, "agent")
    floor.hire(JUN, "agent")
    packs.store_pack(cast.pack("US"), now=floor.now)
    case = floor.file(COPIED, kind="CV.IP", relation=Relation.RIGHTS_HOLDER, jurisdiction="US")
    floor.give(case, MEI)
    floor.write(case, cast.proposed(), facts.Decided(no=1, outcome="violation", orders=()), by=f"agent:{MEI}")
    assert "by law back on" not in reads(case, MEI, "en")
    asked = facts.Appealed(
        no=1, decision=1, side="account", letter=cast.LETTER, words=cast.words(), counter=True
    )
    floor.write(case, asked, by="account")
    floor.give(case, JUN)
    assert "by law back on" in reads(case, JUN, "en")


def test_a_second_notice_on_what_came_back_by_law_is_flagged_on_the_case(floor):
    floor.hire(MEI, "senior")
    item = floor.subject()
    first, again = returned(floor, item), floor.open("CV.IP.COPY", "S3", subject=item)
    other = floor.open("CV.IP.COPY", "S3")
    for case in (again, other):
        floor.give(case, MEI)
    assert first != again
    assert "came back by law before" in reads(again, MEI, "en")
    assert "已因对方的声明依法恢复过" in reads(again, MEI, "zh")
    assert "came back by law before" not in reads(other, MEI, "en")


def returned(floor, item):
    """A case about the item, closed, in which copyright law gave it back."""
    case = floor.open("CV.IP.COPY", "S3", subject=item)
    hides = facts.Chosen(measure="L4", target=item)
    floor.give(case, MEI)
    decided = facts.Decided(no=1, outcome="violation", orders=(cast.order("4" * 42, target=item),))
    stated = facts.Appealed(
        no=1, decision=1, side="account", letter=cast.LETTER, words=cast.words(), counter=True
    )
    back = enforcement.lifts(floor.case(case), decided.orders)
    law = facts.Reversed(decision=1, orders=back, law="cn_copyright_counter", bars=True)
    floor.write(case, cast.proposed(measures=(hides,)), decided, by=f"agent:{MEI}")
    floor.write(case, stated, law)
    floor.give(case, JUN)
    upheld = {"no": 2, "outcome": "violation", "appeal": 1, "ruling": "upheld"}
    floor.write(
        case,
        cast.proposed(agent=JUN, measures=(), **upheld),
        facts.Decided(orders=(), **upheld),
        facts.Closed(decision=2, appeal_until=floor.now),
        by=f"agent:{JUN}",
    )
    return case


def test_what_only_the_law_of_the_account_asks_for_is_drawn_and_ends_like_any_other(floor):
    """Somebody in America complains of whoever lives in China: there a notice is passed on within a day."""
    floor.hire(MEI, "senior")
    packs.store_pack(cast.pack("US"), now=floor.now)
    item = floor.subject()
    returned(floor, item)
    case = floor.file(COPIED, kind="CV.IP", relation=Relation.RIGHTS_HOLDER, jurisdiction="US")
    lane = floor.case(case).lane
    floor.write(case, facts.AccountPlaced(jurisdiction="CN", pack=cast.pack("CN").digest))
    floor.write(case, facts.Recoded(code="CV.IP.COPY", lane=lane, words=cast.words()), by=f"agent:{MEI}")
    floor.give(case, MEI)
    order = cast.order("00" * 21, marks=("removed",))
    hidden = facts.Decided(no=1, outcome="violation", orders=(order,))
    extended = facts.ClockExtended(clock="cn_forward_notice", until=floor.now, words=cast.words())
    floor.write(case, cast.proposed(), hidden, facts.Confirmed(key=order.key), extended, by=f"agent:{MEI}")
    law = packs.rule_of(floor.case(case), "cn_forward_notice").source.cited
    assert law in reads(case, MEI, "en")
    floor.write(case, facts.StepDone(step="forward_notice", marks=("forwarded",)), by=f"agent:{MEI}")
    assert law not in reads(case, MEI, "en")
