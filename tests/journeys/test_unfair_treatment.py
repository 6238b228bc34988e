"""Clips' automatic moderator took 涛 Tao's video down, gave him a strike and less reach: a person looks afresh.

The decision hd-1 is Clips' own; Ombud learned of it over the wire, judges it, and undoes every effect of it, once.
"""

from datetime import timedelta

import pytest

from clips.decisions import HostDecision, decide
from clips.storage import writing
from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.staff import SaysNo
from tests.journeys.test_content import mei_finishes
from tests.journeys.test_fairness import SEEN

CANARY = "金丝雀戊五请的是阿海师傅"
DECISION = "decision hd-1"
LIFTS = ["lift L2 account u-tao", "lift L4 video v-7", "lift L5 account u-tao"]


@pytest.fixture
def tao(house: House):
    """涛 Tao complains; he is reached in his account."""
    filed = house.files(
        f"我的河豚视频是请有证厨师演示,被你们自动识别误判下架,还给了处罚,我不服,请人工复核恢复。{CANARY}",
        about=DECISION,
        relation="affected",
        contact={"account": "u-tao"},
    )
    house.turn()
    return filed


def on_clips(house: House) -> tuple[str, str, set[str]]:
    """The same of 涛 Tao's video."""
    return in_force(house, "v-7", "u-tao")


def in_force(house: House, video: str, account: str) -> tuple[str, str, set[str]]:
    """How a video stands on Clips, how many strikes its account bears, and what is in force on either without an end or for longer."""
    seen = [
        house.clips.platform.look_up(HostSubject("clips", kind, name), now=house.clock()).seen
        for kind, name in (("video", video), ("account", account))
    ]
    strikes = house.clips.page(f"/u/{account}").split("<dt>strikes</dt><dd>")[1].split("<")[0]
    holds = {one.measure for it in seen for one in it.earlier if one.lifted_at is None}
    return seen[0].snapshot.state, strikes, holds


WHY = ("疑似展示危险食材处理", "0.81")
"""What Clips gave as its reason, and how sure its model was."""
JUDGED = {
    "as_it_was": "视频、当时的规则 3.2、模型与分数 0.81",
    "fresh_judgement": "有明显提示，专业演示，我认为不违规",
    "three_precedents": "v-24、v-33、v-18 都保留",
    "procedure": "纯自动，没有人看过，也没有说明理由",
    "their_side": "证书与提示字幕，逐点看过",
}


def looks_again(colleague) -> None:
    colleague.takes_next()
    colleague.looks_up()
    colleague.works_through(JUDGED)


def grants_it(colleague) -> str:
    return colleague.proposes(
        "granted",
        "R",
        host_decision="hd-1",
        clause="CLIPS.8.1",
        finding="视频是有证厨师的演示，并有明显提示；原处理由自动系统作出。",
        to_complainant="视频是有证厨师的演示，并有明显提示。",
    )


def finishes(colleague) -> None:
    colleague.works_through(
        {
            "error_cause": "误伤：模型把专业演示当成危险操作",
            "sisters": "同一模型近一周的 41 件已列出",
        }
    )


def test_every_effect_of_the_machine_is_lifted_once_and_tao_gets_an_apology(house, tao):
    case = house.only_case()
    assert case.code.startswith("UF.")
    assert case.lane == "unfair_treatment.zh.senior"
    assert "现场处理河豚" not in house.clips.page("/v/v-7", "zh")
    jun = house.jun
    looks_again(jun)
    assert "hd-1" in jun.sees()
    assert house.did() == []  # nothing is touched while it is looked at
    assert on_clips(house) == ("removed", "1", {"L2", "L4", "L5"})
    preview = grants_it(jun)
    assert "L4" in preview or "Remove" in preview
    with pytest.raises(SaysNo, match="is over once the platform confirms"):
        jun.does("undo_cascade", "都看到恢复了")  # nobody ticks what the host did
    house.turn()
    assert sorted(house.did()) == LIFTS
    assert on_clips(house) == ("public", "0", set()), "item, strike and reach, each as Clips shows it"
    assert "现场处理河豚" in house.clips.page("/v/v-7", "zh")
    assert house.only_case().status is Status.DECIDED
    paper = tao.reads().text
    assert "的那项处理由自动系统作出" in paper
    assert "的处理不该作出。那是我们弄错了，对不起" in paper
    finishes(jun)
    house.turn()
    assert house.only_case().status is Status.DECIDED, "nobody has said what went wrong on Clips"
    assert "nobody has said why: so preventing it" in jun.sees()
    jun.puts_down("host_rule", "模型把有证厨师的演示当成危险操作")
    house.turn()
    [task] = house.only_case().lessons.tasks
    assert (task.owner, task.due_at - house.clock() > timedelta(days=29)) == ("host", True)
    assert house.only_case().status is Status.CLOSED
    assert sorted(house.did()) == LIFTS
    assert house.holder("u-tao").told()
    house.clips_never_heard(CANARY, tao.number, tao.code)


