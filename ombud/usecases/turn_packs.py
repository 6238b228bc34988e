"""Tell people ahead that the rules of a place turn on a day, and on that day let them turn as was signed.

1. A pack that holds entries with a first or last day names the pack that it turns into; who signed it signed both.
2. Thirty days and seven days before, and on the day, there is an alarm, each once; policy owners read it on their start page.
3. The pack of the day comes into force for new cases by itself if it was kept, tried and is without fault; else the alarm
   of the day says that it did not, and two people must put one in force.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from ombud.core.ids import Mint, drawn_from
from ombud.core.pack import turning
from ombud.core.pack.activation import may_turn
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import Role
from ombud.store import activations, alarms, packs
from ombud.store.alarms import Raised
from ombud.store.transactions import one_transaction

AHEAD: Final = "rules_turn"
TURNED: Final = "rules_turned"
STUCK: Final = "rules_stuck"


def turn_packs(places: Sequence[str], *, mint: Mint, now: datetime) -> int:
    """Return how much was new."""
    return sum(_turn(packs.in_force(place), mint=mint, now=now) for place in packs.kept_for(places))


@one_transaction
def _turn(pack: Pack, *, mint: Mint, now: datetime) -> int:
    then, days = pack.then, turning.notice(pack, today=turning.today(pack, now=now))
    if then is None or days is None:
        return 0
    owner = drawn_from(sha256(pack.jurisdiction.encode()).digest(), 0)
    about, once = f"{pack.jurisdiction} {then.on}", f"{then.digest} {days}"
    alarm = Raised(owner=owner, kind=AHEAD, to_role=Role.LEAD.value, about=about, once=once)
    if days == 0:
        golden = {one.digest: one.golden for one in packs.stored(pack.jurisdiction)}.get(then.digest)
        fit = golden is not None and may_turn(packs.by_digest(then.digest), golden=golden)
        alarm = replace(alarm, kind=TURNED if fit else STUCK)
        if fit:
            activations.turn(pack, then, mint=mint, now=now)
    return alarms.put((alarm,), now=now)
