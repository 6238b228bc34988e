"""A rights notice, its answer, a breach, a restriction against fraud: who is told, once, and never who complained."""

import pytest

from ombud.core import facts
from ombud.core.ids import bucket_of
from ombud.core.notices import letter_id
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.scopes import outdated
from ombud.core.vocabulary import Beside, Kinship, Relation, Side
from ombud.store import countering, mailroom, members, packs, passing_on
from ombud.store.ledger import read_case, read_complaint, read_complaints
from ombud.store.models import Letter
from ombud.usecases.appeal import appeal
from ombud.usecases.do_step import do_step
from ombud.usecases.release import release
from ombud.usecases.verify import verify
from tests import cast
from tests.usecases.sorting.scene import video

COPIED = "这个视频盗用我的原创作品,侵犯著作权。我叫兰小舟,住在三单元。"
LEAKED = "平台泄露了我的个人信息,只有你们有我的这个订单电话,现在天天接骚扰电话。"
SCAM = "这个人搞投资诈骗,骗了我三万块钱,是杀猪盘。"
CLAIM = "有人主张这段视频使用了受保护的作品"
ANSWER = "音乐是我自己写的,有去年的工程文件。"
WHO = "涛,某市某路一号,tao@example.org"
BREACH = {
    "kinds": "姓名和电话",
    "cause": "合作方多导出了一份表",
    "harm": "可能接到诈骗电话",
    "remedies": "已关闭导出并换了密钥",
    "self_help": "不要回拨陌生来电",
}


def letters_of(stage, complaint=None):
    return {one.template: stage.read(one) for one in mailroom.of_complaint(complaint or stage.lan)}


def to_account(case):
    return {one.template: one for one in mailroom.of_case(case)}


def proves(stage, case, level="V3", complaint=None):
    stage.write(
        case,
        facts.Verified(complaint=complaint or stage.lan, level=level, method="registration"),
    )


def infringing(stage, *, level="V3", relation=Relation.RIGHTS_HOLDER, lang=None):
    """A right holder complains, proves it, and the video goes."""
    case = stage.case(COPIED, relation=relation, kind="CV.IP", **({"locale": lang} if lang else {}))
    assert read_case(case).code == "CV.IP.COPY"
    proves(stage, case, level)
    stage.decide(case, "L4", clause="CLIPS.5.1", why="使用了他人的作品。")
    return case


def forwards(stage, case, claim=CLAIM):
    do_step(case, step="forward_notice", said={"claim": claim}, by=cast.MEI, mint=stage.mint, now=stage.now)


def answers(stage, case):
    letter = to_account(case)["statement_of_reasons"].id
    stated = stage.stated(letter, who=WHO)
    appeal(letter, text=ANSWER, stated=stated, mint=stage.mint, now=stage.now)
    return bool(stated)


def test_a_rights_notice_reaches_the_account_once_with_the_claim_and_where_to_answer_but_no_name(stage):
    case = infringing(stage)
    for _ in range(2):
        forwards(stage, case)
    stage.carry()
    stage.tell()
    told = to_account(case)
    assert set(told) == {"statement_of_reasons", "forwarded_notice"}
    words = stage.read(told["forwarded_notice"])
    assert CLAIM in words
    assert "移除内容" in words
    assert f"/l/{told['statement_of_reasons'].number}/appeal" in words
    assert "兰小舟" not in words
    assert "三单元" not in words
    assert [one.template for one in read_case(case).told].count("forwarded_notice") == 1
    assert told["forwarded_notice"].state == "delivered"
    assert verify(now=stage.now).is_clean


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        pytest.param(
            "盗用我的原创作品,侵犯著作权。我叫兰小舟", No.LETTER_NAMES_REPORTER, id="their own words"
        ),
        pytest.param("写信给 lan@example.org", No.LETTER_NAMES_REPORTER, id="a way to reach them"),
        pytest.param("  ", No.LETTER_FIELD_EMPTY, id="nothing"),
        pytest.param("您的投诉已关闭", No.LETTER_PHRASE, id="what no letter says"),
    ],
)
def test_a_rights_notice_that_gives_the_complainant_away_or_says_nothing_is_not_sent(stage, claim, code):
    case = infringing(stage)
    with pytest.raises(Refused) as no:
        forwards(stage, case, claim)
    assert no.value.code is code
    assert "forwarded_notice" not in to_account(case)
    assert "forward_notice" not in read_case(case).steps_done
    forwards(stage, case)
    assert "forwarded_notice" in to_account(case)


