"""Is a link to the form the host's own, handed to somebody whom it does not let in?

Who is shut out of an account cannot show us a session. The host knows them by what they logged in with, and says so in the link:
which account, about what, of which kind, and until when that holds. It is signed as a message of the host's is, and good for one
complaint: `once` is drawn anew for each.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from ombud.adapters.platform.signatures import is_signed

NAME: Final = "complain"
"""What stands where a message has its id, so that no signature of a message is one of a link."""
LONGEST: Final = timedelta(hours=2)
"""No link holds longer: whoever comes later is handed another at the host's door."""
SHORTEST: Final = 16
"""No fewer signs tell one link from another."""


class Fault(StrEnum):
    """Why a link is not believed."""

    NOT_OURS = "not_ours"
    OVER = "over"
    USED = "used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link says: about what it is, whose account the host says that it is, what kind of complaint that makes.

    `until` in seconds since 1970; `once` is no other link's.
    """

    platform: str
    kind: str
    id: str
    account: str
    topic: str
    once: str
    until: str
    proof: str


def fault(link: Link, *, secrets: Sequence[str], now: datetime) -> Fault | None:
    """Return why a link is not to be believed, or nothing when it is; whether it was used already the book of keys knows."""
    said = [link.platform, link.kind, link.id, link.account, link.topic, link.once]
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    signed = is_signed(body, (f"v1,{link.proof}",), message_id=NAME, stamp=link.until, secrets=secrets)
    if not signed or not link.topic or len(link.once) < SHORTEST:
        return Fault.NOT_OURS
    try:
        until = datetime.fromtimestamp(int(link.until), UTC)
    except (ValueError, OverflowError, OSError):
        return Fault.NOT_OURS
    return None if now <= until <= now + LONGEST else Fault.OVER
