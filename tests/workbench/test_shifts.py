"""When must 梅 Mei log in anew? After half an hour away, and after a shift."""

import pytest
from django.test import Client

from ombud.adapters import here
from ombud.site.shifts import BEGAN, USED
from tests.cast import MEI

MINUTE = 60


@pytest.fixture
def mei(floor) -> Client:
    client = Client()
    client.force_login(floor.hire(MEI))
    assert client.get("/work/").status_code == 200
    return client


def went(client, *, used, began):
    """Let minutes pass since the last use, and since the log-in."""
    now = here.now().timestamp()
    session = client.session
    assert {BEGAN, USED} <= set(session.keys())
    session[USED], session[BEGAN] = now - used * MINUTE, now - began * MINUTE
    session.save()


@pytest.mark.parametrize(
    ("used", "began", "status"),
    [
        pytest.param(29, 300, 200, id="away for less than half an hour"),
        pytest.param(31, 31, 302, id="away for longer"),
        pytest.param(1, 12 * 60 - 1, 200, id="busy, just before the end of a shift"),
        pytest.param(1, 12 * 60 + 1, 302, id="busy for longer than a shift"),
    ],
)
def test_a_log_in_ends_after_half_an_hour_away_and_after_a_shift(mei, used, began, status):
    went(mei, used=used, began=began)
    assert mei.get("/work/").status_code == status
    assert mei.get("/work/").status_code == status


def test_using_the_desk_counts_and_does_not_lengthen_the_shift(mei):
    went(mei, used=29, began=300)
    mei.get("/work/")
    now = here.now().timestamp()
    assert now - mei.session[USED] < MINUTE
    assert now - mei.session[BEGAN] >= 300 * MINUTE
