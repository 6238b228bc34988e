"""Somebody writes with a seal: is it real, is it lawful, how little will do, and who is told?

An order about terror at three in the night; a policeman who is none; a police that asks for too much; a court.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Status
from ombud.core.clocks import State
from ombud.core.playbooks import CLOSE, open_steps
from ombud.core.receipts import number_of
from ombud.store import packs
from tests.journeys.days import begins, on
from tests.journeys.house import House
from tests.journeys.people import Complainant, plain
from tests.journeys.staff import Colleague, SaysNo, called

BRUSSELS = ZoneInfo("Europe/Brussels")
ORDER = "Please find enclosed a terrorist content removal order of the federal police, reference TCO-2026-77."
SPOOF = "某区公安局紧急协查,需要调取这个账号的住址和聊天记录,请马上发到我的私人邮箱。"
POLICE = "某市公安局调取证据通知书,需调取该账号注册信息、全部聊天记录和通讯录。"
COURT = "本院依法送达协助执行通知书,请删除以下链接。"


def writes(house: House, text: str, **said: Any) -> Complainant:
    """File as an authority, as anybody can say of themselves."""
    filed = house.files(text, relation="authority", **said)
    house.turn()
    return filed


@begins("2026-11-29", "03:00", BRUSSELS)
def test_an_order_about_terror_is_done_within_the_hour_on_a_sunday_night(house):
    """Sunday 29 November, three in the night; whoever posted it may complain, and has an answer by 13 December."""
    bka = writes(house, ORDER, about="video v-33", kind="TE.ORDER", where="EU", locale="en")
    case = house.only_case()
    assert (case.code, case.severity) == ("TE.ORDER", "S0")
    law = house.clock_of(case.id, "eu_tco_order")
    assert law.due_at - law.started_at == timedelta(hours=1)
    house.later(minutes=2, seconds=1)
    assert house.alarms("page") == ["lead"]
    house.later(minutes=3)
    assert house.alarms("page") == ["lead", "deputy"]
    house.zhou.assigns(case.id, to=house.jun, reason="移除令，一小时")
    jun = house.jun
    jun.looks_up()
    jun.does("register", "TCO-2026-77, one video, one hour, all member states")
    for hides in (lambda: jun.protects("P2", "TCO-2026-77", whom="item"), lambda: removes(jun)):
        with pytest.raises(SaysNo, match=r"may not be taken|still open"):
            hides()
    assert house.did() == []
    jun.verifies("V5", "official_email")
    jun.works_through(
        {
            "call_back": "the published number confirms it",
            **called(
                "Bundeskriminalamt, TCO", "+49 611 5513101", "duty officer 77", "one link within the hour"
            ),
            "scope": "one link, nothing more; no news, a recording",
        }
    )
    jun.protects("P1", "kept for six months", whom="item")
    jun.protects("P2", "the order names this video; the second signature follows", whom="item")
    house.turn()
    assert house.did() == ["apply P1 video v-33", "apply P2 video v-33"]
    [copy] = the_copies_are_asked_of_the_platform(house, case.id)
    done = house.clock_of(case.id, "eu_tco_order")
    assert done.state is State.MET
    assert done.stopped_at - done.started_at < timedelta(minutes=10)
    removes(jun)
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        house.su.takes_to_sign()  # a lead's or counsel's
    house.signed_by(house.lin)
    assert house.did()[2:] == ["apply L4 video v-33", "lift P2 video v-33"]
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        jun.skips("copies", "no time")
    jun.searches()
    assert "The platform still shows 1 of the same" in jun.sees()
    with pytest.raises(SaysNo, match="say why"):
        jun.does("copies", "none")
    the_copy_goes_for_what_it_is(house, copy)
    assert house.clock() - case.opened_at < timedelta(hours=1), "the copy, too, within the hour"
    jun.case = case.id
    jun.searches()
    jun.works_through(
        {
            "copies": "one, judged and removed beside this; the platform shows none any more",
            "secrecy_end": "none ordered",
            "confirm_effect.handed_to": "the office that asked",
            "confirm_effect.handed_on": "template returned at 03:08",
            "confirm_effect.handed_receipt": "Annex II, 03:10",
        }
    )
    house.turn()
    assert house.case(case.id).status is Status.CLOSED
    returned = bka.reads().text
    assert "What was done: Remove the item" in returned
    assert "no machine decided by itself" in returned
    ella = house.holder("u-ella", "en")
    reasons = ella.opens_the_link()
    for fixed in (
        "Measure: Remove the item",
        "A public authority asked for it under the law",
        "How long: No end date",
    ):
        assert fixed in reasons.text
    assert "We have your appeal" in reasons.appeal("It is a cello. There is no terror in it.")
    house.turn()
    answer = house.clock_of(case.id, "eu_tco_complaint")
    assert answer.due_at == on("2026-12-13", "23:59:59", BRUSSELS)
    with pytest.raises(SaysNo, match="something heavy"):
        jun.takes_next()
    whoever_posted_it_has_an_answer_in_time(house, case.id, bka)


def put_up(house: House, name: str, *, by: str) -> str:
    """Somebody puts the very same up again on Clips; return how the public sees it then."""
    from clips.clock import written
    from clips.storage import writing

    with writing(house.clips.home) as book:
        own = dict(book.execute("SELECT * FROM item WHERE kind = 'video' AND id = 'v-33'").fetchone())
        own |= {"id": name, "owner": by, "posted_at": written(house.clock())}
        book.execute(f"INSERT INTO item VALUES ({','.join('?' * len(own))})", tuple(own.values()))
    seen = house.clips.platform.look_up(HostSubject("clips", "video", name), now=house.clock())
    return str(seen.seen.snapshot.state)


def the_copies_are_asked_of_the_platform(house: House, order: UUID) -> list[UUID]:
    """The order names one link; the same stands elsewhere, the platform says, and that is judged beside it by our own rules."""
    jun = house.jun
    assert put_up(house, "v-33b", by="u-laoli") == "public"
    assert "video:v-33b" in jun.finds_alike("hash")
    copies = jun.sets_beside("video:v-33b", kinship="copy", reason="the same recording", code="TE.CONTENT")
    jun.takes_along(*copies)
    jun.case = order
    return copies


def the_copy_goes_for_what_it_is(house: House, copy: UUID) -> None:
    """Removed as what it is and kept out from then on; its own poster reads why, and nothing of the order."""
    jun = house.jun
    jun.case = copy
    jun.looks_up()
    jun.works_through(
        {
            "see_in_context": "the same recording, without a word of context",
            "known_before": "removed beside this an hour ago",
            "exceptions": "no news, no research, no condemnation",
            "lower_rung": "a label would leave it to be spread",
        }
    )
    jun.proposes(
        "violation",
        "L4",
        block_L4="on",
        clause="CLIPS.3.5",
        finding="It shows and praises the attack.",
        to_complainant="It was removed.",
        to_account="This video praises a terrorist attack. It was removed, and the same is kept out.",
    )
    house.turn()
    if house.case(copy).status is Status.COSIGNING:
        house.signed_by(house.lin)
    assert house.did("apply L4") == ["apply L4 video v-33", "apply L4 video v-33b"]
    assert put_up(house, "v-33c", by="u-hao") == "blocked", "who puts it up once more reaches nobody"
    jun.works_through({"copies": "no other"})
    left = {one.id for one in open_steps(house.case(copy), packs.of_case(house.case(copy)), before=CLOSE)}
    for step in sorted(left):
        jun.skips(step, "reported with the order beside it", seconded=house.zhou)
    house.turn()
    assert house.is_closed(copy)
    told = house.holder("u-laoli").opens_the_link().text
    assert "praises a terrorist attack" in told
    assert "TCO-2026-77" not in told


def whoever_posted_it_has_an_answer_in_time(house: House, order: UUID, bka: Complainant) -> None:
    """Two who had no part look again: an order stands until a court says otherwise, and she reads which; the case ends by then."""
    ella, yan = house.holder("u-ella", "en"), house.yan
    house.later(hours=8)
    assert yan.takes_next() == order
    yan.looks_up()
    yan.works_through(
        {
            "as_it_was": "the order, the recording, the rule",
            "fresh_judgement": "the order is real and names this link; I do not judge it in the court's place",
            "three_precedents": "held against three",
            "procedure": "authority, call back, hour and template are in order",
            "their_side": "she says that it is a cello: passed to the authority with the template",
        }
    )
    yan.proposes(
        "violation",
        "L4",
        ruling="upheld",
        clause="CLIPS.3.5",
        finding="The order names this video, and stands.",
        to_complainant="The poster complained; two others looked. The order stands and stays carried out.",
        to_account="Two others looked. The order of the authority stands; you can challenge it before the court of the state that issued it.",
    )
    house.turn()
    house.signed_by(house.zhou)
    house.turn()
    yan.works_through({"error_cause": "none", "sisters": ""})
    house.turn()
    answer = house.clock_of(order, "eu_tco_complaint")
    assert (answer.state, answer.stopped_at < answer.due_at) == (State.MET, True)
    assert "challenge it before the court" in ella.opens_the_link().text
    assert "The order stands" in bka.reads().text
    assert not house.is_shown("v-33")
    assert house.is_closed(order)


@begins("2026-11-29", "03:00", BRUSSELS)
def test_what_an_order_had_removed_is_kept_for_six_months_for_longer_if_the_authority_asks_and_then_goes(
    house,
):
    """Art. 6 of (EU) 2021/784: kept on Clips for six months at least; a hold carries it on, and without one it goes by itself."""
    writes(house, ORDER, about="video v-33", kind="TE.ORDER", where="EU", locale="en")
    house.later(minutes=2, seconds=1)
    house.zhou.assigns(house.only_case().id, to=house.jun, reason="移除令，一小时")
    jun = house.jun
    jun.looks_up()
    jun.does("register", "TCO-2026-77, one video, one hour, all member states")
    jun.verifies("V5", "official_email")
    jun.works_through(
        {
            "call_back": "the published number confirms it",
            **called("Bundeskriminalamt, TCO", "+49 611 5513101", "duty officer 77", "one link"),
            "scope": "one link, nothing more; no news, a recording",
        }
    )
    removes(jun)
    house.signed_by(house.lin)
    receipt = {"handed_to": "the office that asked", "handed_on": "29 November", "handed_receipt": "Annex II"}
    jun.works_through(
        {
            "copies": "none",
            "secrecy_end": "none ordered",
            **{f"confirm_effect.{name}": text for name, text in receipt.items()},
        }
    )
    house.turn()
    case = house.only_case()
    assert case.status is Status.DECIDED, "nothing is closed that is not kept"
    with pytest.raises(SaysNo, match="needs evidence"):
        jun.does("keep", "kept for six months")
    jun.protects("P1", "kept for six months", whom="item")
    house.turn()
    house.turn()
    case = house.only_case()
    assert case.status is Status.CLOSED
    assert kept_until(house) - case.decision.at < timedelta(days=184)
    comes_to_the_end(house)
    assert kept_until(house) - case.decision.at >= timedelta(days=184), "taken anew, of a closed case too"
    house.later(days=2)
    assert house.clock().date().isoformat() > "2027-05-29"
    assert is_kept(house), "six months after the removal"
    number = number_of(case.id, "K")
    house.bo._send(
        "/office/keeping/hold/", number=number, reason="BKA 2026/77 asks to keep it for an inquiry"
    )
    comes_to_the_end(house)
    house.later(days=20)
    assert is_kept(house), "longer, since the authority asks"
    (held,) = house.only_case().holds
    said = {"number": number, "hold": str(held), "reason": "The inquiry is over."}
    house.bo._send("/office/keeping/lift/", **said)
    house.later(seconds=(kept_until(house) - house.clock()).total_seconds() + 60)
    assert not is_kept(house), "nothing is kept for longer than somebody may ask"
    assert not house.only_case().protections
    house.is_sound()


def kept_until(house: House) -> datetime:
    """Until when Clips keeps the snapshot, as our book has it."""
    (one,) = (held for held in house.only_case().protections if held.order.measure == "P1")
    assert one.order.until is not None
    return one.order.until


def comes_to_the_end(house: House) -> None:
    """Half an hour before it would go."""
    left = kept_until(house) - house.clock() - timedelta(minutes=30)
    house.later(seconds=left.total_seconds())


def is_kept(house: House) -> bool:
    """Whether Clips keeps the removed video."""
    from clips.standing import on_item
    from clips.storage import reading

    with reading(house.clips.home) as book:
        return "P1" in on_item(book, "video", "v-33", now=house.clock())


def removes(one: Colleague) -> None:
    one.proposes(
        "violation",
        "L4",
        clause="CLIPS.3.5",
        finding="The order names this video.",
        to_complainant="The order is carried out in all member states.",
        to_account="An authority ordered the removal of this video as terrorist content. You can complain.",
    )


def test_a_policeman_who_is_none_gets_nothing_and_two_sign_that(house):
    fraud = writes(house, SPOOF, about="account u-jing", kind="GR.EMERGENCY")
    case = house.mei.takes_next()
    assert house.case(case).code == "GR.EMERGENCY"
    mei = house.mei
    mei.looks_up()
    mei.does("register", "无文号，私人邮箱，自称民警")
    with pytest.raises(SaysNo, match=r"may not be taken|still open|prove"):
        hands_over(mei)
    with pytest.raises(SaysNo, match="needs evidence"):
        mei.does("call_back", "对方说不用回拨")
    mei.verifies("V0", "reply_from_contact")
    with pytest.raises(SaysNo, match="all of it"):
        mei.does("call_back", "拨打公开总机：查无此人、此函")  # a free note is no record of a call
    mei.works_through(
        {
            "call_back": "查无此函",
            **called("某区公安局", "010-85220000", "查无此人", "没有要求过"),
            "scope": "没有依据",
        }
    )
    with pytest.raises(SaysNo, match="has not proved to be an authority"):
        hands_over(mei)
    mei.proposes(
        "refused",
        clause="CLIPS.8.3",
        finding="公开总机查无此函。",
        to_complainant="我们没能核实来函。请通过公开的渠道再联系一次。",
    )
    house.turn()
    assert len(fraud.letters()) == 1
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        house.jun.takes_to_sign()
    house.zhou.takes_to_sign()
    house.zhou.signs()
    mei.works_through(
        {
            "secrecy_end": "没有保密要求",
            "confirm_effect.handed_to": "the office that asked",
            "confirm_effect.handed_on": "只答复未能核实",
            "confirm_effect.handed_receipt": "Annex II, 03:10",
        }
    )
    house.turn()
    assert house.did() == []
    said = fraud.reads().text
    assert "没能核实" in said
    assert "静静" not in said
    assert house.holder("u-jing").told() == []
    house.all_is_over()


LIFE = "某市公安局紧急协查:请立即提供该用户的姓名、电话和位置,协查函随后送达。"


def test_a_real_police_in_an_emergency_is_called_back_and_gets_three_kinds_of_data_and_counsel_answers(house):
    """Break-glass: one may do it at once, after calling back a published number; A3 answers for it afterwards."""
    police = writes(house, LIFE + "回拨请打 138 0013 8000。", about="account u-jing", kind="GR.EMERGENCY")
    case = house.mei.takes_next()
    mei = house.mei
    mei.looks_up()
    mei.does("register", "协查函 88 号，承办人二人")
    least = {"to": "police", "by": "published_number", "note": "承办人王警官，回执 88"}
    with pytest.raises(SaysNo, match="Verify who it is"):
        mei.tells_rescuers("name", "phone", "place", **least)
    mei.verifies("V5", "official_email")
    with pytest.raises(SaysNo, match="comes after: Call back a published number"):
        mei.tells_rescuers("name", "phone", "place", **least)  # nobody has called back yet
    with pytest.raises(SaysNo, match="stands in what they wrote"):
        mei.works_through(called("市公安局", "13800138000", "王警官", "姓名、电话、位置"))
    mei.works_through(called("市公安局", "0571-87280114", "王警官，警号 033118", "姓名、电话、位置"))
    with pytest.raises(SaysNo, match="“kinds” takes only"):
        mei.tells_rescuers("name", "contacts", **least)
    mei.tells_rescuers("name", "phone", "place", **least)
    (told,) = house.case(case).disclosures
    assert (told.fact.kinds, told.fact.level) == (("name", "phone", "place"), "A3")
    house.jun.case = case
    with pytest.raises(SaysNo, match="no such page"):
        house.jun.answers_for_telling(right=True)
    house.zhou.case = case
    with pytest.raises(SaysNo, match="give a reason"):
        house.zhou.answers_for_telling(right=False)  # why not is said
    house.zhou.answers_for_telling(right=False, reason="位置足够，不需要电话")
    assert house.alarms("told_wrongly") == ["privacy"]
    assert not house.case(case).unanswered_disclosures
    house.turn()
    assert house.holder("u-jing").told() == []
    it_is_decided_and_whose_data_it_was_reads_so_when_the_danger_is_over(house, case, police)
    house.is_sound()


def it_is_decided_and_whose_data_it_was_reads_so_when_the_danger_is_over(
    house: House, case: UUID, police: Complainant
) -> None:
    """The rest of what was asked for is refused in the decision; she is found alive, and then reads who was told what, and why."""
    mei, jing = house.mei, house.holder("u-jing")
    mei.works_through({"scope": "救人只要姓名、电话和位置；聊天记录没有给"})
    mei.proposes(
        "granted",
        "X.POLICE",
        clause="CLIPS.8.3",
        finding="依协查函只提供姓名、电话和位置。",
        to_complainant="核实以后，为救人提供了姓名、电话和位置，别的没有。",
        to_account="警方为救人依法调取了您的姓名、电话和位置。事后核对：电话本不必给，这是我们的错，对不起。",
    )
    house.turn()
    if house.case(case).status is Status.COSIGNING:
        house.signed_by(house.lin)
    mei.works_through(
        {
            "secrecy_end": "人找到、平安之后就告诉她",
            "confirm_effect.handed_to": "王警官",
            "confirm_effect.handed_on": "已回函",
            "confirm_effect.handed_receipt": "回执 88",
        }
    )
    house.zhou.case = case
    house.zhou.skips("data_out", "救人时已逐项登记，此后没有再给")
    house.turn()
    assert house.case(case).status is Status.DECIDED, "what was told too much is to be prevented"
    assert jing.told() == [], "nobody reads it while it may cost a life"
    mei.puts_down("training", "救人时先给位置，电话另问", of="disclosed")
    house.turn()
    house.later(days=1)
    house.zhou.releases(case)
    house.turn()
    read = [jing.opens_the_link(number).text for number in range(len(jing.told()))]
    (told,) = (one for one in read if "紧急情况下告知过的信息" in one)
    for said in ("公安机关", "姓名", "电话", "位置", "没有给别的", "另一位同事核对过"):
        assert said in told, told
    (decided,) = (one for one in read if one is not told)
    assert "电话本不必给，这是我们的错" in decided
    assert "为救人提供了" in police.finds("处理决定").text
    assert house.is_closed(case)
    assert house.data_given() == {"name": 1, "phone": 1, "place": 1}, "each once"
    [task] = house.case(case).lessons.tasks
    assert (task.owner, task.state) == ("training", "open")


def hands_over(one: Colleague) -> None:
    one.proposes(
        "granted",
        "X.POLICE",
        clause="CLIPS.8.3",
        finding="依通知书只提供注册时间和实名状态。",
        to_complainant="依据和范围核对后，按通知书办理。",
        to_account="有权机关依法调取了您的注册信息，没有其他内容。",
    )


def test_a_real_police_gets_less_than_it_asked_for_and_the_user_learns_of_it_when_silence_ends(house):
    police = writes(house, POLICE, about="account u-fake", kind="GR.DATA")
    case = house.mei.takes_next()
    mei = house.mei
    mei.looks_up()
    mei.verifies("V5", "official_email")
    mei.works_through(
        {
            "register": "调取证据通知书（2026）77 号，承办人二人",
            "call_back": "总机核实",
            **called("某市公安局", "0571-87280114", "警号 033117", "调取注册信息"),
            "scope": "通知书依据只及注册信息；聊天记录和通讯录请其另行说明依据",
        }
    )
    house.lin.withholds(case, "authority_order")
    hands_over(mei)
    house.turn()
    assert house.case(case).status is Status.COSIGNING
    house.zhou.takes_to_sign()
    house.zhou.signs()
    with pytest.raises(SaysNo, match="That time cannot be read"):
        mei.does("secrecy_end", "保密到 12 月 23 日")  # the day is a day, and no note
    mei.does("secrecy_end", "通知书写明", since="2026-12-23")
    mei.works_through(
        {
            "confirm_effect.handed_to": "the office that asked",
            "confirm_effect.handed_on": "已回函，列明提供的范围",
            "confirm_effect.handed_receipt": "Annex II, 03:10",
        }
    )
    house.turn()
    assert house.case(case).status is Status.DECIDED, "nobody wrote down yet what went out"
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        mei.skips("data_out", "都在回函里")
    out = {"data_out.receiver": "某市公安局网安支队，专网", "data_out.provision": "刑事诉讼法第五十四条"}
    with pytest.raises(SaysNo, match="what kinds of data went out"):
        mei.works_through(out)
    mei.works_through({**out, "data_out.data_basic": "注册时间、实名状态"})
    house.turn()
    assert house.case(case).status is Status.CLOSED
    assert house.data_given() == {"data_basic": 1}
    assert "已经做的： 还没有 还要做的：移送公安或警方" in police.finds("处理决定").text, (
        "nothing had gone out yet"
    )
    assert "做到了： 移送公安或警方（" in police.finds("移送的情况").text
    assert house.holder("u-fake").told() == []
    assert house.did() == [], "the host is told of nothing"
    house.later(days=30)
    house.lin.releases(case)
    house.turn()
    told = house.holder("u-fake").opens_the_link().text
    for fixed in (
        "措施：移送公安或警方（2026年",
        "来源：有权机关依法向平台提出要求，工作人员核实了它的身份和依据",
    ):
        assert fixed in told


def test_a_court_s_order_is_done_as_far_as_it_goes_and_the_user_is_told_at_once(house):
    court = writes(house, COURT, about="video v-34", kind="GR.TAKEDOWN")
    case = house.mei.takes_next()
    mei = house.mei
    mei.looks_up()
    mei.works_through({"register": "（2026）京0491民初1号，协助执行通知书"})
    with pytest.raises(SaysNo, match="may not be taken"):
        mei.protects("P2", "先隐藏", whom="item")
    mei.verifies("V5", "document_seen")
    mei.works_through(
        {
            "call_back": "法院总机核实",
            **called("某市中级人民法院", "0571-12368", "书记员 18 号", "删除一条链接"),
            "scope": "一条链接；账号的其他视频不在其内",
        }
    )
    mei.proposes(
        "granted",
        "L4",
        clause="CLIPS.8.3",
        finding="协助执行通知书载明这条链接。",
        to_complainant="已按通知书移除这一条链接，没有涉及其他视频。",
        to_account="法院依法要求移除这条视频。您可以向该法院提出异议。",
    )
    house.turn()
    assert house.did() == []
    house.lin.takes_to_sign()
    house.lin.signs()
    house.turn()
    assert house.did() == ["apply L4 video v-34"]
    told = house.holder("u-leak").opens_the_link().text
    assert "法院" in told
    assert "有权机关依法向平台提出要求" in told
    assert "我们不透露线索从哪里来" not in told
    mei.works_through(
        {
            "secrecy_end": "没有保密要求",
            "confirm_effect.handed_to": "the office that asked",
            "confirm_effect.handed_on": "已回函",
            "confirm_effect.handed_receipt": "Annex II, 03:10",
        }
    )
    house.turn()
    assert house.case(case).status is Status.CLOSED
    assert "移除这一条链接" in court.reads().text
    a_court_that_reaches_too_far_is_told_so(house)
    an_inspection_has_its_papers(house)
    what_an_authority_passes_on_is_judged_like_any_other(house)


def shows_its_seal(house: House, what: str, whom: str, *, scope: str) -> None:
    """A letter is registered, its sender called back, its scope looked at."""
    house.mei.verifies("V5", "document_seen")
    house.mei.works_through(
        {"register": what, **called(whom, "010-66005500", "承办人 7 号", what), "scope": scope}
    )


def is_answered(house: House, authority: Complainant, case: UUID, *words: str) -> None:
    """Two signed, one of them counsel; the office has its answer, and the case ends."""
    house.turn()
    assert house.case(case).status is Status.COSIGNING
    assert len(authority.letters()) == 1, "nothing is told before counsel signed"
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        house.su.takes_to_sign()
    house.signed_by(house.lin)
    handed = {"handed_to": "承办人 7 号", "handed_on": "按函上的官方邮箱", "handed_receipt": "已收 2026-31"}
    notes = {f"confirm_effect.{name}": text for name, text in handed.items()}
    house.mei.works_through({"secrecy_end": "没有保密要求", **notes})
    house.turn()
    assert house.is_closed(case)
    for one in words:
        assert one in authority.reads().text


ABROAD = "An injunction of a court abroad: close this account for everybody, worldwide, within 24 hours."


def a_court_that_reaches_too_far_is_told_so(house: House) -> None:
    """It is real and asks for the whole world: we object to what its law does not reach, and nothing is done meanwhile."""
    court = writes(house, ABROAD, about="account u-leak", kind="GR.INJUNCTION", locale="en")
    case = house.mei.takes_next()
    before = house.did()
    house.mei.looks_up()
    shows_its_seal(
        house,
        "27 O 9/26, worldwide",
        "a court abroad",
        scope="foreign law; no basis for other places: object",
    )
    house.mei.proposes(
        "refused",
        clause="CLIPS.8.3",
        finding="The order names no law that reaches beyond its own country.",
        to_complainant="The injunction is real. It names no basis for other countries: please narrow it to your own, and it is done.",
    )
    is_answered(house, court, case, "please narrow it")
    assert house.did() == before
    assert house.case(case).decision.proposal.outcome == "refused"


AUDIT = "网信办执法检查通知：请于十日内提交投诉处理制度和第三季度台账。"


def an_inspection_has_its_papers(house: House) -> None:
    """What is inspected is answered with papers, and touches nobody's account."""
    office = writes(house, AUDIT, kind="GR.AUDIT")
    case = house.mei.takes_next()
    assert house.case(case).code == "GR.AUDIT"
    shows_its_seal(house, "检查通知 2026-31，十日内", "某市网信办", scope="只要制度和台账，不要个案资料")
    house.mei.proposes(
        "granted",
        clause="CLIPS.8.3",
        finding="通知只要制度和台账。",
        to_complainant="制度和第三季度台账已按要求提交，没有包含任何个人的资料。",
    )
    is_answered(house, office, case, "台账已按要求提交")
    assert house.data_given() == {}, "no data of anybody's went out"


