"""What the law lets come back only from a day on does not come back before, unless hiding it was wrong in itself."""

from datetime import timedelta

import pytest

from ombud.adapters.calendars import read_calendars
from ombud.core import enforcement, facts
from ombud.core.clocks import Event, read
from ombud.core.refusals import No, Refused
from ombud.core.restoring import check_not_before
from tests.cast import LETTER, MEI, START, SUBJECT, a_case, opened, order, pack, proposed, words

TAKEN = facts.Assigned(agent=MEI, how="next")
L4, L5, R = (facts.Chosen(measure=one, target=SUBJECT) for one in ("L4", "L5", "R"))
SOON, LATER = START + timedelta(days=5), START + timedelta(days=17)


def answered(*, marks=("protected", "removed", "blocked")):
    """涛 Tao's video and account were judged; he answered."""
    made = (order("4" * 42, marks=marks), order("5" * 42, measure="L5", marks=() if marks else None))
    again = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words(), counter=True)
    decided = facts.Decided(no=1, outcome="violation", orders=made)
    first = opened("CV.IP.COPY", "S3", jurisdiction="US")
    return a_case(TAKEN, proposed(measures=(L4, L5)), decided, again, TAKEN, first=first)


def clocks_of(case, now):
    return read(
        (pack("US").clocks["us_dmca_restore"], pack("US").clocks["decide_target"]),
        events=tuple(Event(code, at) for code, at in case.moved),
        severity=((START, "S3"),),
        calendars=read_calendars(),
        now=now,
    )


def check(case, now, *measures, ruling):
    proposal = proposed(no=2, measures=measures, ruling=ruling, appeal=1)
    check_not_before(case, proposal, clocks=clocks_of(case, now), now=now)


@pytest.mark.parametrize(
    ("ruling", "measures", "too_early"),
    [
        pytest.param("upheld", (R,), True, id="right, and restored for the answer"),
        pytest.param("changed", (), True, id="changed, and nothing stays hidden"),
        pytest.param("changed", (L4,), False, id="changed, and only the strike goes"),
        pytest.param("upheld", (), False, id="it stays hidden"),
        pytest.param("overturned", (), False, id="hiding it was wrong"),
    ],
)
def test_what_comes_back_for_the_answer_does_not_come_back_too_early(ruling, measures, too_early):
    case = answered()
    if too_early:
        with pytest.raises(Refused) as no:
            check(case, SOON, *measures, ruling=ruling)
        (bound,) = (one.not_before for one in clocks_of(case, SOON) if one.not_before)
        assert (no.value.code, no.value.facts) == (No.NOT_BEFORE, {"at": bound})
        assert SOON < bound < LATER
    else:
        check(case, SOON, *measures, ruling=ruling)
    check(case, LATER, *measures, ruling=ruling)


def test_where_the_rules_said_nothing_of_what_an_order_hides_it_counts_as_hiding():
    with pytest.raises(Refused) as no:
        check(answered(marks=None), SOON, L4, ruling="changed")
    assert no.value.code is No.NOT_BEFORE
    assert enforcement.hides(order())
    assert not enforcement.hides(order(marks=()))
