"""兰 Lan's account is locked while 梅 Mei looks: the lock ends on its day or is taken anew by two, and never in silence."""

from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.case import OPEN
from ombud.core.intake import SubjectRef
from ombud.core.playbooks import open_steps
from ombud.core.refusals import No
from ombud.core.vocabulary import Relation, SubjectKind
from ombud.store import mailroom, members, packs
from ombud.store.ledger import read_lines
from ombud.store.models import Alarm, HostOrder
from ombud.usecases.approve import approve
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.prolong import prolong
from ombud.usecases.protect import protect
from ombud.usecases.remind_reviews import remind_reviews
from ombud.usecases.revert import revert
from ombud.usecases.verify import verify
from ombud.usecases.verify_standing import verify_standing
from tests.cast import JUN, MEI, ZHOU
from tests.usecases.vouching import shown

STOLEN = "我的账号昨晚被盗了,手机号也被改了,登录不上,请帮我找回。"
ACCOUNT = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")
DANGER = "平台的风险核查还说在他人手里"


@pytest.fixture
def case(work):
    """兰 Lan and somebody else claim it; it is locked on the host's own risk check, and its last day has begun."""
    said = {"subject": ACCOUNT, "relation": Relation.AFFECTED}
    case = work.file(STOLEN, contact={"email": "lan@example.org"}, **said)
    work.file(STOLEN, contact={"email": "stranger@example.org"}, **said)
    work.in_hand(case)
    steps = open_steps(work.case(case), packs.by_digest(work.case(case).pack), before="decision")
    work.write(
        case, *(facts.StepDone(step=one.id) for one in steps if one.id == "risk_signal"), by=f"agent:{MEI}"
    )
    work.write(case, facts.Established(source="host", facts=("risk_signal",)), by=f"agent:{MEI}")
    work.act(protect, case, measure="P5", target=work.case(case).subject, reason="已落入他人之手")
    return case


def lock(work, case) -> facts.Protected:
    [held] = [one for one in work.case(case).protections if one.order.measure == "P5"]
    return held


def last_day(work) -> None:
    work.later(days=6, hours=1)


def prolongs(work, case, reason=DANGER, **said):
    return work.act(prolong, case, key=said.pop("key", lock(work, case).order.key), reason=reason, **said)


def answers(work, case, *, agrees, reason=""):
    work.act(approve, case, key=lock(work, case).order.key, agrees=agrees, reason=reason, by=ZHOU)


def told(case) -> list[str]:
    return sorted(one.template for one in mailroom.of_case(case) if one.template.startswith("lock_"))


def asked(case) -> list[str]:
    several = (mailroom.of_complaint(one) for one in members.everybody(case))
    return sorted(one.template for letters in several for one in letters if one.template.startswith("lock_"))


def warned() -> list[str]:
    return list(Alarm.objects.filter(kind="lock_ends").values_list("to_role", flat=True))


def sound(work) -> list[str]:
    found = verify(now=work.now).faults
    return [one.code for one in found if one.code in {"letter_missing", "order_differs", "effect_differs"}]


def test_a_lead_is_warned_a_day_before_once_and_nobody_sooner(work, case):
    work.later(days=5, hours=23)
    remind_reviews(now=work.now)
    assert warned() == []
    work.later(hours=2)
    for _ in range(2):
        remind_reviews(now=work.now)
    assert warned() == ["lead"]


def test_it_ends_on_its_day_and_both_who_claim_it_and_its_earlier_channels_are_told(work, case):
    key = lock(work, case).order.key
    work.later(days=6, hours=23, minutes=59)
    assert expire_protections(now=work.now) == 0
    work.later(minutes=2)
    assert (expire_protections(now=work.now), expire_protections(now=work.now)) == (1, 0)
    assert work.case(case).protections == ()
    ended = read_lines(case)[-1].fact
    assert (ended.key, ended.why, ended.told) == (key, "expired", True)
    assert (told(case), asked(case)) == (["lock_ended"], ["lock_ended_asked"] * 2)
    assert sound(work) == []
    assert work.case(case).status in OPEN, "and it goes on being looked at"


