"""Four kinds of privacy in one house: an adult is hunted by strangers, a doctor's face sells pills, a father has died, and the phone rings.

婷 Ting's chats and address are public and people come to her door. 王 Wang never said what the video has him say. 老李 Laoli's
daughter wants his songs. 宁 Ning is called by shops that nobody gave her number to.
"""

import json
import re
from uuid import UUID

import pytest

from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.people import Complainant, plain
from tests.journeys.staff import SaysNo, contained
from tests.journeys.test_learning import takes_a_look

TING, DOOR = "ting@canary.example", "金丝雀丙七号门口有两个人"
HUNTED = f"有人把我的住址和聊天记录挂出来,号召大家人肉我,昨晚{DOOR}。"


def takes(house: House, text: str, *, kind: str, about: str, **said):
    filed = house.files(text, about=about, kind=kind, relation=said.pop("relation", "affected"), **said)
    house.turn()
    house.mei.takes_next()
    assert house.case(house.mei.case).code == kind
    if about:
        house.mei.looks_up()
    return filed


def test_a_hunted_woman_a_borrowed_face_a_dead_father_and_a_ringing_phone(house, monkeypatch):
    monkeypatch.setattr(
        "ombud.store.drawing.number", lambda *_: 10_000
    )  # nothing is drawn to be judged blind
    hunted, ting = is_hunted(house)
    borrowed, wang = lends_no_face(house)
    father = has_died(house)
    rings = is_called(house)
    house.later(days=3, hours=1)
    house.mei.case = hunted
    house.mei.does("looked_again", "没有再出现；她说楼下没有人了")
    (house.jun.case,) = (one.case for one in house.case(hunted).kin)
    house.jun.does("looked_again", "他没有再发")
    house.turn()
    house.is_closed(house.jun.case)
    is_handed_to_the_police(house, hunted, ting)
    for case in (hunted, borrowed, father, rings):
        assert house.case(case).status is Status.CLOSED
    asks_for_the_record_once_it_is_closed(house, borrowed, wang)
    assert house.holder("u-leak").told() == [], "whoever hunts her is told of nothing while she is in danger"
    for secret in (DOOR, TING, ting.number):
        assert secret not in "".join(one["text"] for one in house.clips.log()["tells"])


def is_hunted(house: House):
    """S1: hidden before anything is judged, shielded, the police named at once; she has what they will ask her for."""
    ting = takes(
        house,
        HUNTED,
        kind="PR.DOX",
        about="video v-34",
        contact={"email": TING},
        answers={"offline_risk": True, "effects": ["visits"], "record_wanted": False},
    )
    mei = house.mei
    case = mei.case
    assert house.case(case).severity in {"S0", "S1"}
    mei.protects("P2", "住址公开，有人上门", whom="item")
    with pytest.raises(SaysNo, match="gave this account as theirs"):
        mei.protects("P6", "陌生人私信辱骂", shielded="u-ning")
    mei.protects("P6", "陌生人私信辱骂", shielded="u-ning", theirs="她来信里写的自己的号")
    house.turn()
    assert house.did()[-2:] == ["apply P2 video v-34", "apply P6 account u-ning"]
    assert house.holder("u-leak").told() == []
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("danger_at_door", "她没有再写")
    mei.verifies("V2", shown=("live_session", "old_device"))
    mei.works_through(
        {
            "whose_data": "本人声明",
            "kinds_not_data": "住址、聊天记录",
            "danger_at_door": "昨晚有人上门；已请她到家人处并报警",
            "public_interest": "没有公共利益",
        }
    )
    mei.proposes(
        "violation",
        "L4",
        "X.POLICE",
        block_L4="on",
        clause="CLIPS.6.1",
        finding="视频公开住址并号召他人寻找。",
        to_complainant="视频已经移除，线索已移送公安。请暂时住到安全的地方；有人上门请打 110。",
        to_account="视频公开他人住址，规则不允许。",
    )
    house.turn()
    assert house.case(case).status is Status.DECIDED, "one removes what endangers her"
    assert not house.is_shown("v-34")
    told = ting.finds("处理决定").text
    assert "110" in told
    assert "已经做的： 移除内容 还要做的：移送公安或警方（还没有做到" in told, (
        "nobody has handed anything over yet"
    )
    mei.finds_alike("hash")
    mei.works_through(
        {
            "copies_everywhere": "评论里一张截图，已处理",
            "safety_advice": "信里写了",
        }
    )
    whoever_leads_has_a_case_of_his_own(house)
    with pytest.raises(SaysNo, match="not in your hands now"):
        mei.finds("record_asked", "ring_proved")  # nothing else is found once it is decided
    mei.finds("record_asked")  # she reported it meanwhile, and the police ask what was there
    mei.does("record_for_police", "报案用")
    house.turn()
    saved = ting.saves("记录")
    listed = json.loads(saved["manifest.json"])
    assert [one["address"] for one in listed["items"]] == ["clips video v-34"]
    assert "她以为删了就没事" in saved["01.txt"].decode()
    assert "timeline" not in listed, "of a post there is no account to tell of"
    with pytest.raises(SaysNo, match="waits until"):
        mei.does("looked_again", "没有再出现")
    return case, ting


