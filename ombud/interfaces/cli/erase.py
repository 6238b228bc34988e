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

        try:
            answer = answer_erasure(options.number, by=None, now=here.now())
        except Refused as no:
            print(no, file=sys.stderr)
            return 2
    if answer.granted:
        print(sentences.say("erasure_granted", number=options.number, at=answer.at))
        return 0
    print(sentences.say("erasure_refused", number=options.number, ground=answer.ground, at=answer.at or "–"))
    return 1
