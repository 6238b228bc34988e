"""Which chores carry out, tell and close?

Each has a thread of its own, so that a host that hangs delays its own chore and nothing else. One thing at a time: a
round is one call, and the heart beats after each.
"""

import logging
from functools import cache
from typing import Final

from django.conf import settings

from ombud.adapters.chosen import chosen, platform
from ombud.interfaces.worker.chore import Chore
from ombud.usecases.carry_out import carry_out
from ombud.usecases.close import close
from ombud.usecases.deliver import Doors, deliver
from ombud.usecases.fan_out import fan_out
from ombud.usecases.find_accounts import find_accounts
from ombud.usecases.note_orders import note_orders

log = logging.getLogger(__name__)


@cache
def doors() -> Doors:
    """Return how people are reached."""
    return Doors(platform=platform(), mail=chosen("mail"), sms=chosen("sms"), url=settings.OMBUD_URL)


CHORES: Final = (
    Chore(
        "protect", 0.25, lambda now, _mint: carry_out(platform=platform(), now=now, limit=1, protective=True)
    ),
    Chore("carry_out", 0.25, lambda now, _mint: carry_out(platform=platform(), now=now, limit=1)),
    Chore("note_orders", 0.25, lambda now, _mint: note_orders(now=now)),
    Chore("fan_out", 0.25, lambda now, _mint: fan_out(now=now)),
    Chore("deliver", 0.25, lambda now, _mint: deliver(doors=doors(), now=now, limit=1)),
    Chore("accounts", 0.5, lambda now, _mint: find_accounts(platform=platform(), now=now, limit=1)),
    Chore("close", 0.5, lambda now, _mint: close(now=now)),
)
