"""`ombud worker`: do what is due, until told to stop."""

import argparse
import os
import signal
import threading
from collections.abc import Mapping, Sequence

from ombud.interfaces.worker.chore import Chore


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which chores this process does."""
    parser.add_argument("--only", action="append", metavar="NAME", help="do only this group or chore")
    parser.add_argument(
        "--except", action="append", dest="but", metavar="NAME", help="do all but this group or chore"
    )
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")


def run(options: argparse.Namespace) -> int:
    """Do the chores until SIGTERM or Ctrl-C; both end cleanly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.site.settings")
    import django  # noqa: PLC0415 - late, to start fast

    django.setup()
    from ombud.interfaces.worker import rounds  # noqa: PLC0415 - Django comes first

    chosen = choose(groups(), only=options.only or (), but=options.but or ())
    if options.once:
        rounds.once(chosen)
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    rounds.go_round(chosen, stop)
    return 0


def groups() -> Mapping[str, Sequence[Chore]]:
    """Return all chores by group; the sorting has a process of its own, so that nothing else delays it."""
    from ombud.interfaces.worker import carrying, sorting, upkeep  # noqa: PLC0415 - Django comes first

    return {"sorting": sorting.CHORES, "upkeep": upkeep.CHORES, "carrying": carrying.CHORES}


def choose(
    known: Mapping[str, Sequence[Chore]], *, only: Sequence[str], but: Sequence[str]
) -> tuple[Chore, ...]:
    """Return the chores that are wanted; a name nobody knows is an error of whoever typed it."""
    names = set(known) | {chore.name for several in known.values() for chore in several}
    for name in (*only, *but):
        if name not in names:
            raise SystemExit(f"There is no chore {name!r}; there are {', '.join(sorted(names))}.")
    return tuple(
        chore
        for group, several in known.items()
        for chore in several
        if (not only or {group, chore.name} & set(only)) and not {group, chore.name} & set(but)
    )
