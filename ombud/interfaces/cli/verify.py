"""`ombud verify`: prove that every book holds, and that the whole database is what the books say."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.adapters.home.sealed_file import replace
from ombud.interfaces.cli import bars, house, sentences
from ombud.interfaces.cli.bars import Progress

if TYPE_CHECKING:
    from ombud.core.audit import Fault
    from ombud.usecases.verify import Report

KEPT_FAULTS: Final = 200
"""How many faults the office's page keeps; the terminal shows all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("--json", action="store_true", help="print one JSON object / 以 JSON 输出")
    parser.add_argument("--quiet", action="store_true", help="no progress bar / 不显示进度")
    parser.add_argument("--against", type=Path, help="a checkpoint kept elsewhere / 另处保存的检查点")
    parser.add_argument("--key", help="public key it was signed with, if not this house's / 签名公钥")


def run(options: argparse.Namespace) -> int:
    """Check everything; return 0 when nothing was found, 1 when something was."""
    if options.against is not None and not options.against.is_file():
        raise sentences.Stuck("no_checkpoint", file=options.against)
    with house.opened():
        from ombud.store.transactions import one_picture
        from ombud.usecases.size_up import size_up
        from ombud.usecases.verify import verify

        began, folder = here.now(), Home.from_environment()
        total = size_up()
        if options.against is not None:
            total["checkpoint"] = total["complaint"] + total["case"]
        with (
            bars.shown(total, hidden=options.json or options.quiet) as shown,
            bars.noted(folder.room("verify") / "running.json", total, began) as noted,
        ):

            def both(part: str, count: int) -> None:
                shown(part, count)
                noted(part, count)

            with one_picture():
                report = verify(now=began, progress=both)
                report.faults.extend(_since(options, folder, progress=both))
        found = result(report, began=began, ended=here.now())
        replace(folder.room("verify") / "last.json", found | {"faults": found["faults"][:KEPT_FAULTS]})
    print(json.dumps(found, ensure_ascii=False, indent=2) if options.json else "\n".join(lines(found)))
    return 0 if report.is_clean else 1


def _since(options: argparse.Namespace, home: Home, *, progress: Progress) -> list["Fault"]:
    """Return what differs from the checkpoint that was named, if one was."""
    from ombud.adapters.checkpoints import shelf
    from ombud.usecases.check_since import check_since

    if options.against is None:
        return []
    return check_since(options.against, key=options.key or shelf(home).key, progress=progress)


def result(report: "Report", *, began: datetime, ended: datetime) -> dict[str, Any]:
    """Return what was found, as plain data."""
    return {
        "clean": report.is_clean,
        "began_at": began.isoformat(),
        "seconds": round((ended - began).total_seconds(), 2),
        "complaints": report.complaints,
        "cases": report.cases,
        "lines": report.lines,
        "found": len(report.faults),
        "by_code": dict(Counter(fault.code for fault in report.faults).most_common()),
        "faults": [asdict(fault) for fault in report.faults],
    }


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield one line a fault, then the numbers."""
    for fault in found["faults"]:
        yield f"{fault['code']}  {fault['where']}  {fault['detail']}".rstrip()
    yield (
        f"{found['complaints']} complaints, {found['cases']} cases, {found['lines']} lines,"
        f" {found['found']} faults, {found['seconds']} s"
    )
