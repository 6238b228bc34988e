"""Where do the calendars come from? From the `holidays` library, drawn up once and kept as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

import holidays
import yaml

NEAR_A_HOLIDAY: Final = timedelta(days=11)
"""How far from a public holiday the State Council has ever put a make-up day (2024 to 2026)."""

DRAWN_UP_ON: Final = "2026-11-28"
"""The day on which the library was asked last; nobody of ours read the lists themselves, so they are still to be verified."""
VERSION: Final = 2
"""Rises with every change of what a calendar says."""

_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a calendar holds, what the library calls it, and from which year on it is not yet official."""

    id: str
    zone: str
    title: Mapping[str, str]
    instrument: str
    article: str
    country: str
    subdivision: str | None = None
    market: bool = False
    language: str | None = None
    makes_up: bool = False
    provisional_from: int | None = None


PLACES: Final = (
    Place(
        id="CN",
        zone="Asia/Shanghai",
        title=MappingProxyType({"zh": "中国工作日(含调休)", "en": "China, working days with make-up days"}),
        instrument="全国年节及纪念日放假办法",
        article="国务院办公厅关于2025年、2026年部分节假日安排的通知",
        country="CN",
        language="zh_CN",
        makes_up=True,
        provisional_from=2027,
    ),
    Place(
        id="EU",
        zone="Europe/Brussels",
        title=MappingProxyType(
            {"zh": "欧盟工作日(TARGET 休市日)", "en": "European Union, TARGET closing days"}
        ),
        instrument="ECB TARGET closing days",
        article="days off in every member state, so that no count ends too late",
        country="XECB",
        market=True,
    ),
    Place(
        id="IN",
        zone="Asia/Kolkata",
        title=MappingProxyType(
            {"zh": "印度工作日(中央政府假日)", "en": "India, central government holidays"}
        ),
        instrument="Gazetted holidays of the central government",
        article="DoPT circulars; 2027 not yet notified",
        country="IN",
        provisional_from=2027,
    ),
    Place(
        id="UK",
        zone="Europe/London",
        title=MappingProxyType(
            {"zh": "英国工作日(英格兰和威尔士)", "en": "United Kingdom, England and Wales"}
        ),
        instrument="Banking and Financial Dealings Act 1971",
        article="gov.uk/bank-holidays, England and Wales",
        country="GB",
        subdivision="ENG",
    ),
    Place(
        id="US",
        zone="America/New_York",
        title=MappingProxyType({"zh": "美国工作日(联邦假日)", "en": "United States, federal holidays"}),
        instrument="5 U.S.C.",
        article="6103, legal public holidays",
        country="US",
    ),
)


def draw_up(place: Place, years: Iterable[int]) -> dict[str, Any]:
    """Return a place's calendar as plain data; dates are text, so that JSON can hold it too."""
    named: dict[date, str] = {}
    workdays: set[date] = set()
    unsure = [year for year in years if place.provisional_from and year >= place.provisional_from]
    for year in years:
        found, worked = certain(place, year) if year in unsure else published(place, year)
        named |= found
        workdays |= worked
    return {
        "version": VERSION,
        "title": dict(place.title),
        "zone": place.zone,
        "source": {
            "instrument": place.instrument,
            "article": place.article,
            "checked_on": DRAWN_UP_ON,
            "confidence": "verify",
        },
        "weekend": [_SATURDAY, _SUNDAY],
        "known_until": date(max(years), 12, 31).isoformat(),
        "provisional": unsure,
        "holidays": {day.isoformat(): named[day] for day in sorted(named)},
        "workdays": [day.isoformat() for day in sorted(workdays)],
    }


def published(place: Place, year: int) -> tuple[dict[date, str], set[date]]:
    """Return the days off and the weekend days worked in a year whose list is official."""
    found = _library(place, year, observed=True)
    worked: set[date] = getattr(found, "weekend_workdays", set()) if place.makes_up else set()
    return _named(found, year), {day for day in worked if day.year == year}


def certain(place: Place, year: int) -> tuple[dict[date, str], set[date]]:
    """Return what the law alone fixes for a year without a list, and every weekend day that may be worked.

    Days that only a notice or the moon decides are left out, so that a count ends too early, never too late.
    """
    found = _named(_library(place, year, observed=False), year)
    firm = {day: name for day, name in found.items() if "(estimated)" not in name}
    return firm, _may_be_worked(firm, year) if place.makes_up else set()


def _may_be_worked(firm: Mapping[date, str], year: int) -> set[date]:
    first = date(year, 1, 1)
    days = (first + timedelta(days=gap) for gap in range((date(year + 1, 1, 1) - first).days))
    around = (*firm, date(year + 1, 1, 1))
    return {
        day
        for day in days
        if day.weekday() in {_SATURDAY, _SUNDAY}
        and day not in firm
        and any(abs(day - other) <= NEAR_A_HOLIDAY for other in around)
    }


def _library(place: Place, year: int, *, observed: bool) -> holidays.HolidayBase:
    if place.market:
        return holidays.financial_holidays(place.country, years=year, observed=observed)
    return holidays.country_holidays(
        place.country, subdiv=place.subdivision, years=year, observed=observed, language=place.language
    )


def _named(found: Mapping[date, str], year: int) -> dict[date, str]:
    return {day: found[day] for day in sorted(found) if day.year == year}


def written(place: Place, years: Iterable[int]) -> str:
    """Return the policy file of a place's calendar."""
    plain = {"calendars": {place.id: draw_up(place, years)}}
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)
