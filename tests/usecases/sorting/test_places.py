"""Somebody in China and somebody in the Union complain about one video: both laws count, each by its own clock."""

import json
from datetime import timedelta

from ombud.core import facts
from ombud.core.pack.activation import AppliesTo
from ombud.core.pack.parse import from_plain
from ombud.store import packs, rows
from ombud.store.ledger import read_case, read_complaint, read_lines
from ombud.store.models import Alarm, ClockRow, Member
from ombud.store.models import Case as Row
from ombud.usecases.change_packs import change_packs
from ombud.usecases.verify import verify
from tests import cast
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
    assert {"cn_personal_information", "cn_right_answer", "eu_gdpr_answer", "decide_target"} <= due.keys()
    started = {clock.rule_id: clock.started_at for clock in rows.case_clocks(read_case(case))}
    assert started["eu_gdpr_answer"] == house.now + LATER
    assert started["cn_right_answer"] == started["decide_target"] == house.now
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
