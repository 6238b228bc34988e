"""What does the public learn of a case whose notice, statement and outcome the law has published?

Days, codes and the host's own name of the item: nothing that anybody wrote, and nobody's name, contact or account (decision 0016).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import Side, SubjectKind

ITEMS: Final = frozenset({SubjectKind.VIDEO, SubjectKind.LIVE})
"""What is offered in public under a name that the host gave it."""
NAMED: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a case is about; `known` says that the host told us of it, so that its name is no text of a complainant."""

    kind: str
    external: str
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One case as the public reads it; `outcome` is of the last decision, `removed` says whether something was done."""

    code: str
    item: str
    noticed_at: datetime
    stated_at: datetime | None
    sued_at: datetime | None
    decided_at: datetime
    outcome: str
    removed: bool
    back_at: datetime | None


def published(case: Case, *, item: Item | None, pack: Pack, now: datetime) -> Published | None:
    """Return what is public of a case: from its decision on, for as long as its pack says; nothing that is sealed or held back."""
    kept, decision = pack.category(case.code).publish_for, case.decision
    if kept is None or decision is None or case.sealed or case.erased_at is not None:
        return None
    if case.is_withheld(Side.ACCOUNT) or case.decisions[-1].at + kept < now:
        return None
    happened = {
        code: at for code, at in reversed(case.moved) if code in {"received", "countered", "sued", "restored"}
    }
    return Published(
        code=case.code,
        item=_named(item),
        noticed_at=happened.get("received", case.opened_at),
        stated_at=happened.get("countered"),
        sued_at=happened.get("sued"),
        decided_at=decision.at,
        outcome=decision.proposal.ruling or decision.proposal.outcome,
        removed=any(past.orders for past in case.decisions),
        back_at=happened.get("restored"),
    )


def _named(item: Item | None) -> str:
    """Return the host's name of an item in public; an account, an order or what somebody typed has none here."""
    public = item is not None and item.known and item.kind in ITEMS and NAMED.fullmatch(item.external)
    return item.external if item is not None and public else ""
