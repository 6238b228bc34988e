"""More time is taken once, in time, only where the rules allow it, and never beyond another law."""

from datetime import timedelta

import pytest

from ombud.core.clocks import EXTENDED, Event, read
from ombud.core.extending import extension
from ombud.core.refusals import No, Refused
from tests.cast import START, pack

DAY = timedelta(days=1)
RECEIVED = (Event("received", START),)
TARGET, LAW = "decide_target", "eu_gdpr_answer"


def clocks(*events, place="EU", code="PR.RIGHT", severity="S3", now, more=()):
    """Return the clocks of such a case that are about its decision."""
    from ombud.adapters.calendars import read_calendars

    rules = tuple(rule for rule in pack(place).clocks_for(code) if rule.kind == "decide")
    history = (*RECEIVED, *events, *more)
    return read(rules, events=history, severity=((START, severity),), calendars=read_calendars(), now=now)


def asked(clock, *events, now, **said):
    """Ask for more time."""
    before = clocks(*events, now=now, **said)
    after = clocks(*events, now=now, more=(Event(EXTENDED + clock, now),), **said)
    return extension(before, after, clock=clock, now=now)


def due(clock, *events, now, **said):
    return next(one.due_at for one in clocks(*events, now=now, **said) if one.rule_id == clock)


def test_a_promise_of_the_house_is_put_off_by_as_much_again():
    assert asked(TARGET, now=START + 3 * DAY) == START + 14 * DAY


def test_the_law_gives_two_months_more_in_all_three():
    now = START + 20 * DAY
    later = asked(LAW, now=now)
    assert later == due(LAW, Event(EXTENDED + LAW, now), now=now)
    assert timedelta(days=88) < later - START < timedelta(days=95)


def test_no_promise_is_put_off_beyond_a_law():
    """Texas wants it judged in 48 hours, whatever the house promises."""
    said = {"place": "US", "code": "CV.ILLEGAL", "severity": "S3"}
    law = due("us_tx_illegal", now=START, **said)
    assert law < START + 7 * DAY
    with pytest.raises(Refused) as refused:
        asked(TARGET, now=START, **said)
    assert refused.value.code is No.NOT_EXTENDABLE


@pytest.mark.parametrize(
    ("clock", "events", "after", "code"),
    [
        pytest.param("nobody_knows", (), DAY, No.NOT_EXTENDABLE, id="a clock that does not run here"),
        pytest.param(TARGET, (Event("decided", START + DAY),), 2 * DAY, No.NOT_EXTENDABLE, id="one that stopped"),
        pytest.param(TARGET, (Event(EXTENDED + TARGET, START + DAY),), 2 * DAY, No.ALREADY_DONE, id="a second time"),
        pytest.param(TARGET, (), 7 * DAY + timedelta(seconds=1), No.TIME_IS_UP, id="a second too late"),
        pytest.param(LAW, (Event(EXTENDED + LAW, START + 40 * DAY),), 50 * DAY, No.TIME_IS_UP, id="told too late, and asked again"),
    ],
)  # fmt: skip
def test_more_time_is_refused(clock, events, after, code):
    now = START + after
    with pytest.raises(Refused) as refused:
        asked(clock, *events, now=now)
    assert refused.value.code is code


@pytest.mark.parametrize("severity", ["S0", "S1"])
def test_a_danger_is_never_put_off(severity):
    with pytest.raises(Refused) as refused:
        asked(TARGET, place="CN", code="CV.SEX.ADULT", severity=severity, now=START)
    assert refused.value.code is No.NOT_EXTENDABLE
