"""The calendars that ship are the ones the almanac draws."""

import argparse
from datetime import date

import pytest

from ombud.adapters.almanac import PLACES, draw_up
from ombud.adapters.calendars import read_calendars, read_plain
from ombud.adapters.policies import read_layers
from ombud.core.pack.parse import from_compiled, parse
from ombud.core.refusals import Refused
from ombud.interfaces.cli.calendars import YEARS, arguments, run
from tests import cast

MAKE_UP_2026 = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}  # 国务院办公厅 2025-11-04


def test_china_works_the_days_of_the_state_councils_notice():
    worked = {(day.month, day.day) for day in read_calendars()["CN"].workdays if day.year == 2026}
    assert worked == MAKE_UP_2026


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_a_shipped_file_is_what_the_almanac_draws_today(place):
    assert read_plain()[place.id] == draw_up(place, YEARS)


def test_a_pack_holds_what_its_clocks_count_by_and_its_bytes_say_it_again():
    pack = cast.pack("CN")
    assert set(pack.calendars) == {"CN"}
    again = from_compiled(pack.compiled)
    assert {name: days.calendar() for name, days in again.calendars.items()} == {"CN": read_calendars()["CN"]}


def test_a_pack_that_was_stored_before_its_calendar_was_looked_up_is_read_as_it_was():
    plain = {"calendars": {"CN": {"source": "the list of 2025"}}}
    layer = {"layer": "base", "jurisdiction": None, "files": {"later.yml": plain}}
    old = parse((*read_layers(), layer), jurisdiction="CN")
    again = from_compiled(old.compiled)
    assert (again.digest, again.calendars["CN"].source) == (old.digest, "the list of 2025")


def test_days_that_yaml_read_as_days_are_kept_as_text():
    unquoted = {"known_until": date(2026, 12, 31), "holidays": {date(2026, 1, 1): "元旦"}, "workdays": []}
    plain = {"calendars": {"CN": {**read_plain()["CN"], **unquoted}}}
    layer = {"layer": "base", "jurisdiction": None, "files": {"later.yml": plain}}
    days = parse((*read_layers(), layer), jurisdiction="CN").calendars["CN"]
    assert (days.known_until, dict(days.holidays)) == ("2026-12-31", {"2026-01-01": "元旦"})


def test_days_off_without_names_are_refused_with_their_place():
    plain = {"calendars": {"CN": {**read_plain()["CN"], "holidays": ["2026-01-01"]}}}
    layer = {"layer": "base", "jurisdiction": None, "files": {"later.yml": plain}}
    with pytest.raises(Refused, match="expected a mapping"):
        parse((*read_layers(), layer), jurisdiction="CN")


def test_the_command_writes_and_then_says_what_is_known(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    arguments(parser)
    said = ["--folder", str(tmp_path / "new")]
    assert run(parser.parse_args(["--write", *said])) == 0
    assert read_calendars(tmp_path / "new") == read_calendars()
    assert "CN  Asia/Shanghai     until 2027-12-31" in capsys.readouterr().out
    assert run(parser.parse_args(said)) == 0