def test_what_another_decision_keeps_away_is_not_called_restored(house):
    with writing(house.clips.home) as book:
        taken = (("L4", "video", "v-7", None),)
        decide(
            book,
            HostDecision(
                "hd-90",
                "video",
                "v-7",
                "CLIPS.2.1",
                "裸露",
                taken,
                {"used": False, "model": "", "version": ""},
            ),
            now=house.clock(),
        )
    house.files("这个视频里有人裸露,全是色情内容,请删除。", about="video v-7")
    house.turn()
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.works_through(SEEN)
    mei.proposes(
        "violation", "L4", clause="CLIPS.2.1", finding="裸露", to_complainant="已移除", to_account="裸露"
    )
    house.turn()
    tao = house.files(
        "我的河豚视频被你们自动识别误判下架,还给了处罚,我不服。",
        about=DECISION,
        relation="affected",
        contact={"account": "u-tao"},
    )
    house.turn()
    house.signed_by(house.yan)
    looks_again(house.jun)
    grants_it(house.jun)
    house.turn()
    assert on_clips(house) == ("removed", "0", {"L4"})
    done = tao.reads().text.partition("已经做的：")[2].partition("决定由工作人员作出")[0]
    assert "还原内容" not in done
    assert "原先的措施已撤销" in done
    assert done.count("仍然有效：移除内容") == 2, "ours, and the host's other one"
    assert "hd-90" in done
    assert "不发布色情" in done
    finishes(house.jun)
    house.jun.puts_down("host_rule", "模型把有证厨师的演示当成危险操作")
    mei_finishes(house)
    house.turn()
    house.all_is_over()


def test_own_judgement_comes_before_the_first_reasons(house, tao):
    jun = house.jun
    jun.takes_next()
    jun.looks_up()
    seen = jun.sees()
    assert "hd-1" in seen
    assert "Your own judgement first" in seen
    assert not [one for one in WHY if one in seen], "the host's reasons pull along whoever reads them first"
    jun.does("as_it_was", "都在")
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        jun.does("fresh_judgement")
    with pytest.raises(SaysNo, match="cannot be skipped"):
        jun.skips("procedure", "显然")
    with pytest.raises(SaysNo, match="Steps are still open"):
        grants_it(jun)
    house.turn()
    assert house.did() == []
    jun.does("fresh_judgement", JUDGED["fresh_judgement"])
    seen = jun.sees()
    assert [one for one in WHY if one in seen] == list(WHY)
    assert "Your own judgement first" not in seen


def test_refused_twice_is_the_end_here_and_the_letter_names_the_ways_outside(house, tao):
    jun, yan, zhou = house.jun, house.yan, house.zhou
    looks_again(jun)
    refuses(jun)
    jun.does("error_cause", "没有错")
    jun.skips("undo_cascade", "维持")
    jun.does("sisters")
    house.turn()
    assert house.only_case().status is Status.CLOSED
    first = tao.reads()
    assert "已收到" in first.appeal("字幕一直都在，请再看。")
    house.turn()

    with pytest.raises(SaysNo, match="you had a hand in"):
        jun.takes_next()
    looks_again(yan)
    refuses(yan, ruling="upheld")
    house.turn()
    second = tao.reads()
    assert "再看" in second.text or "维持" in second.text
    assert "已收到" in second.appeal("最后一次请求。")
    house.turn()
    for one in (jun, yan):  # two levels, and nobody comes twice
        with pytest.raises(SaysNo, match="you had a hand in"):
            one.takes_next()
    looks_again(zhou)
    refuses(zhou, ruling="upheld")
    for step in ("error_cause", "sisters"):
        zhou.does(step, "没有错")
    zhou.skips("undo_cascade", "维持")
    house.turn()
    assert house.only_case().status is Status.CLOSED
    last = tao.reads()
    assert "12377" in last.text or "法院" in last.text
    assert "已收到" not in last.appeal("还有吗？")
    assert house.did() == []


