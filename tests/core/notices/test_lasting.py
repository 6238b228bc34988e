"""Until when what the host decided holds, or when it ended, as a letter says it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ombud.core.lasting import end_of
from ombud.core.notices.words import host_again, host_ended

MADE = datetime(2026, 11, 20, 1, tzinfo=UTC)
SOON = "2026-12-01T00:00:00Z"
LATER = "2026-12-21T13:00:00+00:00"


def effect(until: str | None, measure: str = "L2") -> dict[str, str | None]:
    return {"measure": measure, "until": until}


def lifted(at: str | None, *, made: str = "2026-11-20T01:00:00Z") -> dict[str, str | None]:
    return {"measure": "L2", "at": made, "until": None, "lifted_at": at}


@pytest.mark.parametrize(
    ("effects", "earlier", "end"),
    [
        ((), (), None),
        ([effect(None)], (), None),
        ([effect(LATER)], (), LATER),
        ([effect(SOON), effect(LATER, "L5")], (), LATER),
        ([effect(SOON), effect(None, "L5")], (), None),
        ([effect(None)], [lifted(SOON)], SOON),
        ([effect(LATER)], [lifted(SOON)], SOON),
        ([effect(None)], [lifted("2026-12-01T00:00:00", made="2026-11-20T01:00:00")], SOON),
        ([effect(SOON)], [lifted(LATER)], SOON),
        ([effect(LATER)], [lifted(None)], LATER),
        ([effect(None)], [lifted(SOON, made="2026-11-19T01:00:00Z")], None),
        ([effect(None, "L5")], [lifted(SOON)], None),
    ],
)
def test_it_ends_with_its_last_effect_each_by_its_date_or_when_the_host_lifted_it(effects, earlier, end):
    assert end_of(effects, made=MADE, earlier=earlier) == (end and datetime.fromisoformat(end))


@pytest.mark.parametrize(
    ("lang", "child", "said"),
    [
        ("zh", False, "平台依据的规则：P.1 原创。这项处理已于2026年12月21日 21:00（北京时间）结束。"),
        (
            "en",
            False,
            "The rule that the platform went by: P.1 原创. What it did ended on 21 December 2026, 21:00 (Beijing time).",
        ),
        ("zh", True, "这件事已于2026年12月21日 21:00（北京时间）结束。"),
    ],
)
def test_what_is_over_is_said_to_have_ended_and_never_to_stay(lang, child, said):
    zone = ZoneInfo("Asia/Shanghai")
    assert host_ended("P.1 原创", datetime.fromisoformat(LATER), lang, zone=zone, child=child) == said


@pytest.mark.parametrize(
    ("lang", "child", "said"),
    [
        (
            "zh",
            False,
            "平台依据的规则：P.1 原创。这项处理曾经撤销，按现在的结果重新生效。期限：至2026年12月21日 21:00（北京时间）。",
        ),
        (
            "en",
            True,
            "That had been taken back, and now it counts again. How long: Until 21 December 2026, 21:00 (Beijing time).",
        ),
    ],
)
def test_what_is_in_force_again_since_a_grant_fell_is_said_to_be(lang, child, said):
    zone = ZoneInfo("Asia/Shanghai")
    assert host_again("P.1 原创", datetime.fromisoformat(LATER), lang, zone=zone, child=child) == said
