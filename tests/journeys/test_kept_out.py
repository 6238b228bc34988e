"""An image that nobody sends: 萱 Xuan is threatened with one that is nowhere yet, and gives its fingerprint alone.

What comes up with that fingerprint is held back; what was up before and what only looks alike goes to a person, and nothing happens to it for a
likeness. 芸 Yun sent the fingerprint of the wrong file: her case is judged again, and what it kept out comes back. 苗 Miao is fifteen, which
nobody knows: somebody wants money for a picture of her, and has written to another child as well.
"""

from uuid import UUID

import pytest

from clips import fingerprints
from ombud.core.case import Status
from ombud.core.receipts import number_of
from ombud.core.vocabulary import Beside, Kinship, Severity
from ombud.store import packs, passing_on
from ombud.store.ledger import read_case
from tests.journeys.house import House, in_letters_to
from tests.journeys.people import Complainant
from tests.journeys.staff import Colleague, SaysNo, called
from tests.journeys.test_children import packet

PICTURE, POSTER = "private", "poster"


def test_what_is_only_threatened_is_kept_out_and_a_person_judges_every_likeness(house):
    before = house.uploads(PICTURE, by="u-qiang")
    filed, case = a_threat_without_any_link_is_helped(house)
    held, edited = house.uploads(PICTURE, by="u-leak"), house.uploads(f"{PICTURE}.2", by="u-hao")
    house.turn()
    assert [house.is_shown(one) for one in (before, held, edited)] == [True, False, True]
    a_person_looks_at_each(house, case, {before: "violation", held: "violation", edited: "no_violation"})
    assert [house.is_shown(one) for one in (before, held, edited)] == [False, False, True]
    what_a_wrong_fingerprint_kept_out_comes_back(house)
    again = house.uploads(PICTURE, by="u-qiang")
    house.turn()
    assert not house.is_shown(again), "the other woman's is kept out still"
    decides(house, {again: "violation"}, who=house.yan)
    she_is_asked_how_she_is(house, filed, by=house.mei, case=case)
    house.all_is_over()
    assert [house.is_shown(one) for one in (before, held, edited, again)] == [False, False, True, False]


def files(house: House, picture: str, text: str) -> Complainant:
    """Only the fingerprint, reckoned on her own device by the algorithm of StopNCII; no link, no picture."""
    answers = {
        "image_state": "threatened",
        "image_hashes": fingerprints.of(picture)["pdq"],
        "not_consented": True,
        "extortion": True,
        "child": False,
    }
    contact = {"email": "xuan@canary.example"}
    return house.files(text, kind="PR.NCII", relation="affected", contact=contact, answers=answers)


def judged_by(house: House, who: Colleague, picture: str) -> UUID:
    """Somebody trained works through the case of a threat and finds that it is one."""
    case = who.takes_next()
    house.zhou.grants(case, to=who, reason="受过训练，看最少的必要部分")
    who.opens("判断要不要拦下")
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        who.does("hash_copies", "查过了")  # a tick keeps nothing out
    who.protects("P11", "有人拿它勒索，还没传上来")
    house.turn()  # the host says that it does: by that the step is done
    who.verifies("V3", "reply_from_contact")
    who.works_through(
        {
            "hide_unseen": "没有链接，还没有传上来",
            "never_reupload": "只收了指纹",
            "statement_of_consent": "签名、善意声明、联系方式齐全",
            "age_question": "本人声明已成年",
            "extortion": "有人要五千元；已告知不要付钱、保留记录、可以报警",
        }
    )
    assert f"pdq:{fingerprints.of(picture)['pdq']}" in who.page()
    who.proposes(
        "violation",
        clause="CLIPS.6.2",
        finding="有人以传播私密影像相威胁，索要钱款。",
        to_complainant="相同的影像以后传不上来。不要付钱，保留聊天记录，可以报警。您没有做错任何事。",
    )
    house.turn()
    return case


def a_threat_without_any_link_is_helped(house: House) -> tuple[Complainant, UUID]:
    filed = files(house, PICTURE, "有人说不转五千元就把我的私密照片发到平台上，照片还没有发。")
    house.turn()
    case = judged_by(house, house.mei, PICTURE)
    assert house.case(case).subject is None
    assert "传不上来" in filed.reads().text
    assert f"apply P11 hash pdq:{fingerprints.of(PICTURE)['pdq']}" in house.did()
    assert {one.order.measure for one in house.case(case).protections} == {"P11"}, (
        "it stays with the decision"
    )
    house.clips_never_heard("xuan@canary.example")
    return filed, case