def test_on_its_last_day_it_is_taken_anew_at_once_and_told_once_a_second_stands_by_it(work, case):
    before = lock(work, case)
    assert work.refused(prolong, case, key=before.order.key, reason=DANGER) is No.LOCK_RUNS
    last_day(work)
    assert work.refused(prolong, case, key=before.order.key, reason=" ") is No.NEEDS_REASON
    assert work.refused(prolong, case, key="00" * 21, reason=DANGER) is No.NOT_FOUND
    assert work.refused(prolong, case, key=before.order.key, reason=DANGER, by=JUN) is No.NOT_YOURS
    prolongs(work, case)
    held = lock(work, case)
    assert held.order.until == work.now + timedelta(days=7)
    assert (held.level, held.answer_by, held.stays) == ("A2", before.order.until, False)
    assert held.since == before.order.until - timedelta(days=7)
    assert [one.do for one in HostOrder.objects.filter(case_id=case).order_by("made_at", "do")] == [
        "apply",
        "apply",
        "lift",
    ]
    assert (told(case), asked(case)) == ([], []), "nothing is certain yet"
    assert work.refused(approve, case, key=held.order.key, agrees=True) is No.HAND_IN_IT
    answers(work, case, agrees=True)
    assert (told(case), asked(case)) == (["lock_goes_on"], ["lock_goes_on_asked"] * 2)
    work.later(days=2)
    assert (revert(now=work.now), expire_protections(now=work.now)) == (0, 0)
    assert lock(work, case) == held
    assert sound(work) == []


def test_where_no_second_stands_by_it_it_ends_when_the_first_would_have_and_they_are_told(work, case):
    last_day(work)
    prolongs(work, case)
    ends = lock(work, case).answer_by
    work.now = ends + timedelta(minutes=1)
    assert revert(now=work.now) == 1
    assert work.case(case).protections == ()
    assert (told(case), asked(case)) == (["lock_ended"], ["lock_ended_asked"] * 2)
    assert sound(work) == []


def test_a_second_who_says_no_ends_it_with_a_reason_and_they_are_told(work, case):
    last_day(work)
    prolongs(work, case)
    answers(work, case, agrees=False, reason="主人已经从旧设备登录，危险过去了")
    assert work.case(case).protections == ()
    assert (told(case), asked(case)) == (["lock_ended"], ["lock_ended_asked"] * 2)
    assert sound(work) == []


def test_a_lead_takes_it_anew_where_nobody_has_the_case(work, case):
    work.write(case, facts.Returned(agent=MEI, why="break"), by=f"agent:{MEI}")
    last_day(work)
    prolongs(work, case, by=ZHOU)
    assert lock(work, case).since is not None


def test_never_longer_than_the_pack_says_altogether_and_only_while_the_danger_goes_on(work, case):
    began = work.now
    for _ in range(3):
        work.now = lock(work, case).order.until - timedelta(hours=1)
        prolongs(work, case)
        answers(work, case, agrees=True)
    held = lock(work, case)
    assert held.order.until == work.now + timedelta(days=7)
    work.now = held.order.until - timedelta(hours=1)
    prolongs(work, case)
    answers(work, case, agrees=True)
    held = lock(work, case)
    assert held.order.until == began + timedelta(days=28)
    assert held.review_at == held.order.until - timedelta(days=1)
    work.now = held.order.until - timedelta(minutes=5)
    assert work.refused(prolong, case, key=held.order.key, reason=DANGER) is No.LOCKED_LONGEST
    work.now = held.order.until
    assert expire_protections(now=work.now) == 1
    assert "lock_ended" in told(case)


def test_once_the_host_says_that_it_is_calm_only_a_proof_locks_it_on(work, case):
    work.write(case, facts.Established(source="host"), by=f"agent:{MEI}")
    last_day(work)
    key = lock(work, case).order.key
    assert work.refused(prolong, case, key=key, reason=DANGER) is No.NEEDS_VERIFICATION
    work.act(
        verify_standing,
        case,
        complaint=members.everybody(case)[0],
        level="V2",
        **shown("old_device", "payment"),
    )
    prolongs(work, case)


def test_what_is_not_a_lock_before_a_decision_is_not_taken_anew_like_that(work, case):
    work.act(protect, case, measure="P4", target=work.case(case).subject, reason="收款方刚被改")
    [money] = [one for one in work.case(case).protections if one.order.measure == "P4"]
    work.later(days=14, hours=1)
    assert work.refused(prolong, case, key=money.order.key, reason=DANGER) is No.MEASURE_NOT_ALLOWED
    work.now = money.order.until
    expire_protections(now=work.now)
    assert "lock_ended" in told(case)
    assert read_lines(case)[-1].fact.told is False, (
        "money that is free again is told of by no letter about a lock"
    )
