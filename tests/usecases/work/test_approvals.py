"""Is a second person there in time, and is somebody called when not?"""

from datetime import timedelta

import pytest

from ombud.adapters.policies import read_layers
from ombud.core import enforcement, facts
from ombud.core.case import Status
from ombud.core.pack.parse import parse
from ombud.core.refusals import No
from ombud.core.vocabulary import Relation
from ombud.store import mailroom, orders, packs
from ombud.store.ledger import read_lines
from ombud.store.models import Alarm
from ombud.usecases.approve import approve
from ombud.usecases.cosign import cosign
from ombud.usecases.expire_leases import expire_leases
from ombud.usecases.page import page
from ombud.usecases.protect import protect
from ombud.usecases.revert import revert
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import AN, JUN, LIN, MEI, ZHOU
from tests.usecases.sorting.scene import SHOWS_NAKED, video

TWO = 2


def _called() -> list[tuple[str, str]]:
    return list(Alarm.objects.order_by("raised_at", "to_role").values_list("kind", "to_role"))


def test_a_signature_that_nobody_gives_calls_the_lead_and_then_the_deputy(work):
    case = work.to_sign()
    assert page(now=work.now + timedelta(hours=23, minutes=59)) == 0
    work.later(hours=24)
    assert page(now=work.now) == 1
    assert page(now=work.now) == 0
    work.later(minutes=15)
    assert page(now=work.now) == 1
    work.later(days=3)
    assert page(now=work.now) == 0, "no danger and no child: the alarms stand, nobody is called again"
    assert _called() == [("approval", "lead"), ("approval", "deputy")]
    assert work.case(case).status is Status.COSIGNING
    assert verify(now=work.now).is_clean


def test_who_signs_in_time_is_answer_enough(work):
    case = work.to_sign()
    assert work.act(take, to_sign=True, by=JUN) == case
    work.act(cosign, case, seen=work.case(case).seq, by=JUN)
    work.later(days=2)
    assert page(now=work.now) == 0
    assert _called() == []


@pytest.mark.parametrize(("minor", "level"), [(100_000, "A1"), (100_001, "A2")], ids=["small", "large"])
def test_a_large_sum_waits_for_a_second_and_stands_in_the_book_to_the_cent(work, minor, level):
    case = work.ready(text="直播间说是羊毛的，收到是化纤的，货不对板")
    paid = facts.Chosen(
        measure="L7", target=work.case(case).subject, amount=facts.Sum(minor=minor, currency="CNY")
    )
    proposal = work.propose(case, measures=(paid,), why_not_lower="钱已经收走。")
    assert (proposal.level, proposal.measures) == (level, (paid,))
    assert work.case(case).status is (Status.COSIGNING if level == "A2" else Status.DECIDED)
    assert verify(now=work.now).is_clean


@pytest.mark.parametrize(
    ("claim", "level"),
    [
        ({"relation": Relation.BYSTANDER}, "A0"),
        ({"relation": Relation.AUTHORITY}, "A2"),
        ({"answers": {"acts_as": "company"}}, "A2"),
        ({"answers": {"company": True}}, "A2"),
        ({"answers": {"acts_as": "self", "company": False}}, "A0"),
    ],
    ids=["anybody", "an official", "for a company", "a company", "a person"],
)
def test_what_an_official_or_a_company_asks_for_takes_two_whatever_the_agent_declares(work, claim, level):
    case = work.filed()
    work.house.file(SHOWS_NAKED, subject=video("v-1"), **claim)
    work.house.drain()
    assert work.case(case).members == TWO
    work.ready(case)
    assert work.propose(case).level == level


# ---- what one person does at once

WHY = "立即制止"


@pytest.fixture
def account(work):
    """涛 Tao's account, known to the host."""
    return work.subject("account", name="tao")


def _danger(work, account, code="CV.VIO.LIVE", severity="S0"):
    case = work.open(code, severity, subject=work.subject(account=account))
    work.give(case, MEI)
    work.write(case, facts.StepDone(step="exceptions"), by=f"agent:{MEI}")
    return case


def _at_once(work, case, measure, account) -> str:
    return work.act(protect, case, measure=measure, target=account, reason=WHY)


def _is_clean(work) -> None:
    expire_leases(now=work.now)
    assert verify(now=work.now).is_clean


def _held(work, case) -> list[str]:
    return [held.order.measure for held in work.case(case).protections]


def _letters(case) -> list[str]:
    return sorted(one.template for one in mailroom.of_case(case))


def test_one_person_stops_a_danger_at_once_and_the_lead_is_called_to_answer_for_it(work, account):
    case = _danger(work, account)
    key = _at_once(work, case, "L8", account)
    (held,) = work.case(case).unanswered
    assert (held.level, held.answer_by, held.stays) == ("A2", work.now + timedelta(hours=1), True)
    assert held.order.until == work.now + timedelta(hours=72)
    assert _called() == [("approval", "lead")]
    assert [(row.measure, row.do) for row in orders.of_case(case)] == [("L8", "apply")]
    work.act(approve, case, key=key, agrees=True, by=ZHOU)
    assert work.case(case).unanswered == ()
    work.later(hours=5)
    assert page(now=work.now) + revert(now=work.now) == 0
    assert _held(work, case) == ["L8"]
    _is_clean(work)