def whoever_leads_has_a_case_of_his_own(house: House) -> None:
    """A sentence about him is no case: one is begun, and goes to its own end."""
    mei, jun = house.mei, house.jun
    leads = house.uploads("card", by="u-hao")
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("ringleaders", "三个号来自同一个群，已另案")
    (other,) = mei.sets_beside(f"video:{leads}", kinship="cluster", reason="带头开盒的号")
    mei.does("ringleaders")
    assert jun.takes_next() == other
    jun.looks_up()
    jun.protects("P2", "住址公开", whom="item")
    house.turn()
    jun.skips("shield_exposed", "当事人在首案里已有防护", seconded=house.zhou)
    jun.works_through(
        {
            "kinds_not_data": "住址",
            "danger_at_door": "首案已请她到家人处并报警",
            "public_interest": "没有公共利益",
        }
    )
    jun.proposes(
        "violation",
        "L4",
        "L6",
        until_L6="2026-12-20",
        block_L4="on",
        clause="CLIPS.6.1",
        finding="带头公开住址，号召他人上门。",
        to_complainant="由首案告知。",
        to_account="视频公开他人住址，规则不允许。",
        why_not_lower="带头号召，只移除一条挡不住。",
    )
    house.turn()
    assert not house.is_shown(leads)
    jun.works_through({"copies_everywhere": "没有别的"})
    jun.skips("ringleaders", "带头的就是他，首案旁已立此案", seconded=house.zhou)
    house.turn()


def is_handed_to_the_police(house: House, case: UUID, ting: Complainant) -> None:
    """Choosing it is no referral: a step is, with packet and receipt, and the case waits for it; she is told on which day."""
    mei = house.mei
    assert house.case(case).status is Status.DECIDED, "all is done but what was to go to the police"
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        mei.skips("refer_police", "她自己报过案了")
    with pytest.raises(SaysNo, match="receipt"):
        mei.does("refer_police", "电话里说过了")
    packet = {"receipt": "区公安分局网安大队，受案回执 2026-118", "basis": "本平台规则 6.1"}
    with pytest.raises(SaysNo, match=r"needs evidence|empty|lacks"):
        mei.works_through({f"refer_police.{field}": text for field, text in packet.items()})
    packet |= {
        "found": "clips video v-34 公开住址，三个账号号召他人上门。",
        "preserved": "视频快照与三个账号的登录记录。",
        "persons_at_risk": "住址被公开的人",
    }
    assert "移送的情况" not in "".join(ting.letters())
    mei.works_through({f"refer_police.{field}": text for field, text in packet.items()})
    kept = mei.sees()
    assert "受案回执 2026-118" in kept
    assert "三个账号号召他人上门" in kept
    house.turn()
    assert "做到了： 移送公安或警方（2026年" in ting.finds("移送的情况").text
    assert "移送的情况" in {one["title"] for one in ting.asks_the_api()["letters"]}


def lends_no_face(house: House):
    """Nobody asks him for more of his face; whether it is made, labelled or a joke is looked at before anything goes."""
    wang = takes(
        house,
        "这条视频用AI换成我的脸和声音卖药,我从来没说过这些话。",
        kind="PR.DEEPFAKE",
        about="video v-41",
        contact={"email": "wang@example.org"},
        answers={"voice_or_face": "both", "shown_as": "advert"},
    )
    mei, case = house.mei, house.mei.case
    mei.protects("P2", "冒用脸和声音卖药", whom="item")
    house.turn()
    mei.verifies("V1", "reply_from_contact")
    mei.works_through(
        {
            "whose_data": "本人声明，已认证频道",
            "kinds_not_data": "脸、声音",
            "public_interest": "不是评论或戏仿",
        }
    )
    said = {
        "clause": "CLIPS.4.6",
        "finding": "口型和声音是合成的，没有标识，用来卖药。",
        "to_complainant": "视频已经移除，相同的内容会被拦下。不用再发您的照片或录音。",
        "to_account": "视频用合成的脸和声音冒充真人推销，规则不允许。",
    }
    with pytest.raises(SaysNo, match="Steps are still open: Is it synthetic"):
        mei.proposes("violation", "L4", **said)
    mei.does("how_made", "口型对不上，没有标识，挂着卖药链接")
    mei.proposes("violation", "L4", block_L4="on", **said)
    house.turn()
    assert not house.is_shown("v-41")
    assert "wang@example.org" not in house.holder("u-qiang").opens_the_link().text
    assert "不用再发" in wang.finds("处理决定").text
    mei.finds_alike("hash", "near")
    for step in ("copies_everywhere", "safety_advice"):
        mei.does(step, "查过，已登记指纹，信里写了")
    house.turn()
    return case, wang


