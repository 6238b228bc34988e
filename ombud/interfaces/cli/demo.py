"""`ombud demo`: seed a cast, its log-ins and believable complaints; safe to run again."""

import argparse

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.interfaces.cli import house


def run(_options: argparse.Namespace) -> int:
    """Seed this home; the new log-ins stand in demo.json."""
    with house.opened():
        from ombud.interfaces.cli.seeding import sow

        home = Home.from_environment()
        filed = sow(home, now=here.now())
    print(f"{filed} complaints / 件投诉 · {home.path / 'demo.json'}")
    return 0
