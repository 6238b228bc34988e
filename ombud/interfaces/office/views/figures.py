"""Which figures does a law have us publish or hand in, what do they say, and what is not known here?"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ombud.adapters import here
from ombud.adapters.policies import jurisdictions
from ombud.core.figures.periods import named
from ombud.core.pack.reports import Every, Makes, Report
from ombud.core.refusals import Refused
from ombud.interfaces.office.naming import kind_words, measure_words
from ombud.interfaces.office.room import lang_of, room, sent, show
from ombud.look.words import say
from ombud.usecases.read_pack import read_pack

ROOM: Final = "figures"
SUMMARY: Final = "figures.json"
_NAME: Final = re.compile(r"[a-z0-9_]+(?:-\d{4})?\.(?:csv|json)")
_BACK: Final[Mapping[str, int]] = {Every.MONTH: 12, Every.HALF: 4, Every.YEAR: 3}
"""How many times of each length may be chosen: the latest ones."""
_TYPES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_WAITING: Final = frozenset({"not_told", "not_confirmed", "no_content_date"})


@room("figures")
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show one report of one time: as it was counted last, or that nobody has counted it yet."""
    lang, known = lang_of(request), _reports()
    report = known.get(request.GET.get("report", ""), next(iter(known.values())))
    times = _times(report, now=here.now())
    period = request.GET.get("period", "")
    period = period if period in times else times[1]
    folder = _folder(report.id, period)
    told = _read(folder / SUMMARY)
    return show(
        request,
        ROOM,
        report=report,
        title=report.title.say(lang),
        source=report.source,
        adds=[one.say(lang) for one in report.adds],
        period=period,
        running=_read(_folder("running.json")),
        told=told,
        files=_files(folder) if told else [],
        reports=[(one.id, one.title.say(lang)) for one in known.values()],
        times=[(one, one) for one in times],
        drawn=_drawn(report, told["counted"], lang) if told else {},
    )


@room("figures", audit="figures/figures.json")
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Begin to count as a process of its own, unless one is under way."""
    report, period = _reports().get(sent(request, "report")), sent(request, "period")
    if report is None or period not in _times(report, now=here.now()):
        raise Http404
    if _read(_folder("running.json")) is None:
        subprocess.Popen(  # noqa: S603 - both names are ours
            [sys.executable, "-m", "ombud.interfaces.cli", "report", report.id, "--of", period, "--quiet"],
            env={**os.environ, "OMBUD_HOME": str(settings.OMBUD_HOME.path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    messages.success(request, say("office.figures.begun", lang_of(request)))
    return redirect(f"{reverse('office:figures')}?report={report.id}&period={period}")


@room("figures")
@require_safe
def download(request: HttpRequest, report: str, period: str, name: str) -> FileResponse:  # noqa: ARG001 - its doors read it
    """Hand out one file of a report that was counted."""
    folder = _folder(report, period)
    known = report in _reports() and _is_time(period) and _NAME.fullmatch(name) is not None
    if not known or not (folder / name).is_file():
        raise Http404
    return FileResponse(
        (folder / name).open("rb"),
        as_attachment=True,
        filename=f"{report}-{period}-{name}",
        content_type=_TYPES[name.rpartition(".")[2]],
    )


def _reports() -> dict[str, Report]:
    """Return every report that a law in force here asks for and whose times have a name."""
    known = (report for place in jurisdictions() for report in read_pack(place).reports.values())
    return {report.id: report for report in known if not _BACK.keys().isdisjoint(report.every)}


def _times(report: Report, *, now: datetime) -> list[str]:
    """Return the times that may be chosen, the running one of the usual length first."""
    today = now.astimezone(ZoneInfo(report.zone)).date()
    return [one for every in report.every if every in _BACK for one in _back(Every(every), today)]


def _back(every: Every, today: date) -> Iterator[str]:
    step = {Every.MONTH: 1, Every.HALF: 6, Every.YEAR: 12}[every]
    here_now = (today.year * 12 + today.month - 1) // step
    for place in range(here_now, here_now - _BACK[every], -1):
        year, months = divmod(place * step, 12)
        tail = {Every.MONTH: f"-{months + 1:02d}", Every.HALF: f"-H{months // 6 + 1}", Every.YEAR: ""}[every]
        yield f"{year}{tail}"


def _is_time(period: str) -> bool:
    try:
        named(period, zone="UTC")
    except Refused:
        return False
    return True


def _folder(*names: str) -> Path:
    return Path(settings.OMBUD_HOME.path) / ROOM / Path(*names)


def _read(place: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _files(folder: Path) -> list[tuple[str, int]]:
    """Return the files of a report and how large each is."""
    return sorted((one.name, one.stat().st_size) for one in folder.iterdir() if _NAME.fullmatch(one.name))


def _drawn(report: Report, counted: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return the figures as the page draws them."""
    draw = {
        Makes.STATEMENTS: _statements,
        Makes.TRANSPARENCY: _transparency,
        Makes.COMPLAINTS: _complaints,
    }
    return draw[Makes(report.makes)](counted, lang)


