"""`ombud forget-factor`: let somebody who lost their second factor set up a new one; ends their log-ins."""

import argparse

from ombud.core.refusals import Refused
from ombud.interfaces.cli import house, sentences


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("username")


def run(options: argparse.Namespace) -> int:
    """Forget it; make sure first, by other ways, that it is really they who ask."""
    with house.opened():
        from ombud.usecases.forget_factor import forget_factor

        try:
            forget_factor(options.username)
        except Refused as no:
            raise sentences.Stuck("nobody_here", name=options.username) from no
    print(sentences.say("factor_forgotten", name=options.username))
    return 0
