"""How does each chore go its rounds, side by side with the others, until it is told to stop?"""

import logging
import threading
import time
from collections.abc import Sequence
from typing import Final

from django.db import InterfaceError, OperationalError, connection

from ombud.adapters import here
from ombud.interfaces.worker.chore import Chore
from ombud.usecases.beat import beat

log = logging.getLogger(__name__)

BEAT_EVERY: Final = 1.0
STILL_HERE: Final = 10.0
"""Seconds after which a chore that rests for longer says that it lives."""
AFTER_A_FAULT: Final = 1.0
AFTER_A_LOSS: Final = 0.25
"""Seconds between two tries to reach a database that is away."""
GRACE: Final = 10.0
"""How long the rounds under way may take to end; what is cut off is leased and comes up again."""


def go_round(chores: Sequence[Chore], stop: threading.Event) -> None:
    """Run every chore in a thread of its own until stopped."""
    threads = [
        threading.Thread(target=_go, args=(chore, stop), name=chore.name, daemon=True) for chore in chores
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    ends = time.monotonic() + GRACE
    for thread in threads:
        thread.join(max(0.0, ends - time.monotonic()))


def once(chores: Sequence[Chore]) -> int:
    """Run every chore until nothing is due for any of them; return how much was done."""
    whole = 0
    while done := sum(chore.run(here.now(), here.mint) for chore in chores):
        whole += done
    return whole


def _go(chore: Chore, stop: threading.Event) -> None:
    """Do the chore whenever it is due and beat in between, whatever happens."""
    pulse = _Pulse(chore)
    due = 0.0
    while not stop.wait(max(0.0, min(due, pulse.due) - time.monotonic())):
        try:
            turn = 0
            if time.monotonic() >= due:
                turn = chore.run(here.now(), here.mint)
                due = 0.0 if turn else time.monotonic() + chore.every
            pulse.beat(turn)
        except (OperationalError, InterfaceError) as error:
            log.warning("%s lost the database (%s) and tries again", chore.name, type(error).__name__)
            due = pulse.due = time.monotonic() + AFTER_A_LOSS
            connection.close()
        except Exception:
            log.exception("%s stumbled and goes on", chore.name)
            due = pulse.due = time.monotonic() + max(AFTER_A_FAULT, chore.every)  # no beat before a good turn
            connection.close()
    connection.close()


class _Pulse:
    """The heart of one chore: beats after a turn, at most once a second, and at rest every ten."""

    def __init__(self, chore: Chore) -> None:
        self.chore = chore
        self.due = 0.0
        self._beaten = 0.0
        self._done = 0
        self._first = True

    def beat(self, turn: int) -> None:
        """Write down that the chore lives, if it is time to."""
        self._done += turn
        clock = time.monotonic()
        if clock - self._beaten < BEAT_EVERY:
            return
        says = {} if self.chore.says is None else self.chore.says(here.now())
        beat(self.chore.name, detail={"done": self._done, **says}, first=self._first, now=here.now())
        self._beaten, self._first, self.due = clock, False, clock + STILL_HERE
