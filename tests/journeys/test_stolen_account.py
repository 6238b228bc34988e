"""浩 Hao's garage account is in other hands: support must not be the way in.

No lock on a bare claim; then locked; the owner is verified by what an intruder cannot see; control goes back by two
signatures, never to the contact in the complaint.
"""

import pytest

from clips import changes
from clips.storage import writing
from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.people import plain
from tests.journeys.staff import SaysNo

CANARY = "金丝雀丁四旧店在铁路桥下"
PHONE = "13712345678"
ACCOUNT = "account u-hao"


@pytest.fixture
def hao(house: House):
    """浩 Hao files from his wife's phone."""
    filed = house.files(
        f"我的账号被盗了,手机号和密码都被改了,有人用我的号骗我的粉丝,我登录不了。{CANARY}",
        about=ACCOUNT,
        relation="affected",
        contact={"phone": PHONE},
    )
    house.turn()
    return filed


def mei_secures_it(house: House) -> None:
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.does("risk_signal", "新设备、境外、刚改手机号和收款方")
    mei.protects("P5", "风险信号明确", whom="account")
    mei.does("lock_and_sign_out")


def mei_gives_it_back(house: House) -> None:
    mei = house.mei
    mei.does("change_timeline", "昨夜境外登录，随后改手机、改收款方")
    mei.verifies("V2", shown=("old_device", "payment"))
    assert "old_device" not in plain(mei.page()), "what proved it is said in words"
    mei.does("owner_proof", "旧设备与付款尾号一致")
    mei.does("not_that_contact")
    mei.proposes(
        "granted",
        "R",
        undoes=("c-hao-3", "c-hao-5", "c-hao-7"),
        clause=the_clause(house),
        finding="账号在昨夜被境外新设备接管，投诉人是原主人。",
        to_complainant="账号交还给您：请用旧手机打开应用，按提示设置新密码。不会有人打电话要验证码。",
        to_account="账号已经交还原主人，入侵者的登录和改动已经撤销。",
    )


def the_clause(house: House) -> str:
    from ombud.store.packs import by_digest

    case = house.only_case()
    return by_digest(case.pack).clauses_for(case.code)[0].id


def finishes(house: House) -> None:
    mei = house.mei
    mei.skips("other_accounts", "查过同一设备，没有别的账号", seconded=house.zhou)
    mei.works_through({"cause_and_hardening.how": "别处用过的同一个密码"})
    with pytest.raises(SaysNo, match="waits until"):
        mei.does("after_7d", "没有再被登录")
    house.later(days=7)
    assert "undo_intruder" in house.case(mei.case).steps_done, "payee, phone and video: the platform did it"
    mei.does("after_7d", "没有再被登录，收款方没有变")


def test_a_bare_claim_locks_nobody_out(house, hao):
    mei = house.mei
    mei.takes_next()
    with pytest.raises(SaysNo, match="may not be taken here, or not before the steps"):
        mei.protects("P5", "他说被盗了", whom="account")
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("risk_signal")
    house.turn()
    assert house.did() == []
    assert house.only_case().code.startswith("AS.")


def test_secured_verified_signed_by_two_and_given_back(house, hao):
    mei, jun = house.mei, house.jun
    mei_secures_it(house)
    house.turn()
    assert house.did() == ["apply P5 account u-hao"]
    assert "locked" in house.clips.page("/u/u-hao").lower()

    mei.does("change_timeline", "昨夜境外登录")
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("owner_proof", "他说得很像")  # nobody was verified
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("not_that_contact", "旧手机丢了")
    with pytest.raises(SaysNo, match="Steps are still open"):
        mei_proposes_early(house)
    mei.verifies("V1", "reply_from_contact")
    mei.does("owner_proof", "回复了短信")
    mei.does("not_that_contact")
    with pytest.raises(SaysNo, match="Verify who it is"):
        mei_proposes_early(house)  # a reply from the contact in the complaint proves nothing
    house.turn()
    assert house.did() == ["apply P5 account u-hao"]

    mei.verifies("V2", shown=("old_device", "payment"))
    mei_proposes_early(house)
    assert house.only_case().status is Status.COSIGNING
    house.turn()
    assert "apply R account u-hao" not in house.did()
    with pytest.raises(SaysNo, match="proposed by you; somebody else must sign"):
        mei.takes_to_sign()
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    assert house.did() == ["apply P5 account u-hao"], "it cools down first, and stays locked meanwhile"
    house.later(days=2)
    did = house.did()
    assert did[:2] == ["apply P5 account u-hao", "apply R account u-hao"]
    assert did.count("apply R account u-hao") == 1
    assert "locked" not in house.clips.page("/u/u-hao").lower().replace("unlocked", "")

    assert "旧手机" in hao.reads().text
    assert PHONE in house.text_messages()
    for secret in (CANARY, "铁路桥", "旧手机打开"):
        assert secret not in house.text_messages()
    assert house.only_case().status is Status.DECIDED
    somebody_is_in_it_again_after_a_week(house, hao)
    house.clips_never_heard(CANARY, PHONE, hao.number, hao.code)


