"""Who works here is protected and cannot be bought (I8): dose, breaks, ties, certificates, and never one's own appeal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.refusals import No, Refused
from tests.journeys.house import House, crowd
from tests.journeys.staff import Colleague, SaysNo
from tests.journeys.test_content import jun_reviews, mei_finishes, mei_removes_it

PORN = "这个视频里有人裸露,全是色情内容,请删除。"
QUESTION = "请问草稿箱在哪里？想找上周没发出去的视频。"


def files_many(house: House, count: int) -> None:
    for number in range(1, count + 1):
        house.files(PORN, about=f"video v-{number}")
    house.turn()


def watches(colleague: Colleague, hours: float) -> None:
    """Sit in front of the case in hand, with a note now and then."""
    for _ in range(int(hours * 60 / 14)):
        colleague.house.clock.on(minutes=14)
        colleague.notes("还在看")


def test_the_days_dose_of_harm_is_a_cap_and_not_a_reproach(house):
    files_many(house, 3)
    question = house.files_by_form(QUESTION)
    house.turn()
    mei = house.mei
    first = mei.takes_next()
    assert house.case(first).code == "CV.SEX.ADULT"
    watches(mei, 5.2)
    mei.gives_back()
    got = mei.takes_next()
    assert house.case(got).code.startswith("SV.")  # other work is still there
    mei.gives_back()
    for _ in range(3):
        assert house.case(mei.takes_next()).code.startswith("SV.")
        mei.gives_back()
    house.jun.takes_next()  # the videos wait for somebody fresh
    assert house.case(house.jun.case).code == "CV.SEX.ADULT"
    house.clock.on(hours=18)  # a new day in Shanghai
    house.turn()
    taken = set()
    for _ in range(3):
        taken.add(house.case(mei.takes_next()).code)
    assert "CV.SEX.ADULT" in taken
    assert question.asks_the_api()["status"] != "ended"


def test_a_break_needs_no_reason_and_nothing_comes_meanwhile(house):
    files_many(house, 1)
    mei = house.mei
    mei.takes_a_break()
    with pytest.raises(SaysNo, match="break"):
        mei.takes_next()
    mei.comes_back()
    mei.takes_next()


def test_not_this_one_goes_back_unasked_and_to_somebody_else(house):
    files_many(house, 1)
    case = house.mei.takes_next()
    house.mei.gives_back("not_this_one")
    assert house.case(case).status is Status.QUEUED
    assert not house.mei.may_open(case)
    assert house.jun.takes_next() == case
    house.jun.gives_back("break")
    with pytest.raises(SaysNo, match="break"):
        house.jun.takes_next()


def test_a_case_left_lying_returns_by_itself_and_the_late_word_is_refused(house):
    files_many(house, 1)
    mei = house.mei
    case = mei.takes_next()
    house.later(minutes=29)
    assert house.case(case).agent == mei.id
    house.later(minutes=2)
    assert house.case(case).status is Status.QUEUED
    assert house.jun.takes_next() == case
    with pytest.raises(SaysNo, match="took this case at"):
        mei._send(mei._at("step/"), step="see_in_context", do="done", shown_see_in_context="看完了", seen="3")
    assert not house.case(case).steps_done


def test_work_in_hand_keeps_the_case_in_hand(house):
    files_many(house, 1)
    mei = house.mei
    case = mei.takes_next()
    for _ in range(4):
        house.later(minutes=20)
        mei.notes("还在看")
    assert house.case(case).agent == mei.id


def test_somebody_with_a_tie_never_gets_the_case_not_even_from_a_lead(house):
    house.mei.declares("clips:u-tao", "family")
    house.files(PORN, about="video v-7")  # Clips said whose it is when it told of its own decision
    house.files("这个账号发布色情内容,裸露画面,请封号。", about="account u-tao")
    house.turn()
    with pytest.raises(SaysNo, match="declared a tie"):
        house.mei.takes_next()
    for case in house.cases():
        with pytest.raises(Refused) as no:
            house.zhou.would_assign(case.id, to=house.mei)
        assert no.value.code is No.CONFLICT
    assert {house.jun.takes_next(), house.yan.takes_next()} == {case.id for case in house.cases()}


def test_a_certificate_that_ran_out_opens_no_lane(house):
    from ombud.usecases.train import LANES, train

    files_many(house, 1)
    train(house.mei.id, lanes=LANES, until=house.clock(), by=house.zhou.id, now=house.clock())
    house.clock.on(seconds=1)
    with pytest.raises(SaysNo, match=r"certif|Nothing is waiting"):
        house.mei.takes_next()
    with pytest.raises(Refused):
        train(
            house.zhou.id,
            lanes=LANES,
            until=house.clock() + timedelta(days=1),
            by=house.zhou.id,
            now=house.clock(),
        )
    train(
        house.mei.id,
        lanes=["content_violation.zh.general"],
        until=house.clock() + timedelta(days=90),
        by=house.zhou.id,
        now=house.clock(),
    )
    house.mei.takes_next()


def test_fifty_ask_at_the_same_instant_and_no_case_is_given_twice(house):
    files_many(house, 20)
    people = crowd(house, 50)
    start = Barrier(len(people))

    def asks(one: Colleague) -> UUID | None:
        from django.db import connection

        try:
            start.wait(30)
            return one.takes_next()
        except SaysNo:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        got = [case for case in pool.map(asks, people) if case is not None]
    assert len(got) == len(set(got)) == 20
    assert {house.case(case).agent for case in got} == {one.id for one in people if one.case in got}


def test_two_act_on_one_case_and_the_late_one_reads_who_did_what(house):
    files_many(house, 1)
    mei, jun = house.mei, house.jun
    case = mei.takes_next()
    old = mei.client.get(f"/work/case/{case}/decide/").text
    house.zhou.assigns(case, to=jun, reason="梅要下班了")
    with pytest.raises(SaysNo, match=r"周 Zhou|君 Jun|not in your hands"):
        mei._send(
            mei._at("note/"),
            note_text="我写了很长的一段话",
            seen=old.split('name="seen" value="')[1].split('"')[0],
        )
    assert house.case(case).agent == jun.id


def test_never_the_appeal_of_ones_own_decision_neither_by_the_dispatcher_nor_a_lead_nor_the_database(house):
    from ombud.store.ledger import open_case
    from ombud.store.transactions import one_transaction

    house.files(PORN, about="video v-16")
    house.turn()
    mei_removes_it(house)
    mei_finishes(house)
    house.turn()
    house.holder("u-qiang").opens_the_link().appeal("请再看一次。")
    house.turn()
    case = house.only_case()
    with pytest.raises(SaysNo, match=r"Nothing is waiting|had a hand"):
        house.mei.takes_next()
    with pytest.raises(Refused) as no:
        house.zhou.would_assign(case.id, to=house.mei)
    assert no.value.code is No.HAND_IN_IT

    @one_transaction
    def past_every_rule() -> None:
        with open_case(case.id) as book:
            book.write(facts.Assigned(agent=house.mei.id, how="next"), by="chore:bug", now=house.clock())

    with pytest.raises(Refused) as no:
        past_every_rule()
    assert no.value.code is No.HAND_IN_IT
    assert house.case(case.id).agent is None

    jun = house.jun
    jun.takes_next()
    jun_reviews(jun)
    jun.proposes(
        "violation",
        "L4",
        ruling="upheld",
        clause="CLIPS.2.1",
        finding="重新看过，确实如此。",
        to_complainant="决定不变。",
        to_account="重新看过，决定不变。",
    )
    house.turn()


def test_nobody_signs_twice_and_nobody_opens_what_is_not_theirs(house):
    files_many(house, 1)
    case = house.mei.takes_next()
    for other in (house.jun, house.yan, house.su, house.lin):
        assert not other.may_open(case)
    assert house.zhou.may_open(case)  # a lead reads, and works on none
    house.zhou.case = case
    with pytest.raises(SaysNo, match="not in your hands now"):
        house.zhou.does("see_in_context", "我来替她做")


def test_nobody_works_here_without_a_password(house):
    from django.test import Client

    files_many(house, 1)
    stranger = Colleague(house, "stranger", house.mei.id, client=Client())
    assert "/staff/login/" in stranger.client.post("/work/next/").headers["Location"]
    said = {"login": "mei", "password": "mei tells a secret"}
    assert stranger.client.post("/staff/login/", said).status_code == 200
    assert "/staff/login/" in stranger.client.post("/work/next/").headers["Location"]
    assert house.only_case().status is Status.QUEUED
    stranger.client.post("/staff/login/", {**said, "password": "mei keeps a secret"})
    assert stranger.takes_next() == house.only_case().id
