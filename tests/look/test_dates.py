"""A date is absolute, in the reader's zone, and names the zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ombud.core.counting import TIMED, Unit
from ombud.look.dates import amount, length, moment
from tests.look.stage import render

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_a_moment_names_its_zone():
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        assert moment(NOON, "zh") == "2026年11月23日 12:00（北京时间）"
        assert moment(NOON, "en") == "23 November 2026, 12:00 (Beijing time)"
        assert moment(NOON, "en", style="day") == "Monday 23 November 2026"
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert moment(NOON, "en", style="full").endswith("(India time)")
    with timezone.override(ZoneInfo("Asia/Kathmandu")):
        assert moment(NOON, "en", style="full").endswith("(UTC+5:45)")


def test_the_tag_gives_a_time_element_and_a_date_needs_no_hour():
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        assert 'datetime="2026-11-23T04:00:00+00:00"' in render("{% when at %}", at=NOON)
        assert render("{% when at %}", at=date(2026, 11, 23)).endswith(">2026年11月23日，星期一</time>")
        assert render("{% when at %}", at=None) == ""


def test_a_length_has_two_units_at_most():
    assert length(timedelta(days=1, hours=2, minutes=3), "en") == "1 day 2 hours"
    assert length(timedelta(seconds=20), "zh") == "不到 1 分钟"
    assert length(-timedelta(minutes=40), "en") == "40 minutes"


@pytest.mark.parametrize("unit", list(Unit))
def test_an_amount_names_the_unit_it_counts_in(unit):
    value = timedelta(hours=48) if unit in TIMED else 2
    told = {lang: amount(value, unit, lang) for lang in ("zh", "en")}
    assert all("2" in text for text in told.values())
    assert ("working" in told["en"]) is (unit is Unit.BUSINESS_DAY)
    assert ("not counted" in told["en"]) is (unit in TIMED - {Unit.ELAPSED})