def refuses(colleague, **said: str) -> None:
    colleague.proposes(
        "refused",
        clause="CLIPS.8.1",
        finding="演示中露出了可以照做的处理步骤。",
        to_complainant="我们重新看了全部，维持原来的处理：步骤可以照做，提示不够。",
        **said,
    )


def test_a_grant_on_appeal_undoes_the_machine_too(house, tao):
    looks_again(house.jun)
    refuses(house.jun)
    house.turn()
    assert house.did() == []
    tao.reads().appeal("请再看一次字幕。")
    house.turn()
    looks_again(house.yan)
    house.yan.proposes(
        "granted",
        "R",
        host_decision="hd-1",
        ruling="overturned",
        clause="CLIPS.8.1",
        finding="字幕自始至终都有提示。",
        to_complainant="您说得对，是我们错了，对不起，全部恢复。",
    )
    house.turn()
    assert sorted(house.did()) == LIFTS
    finishes(house.yan)
    house.turn()
    assert house.only_case().status is Status.CLOSED


def test_a_grant_that_falls_on_a_further_level_puts_the_machines_decision_in_force_again(house, tao):
    looks_again(house.jun)
    grants_it(house.jun)
    house.turn()
    assert "现场处理河豚" in house.clips.page("/v/v-7", "zh")
    tao.reads().appeal("只恢复不够，请再看一次。")
    house.turn()
    looks_again(house.yan)
    refuses(house.yan, ruling="overturned")
    house.turn()
    assert sorted(house.did("apply")) == [one.replace("lift", "apply") for one in LIFTS]
    assert "现场处理河豚" not in house.clips.page("/v/v-7", "zh")
    house.nothing_happened_twice()
    house.yan.works_through({"error_cause": "第一次看漏了步骤", "sisters": "没有同类"})
    house.yan.skips("undo_cascade", "维持", seconded=house.zhou)
    house.turn()
    house.all_is_over()


def test_clips_tells_its_decisions_once_however_often_it_calls(house):
    from ombud.store.models import HostDecision

    assert set(HostDecision.objects.values_list("external", flat=True)) == {f"hd-{n}" for n in range(1, 6)}
    house.turn()
    assert HostDecision.objects.count() == 5


def test_item_strike_reach_and_money_come_back_at_once_though_clips_never_told_us_of_its_decision(house):
    """Clips took all four by one decision, and its message was lost: it is asked, everything comes back once, and the letter names each."""
    machine = {"used": True, "model": "clips-auto", "version": "2026.9", "score": 0.7}
    on = (
        ("L4", "video", "v-32"),
        ("L5", "account", "u-rui"),
        ("L2", "account", "u-rui"),
        ("L7", "account", "u-rui"),
    )
    effects = tuple((*one, None) for one in on)
    had = house.balance("u-rui")
    with writing(house.clips.home) as book:
        ruled = HostDecision("hd-88", "video", "v-32", "CLIPS.3.2", "自动", effects, machine, takes=12_050)
        decide(book, ruled, now=house.clock())
        book.execute("DELETE FROM outbox")  # the message is lost
    assert house.balance("u-rui") == had - 120.5
    assert in_force(house, "v-32", "u-rui") == ("removed", "1", {"L4", "L5", "L2", "L7", "P3"})
    rui = house.files(
        "我的视频被你们误判下架,还给了处罚,扣了钱,我不服,请人工复核恢复。",
        about="decision hd-88",
        relation="affected",
        contact={"account": "u-rui"},
    )
    house.turn()
    jun = house.jun
    looks_again(jun)
    assert "hd-88" in jun.sees()
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-88",
        clause="CLIPS.8.1",
        finding="视频不违规；原处理由自动系统作出。",
        to_complainant="视频没有违规。",
    )
    house.turn()
    house.later(minutes=2)  # Clips books money after the rest
    assert sorted(house.did()) == sorted(f"lift {' '.join(one)}" for one in on)
    assert in_force(house, "v-32", "u-rui") == ("public", "0", {"P3"}), "hd-3 is another matter"
    assert house.balance("u-rui") == had
    letter = rui.reads().text
    for said in (
        "移除内容",
        "正式警告一次",
        "减少展示",
        "那是我们弄错了，对不起",
        "还原内容、账号、处罚记录和款项",
    ):
        assert said in letter, letter
    did = letter.partition("平台当时做的：")[2].partition("2026年")[0]
    assert "扣留或退还款项" in did, did
    finishes(jun)
    jun.puts_down("host_rule", "模型把失败的拉坯当成危险操作")
    house.turn()
    assert house.only_case().status is Status.CLOSED


