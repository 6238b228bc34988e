"""A stranger asks a girl of eleven for pictures: the child first, and the offender is not warned.

伟 Wei, her father, reports it. Nobody takes it within two minutes: 周 Zhou is paged, then the deputy. She assigns it,
which is the grant. 梅 Mei cuts the contact; closing the account takes two; 苏 Su decides when the offender may be told.
"""

from collections.abc import Mapping
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.vocabulary import Severity
from ombud.store.ledger import read_lines
from tests.journeys.house import House, another, in_letters_to, ning
from tests.journeys.staff import Colleague, SaysNo, called
from tests.journeys.test_learning import takes_a_look

CANARY = "金丝雀丙三她叫豆豆上五年级"
PHONE = "13912345678"
MESSAGE = "message m-2"


@pytest.fixture
def wei(house: House):
    """伟 Wei files in the portal."""
    house.only_wrote("m-2")
    filed = house.files(
        f"有陌生人私信我女儿要照片,还叫她别告诉爸妈,她11岁。{CANARY}",
        about=MESSAGE,
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    return filed


def zhou_assigns_it(house: House) -> None:
    case = house.only_case()
    house.later(minutes=2, seconds=1)
    assert house.alarms("page") == ["lead"]
    house.zhou.assigns(case.id, to=house.mei, reason="S0，梅受过训练")
    house.mei.opens("需要判断对方是否在要照片")
    house.mei.looks_up()


def mei_protects(house: House) -> None:
    mei = house.mei
    mei.does("page_duty")
    mei.protects("P7", "切断联系")
    mei.does("cut_contact")
    mei.protects("P1", "保全", whom="item")
    mei.does("preserve_unseen")
    mei.protects("P5", "立即停止服务，不惊动", whom="account")
    mei.does("stop_account")


def mei_closes_the_account(house: House) -> str:
    mei = house.mei
    mei.does("minimum_look", "只看文字：索要照片并要求保密")
    mei.works_through(
        {
            "other_victims": "",
            "report_authority:cn_police.receipt": "已报公安，回执 2026-1123",
            "report_authority:cn_cyberspace_children.receipt": "已报网信，回执 2026-1124",
        }
    )
    mei.verifies("V4", "birth_certificate")
    return mei.proposes(
        "violation",
        "L9",
        clause="CLIPS.1.1",
        finding="该账号在私信中向未成年人索要照片。",
        to_complainant="我们已经切断联系、关闭对方账号并移送公安。孩子没有做错任何事。",
        to_account="您的账号违反了保护儿童的规则，已经关闭。",
        why_not_lower="更轻的措施不能保护其他孩子。",
    )


POLICE = called("市公安局网安支队", "0571-87280110", "警号 033117", "先不要惊动对方，保全到立案")


def calls_the_police_back(house: House, answers: Mapping[str, str] = POLICE) -> None:
    """The call is a record: whom, over which published number, who answered, what they asked; a note is none."""
    mei = house.mei
    with pytest.raises(SaysNo, match="all of it"):
        mei.does("call_back", "打过了，他们收到了")
    with pytest.raises(SaysNo, match="all of it"):
        mei.works_through({name: text for name, text in answers.items() if not name.endswith("number")})
    mei.works_through(answers)
    page = mei.sees()
    assert "An authority was called back" in page
    for said in answers.values():
        assert said in page
    ((called_back, by),) = [
        (line.fact, line.by) for line in read_lines(mei.case) if isinstance(line.fact, facts.CalledBack)
    ]
    assert (called_back.step, by) == ("call_back", f"agent:{mei.id}")


TO_HER = {
    "child_message.child_account": "u-xiaoyu",
    "child_message.child_done": "我们让那个人再也联系不到你，关掉了他的账号，也告诉了警察。",
}


def mei_writes_to_the_girl(house: House) -> None:
    """It was her father who complained: she is written to all the same, over her own account and nobody else's."""
    mei = house.mei
    with pytest.raises(SaysNo, match="lacks something it must say"):
        mei.does("child_message", "写过了")  # a tick writes to nobody
    with pytest.raises(SaysNo, match="Not over this account"):
        mei.works_through(
            {**TO_HER, "child_message.child_account": "u-friend"}
        )  # whoever wrote to her reads there
    with pytest.raises(SaysNo, match="a lead"):
        mei.skips("child_message", "不想打扰")
    mei.works_through(TO_HER)


def the_girl_reads_it_and_writes_back(house: House, wei) -> None:
    """In a child's words; her answer comes to the same desk, and neither her father nor the other side reads of it."""
    girl = house.holder("u-xiaoyu")
    (told,) = girl.told()
    assert (
        "你没有做错" not in told["text"]
    )  # whoever looks over her shoulder sees that there is a letter, and not which
    paper = girl.opens_the_link()
    for said in ("你没有做错任何事", "再也联系不到你", "你信任哪位大人", "12355", "不写也没关系"):
        assert said in paper.text
    for never in ("您", "u-friend", wei.number, PHONE, CANARY):
        assert never not in paper.text.partition("公道：听取")[0]
    before = len(wei.letters())
    assert "编号" in paper.writes_back(ANSWER)
    house.turn()
    assert ANSWER not in wei.sees()
    assert len(wei.letters()) == before
    house.clips_never_heard(ANSWER)


ANSWER = "我想先告诉王老师，别先告诉爸爸"


def is_cared_for(house: House, case) -> None:
    """Whoever looked is asked how they are by a lead, and ticks that off for nobody."""
    with pytest.raises(SaysNo, match="for a lead to do"):
        house.mei.does("cared_for", "我没事")
    house.zhou.case = case
    house.zhou.does("cared_for", "问过梅和君：都歇过了，梅今天不再看这类")
    house.zhou.case = None


def finishes(house: House) -> None:
    mei_writes_to_the_girl(house)
    house.mei.skips("hash_shared", "只有文字，没有画面", seconded=house.zhou)
    is_cared_for(house, house.mei.case)
    calls_the_police_back(house)
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        house.mei.does("guardian_when_safe")
    house.mei.does("guardian_when_safe", "孩子与父亲同住，愿意告诉他，没有争议")
    with pytest.raises(
        SaysNo, match="waits until"
    ):  # nobody ticks off on the first day what is to be seen after a week
        house.mei.does("after_7d", "看过了")
    house.later(days=7)
    house.mei.does("after_7d", "没有新账号联系孩子")
    house.later(days=23)
    house.mei.does("after_30d", "孩子很好，已回学校")


def mailed_to(house: House, who: str) -> list[EmailMessage]:
    found = (message_from_bytes(path.read_bytes(), policy=default) for path in house.post.glob("mail/*.eml"))
    return [one for one in found if one["To"] == f"{who}@example.org"]


def test_the_lead_hears_of_it_with_every_page_shut_and_nobody_hears_after_she_gave_it_away(house, wei):
    assert mailed_to(house, "zhou") == []
    house.later(minutes=2, seconds=1)
    (told,) = mailed_to(house, "zhou")
    said = told["Subject"] + told.get_content()
    assert "有一件危险等您处理" in said
    assert "http://127.0.0.1:8000/office/alarms/" in said
    for never in (wei.number, CANARY, PHONE, "未成年", "K-"):
        assert never not in said
    waits = "A danger was not taken and waits for you."
    assert waits in house.zhou._get("/office/").text
    assert waits in house.zhou._get("/staff/paged/").text
    zhou_assigns_it(house)
    assert waits not in house.zhou._get("/staff/paged/").text
    house.later(minutes=6)
    assert (len(mailed_to(house, "zhou")), mailed_to(house, "yan")) == (1, [])


def test_it_goes_to_the_head_of_the_lane_and_wakes_the_lead_then_the_deputy(house):
    for name in ("v-1", "v-2", "v-3"):
        house.files("我女儿12岁,被同学在视频里欺负辱骂。", about=f"video {name}")
    house.turn()
    house.later(seconds=30)
    danger = house.files(
        f"有陌生人私信我女儿要照片,她11岁。{CANARY}", about=MESSAGE, contact={"phone": PHONE}
    )
    house.turn()
    (case,) = [one for one in house.cases() if one.severity is Severity.S0]
    assert (case.code, case.sealed) == ("MN.SEX.GROOM", True)
    assert house.alarms("page") == []
    house.later(minutes=1, seconds=50)
    assert house.alarms("page") == []
    house.later(seconds=12)
    assert house.alarms("page") == ["lead"]
    house.later(minutes=2, seconds=50)
    assert house.alarms("page") == ["lead"]
    house.later(seconds=15)
    assert house.alarms("page") == ["lead", "deputy"]
    assert house.mei.takes_next() == case.id
    house.later(minutes=30)
    assert house.alarms("page") == ["lead", "deputy"]
    assert "12355" in danger.reads(0).text


def test_an_agent_without_clearance_never_gets_it(house, wei):
    with pytest.raises(SaysNo, match=r"clearance|[Nn]othing"):
        house.yan.takes_next()
    house.later(minutes=2, seconds=1)
    with pytest.raises(SaysNo, match="lacks the clearance"):
        house.zhou.assigns(house.only_case().id, to=house.yan, reason="没人")
    assert house.only_case().status is Status.QUEUED


def test_the_leads_assignment_is_the_grant_and_every_opening_is_logged(house, wei):
    case = house.only_case()
    house.later(minutes=2, seconds=1)
    house.zhou.assigns(case.id, to=house.mei, reason="S0")
    assert CANARY not in house.mei.page()
    with pytest.raises(SaysNo, match="reason"):
        house.mei.opens(" ")
    assert house.reads_logged(case.id) == []
    house.mei.opens("判断危险程度")
    assert CANARY in house.mei.page()
    logged = house.reads_logged(case.id)
    assert len(logged) >= 2
    assert {(who, why) for who, _what, why in logged} == {(house.mei.id, "判断危险程度")}
    assert not house.jun.may_open(case.id)


def test_whoever_takes_it_from_the_lane_still_needs_a_grant(house, wei):
    case = house.only_case()
    assert house.mei.takes_next() == case.id
    assert CANARY not in house.mei.page()
    with pytest.raises(SaysNo, match="grant"):
        house.mei.opens("看看")
    with pytest.raises(SaysNo, match="Your role does not open this page"):
        house.jun.grants(case.id, to=house.mei, reason="我来批")
    with pytest.raises(SaysNo, match="reason"):
        house.zhou.grants(case.id, to=house.mei, reason=" ")
    house.zhou.grants(case.id, to=house.mei, reason="受过训练，需要判断")
    house.mei.opens("判断危险程度")
    assert CANARY in house.mei.page()


def test_contact_is_cut_the_account_closed_by_two_and_the_offender_told_only_when_it_is_safe(house, wei):
    zhou_assigns_it(house)
    mei, jun, su, zhou = house.mei, house.jun, house.su, house.zhou
    case = house.only_case()
    assert case.is_withheld("account")
    mei_protects(house)
    house.turn()
    assert house.did() == ["apply P7 account u-friend", "apply P1 message m-2", "apply P5 account u-friend"]
    assert house.alarms("duty_called") == ["lead"]  # the first step calls her; nobody ticks that they did
    uncle = house.holder("u-friend")
    assert uncle.told() == []

    preview = mei_closes_the_account(house)
    assert "withheld" in preview.lower() or "held back" in preview.lower()
    assert house.only_case().status is Status.COSIGNING
    house.turn()
    assert "apply L9 account u-friend" not in house.did()  # one signature is none
    with pytest.raises(SaysNo, match="something heavy"):
        mei.takes_to_sign()
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    assert sorted(house.did()[3:]) == ["apply L9 account u-friend", "lift P5 account u-friend"]
    assert uncle.told() == []
    outcome = wei.reads().text
    assert "没有做错" in outcome
    assert "u-friend" not in outcome

    su.case = case.id
    with pytest.raises(SaysNo, match="no such page"):  # the closing steps are for who had a hand in it
        su.works_through(TO_HER)
    finishes(house)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert "请别责备" in wei.reads().text
    assert uncle.told() == []
    assert "u-friend" in str(house.did())

    house.later(hours=73)
    assert "review" in house.alarm_kinds()  # the silence is looked at again
    with pytest.raises(SaysNo, match="Your role does not open this page"):
        jun.releases(case.id)
    with pytest.raises(SaysNo, match="another role"):
        house.lin.releases(case.id)
    assert uncle.told() == []
    su.releases(case.id)
    house.turn()
    (told,) = uncle.told()
    paper = uncle.opens_the_link().text
    for text in (told["text"], paper):
        for secret in (CANARY, "豆豆", PHONE, wei.number, wei.code, "父", "监护"):
            assert secret not in text
    assert "已经关闭" in paper
    house.clips_never_heard(CANARY, PHONE, wei.number, wei.code)
    assert PHONE in house.text_messages()
    assert CANARY not in house.text_messages()
    assert zhou.case is None


def test_no_measure_before_the_record_is_preserved_and_no_end_without_the_authority(house, wei):
    zhou_assigns_it(house)
    mei = house.mei
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("cut_contact")  # words are no measure
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("page_duty", "太晚了")
    mei.does("page_duty")
    mei.protects("P7", "切断联系")
    mei.does("cut_contact")
    with pytest.raises(SaysNo, match="Steps are still open"):
        mei.proposes(
            "violation",
            "L9",
            clause="CLIPS.1.1",
            finding="索要照片。",
            to_complainant="已处理。",
            to_account="账号关闭。",
            why_not_lower="保护孩子。",
        )
    with pytest.raises(SaysNo, match="may not be taken"):
        mei.protects("P6", "这类案件没有这项", whom="account")
    house.turn()
    assert house.did() == ["apply P7 account u-friend"]


def test_the_second_may_say_no_and_then_nothing_happens(house, wei):
    zhou_assigns_it(house)
    mei_protects(house)
    mei_closes_the_account(house)
    house.jun.takes_to_sign()
    with pytest.raises(SaysNo, match="reason"):
        house.jun.declines(" ")
    house.jun.declines("报案回执号写错了，请核对")
    house.turn()
    assert house.only_case().status is Status.QUEUED
    assert "apply L9 account u-friend" not in house.did()
    assert wei.asks_the_api()["status"] != "ended"


def test_contact_again_calls_the_lead_at_once_opens_the_case_anew_and_the_new_account_is_one_beside(
    house, wei
):
    """On the fifth day the father taps once; on the seventh the look finds the new account: neither waits for the other."""
    zhou_assigns_it(house)
    mei, jun, su = house.mei, house.jun, house.su
    mei_protects(house)
    mei_closes_the_account(house)
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    case, decided = mei.case, house.only_case().decision.at
    mei_writes_to_the_girl(house)
    house.turn()
    the_girl_reads_it_and_writes_back(house, wei)
    calls_the_police_back(house)
    mei.does("guardian_when_safe", "同住，没有争议")
    mei.skips("hash_shared", "只有文字，没有画面", seconded=house.zhou)
    is_cared_for(house, case)
    house.turn()
    assert house.case(case).status is Status.DECIDED

    house.later(days=5)
    mails = len(mailed_to(house, "zhou"))
    wei.says_again("换了一个号，又来要照片")
    house.turn()
    assert house.alarms("happens_again") == ["lead"]
    assert len(mailed_to(house, "zhou")) == mails + 1  # she is woken, with every page shut
    assert "换了一个号" not in mailed_to(house, "zhou")[-1].get_content()
    assert "换了一个号" not in mei.sees()  # the leave to open it was for a shift
    house.zhou.grants(case, to=mei, reason="父亲说又发生了")
    mei.opens("看又发生了什么")
    assert "换了一个号" in mei.sees()
    assert "你" not in wei.sees()[: wei.sees().index("又发生了")].replace("你们", "")  # a grown-up's page

    house.clock.at = decided + timedelta(days=7, minutes=-1)
    with pytest.raises(SaysNo, match="waits until"):
        mei.does("after_7d", "看过了")
    house.later(minutes=2)
    with pytest.raises(SaysNo, match="grant"):
        mei.sets_beside("account:u-hao", kinship="cluster", reason="同一台手机，同样的话")
    house.zhou.grants(case, to=mei, reason="七天回看")
    mei.opens("七天回看")
    (other,) = mei.sets_beside("account:u-hao", kinship="cluster", reason="同一台手机，同样的话")
    mei.does("after_7d", "接触又开始了：换了账号，另立一案，已呼叫主管")
    beside = house.case(other)
    assert (beside.code, beside.severity, beside.status) == ("MN.SEX.GROOM", Severity.S0, Status.QUEUED)
    assert beside.is_withheld("account")  # nobody is tipped off by a second case
    pages = house.alarms("page").count("lead")
    house.later(minutes=2, seconds=1)
    assert house.alarms("page").count("lead") == pages + 1

    with pytest.raises(SaysNo, match="you had a hand in"):
        takes_a_look(jun)  # whoever had a hand in it is no other person
    address, page = takes_a_look(su)
    assert "Read the whole case" in page
    said = {"reopens": "yes", "text": "第七天回看时发现联系没有断，我们重新处理。"}
    with pytest.raises(SaysNo, match="grant"):
        su._send(address, **said)  # nobody judges what they have not read
    house.zhou.grants(case, to=su, reason="另一个人再看一遍")
    su.case = case
    su.opens("再看一遍")
    su._send(address, **said)
    house.turn()
    again = house.case(case)
    assert (again.status, again.on_appeal, again.severity) == (Status.QUEUED, True, Severity.S0)
    assert "重新处理" in wei.reads().text
    uncle = house.holder("u-friend")
    assert uncle.told() == []
    fresh = another(house, "qi", "祁 Qi", "agent", "senior", cleared=frozenset({"minors"}))
    jun_closes_the_new_account(house, other)
    house.later(hours=2)  # whoever signed something heavy rests
    it_is_judged_anew_by_others(house, case, fresh)
    the_girl_and_her_father_know(house, wei)
    house.later(days=7, hours=2)
    jun.does("after_7d", "两个号都没有再靠近她")
    house.later(days=23, hours=2)
    jun.does("after_30d", "她睡得好多了")
    fresh.does("after_30d", "她睡得好多了")
    house.turn()
    house.all_is_over()
    assert [house.holder(one).told() for one in ("u-friend", "u-hao")] == [[], []]
    house.clips_never_heard(CANARY, PHONE, wei.number, "换了一个号")


def jun_closes_the_new_account(house: House, other: UUID) -> None:
    """The new account has a case, a shield, a packet and two signatures of its own."""
    jun = house.jun
    assert jun.takes_next() == other
    house.zhou.grants(other, to=jun, reason="受过训练")
    jun.opens("换号的案子")
    jun.looks_up()
    jun.does("page_duty")
    for measure in ("P7", "P1", "P5"):
        jun.protects(measure, "换了号又来", whom="account")
    jun.works_through({"cut_contact": "", "preserve_unseen": "", "stop_account": ""})
    jun.does("minimum_look", "只看文字：同一台手机，又要照片")
    jun.does("other_victims")
    jun.works_through(
        {
            "report_authority:cn_police.receipt": "补报公安，回执 2026-1188",
            "report_authority:cn_cyberspace_children.receipt": "补报网信，回执 2026-1189",
        }
    )
    jun.proposes(
        "violation",
        "L9",
        clause="CLIPS.1.1",
        finding="换了一个号，又在私信中向同一名未成年人索要照片。",
        to_complainant="没有人为这个号投诉：由首案告知。",
        to_account="您的账号违反了保护儿童的规则，已经关闭。",
        why_not_lower="关过一个号，七天又来。",
    )
    house.turn()
    assert "apply L9 account u-hao" not in house.did()
    house.signed_by(house.lin)
    assert "apply L9 account u-hao" in house.did()
    jun.works_through(TO_HER | {"child_message.child_done": "他换了一个号，我们把新的也关了，警察也知道了。"})
    jun.skips("guardian_when_safe", "父亲是首案的投诉人，由首案写给他", seconded=house.zhou)
    jun.skips("hash_shared", "只有文字，没有画面", seconded=house.zhou)
    jun.works_through(POLICE)
    house.zhou.case = other
    house.zhou.does("cared_for", "问过君：歇过了")


def it_is_judged_anew_by_others(house: House, case: UUID, fresh: Colleague) -> None:
    """Nobody of the first time: another judges, child safety looks along, and counsel signs last."""
    assert fresh.takes_next() == case
    house.zhou.grants(case, to=fresh, reason="重新处理")
    fresh.opens("重新处理")
    fresh.works_through(
        {
            "as_it_was": "当时关了一个号，没有查同一台手机的其他号",
            "fresh_judgement": "接触没有断：换号再来",
            "three_precedents": "对照了三件",
            "procedure": "报告、签署都在",
            "their_side": "没有答复",
        }
    )
    fresh.proposes(
        "violation",
        "L9",
        ruling="upheld",
        clause="CLIPS.1.1",
        finding="同一个人换号继续联系孩子，关闭是对的，只关一个不够。",
        to_complainant="他换了号又来：新的账号也关了，警察也知道了。孩子没有做错任何事。",
        to_account="您的账号违反了保护儿童的规则，仍然关闭。",
        why_not_lower="关过一个号，七天又来。",
    )
    house.turn()
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.mei.takes_to_sign()
    house.signed_by(ning(house), house.lin)
    assert house.case(case).status is Status.DECIDED
    fresh.works_through({"error_cause": "当时没有查同一台手机的其他号", "sisters": ""})
    fresh.case = case


def the_girl_and_her_father_know(house: House, wei) -> None:
    """She reads it over her own account, he in his outcome; neither reads who he is."""
    house.turn()
    girl = " ".join(in_letters_to(house, "u-xiaoyu"))
    for said in ("他换了一个号", "再看一遍的结果"):
        assert said in girl
    told = wei.reads().text
    assert "新的账号也关了" in told
    for paper in (girl, told):
        assert not [one for one in ("u-hao", "u-friend", CANARY) if one in paper]
