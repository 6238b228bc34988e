"""What does a host's answer tell the rules of severity?"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from ombud.adapters.platform.contract import Account, LookedUp, Seen
from ombud.core.facts import Counted, Established
from ombud.core.pack.grading import rounded
from ombud.core.vocabulary import HOST, SubjectKind

NOBODY: Final = Account(id="")


def rulings(answer: LookedUp) -> tuple[Iterable[Mapping[str, Any]], bytes | None]:
    """Return the host's own decisions that an answer tells of, and the answer itself where it knows nothing of what was asked."""
    return map(asdict, answer.seen.decisions), None if answer.seen.found else answer.raw


def account_of(seen: Seen) -> Account:
    """Return the account behind what was asked about; one of which nothing is known where there is none."""
    return seen.account or NOBODY


def told(seen: Seen) -> Established:
    """Return what the rules and the law's reports read of it: codes, first digits, days."""
    account = account_of(seen)
    known = {
        "account_of_minor": account.minor,
        "verified_account": account.verified,
        "livelihood": account.livelihood,
        "risk_signal": account.risk.other_hands,
        "number_reassigned": account.number_reassigned,
        "no_earlier_channel": account.no_earlier_channel,
        "only_phone_before": account.only_phone_before,
    }
    counts = {"followers": account.followers, "views_per_hour": seen.reach.views_per_hour}
    return Established(
        source=HOST,
        facts=tuple(name for name, true in known.items() if true),
        counts=tuple(Counted(name=name, n=rounded(n)) for name, n in counts.items() if n),
        earlier=tuple(sorted({one.at for one in seen.earlier})),
        there_since=_there_since(seen),
        strange_since=min((_aware(one.at) for one in seen.changes if one.strange), default=None),
    )


def _there_since(seen: Seen) -> datetime | None:
    """Return since when it is there: an account since it was made, where the host says nothing finer; without a zone it is UTC."""
    posted = seen.snapshot.posted_at if seen.snapshot else None
    made = account_of(seen).created_at if seen.subject.kind == SubjectKind.ACCOUNT else None
    since = posted or made
    return _aware(since) if since else None


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=at.tzinfo or UTC)
