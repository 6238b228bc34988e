"""`ombud report`: write what a law has handed in or published: statements of reasons, and figures of a time."""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.adapters.policies import jurisdictions
from ombud.core.refusals import Refused
from ombud.interfaces.cli import bars, house, sentences
from ombud.interfaces.cli.bars import Progress

if TYPE_CHECKING:
    from ombud.core.figures.form import Table
    from ombud.core.figures.periods import Period
    from ombud.core.figures.statements import Left, Statement, Why
    from ombud.core.pack.reports import Report

SHORT: Final = {
    "statements": "eu_dsa_statements",
    "transparency": "eu_dsa_report",
    "p2b": "eu_p2b_figures",
    "india": "in_monthly",
}
"""How the reports that ship are called for short."""
ROOM: Final = "figures"
RUNNING: Final = "running.json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("name", help=f"{', '.join(SHORT)}, or a report's name in a pack / 报告名称")
    parser.add_argument("--of", help="the time: 2026, 2026-H1 or 2026-11 / 时间")
    parser.add_argument("--since", type=date.fromisoformat, help="first day / 第一天")
    parser.add_argument("--until", type=date.fromisoformat, help="last day, itself counted / 最后一天（含）")
    parser.add_argument("--to", type=Path, help="an empty or a new folder (HOME/figures) / 空的或新的目录")
    parser.add_argument("--quiet", action="store_true", help="no progress bar / 不显示进度")


def run(options: argparse.Namespace) -> int:
    """Write the report; return 0. The files stay here: nothing is sent to anybody."""
    began = here.now()
    with house.opened():
        place, report = _report(options.name)
        period = _period(options, report)
        target = options.to or Home.from_environment().room(ROOM) / report.id / period.name
        if options.to is not None and (options.to.is_file() or _holds_something(options.to)):
            raise sentences.Stuck("not_empty", folder=options.to)
        said = _write(report, place=place, period=period, target=target, quiet=options.quiet)
    print(json.dumps(said["counted"], ensure_ascii=False, indent=1, sort_keys=True))
    print(sentences.say("report_written" if period.until <= began else "report_so_far", folder=target))
    return 0


def _report(name: str) -> "tuple[str, Report]":
    """Return the report and the place whose rules ask for it."""
    from ombud.usecases.read_pack import read_pack

    known = {
        report.id: (place, report)
        for place in jurisdictions()
        for report in read_pack(place).reports.values()
    }
    found = known.get(SHORT.get(name, name))
    if found is None:
        raise sentences.Stuck("no_such_report", name=name, known=", ".join(sorted(known)))
    return found


def _period(options: argparse.Namespace, report: "Report") -> "Period":
    """Return the time that was asked for, if a report of its kind may be about it."""
    from ombud.core.figures.periods import days, named

    wrong = sentences.Stuck("no_such_time", name=report.id, every=", ".join(report.every))
    try:
        if options.of:
            period = named(options.of, zone=report.zone)
        elif options.since and options.until:
            period = days(options.since, options.until, zone=report.zone)
        else:
            raise wrong
    except Refused as refused:
        raise wrong from refused
    if period.every not in report.every:
        raise wrong
    return period


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _write(report: "Report", *, place: str, period: "Period", target: Path, quiet: bool) -> dict[str, Any]:
    """Count, write, and return what was counted; the page in the office sees how far it is."""
    from ombud.adapters.handing_in import SUMMARY, filled, write_json
    from ombud.usecases.size_up import size_up

    sizes = size_up()
    total = {part: sizes[part] for part in ("complaint", "case")}
    running = Home.from_environment().room(ROOM) / RUNNING
    with (
        bars.shown(total, hidden=quiet) as shown,
        bars.noted(running, total, here.now()) as noted,
        filled(target) as folder,
    ):

        def both(part: str, count: int) -> None:
            shown(part, count)
            noted(part, count)

        said = {
            "report": report.id,
            "place": place,
            "period": period.name,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "zone": report.zone,
            "over": period.until <= here.now(),
            "counted": _fill(report, place=place, period=period, folder=folder, progress=both),
        }
        write_json(folder / SUMMARY, said)
    return said


def _fill(
    report: "Report", *, place: str, period: "Period", folder: Path, progress: Progress
) -> dict[str, Any]:
    """Write the files of a report, and return what they sum up to."""
    from ombud.adapters.handing_in import write_statements, write_tables
    from ombud.core.pack.reports import Makes
    from ombud.usecases.count_up import count_up
    from ombud.usecases.state_reasons import state_reasons

    if report.makes == Makes.STATEMENTS:
        found: Iterator[tuple[str, Statement | Left]] = (
            (one.number, one.what)
            for one in state_reasons(report, place=place, period=period, progress=progress)
        )
        return write_statements(folder, found, say=_why)
    counted = count_up(report, place=place, period=period, progress=progress)
    write_tables(folder, _tables(report, counted, period=period))
    return counted


def _tables(report: "Report", counted: dict[str, Any], *, period: "Period") -> "tuple[Table, ...]":
    from ombud.core.figures.form import actions, besides, common_form, of_complaints
    from ombud.core.pack.reports import Makes

    if report.makes == Makes.TRANSPARENCY:
        return (*common_form(counted, period=period), actions(counted), *besides(counted))
    return of_complaints(counted)


def _why(why: "Why") -> str:
    from ombud.look.words import say

    return " / ".join(say(f"office.figures.why.{why.value}", lang) for lang in ("zh", "en"))
