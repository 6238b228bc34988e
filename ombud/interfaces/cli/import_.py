"""`ombud import FILE [--report FILE]`: take in complaints from CSV or JSONL; running it twice takes nothing twice."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from ombud.interfaces.cli.house import opened

BATCH: Final = 500
SAID: Final = frozenset({"field", "limit", "length", "why"})
"""What of a refusal's facts the report repeats: never what the line itself says."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what is read and where errors go."""
    parser.add_argument(
        "file", type=Path, help="CSV with a header, or one JSON object a line; only `text` must be there"
    )
    parser.add_argument(
        "--report", type=Path, help="errors by line number, as JSONL (default: FILE.errors.jsonl)"
    )
    parser.add_argument("--source", help="whose ids these are (default: the name of the file)")


def run(options: argparse.Namespace) -> int:
    """Take in every line that can be; return 0 if all could, 1 if some are in the report, 2 if there is nothing to read."""
    if not options.file.is_file():
        print(f"{options.file}: no such file / 没有这个文件", file=sys.stderr)
        return 2
    report = options.report or options.file.with_name(f"{options.file.name}.errors.jsonl")
    with opened(), report.open("w", encoding="utf-8") as errors:
        counted = _take_all(
            options.file, sender=f"import:{options.source or options.file.name}", errors=errors
        )
    print(
        f"{counted['new']} taken, {counted['again']} known already, {counted['refused']} refused"
        f" / 新收 {counted['new']},已有 {counted['again']},未收 {counted['refused']}"
    )
    if counted["refused"]:
        print(f"{report}: line by line / 逐行原因", file=sys.stderr)
        return 1
    report.unlink()
    if not counted:
        print(f"{options.file}: no complaint in it / 里面没有投诉", file=sys.stderr)
        return 2
    return 0


def _take_all(path: Path, *, sender: str, errors: IO[str]) -> Counter[str]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from ombud.adapters.records import read_records

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:3.0f}%"))
    counted: Counter[str] = Counter()
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), MofNCompleteColumn(), console=console) as bar:
        task = bar.add_task(path.name, total=path.stat().st_size)
        records = read_records(path, progress=lambda done: bar.update(task, completed=done))
        while batch := list(islice(records, BATCH)):
            counted.update(_take(batch, sender=sender, errors=errors))
    return counted


def _take(batch: Sequence[Any], *, sender: str, errors: IO[str]) -> Iterator[str]:
    """Take in some records in one commit, and yield what became of each."""
    from ombud.adapters import here
    from ombud.core.refusals import Refused
    from ombud.wire.intake import take_in
    from ombud.wire.records import filing_from

    good, became = {}, {}
    for record in batch:
        try:
            good[record.line] = filing_from(record, sender=sender)
        except Refused as no:
            became[record.line] = no
    became |= dict(zip(good, take_in(tuple(good.values()), now=here.now()), strict=True))
    for line, answer in sorted(became.items()):
        if isinstance(answer, Refused):
            facts = {name: value for name, value in answer.facts.items() if name in SAID}
            errors.write(json.dumps({"line": line, "error": answer.code.value, **facts}) + "\n")
            yield "refused"
        else:
            yield "again" if answer.again else "new"