PASSED_ON = "12345 转办：市民反映视频 v-33 是搬运的，请依法处理并于五日内答复。"


def what_an_authority_passes_on_is_judged_like_any_other(house: House) -> None:
    """A citizen's complaint that an office passes on is no order: it is judged beside it under the rules, and the office reads how it ended."""
    office = writes(house, PASSED_ON, about="video v-33", kind="GR.REFERRAL")
    mei = house.mei
    case = mei.takes_next()
    assert house.case(case).code == "GR.REFERRAL"
    mei.looks_up()
    shows_its_seal(house, "12345 转办单 88，五日内答复", "市民热线办", scope="转办不是命令：按规则看")
    [look] = mei.sets_beside(
        "video:v-33", kinship="copy", reason="转办的事由，像任何投诉一样看", code="CV.SPAM"
    )
    mei.takes_along(look)
    mei.case = look
    judges(mei, "no_violation", finding="是原创，不是搬运。", told="是原创。")
    house.turn()
    assert house.is_closed(look)
    mei.case = case
    mei.proposes("answered", to_complainant="已按规则查看：视频是原创，不作处理；市民本人也可以投诉和申诉。")
    house.turn()
    if house.case(case).status is Status.COSIGNING:
        house.signed_by(house.lin)
    handed = {"handed_to": "市民热线办", "handed_on": "转办系统", "handed_receipt": "办结 88"}
    notes = {f"confirm_effect.{name}": text for name, text in handed.items()}
    mei.works_through({"secrecy_end": "没有保密要求", **notes})
    house.turn()
    assert house.is_closed(case)
    assert "视频是原创" in office.reads().text
    assert house.is_shown("v-33")


