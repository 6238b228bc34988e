"""Take the host's word, called back, on an order it had only accepted."""

from datetime import datetime

from ombud.core.vocabulary import Role
from ombud.store import alarms, orders
from ombud.store.alarms import Raised
from ombud.store.transactions import one_transaction


@one_transaction
def confirm_order(
    key: str,
    *,
    confirmed: bool,
    detail: str = "",
    reached: int | None = None,
    at: datetime | None = None,
    now: datetime,
) -> None:
    """Write down that an order was carried out (`at`: since when), or will not be; the same call-back again changes nothing."""
    order = orders.find(key)
    if confirmed:
        orders.confirm(key, now=now, said_at=at, detail=detail, reached=reached)
    elif orders.refuse(key, detail=detail or "failed"):
        dead = Raised(
            owner=order.case_id, kind="order_dead", to_role=Role.LEAD, about=key, once=now.isoformat()
        )
        alarms.put((dead,), now=now)
