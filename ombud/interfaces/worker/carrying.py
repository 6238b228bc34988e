"""Which chores carry out, tell and close?

Each has a thread of its own, so that a host that hangs delays its own chore and nothing else. One thing at a time: a
round is one call, and the heart beats after each.
"""

import logging
from datetime import datetime
from functools import cache
from typing import Final

from django.conf import settings

from ombud.adapters.chosen import chosen, platform
from ombud.core.pack.letters import Rendered
from ombud.interfaces.worker.chore import Chore
from ombud.look.words import say
from ombud.usecases.carry_out import carry_out
from ombud.usecases.close import close
from ombud.usecases.deliver import Doors, deliver
from ombud.usecases.fan_out import fan_out
from ombud.usecases.find_accounts import find_accounts
from ombud.usecases.note_orders import note_orders
from ombud.usecases.wake import Waking, wake
from ombud.usecases.watch_accounts import watch_accounts

log = logging.getLogger(__name__)


@cache
def doors() -> Doors:
    """Return how people are reached."""
    return Doors(platform=platform(), mail=chosen("mail"), sms=chosen("sms"), url=settings.OMBUD_URL)


def said(one: Waking) -> Rendered:
    """Return the words that wake somebody, in their language: that something waits and where, and nothing of what it is."""
    room = "office/alarms/" if "lead" in one.roles else "work/"
    words = f"staff.page.{one.kind}"
    body = say(f"{words}.body", one.lang, link=f"{settings.OMBUD_URL}/{room}")
    return Rendered(title=say(f"{words}.title", one.lang), body=body)


def _wake(now: datetime) -> int:
    return wake(mail=doors().mail, sms=doors().sms, said=said, now=now, limit=1)


CHORES: Final = (
    Chore(
        "protect", 0.25, lambda now, _mint: carry_out(platform=platform(), now=now, limit=1, protective=True)
    ),
    Chore("carry_out", 0.25, lambda now, _mint: carry_out(platform=platform(), now=now, limit=1)),
    Chore("note_orders", 0.25, lambda now, _mint: note_orders(now=now)),
    Chore("fan_out", 0.25, lambda now, _mint: fan_out(now=now)),
    Chore("deliver", 0.25, lambda now, _mint: deliver(doors=doors(), now=now, limit=1)),
    Chore("wake", 1.0, lambda now, _mint: _wake(now)),
    Chore("accounts", 0.5, lambda now, mint: find_accounts(platform=platform(), mint=mint, now=now, limit=1)),
    Chore("watch", 900.0, lambda now, mint: watch_accounts(platform=platform(), mint=mint, now=now)),
    Chore("close", 0.5, lambda now, _mint: close(now=now)),
)
