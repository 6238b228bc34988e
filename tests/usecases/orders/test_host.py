"""Is the host asked, believed and judged as it should be?"""

import json
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import (
    Automation,
    HostDecision,
    HostEffect,
    HostSubject,
    Unreachable,
    Why,
)
from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.store import orders, situations, subjects
from ombud.store.ledger import read_case
from ombud.store.models import HostDecision as Row
from ombud.usecases.import_decisions import Taken, import_decisions
from ombud.usecases.look_up import look_up
from tests import cast
from tests.usecases.orders.scene import VIDEO


def _by_host(stage, **said):
    whole = {
        "id": "d-7",
        "at": stage.now - timedelta(days=1),
        "subject": VIDEO,
        "account": "a-tao",
        "clause": "CLIPS.2.1",
        "automation": Automation(True, "nsfw", "3", 0.91),
        "effects": (HostEffect("L4", VIDEO), HostEffect("L5", HostSubject("clips", "account", "a-tao"))),
        "reasons": "自动识别",
    }
    return HostDecision(**{**whole, **said})


def test_a_look_up_is_kept_as_evidence_and_names_the_account(stage):
    case = stage.case()
    kept = look_up(case, by=cast.MEI, platform=stage.host, mint=stage.mint, now=stage.now)
    assert kept.seen.account.name == "涛"
    assert situations.snapshot(read_case(case))["snapshot"]["title"] == "跳舞"
    assert read_case(case).evidence[-1].source == "host"
    named = subjects.find(read_case(case).subject)
    assert subjects.find(named.account).external == "a-tao"


@pytest.mark.parametrize(
    ("by", "down", "code"),
    [
        pytest.param(cast.JUN, False, No.NOT_YOURS, id="somebody who does not hold the case"),
        pytest.param(cast.MEI, True, No.NOT_FOUND, id="a host that is down"),
    ],
)
def test_a_look_up_is_refused_and_nothing_is_written(stage, by, down, code):
    case = stage.case()
    seq = read_case(case).seq
    if down:
        stage.host.outages.append(Unreachable(Why.TIMED_OUT))
    with pytest.raises(Refused) as no:
        look_up(case, by=by, platform=stage.host, mint=stage.mint, now=stage.now)
    assert no.value.code is code
    assert read_case(case).seq == seq


def test_decisions_of_the_host_are_taken_once_each_and_bad_ones_stop_nobody(stage):
    late = _by_host(stage, id="d-8", at=stage.now + timedelta(days=1))
    foreign = _by_host(stage, id="d-9", effects=(HostEffect("L4", HostSubject("elsewhere", "video", "x")),))
    sent = (_by_host(stage), late, foreign)
    first = import_decisions(sent, mint=stage.mint, now=stage.now)
    assert [one.taken for one in first] == [Taken.NEW, Taken.REFUSED, Taken.REFUSED]
    again = import_decisions(sent, mint=stage.mint, now=stage.now)
    assert [one.taken for one in again] == [Taken.KNOWN, Taken.REFUSED, Taken.REFUSED]
    assert Row.objects.count() == 1
    row = subjects.decision_of(stage.subject("decision", "d-7"))
    assert (row["automated"], row["automation"]["model"]) == (True, "nsfw")


def _grant(stage, case):
    chosen = facts.Chosen(measure="R", target=read_case(case).subject, host_decision="d-7")
    stage.decide(case, chosen, outcome="granted", why=None)


def test_a_decision_that_names_no_account_is_taken(stage):
    [one] = import_decisions((_by_host(stage, account=None),), mint=stage.mint, now=stage.now)
    assert one.taken is Taken.NEW
    assert Row.objects.get().account is None


def test_an_unfair_host_decision_is_reversed_effect_by_effect(stage):
    import_decisions((_by_host(stage),), mint=stage.mint, now=stage.now)
    case = stage.case()
    _grant(stage, case)
    stage.carry()
    assert sorted(stage.did()) == [("lift", "L4", "v-1"), ("lift", "L5", "a-tao")]
    done = {(one.do, one.measure, one.state) for one in orders.of_case(case)}
    assert done == {("lift", "L4", "confirmed"), ("lift", "L5", "confirmed")}
    assert {tuple(one.params.items()) for one in stage.host.effects} == {(("host_decision", "d-7"),)}


def test_what_a_decision_of_ours_requires_stays_when_the_hosts_own_is_reversed(stage):
    import_decisions((_by_host(stage),), mint=stage.mint, now=stage.now)
    ours = stage.case()
    stage.decide(ours, "L4")
    stage.carry()
    unfair = stage.case("这个视频泄露了我的身份证号和家庭住址")
    _grant(stage, unfair)
    stage.carry()
    assert ("lift", "L4", "needless") in stage.states(unfair)
    assert ("lift", "L4", "v-1") not in stage.did()


def _overturned(stage, case):
    """The grant is appealed and another pair of hands refuses."""
    about = {"no": 1, "decision": 1, "side": "complainant", "letter": stage.mint()}
    stage.write(
        case,
        facts.Appealed(**about, words=stage.words(case, "不够")),
        facts.Assigned(agent=cast.JUN, how="next"),
        by=cast.JUN,
    )
    stage.decide(case, by=cast.JUN, outcome="refused", ruling="overturned", appeal=1, why=None)
    stage.carry()


def test_a_grant_that_is_overturned_puts_the_hosts_own_decision_in_force_again_once(stage):
    import_decisions((_by_host(stage),), mint=stage.mint, now=stage.now)
    case = stage.case()
    _grant(stage, case)
    stage.carry()
    before = len(stage.did())
    _overturned(stage, case)
    assert sorted(stage.did()[before:]) == [("apply", "L4", "v-1"), ("apply", "L5", "a-tao")]
    orders.place(case, read_case(case).decisions[1].orders, cause="decision-2", now=stage.now)
    stage.carry()
    assert len(stage.did()) == before + 2


def test_it_stays_reversed_where_another_case_gave_it_back_too(stage):
    import_decisions((_by_host(stage),), mint=stage.mint, now=stage.now)
    one, two = stage.case(), stage.case("这个视频泄露了我的身份证号和家庭住址")
    for case in (one, two):
        _grant(stage, case)
    stage.carry()
    before = stage.did()
    _overturned(stage, one)
    assert stage.did() == before
    _overturned(stage, two)
    assert sorted(stage.did()[len(before) :]) == [("apply", "L4", "v-1"), ("apply", "L5", "a-tao")]


def test_the_shape_of_a_host_decision_is_checked_at_the_door():
    import msgspec

    from ombud.wire import host

    plain = {
        "id": "d-1",
        "at": "2026-11-22T09:00:00Z",
        "subject": {"platform": "clips", "kind": "video", "id": "v-1"},
        "effects": [{"measure": "L4", "subject": {"platform": "clips", "kind": "video", "id": "v-1"}}],
    }
    taken = host.decision(msgspec.json.decode(json.dumps(plain), type=host.HostDecision))
    assert taken.effects[0].subject == VIDEO
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(json.dumps({**plain, "id": ""}), type=host.HostDecision)
