"""An image that nobody sends: 萱 Xuan is threatened with one that is nowhere yet, and gives its fingerprint alone.

What comes up with that fingerprint is held back; what was up before and what only looks alike goes to a person, and nothing happens to it for a
likeness. 芸 Yun sent the fingerprint of the wrong file: her case is judged again, and what it kept out comes back.
"""

from uuid import UUID

import pytest

from clips import fingerprints
from ombud.core.case import Status
from ombud.core.vocabulary import Beside
from tests.journeys.house import House
from tests.journeys.people import Complainant
from tests.journeys.staff import Colleague, SaysNo

PICTURE, POSTER = "private", "poster"


def test_what_is_only_threatened_is_kept_out_and_a_person_judges_every_likeness(house):
    before = house.uploads(PICTURE, by="u-qiang")
    case = a_threat_without_any_link_is_helped(house)
    held, edited = house.uploads(PICTURE, by="u-leak"), house.uploads(f"{PICTURE}.2", by="u-hao")
    house.turn()
    assert [house.is_shown(one) for one in (before, held, edited)] == [True, False, True]
    a_person_looks_at_each(house, case, {before: "violation", held: "violation", edited: "no_violation"})
    assert [house.is_shown(one) for one in (before, held, edited)] == [False, False, True]
    what_a_wrong_fingerprint_kept_out_comes_back(house)
    assert not house.is_shown(house.uploads(PICTURE, by="u-qiang")), "the other woman's is kept out still"


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


def a_threat_without_any_link_is_helped(house: House) -> UUID:
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
    return case


def a_person_looks_at_each(house: House, first: UUID, became: dict[str, str]) -> None:
    """Each has a case of its own, sealed as the first is, and the host's word is no finding."""
    beside = [house.case(one.case) for one in house.case(first).kin if one.how == Beside.LEADS]
    assert len(beside) == len(became)
    assert all(one.sealed and one.status is Status.QUEUED and not one.orders for one in beside)
    for _ in became:
        decides(house, became)


def decides(house: House, became: dict[str, str]) -> None:
    jun = house.jun
    case = jun.takes_next()
    house.zhou.grants(case, to=jun, reason="受过训练，看最少的必要部分")
    jun.opens("平台说指纹相同或相近")
    jun.looks_up()
    video = next(one for one in became if one in jun.page())
    jun.protects("P2", "不看先隐藏", whom="item")
    jun.works_through({"hide_unseen": "先隐藏", "never_reupload": "没有要影像"})
    assert "there is nobody to verify" in jun.sees(), "the statement lies in the first case"
    jun.works_through({"age_question": "成年", "extortion": "见第一案"})
    found = became[video] == "violation"
    jun.proposes(
        became[video],
        *(["L4"] if found else []),
        clause="CLIPS.6.2",
        finding="与第一案的影像相同。" if found else "看过：是另一张照片。",
        to_complainant="见第一案。",
        to_account="该内容未经当事人同意，规则不允许。" if found else "",
    )
    house.turn()


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