ATTACK = "They are planning a terrorist attack on the market, the stream shows the street and the weapons, it starts now."


def test_of_an_attack_the_police_hear_before_anything_is_decided_and_nobody_alone_leaves_that_out(house):
    """TCO 14(5), DSA 18: an hour, as the house counts "promptly"; the stream may go at once, a lead or counsel answers for it."""
    seen = house.files(ATTACK, about="live l-5", kind="TE.ATTACK", where="EU", locale="en")
    house.turn()
    case = house.mei.takes_next()
    mei = house.mei
    assert (house.case(case).code, house.case(case).severity) == ("TE.ATTACK", "S0")
    law = house.clock_of(case, "eu_tco_threat")
    assert law.due_at - law.started_at == timedelta(hours=1)
    mei.looks_up()
    mei.works_through({"see_in_context": "all of it, live", "exceptions": "no news, no research"})
    attack = {
        "clause": "CLIPS.3.5",
        "finding": "The stream shows an attack under way.",
        "to_complainant": "The stream is off and the police know. Thank you.",
        "to_account": "The stream showed an attack. It was removed; you can appeal.",
    }
    with pytest.raises(SaysNo, match="tell the police at once"):
        mei.proposes("violation", "L4", **attack)
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        mei.skips("tell_police:eu_police", "no time")
    with pytest.raises(SaysNo, match=r"receipt|needs evidence"):
        mei.does("tell_police:eu_police", "called them")
    packet = {
        "receipt": "Called 112, operator 12; Europol SIENA 77",
        "basis": "TCO Art. 14(5), DSA Art. 18",
        "found": "Armed people in Harbour Road, live on stream l-5.",
        "preserved": "Snapshot, account and log-ins.",
        "persons_at_risk": "People on the market.",
    }
    mei.works_through({f"tell_police:eu_police.{field}": text for field, text in packet.items()})
    assert house.clock_of(case, "eu_tco_threat").state is State.MET
    assert "Armed people in Harbour Road" in mei.sees()
    mei.proposes("violation", "L4", **attack)
    house.turn()
    assert house.case(case).status is Status.COSIGNING
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        house.su.takes_to_sign()  # a senior is no lead
    house.signed_by(house.lin)
    assert house.did("apply L4") == ["apply L4 live l-5"]
    assert house.case(case).status is Status.DECIDED, "replay and clips come first"
    mei.works_through({"copies": "no replay, no clip of it"})
    house.turn()
    [told] = house.clips.log()["tells"]
    assert "showed an attack" in house.holder(told["account"], "en").opens_the_link().text
    assert "the police know" in seen.reads().text
    house.all_is_over()


