"""Which chores sort? Their process does nothing else, so that no host and no letter delays a danger."""

from datetime import datetime
from functools import cache
from typing import Final

from django.conf import settings

from ombud.adapters.rules import triage_rules
from ombud.core.ids import Mint
from ombud.core.notices import Places
from ombud.interfaces.worker.chore import Chore
from ombud.usecases.join import join
from ombud.usecases.measure_sorting import measure_sorting
from ombud.usecases.sort import sort

SOON: Final = 0.2


@cache
def places() -> Places:
    """Return where people find what letters name."""
    return Places(settings.OMBUD_URL)


def _sort(now: datetime, mint: Mint) -> int:
    return sort(rules=triage_rules(), where=places().status, mint=mint, now=now)


CHORES: Final = (
    Chore("sorting", SOON, _sort, says=lambda now: measure_sorting(now=now).said()),
    Chore("joining", SOON, lambda now, mint: join(mint=mint, now=now)),
)
