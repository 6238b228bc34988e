"""5 Children, told to the end: the child is safe first, the family keeps the record, and nobody is asked for an ID."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256
from html import unescape
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from clips import changes
from clips.storage import reading, writing
from ombud.adapters.platform.contract import HostSubject
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.clocks import State
from ombud.core.receipts import number_of
from ombud.core.vocabulary import Severity
from ombud.store.ledger import read_lines
from tests.journeys.house import House, another, in_letters_to, ning
from tests.journeys.people import LISTED, plain
from tests.journeys.staff import Colleague, SaysNo, called
from tests.journeys.test_learning import takes_a_look
from tests.journeys.test_minors import POLICE, calls_the_police_back, is_cared_for
from tests.portal.conftest import KEY, Browser

CANARY = "金丝雀己一她妹妹在二班叫果果"
PHONE = "13912340001"


def opened_for(house: House, colleague) -> None:
    """A sealed case goes to whoever is next; a lead's word is the grant, and the look is logged."""
    colleague.takes_next()
    house.zhou.grants(colleague.case, to=colleague, reason="受过训练")
    colleague.opens("判断孩子的处境")
    colleague.looks_up()


# --- bullying


@pytest.fixture
def mother(house: House):
    """The mother of 潘 Pan, whom a classmate's video calls by name."""
    filed = house.files(
        f"我女儿13岁,被同学在视频里点名欺负羞辱,好多人跟着骂她。{CANARY}",
        about="video v-16",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    return filed


def mei_shields_her(house: House) -> None:
    """Shield and evidence first; the pattern, not the item; whether home is safe."""
    mei = house.mei
    opened_for(house, mei)
    mei.does("safe_now", "她在家，妈妈陪着")
    with pytest.raises(SaysNo, match=r"[Ww]ho"):
        mei.protects("P6", "停掉围攻")  # a parent's account is not the child's: nobody guesses
    mei.protects("P6", "停掉围攻", shielded="u-pan", theirs="孩子的号，妈妈写在表上")
    mei.protects("P1", "删除之后家人就拿不到了", whom="item")
    mei.works_through(
        {"shield_child": "", "keep_for_family": "", "whole_pattern": "视频、四十条评论、两个小号"}
    )
    mei.verifies("V4", "birth_certificate")
    mei.works_through({"guardian_risk": "妈妈陪着，没有争议", "actor_is_child": "同班同学，也是孩子：先教育"})


def mei_removes_the_video(house: House) -> None:
    house.mei.proposes(
        "violation",
        "L4",
        "L5",
        clause="CLIPS.1.2",
        finding="视频点名羞辱一名同学，评论跟着围攻。",
        to_complainant="我们看了整个过程：视频已经移除，发布者受到警告。您的女儿没有做错任何事。",
        to_account="您的视频点名羞辱了一名未成年人，规则不允许。",
    )
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()


def test_bullying_ends_with_the_shield_still_on_the_record_kept_and_a_look_after_72_hours(house, mother):
    mei, case = house.mei, house.only_case()
    mei_shields_her(house)
    house.turn()
    assert house.did() == ["apply P6 account u-pan", "apply P1 video v-16"]
    qiang = house.holder("u-qiang")
    assert qiang.told() == []  # whoever posted it learns of no shield
    mei_removes_the_video(house)
    decided = house.clock()
    # the decision ends neither the shield nor the evidence: those who did it come back
    assert house.did()[2:] == ["apply L4 video v-16", "apply L5 account u-qiang"]
    assert {held.order.measure for held in house.only_case().protections} == {"P6", "P1"}
    assert "没有做错" in mother.reads().text

    mei.does("tell_guardian")
    house.turn()
    letter = mother.finds("监护人").text
    for word in ("请别责备", "12355", "不要与对方对质"):
        assert word in letter
    assert (
        house.only_case().status is Status.DECIDED
    )  # the record is not handed over, the look after 72 hours still open
    the_family_gets_the_record(house, mother)

    house.later(hours=72)
    mei.does("after_72h", "没有新账号，评论安静了")
    house.turn()
    assert house.case(case.id).status is Status.CLOSED

    with pytest.raises(SaysNo, match="Your role does not open this page"):
        house.jun.releases(case.id)
    house.su.releases(case.id)
    house.turn()
    paper = qiang.opens_the_link()
    reasons = paper.text
    assert "视频 v-16" in reasons  # the video was public: to name it gives nobody away
    for secret in (CANARY, "果果", PHONE, mother.number, "u-pan", "防护", "监护", "妈妈"):
        assert secret not in reasons
    assert house.did("lift") == []
    house.clock.at = decided + timedelta(days=29, hours=23)
    house.turn()
    assert house.did("lift") == []
    house.later(hours=2)
    assert house.did("lift") == ["lift P6 account u-pan"]  # 30 days, and not a day more
    whoever_did_it_is_heard_by_child_safety(house, paper, mother)
    house.clips_never_heard(CANARY, PHONE, mother.number, mother.code)


def test_bullying_that_comes_back_within_72_hours_is_a_case_beside_and_the_first_is_opened_anew_by_another(
    house, mother
):
    """Another account goes on with it: nobody ticks that it is quiet. Both cases go on to the end, and the second time takes more."""
    mei, jun, zhou, case = house.mei, house.jun, house.zhou, house.only_case().id
    cleared = {"cleared": frozenset({"minors"})}
    fresh = another(house, "qi", "祁 Qi", "agent", "senior", **cleared)
    mei_shields_her(house)
    mei_removes_the_video(house)
    mei.does("tell_guardian")
    mei.works_through({"give_record": "交给已核实的妈妈", "give_record.black_out": "三班"})
    house.later(hours=50)
    mother.says_again("换了个号，又点她的名")
    house.turn()
    assert house.alarms("happens_again") == ["lead"]
    again = house.uploads("school", by="u-leak")
    with pytest.raises(SaysNo, match="waits until"):
        mei.does("after_72h", "又来了")
    house.later(hours=23)
    zhou.grants(case, to=mei, reason="72 小时回看")
    mei.opens("72 小时回看")
    (other,) = mei.sets_beside(f"video:{again}", kinship="cluster", reason="同一个外号，换了个号")
    mei.does("after_72h", "没有停：换了号，另立一案；请另一个人重看这一案")
    house.turn()
    it_is_judged_where_it_went_on(house, other, again)
    with pytest.raises(SaysNo, match="you had a hand in"):
        takes_a_look(jun)
    address, _page = takes_a_look(fresh)
    fresh.case = case
    zhou.grants(case, to=fresh, reason="另一个人再看一遍")
    fresh.opens("再看一遍")
    fresh._send(address, reopens="yes", text="72 小时内又来了，只警告没有用，我们重新处理。")
    house.turn()
    assert (house.case(case).status, house.case(case).on_appeal) == (Status.QUEUED, True)
    assert "重新处理" in mother.reads().text
    su_judges_it_anew(house, case, another(house, "he", "何 He", "agent", "senior", **cleared))
    assert "停用" in mother.reads().text
    house.later(hours=72)
    jun.case = other
    jun.does("after_72h", "两个号都安静了")
    house.turn()
    house.all_is_over()
    house.clips_never_heard(CANARY, PHONE, mother.number)


def it_is_judged_where_it_went_on(house: House, other: UUID, again: str) -> None:
    """The case beside it has hands of its own, and ends by its own rules."""
    jun = house.jun
    opened_for(house, jun)
    assert jun.case == other
    jun.works_through({"safe_now": "在家，妈妈陪着"})
    jun.protects("P6", "同一个孩子", shielded="u-pan", theirs="孩子的号，妈妈写在首案的表上")
    jun.protects("P1", "留证", whom="item")
    jun.works_through({"shield_child": "", "keep_for_family": "", "whole_pattern": "同一个外号，接着首案"})
    jun.works_through({"actor_is_child": "成年人，替人出头"})
    jun.proposes(
        "violation",
        "L4",
        clause="CLIPS.1.2",
        finding="换了个号接着点名羞辱同一名孩子。",
        to_complainant="已移除。",
        to_account="您的视频点名羞辱了一名未成年人，规则不允许。",
    )
    house.turn()
    assert f"apply L4 video {again}" in house.did()
    for step in ("tell_guardian", "give_record"):
        jun.skips(step, "没有人为这一条投诉；监护人由首案告知", seconded=house.zhou)


def su_judges_it_anew(house: House, case: UUID, second: Colleague) -> None:
    """Somebody without a hand in it finds it graver than it was, says why, and takes more than a warning; two sign."""
    su = house.su
    assert su.takes_next() == case
    house.zhou.grants(case, to=su, reason="重新处理")
    su.opens("重新处理")
    was = house.case(case).severity
    with pytest.raises(SaysNo, match="reason"):
        su.regrades("S1", "")
    su.regrades("S1", "换号再来，孩子不敢上学")
    assert (was, house.case(case).severity) == (Severity.S2, Severity.S1)
    assert "换号再来，孩子不敢上学" in su.sees()
    su.works_through(
        {
            "as_it_was": "当时只警告了一次",
            "fresh_judgement": "三天里换了号又来，是有组织的围攻",
            "procedure": "条款和告知都在",
            "their_side": "没有答复",
        }
    )
    su.skips("three_precedents", "没有三个")
    su.proposes(
        "violation",
        "L8",
        until_L8="2026-12-26",
        ruling="changed",
        clause="CLIPS.1.2",
        finding="三天里换了号接着羞辱同一名孩子。",
        to_complainant="又来了，只警告没有用：他的账号停用三十天。您的女儿没有做错。",
        to_account="您换了号接着点名羞辱一名未成年人，账号停用三十天。",
        why_not_lower="警告过，三天里又来。",
    )
    house.turn()
    assert "apply L8 account u-qiang" not in house.did()
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.jun.takes_to_sign()
    house.signed_by(second)
    assert "apply L8 account u-qiang" in house.did()
    su.works_through({"error_cause": "没有看错：当时还不知道会换号", "sisters": ""})


def whoever_did_it_is_heard_by_child_safety(house: House, paper, mother) -> None:
    """An appeal goes to somebody of child safety without a hand in it, who answers it; nothing shows the child again."""
    assert "已收到" in paper.appeal("我只是开个玩笑。")
    house.turn()
    (appealed,) = [one.id for one in house.cases() if one.on_appeal]
    assert house.mei.takes_next() != appealed  # somebody else's question about the same videos
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.jun.takes_next()
    assert house.su.takes_next() == appealed
    with pytest.raises(SaysNo, match="grant"):
        house.su.opens("复核")  # a child's matter stays sealed on appeal
    su_upholds_it_and_another_signs(house, appealed)
    assert "没有做错" in mother.finds("申诉").text
    hears = " ".join([*in_letters_to(house, "u-qiang")])
    assert "维持移除和警告" in hears
    for shown in ("胖子", CANARY, "果果", PHONE, mother.number, "u-pan", "防护", "监护", "妈妈"):
        assert shown not in hears, shown


def su_upholds_it_and_another_signs(house: House, case: UUID) -> None:
    """She is let in, looks at all of it again, and what two decided two uphold; nobody of them is one of the first two."""
    su = house.su
    house.zhou.grants(case, to=su, reason="申诉由儿童安全的人看")
    su.opens("复核")
    assert (su.id, "case", "复核") in house.reads_logged(case)
    su.works_through(
        {
            "as_it_was": "视频、四十条评论、两个小号，当时的规则",
            "fresh_judgement": "点名羞辱，评论跟着围攻：不是玩笑",
            "three_precedents": "对照了三件",
            "procedure": "两人签署，条款在，当事人后来才被告知，有依据",
            "their_side": "他说只是开玩笑；没有新材料",
        }
    )
    su.proposes(
        "violation",
        "L4",
        "L5",
        ruling="upheld",
        clause="CLIPS.1.2",
        finding="重新看过整个过程：点名羞辱一名同学。",
        to_complainant="发布者申诉了，另外的人重新看过：维持移除和警告。您的女儿没有做错任何事。",
        to_account="另外两个人重新看过：维持移除和警告。说是玩笑，被点名的人和跟着骂的人并不觉得。",
    )
    house.turn()
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.jun.takes_to_sign()
    assert house.case(case).status is Status.COSIGNING
    house.signed_by(ning(house))
    su.does("error_cause", "没有看错")
    house.turn()
    assert house.is_closed(case)


def the_family_gets_the_record(house: House, mother) -> None:
    """What was taken down is in the mother's hands as it was kept: she can check it, and nobody else can fetch it."""
    mei, case = house.mei, house.only_case()
    grant = max(one.until for one in case.grants)
    house.clock.at = max(house.clock.at, grant + timedelta(minutes=1))
    with pytest.raises(SaysNo, match="grant"):
        mei.does(
            "give_record", "交给已核实的妈妈"
        )  # what is a child's is opened by grant and reason, or not at all
    house.zhou.grants(case.id, to=mei, reason="替家人保存的记录要交出去")
    with pytest.raises(SaysNo, match="evidence or a note"):
        mei.does("give_record")
    before = len(house.reads_logged(case.id))
    mei.works_through({"give_record": "交给已核实的妈妈", "give_record.black_out": "三班"})
    house.turn()
    assert house.reads_logged(case.id)[before:] == [(mei.id, "record", "交给已核实的妈妈")]

    letter = mother.finds("记录").text
    files = mother.saves()
    assert sorted(files) == ["01.txt", "letter.txt", "manifest.json"]
    said = files["01.txt"].decode()
    for kept in ("clips video v-16", "点名批评某同学", "大家都来看看她", "平台投诉处理处"):
        assert kept in said  # the video is gone on Clips: its words are not
    for others in ("三班", PHONE, "梅", "Mei", CANARY, mother.code, "poster", "u-pan"):
        assert others not in said
    assert "共 1 处" in letter
    assert sha256(files["manifest.json"]).hexdigest() in letter
    manifest = json.loads(files["manifest.json"])
    (item,) = manifest["items"]
    assert item["sha256"] == sha256(files["01.txt"]).hexdigest()
    assert len(item["sha256_of_pictures"]) == 1  # a fingerprint of the picture, and no picture
    assert manifest["number"] == mother.number
    assert mother.saves() == files  # the same bytes each time
    given = [line.fact for line in read_lines(case.id) if isinstance(line.fact, facts.RecordGiven)]
    assert [one.fingerprint for one in given] == [sha256(files["manifest.json"]).hexdigest()]

    number = LISTED.findall(mother.page())[mother.letters().index("为您保存的记录")][0]
    stranger = house.files("这条视频好笑", about="video v-15")
    assert stranger.browser.post(f"/c/{stranger.number}", do="record", letter=number).status_code == 404
    shut = stranger.browser.get(f"/l/{number}/record")
    assert "application/zip" not in shut.headers["Content-Type"]
    assert "大家都来看看她" not in shut.text


# --- grooming, in two places


def reported(house: House, text: str, *, about: str, where: str, locale: str, lives: str = ""):
    """A parent reports a stranger; 周 Zhou, who is paged after two minutes, gives it to 梅 Mei, which is the grant.

    The stranger `lives` where the parent is, if nothing else is said.
    """
    with writing(house.clips.home) as book:
        book.execute("UPDATE person SET place = ? WHERE id = 'u-friend'", (lives or where,))
    house.only_wrote(about.partition(" ")[2])
    filed = house.files(
        f"{text}{CANARY}",
        about=about,
        where=where,
        locale=locale,
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    house.later(minutes=2, seconds=1)
    case = house.only_case()
    house.zhou.assigns(case.id, to=house.mei, reason="S0，受过训练")
    house.mei.opens("判断对方在要什么")
    house.mei.looks_up()
    return filed, case


def jun_reads_before_he_signs(house: House) -> None:
    """Nobody signs by a colleague's summary: what is a child's is opened by grant, reason and a line in the log, or not signed."""
    jun, case = house.jun, house.only_case().id
    jun.takes_to_sign(reads=False)
    with pytest.raises(SaysNo, match="has not opened it"):
        jun.signs()
    jun.reads_sealed(case, reason="签署之前要看")
    assert (jun.id, "case", "签署之前要看") in house.reads_logged(case)
    jun.signs()


def mei_reports_it(house: House, *authorities: str, basis: str, found: tuple[str, ...] = ()) -> None:
    """Contact cut, evidence kept, the least looked at, one packet for the authority, and the account closed by two."""
    mei = house.mei
    mei.does("page_duty")
    mei.protects("P7", "切断联系")
    mei.does("cut_contact")
    mei.does("other_victims")  # Clips says that there is none
    with pytest.raises(SaysNo, match="lacks something it must say"):
        mei.works_through(
            {
                f"report_authority:{authorities[0]}.receipt": "110",
                f"report_authority:{authorities[0]}.basis": basis,
            }
        )  # half a packet is none
    mei.protects("P1", "保全", whom="item")
    mei.protects("P5", "停止服务，不惊动", whom="account")
    mei.works_through({"preserve_unseen": "", "stop_account": ""})
    mei.does("minimum_look", "只看文字，没有看画面", *found)
    mei.works_through(
        {
            **{name: text for authority in authorities for name, text in packet(authority, basis).items()},
        }
    )
    house.turn()
    for word in (basis, "一名 11 至 13 岁的孩子", "未打开画面"):
        assert word in mei.sees()  # the packet lies on the case, for a person to hand over
    mei.verifies("V4", "birth_certificate")
    mei.proposes(
        "violation",
        "L9",
        clause="CLIPS.1.1",
        finding="该账号在私信中向未成年人索要照片。",
        to_complainant="Contact is cut, the account is closed and the police have it. 孩子没有做错任何事。",
        to_account="Your account broke the rule that protects children. 账号已经关闭。",
        why_not_lower="更轻的措施不能保护其他孩子。",
    )
    jun_reads_before_he_signs(house)


def mei_writes_to_the_family(house: House, child: str) -> None:
    """The child over her own account, and the parent who complained, since home is safe."""
    mei = house.mei
    mei.works_through(
        {
            "child_message.child_account": child,
            "child_message.child_done": "We cut the contact and told the police. 我们断了他的联系，也告诉了警察。",
        }
    )
    mei.does("guardian_when_safe", "孩子与家长同住，没有争议")
    house.turn()


def packet(authority: str, basis: str) -> dict[str, str]:
    """What one authority is told: each has it, and each gave a receipt of its own."""
    said = {
        "receipt": f"回拨总机核实，回执 2026-1123 {authority.replace('_', ' ')}",
        "basis": basis,
        "found": "账号在私信中向未成年人索要照片并要求保密。",
        "preserved": "消息、设备与登录地址已保全，未打开画面。",
        "persons_at_risk": "一名 11 至 13 岁的孩子。",
    }
    return {f"report_authority:{authority}.{field}": text for field, text in said.items()}


SECRETS = (CANARY, "果果", PHONE, "u-xiaoyu", "u-kayla", "guardian", "监护", "警", "police")
ASKS = "A stranger asks my daughter, she is 13, for photos and to keep it secret. "
GROOMED = {
    "CN": (
        "有陌生人私信我女儿要照片,还叫她别告诉爸妈,她11岁。",
        "message m-2",
        "未成年人保护法第八十条第三款",
        {"cn_police": "cn_child_police", "cn_cyberspace_children": "cn_child_cyberspace"},
        "12355",
    ),
    "EU": (ASKS, "message m-1", "Directive 2011/93/EU, Art 25", {"eu_police": "eu_child_police"}, "116 111"),
    "US": (ASKS, "message m-1", "18 USC 2258A(a)(1)", {"us_ncmec": "us_child_ncmec"}, "1-800-422-4453"),
    "UK": (ASKS, "message m-1", "Online Safety Act 2023, s. 66", {"uk_nca": "uk_child_nca"}, "0800 1111"),
    "IN": (ASKS, "message m-1", "POCSO Act 2012, s. 19(1)", {"in_police": "in_child_police"}, "1098"),
}
"""Of each place: what a parent writes, about what, on which law it is reported, to whom with which clock, and the child's line."""


def is_reported(house: House, where: str, *, lives: str = "", before=None):
    """Filed, protected, reported and decided; `before` any of it is done somebody may write something down."""
    text, about, basis, owed, line = GROOMED[where]
    locale, girl = ("zh", "u-xiaoyu") if where == "CN" else ("en", "u-kayla")
    parent, case = reported(house, text, about=about, where=where, locale=locale, lives=lives)
    assert case.code == "MN.SEX.GROOM"
    if before is not None:
        before(case.id)
    child = house.holder(girl, locale)
    mei_reports_it(house, *owed, basis=basis)
    mei_writes_to_the_family(house, child.account)
    each_was_told_in_time(house, case.id, owed.values())
    (to_her,) = child.told()  # it was a parent who complained, and the child is written to as well
    assert ("你没有做错任何事" if locale == "zh" else "You did nothing wrong") in child.opens_the_link().text
    assert "u-friend" not in to_her["text"]
    letters = [parent.reads(place).text for place in range(len(parent.letters()))]
    assert any("请别责备" in one or "do not blame" in one.lower() for one in letters), letters
    assert any(line in one for one in letters)
    assert all("u-friend" not in one for one in letters)
    # contact stays cut, and the messages are kept; the lock ends as the account is closed
    assert sorted(house.did()) == [
        "apply L9 account u-friend",
        f"apply P1 {about}",
        "apply P5 account u-friend",
        "apply P7 account u-friend",
        "lift P5 account u-friend",
    ]
    house.clips_never_heard(CANARY, PHONE, parent.number)
    return parent, case


def each_was_told_in_time(house: House, case: UUID, clocks: Iterable[str]) -> None:
    """Where the law has a word and no number the house has four hours for a danger; the report took minutes."""
    for clock in clocks:
        run = house.clock_of(case, clock)
        assert (run.due_at - run.started_at, run.state) == (timedelta(hours=4), State.MET), clock
        assert run.stopped_at - run.started_at < timedelta(minutes=30)


def says_nothing_of_them(house: House, parent, *secrets: str) -> None:
    """Nothing that the account has been sent names the child, who reported, the item, or that somebody was called."""
    for paper in in_letters_to(house, "u-friend"):
        for secret in (*SECRETS, parent.number, *secrets):
            assert secret not in paper, (secret, paper)


def is_seen_through(house: House, case, *, answers: Mapping[str, str] = POLICE) -> None:
    """The authority called back, whoever looked is all right, and the child is after a week and a month."""
    the_same_day(house, case, answers)
    after_a_week_and_a_month(house, case)


def the_same_day(house: House, case, answers: Mapping[str, str]) -> None:
    house.mei.skips("hash_shared", "只有文字，没有画面", seconded=house.zhou)
    is_cared_for(house, case)
    calls_the_police_back(house, answers)


def after_a_week_and_a_month(house: House, case) -> None:
    mei = house.mei
    house.later(days=7)
    mei.does("after_7d", "没有新账号联系孩子")
    house.later(days=23)
    mei.does("after_30d", "孩子很好，已回学校")
    house.turn()
    assert house.case(case).status is Status.CLOSED
    house.is_sound()


ANSWERS = {
    "US": called(
        "NCMEC CyberTipline", "+1 800 843 5678", "analyst 12", "keep it for a year, tell the user nothing"
    ),
    "UK": called(
        "National Crime Agency", "+44 370 496 7622", "officer 118", "tell him nothing before the visit"
    ),
}


@pytest.mark.parametrize("where", ["US", "UK"])
def test_where_the_law_lets_a_house_be_silent_the_offender_hears_nothing_until_somebody_allows_it(
    house, where
):
    """A report to its own authority in its own time; silence looked at after 72 hours; evidence for the year of 18 USC 2258A(h)."""
    su, friend = house.su, house.holder("u-friend")

    def a_seal_is_forged(case) -> None:
        """Whoever sends a false order, to have it found false, warns nobody: the child's own silence goes on."""
        house.lin.enters_silence(case, until="2026-12-20", **ORDER)
        house.zhou.answers_silence(case, why_not="总机查无此函，也没有这个人")
        assert [one.ground for one in house.case(case).withheld] == ["child_safety"]

    forged = where == "UK"
    parent, case = is_reported(house, where, before=a_seal_is_forged if forged else None)
    the_same_day(house, case.id, ANSWERS[where])
    assert friend.told() == []
    house.clock.at = case.opened_at + timedelta(hours=72, minutes=-1)
    house.turn()
    called = ["lead"] if forged else []
    assert house.alarms("review") == called
    house.later(minutes=2)
    assert sorted(house.alarms("review")) == ["child_safety", *called]
    law = {"US": "A child's safety would be at risk", "UK": "Data Protection Act 2018 Sch. 2 para. 2"}
    assert law[where] in unescape(su.sees_in_the_office("letters"))
    with pytest.raises(SaysNo, match="a signature from another role"):
        house.lin.releases(case.id)
    su.releases(case.id)
    house.turn()
    (told,) = friend.told()
    assert "u-friend" not in told["text"]
    says_nothing_of_them(house, parent, "message m-1")
    assert {who for who, _what, _why in house.reads_logged(case.id)} == {house.mei.id, house.jun.id}
    after_a_week_and_a_month(house, case.id)
    whoever_was_closed_is_heard_by_others(house, parent, case.id, upheld=where == "US")
    if where == "US":
        is_kept_for_a_year(house, case.id)


def whoever_was_closed_is_heard_by_others(house: House, parent, case: UUID, *, upheld: bool) -> None:
    """Child safety judges it afresh, another of them looks along and counsel signs last; what stands or falls is told, and nothing of the child."""
    su, friend = house.su, house.holder("u-friend")
    friend.opens_the_link().appeal("I only asked for a drawing of hers.")
    house.turn()
    assert house.case(case).on_appeal
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.jun.takes_next()
    assert su.takes_next() == case
    with pytest.raises(SaysNo, match="grant"):
        su.opens("复核")
    house.zhou.grants(case, to=su, reason="申诉由儿童安全的人看")
    su.opens("复核")
    su.works_through(
        {
            "as_it_was": "当时看的是那一条私信",
            "fresh_judgement": "索要照片、要求保密" if upheld else "前后文是美术作业，他是她的老师",
            "three_precedents": "对照了三件",
            "procedure": "两人签署，条款在，当事人后来才被告知，有依据",
            "their_side": "他说是要一张画",
        }
    )
    how = (
        {"ruling": "upheld", "why_not_lower": "更轻的措施不能保护别的孩子。"}
        if upheld
        else {"ruling": "overturned"}
    )
    su.proposes(
        *(("violation", "L9") if upheld else ("no_violation",)),
        clause="CLIPS.1.1",
        finding="重新看过整段往来。",
        to_complainant="We looked again, others than before. 我们请别人重新看过了。",
        to_account="另外三个人重新看过：维持关闭。" if upheld else "对不起，我们看错了：账号已经恢复。",
        **how,
    )
    house.turn()
    house.signed_by(ning(house))
    assert house.case(case).status is Status.COSIGNING, "counsel signs last, and nobody in place of them"
    house.signed_by(house.lin)
    assert house.case(case).status is Status.DECIDED
    assert ("lift L9 account u-friend" in house.did()) is not upheld
    su.does("error_cause", "没有看错" if upheld else "只看了一条，没有看前后文")
    su.does("sisters")
    if not upheld:
        su.does("undo_cascade", "账号恢复，没有别的处置")
    house.turn()
    outcome = " ".join(in_letters_to(house, "u-friend"))
    assert ("维持关闭" if upheld else "对不起") in outcome
    says_nothing_of_them(house, parent, "message m-1")
    assert "looked again" in parent.reads().text
    assert house.is_closed(case)
    house.is_sound()


def is_kept_for_a_year(house: House, case: UUID) -> None:
    """The snapshot on Clips is taken anew of the closed case, for a year from when the last of all was told, and then it goes."""
    last = max(past.heard_at for past in house.case(case).decisions)
    for _ in range(4):
        (kept,) = (one for one in house.case(case).protections if one.order.measure == "P1")
        house.clock.at = kept.order.until - timedelta(minutes=30)
        house.turn()
        again = [one.order.until for one in house.case(case).protections if one.order.measure == "P1"]
        if again == [kept.order.until]:
            break
    assert timedelta(days=366) <= again[0] - last < timedelta(days=367)
    house.later(hours=1)
    assert "lift P1 message m-1" in house.did()


def test_in_india_the_guardian_who_is_the_offender_gets_no_letter_the_other_one_the_police_and_the_court_do(
    house,
):
    """Mother and stepfather both prove to be guardians; the account is his, and he reads the girl's. He learns nothing at all."""
    mei, friend = house.mei, house.holder("u-friend", "en")
    text, about, basis, owed, line = GROOMED["IN"]
    mother, case = reported(
        house, f"{text}I fear it is her stepfather. ", about=about, where="IN", locale="en"
    )
    stepfather = house.files(
        "A stranger writes to my daughter, she is 13, and asks for photos. Tell me who reported it.",
        about=about,
        where="IN",
        locale="en",
        relation="guardian",
        contact={"account": "u-friend"},
    )
    house.turn()
    assert house.case(case.id).members == 2
    hers, his = sorted(mei.claimants(), key=lambda one: number_of(UUID(one), "C") != mother.number)
    mei_reports_it(house, *owed, basis=basis, found=("read_along",))
    each_was_told_in_time(house, case.id, owed.values())
    mei.verifies("V4", "family_register", who=mei.claimants().index(his))  # by law he is one
    with pytest.raises(SaysNo, match="Not over this account"):
        mei.works_through(
            {"child_message.child_account": "u-kayla", "child_message.child_done": "We cut it."}
        )
    house.zhou.case = case.id
    house.zhou.skips("child_message", "他跟着看孩子的账号；请警方和儿保机构当面找她")
    with pytest.raises(SaysNo, match="say to whom"):
        mei.does("guardian_when_safe", "母亲与孩子搬到外婆家")  # both proved it: nobody writes to both
    with pytest.raises(SaysNo, match="P9"):
        mei.does("guardian_when_safe", "一起写给他", whose=his)
    mei.does("guardian_when_safe", "母亲与孩子搬到外婆家，她愿意", whose=hers)
    house.turn()
    assert any(line in mother.reads(no).text for no in range(len(mother.letters())))
    is_seen_through(house, case.id, answers=INDIA)
    read = stepfather.sees() + "".join(stepfather.reads(no).text for no in range(len(stepfather.letters())))
    for never in ("closed", "police", "do not blame", CANARY, mother.number, "stepfather", "u-friend"):
        assert never not in read.partition("Get help")[0], never
    hears = " ".join(in_letters_to(house, "u-friend", "en"))
    assert not [never for never in ("Measure", "closed", "police", "stepfather", CANARY) if never in hears]
    assert set(house.alarms("review")) == {"child_safety"}
    law = "DPDP Act 2023 s. 17(1)(c)"
    assert law in unescape(house.su.sees_in_the_office("letters"))
    before = len(friend.told())
    house.su.releases(case.id)
    house.turn()
    later = [friend.opens_the_link(no).text for no in range(before, len(friend.told()))]
    (reasons,) = (one for one in later if "关闭账号" in one and "Contact is cut" not in one)
    assert not [one for one in (*SECRETS, mother.number, "m-1", "stepfather") if one in reasons]
    assert "do not blame" not in " ".join(later), (
        "told as the account and as somebody who complained, and not as the guardian"
    )
    house.clips_never_heard(CANARY, PHONE, mother.number)


INDIA = called(
    "Special Juvenile Police Unit, Pune", "+91 20 2612 6296", "Inspector 33", "tell the stepfather nothing"
)


def test_in_the_union_no_law_lets_the_account_wait_it_is_told_that_day_and_nothing_of_child_or_report_crosses(
    house,
):
    friend = house.holder("u-friend")
    told_first = []

    def nobody_may_be_silent(case) -> None:
        assert not house.case(case).is_withheld("account")
        with pytest.raises(SaysNo, match="The law of this place has no such exception"):
            house.su.withholds(case, "child_safety", why="不惊动")
        told_first.append(len(friend.told()))

    parent, case = is_reported(house, "EU", before=nobody_may_be_silent)
    assert told_first == [0]
    locked, closed = (friend.opens_the_link(number).text for number in range(len(friend.told())))
    assert "锁定账号" in locked, "what is done to the account is said while it is done"
    for said in ("关闭账号", "绝不伤害儿童", "申诉", "自动化", "期限"):
        assert said in closed
    assert [one["at"][:10] for one in friend.told()] == ["2026-11-23"] * 2, "on the day of each restriction"
    says_nothing_of_them(house, parent, "message m-1", "私信")
    is_seen_through(house, case.id)
    assert len(friend.told()) == 2
    assert house.alarms("review") == []


ORDER = {
    "authority": "联邦刑警局，办案单位",
    "reference": "2026-77 号函",
    "ordered_on": "2026-11-23",
    "basis": "StPO 第 95a 条",
    "published_number": "+49 611 550",
    "officer": "值班警官 77：抓捕之前不要惊动",
}


def test_an_account_in_the_union_is_told_although_a_parent_in_china_complained_and_an_authority_may_ask_for_silence(
    house,
):
    """Silence goes by where the account is; the request comes before any letter, and takes two: counsel who called back, and a lead."""
    su, lin, zhou, friend = house.su, house.lin, house.zhou, house.holder("u-friend")

    def police_ask(case) -> None:
        assert not house.case(case).is_withheld("account"), (
            "begun as in China, ended once Clips said where it is"
        )
        assert "only an authority's request" in unescape(house.mei.sees())
        with pytest.raises(SaysNo, match="The law of this place has no such exception"):
            su.withholds(case, "child_safety", why="不惊动")
        with pytest.raises(SaysNo, match="Your role does not open this page"):
            su.enters_silence(case, until="2026-12-20", **ORDER)
        for lacks in ORDER:
            with pytest.raises(SaysNo, match="all of it"):
                lin.enters_silence(case, until="2026-12-20", **{**ORDER, lacks: ""})
        for until in ("", "2027-02-01"):
            with pytest.raises(SaysNo, match=r"cannot be read|no later than|time"):
                lin.enters_silence(case, until=until, **ORDER)
        lin.enters_silence(case, until="2026-12-20", **ORDER)
        assert house.alarms("review") == ["lead"]
        for said in (*ORDER.values(), "Waits for a second person"):
            assert said in unescape(zhou.sees_in_the_office("letters")), said
        with pytest.raises(SaysNo, match=r"had a hand"):
            lin.answers_silence(case)
        zhou.answers_silence(case)
        assert "Waits for a second person" not in zhou.sees_in_the_office("letters")

    parent, case = is_reported(house, "CN", lives="EU", before=police_ask)
    is_seen_through(house, case.id)
    assert "legal" in house.alarms("review")
    assert friend.told() == [], "closed, and told once somebody says so: the day is over"
    with pytest.raises(SaysNo, match="Tell the side; if the authority renewed its order"):
        lin.withholds(case.id, "authority_order", why="再等等")
    lin.releases(case.id)
    house.turn()
    told = friend.opens_the_link().text
    assert "关闭账号" in told
    assert "布鲁塞尔时间" in told, "by the law of where it is"
    says_nothing_of_them(house, parent, "message m-2", "私信")
    house.is_sound()


# --- a child who writes alone, and a father who must not know


def test_a_child_alone_is_heard_without_account_or_id_and_the_father_it_fears_learns_nothing(house):
    mei, jun = house.mei, house.jun
    phone = Browser("zh")
    form = phone.get("/file/")
    said = {"text": "x", "danger": "no", "way": "anonymous", "child": "yes", "about": "minors"}
    asked = plain(
        phone.post(
            "/file/", key=KEY.search(form.text)[1], topic="MN.BULLY", screen="who", go="next", **said
        ).text
    )
    assert "你大概多大" in asked
    assert "（选填）" in asked
    for never in ("写出生日", "出示证件", "说出在哪所学校"):
        assert never in asked[asked.index("我们从来不会要你") :]
    assert "监护人同意" not in asked

    kid = house.files_by_form(
        f"同学在视频里嘲笑我,还叫大家都来看,我不敢上学。我11岁。{CANARY}",
        about="video v-16",
        child="yes",
        topic="MN.BULLY",
    )
    house.turn()
    case = house.only_case()
    assert (case.code, case.sealed) == ("MN.BULLY", True)
    safety = kid.finds("安全").text
    assert "你没有做错任何事" in safety
    assert "您" not in safety[safety.index("你没有做错") : safety.index("打印或存")]
    assert "12355" in safety

    father = house.files(
        "我女儿11岁,被同学在视频里欺负辱骂,请把她说了什么都告诉我。",
        about="video v-16",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    assert house.only_case().members == 2
    kid.writes("求求你们不要告诉我爸爸,他会打我。")
    opened_for(house, mei)
    assert "求求你们不要告诉我爸爸" in mei.sees()
    mei.does("safe_now", "学校里怕同学，家里怕父亲：已给 12355，孩子愿意打")
    mei.protects("P6", "停掉围攻", shielded="u-pan", theirs="孩子的号，妈妈写在表上")
    mei.protects("P1", "留证", whom="item")
    mei.works_through({"shield_child": "", "keep_for_family": "", "whole_pattern": "视频和评论合起来是围攻"})
    mei.verifies("V2", shown=("old_device", "live_session"))  # the child, by what it holds in its hands
    mei.verifies("V4", "birth_certificate", who=1)  # he is her father, and proved it
    with pytest.raises(SaysNo, match=r"[Ss]teps|not be taken"):
        mei.protects("P9", "父亲想知道", whom="account")
    mei.skips(
        "guardian_risk", "孩子说父亲打她，家里可能正是危险所在；转 12355 和儿童保护机构", seconded=house.zhou
    )
    mei.does("actor_is_child", "同班同学")
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.1.2",
        finding="视频点名羞辱一名同学。",
        to_complainant="视频已经移除。谢谢告诉我们。",
        to_account="您的视频点名羞辱了一名未成年人，规则不允许。",
    )
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    with pytest.raises(SaysNo, match="still open: Check the risk of telling the guardian"):
        mei.does("tell_guardian")  # leaving the look at home out is no look
    mei.skips("tell_guardian", "家里不安全，已转 12355", seconded=house.zhou)
    house.zhou.grants(case.id, to=mei, reason="记录要交给孩子")
    mei.does("give_record", "账号是孩子自己的")
    house.turn()
    assert not any("记录" in one for one in father.letters())  # a proved guardian, and home may be the danger
    record = kid.finds("记录").text
    assert "以后你也能证明你说的是真的" in record
    assert "您" not in record[record.index("那些话") : record.index("打印或存")]
    assert "大家都来看看她" in kid.saves("替你存好").get("01.txt", b"").decode()
    house.later(hours=72)
    mei.does("after_72h", "安静了")
    house.turn()
    assert house.only_case().status is Status.CLOSED
    read = father.sees() + "".join(father.reads(place).text for place in range(len(father.letters())))
    for secret in (
        CANARY,
        kid.number,
        "不要告诉我爸爸",
        "打她",
        "12355 和儿童保护机构",
        "嘲笑我",
        "家里不安全",
    ):
        assert secret not in read
    assert "监护人的信" not in " ".join(father.letters())
    the_child_reads_its_answer(kid)
    house.clips_never_heard(CANARY, kid.number, PHONE)


def the_child_reads_its_answer(kid) -> None:
    """In its own words, with what comes next, whom to talk to, and one tap to say no; a grown-up's letter lies behind a link."""
    answer = kid.finds("我们的决定")
    for words in (
        "视频已经移除",
        "接下来",
        "要是又发生",
        "我不同意",
        "想找人说说",
        "12355",
        "给大人看的版本",
    ):
        assert words in answer.text
    for grown in ("您", "申诉", "投诉", "适用的规则"):
        assert grown not in answer.text.partition("公道：听取")[0]
    whole = plain(kid.browser.get(f"{answer.address}?for=grown_up").text)
    assert "适用的规则" in whole
    assert "您" in whole


# --- money


GIFTS = "order o-6"
"""46 gifts to 噜噜 Lulu's stream, 3,000 yuan, paid from the account of 伟 Wei."""


def tipped(house: House, text: str):
    filed = house.files(f"{text}{CANARY}", about=GIFTS, relation="guardian", contact={"phone": PHONE})
    house.turn()
    return filed


def mei_weighs(
    house: House, *found: str, age: str, payer: str = "付款账户就是监护人本人的", use: str
) -> None:
    """Hold the share, match guardian and payer, weigh the use, ask what the host knew, and apply the age band."""
    mei = house.mei
    opened_for(house, mei)
    mei.protects("P4", "分成发出去就难追回")
    mei.does("hold_share")
    with pytest.raises(SaysNo, match="evidence or a note"):
        mei.does("relation_and_payer", "他说是父亲")  # nobody was verified
    mei.verifies("V4", "family_register")
    mei.works_through(
        {
            "relation_and_payer": payer,
            "pattern_of_use": use,
            "host_knew": "主播问过几年级",
        }
    )
    mei.does("age_band_rule", age, *found)


def balances(house: House) -> tuple[int, int]:
    """What 伟 Wei and 噜噜 Lulu have on Clips, in yuan."""
    wei, lulu = (
        house.clips.platform.look_up(
            HostSubject("clips", "account", who), now=house.clock()
        ).seen.account.money
        for who in ("u-wei", "u-lulu")
    )
    return int(wei.balance), int(lulu.balance)


def test_under_eight_all_of_it_goes_back_to_whoever_paid_and_takes_two(house):
    wei, lulu = tipped(house, "我孩子7岁,用我的手机给主播打赏了三千元,请退款。"), house.holder("u-lulu")
    assert house.only_case().code == "LV.MINOR.ADULTACCT"
    mei_weighs(house, age="七岁：付款无效，全部退", use="放学后和周末，看动画；没有分析脸和声音")
    house.turn()
    before = balances(house)
    house.mei.proposes(
        "granted",
        "L7",
        "L5",
        "Y.LIMIT",
        amount_L7="3000",
        currency_L7="CNY",
        clause="CLIPS.1.5",
        finding="付款人没有完全的行为能力，监护人没有同意；主播问过几年级，仍请孩子送礼物。",
        to_complainant="未满八周岁的孩子付的钱全部退还：三千元退回原来付款的账户，不用视频自证，也不用您承诺什么。",
        to_account="按未成年人保护规则退还，并警告一次：知道是孩子还请他送礼物。",
        why_not_lower="未满八周岁，付款无效，只能全部退还；主播知道对方是孩子。",
    )
    house.turn()
    assert balances(house) == before  # one signature moves no money
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    house.later(hours=1)  # the host books it
    assert balances(house) == (before[0] + 3000, before[1] - 3000)
    assert sorted(house.did()) == [
        "apply L5 account u-lulu",  # whoever lured is told off, besides giving it back
        "apply L7 account u-lulu",
        "apply P4 account u-lulu",
        "apply Y.LIMIT order o-6",  # whoever paid: the host knows
        "lift P4 account u-lulu",
    ]
    assert "3,000.00" in wei.reads().text
    reasons = lulu.opens_the_link().text
    assert "按未成年人保护规则退还" in reasons
    for secret in (CANARY, PHONE, wei.number, "u-wei", "7岁", "监护人证明"):
        assert secret not in reasons
    house.turn()
    assert house.only_case().status is Status.CLOSED


def mei_asks_whether_they_agree(house: House, wei) -> None:
    """Of a child of twelve: five hundred of three thousand suit the age; about the rest the law has the guardian asked."""
    mei = house.mei
    mei_weighs(
        house, "partly_able", age="十二岁：零花钱够付约五百元，其余与年龄不相称", use="夜里和周末，动画和游戏"
    )
    with pytest.raises(SaysNo, match="has not begun"):
        mei.does("ratified", "我看他不会同意")  # nobody answers for them
    mei.asks("您是否同意（追认）这些付款中的一部分？不回答就按没有同意处理。")
    house.turn()
    asked = house.only_case().waiting_for
    assert timedelta(days=30) - timedelta(minutes=1) < asked.until - house.clock() <= timedelta(days=30)
    letter = wei.finds("补充").text
    assert "追认" in letter
    assert in_words(asked.until) in letter  # a date, and not "soon"


def mei_gives_back(house: House, yuan: int, *, why: str) -> None:
    """What does not suit the age, and nobody agreed to, goes back by two to whoever paid."""
    mei, before = house.mei, balances(house)
    over = {
        "finding": "十二岁",
        "to_complainant": "退。",
        "to_account": "退。",
        "why_not_lower": "须退还。",
        "clause": "CLIPS.1.5",
    }
    with pytest.raises(SaysNo, match="and the platform says that this was paid"):
        mei.proposes("granted", "L7", "Y.LIMIT", amount_L7="30000", currency_L7="CNY", **over)
    mei.proposes(
        "granted",
        "L7",
        "Y.LIMIT",
        amount_L7=str(yuan),
        currency_L7="CNY",
        clause="CLIPS.1.5",
        finding=f"付款人八至十七岁，{why}；应退还 {yuan} 元。",
        to_complainant=f"十二岁的孩子可以自己花零花钱：约五百元与年龄相称，留在对方；{why}，{yuan} 元退回原付款账户。",
        to_account="按未成年人保护规则，退还与年龄不相称的部分；其余归您。",
        why_not_lower="与年龄不相称、监护人没有追认的部分须退还。",
    )
    house.turn()
    assert balances(house) == before  # one signature moves no money
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    house.later(hours=1)  # the host books it
    assert balances(house) == (before[0] + yuan, before[1] - yuan)


def is_frozen(house: House) -> bool:
    """Whether anything of 噜噜 Lulu's can be paid out on Clips."""
    seen = house.clips.platform.look_up(HostSubject("clips", "account", "u-lulu"), now=house.clock()).seen
    return seen.account.money.frozen


def the_share_stays_held_for_the_thirty_days(house: House, lulu) -> None:
    """A hold ends after fifteen days; the guardian has thirty. It is taken anew, told with reason and dates, and ends at last."""
    (first,) = house.only_case().protections
    begun, told = first.order.until - timedelta(days=15), len(lulu.told())
    answer_by = house.only_case().waiting_for.until
    house.clock.at = first.order.until - timedelta(hours=1, minutes=1)
    house.turn()
    assert len(lulu.told()) == told
    house.later(minutes=30)
    (again,) = house.only_case().protections
    assert again.order.until == again.review_at + timedelta(days=12)  # fifteen days, looked at after three
    assert timedelta(days=29, hours=23) < again.order.until - begun < timedelta(days=30)
    house.clock.at = first.order.until + timedelta(days=1)
    house.turn()
    assert is_frozen(house)  # on the sixteenth day nothing can be paid out
    paper = lulu.opens_the_link().text
    for said in ("保护未成年人的规则", "自动结束", *map(in_words, (answer_by, again.order.until))):
        assert said in paper
    assert in_words(answer_by + timedelta(days=3)) in paper  # never longer
    for secret in (CANARY, PHONE, "u-wei", "12岁", "十二岁", "父", "监护人证明"):
        assert secret not in paper
    house.clock.at = again.order.until - timedelta(minutes=30)
    house.turn()
    (last,) = house.only_case().protections
    assert (last.order.until, last.review_at) == (answer_by + timedelta(days=3), answer_by)
    assert len(lulu.told()) == told + 2
    assert house.did("lift") == []
    assert (house.only_case().status, house.only_case().steps_lapsed) == (Status.WAITING, frozenset())


def in_words(at) -> str:
    """A day as a letter names it in China."""
    there = at.astimezone(ZoneInfo("Asia/Shanghai"))
    return f"{there.year}年{there.month}月{there.day}日"


def test_from_eight_the_guardian_is_asked_for_thirty_days_and_silence_is_a_no_that_gives_the_money_back(
    house,
):
    wei = tipped(house, "我儿子12岁,用我的账号打赏主播三千元,请退款。")
    lulu, mei = house.holder("u-lulu"), house.mei
    mei_asks_whether_they_agree(house, wei)
    the_share_stays_held_for_the_thirty_days(house, lulu)
    reminded = house.alarms("review").count("lead")
    house.later(hours=2)  # silence is a no (Civil Code, art. 145), and never a reason to keep the money
    assert house.only_case().steps_lapsed == {"ratified"}
    assert (
        house.alarms("review").count("lead") == reminded + 1
    )  # somebody is to look as soon as it can be decided
    opened_for(house, mei)  # a look is granted for a time, and again
    mei_gives_back(house, 2500, why="监护人在三十天内没有表示，视为拒绝追认")
    assert not is_frozen(house)  # what was held ends with the decision, and not on its last day
    paper = wei.reads()
    assert "五百元与年龄相称" in paper.text
    assert "申诉" in paper.text
    loser = lulu.opens_the_link()
    assert "其余归您" in loser.text
    done = house.only_case()
    assert "limit_set" in done.steps_done, "the paying account was locked by an order, and by no tick"
    ours = house.clock_of(done.id, "cn_minor_refund")
    assert (ours.state, ours.breached_at) == (State.MET, None), "the thirty days are the guardian's, not ours"
    the_answer_came_late_and_a_lead_says_why(house)
    assert "已收到" in loser.appeal("聊天里没有人说过年龄。")  # who pays may appeal too
    after = balances(house)
    somebody_else_looks_again(
        house,
        "granted",
        "L7",
        "Y.LIMIT",
        amount_L7="2500",
        currency_L7="CNY",
        finding="付款人十二岁，五百元与年龄相称；监护人没有追认。知不知道年龄，不改变应退的数。",
        to_complainant="收款的一方要求再看一次：换了一个人看，还是退 2500 元，已经退到您的账户，不会收回。",
        to_account="换了一个人重新看过：退还的部分与年龄不相称，监护人没有追认，与您知不知道年龄无关。所以维持。",
        why_not_lower="与年龄不相称、监护人没有追认的部分须退还。",
    )
    assert "与您知不知道年龄无关" in loser.goes_on()
    assert "不会收回" in wei.reads().text
    assert (balances(house), house.did("apply L7")) == (after, ["apply L7 account u-lulu"]), "paid once"
    assert house.is_closed(done.id)


def the_answer_came_late_and_a_lead_says_why(house: House) -> None:
    """Fifteen days to answer a user know of no guardian: a law's time that was missed holds the case until somebody says why."""
    from ombud.store.models import Complaint

    case, own = house.only_case(), Complaint.objects.get().id
    assert case.status is Status.DECIDED
    why = "依法等监护人三十天内表示是否追认，第三天已去信说明"
    house.zhou.says_why_late(own, "cn_telecom_answer", "waiting_on_others", why, book="complaint")
    house.turn()
    assert house.is_closed(case.id)


def somebody_else_looks_again(house: House, outcome: str, *measures: str, **said: str) -> None:
    """苏 Su, who had no hand in it, has the appeal, and 何 He signs what she upholds; neither of the first two is given it."""
    house.turn()
    case = house.only_case()
    assert case.on_appeal
    for first in (house.mei, house.jun):
        with pytest.raises(SaysNo, match="you had a hand in"):
            first.takes_next()
    su = house.su
    su.takes_next()
    house.zhou.grants(case.id, to=su, reason="复核")
    su.opens("复核，看双方的说法")
    su.looks_up()
    su.works_through(
        {
            "as_it_was": "付款记录、时段和弹幕都重新看了",
            "fresh_judgement": "与原来的判断一致",
            "three_precedents": "对照了三件",
            "procedure": "问过监护人，两人签署，都告知了",
            "their_side": "申诉的每一点都看了",
        }
    )
    su.proposes(outcome, *measures, ruling="upheld", clause="CLIPS.1.5", **said)
    house.turn()
    assert house.only_case().status is Status.COSIGNING, "nor does anybody uphold it alone"
    house.signed_by(another(house, "he", "何 He", "agent", "senior", cleared=frozenset({"minors"})))
    su.does("error_cause", "没有发现错误")
    house.turn()


def test_what_the_guardian_agrees_to_within_thirty_days_stays_where_it_is(house):
    wei, mei = tipped(house, "我儿子12岁,用我的账号打赏主播三千元,请退款。"), house.mei
    mei_asks_whether_they_agree(house, wei)
    house.later(days=10)
    wei.writes("其中一千元是给他的生日礼物，我同意；其余的不同意。")
    house.turn()
    assert "ratified" in house.only_case().steps_done  # the answer does the step, nobody's word
    assert house.did("lift") == []  # within its limit the share is still held
    assert is_frozen(house)
    opened_for(house, mei)
    assert "生日礼物" in mei.sees()
    mei_gives_back(house, 1500, why="一千元监护人追认了，留在对方")
    assert "追认了" in wei.reads().text
    assert house.is_closed(house.only_case().id)
    assert not is_frozen(house)


def test_a_claim_that_is_not_believed_is_refused_by_two_with_reasons_and_nobody_is_called_a_cheat(house):
    wei, mei = tipped(house, "我孩子10岁,用我的账号打赏主播三千元,请退款。"), house.mei
    mei_weighs(house, age="看不出是孩子付的", use="全部在工作日凌晨，弹幕谈房贷和加班")
    refusal = {
        "clause": "CLIPS.1.5",
        "finding": "付款全部在凌晨，弹幕谈的是成年人的事。",
        "to_complainant": "我们没有看到能说明是孩子付款的情况：付款都在工作日凌晨。您可以随时补充，例如孩子用设备的时间。",
    }
    with pytest.raises(SaysNo, match="Before a refusal"):
        mei.proposes("refused", **refusal)  # nobody asked the guardian
    with pytest.raises(SaysNo, match="takes what the guardian was asked"):
        mei.works_through({"guardian_asked.stance_asked": "11 月 23 日信里问是否追认"})
    mei.works_through(
        {
            "guardian_asked.stance_asked": "11 月 23 日信里问是否追认",
            "guardian_asked.stance_said": "同日答：没有同意过，坚持是孩子付的",
        }
    )
    mei.proposes("refused", **refusal)
    house.turn()
    assert house.only_case().status is Status.COSIGNING  # nobody refuses a child's money alone
    assert "lift P4 account u-lulu" not in house.did()
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    assert house.did() == [
        "apply P4 account u-lulu",
        "lift P4 account u-lulu",
    ]  # what was held goes to whom it belongs
    paper = wei.reads()
    assert "工作日凌晨" in paper.text
    for slur in ("冒充", "骗", "虚假", "撒谎"):
        assert slur not in paper.text.partition("向外求助")[0]
    case = house.only_case().id
    assert house.is_closed(case)
    assert "已收到" in paper.appeal("那几天他在姑姑家，姑姑可以作证。")
    somebody_else_looks_again(
        house,
        "refused",
        finding="姑姑家的设备没有登录过付款的账号；付款和弹幕都来自同一部工作手机。",
        to_complainant="换了一个人重新看过：您说的那几天，付款来自另一部手机，弹幕谈的是上班的事。所以不退。"
        "孩子用的是哪部设备，您随时可以补充；也可以到法院解决。",
    )
    outcome = wei.finds("申诉结果").text
    for said in ("另一部手机", "随时可以补充", "人民法院"):
        assert said in outcome
    for slur in ("冒充", "骗", "虚假", "撒谎"):
        assert slur not in outcome.partition("报警")[0]
    assert house.is_closed(case)
    assert (house.did("apply L7"), is_frozen(house)) == ([], False)


def test_whoever_is_sixteen_and_lives_on_their_own_wages_paid_as_a_grown_up_and_reads_why(house):
    """Nobody asks a guardian about money that the law calls the worker's own; a bare “no” is not enough, and two sign it."""
    wei, mei = tipped(house, "我儿子17岁,在工厂上班,用工资打赏主播三千元,请退款。"), house.mei
    mei_weighs(house, age="十七岁，附了劳动合同和工资流水", use="下班后，谈加班和宿舍")
    refusal = {
        "clause": "CLIPS.1.5",
        "finding": "付款人十七岁，进厂一年，工资入的就是付款的账户，靠工资生活。",
        "to_complainant": "付款的是您十七岁的儿子，他以自己的劳动收入为主要生活来源，民法典第十八条视为完全民事行为能力人："
        "他自己付的钱有效，不需要监护人追认，所以不退。您说钱不是工资的，请补充付款账户的流水，我们重新看。",
    }
    with pytest.raises(SaysNo, match="Before a refusal"):
        mei.proposes("refused", **refusal)  # nobody has said that he is a grown-up before the law
    mei.does("age_band_rule", "劳动合同一年，工资每月入付款账户", "own_wages")
    assert "Not needed by what was found: whoever paid is 16 or 17" in mei.sees()
    mei.proposes("refused", **refusal)
    house.turn()
    assert house.only_case().status is Status.COSIGNING  # nobody refuses it alone
    before = balances(house)
    house.signed_by(house.jun)
    assert (balances(house), is_frozen(house)) == (before, False)  # what was held goes to whom it belongs
    paper = wei.reads()
    for said in ("民法典第十八条", "劳动收入", "流水", "申诉"):
        assert said in paper.text
    assert "追认" not in " ".join(wei.letters())  # no guardian was asked whether they agree
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert house.did("apply L7") == []


# --- proof that is seen by one and kept by nobody


def test_a_guardians_document_is_opened_by_grant_with_reason_and_log_and_destroyed_on_time(house, mother):
    mei, jun, case = house.mei, house.jun, house.only_case()
    paper = "出生证明（证件号、住址和照片已涂黑）"
    mother.hands_in("birth.txt", f"出生证明 {BARE}，住址和照片都看得见")
    house.turn()
    mei.takes_next()
    with pytest.raises(SaysNo, match=r"grant|sealed"):
        mei.opens("看证明")
    house.zhou.grants(case.id, to=mei, reason="核对监护关系")
    with pytest.raises(SaysNo, match="reason"):
        mei.opens("")
    mei.opens("核对关系")
    what_was_not_blacked_out_is_kept_by_nobody(house, mother)
    mother.hands_in("birth.txt", paper)
    mother.writes("遮好了，重新发了一份。")
    house.turn()
    assert mei.takes_next() == case.id
    mei.opens("核对关系")
    assert mei.opens_file().decode() == paper
    opened = [(who, why) for who, what, why in house.reads_logged(case.id) if what == "file"]
    assert {who for who, _ in opened} == {mei.id}
    assert opened[0][1].endswith("核对关系")
    jun.case = case.id
    with pytest.raises(SaysNo, match="no such page"):
        jun.opens_file()
    mei.verifies("V4", "birth_certificate", documents=True)
    mei.protects("P6", "停掉围攻", shielded="u-pan", theirs="孩子的号，妈妈写在表上")
    mei.protects("P1", "留证", whom="item")
    mei.works_through(
        {
            "safe_now": "在家",
            "shield_child": "",
            "keep_for_family": "",
            "whole_pattern": "合起来是围攻",
            "guardian_risk": "没有争议",
            "actor_is_child": "同学",
        }
    )
    mei_removes_the_video(house)
    mei.does("tell_guardian")
    mei.skips("give_record", "妈妈说不要", seconded=house.zhou)
    house.later(hours=72)
    mei.does("after_72h", "安静了")
    house.turn()
    assert house.only_case().status is Status.CLOSED
    ended = house.clock()
    assert files_on_disk() == 1
    house.clock.at = ended + timedelta(days=29)
    house.turn()
    assert files_on_disk() == 1
    house.clock.at = ended + timedelta(days=30, hours=1)
    house.turn()
    assert files_on_disk() == 0  # the proof is gone, that it was shown stays
    (proved,) = house.only_case().verified
    assert (proved.level, proved.method) == ("V4", "birth_certificate")
    assert "没有做错" in mother.finds("处理决定").text


BARE = "证件号 11010119900101123X"


def what_was_not_blacked_out_is_kept_by_nobody(house: House, mother) -> None:
    """A document with number, address and picture is seen once, destroyed at once, proves nothing, and is asked for again."""
    mei, case = house.mei, house.only_case()
    assert BARE in mei.opens_file().decode()
    assert files_on_disk() == 1
    with pytest.raises(SaysNo, match="Please write"):
        mei.refuses_file(" ")
    assert files_on_disk() == 1
    mei.refuses_file("证件号、住址和照片都没有遮住")
    assert files_on_disk() == 0, "gone in that commit, and no copy of it"
    assert house.case(case.id).verified == ()
    assert "erased" in mei.sees()
    house.turn()
    assert house.case(case.id).status is Status.WAITING
    asked = mother.finds("补充").text
    for said in ("都没有遮住", "遮住", "姓名"):
        assert said in asked
    assert BARE not in asked


def files_on_disk() -> int:
    """How many of the files that anybody sent still lie there."""
    from ombud.store.evidence import fingerprint
    from ombud.store.models import Evidence

    return sum(bool(fingerprint(name)) for name in Evidence.objects.values_list("id", flat=True))


# --- a challenge, and an account in a grown-up's hands


def test_a_challenge_that_lures_children_goes_out_of_reach_before_it_is_judged(house):
    mei = house.mei
    wei = house.files(
        f"群里有人鼓动孩子们玩窒息挑战,我儿子12岁已经在学,昨天晕倒了。{CANARY}",
        about="video v-12",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    case = house.only_case()
    assert (case.code, case.sealed) == ("MN.INDUCE", True)
    opened_for(house, mei)
    mei.protects("P3", "每小时一万五千次播放，孩子正在模仿", whom="item")
    house.turn()
    assert house.did() == ["apply P3 video v-12"]
    soon = house.clock_of(case.id, "protect_target")  # a serious case: four hours, and it took minutes
    assert (soon.due_at - soon.started_at, soon.state) == (timedelta(hours=4), State.MET)
    assert soon.stopped_at - soon.started_at < timedelta(minutes=10)
    assert house.holder("u-rich1").told() == []  # held back where a child's safety is at stake
    copy = the_copies_are_swept(house, case)
    mei.works_through({"safe_now": "已就医，家长陪着"})
    mei.protects("P1", "保全", whom="item")
    mei.skips("shield_child", "没有人针对他个人", seconded=house.zhou)
    mei.works_through({"keep_for_family": "", "whole_pattern": "三个账号接力发起，评论里在报名"})
    mei.verifies("V4", "family_register")
    mei.works_through({"guardian_risk": "没有争议", "actor_is_child": "成年人，为了涨粉"})
    mei.proposes(
        "violation",
        "L4",
        "L8",
        until_L8="2026-12-23",
        block_L4="on",
        clause="CLIPS.1.2",
        finding="视频发起窒息挑战并招募未成年人参加。",
        to_complainant="视频已经移除，账号停用三十天。请带孩子复诊；他没有做错。",
        to_account="您的视频引诱未成年人做可能致命的事，已移除，账号停用三十天。",
        why_not_lower="成年人有组织地引诱未成年人，移除一条不能停止。",
    )
    house.turn()
    assert "apply L8 account u-rich1" not in house.did()  # suspending somebody takes two
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    assert sorted(house.did()) == [
        "apply L4 video v-12",
        "apply L8 account u-rich1",
        "apply P1 video v-12",
        "apply P3 video v-12",
        "apply P3 video v-37",
        "lift P3 video v-12",
    ]
    seen = house.clips.platform.look_up(HostSubject("clips", "video", "v-37"), now=house.clock()).seen
    assert seen.snapshot.state == "blocked"  # the copy went with it; its own case goes on
    assert house.case(copy).status is Status.IN_HAND
    the_copy_is_judged_in_its_own_case(house, copy)
    assert "没有做错" in wei.reads().text
    mei.does("tell_guardian")
    mei.does("give_record", "交给已核实的父亲，带去医院和学校")
    house.turn()
    assert "12355" in wei.finds("监护人").text
    assert "clips video v-12" in wei.saves()["01.txt"].decode()  # removed there, and here as it was kept
    with pytest.raises(SaysNo, match="waits until"):
        mei.does("after_72h", "没有人再发")
    house.later(hours=72)
    mei.does("after_72h", "接力的两个账号没有再发")
    house.turn()
    house.jun.does("after_72h", "没有再发")
    house.turn()
    assert [house.case(one).status for one in (case.id, copy)] == [Status.CLOSED] * 2
    assert house.holder("u-rich1").told() == []  # until child safety lets the letter go
    house.clips_never_heard(CANARY, PHONE, wei.number)


def the_copy_is_judged_in_its_own_case(house: House, copy) -> None:
    """Whoever carried it on is judged by somebody else, to the end; nobody complained of it, so no guardian is written to."""
    jun = house.jun
    jun.case = copy
    jun.works_through({"safe_now": "与首案同一名孩子，已就医"})
    jun.protects("P1", "保全", whom="item")
    jun.skips("shield_child", "没有人针对他个人", seconded=house.zhou)
    jun.works_through({"keep_for_family": "", "whole_pattern": "搬运一次，没有自己发起"})
    assert "there is nobody to verify" in jun.sees(), (
        "no guardian complained of this one, and the step does not apply"
    )
    jun.works_through({"actor_is_child": "成年人"})
    jun.proposes(
        "violation",
        "L4",
        clause="CLIPS.1.2",
        finding="一字不差地搬运窒息挑战。",
        to_complainant="已移除。",
        to_account="您搬运的视频引诱未成年人做可能致命的事，已移除。",
    )
    house.turn()
    assert "apply L4 video v-37" in house.did()
    for step in ("tell_guardian", "give_record"):
        jun.skips(step, "没有人为这一条投诉；监护人由首案告知", seconded=house.zhou)


def the_copies_are_swept(house: House, case):
    """What is alike is found, has a case of its own as grave as the first, and is out of reach within minutes."""
    mei, jun = house.mei, house.jun
    assert "video:v-37" in mei.finds_alike("hash", "near")
    (copy,) = mei.sets_beside("video:v-37", kinship="copy", reason="一字不差的搬运，孩子正在模仿")
    beside = house.case(copy)
    assert (beside.code, beside.sealed) == (case.code, True)
    assert beside.is_withheld("account")  # nobody is tipped off by a second case
    opened_for(house, jun)
    assert jun.case == copy
    jun.protects("P3", "同一个挑战的搬运", whom="item")
    house.turn()
    assert house.did() == ["apply P3 video v-12", "apply P3 video v-37"]
    assert house.clock() - case.opened_at < timedelta(minutes=15)
    assert house.holder("u-rich2").told() == []
    return copy


def test_where_two_parents_disagree_nobody_gains_by_having_written_first_and_neither_reads_the_other(house):
    """The account stays as it is until a court has said: two decide it, and each has an answer of their own."""
    mei, jun = house.mei, house.jun
    mother = house.files(
        f"我和前夫离婚了,孩子的抚养权有争议,请把孩子的账号交给我一个人管。{CANARY}",
        about="account u-pan",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    father = house.files(
        "我们在打抚养权的官司,前妻要拿走孩子的账号,请不要给她,给我。",
        about="account u-pan",
        relation="guardian",
        contact={"phone": "13912340002"},
    )
    house.turn()
    case = house.only_case()
    assert (case.code, case.members, case.sealed) == ("MN.CUSTODY", 2, True)
    opened_for(house, mei)
    mei.does("who_uses_it", "孩子自己在用，放学后和周末")
    mei.verifies("V4", "family_register", who=0)
    mei.verifies("V4", "family_register", who=1)  # both proved it, and both are
    one, other = mei.claimants()
    with pytest.raises(SaysNo, match="say whose proof"):
        mei.does("guardian_proof", "户口簿只留姓名和关系")  # one's proof is not the other's
    mei.does("age_light", "监护人声明：十四至十七岁", whose=one)
    mei.does("guardian_proof", "户口簿只留姓名和关系，双方都是", whose=other)
    with pytest.raises(SaysNo, match="P9 Contact the guardian"):
        mei.protects("P9", "告诉另一方", whom="account")
    mei.proposes(
        "refused",
        clause="CLIPS.1.4",
        finding="双方都是监护人，抚养权正在由法院处理，账号由孩子自己在用。",
        to_complainant="账号保持现状，由孩子自己用，不交给任何一方。有了法院的文书请发给我们，马上按文书办。",
    )
    house.turn()
    assert house.only_case().status is Status.COSIGNING, "where custody is disputed nobody answers alone"
    assert not any("处理决定" in title for one in (mother, father) for title in one.letters())
    house.signed_by(jun)
    house.turn()
    assert house.did() == []
    for parent, never in ((mother, ("打抚养权的官司", father.number)), (father, (CANARY, mother.number))):
        read = parent.sees() + "".join(parent.reads(no).text for no in range(len(parent.letters())))
        assert "不交给任何一方" in read
        assert "申诉" in read
        for secret in (*never, "前妻" if parent is mother else "一个人管"):
            assert secret not in read
    house.clips_never_heard(CANARY, PHONE)


def test_a_childs_account_in_a_grown_ups_hands_goes_back_only_to_a_proved_guardian_and_no_child_shows_an_id(
    house,
):
    mei, jun = house.mei, house.jun
    wei = house.files(
        f"有人租孩子的号刷单,我女儿9岁,号被别人拿去用了。{CANARY}",
        about="account u-xiaoyu",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    assert house.only_case().code == "MN.ACCT.ABUSE"
    with writing(house.clips.home) as book:  # what whoever rented it left behind
        for kind in changes.BOUND:
            changes.strange(book, "u-xiaoyu", kind, key=f"c-xiaoyu-{kind}", now=house.clock())
    opened_for(house, mei)
    mei.protects("P5", "先停住冒用的人", whom="account")
    mei.does("who_uses_it", "凌晨登录、刷单话术、模拟器：是大人")
    house.turn()
    assert house.did() == ["apply P5 account u-xiaoyu"]
    settled = {
        "clause": "CLIPS.1.4",
        "finding": "账号由成年人租用刷单，不是孩子在用。",
        "to_complainant": "账号交还给您和孩子：请一起设置新密码。孩子不用出示任何证件。",
        "to_account": "账号交还监护人和孩子，陌生登录已退出。",
    }
    with pytest.raises(SaysNo, match="evidence or a note"):
        mei.does("guardian_proof", "说得很像")  # nobody was verified
    with pytest.raises(SaysNo, match=r"[Ss]teps|Verify|not be taken"):
        mei.proposes("granted", "R", **settled)
    mei.skips("age_light", "看得出是孩子的号", seconded=house.zhou)
    mei.skips("guardian_proof", "他说得很像")  # and leaving it out proves nothing
    with pytest.raises(SaysNo, match="Verify who it is"):
        mei.proposes("granted", "R", **settled)
    mei.verifies("V4", "family_register")
    mei.works_through({"guardian_proof": "户口簿只留姓名和关系"})
    with pytest.raises(SaysNo, match="nothing would do “Remove strangers"):
        mei.proposes("granted", "R", **settled)
    mei.proposes("granted", "R", "Y.MEANS", "Y.MODE", **settled)
    house.turn()
    assert "apply R account u-xiaoyu" not in house.did()  # a child's account changes hands by two
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    assert (
        "apply R account u-xiaoyu" not in house.did()
    )  # like any account it cools down, and stays shut meanwhile
    assert "locked" in house.clips.page("/u/u-xiaoyu").lower().replace("unlocked", "")
    assert "孩子不用出示任何证件" in wei.reads().text
    house.later(days=2)
    assert "apply R account u-xiaoyu" in house.did()
    done = house.only_case().steps_done
    assert {"wipe_strangers_means", "youth_mode"} <= done, (
        "the host unbound and switched on; nobody ticked that"
    )
    with reading(house.clips.home) as book:
        undone = {one["kind"] for one in changes.of(book, "u-xiaoyu") if one["undone"]}
    assert undone == {*changes.BOUND}
    assert "Youth mode is on" in house.clips.page("/u/u-xiaoyu")
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert "locked" not in house.clips.page("/u/u-xiaoyu").lower().replace("unlocked", "")
    house.clips_never_heard(CANARY, PHONE, wei.number)