KEEP = "FBI preservation letter under 18 U.S.C. 2703(f): please preserve all records of this account pending process."


def test_what_is_to_be_preserved_is_preserved_until_its_day_and_not_by_a_note(house):
    """Granted means kept: on Clips and in our own books, until the day of the letter or ninety days; a new letter renews it."""
    writes(house, KEEP, about="account u-fake", kind="GR.PRESERVE", where="US", locale="en")
    case = house.mei.takes_next()
    mei = house.mei
    mei.looks_up()
    mei.verifies("V5", "official_email")
    mei.works_through(
        {
            "register": "2703(f) letter 77, one account",
            "call_back": "the published number confirms it",
            **called("FBI, Seattle", "+1 206 622 0460", "agent 18", "keep, disclose nothing"),
            "scope": "one account, nothing is handed over",
        }
    )
    assert 'value="2027-02-21"' in mei.page("decide/"), "ninety days, where the letter names none"
    said = {
        "clause": "CLIPS.8.3",
        "finding": "The letter names one account.",
        "to_complainant": "The records are kept until 21 February 2027. Nothing was disclosed.",
    }
    with pytest.raises(SaysNo, match="To grant this is to do it"):
        mei.proposes("granted", **said)
    with pytest.raises(SaysNo, match="limit"):
        mei.proposes("granted", "K", **said)
    with pytest.raises(SaysNo, match="366"):
        mei.proposes("granted", "K", **said, until_K="2028-01-01")
    mei.proposes("granted", "K", **said, until_K="2027-02-21")
    house.lin.takes_to_sign()
    house.lin.signs()
    house.turn()
    assert house.did() == ["apply K account u-fake"]
    mei.works_through(
        {
            "secrecy_end": "none ordered",
            "confirm_effect.handed_to": "the office that asked",
            "confirm_effect.handed_on": "confirmed to the agent",
            "confirm_effect.handed_receipt": "Annex II, 03:10",
        }
    )
    house.turn()
    assert house.case(case).status is Status.CLOSED
    assert house.kept_for_an_authority("u-fake")
    assert house.holder("u-fake").told() == []
    house.later(days=91)
    assert not house.kept_for_an_authority("u-fake"), "nothing is kept for longer than somebody may ask"


