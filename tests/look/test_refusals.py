"""Is a moment in a refusal said as everywhere on the page?"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ombud.core.refusals import No, Refused
from ombud.look.dates import moment
from ombud.wire.refusals import words_of

AT = datetime(2026, 11, 30, 20, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "lang", "said"),
    [
        ("Asia/Shanghai", "zh", "2026年12月1日 04:05（北京时间）"),
        ("Asia/Shanghai", "en", "1 December 2026, 04:05 (Beijing time)"),
        ("Europe/Brussels", "en", "30 November 2026, 21:05 (Brussels time)"),
    ],
)
def test_a_moment_in_a_refusal_is_that_of_the_page_by_the_readers_clock(zone, lang, said):
    with timezone.override(ZoneInfo(zone)):
        words = words_of(Refused(No.LOCK_RUNS, at=AT), lang)
        assert said in words
        assert moment(AT, lang) == said
