"""A time of law that runs in a complaint's own book holds its cases open, and a lead says why one was missed."""

import pytest

from ombud.core.case import Status
from ombud.core.closing import Kept
from ombud.core.refusals import No, Refused
from ombud.store import closing
from ombud.store.ledger import read_case, read_complaint
from ombud.usecases.record_cause import record_cause
from ombud.usecases.sweep import sweep
from ombud.usecases.verify import verify
from tests import cast

ORDER = "买的东西一直没发货,商家不理我,我要投诉商家。"
LAW = "cn_telecom_answer"


@pytest.fixture
def case(stage):
    """兰 Lan waits for what she bought; the law of her place gives 15 days to answer her."""
    return stage.case(ORDER)


def ready(stage, case):
    """It is decided, carried out and told."""
    stage.decide(case, outcome="granted", why=None)
    for _ in range(2):
        stage.finish(case)
        stage.carry()
        stage.tell()


def keeps(stage, case):
    return closing.keeps_open(read_case(case), now=stage.now)


def says_why(stage, *, by):
    said = {"book": "complaint", "clock": LAW, "cause": "volume", "text": "两天里来了三倍的投诉。"}
    record_cause(stage.lan, **said, by=by, mint=stage.mint, now=stage.now)


def test_one_that_was_missed_holds_the_case_until_a_lead_says_why(stage, case):
    stage.later(days=16)
    while sweep(now=stage.now):
        pass
    assert (LAW, "breach") in read_complaint(stage.lan).marks
    ready(stage, case)
    assert keeps(stage, case) == (Kept(reason="own", of=(f"{stage.lan.hex}:{LAW}",)),)
    assert stage.close() == 0
    with pytest.raises(Refused) as no:
        says_why(stage, by=cast.MEI)
    assert no.value.code is No.NOT_ALLOWED
    says_why(stage, by=cast.ZHOU)
    assert keeps(stage, case) == ()
    assert stage.close() == 1
    assert read_case(case).closed.own
    stage.later(days=1)
    assert [one for one in verify(now=stage.now).faults if one.code == "closed_too_early"] == []


def test_in_time_it_holds_nothing(stage, case):
    ready(stage, case)
    assert keeps(stage, case) == ()
    assert stage.close() == 1
    assert read_case(case).status is Status.CLOSED
