"""How do figures and statements become files in a folder: whole or not at all, the same bytes for the same figures?"""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from ombud.core.figures.form import Table
from ombud.core.figures.statements import BATCH, WAITS, Left, Statement, Why

SUMMARY: Final = "figures.json"
INDEX: Final = "index.csv"
LEFT_OUT: Final = "left_out.csv"
_INDEX_HEAD: Final = ("puid", "case", "decision", "ready", "file")
_LEFT_HEAD: Final = ("case", "decision", "reason", "hangs on", "may still come", "in words")


@contextmanager
def filled(target: Path) -> Iterator[Path]:
    """Fill a folder that takes the target's place once it is whole; what goes wrong leaves the old one as it was."""
    draft = target.with_name(f".{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    try:
        yield draft
        old = target.with_name(f".{target.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        draft.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_json(path: Path, content: Any) -> None:
    """Write plain data, its keys in order."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def write_tables(folder: Path, tables: Iterable[Table]) -> None:
    """Write each table as CSV; what nobody knows is an empty cell."""
    for table in tables:
        with (folder / table.name).open("w", encoding="utf-8", newline="") as file:
            rows = _rows(file)
            rows.writerow(table.head)
            rows.writerows(table.rows)


def write_statements(
    folder: Path, found: Iterable[tuple[str, Statement | Left]], *, say: Callable[[Why], str]
) -> dict[str, Any]:
    """Write statements in calls of at most a hundred, which of them is of which case, and what is left out; return how many."""
    batch, made, left = [], 0, Counter[str]()
    with _opened(folder / INDEX) as index, _opened(folder / LEFT_OUT) as out:
        index.writerow(_INDEX_HEAD)
        out.writerow(_LEFT_HEAD)
        for number, what in found:
            if isinstance(what, Left):
                left[what.why.value] += 1
                may = "yes" if what.why in WAITS else "no"
                out.writerow((number, what.decision or None, what.why.value, what.what, may, say(what.why)))
                continue
            batch.append(dict(what.fields))
            made += 1
            name = f"statements-{(made - 1) // BATCH + 1:04d}.json"
            index.writerow((what.puid, number, what.decision, what.ready_at.isoformat(), name))
            if len(batch) == BATCH:
                write_json(folder / name, {"statements": batch})
                batch = []
    if batch:
        write_json(folder / f"statements-{(made - 1) // BATCH + 1:04d}.json", {"statements": batch})
    return {"statements": made, "left_out": dict(sorted(left.items()))}


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield _rows(file)


def _rows(file: IO[str]) -> Any:
    return csv.writer(file, lineterminator="\n")