def asks_for_the_record_once_it_is_closed(house: House, case: UUID, wang: Complainant) -> None:
    """He goes to the police a week later, and they ask what was there: somebody reads it, has him prove it, and hands it over."""
    jun = house.jun
    house.later(days=7)
    wang.writes("民警要看那条视频当时写了什么,请把你们保存的记录给我。")
    assert "您在办结之后发来的内容会有一位同事读，并写信告诉您结果。" in wang.sees()
    house.turn()
    look, page = takes_a_look(jun)
    assert str(case) in look
    assert "They ask for the record that was kept, for the police for example" in page
    upto = re.search(r'name="upto" value="(\d+)"', jun._get(look).text)[1]
    said = {"upto": upto, "text": "受案回执上是他的名字；画面里的路人不写。", "cover": "路人"}
    with pytest.raises(SaysNo, match="Verify who it is"):
        jun._send(look, leads="record", **said)
    jun.case = case
    page = plain(jun.page())
    assert "hand it over on the page of the second look" in page
    assert "Evidence kept (a search)" in page
    jun.verifies("V2", shown=("live_session", "old_device"))
    jun._send(look, leads="record", **said)
    house.turn()
    saved = wang.saves("记录")
    assert [one["address"] for one in json.loads(saved["manifest.json"])["items"]] == ["clips video v-41"]
    page = wang.sees()
    assert "您来要保存的记录：已写信交给您。" in page
    assert house.case(case).status is Status.CLOSED, "nothing is judged anew for the asking"
    wang.writes("再要一份。")
    house.turn()
    look, page = takes_a_look(jun)
    assert "They ask for the record" not in page, "he has it"
    upto = re.search(r'name="upto" value="(\d+)"', jun._get(look).text)[1]
    with pytest.raises(SaysNo, match=r"cannot come of it\. It may be: nothing new, an appeal"):
        jun._send(look, leads="record", upto=upto, text="再给一次。")
    jun._send(look, leads="nothing", upto=upto, text="记录就在上一封信里，随时可以再下载。")
    house.turn()
    assert "随时可以再下载" in wang.finds("后来发来的内容").text


def has_died(house: House):
    """A relation and a death, the rest covered: not a notary's deed, and not his letters."""
    daughter = takes(
        house,
        "我父亲上个月去世了,想保留他唱的歌,账号请改成纪念,别再给我们推他的生日。",
        kind="PR.DECEASED",
        about="account u-laoli",
        relation="bystander",
        contact={"email": "daughter@example.org"},
        answers={"which_data": "作品和私信"},
    )
    mei, case = house.mei, house.mei.case
    said = {
        "clause": "CLIPS.6.5",
        "finding": "关系和去世已核实，生前没有另作安排。",
        "to_complainant": "账号已改为纪念状态，作品已导出给您，提醒已停。私信里有别人的话，所以没有给；不同意可以申诉。请节哀。",
    }
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("relation_and_death", "她说是女儿")
    mei.verifies("V3", "document_seen")
    mei.does(
        "relation_and_death",
        "户口簿遮到两人的姓名和关系，死亡证明；近一个月没有人登录",
        whose=mei.claimants()[0],
    )
    with pytest.raises(SaysNo, match="Steps are still open"):
        mei.proposes("granted", **said)
    mei.does("wishes_before_death", "没有纪念联系人，没有遗嘱")
    mei.does("others_in_it", "给作品，不给私信")
    mei.proposes("granted", **said)
    house.turn()
    mei.does("done_for_family", "纪念状态、作品导出、提醒停")
    house.turn()
    assert "私信里有别人的话" in daughter.finds("处理决定").text
    assert not [one for one in house.did() if "u-laoli" in one]
    return case


def is_called(house: House):
    """Was it us? Somebody apart looks; it was not, and she still hears how to make it stop."""
    ning = takes(
        house,
        "换了号以后天天有装修公司和贷款打来,只有你们有我的新号码，账号 u-ning。",
        kind="PR.SPAMCALL",
        about="",
        contact={"email": "ning@example.org"},
        answers={"call_from": "装修、贷款", "only_platform": "新号码只在这里登记过"},
    )
    mei, case, zhou = house.mei, house.mei.case, house.zhou
    mei.works_through(
        {
            "aware_at": "收到投诉即知悉",
            **contained("没有发现出口，日志另存"),
            "only_we_had_it": "运营商办号时也登记过",
            "scope_and_risk": "一人，手机号",
        }
    )
    zhou.case = case
    zhou.asks_who_looked("u-ning", days=365)
    zhou.does("who_had_access", "一年内没有人查询，也没有导出过")
    mei.proposes(
        "refused",
        clause="CLIPS.6.4",
        finding="访问日志里没有查询和导出；号码在办号时也登记过。",
        to_complainant="我们查过：没有人从平台查询或导出过您的号码。来电请拒接，不要报验证码；可以向运营商和 12321 举报。",
    )
    house.turn()
    zhou.skips("tell_authority", "没有泄露", seconded=house.jun)
    mei.skips("tell_person", "没有泄露", seconded=zhou)
    mei.works_through({"stop_the_calls": ""})
    for step in ("handled", "incident_summary", "summary_handed_over"):
        mei.skips(step, "没有泄露，没有要总结的", seconded=zhou)
    house.turn()
    assert "12321" in ning.finds("处理决定").text
    assert "怎样让骚扰电话停下" in "".join(ning.letters())
    return case
