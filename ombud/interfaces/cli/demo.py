"""`ombud demo`: seed a cast, its log-ins and believable complaints; a home that has its demo.json is left alone."""

import argparse

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.interfaces.cli import house
from ombud.interfaces.cli.sentences import say


def run(_options: argparse.Namespace) -> int:
    """Seed this home; the new log-ins stand in demo.json."""
    home = Home.from_environment()
    place = home.path / "demo.json"
    if place.exists():
        print(say("sown", file=place))
        return 0
    with house.opened():
        from ombud.interfaces.cli.seeding.sow import sow

        sown = sow(home, now=here.now())
    print(f"{sown.complaints} complaints / 件投诉 · {place}")
    if sown.renewed:
        print(say("renewed", file=place))
    return 0