def a_person_looks_at_each(house: House, first: UUID, became: dict[str, str]) -> None:
    """Each has a case of its own, sealed as the first is, and the host's word is no finding."""
    beside = [house.case(one.case) for one in house.case(first).kin if one.how == Beside.LEADS]
    assert len(beside) == len(became)
    assert all(one.sealed and one.status is Status.QUEUED and not one.orders for one in beside)
    for _ in became:
        decides(house, became, who=house.jun)


def decides(house: House, became: dict[str, str], *, who: Colleague) -> None:
    """Judge the likeness that is next, to its end: out of sight for as long as a person looks, whatever it is."""
    case = who.takes_next()
    house.zhou.grants(case, to=who, reason="受过训练，看最少的必要部分")
    who.opens("平台说指纹相同或相近")
    who.looks_up()
    video = next(one for one in became if one in who.page())
    who.protects("P2", "不看先隐藏", whom="item")
    who.works_through({"hide_unseen": "先隐藏", "never_reupload": "没有要影像"})
    assert "there is nobody to verify" in who.sees(), "the statement lies in the first case"
    who.works_through({"age_question": "成年", "extortion": "见第一案"})
    found = became[video] == "violation"
    who.proposes(
        became[video],
        *(["L4"] if found else []),
        clause="CLIPS.6.2",
        finding="与第一案的影像相同。" if found else "看过：是另一张照片。",
        to_complainant="见第一案。",
        to_account="该内容未经当事人同意，规则不允许。" if found else "",
    )
    house.turn()
    assert house.is_closed(case), "nobody complained of this one: she is written to in the first case"


def she_is_asked_how_she_is(house: House, filed: Complainant, *, by: Colleague, case: UUID) -> None:
    """Whoever gave a fingerprint has a letter that offers company; by that the case ends."""
    assert house.case(case).status is Status.DECIDED
    by.case = case
    by.does("support_after")
    house.turn()
    assert filed.letters()[0] == "您还好吗"
    assert house.is_closed(case)


def what_a_wrong_fingerprint_kept_out_comes_back(house: House) -> None:
    filed = files(house, POSTER, "有人威胁要发我的私密视频，这是它的指纹。")
    house.turn()
    case = judged_by(house, house.mei, POSTER)
    customers = house.uploads(POSTER, by="u-hao")
    house.turn()
    assert not house.is_shown(customers)
    filed.reads().appeal("我算错了文件：那是我店里的海报，客人都传不上来了。")
    house.turn()
    judges = house.jun
    while judges.takes_next() != case:
        judges.gives_back()
    house.zhou.grants(case, to=judges, reason="申诉要看")
    judges.opens("申诉")
    for step in ("as_it_was", "fresh_judgement", "three_precedents", "procedure", "their_side"):
        judges.does(step, "指纹是一张公开的海报")
    judges.proposes(
        "no_violation",
        ruling="overturned",
        clause="CLIPS.6.2",
        finding="指纹是一张公开的海报，不是私密影像。",
        to_complainant="已经不再拦下。如果还有人威胁您，请重新算一次指纹发来。",
    )
    house.turn()
    assert house.case(case).protections == ()
    assert f"lift P11 hash pdq:{fingerprints.of(POSTER)['pdq']}" in house.did()
    assert house.is_shown(customers)
    judges.works_through({"error_cause": "没有看错：指纹是从另一个文件算的", "sisters": "没有别的"})
    judges.skips("undo_cascade", "平台已确认不再拦下；没有采取过别的", seconded=house.zhou)
    she_is_asked_how_she_is(house, filed, by=judges, case=case)
    decides(house, {customers: "no_violation"}, who=house.yan)
    assert house.is_shown(customers), "and a person has seen that it is a poster"


# --- an image that turns out to be a child's

MIAO = "金丝雀庚八她叫苗苗在育才"
MIAOS_PHONE = "13912340077"


