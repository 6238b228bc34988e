"""What an order changes on Clips, and that it changes it once."""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Accepted, Confirmed, RefusedByHost
from ombud.core.facts import Sum
from tests.adapters.host import present

TEN = Sum(minor=1000, currency="CNY")


def test_the_same_key_again_takes_effect_once_and_answers_the_same(clips):
    first = clips.act("k-1", 1, "L4")
    again = clips.act("k-1", 1, "L4")
    assert first == again == Confirmed("k-1", "removed", at=first.at)
    assert first.at is not None, "it says since when, and says so again"
    log = clips.log()
    assert log["by_key"] == {"k-1": 1}
    assert log["orders"]["k-1"]["deliveries"] == 2


def test_the_same_key_with_another_order_is_refused_and_changes_nothing(clips):
    clips.act("k-1", 1, "L2")
    assert clips.act("k-1", 1, "L4") == RefusedByHost("k-1", "key_reused")
    assert clips.look_up("video v-1").snapshot.state == "public"


def test_a_dropped_reply_still_took_effect_and_the_retry_proves_it_was_once(clips):
    clips.switch(act="drop_reply")
    tried = present().replace(microsecond=0)
    assert type(clips.act("k-1", 1, "L4")).__name__ == "Unreachable"
    clips.switch(act="ok")
    answered = present()
    said = clips.act("k-1", 1, "L4")
    assert said == Confirmed("k-1", "removed", at=said.at)
    assert tried <= said.at < answered, "since when it did it, not since it could say so"
    assert clips.log()["by_key"] == {"k-1": 1}


def test_a_removed_video_leaves_a_tombstone_with_its_rule_and_not_its_text(clips):
    clips.act("k-1", 1, "L4", "video v-1029", clause="PR.POST.ID")
    page = clips.page("/v/v-1029", "zh")
    assert "此内容已被移除" in page
    assert "PR.POST.ID" in page
    assert "身份证照片已附" not in page
    assert "v-1029" not in clips.page("/")


@pytest.mark.parametrize("measure", ["P2", "P3", "L4"])
def test_it_is_no_longer_recommended(clips, measure):
    assert 'href="/v/v-1"' in clips.page("/")
    clips.act("k-1", 1, measure)
    assert 'href="/v/v-1"' not in clips.page("/")
    clips.act("k-2", 2, measure, do="lift")
    assert 'href="/v/v-1"' in clips.page("/")


def test_a_measure_ends_with_its_time(clips):
    clips.act("k-1", 1, "P2", until=present() - timedelta(seconds=1))
    assert clips.look_up("video v-1").snapshot.state == "public"


def test_a_later_order_of_a_measure_sets_its_end_and_what_happens_once_is_not_done_again(clips):
    clips.act("k-1", 1, "P5", "account u-hao")
    assert clips.page("/u/u-hao").count("signed out</span>") == 3
    clips.act("k-2", 2, "L2", until=present() + timedelta(days=9))
    ends = present() - timedelta(seconds=1)
    clips.act("k-3", 3, "P5", "account u-hao", until=ends, params={"holds": "k-1"})
    clips.act("k-4", 4, "L7", "account u-rich1", amount=TEN, params={"holds": "k-0"})
    assert "P5 Locked" not in clips.page("/u/u-hao")
    assert clips.log()["by_key"]["k-3"] == 1


def test_a_late_order_with_a_lower_number_is_recorded_but_does_not_override(clips):
    clips.act("k-3", 3, "L8", "account u-tao", until=present() + timedelta(days=1))
    said = clips.act("k-1", 1, "L8", "account u-tao")
    assert said == Confirmed("k-1", "overtaken by a later order", at=said.at)
    page = clips.page("/u/u-tao")
    assert page.count("L8 Account suspended") == 1
    assert "until" in page
    assert clips.log()["by_key"] == {"k-3": 1, "k-1": 1}


def test_a_lift_that_arrives_before_its_order_wins_all_the_same(clips):
    clips.act("k-2", 2, "L4", do="lift")
    clips.act("k-1", 1, "L4")
    assert clips.look_up("video v-1").snapshot.state == "public"