def _statements(counted: Mapping[str, Any], lang: str) -> dict[str, Any]:
    left = counted["left_out"]
    return {
        "stats": [
            (say("office.figures.statements", lang), counted["statements"], ""),
            (say("office.figures.waits", lang), sum(left.get(one, 0) for one in _WAITING), ""),
            (
                say("office.figures.left_out", lang),
                sum(n for one, n in left.items() if one not in _WAITING),
                "",
            ),
        ],
        "bars": [
            (
                say("office.figures.left_why", lang),
                [(say(f"office.figures.why.{one}", lang), n) for one, n in left.items()],
            )
        ],
    }


def _transparency(counted: Mapping[str, Any], lang: str) -> dict[str, Any]:
    rows = {(row["name"], row["trusted"]): row for row in counted["notices"]}
    whole = rows.get(("TOTAL", False), {"notices": 0, "median_hours": None})
    appeals = counted["appeals"].get("TOTAL", {"filed": 0, "upheld": 0, "changed": 0, "overturned": 0})
    categories = [
        (say(f"office.figures.category.{name}", lang), row["notices"])
        for (name, trusted), row in rows.items()
        if not trusted and name != "TOTAL" and "/" not in name and row["notices"]
    ]
    measures = Counter[str]()
    for one in counted["measures"]:
        measures[one["restriction"]] += one["n"]
    orders = counted["orders_to_act"]["received"], counted["orders_to_tell"]["received"]
    return {
        "stats": [
            (
                say("office.figures.notices", lang),
                whole["notices"],
                _trusted(rows.get(("TOTAL", True), {}), lang),
            ),
            (say("office.figures.actions", lang), counted["actions"], _hours(whole["median_hours"], lang)),
            (
                say("office.figures.appeals", lang),
                appeals["filed"],
                _hours(appeals.get("median_hours"), lang),
            ),
            (say("office.figures.orders", lang), sum(orders), ""),
            (
                say("office.figures.suspended", lang),
                counted["suspended_for_unfounded_notices"],
                "",
            ),
            (say("office.figures.disputes", lang), counted["disputes"]["submitted"], ""),
            (say("office.figures.told", lang), sum(one["people"] for one in counted.get("reached", ())), ""),
            (
                say("office.figures.informal", lang),
                sum(one["asked"] for one in counted.get("informal", ())),
                "",
            ),
        ],
        "bars": [
            (say("office.figures.by_category", lang), categories),
            (
                say("office.figures.by_measure", lang),
                [(say(f"office.figures.restriction.{code}", lang), n) for code, n in measures.items()],
            ),
        ],
        "shares": (
            say("office.figures.rulings", lang),
            [
                (say(f"office.figures.ruling.{one}", lang), appeals[one], tone)
                for one, tone in (("upheld", "green"), ("changed", "amber"), ("overturned", "red"))
                if appeals[one]
            ],
        ),
    }


def _complaints(counted: Mapping[str, Any], lang: str) -> dict[str, Any]:
    return {
        "stats": [
            (say("office.figures.received", lang), counted["received"], ""),
            (
                say("office.figures.ended", lang),
                counted["ended"],
                _hours(counted["mean_hours"], lang, mean=True),
            ),
            (say("office.figures.still_open", lang), counted["open"], ""),
            (say("office.figures.appealed", lang), counted["appealed"], ""),
        ],
        "bars": [
            (
                say("office.figures.by_kind", lang),
                [
                    (kind_words(kind["code"], lang), kind["received"])
                    for kind in counted["kinds"]
                    if kind["received"]
                ],
            ),
            (
                say("office.figures.by_measure", lang),
                [(measure_words(code, lang), n) for code, n in counted["measures"].items()],
            ),
        ],
        "shares": (
            say("office.figures.outcomes", lang),
            [
                (say(f"office.figures.outcome.{one}", lang), n, tone)
                for (one, n), tone in zip(counted["outcomes"].items(), _TONES, strict=False)
            ],
        ),
    }


_TONES: Final = ("blue", "green", "amber", "violet", "neutral")


def _trusted(row: Mapping[str, Any], lang: str) -> str:
    return say("office.figures.of_trusted", lang, n=row.get("notices", 0))


def _hours(hours: float | None, lang: str, *, mean: bool = False) -> str:
    """Return how long it took in words; nothing where nothing took any time."""
    if hours is None:
        return ""
    return say(f"office.figures.{'mean' if mean else 'median'}", lang, hours=f"{hours:,.1f}")
