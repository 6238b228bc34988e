"""彦 Yan's identity stands on an account that he never had; 瑞 Rui, whose pottery account it is, never learns who said so, nor he whose it is."""

from datetime import timedelta

import pytest

from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.staff import SaysNo

RUI = "account u-rui"
MAIL = "yan@canary.example"


def test_an_identity_comes_off_a_strangers_account_by_two_and_nobody_gets_the_account(house):
    filed = house.files(
        "我实名的时候提示身份证已被别人绑定，我从来没注册过。",
        about=RUI,
        kind="AS.REALNAME",
        relation="affected",
        contact={"email": MAIL},
        answers={"found_how": "实名时提示已被占用"},
    )
    house.turn()
    mei, rui = house.mei, house.holder("u-rui")
    case = mei.takes_next()
    looks_into_it(house)
    paper = rui.opens_the_link()
    asked = paper.text
    assert "实名信息有人提出异议" in asked
    paper.answers("实名是前合伙人帮我办的，我不知道用的是谁的。")
    house.turn()
    while mei.takes_next() != case:
        mei.gives_back()
    mei.does("nothing_of_either", "两边都没有说")
    decides(house)
    told = rui.opens_the_link().text
    assert "账号还是您的" in told
    outcome = filed.reads().text
    assert "报警" in outcome
    name = house.clips.page("/u/u-rui").split("<h1>")[1].split("<")[0]
    for secret in (name, "前合伙人", "景德镇", "u-rui"):
        assert secret not in outcome, "whose account it is stays there"
    for secret in (MAIL, filed.number, "彦"):
        assert secret not in asked + told, "and who asked stays here"
    assert "locked" not in house.clips.page("/u/u-rui").lower(), "whoever has the account keeps it"
    mei.does("where_else")
    house.turn()
    assert "您的身份还可能用在哪里" in "".join(filed.letters()), "the step is a letter"
    with pytest.raises(SaysNo, match="waits until 30 November 2026"):
        mei.does("not_bound_again", "还没到时候")
    house.later(days=7, hours=1)
    mei.does("not_bound_again", "没有再登记")
    house.turn()
    assert house.case(case).status is Status.CLOSED


def looks_into_it(house: House) -> None:
    """Of the account he has to prove nothing, for it is not his; of himself he has."""
    mei = house.mei
    mei.looks_up()
    with pytest.raises(SaysNo, match="may not be taken here"):
        mei.protects("P5", "他说是他的身份", whom="account")  # nobody is locked out of an account by this
    mei.verifies("V1", "reply_from_contact")
    mei.does("identity_proof", "还没有核验", whose=mei.claimants()[0])
    mei.does("binding_checked", "两年前用照片登记，没有活体核验")
    mei.hears("您账号的实名信息有人提出异议。请说明实名是怎样登记的。")
    house.turn()


def decides(house: House) -> None:
    mei = house.mei
    said = {
        "clause": "CLIPS.5.2",
        "finding": "登记的身份属于投诉人，登记时没有核验本人。",
        "to_complainant": "您的身份已从那个账号上解除。请查名下有没有别的账号和贷款；可以报警，这封信可以给警方看。",
        "to_account": "登记的实名不是您的，登记时没有核验本人。",
    }
    with pytest.raises(SaysNo, match="Verify who it is"):
        mei.proposes("granted", "U.NAME", **said)
    mei.verifies("V3", "verification_service")
    with pytest.raises(SaysNo, match=r"choose “U[.]NAME"):
        mei.proposes("granted", "R", **said)  # an identity is no claim to the account
    mei.proposes("granted", "U.NAME", **said)
    house.turn()
    assert house.did() == [], "one person takes nobody's name off"
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    assert house.did() == [f"apply U.NAME {RUI}"]
    assert "实名已解除" in house.clips.page("/u/u-rui", "zh")
    assert house.clock() > house.case(mei.case).opened_at + timedelta(minutes=1)


def test_whoever_cannot_prove_who_they_are_takes_nothing_off_and_the_holder_hears_no_name(house):
    """An ex who knows 瑞 Rui's number comes with a story; the answer says no more of the account than that nothing changed."""
    filed = house.files(
        "有人用我的身份证实名了这个账号，请解除。", about=RUI, kind="AS.REALNAME", contact={"email": MAIL}
    )
    house.turn()
    mei = house.mei
    mei.takes_next()
    looks_into_it(house)
    house.later(hours=73)
    mei.takes_next()
    mei.does("nothing_of_either", "两边都没有说")
    mei.proposes(
        "refused",
        clause="CLIPS.5.2",
        finding="没有证明身份是投诉人的；登记时核验过本人。",
        to_complainant="凭现有材料我们不能确认这个身份是您的，所以没有改动。换一种方式随时可以再试。",
    )
    house.turn()
    assert house.did() == []
    assert "没有改动" in filed.reads().text
    assert MAIL not in "".join(one["text"] for one in house.holder("u-rui").told())
