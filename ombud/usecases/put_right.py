"""Put right whom a faulty rule wronged, some at a time, and an owner whom others struck for an intruder; look again under a clause."""

from datetime import datetime

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.vocabulary import CaseId
from ombud.store import clearing, looking_again, redress
from ombud.store.in_turn import each
from ombud.store.ledger import read_lines
from ombud.store.looking_again import Begun


def put_right(*, mint: Mint, now: datetime) -> int:
    """Do a page for each of those that have waited longest, and return how many decisions were looked at."""
    return each(redress.due(now=now), lambda pair: _turn(*pair, mint=mint, now=now), what="redress", now=now)


def _turn(first: CaseId, seq: int, *, mint: Mint, now: datetime) -> int:
    line = read_lines(first)[seq - 1]
    match line.fact:
        case facts.AgainBegun() as fact:
            begun = Begun(first=first, seq=seq, at=line.at, fact=fact)
            return looking_again.turn(begun, mint=mint, now=now)
        case facts.ClearingBegun() as struck:
            done = clearing.clear(first, begun=struck, now=now)
            redress.is_over(first, seq)
            return done
        case _:
            return redress.turn(first, seq, mint=mint, now=now)
