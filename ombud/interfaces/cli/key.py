"""`ombud key`: make an API key for a machine; it is shown once."""

import argparse
import sys

from ombud.core.refusals import Refused
from ombud.interfaces.cli import house


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("name", help="whose key it is / 给谁用")
    parser.add_argument("--scope", action="append", required=True, choices=("file", "host"))


def run(options: argparse.Namespace) -> int:
    """Print the key; only its keyed hash is kept."""
    with house.opened():
        from ombud.adapters import here
        from ombud.usecases.make_api_key import make_api_key

        try:
            made = make_api_key(options.name, scopes=frozenset(options.scope), mint=here.mint, now=here.now())
        except Refused as no:
            print(no, file=sys.stderr)
            return 2
    print(made.key)
    return 0
