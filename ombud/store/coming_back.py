"""What did the host tell last of an account that went back, and is any of it odd?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ombud.core.case import Case
from ombud.core.lasting import moment
from ombud.core.watching import back_at, odd
from ombud.store import situations, statements, subjects
from ombud.store.taken_again import Told
from ombud.store.watching import Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A change of an account, as the snapshot of the host holds it."""

    id: str
    at: datetime
    kind: str
    strange: bool
    order: str


def told(case: Case) -> Told | None:
    """Return what is odd of what the host told last, since the account went back; None where it went to nobody."""
    since, account = back_at(case), statements.account_of(case)
    named = None if account is None else subjects.find(account)
    if since is None or named is None:
        return None
    about = Watched(
        case=case.id,
        since=since,
        platform=named.platform,
        kind=named.kind,
        external=named.external,
        account=named.id,
    )
    several = situations.snapshot(case).get("changes") or ()
    changes = odd(map(_seen, several), since=since)
    several = [one for one in several if str(one["id"]) in changes]
    return Told(about=about, changes=changes, raw=json.dumps(several, ensure_ascii=False).encode())


def _seen(one: Mapping[str, Any]) -> Seen:
    return Seen(
        id=str(one["id"]),
        at=moment(str(one["at"])),
        kind=str(one["kind"]),
        strange=bool(one.get("strange")),
        order=str(one.get("order") or ""),
    )
