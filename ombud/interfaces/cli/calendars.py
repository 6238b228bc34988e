"""`ombud calendars`: show until when working days are known, or draw the calendars up anew."""

import argparse
from pathlib import Path
from typing import Final

from ombud.adapters.calendars import SHIPPED, read_calendars

YEARS: Final = range(2025, 2028)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "--write", action="store_true", help="draw up anew from the `holidays` library / 重新生成"
    )
    parser.add_argument("--folder", type=Path, default=SHIPPED, help="where the calendars lie / 日历目录")


def run(options: argparse.Namespace) -> int:
    """Print a line for each calendar; with `--write`, draw all of them up first."""
    if options.write:
        _draw_up_all(options.folder)
    for calendar in read_calendars(options.folder).values():
        unsure = ", ".join(map(str, sorted(calendar.provisional))) or "-"
        print(
            f"{calendar.id}  {calendar.zone:17} until {calendar.known_until}"
            f"  days off {len(calendar.holidays):3}  weekend days worked {len(calendar.workdays):2}"
            f"  provisional {unsure}"
        )
    return 0


def _draw_up_all(folder: Path) -> None:
    from ombud.adapters.almanac import PLACES, written

    folder.mkdir(parents=True, exist_ok=True)
    for place in PLACES:
        (folder / f"{place.id.lower()}.yml").write_text(written(place, YEARS), "utf-8")
