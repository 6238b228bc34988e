"""Who looked at somebody's data: what is asked, what is kept, and how many had no ticket."""

from datetime import timedelta

import pytest

from ombud.core import accesses
from ombud.core.accesses import Log, Looked
from ombud.core.refusals import No, Refused
from tests.cast import START

BEFORE = START - timedelta(days=30)


def test_a_log_is_read_as_it_was_kept_and_counted_without_a_name():
    looks = tuple(
        Looked(at="2026-11-27", who=who, ticket=ticket) for who, ticket in (("君", ""), ("何", "T-1"))
    )
    log = Log(source="host", account="u-rui", since="a", until="b", looks=looks)
    assert accesses.read(accesses.written(log)) == log
    assert (log.count, log.unexplained) == (2, 1)
    by_hand = Log(source="hand", account="u-rui", since="", until="", text="一次\n\n两次\n", why="没有接口")
    assert accesses.read(accesses.written(by_hand)) == by_hand
    assert (by_hand.count, by_hand.unexplained) == (2, 0)
    assert "君" not in repr(log)


@pytest.mark.parametrize(
    ("account", "since", "until", "no"),
    [
        pytest.param(" ", BEFORE, START, No.BAD_INPUT, id="of nobody"),
        pytest.param("u-rui", None, START, No.BAD_TIME, id="since nobody knows"),
        pytest.param("u-rui", BEFORE, None, No.BAD_TIME, id="until nobody knows"),
        pytest.param("u-rui", START, BEFORE, No.BAD_TIME, id="backwards"),
        pytest.param(
            "u-rui", START + timedelta(days=1), START + timedelta(days=2), No.BAD_TIME, id="to come"
        ),
        pytest.param(
            "u-rui", START - timedelta(days=800), START, No.BAD_TIME, id="longer than anybody reads"
        ),
    ],
)
def test_what_is_asked_names_an_account_and_a_time(account, since, until, no):
    accesses.check_asked("u-rui", since=BEFORE, until=START, now=START)
    with pytest.raises(Refused, match=no):
        accesses.check_asked(account, since=since, until=until, now=START)


@pytest.mark.parametrize(
    ("text", "why", "no"),
    [
        pytest.param("一行", " ", No.NEEDS_REASON, id="nobody says why"),
        pytest.param(" ", "没有接口", No.BAD_INPUT, id="empty"),
        pytest.param("x" * 200_001, "没有接口", No.BAD_INPUT, id="endless"),
    ],
)
def test_what_is_entered_by_hand_says_why(text, why, no):
    accesses.check_entered("一行", "没有接口")
    with pytest.raises(Refused, match=no):
        accesses.check_entered(text, why)