# ---- before a body outside the house

ENGLISH = (
    f"My video was removed by your system and I got a strike. A chef showed it, please restore it. {CANARY}"
)
REASONS = "The steps can be copied, and the warning was too short."
ODS = "User Rights GmbH, case 2026-114"
FINDS = "The body finds that the chef is licensed and that the warning is there from the first second to the last."


def test_refused_twice_in_europe_a_settlement_body_reads_one_file_and_everything_is_put_right(house):
    tao = house.files(
        ENGLISH, about=DECISION, relation="affected", contact={"account": "u-tao"}, where="EU", locale="en"
    )
    house.turn()
    for who, ruling in ((house.jun, ""), (house.yan, "upheld")):
        looks_again(who)
        refuses_in_english(who, **({"ruling": ruling} if ruling else {}))
        house.turn()
        if not ruling:
            assert "We have your appeal" in tao.reads().appeal("The warning is there all the time.")
            house.turn()
    letter = tao.reads().text
    assert "Art. 21" in letter, "who may settle it outside"
    assert "Art. 53" in letter
    assert "gac.gov.in" not in letter
    zhou = house.zhou
    zhou.case = house.only_case().id
    next_step = house.clock().date() + timedelta(days=30)
    zhou.goes_outside(number=tao.number, route="eu_ods", body=ODS, until=next_step)
    assert house.clock_of(zhou.case, "eu_dsa_settlement").due_at - house.clock() > timedelta(days=89)
    file = zhou.prints_the_file()
    assert file.count(REASONS) == 2, "both decisions, as they were told"
    assert "The warning is there all the time." in file
    assert ODS in file
    for judged_by in (
        "现场处理河豚",  # the thing, as it was preserved
        "CLIPS.3.2",  # the host's own rule, and its words where we have them
        "clips-auto 2026.10",
        "0.81",
        "Detected automatically - preparing dangerous food.",
        "hd-1",
    ):
        assert judged_by in file, f"a stranger could not judge without {judged_by}"
    for inside in (tao.code, "梅 Mei", "君 Jun", "颜 Yan", "模型与分数"):
        assert inside not in file
    zhou.enters_the_ruling(FINDS, followed=True)
    house.turn()
    assert house.did() == [], "a ruling is judged by whoever had no hand in it"
    assert FINDS in tao.finds("outside").text
    for had in (house.jun, house.yan):
        with pytest.raises(SaysNo, match="you had a hand in"):
            had.takes_next()
    mei = house.mei
    looks_again(mei)
    assert FINDS in mei.sees()
    mei.proposes(
        "granted",
        "R",
        host_decision="hd-1",
        ruling="overturned",
        clause="CLIPS.8.1",
        finding="A licensed chef, and the warning is there throughout.",
        to_complainant="You were right and we were wrong. We are sorry. Video, strike and reach are restored.",
    )
    house.turn()
    assert sorted(house.did()) == LIFTS
    assert "sorry" in tao.reads().text
    finishes(mei)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    house.clips_never_heard(CANARY, FINDS)
    whose_video_we_removed_goes_outside_and_the_file_knows_nobody_who_reported_it(house)


ADA = "Ada Quill here, you reach me at ada@canary.example or u-ning. This video is copied spam from my own channel."
REMOVED = "The film belongs to another channel and was cut anew: our rule on copied clips forbids that."
STILL = "We watched both films from the first second to the last: it is the same material, and the rule is the same."
HER_APPEAL = "I filmed every second of it in my own kitchen."
FOR_HER = "The body finds that every frame is her own and that no rule was broken."


