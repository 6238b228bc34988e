"""Look at the orders and letters that never got through."""

from dataclasses import dataclass

from ombud.store import mailroom, orders
from ombud.store.mailroom import Letter
from ombud.store.orders import OrderRow

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """What a person must revive or give up."""

    orders: tuple[OrderRow, ...]
    letters: tuple[Letter, ...]


def look_at_orders() -> Dead:
    """Return dead orders and letters, oldest first; the rest shows as these are dealt with."""
    return Dead(orders=orders.dead(limit=MOST), letters=mailroom.dead(limit=MOST))