GERMANY = "Beschluss des Landgerichts Berlin: bitte sperren Sie diesen Link für Deutschland."


def test_a_court_of_one_country_is_obeyed_in_that_country_and_everybody_else_still_sees_it(house):
    """Withheld "in one territory" that says none is withheld nowhere, or everywhere: here it says Germany, to the last letter."""
    court = writes(
        house,
        GERMANY,
        about="video v-34",
        kind="GR.TAKEDOWN",
        where="EU",
        locale="en",
        answers={"territory": "Deutschland, i.e. Germany"},
    )
    case = house.mei.takes_next()
    mei = house.mei
    mei.looks_up()
    mei.verifies("V5", "document_seen")
    mei.works_through(
        {
            "register": "27 O 1/26, Landgericht Berlin",
            "call_back": "the published number confirms it",
            **called("Landgericht Berlin", "+49 30 90188-0", "clerk 18", "one link, for Germany"),
            "scope": "one link, Germany alone",
            "translated.translated_from": "German",
            "translated.translated_by": "a sworn translator",
            "translated.translated_words": "Order of the Regional Court of Berlin: please block this link for Germany.",
        }
    )
    form = mei.page("decide/")
    assert "Filled in: Germany" in plain(form) or "填好的：德国" in plain(form)
    said = {
        "clause": "CLIPS.8.3",
        "finding": "The order names this link, for Germany.",
        "to_complainant": "The link is withheld in Germany.",
        "to_account": "A court of Germany ordered it, for Germany alone. You can object there.",
    }
    with pytest.raises(SaysNo, match=r"in which countries|哪些国家"):
        mei.proposes("granted", "L3", **said)
    shown = mei.proposes("granted", "L3", **said, territory_L3=["DE"])
    assert "德国" in shown or "Germany" in shown
    house.lin.takes_to_sign()
    house.lin.signs()
    house.turn()
    assert house.did() == ["apply L3 video v-34"]
    assert [seen_from(house, place, "v-34") for place in ("DE", "FR", "")] == [False, True, True]
    told = house.holder("u-leak").opens_the_link().text
    assert "仅限德国" in told
    assert "平台上的所有地区" not in told
    assert "Only in Germany" in court.reads().text
    mei.works_through(
        {
            "secrecy_end": "none ordered",
            "confirm_effect.handed_to": "the office that asked",
            "confirm_effect.handed_on": "confirmed to the court",
            "confirm_effect.handed_receipt": "Annex II, 03:10",
        }
    )
    house.turn()
    assert house.case(case).status is Status.CLOSED