@pytest.mark.parametrize("decided", [False, True], ids=["undecided", "nothing to tell the account"])
def test_a_rights_notice_waits_for_a_decision_that_the_account_can_answer(stage, decided):
    case = stage.case(COPIED, relation=Relation.RIGHTS_HOLDER, kind="CV.IP")
    if decided:
        stage.decide(case, clause=None, outcome="no_violation", why="")
    with pytest.raises(Refused) as no:
        forwards(stage, case)
    assert no.value.code is No.NOT_DECIDED


@pytest.mark.parametrize(
    ("relation", "level", "told"),
    [
        pytest.param(Relation.RIGHTS_HOLDER, "V3", True, id="who proved the right"),
        pytest.param(Relation.RIGHTS_HOLDER, "V1", False, id="who only claims it"),
        pytest.param(Relation.BYSTANDER, "V3", False, id="a bystander"),
    ],
)
def test_what_the_account_answers_goes_to_whoever_proved_the_right_and_to_nobody_else(
    stage, relation, level, told
):
    case = infringing(stage, relation=relation, level=level)
    stage.all()
    assert answers(stage, case), "and is told so before"
    stage.tell()
    letters = letters_of(stage)
    assert ("forwarded_counter" in letters) is told
    claims = relation is Relation.RIGHTS_HOLDER and not told
    assert ("counter_unproved" in letters) is claims
    assert WHO not in letters.get("counter_unproved", "")
    assert ANSWER not in letters.get("counter_unproved", "")
    assert countering.is_unheard(read_case(case), pack=packs.of_case(read_case(case))) is not told
    assert ("arrived" in {event for event, _ in read_case(case).moved}) is told
    if told:
        assert ANSWER in letters["forwarded_counter"]
        assert WHO in letters["forwarded_counter"], "so that they can go to court"
        assert "人民法院" in letters["forwarded_counter"]
        known = [fact for _, fact in read_complaint(stage.lan).told if fact.template == "forwarded_counter"]
        assert [one.letter for one in known] == [
            letter_id(stage.lan.int & 0xFF, "forwarded_counter", case.hex, "1", stage.lan.hex)
        ]
    assert verify(now=stage.now).is_clean


def test_in_a_matter_of_no_right_an_appeal_is_told_to_nobody_else(stage):
    case = stage.case("这个视频里有人裸露,全是色情内容,请删除。", relation=Relation.RIGHTS_HOLDER)
    proves(stage, case)
    stage.decide(case, "L4")
    stage.all()
    assert not answers(stage, case)
    assert "forwarded_counter" not in letters_of(stage)


def test_where_the_law_has_a_first_day_of_return_the_right_holder_reads_that_day(stage):
    packs.store_pack(cast.pack("US"), now=stage.now)
    case = stage.case(COPIED, relation=Relation.RIGHTS_HOLDER, kind="CV.IP", jurisdiction="US")
    proves(stage, case)
    stage.decide(case, "L4", clause="CLIPS.5.1")
    stage.all()
    answers(stage, case)
    assert "2026年12月7日 23:59（纽约时间）" in letters_of(stage)["forwarded_counter"], (
        "ten business days, Thanksgiving left out"
    )