def whose_video_we_removed_goes_outside_and_the_file_knows_nobody_who_reported_it(house: House) -> None:
    """Mia's video is removed by us and stays so on appeal; a settlement body reads all that was told to her, finds for her, and it is back."""
    contact = {"email": "ada@canary.example", "account": "u-ning"}
    ada = house.files(ADA, about="video v-18", kind="CV.SPAM", where="EU", locale="en", contact=contact)
    house.turn()
    judges_spam(house.mei, REMOVED)
    case, mia = house.mei.case, house.holder("u-mia", "en")
    mei_finishes(house)
    house.turn()
    assert house.is_closed(case)
    assert not house.is_shown("v-18")
    reasons = mia.opens_the_link()
    assert "Art. 21" in reasons.text, "where she may go, too"
    assert "We have your appeal" in reasons.appeal(HER_APPEAL)
    house.turn()
    looks_again(house.jun)
    judges_spam(house.jun, STILL, ruling="upheld")
    house.jun.works_through({"error_cause": "none", "sisters": ""})
    house.jun.skips("undo_cascade", "upheld")
    house.turn()
    assert house.is_closed(case)
    upheld = mia.opens_the_link().text
    for said in ("Art. 21", STILL):
        assert said in upheld
    zhou = house.zhou
    zhou.case = case
    until = house.clock().date() + timedelta(days=30)
    zhou.goes_outside(route="eu_ods", body="User Rights GmbH, case 2026-207", until=until)
    file = zhou.prints_the_file()
    for judged_by in (
        "User Rights GmbH, case 2026-207",
        "Croissants in a tiny oven",  # the thing, as it was
        "Twenty-seven layers and one burnt thumb.",
        "No copied or junk clips",  # our rule
        REMOVED,
        STILL,
        HER_APPEAL,
        "Remove the item",
    ):
        assert judged_by in file, f"a stranger could not judge without {judged_by}"
    for trace in (
        "Ada",
        "Quill",
        "u-ning",
        "宁宁",
        "canary",
        "my own channel",
        ada.number,
        ada.code,
        "ystander",
    ):
        assert trace not in file, f"who reported it is known by {trace}"
    for inside in ("梅 Mei", "君 Jun", "颜 Yan"):
        assert inside not in file
    zhou.enters_the_ruling(FOR_HER, followed=True)
    house.turn()
    assert FOR_HER in mia.opens_the_link().text
    for had in (house.mei, house.jun):
        with pytest.raises(SaysNo, match="you had a hand in"):
            had.takes_next()
    su = house.su
    looks_again(su)
    assert FOR_HER in su.sees()
    su.proposes(
        "no_violation",
        ruling="overturned",
        clause="CLIPS.4.4",
        finding="Every frame is her own.",
        to_complainant="Another look, asked for outside, found that the film is the poster's own. It is up again.",
        to_account="You were right and we were wrong. We are sorry. Every frame is yours, and the video is up again.",
    )
    house.turn()
    assert house.is_shown("v-18")
    su.works_through({"error_cause": "nobody asked for the raw film", "sisters": ""})
    house.turn()
    house.all_is_over()
    assert "We are sorry" in mia.opens_the_link().text
    assert "up again" in ada.reads().text
    assert "Mia" not in ada.reads().text
    house.clips_never_heard("Quill", "ada@canary.example", ada.number, FOR_HER)


def judges_spam(colleague, why: str, **said: str) -> None:
    """Remove it as copied; on appeal keep that."""
    if not said:
        colleague.takes_next()
        colleague.looks_up()
        colleague.works_through(SEEN)
    colleague.proposes(
        "violation",
        "L4",
        clause="CLIPS.4.4",
        finding=why,
        to_complainant="We watched all of it. It is copied, and it is not shown any more.",
        to_account=why,
        **said,
    )
    colleague.house.turn()


def refuses_in_english(colleague, **said: str) -> None:
    colleague.proposes(
        "refused", clause="CLIPS.8.1", finding="Steps that can be copied.", to_complainant=REASONS, **said
    )


