"""`ombud calendars`: which working days are known, and draw them up anew."""

from pathlib import Path

from ombud.adapters.almanac import PLACES, draw_up, written
from ombud.adapters.calendars import SHIPPED, read_calendars

YEARS = range(2025, 2028)


def calendars(*, write: bool = False, folder: Path = SHIPPED) -> int:
    """Print a line for each calendar; with `write`, draw all of them up first. Return the exit code."""
    if write:
        folder.mkdir(parents=True, exist_ok=True)
        for place in PLACES:
            text = written(draw_up(place, YEARS))
            (folder / f"{place.id.lower()}.yml").write_text(text, "utf-8")
    for calendar in read_calendars(folder).values():
        unsure = ", ".join(map(str, sorted(calendar.provisional))) or "-"
        print(
            f"{calendar.id}  {calendar.zone:17} until {calendar.known_until}"
            f"  days off {len(calendar.holidays):3}  weekend days worked {len(calendar.workdays):2}"
            f"  provisional {unsure}"
        )
    return 0
