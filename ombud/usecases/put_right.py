"""Put right whom a faulty rule wronged, some at a time, and an owner whom others struck for an intruder."""

from datetime import datetime

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.vocabulary import CaseId
from ombud.store import clearing, redress
from ombud.store.ledger import read_lines


def put_right(*, mint: Mint, now: datetime) -> int:
    """Do a page for each of those that have waited longest, and return how many decisions were looked at."""
    return sum(_turn(first, seq, mint=mint, now=now) for first, seq in redress.due(now=now))


def _turn(first: CaseId, seq: int, *, mint: Mint, now: datetime) -> int:
    match read_lines(first)[seq - 1].fact:
        case facts.ClearingBegun() as begun:
            done = clearing.clear(first, begun=begun, now=now)
            redress.is_over(first, seq)
            return done
        case _:
            return redress.turn(first, seq, mint=mint, now=now)
