"""Show which of the complaints of the last days phrases would fit, before they answer anybody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ombud.core import issues
from ombud.core.issues import Fit, Preview
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, packs, staff
from ombud.store import issues as known_issues
from ombud.store.ledger import read_case
from ombud.store.staff import Colleague

DAYS: Final = 14
MOST: Final = 2_000
"""So many complaints are looked at, the newest first."""


def preview_issue(
    case_id: CaseId, *, met_by: str, kinds: Sequence[str] = (), by: AgentId, now: datetime
) -> Preview:
    """Read what was filed in the last days, of these kinds or of all that a fault of the service may be behind; a look without a lock.

    Raises: NOT_ALLOWED, BAD_INPUT.
    """
    person = staff.colleague(by)
    case = read_case(case_id)
    pack = packs.of_case(case)
    if not issues.may_speak_of(case, person.roles, pack=pack):
        raise Refused(No.NOT_ALLOWED)
    phrases = issues.phrases(met_by)
    if not phrases:
        raise Refused(No.BAD_INPUT, field="met_by")
    codes = tuple(kinds) or issues.concerns(pack)
    several = known_issues.recent(codes, since=now - timedelta(days=DAYS), limit=MOST)
    seen = issues.preview(several, phrases)
    return replace(seen, fits=tuple(_shown(one, person) for one in seen.fits))


def _shown(fit: Fit, person: Colleague) -> Fit:
    """Return it with those examples alone that the reader may see."""
    open_to = (one for one in fit.examples if access.standing(read_case(one[0]), person) is not None)
    return replace(fit, examples=tuple(open_to))
