"""Is a second person there in time, and is somebody called when not?"""

from datetime import timedelta

import pytest

from ombud.core.case import Status
from ombud.core.vocabulary import Relation
from ombud.store.models import Alarm
from ombud.usecases.cosign import cosign
from ombud.usecases.page import page
from ombud.usecases.take import take
from ombud.usecases.verify import verify
from tests.cast import JUN
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


@pytest.mark.parametrize(
    ("relation", "level"),
    [(Relation.BYSTANDER, "A0"), (Relation.AUTHORITY, "A2")],
    ids=["anybody", "an official"],
)
def test_what_an_official_asks_for_takes_two_whatever_the_agent_declares(work, relation, level):
    case = work.filed()
    work.house.file(SHOWS_NAKED, subject=video("v-1"), relation=relation)
    work.house.drain()
    assert work.case(case).members == TWO
    work.ready(case)
    assert work.propose(case).level == level