def seen_from(house: House, place: str, video: str) -> bool:
    """Say whether somebody in a country sees a video, on its page and in the feed."""
    page = house.clips.page(f"/v/{video}", place=place)
    feed = house.clips.page("/", place=place)
    there = "not shown in your country" not in page
    assert there is (f"/v/{video}" in feed), "the page and the feed say the same"
    return there


CALL = "9:40 来电,自称某局宣传科,没有报姓名:这条视频影响不好,先下架,手续后补。我答:没有手续不办。"
CALLER = {
    "asker": "government",
    "name": "某局宣传科，没有报姓名",
    "country": "CN",
    "way": "phone",
    "wants": "remove",
    "about": "clips:video:v-34",
    "reach": "010-85220000",
    "spoken": "zh",
    "place": "EU",
}
READ = {
    "what_was_asked": "要求下架，没有文书",
    "order_behind": "说“手续后补”：没有",
    "asked_before": "没有别人来过",
}


def answers_no(one: Colleague, house: House) -> None:
    """Tell whoever asked that nothing is done, as a lead and counsel sign."""
    one.proposes(
        "refused",
        clause="CLIPS.8.6",
        finding="来电要求下架，没有任何文书。",
        to_complainant="没有正式的文书，我们不会因为来电做任何事。",
    )
    house.turn()
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        house.su.takes_to_sign()  # a senior is neither
    house.signed_by(house.zhou, house.lin)


