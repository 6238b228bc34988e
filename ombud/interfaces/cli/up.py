"""`ombud up`: open the house: database, web server, workers, and with --demo the demo platform."""

import argparse
import os
from typing import Final

from ombud.adapters.home import Home

PORT: Final = 8000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen."""
    parser.add_argument("--host", default=os.environ.get("OMBUD_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("OMBUD_PORT", PORT)))
    parser.add_argument("--demo", action="store_true", help="seed a cast and cases, start the demo platform")


def run(options: argparse.Namespace) -> int:
    """Open the house and keep it open until told to end."""
    from ombud.interfaces.cli.supervisor import Wish, keep_open

    home = Home.from_environment()
    return keep_open(Wish(home=home, host=options.host, port=options.port, demo=options.demo))