def test_a_late_lift_does_not_end_a_later_order(clips):
    clips.act("k-3", 3, "L4")
    clips.act("k-2", 2, "L4", do="lift")
    assert clips.look_up("video v-1").snapshot.state == "removed"


def test_two_strikes_are_two_and_one_can_be_taken_back(clips):
    clips.act("k-1", 1, "L5", "video v-12")
    clips.act("k-2", 2, "L5", "account u-rich1")
    assert "<dt>strikes</dt><dd>2</dd>" in clips.page("/u/u-rich1")
    clips.act("k-3", 3, "L5", "account u-rich1", do="lift", params={"lifts": "k-2"})
    assert "<dt>strikes</dt><dd>1</dd>" in clips.page("/u/u-rich1")


def test_a_lock_signs_the_intruder_out(clips):
    assert "signed out" not in clips.page("/u/u-hao")
    clips.act("k-1", 1, "P5", "account u-hao")
    assert clips.page("/u/u-hao").count("signed out</span>") == 3


def test_frozen_money_is_seen_on_the_page_and_in_the_look_up(clips):
    clips.act("k-1", 1, "P4", "account u-hao")
    assert clips.look_up("account u-hao").account.money.frozen
    assert "frozen" in clips.page("/u/u-hao")


def test_restoring_ends_what_came_before_and_nothing_that_came_after(clips):
    clips.act("k-1", 1, "L4")
    clips.act("k-3", 3, "L1")
    clips.act("k-2", 2, "R")
    page = clips.page("/v/v-1")
    assert "Restored" in page
    assert "L1 Labelled" in page
    assert clips.look_up("video v-1").snapshot.state == "public"


def test_a_host_decision_is_reversed_effect_by_effect(clips):
    assert clips.look_up("video v-7").snapshot.state == "removed"
    decision = clips.look_up("decision hd-1").decisions[0]
    assert {effect.measure for effect in decision.effects} == {"L4", "L5", "L2"}
    for no, effect in enumerate(decision.effects):
        subject = f"{effect.subject.kind} {effect.subject.id}"
        clips.act(f"k-{no}", no, effect.measure, subject, do="lift", params={"host_decision": "hd-1"})
    assert clips.look_up("video v-7").snapshot.state == "public"
    assert "<dt>strikes</dt><dd>0</dd>" in clips.page("/u/u-tao")
    assert "reversed" in clips.page("/d/hd-1")


def test_lifting_our_own_measure_leaves_the_hosts_in_force(clips):
    clips.act("k-1", 1, "L4", "video v-7")
    clips.act("k-2", 2, "L4", "video v-7", do="lift")
    assert clips.look_up("video v-7").snapshot.state == "removed"


def test_money_is_accepted_now_and_settled_once_later(clips):
    from clips import clock
    from clips.outbox import round_trip

    pays = {"amount": TEN, "params": {"refunds": {"kind": "order", "id": "o-2"}}}
    assert clips.act("k-1", 1, "L7", "account u-shopmei", **pays) == Accepted("k-1")
    before = clips.look_up("account u-lan").account.money.balance
    later = clock.now() + timedelta(seconds=5)
    assert [round_trip(clips.home, to=None, now=later) for _ in range(2)] == [1, 0]
    assert clips.look_up("account u-lan").account.money.balance == before + 10
    said = clips.act("k-1", 1, "L7", "account u-shopmei", **pays)
    assert said == Confirmed("k-1", "earnings stopped", at=said.at)
    assert later - said.at < timedelta(milliseconds=1), "when it was settled, not when it was taken"
    assert clips.log()["by_key"] == {"k-1": 1}
    assert "L7 Earnings stopped · CNY 10.00" in clips.page("/log")


@pytest.mark.parametrize(
    ("measure", "subject", "detail"),
    [("L44", "video v-1", "unknown_measure"), ("L4", "video v-none", "unknown_subject")],
    ids=["a measure nobody knows", "a video nobody knows"],
)
def test_what_cannot_be_done_is_refused(clips, measure, subject, detail):
    assert clips.act("k-1", 1, measure, subject) == RefusedByHost("k-1", detail)
    assert clips.log()["effects"] == []