def test_an_official_who_rings_gets_a_case_and_no_favour_and_what_he_rang_about_is_judged_by_others(house):
    """Two calls: about a clip that breaks no rule, which stays; and about one that shows somebody's home, which goes for that alone."""
    mei, jun, yan = house.mei, house.jun, house.yan
    with pytest.raises(SaysNo, match="Say who asked"):
        mei.was_asked(CALL, **{**CALLER, "asker": ""})
    number, code = mei.was_asked(CALL, **CALLER, pressed="on")
    house.turn()
    case = house.only_case()
    assert (case.code, case.severity, case.informal.asked.taker) == ("GR.INFORMAL", "S1", mei.id)
    assert house.alarms("agent_pressed") == ["lead"]
    assert not mei.may_open(case.id), "whoever took the call has no part in it"
    with pytest.raises(SaysNo, match="concern you or somebody you declared a tie to"):
        mei.takes_next()
    assert jun.takes_next() == case.id
    assert "Asked off the record: A government or ministry" in jun.sees()
    jun.looks_up()
    jun.works_through({**READ, "own_rules": "批评窗口服务，可能拍到了工作人员：另立一案看"})
    with pytest.raises(SaysNo, match="by a new name"):
        jun.recodes("GR.TAKEDOWN", "当作正式来函办")
    with pytest.raises(SaysNo, match="own rules"):
        jun.sets_beside("video:v-34", kinship="copy", reason="看看", code="CV.SPAM")
    [look] = jun.sets_beside("video:v-34", kinship="unasked", reason="像任何举报一样看", code="CV.SPAM")
    with pytest.raises(SaysNo, match="may end as: request refused"):
        jun.proposes("violation", "L4", clause="CLIPS.8.6", finding="来电要求", to_complainant="已下架")
    answers_no(jun, house)
    with pytest.raises(SaysNo, match="concern you or somebody you declared a tie to"):
        mei.takes_next()  # nor of what it was about
    with pytest.raises(SaysNo, match="Nothing is waiting that you may take"):
        jun.takes_next()  # nor whoever answered the call
    assert yan.takes_next() == look
    judges(yan, "no_violation", finding="批评窗口服务，不是垃圾信息。", told="没有违反规则，保留。")
    house.turn()
    assert house.did() == [], "nobody did anything for the asking"
    assert house.is_shown("v-34")
    asker = Complainant(house, number, code)
    answer = asker.reads().text
    for fixed in ("我们没有因为这个请求做任何事", "请按法律规定的形式来函", "不会告诉您"):
        assert fixed in answer
    assert "批评窗口" not in answer
    assert house.case(case.id).status is Status.DECIDED
    jun.does("nothing_done", "来电以后没有任何处置")
    house.zhou.case = case.id
    house.zhou.does("agent_backed", "和小梅谈过；这个号码以后转我")
    house.turn()
    assert house.case(case.id).status is Status.CLOSED
    a_company_rings_about_what_does_break_a_rule(house)
    told = house.lin.sees_in_the_office("informal")
    for row in (
        "A government or ministry · China",
        "A company · Germany",
        "No violation found",
        "Violation found",
    ):
        assert row in told
    counted = house.figures("eu_dsa_report", "2026")["informal"]
    assert [(one["asker"], one["violation"], one["nothing_found"]) for one in counted] == [
        ("company", 1, 0),
        ("government", 0, 1),
    ]
    assert {one["asked"] + one["answered"] + one["looked_at"] for one in counted} == {3}
    house.is_sound()


