"""`ombud checkpoint`: sign how far every book has come, for a copy kept elsewhere."""

import argparse
import shutil
from datetime import timedelta
from pathlib import Path

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.interfaces.cli import house, sentences


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("--to", type=Path, help="a folder that gets a copy / 另存一份到此目录")


def run(options: argparse.Namespace) -> int:
    """Write the next checkpoint, show its statement, and copy it where it is asked for."""
    from ombud.adapters.checkpoints import files, shelf

    if options.to is not None and not options.to.is_dir():
        raise sentences.Stuck("not_writable", folder=options.to)
    with house.opened():
        from ombud.usecases.checkpoint import checkpoint

        place = checkpoint(shelf(Home.from_environment()), now=here.now(), every=timedelta(0))
    if place is None:
        raise sentences.Stuck("checkpoint_raced")
    print(place.read_text(encoding="ascii"), end="")
    if options.to is not None:
        for file in files(place):
            shutil.copy2(file, options.to)
    return 0
