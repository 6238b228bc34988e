"""What did the host tell last of an account that went back, and is any of it odd?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ombud.core.case import Case
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
    changes = odd(_changes(case), since=since)
    several = [one for one in situations.snapshot(case).get("changes") or () if str(one["id"]) in changes]
    return Told(about=about, changes=changes, raw=json.dumps(several, ensure_ascii=False).encode())


def _changes(case: Case) -> Iterator[Seen]:
    for one in situations.snapshot(case).get("changes") or ():
        yield Seen(
            id=str(one["id"]),
            at=datetime.fromisoformat(str(one["at"])),
            kind=str(one["kind"]),
            strange=bool(one.get("strange")),
            order=str(one.get("order") or ""),
        )
