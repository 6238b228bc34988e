"""`ombud demo`: seed a cast, its log-ins, a morning's work and believable complaints; a home that has its demo.json is left alone."""

import argparse
import os
import time
from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.interfaces.cli import house
from ombud.interfaces.cli.sentences import say

BEAT: Final = 0.1
"""Seconds between two looks whether the workers have done their part."""


def run(_options: argparse.Namespace) -> int:
    """Seed this home; the new log-ins stand in demo.json."""
    home = Home.from_environment()
    place = home.path / "demo.json"
    if place.exists():
        print(say("sown", file=place))
        return 0
    with house.opened():
        from ombud.interfaces.cli.seeding.sow import sow

        sown = sow(home, now=here.now(), play=_play if _wanted() else None)
    print(f"{sown.complaints} complaints / 件投诉 · {place}")
    if sown.renewed:
        print(say("renewed", file=place))
    return 0


def _wanted() -> bool:
    """Say whether a morning is played: the house is open, with workers and Clips, and nobody asked for it to wait."""
    return os.environ.get("OMBUD_DEMO") == "1" and os.environ.get("OMBUD_DEMO_MORNING", "1") != "0"


def _play(people: Mapping[str, UUID]) -> None:
    """Play the stories, a line for each as it ends."""
    from ombud.adapters.chosen import platform
    from ombud.interfaces.cli.seeding.morning import play

    for one in play(people=people, platform=platform(), turn=partial(time.sleep, BEAT)):
        print(f"  {one.name}: {one.stopped or 'ok'}", flush=True)
