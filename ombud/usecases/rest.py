"""Write down that somebody is here, or on a break."""

from datetime import datetime

from ombud.core.vocabulary import AgentId
from ombud.store import staff


def rest(*, by: AgentId, resting: bool, now: datetime) -> None:
    """Begin or end a break; a break needs no reason and keeps the cases in hand until their lease ends."""
    staff.set_presence(by, present=not resting, now=now)