def test_an_image_turns_out_to_be_a_childs_and_she_is_safe_first_and_its_case_another_kind(house):
    """Whoever asks finds out that she is a child: from then on it is a danger, shut to whoever is not cleared, and another kind."""
    yan, jun = house.yan, house.jun
    girl = house.files(
        f"有人拿我的私密照片威胁我，要我给他两千块，不给就发给我同学。{MIAO}",
        kind="PR.NCII",
        about="message m-2",
        relation="affected",
        contact={"phone": MIAOS_PHONE},
        answers={"image_state": "threatened", "not_consented": True, "extortion": True},
    )
    house.turn()
    case = house.only_case().id
    assert (house.case(case).severity, house.case(case).asks) == (Severity.S1, frozenset())
    assert yan.takes_next() == case
    house.zhou.grants(case, to=yan, reason="受过训练")
    yan.opens("先隐藏")
    yan.looks_up()
    yan.asks("您成年了吗？不用发任何证件，也不要发照片。")
    house.turn()
    girl.writes("这学期中考。")
    house.turn()
    assert yan.takes_next() == case
    yan.opens("看她怎么回答")
    yan.protects("P2", "不看先隐藏", whom="item")
    assert MIAO in yan.page()
    yan.does("age_question", "这学期中考：十五岁上下", "minor_confirmed")
    assert not [one for one in (MIAO, "中考。") if one in yan.page()], "shut at once, whoever had opened it"
    found = house.case(case)
    assert (found.severity, found.asks, found.is_withheld("account")) == (
        Severity.S0,
        {"sealed", "minors"},
        True,
    )
    it_goes_to_whoever_may_see_a_child_and_is_called_what_it_is(house, case)
    girl.writes("我十五岁。求你们别告诉我爸爸，他会打我。")
    other = the_extorter_is_stopped_reported_and_closed_by_two(house, case)
    she_is_written_to_as_a_child_and_looked_after(house, girl)
    house.later(hours=2)
    the_other_child_is_looked_after_in_her_own_case(house, case, other)
    for days, step in ((7, "after_7d"), (23, "after_30d")):
        house.later(days=days, hours=2)
        jun.does(step, "没有新账号联系她")
        house.mei.does(step, "没有新账号联系她")
    house.turn()
    house.all_is_over()
    friend = house.holder("u-friend")
    assert friend.told() == [], "nobody is told before somebody says so"
    house.zhou.releases(case)
    house.turn()
    hears = " ".join(in_letters_to(house, "u-friend"))
    assert "关闭账号" in hears
    for never in (MIAO, MIAOS_PHONE, girl.number, "u-xiaoyu", "m-2", "私密", "两千", "警", "苗"):
        assert never not in hears, never
    house.clips_never_heard(MIAO, MIAOS_PHONE, girl.number)


def it_goes_to_whoever_may_see_a_child_and_is_called_what_it_is(house: House, case: UUID) -> None:
    """It leaves whoever has no clearance; a lead is paged; nobody decides a child's case as a grown-up's."""
    yan, mei, jun, zhou = house.yan, house.mei, house.jun, house.zhou
    house.turn()
    assert (house.case(case).status, house.case(case).agent) == (Status.QUEUED, None)
    assert not yan.may_open(case)
    with pytest.raises(SaysNo, match="There is no case for you now"):
        yan.takes_next()
    paged = house.alarms("page").count("lead")
    house.later(minutes=2, seconds=5)
    assert house.alarms("page").count("lead") == paged + 1
    with pytest.raises(SaysNo, match="lacks the clearance"):
        zhou.assigns(case, to=yan, reason="她先看过")
    zhou.assigns(case, to=mei, reason="S0，受过训练")
    mei.opens("孩子被勒索")
    with pytest.raises(SaysNo, match="makes this a case of another kind"):
        mei.proposes(
            "violation", "L4", clause="CLIPS.6.2", finding="勒索。", to_complainant="x", to_account="x"
        )
    mei.recodes("MN.SEX.GROOM", "她还是个孩子，有人用私密照片勒索她")
    assert jun.takes_next() == case  # 梅 Mei has just dealt with something heavy, and rests
    zhou.grants(case, to=jun, reason="受过训练")
    jun.opens("孩子被勒索")


def the_extorter_is_stopped_reported_and_closed_by_two(house: House, case: UUID) -> UUID:
    jun = house.jun
    jun.does("page_duty")
    jun.protects("P7", "切断联系")
    jun.protects("P1", "保全，不查看", whom="item")
    jun.protects("P5", "停止服务，不惊动", whom="account")
    looked = "只看文字：要钱、说要发给同学；没有打开画面"
    jun.works_through({"cut_contact": "", "preserve_unseen": "", "stop_account": ""})
    jun.does("minimum_look", looked, "minor_confirmed", "intimate_evidence")
    police = packet("cn_police", "未成年人保护法第八十条第三款")
    jun.works_through(police)  # at once: it waits for nobody's search
    other = he_wrote_to_another_child_as_well(house, case)
    assert number_of(other, "K") not in reports_of(case)[-1]
    receipt = {"report_authority:cn_police.receipt": "补报，回执 2026-1188"}
    jun.works_through(police | receipt | packet("cn_cyberspace_children", "未成年人保护法第八十条第二款"))
    one, *more = reports_of(case)
    assert "另外" not in one
    assert [number_of(other, "K") in report for report in more] == [True, True]
    said = jun.sees()
    for word in (
        "未成年人保护法第八十条第三款",
        "回执 2026-1123 cn police",
        "补报，回执 2026-1188",
        "未打开画面",
        "同一账号还写给另外 1 个孩子",
        number_of(other, "K"),
    ):
        assert word in said, word
    jun.proposes(
        "violation",
        "L9",
        clause="CLIPS.1.1",
        finding="该账号以私密影像勒索未成年人。",
        to_complainant="他再也联系不到你了。我们关了他的账号，也告诉了警察。你没有做错任何事。",
        to_account="您的账号违反了保护儿童的规则，已经关闭。",
        why_not_lower="更轻的措施不能保护她和别的孩子。",
    )
    house.turn()
    assert "apply L9 account u-friend" not in house.did()
    assert house.su.takes_to_sign() == case
    house.su.signs()
    house.turn()
    assert {"apply P7 account u-friend", "apply P5 account u-friend", "apply L9 account u-friend"} <= {
        *house.did()
    }
    return other


