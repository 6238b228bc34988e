"""How is a file of records read, line by line and whatever it is called? CSV with a header, or one JSON object a line."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

LONGEST: Final = 1 << 20
"""Characters of one field of CSV; more is somebody's mistake with a quote."""
_PEEK: Final = 4096
_DELIMITERS: Final = ",;\t|"


@dataclass(frozen=True, slots=True)
class Record:
    """What one line says, or why it cannot be read; the first line is 1, a CSV's header included."""

    line: int
    said: Mapping[str, Any] | None
    fault: str | None = None


Progress = Callable[[int], None]
"""Called with the bytes read so far."""


def read_records(path: Path, *, progress: Progress = lambda _bytes: None) -> Iterator[Record]:
    """Yield every record of a file without ever holding the whole file."""
    with path.open("rb") as raw:
        head = raw.read(_PEEK).lstrip(b"\xef\xbb\xbf \t\r\n")
        raw.seek(0)
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            lines = _told(file, progress)
            yield from _json(lines) if head.startswith((b"{", b"[")) else _csv(lines, head)


def _told(file: IO[str], progress: Progress) -> Iterator[str]:
    done = 0
    for line in file:
        done += len(line.encode("utf-8", "surrogateescape"))
        progress(done)
        yield line


def _json(lines: Iterator[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            yield Record(number, None, "not_json")
            continue
        yield Record(number, said) if isinstance(said, dict) else Record(number, None, "not_an_object")


def _csv(lines: Iterator[str], head: bytes) -> Iterator[Record]:
    csv.field_size_limit(LONGEST)
    first = head.decode("utf-8", "replace").split("\n", 1)[0]
    rows = csv.reader(lines, delimiter=max(_DELIMITERS, key=first.count))
    names = [name.strip() for name in next(rows, [])]
    while True:
        began = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error:
            yield Record(began, None, "not_csv")
            continue
        if row is None:
            return
        if len(row) > len(names):
            yield Record(began, None, "too_many_columns")
        elif any(row):
            yield Record(began, dict(zip(names, row, strict=False)))