def test_each_place_has_its_own_way_outside_and_a_ruling_that_is_not_followed_is_answered_with_reasons(house):
    zoe = house.files(
        ENGLISH,
        about="decision hd-3",
        relation="affected",
        contact={"email": "zoe@example.org"},
        where="IN",
        locale="en",
    )
    wei = house.files(
        "这个视频里有人裸露,全是色情内容,请删除。", about="video v-12", contact={"email": "wei@example.org"}
    )
    house.turn()
    said = {"zoe": (zoe, "gac.gov.in", "12377"), "wei": (wei, "12377", "gac.gov.in")}
    jun = house.jun
    for _ in said:
        jun.takes_next()
        jun.looks_up()
        if house.case(jun.case).code.startswith("UF."):
            india = jun.case
            jun.works_through(JUDGED)
            refuses_in_english(jun)
        else:
            jun.works_through(
                dict.fromkeys(("see_in_context", "known_before", "exceptions", "lower_rung"), "看完了")
            )
            jun.proposes(
                "no_violation",
                clause="CLIPS.2.1",
                finding="没有裸露。",
                to_complainant="我们看完了全部，没有裸露。",
            )
        house.turn()
    for who, names, not_that in said.values():
        letter = who.reads().text
        assert names in letter
        assert not_that not in letter
    zhou = house.zhou
    zhou.case = india
    until = house.clock().date() + timedelta(days=30)
    zhou.goes_outside(number=zoe.number, route="in_gac", body="GAC-2, appeal 77", until=until)
    assert REASONS in zhou.prints_the_file()
    zhou.enters_the_ruling("The committee had another video before it; its number is v-9.", followed=False)
    house.turn()
    assert "another video" in zoe.finds("outside").text
    assert not house.case(india).on_appeal
    assert house.did() == []
    jun.case = india
    jun.works_through({"error_cause": "没有错", "sisters": ""})
    jun.skips("undo_cascade", "维持", seconded=zhou)
    house.turn()
    house.all_is_over()


IGNORED = "我举报的视频你们说不违规,根本没看,请重新看。"


def test_whoever_reported_in_vain_and_was_right_has_it_judged_anew_by_others_and_hears_how_it_ended(house):
    """Granted, and the video is still there: then nothing is closed before somebody else has judged the video."""
    rui = house.files(
        IGNORED, about="video v-16", kind="UF.REPORT_IGNORED", contact={"email": "r@example.org"}
    )
    house.turn()
    jun, yan = house.jun, house.yan
    looks_again(jun)
    first = jun.case
    jun.proposes(
        "granted", clause="CLIPS.8.1", finding="确实违规", to_complainant="您说得对，我们重新处理。对不起。"
    )
    house.turn()
    jun.skips("undo_cascade", "没有什么要撤销", seconded=house.zhou)
    jun.works_through({"error_cause": "漏判", "sisters": ""})
    house.turn()
    assert house.case(first).status is Status.DECIDED, "nobody has judged the video"
    with pytest.raises(SaysNo, match="cannot be skipped"):
        jun.skips("opened_anew", "没空")
    with pytest.raises(SaysNo, match="needs evidence"):
        jun.does("opened_anew", "已转给同事")
    with pytest.raises(SaysNo, match="“code” cannot be read"):
        jun.sets_beside("video:v-16", kinship="anew", reason="漏判", code="UF.CONTENT")
    [anew] = jun.sets_beside("video:v-16", kinship="anew", reason="漏判", code="CV.SEX.ADULT")
    jun.does("opened_anew")
    assert jun.id in house.case(anew).kept_out
    with pytest.raises(SaysNo, match="judged anew"):
        jun.does("told_how_it_ended")
    with pytest.raises(SaysNo, match="Nothing is waiting that you may take"):
        jun.takes_next()  # it is the only case there, and not for whoever had a hand in this one
    assert yan.takes_next() == anew
    yan.looks_up()
    yan.works_through(
        {
            "see_in_context": "看了全部",
            "known_before": "以前判过不违规",
            "exceptions": "没有例外",
            "lower_rung": "更轻的不够",
        }
    )
    yan.proposes(
        "violation",
        "L4",
        clause="CLIPS.2.1",
        finding="视频裸露。",
        to_complainant="已移除。",
        to_account="视频含有裸露内容。",
    )
    house.turn()
    assert house.did("apply L4") == ["apply L4 video v-16"]
    jun.case = first
    jun.does("told_how_it_ended")
    jun.puts_down("training", "裸露的视频被当成舞蹈放过", of="granted")
    house.turn()
    assert house.case(first).status is Status.CLOSED
    letters = [rui.reads(number).text for number in range(len(rui.letters()))]
    assert any("由另一位没有参与过的同事重新判断了" in one and "属实" in one for one in letters)