def somebody_is_in_it_again_after_a_week(house: House, hao) -> None:
    """Nobody watched it: whoever looks after a week sees it, and it is locked at once in a case of its own, with its own times."""
    mei, first = house.mei, house.only_case().id
    mei.skips("other_accounts", "查过同一设备，没有别的账号", seconded=house.zhou)
    mei.works_through({"cause_and_hardening.how": "别处用过的同一个密码"})
    house.later(days=7)
    with pytest.raises(SaysNo, match="tells of nothing odd"):
        mei.does("after_7d", "他来电说又被盗了", ended="came_back")
    with writing(house.clips.home) as book:
        changes.strange(book, "u-hao", "payee", key="c-hao-back", now=house.clock())
    mei.does("after_7d", "同一台陌生设备又换了收款方", ended="came_back")
    house.turn()
    assert house.is_closed(first), "this one is over: it goes on in another"
    (again,) = [one for one in house.cases() if one.id != first]
    assert (again.status, again.severity) == (Status.QUEUED, "S1")
    assert house.did()[-1] == "apply P5 account u-hao"
    assert "locked" in house.clips.page("/u/u-hao").lower()
    assert "又锁上了" in hao.letters()[0]
    assert "又发现了异常" in house.holder("u-hao").opens_the_earlier_link().text
    assert house.jun.takes_next() == again.id


def mei_proposes_early(house: House) -> None:
    house.mei.proposes(
        "granted",
        "R",
        undoes=("c-hao-3", "c-hao-5", "c-hao-7"),
        clause=the_clause(house),
        finding="账号在昨夜被境外新设备接管，投诉人是原主人。",
        to_complainant="账号交还给您：请用旧手机打开应用，按提示设置新密码。",
        to_account="账号已经交还原主人，入侵者的登录和改动已经撤销。",
    )


def test_whoever_sits_in_the_account_is_not_warned_while_it_is_looked_at(house, hao):
    house.mei.takes_next()
    with pytest.raises(SaysNo, match="Your role does not open this page"):
        house.mei.withholds(house.only_case().id, "account_hijacked")  # not by whoever works on it
    house.zhou.withholds(house.only_case().id, "account_hijacked")
    house.mei.looks_up()
    house.mei.does("risk_signal", "新设备、境外")
    house.mei.protects("P5", "锁定", whom="account")
    house.mei.does("lock_and_sign_out")
    house.turn()
    intruder = house.holder("u-hao")
    assert intruder.told() == []
    mei_gives_it_back(house)
    house.yan.takes_to_sign()
    house.yan.signs()
    house.turn()
    house.later(days=2)
    finishes(house)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert intruder.told() == []
    assert len(intruder.told_earlier()) == 2, "that it is locked, and that it is about to be given back"
    house.zhou.releases(house.only_case().id)
    house.turn()
    assert intruder.told() == [], "what was told went to the earlier channels, and nothing into the account"
    letters = [intruder.opens_the_earlier_link().text]
    assert any("交还原主人" in letter for letter in letters)
    for letter in letters:
        for secret in (CANARY, PHONE, hao.number, hao.code):
            assert secret not in letter


def test_a_refusal_is_told_with_reasons_and_can_be_appealed(house, hao):
    mei_secures_it(house)
    mei = house.mei
    mei.does("change_timeline", "没有异常登录")
    mei.verifies("V0", "reply_from_contact")
    mei.does("owner_proof", "旧设备与付款都对不上")
    mei.does("not_that_contact")
    mei.proposes(
        "refused",
        clause=the_clause(house),
        finding="投诉人无法证明是账号的主人。",
        to_complainant="我们无法确认账号属于您，因此没有交还。您可以用旧设备再试一次。",
    )
    house.turn()
    assert house.only_case().status is Status.COSIGNING, "the host's own risk check sees somebody else in it"
    house.signed_by(house.jun)
    house.turn()
    assert "lift P5 account u-hao" not in house.did(), "whoever is in it gets nothing for his lack of proof"
    paper = hao.reads()
    assert "无法确认" in paper.text
    assert "已收到" in paper.appeal("我找到了旧手机。")
    house.turn()
    assert house.only_case().on_appeal