def a_company_rings_about_what_does_break_a_rule(house: House) -> None:
    """It goes for the rule that it breaks, by who was not asked; and whoever rang learns nothing of it."""
    mei, jun, yan = house.mei, house.jun, house.yan
    said = {**CALLER, "asker": "company", "country": "DE", "name": "Krause GmbH", "about": "clips:video:v-33"}
    number, code = jun.was_asked("They want it gone, as a favour among partners.", **said | {"spoken": "en"})
    house.turn()
    case = mei.takes_next()
    mei.looks_up()
    mei.works_through({**READ, "own_rules": "copied clips, posted by the hundred: looked at"})
    [look] = mei.sets_beside("video:v-33", kinship="unasked", reason="copied clips", code="CV.SPAM")
    answers_no(mei, house)
    assert yan.takes_next() == look
    copied = {"finding": "It is copied, as four hundred others are.", "told": "It was removed."}
    judges(yan, "violation", "L4", account="Your clip is another's work.", **copied)
    house.turn()
    assert house.did() == ["apply L4 video v-33"], "for the rule that it breaks, and nothing else"
    answer = Complainant(house, number, code, "en").reads().text
    assert "Nothing was done because of it" in answer
    assert "removed" not in answer
    mei.case = case
    mei.does("nothing_done", "removed as a copy, in a case of its own")
    house.turn()
    assert house.case(case).status is Status.CLOSED


def judges(one: Colleague, outcome: str, *measures: str, finding: str, told: str, account: str = "") -> None:
    """Judge an item as any other."""
    one.looks_up()
    one.works_through(
        {
            "see_in_context": "看完全片和评论",
            "known_before": "没有处理过",
            "exceptions": "考虑了评论和监督",
            "lower_rung": "最轻一级",
        }
    )
    one.proposes(
        outcome, *measures, clause="CLIPS.4.4", finding=finding, to_complainant=told, to_account=account
    )
