"""The calendars that ship are the ones the almanac draws."""

import argparse
import json
from datetime import date

import pytest

from ombud.adapters.almanac import PLACES, draw_up
from ombud.adapters.calendars import parse, read_calendars, read_plain
from ombud.interfaces.cli.calendars import YEARS, arguments, run

MAKE_UP_2026 = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}  # 国务院办公厅 2025-11-04


def test_china_works_the_days_of_the_state_councils_notice():
    worked = {(day.month, day.day) for day in read_calendars()["CN"].workdays if day.year == 2026}
    assert worked == MAKE_UP_2026


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_a_shipped_file_is_what_the_almanac_draws_today(place):
    shipped = {plain["id"]: plain for plain in read_plain()}
    assert shipped[place.id] == draw_up(place, YEARS)


def test_plain_data_survives_json_so_that_it_can_be_stored_by_digest():
    for plain in read_plain():
        assert parse(json.loads(json.dumps(plain))) == read_calendars()[plain["id"]]


def test_a_date_that_yaml_read_as_a_date_is_one():
    plain = dict(read_plain()[0]) | {"known_until": date(2026, 12, 31)}
    assert parse(plain).known_until == date(2026, 12, 31)


def test_the_command_writes_and_then_says_what_is_known(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    arguments(parser)
    said = ["--folder", str(tmp_path / "new")]
    assert run(parser.parse_args(["--write", *said])) == 0
    assert read_calendars(tmp_path / "new") == read_calendars()
    assert "CN  Asia/Shanghai     until 2027-12-31" in capsys.readouterr().out
    assert run(parser.parse_args(said)) == 0
