"""Somebody in China and somebody in the Union complain about one video: both laws count, each by its own clock."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.pack.activation import AppliesTo
from ombud.core.pack.parse import from_plain
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Hand
from ombud.store import packs, rows
from ombud.store.ledger import open_case, read_case, read_complaint, read_lines
from ombud.store.models import Alarm, ClockRow, Member, Staff, Tie
from ombud.store.models import Case as Row
from ombud.usecases.change_packs import change_packs
from ombud.usecases.clear_alarm import clear_alarm
from ombud.usecases.recode import recode
from ombud.usecases.settle_law import settle_law
from ombud.usecases.verify import verify
from tests import cast
from tests.cast import MEI, ZHOU
from tests.usecases.sorting.scene import video

RIGHT = "请删除我的个人信息，我要行使删除权"
LATER = timedelta(days=2)


def both(house, *, at=None):
    """兰 Lan complains in China, and later somebody does in the Union; return the case and both complaints."""
    (lan,) = house.file(RIGHT, subject=video("v-1"))
    house.drain()
    (other,) = house.file(f"{RIGHT}谢谢", subject=video("v-1"), jurisdiction="EU", at=at or house.now + LATER)
    house.drain(now=house.now + LATER)
    return Member.objects.get(complaint=lan).case_id, lan, other


def test_the_case_keeps_the_clocks_of_both_laws_each_from_its_own_complaint(house):
    case, lan, other = both(house)
    assert [law.jurisdiction for law in read_case(case).laws] == ["CN", "EU"]
    due = {one.rule: one.due_at for one in ClockRow.objects.filter(owner=case)}
    assert {"cn_personal_information", "eu_gdpr_answer", "decide_target"} <= due.keys()
    started = {clock.rule_id: clock.started_at for clock in rows.case_clocks(read_case(case))}
    assert started["eu_gdpr_answer"] == house.now + LATER
    assert started["cn_personal_information"] == started["decide_target"] == house.now
    assert Row.objects.get(id=case).due_by == min(due.values())
    own = [packs.of_complaint(read_complaint(one)).jurisdiction for one in (lan, other)]
    assert own == ["CN", "EU"]
    assert verify(now=house.now + LATER).is_clean
    assert not Alarm.objects.filter(kind="duties").exists()


def test_those_who_begin_a_case_together_bring_the_law_of_each(house):
    house.file(RIGHT, subject=video("v-1"))
    house.file(f"{RIGHT}谢谢", subject=video("v-1"), jurisdiction="EU")
    house.drain()
    case = Member.objects.values_list("case_id", flat=True).distinct().get()
    assert len(read_case(case).laws) == 2


def test_more_of_a_place_that_counts_already_add_nothing(house):
    case, *_ = both(house)
    house.file(f"{RIGHT}!", subject=video("v-1"), jurisdiction="EU")
    house.file(f"{RIGHT}?", subject=video("v-1"))
    house.drain(now=house.now + LATER)
    added = [line for line in read_lines(case) if isinstance(line.fact, facts.LawAdded)]
    assert len(added) == 1


def spoiled(house, place, section, name, *, judges=AppliesTo.NEW, **keys):
    """A pack that says something else comes into force."""
    plain = json.loads(cast.pack(place).compiled)
    plain[section][name] |= keys
    pack = from_plain(plain)
    house.put_in_force(pack, now=house.now, applies_to=judges)
    return pack


def test_duties_that_no_precedence_settles_alarm_a_lead_once(house):
    spoiled(house, "EU", "categories", "PR.RIGHT", playbook="content")
    case, *_ = both(house)
    house.file(f"{RIGHT}!!", subject=video("v-1"), jurisdiction="EU")
    house.drain(now=house.now + LATER)
    (alarm,) = Alarm.objects.filter(kind="duties")
    assert (alarm.owner, alarm.to_role) == (case, "lead")
    assert alarm.about == "categories.PR.RIGHT.playbook: CN, EU"
    assert packs.of_case(read_case(case)).category("PR.RIGHT").playbook != "content"


def test_what_precedence_settles_alarms_nobody_and_is_known(house):
    spoiled(house, "EU", "categories", "PR.RIGHT", starts_withheld="authority_order")
    case, *_ = both(house)
    assert not Alarm.objects.filter(kind="duties").exists()
    (conflict,) = packs.conflicts_of(read_case(case))
    assert (conflict.settled, conflict.kept.place) == (True, "EU")


def test_a_new_pack_of_the_place_that_was_added_changes_that_law_alone(house):
    case, *_ = both(house)
    home = read_case(case).pack
    pack = spoiled(house, "EU", "clocks", "eu_gdpr_answer", judges=AppliesTo.OPEN, amounts={"all": 2})
    assert change_packs(("EU",), now=house.now + LATER) == 1
    assert [law.pack for law in read_case(case).laws] == [home, pack.digest]
    assert change_packs(("EU",), now=house.now + LATER) == 0
    assert verify(now=house.now + LATER).is_clean


def test_a_change_of_the_rules_that_brings_a_contradiction_alarms_a_lead_as_joining_does(house):
    case, *_ = both(house)
    assert not Alarm.objects.filter(kind="duties").exists()
    spoiled(house, "EU", "categories", "PR.RIGHT", judges=AppliesTo.OPEN, playbook="content")
    for changed in (1, 0):
        assert change_packs(("EU",), now=house.now + LATER) == changed
        (alarm,) = Alarm.objects.filter(kind="duties", cleared_at=None)
        assert (alarm.owner, alarm.about) == (case, "categories.PR.RIGHT.playbook: CN, EU")


def test_a_change_that_precedence_settles_alarms_nobody(house):
    case, *_ = both(house)
    spoiled(house, "EU", "categories", "PR.RIGHT", judges=AppliesTo.OPEN, starts_withheld="authority_order")
    assert change_packs(("EU",), now=house.now + LATER) == 1
    assert [one.settled for one in packs.conflicts_of(read_case(case))] == [True]
    assert not Alarm.objects.filter(kind="duties").exists()


def test_a_case_that_turns_out_to_be_of_a_kind_in_dispute_alarms_a_lead(house):
    staffed(house)
    spoiled(house, "EU", "categories", "PR.DOX", playbook="content")
    case, *_ = both(house)
    assert not Alarm.objects.filter(kind="duties").exists()
    with open_case(case) as book:
        book.write(facts.Assigned(agent=MEI, how="next"), by=f"agent:{MEI}", now=house.now + LATER)
    recode(case, code="PR.DOX", reason="公开了住址", by=MEI, mint=house.mint, now=house.now + LATER)
    (alarm,) = Alarm.objects.filter(kind="duties")
    assert (alarm.owner, alarm.about) == (case, "categories.PR.DOX.playbook: CN, EU")


WHY = "欧盟的同事问过律师，依欧盟的规定。"


def staffed(house):
    """周 Zhou leads, 梅 Mei does not."""
    for agent, role in ((ZHOU, "lead"), (MEI, "agent")):
        Staff.objects.create(id=agent, username=f"u{agent.hex}", name=role, roles=[role], lang="zh")


def torn(house):
    """In the Union the target runs from another moment than in China."""
    staffed(house)
    spoiled(house, "EU", "clocks", "decide_target", starts="told")
    case, *_ = both(house)
    (conflict,) = packs.conflicts_of(read_case(case))
    return case, conflict


def settle(house, case, choice, *, reason=WHY, by=ZHOU):
    settle_law(
        case,
        choice=choice,
        reason=reason,
        seen=read_case(case).seq,
        by=by,
        mint=house.mint,
        now=house.now + LATER,
    )


def test_a_lead_settles_whose_law_is_followed_and_the_clocks_go_by_it_at_once(house):
    case, conflict = torn(house)
    (alarm,) = Alarm.objects.filter(kind="duties")
    assert ClockRow.objects.filter(owner=case, rule="decide_target").exists()
    settle(house, case, conflict.choices[1])
    assert not ClockRow.objects.filter(owner=case, rule="decide_target").exists()
    assert Row.objects.get(id=case).due_by == min(one.due_at for one in ClockRow.objects.filter(owner=case))
    alarm.refresh_from_db()
    assert (alarm.cleared_by, alarm.cleared_at) == (ZHOU, house.now + LATER)
    (settled,) = read_case(case).settled
    assert (settled.entry, settled.place, settled.over) == ("clocks.decide_target", "EU", "CN")
    assert (ZHOU, Hand.TOOK_PART) in {(hand.agent, hand.role) for hand in read_case(case).hands}
    house.file(f"{RIGHT}!!", subject=video("v-1"), jurisdiction="EU")
    house.drain(now=house.now + LATER)
    assert not Alarm.objects.filter(kind="duties", cleared_at=None).exists()
    assert verify(now=house.now + LATER).is_clean


def test_it_may_be_settled_anew_and_what_is_followed_already_is_no_choice(house):
    case, conflict = torn(house)
    for choice in (conflict.choices[1], conflict.choices[0]):
        settle(house, case, choice)
        with pytest.raises(Refused) as no:
            settle(house, case, choice)
        assert no.value.code is No.ALREADY_DONE
    assert ClockRow.objects.filter(owner=case, rule="decide_target").exists()
    assert verify(now=house.now + LATER).is_clean


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param({"by": MEI}, No.NOT_ALLOWED, id="an agent"),
        pytest.param({"reason": " "}, No.NEEDS_REASON, id="without a word why"),
        pytest.param({"tied": True}, No.CONFLICT, id="whoever is tied to the case"),
        pytest.param({"place": "US"}, No.NOT_CONTRADICTED, id="a place that says nothing here"),
        pytest.param({"entry": "clocks.cn_right_answer"}, No.NOT_CONTRADICTED, id="what nobody contradicts"),
    ],
)
def test_nobody_else_and_nothing_else_settles_it(house, said, code):
    case, conflict = torn(house)
    if said.pop("tied", False):
        Tie.objects.create(agent=ZHOU, subject=read_case(case).subject)
    changes = {name: said.pop(name) for name in ("place", "entry") if name in said}
    with pytest.raises(Refused) as no:
        settle(house, case, replace(conflict.choices[1], **changes), **said)
    assert no.value.code is code
    assert not read_case(case).settled
    assert Alarm.objects.filter(kind="duties", cleared_at=None).exists()


def test_what_precedence_settles_is_nobodys_choice(house):
    staffed(house)
    spoiled(house, "EU", "categories", "PR.RIGHT", starts_withheld="authority_order")
    case, *_ = both(house)
    (conflict,) = packs.conflicts_of(read_case(case))
    with pytest.raises(Refused) as no:
        settle(house, case, conflict.choices[1])
    assert no.value.code is No.NOT_CONTRADICTED


def test_the_alarm_is_cleared_by_settling_and_by_nothing_else(house):
    case, conflict = torn(house)
    (alarm,) = Alarm.objects.filter(kind="duties")
    with pytest.raises(Refused) as no:
        clear_alarm(alarm.id, by=ZHOU, now=house.now)
    assert no.value.code is No.SETTLE_FIRST
    settle(house, case, conflict.choices[0])
    with pytest.raises(Refused) as no:
        clear_alarm(alarm.id, by=ZHOU, now=house.now)
    assert no.value.code is No.ALREADY_DONE
