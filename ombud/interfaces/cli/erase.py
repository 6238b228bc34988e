"""`ombud erase`: answer a person who asks that what they sent in a complaint be erased, by letter."""

import argparse
import sys

from ombud.core.refusals import Refused
from ombud.interfaces.cli import house, sentences


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("number", help="the complaint's number / 投诉编号")


def run(options: argparse.Namespace) -> int:
    """Grant or refuse as the rules say; what is granted goes a week later, by the worker."""
    with house.opened():
        from ombud.adapters import here
        from ombud.usecases.answer_erasure import answer_erasure
        from ombud.wire.refusals import words_of

        try:
            answer = answer_erasure(options.number, by=None, now=here.now())
        except Refused as no:
            said = words_of(no, "zh" if sentences.chinese() else "en")
            print(f"{options.number}: {said}", file=sys.stderr)
            return 2
    said = "erasure_granted" if answer.granted else f"erasure_refused_{answer.ground}"
    at = f"{answer.at:%Y-%m-%d %H:%M} UTC" if answer.at else ""
    print(sentences.say(said, number=options.number, at=at))
    return 0 if answer.granted else 1
