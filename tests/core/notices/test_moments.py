"""When, and for how long: as a reader far away understands it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from ombud.core import facts, notices
from ombud.core.notices import Outcome, Pen, Places, Subject
from ombud.core.notices.words import host_stands
from ombud.core.spoken import moment
from ombud.core.vocabulary import Side, SubjectKind
from tests.cast import START, SUBJECT, pack, proposed


@pytest.mark.parametrize(
    ("lang", "zone", "said"),
    [
        ("zh", "Asia/Shanghai", "2026年11月23日 09:00（北京时间）"),
        ("en", "Asia/Shanghai", "23 November 2026, 09:00 (Beijing time)"),
        ("en", "Europe/Brussels", "23 November 2026, 02:00 (Brussels time)"),
        ("en", "Asia/Tokyo", "23 November 2026, 10:00 (Tokyo time)"),
        ("en", "Asia/Calcutta", "23 November 2026, 06:30 (India time)"),
        ("zh", "Asia/Kathmandu", "2026年11月23日 06:45（UTC+5:45）"),
        ("en", "America/St_Johns", "22 November 2026, 21:30 (UTC-3:30)"),
        ("en", "Africa/Lagos", "23 November 2026, 02:00 (UTC+1)"),
    ],
)
def test_a_moment_names_the_place_whose_clock_it_is(lang, zone, said):
    assert moment(START, lang=lang, zone=ZoneInfo(zone)) == said


def durations(*measures: facts.Chosen) -> str:
    outcome = Outcome(
        number="C-1",
        letter="L-1",
        code="CV.SEX.ADULT",
        side=Side.ACCOUNT,
        proposal=proposed(measures=measures),
        reasons="理由",
        findings=("事实",),
        appeal_until=START + timedelta(days=184),
    )
    pen = Pen(pack(), "en", ZoneInfo("Asia/Shanghai"), Places("https://ombud.example"))
    video = Subject(kind=SubjectKind.VIDEO, external="v-1")
    return notices.statement_values(outcome, subject=video, pen=pen)["duration"]


def test_measures_that_end_apart_are_dated_one_by_one_and_others_once():
    gone = facts.Chosen(measure="L4", target=SUBJECT)
    silent = facts.Chosen(measure="L7", target=SUBJECT, until=START + timedelta(days=7))
    assert len(durations(gone).splitlines()) == 1
    assert len(durations(gone, silent).splitlines()) == 2
    assert "30 November 2026" in durations(gone, silent)
    assert "30 November 2026" not in durations(gone)
    assert durations() == durations(gone)


@pytest.mark.parametrize(
    ("lang", "child", "until", "said"),
    [
        (
            "zh",
            False,
            START,
            "平台依据的规则：P.1 原创。这项处理没有撤销。期限：至2026年11月23日 09:00（北京时间）。",
        ),
        (
            "en",
            False,
            None,
            "The rule that the platform went by: P.1 原创. What it did is not undone. How long: No end date.",
        ),
        ("zh", True, None, "这件事没有改变。期限：没有期限。"),
    ],
)
def test_what_the_host_did_and_stays_is_said_with_its_rule_and_its_end(lang, child, until, said):
    zone = ZoneInfo("Asia/Shanghai")
    assert host_stands("P.1 原创", until, lang, zone=zone, child=child) == said