def reports_of(case: UUID) -> list[str]:
    """What the authorities were told in this case, oldest first."""
    book = read_case(case)
    return [report.body for _, report in passing_on.reports(book, pack=packs.of_case(book))]


def he_wrote_to_another_child_as_well(house: House, case: UUID) -> UUID:
    """The platform is asked, and no sentence stands for its answer, nor for a case: the other child has one of her own."""
    jun = house.jun
    house.clips.switch(alike="422")
    with pytest.raises(SaysNo, match="did not say to which other children"):
        jun.asks_for_other_children()
    house.clips.switch(alike="ok")
    with pytest.raises(SaysNo, match="this many have no case: 1"):
        jun.does("other_victims", "同一账号还写给另一个孩子，一并移交")  # saying so is no case
    assert "message:m-1" in jun.finds_alike("wrote")
    (other,) = jun.sets_beside("message:m-1", kinship=Kinship.VICTIM, reason="同一账号，要照片")
    assert (house.case(other).code, house.case(other).severity, house.case(other).sealed) == (
        "MN.SEX.GROOM",
        Severity.S0,
        True,
    )
    assert house.case(other).is_withheld("account")
    jun.does("other_victims")
    return other


def the_other_child_is_looked_after_in_her_own_case(house: House, first: UUID, other: UUID) -> None:
    """Shield, packet, letter and later looks of her own; her packet names the case that led here, and she reads of nobody else."""
    mei = house.mei
    assert mei.takes_next() == other
    house.zhou.grants(other, to=mei, reason="受过训练")
    mei.opens("另一个孩子")
    mei.looks_up()
    mei.does("page_duty")
    mei.protects("P7", "切断联系")
    mei.protects("P1", "保全，不查看", whom="item")
    mei.protects("P5", "停止服务，不惊动", whom="account")
    mei.works_through({"cut_contact": "", "preserve_unseen": "", "stop_account": ""})
    mei.does("minimum_look", "只看文字：要照片，叫她保密")
    mei.does("other_victims")
    mei.works_through(
        packet("cn_police", "未成年人保护法第八十条第三款")
        | packet("cn_cyberspace_children", "未成年人保护法第八十条第二款")
    )
    assert number_of(first, "K") in mei.sees()
    mei.proposes(
        "violation",
        "L9",
        clause="CLIPS.1.1",
        finding="该账号在私信中向另一名未成年人索要照片。",
        to_complainant="没有人为她投诉：写给她自己。",
        to_account="您的账号违反了保护儿童的规则，已经关闭。",
        why_not_lower="更轻的措施不能保护别的孩子。",
    )
    house.turn()
    house.signed_by(house.su)
    the_child_is_told_and_seen_through(house, mei, "u-kayla", "我们让那个人再也联系不到你，也告诉了警察。")
    letter = house.holder("u-kayla").opens_the_link().text
    assert "你没有做错任何事" in letter
    assert not [one for one in (MIAO, "u-xiaoyu", "u-friend", "苗") if one in letter]


def the_child_is_told_and_seen_through(house: House, who: Colleague, account: str, done: str) -> None:
    who.works_through({"child_message.child_account": account, "child_message.child_done": done})
    who.skips("guardian_when_safe", "不知道家里安不安全：请警方和儿保机构找她", seconded=house.zhou)
    who.skips("hash_shared", "没有画面，也没有指纹", seconded=house.zhou)
    who.works_through(called("市公安局网安支队", "0571-87280110", "警号 033117", "先不要惊动对方"))
    house.zhou.case = who.case
    house.zhou.does("cared_for", "问过每一位：都歇过了")
    house.turn()


def she_is_written_to_as_a_child_and_looked_after(house: House, girl: Complainant) -> None:
    """Her answer speaks to a child; nobody writes home, because she fears it; whoever looked is asked how they are."""
    answer = girl.finds("我们的决定").text
    for word in ("再也联系不到你", "接下来", "12355"):
        assert word in answer
    assert "您" not in answer.partition("公道：听取")[0]
    the_child_is_told_and_seen_through(
        house, house.jun, "u-xiaoyu", "我们让那个人再也联系不到你，也告诉了警察。"
    )
    assert "你没有做错任何事" in house.holder("u-xiaoyu").opens_the_link().text