def test_in_danger_it_stays_without_an_answer_and_the_calls_go_upward_until_there_is_one(work, account):
    case = _danger(work, account)
    key = _at_once(work, case, "L8", account)
    work.later(hours=1)
    for _ in range(4):
        assert revert(now=work.now) == 0
        assert page(now=work.now) == 1
        work.later(minutes=15)
    assert [role for _, role in _called()] == ["lead", "deputy", "lead", "deputy", "lead"]
    assert _held(work, case) == ["L8"]
    work.act(approve, case, key=key, agrees=False, reason="不是真的威胁", by=ZHOU)
    assert _held(work, case) == []
    assert page(now=work.now + timedelta(hours=9)) == 0
    _is_clean(work)


@pytest.mark.parametrize(
    ("code", "stays"), [("CV.SEX.ADULT", False), ("CV.SEX.MINOR", True)], ids=["a film", "a child in a film"]
)
def test_where_nobody_answers_it_is_undone_and_told_but_never_what_protects_a_child(
    work, account, code, stays
):
    case = _danger(work, account, code, "S1")
    _two_for_hiding(work, case)
    key = work.act(protect, case, measure="P2", target=work.case(case).subject, reason=WHY)
    assert work.case(case).unanswered[0].answer_by == work.now + timedelta(hours=4)
    work.later(hours=3, minutes=59)
    assert page(now=work.now) + revert(now=work.now) == 0
    work.later(minutes=1)
    assert revert(now=work.now) == (0 if stays else 1)
    assert revert(now=work.now) == 0
    assert page(now=work.now) == (1 if stays else 0)
    assert _held(work, case) == (["P2"] if stays else [])
    lifts = [row.key for row in orders.of_case(case) if row.do == "lift"]
    assert lifts == ([] if stays else [enforcement.lift_key(key)])
    if not stays:
        assert read_lines(case)[-1].fact == facts.Unprotected(key=key, why="unanswered")
        assert _letters(case) == ["interim_ended", "interim_measure"]
    _is_clean(work)


def _two_for_hiding(work, case):
    """A pack in which hiding takes two, whatever it is."""
    layers = read_layers()
    row = {"level": "A2", "measures": ["P2"], "why": {"zh": "双人", "en": "two"}}
    layer = {"layer": "house", "jurisdiction": None, "files": {"house.yml": {"approvals": {"hide": row}}}}
    changed = parse((*layers, layer), jurisdiction="CN")
    packs.store_pack(changed, now=work.now)
    work.write(case, facts.PackChanged(pack=changed.digest))


@pytest.mark.parametrize(
    ("by", "change", "no"),
    [
        pytest.param(MEI, {}, No.HAND_IN_IT, id="who did it"),
        pytest.param(JUN, {}, No.NOT_FOUND, id="somebody the case does not concern"),
        pytest.param(AN, {}, No.SIGNER_ROLE, id="an auditor"),
        pytest.param(ZHOU, {"agrees": False, "reason": " "}, No.NEEDS_REASON, id="a no without a reason"),
        pytest.param(ZHOU, {"key": "k"}, No.NOT_FOUND, id="what nobody did"),
    ],
)
def test_only_a_second_person_who_took_no_part_answers(  # noqa: PLR0917 - a table
    work, account, by, change, no
):
    case = _danger(work, account)
    key = _at_once(work, case, "L8", account)
    whole = {"key": key, "agrees": True, "by": by, **change}
    assert work.refused(approve, case, **whole) is no
    work.act(approve, case, key=key, agrees=True, by=ZHOU)
    assert work.refused(approve, case, key=key, agrees=True, by=ZHOU) is No.NOT_FOUND


def test_a_lead_who_is_tied_does_not_answer(work, account):
    case = _danger(work, account)
    key = _at_once(work, case, "L8", account)
    work.hire(LIN, "lead", ties=[account])
    assert work.refused(approve, case, key=key, agrees=True, by=LIN) is No.CONFLICT


@pytest.mark.parametrize(
    ("code", "severity", "measure"),
    [
        pytest.param("CV.VIO.LIVE", "S1", "L8", id="no danger now"),
        pytest.param("CV.VIO.LIVE", "S0", "L9", id="closing an account is never provisional"),
    ],
)
def test_nothing_else_of_the_ladder_is_done_at_once(  # noqa: PLR0917 - a table
    work, account, code, severity, measure
):
    case = _danger(work, account, code, severity)
    no = work.refused(protect, case, measure=measure, target=account, reason=WHY)
    assert no is No.MEASURE_NOT_ALLOWED


def test_in_danger_too_somebody_who_suffers_is_not_punished(work, account):
    case = work.open("SH.IMMINENT", "S0", subject=work.subject(account=account))
    work.give(case, MEI)
    work.write(case, facts.StepDone(step="keep_contact"), by=f"agent:{MEI}")
    assert work.refused(protect, case, measure="L8", target=account, reason=WHY) is No.SPARED
    assert _called() == []


def test_what_needs_no_second_person_asks_nobody(work, account):
    case = _danger(work, account, "CV.SEX.ADULT", "S1")
    work.act(protect, case, measure="P2", target=work.case(case).subject, reason=WHY)
    assert work.case(case).unanswered == ()
    assert _called() == []