def test_everybody_whose_data_leaked_is_told_what_and_what_to_do_each_once(stage):
    case = stage.case(LEAKED, kind="PR.PLATFORM")
    assert read_case(case).code == "PR.PLATFORM"
    lan = stage.lan
    assert stage.case(LEAKED, kind="PR.PLATFORM") == case
    stage.decide(case, clause=None, outcome="granted", why="")
    act = {"step": "tell_person", "by": cast.MEI, "mint": stage.mint, "now": stage.now}
    with pytest.raises(Refused) as no:
        do_step(case, said={**BREACH, "harm": " "}, **act)
    assert (no.value.code, no.value.facts["field"]) == (No.LETTER_FIELD_EMPTY, "harm")
    for _ in range(2):
        do_step(case, said=BREACH, **act)
    stage.tell()
    for complaint in (lan, stage.lan):
        words = letters_of(stage, complaint)["breach"]
        assert all(said in words for said in BREACH.values())
        told = [fact.template for _, fact in read_complaint(complaint).told]
        assert told.count("breach") == 1
    assert {one.code for one in verify(now=stage.now).faults} <= {"looked_at_no_log"}, "ticked by hand here"


def leak(stage):
    """兰 Lan and another complain of a leak, and it is decided; return the case and how everybody is told."""
    case = stage.case(LEAKED, kind="PR.PLATFORM")
    stage.case(LEAKED, kind="PR.PLATFORM")
    stage.decide(case, clause=None, outcome="granted", why="")
    act = {"step": "tell_person", "said": BREACH, "by": cast.MEI, "mint": stage.mint, "now": stage.now}
    return case, lambda: do_step(case, **act)


def breaches():
    return list(Letter.objects.filter(template="breach").values_list("complaint", flat=True))


def breaks(monkeypatch, *, at):
    """The power goes when so many letters were written."""
    post, done = mailroom.post, []

    def falls(drafts, *, now):
        if len(done) == at:
            raise RuntimeError("the power is gone")
        done.append(drafts)
        return post(drafts, now=now)

    monkeypatch.setattr(mailroom, "post", falls)


def test_a_crash_while_a_leak_is_told_tells_nobody_and_after_it_everybody_once(stage, monkeypatch):
    case, tells = leak(stage)
    with monkeypatch.context() as patch:
        patch.setattr(members, "TOGETHER", 1)
        breaks(patch, at=1)
        with pytest.raises(RuntimeError):
            tells()
    assert (breaches(), "tell_person" in read_case(case).steps_done) == ([], False)
    tells()
    assert (len(breaches()), len(set(breaches()))) == (2, 2)


def test_whoever_joins_after_a_leak_was_told_is_told_as_well_once_and_whatever_falls_over(stage, monkeypatch):
    case, tells = leak(stage)
    tells()
    (late,) = stage.house.file(LEAKED, kind="PR.PLATFORM", subject=video("v-1"), jurisdiction="EU")
    while stage.house.sort(now=stage.now):
        pass
    with monkeypatch.context() as patch:
        breaks(patch, at=0)
        with pytest.raises(RuntimeError):
            stage.house.join(now=stage.now)
    assert (read_case(case).members, late in breaches()) == (2, False)
    stage.house.drain(now=stage.now)
    assert (read_case(case).members, breaches().count(late)) == (3, 1)
    assert all(said in letters_of(stage, late)["breach"] for said in BREACH.values())
    tells()
    stage.house.drain(now=stage.now)
    stage.tell()
    assert len(breaches()) == 3
    assert [fact.template for _, fact in read_complaint(late).told].count("breach") == 1
    assert {one.code for one in verify(now=stage.now).faults} <= {"looked_at_no_log"}, "ticked by hand here"


def test_whoever_joins_where_no_leak_was_told_reads_of_none(stage):
    case, _ = leak(stage)
    stage.house.file(LEAKED, kind="PR.PLATFORM", subject=video("v-1"))
    stage.house.drain(now=stage.now)
    assert (read_case(case).members, breaches()) == (3, [])


GROOMED = "有陌生人私信我女儿要照片,她11岁。"
REPORT = {
    "basis": "未成年人保护法第八十条",
    "found": "陌生成年人索要照片",
    "preserved": "私信与登录记录",
    "receipt": "2026-1123",
}


