"""How far has a long verb come? A bar for whoever sits at the terminal, a file for the page in the office."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ombud.adapters.home.sealed_file import replace

Progress = Callable[[str, int], None]


@contextmanager
def shown(total: dict[str, int], *, hidden: bool) -> Iterator[Progress]:
    """Show a bar for each part on a terminal; elsewhere nothing moves."""
    if hidden or not sys.stderr.isatty():
        yield lambda _part, _count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks = {name: bars.add_task(name, total=count) for name, count in total.items()}
        other = tasks.get("look", next(iter(tasks.values())))
        yield lambda part, count: bars.advance(tasks.get(part, other), count)


@contextmanager
def noted(place: Path, total: dict[str, int], began: datetime) -> Iterator[Progress]:
    """Leave the progress where the office's page finds it; at the end, however it comes, it is gone."""
    done = Counter[str]()
    whole = sum(total.values())

    def note(part: str, count: int) -> None:
        done[part] += count
        told = {"began_at": began.isoformat(), "part": part, "done": done.total(), "total": whole}
        replace(place, told)

    try:
        replace(place, {"began_at": began.isoformat(), "part": "", "done": 0, "total": whole})
        yield note
    finally:
        place.unlink(missing_ok=True)
