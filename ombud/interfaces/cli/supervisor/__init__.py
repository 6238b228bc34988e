"""One supervisor keeps the house open: database, web server, workers, demo platform."""

from ombud.interfaces.cli.supervisor.plan import Wish
from ombud.interfaces.cli.supervisor.watch import keep_open

__all__ = ["Wish", "keep_open"]
