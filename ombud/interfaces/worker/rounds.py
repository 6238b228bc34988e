"""How does each chore go its rounds, side by side with the others, until it is told to stop?"""

import logging
import threading
import time
from collections.abc import Sequence
from typing import Final

from django.db import connection

from ombud.adapters import here
from ombud.interfaces.worker.chore import Chore
from ombud.usecases.beat import beat

log = logging.getLogger(__name__)

BEAT_EVERY: Final = 1.0
AFTER_A_FAULT: Final = 1.0
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
    pause, beaten, done, first = 0.0, 0.0, 0, True
    while not stop.wait(pause):
        try:
            turn = chore.run(here.now(), here.mint)
            done += turn
            pause = 0.0 if turn else chore.every
            if time.monotonic() - beaten >= BEAT_EVERY:
                says = {} if chore.says is None else chore.says(here.now())
                beat(chore.name, detail={"done": done, **says}, first=first, now=here.now())
                beaten, first = time.monotonic(), False
        except Exception:
            log.exception("%s stumbled and goes on", chore.name)
            pause = max(AFTER_A_FAULT, chore.every)
            connection.close()
    connection.close()