def reported(stage, case):
    return passing_on.reports(read_case(case), pack=packs.by_digest(read_case(case).pack))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        pytest.param(REPORT, True, id="written here"),
        pytest.param(
            {"note": "已通过公安的表格报告", "receipt": "2026-1123"}, False, id="on the authority's own form"
        ),
    ],
)
def test_a_report_to_an_authority_is_written_once_for_a_person_to_hand_over_and_sent_by_nothing(
    stage, said, written
):
    case = stage.case(GROOMED, relation=Relation.GUARDIAN)
    stage.protect(case, "P7")
    act = {"step": "report_authority:cn_police", "by": cast.MEI, "mint": stage.mint, "now": stage.now}
    if written:
        with pytest.raises(Refused) as no:
            do_step(case, said={**said, "found": ""}, **act)
        assert (no.value.code, no.value.facts["field"]) == (No.LETTER_FIELD_EMPTY, "found")
    for _ in range(2):
        do_step(case, said=said, **act)
    stage.tell()
    reports = reported(stage, case)
    assert len(reports) == written
    for _, report in reports:
        assert all((text in report.body) is (field != "receipt") for field, text in said.items())
        assert "致：公安机关" in report.body
        assert "切断" in report.body or "联系" in report.body
    assert mailroom.of_case(case) == (), "the account is told nothing of it"
    assert "authority_report" not in letters_of(stage)
    assert verify(now=stage.now).is_clean


def test_a_child_who_is_found_after_the_report_is_reported_as_well_with_a_receipt_of_its_own(stage):
    case = stage.case(GROOMED, relation=Relation.GUARDIAN)
    stage.protect(case, "P7")
    act = {"step": "report_authority:cn_police", "by": cast.MEI, "mint": stage.mint}
    said = {**REPORT, "persons_at_risk": ""}
    do_step(case, said=said, now=stage.now, **act)
    first = read_case(case)
    pack = packs.of_case(first)
    assert outdated(first, pack) == ()
    stage.later(minutes=5)
    other = stage.mint(bucket_of(case))
    stage.write(case, facts.SetBeside(case=other, kinship=Kinship.VICTIM, how=Beside.LEADS))
    assert outdated(read_case(case), pack) == (act["step"],), "the case stays open until they know"
    stage.later(minutes=5)
    do_step(case, said={**said, "receipt": "2026-1188"}, now=stage.now, **act)
    assert outdated(read_case(case), pack) == ()
    one, two = (report.body for _, report in reported(stage, case))
    number = number_of(other, "K")
    assert (number in one, number in two) == (False, True)


def test_a_restriction_against_fraud_tells_its_reason_the_way_out_and_what_is_needed(stage):
    case = stage.case(SCAM)
    assert read_case(case).code.startswith("CV.FRAUD")
    stage.protect(case, "P4")
    assert set(to_account(case)) == {"fraud_restriction"}
    letter = to_account(case)["fraud_restriction"]
    assert letter.state == "withheld", "those who belong to a ring are not warned"
    release(case, side=Side.ACCOUNT, by=cast.ZHOU, now=stage.now)
    stage.tell()
    words = stage.read(letter)
    assert "/file/?about=unfair_treatment" in words
    assert "用过的旧设备确认" in words
    assert to_account(case)["fraud_restriction"].state == "delivered"
    assert verify(now=stage.now).is_clean


def test_however_many_complained_their_books_are_read_by_one_query_and_one_that_is_gone_is_missed(
    stage, django_assert_num_queries
):
    ids = [stage.house.file(f"{COPIED}{no}")[0] for no in range(3)]
    with django_assert_num_queries(1):
        found = read_complaints([*ids, ids[0]])
    assert found == tuple(read_complaint(one) for one in sorted(ids))
    with pytest.raises(Refused) as no:
        read_complaints([ids[0], stage.mint(0)])
    assert no.value.code is No.NOT_FOUND
