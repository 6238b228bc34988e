"""Who is told the name and address of whoever posted something? Whose notice they answered, where they agreed to that; nobody else.

1. What the account answered is kept apart, and goes into a letter that nobody writes by hand: no agent copies an address.
2. A child's name and address go to nobody, whatever it agreed to.
3. Whoever joined the case without a notice that holds all that is asked of one is not who they agreed to, nor is whoever complains later.
   Whoever is lawfully told nothing for now is told nothing of this.
4. In what an agent writes for whoever complained neither may stand, whether or not they agreed.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from ombud.core import elements, facts, notices
from ombud.core.case import Case
from ombud.core.grading import CHILD_SPEAKS, said
from ombud.core.ids import Mint, bucket_of
from ombud.core.notices import letter_id
from ombud.core.pack.types import Question
from ombud.core.playbooks import noticed_by
from ombud.core.vocabulary import CaseId, ComplaintId, Side
from ombud.store import letters, packs, situations, texts
from ombud.store.statements import named_itself


def keep(
    case: Case, asked: Iterable[Question], stated: Mapping[str, object], *, mint: Mint
) -> facts.Words | None:
    """Keep the name and address that an account gave; None where it gave none."""
    told = elements.identity(asked, stated)
    return texts.keep_for(case.id, json.dumps(told, ensure_ascii=False), mint=mint) if told else None


def pass_on(case: Case, *, now: datetime) -> None:
    """Write to whose notice it is, who may be told of the case, with the name and address that whoever posted it agreed to pass on."""
    told, pack = named_itself(case), packs.of_case(case)
    if not told or _is_childs(case):
        return

    def to(complaint: ComplaintId) -> UUID:
        return passed_id(complaint, case.id)

    letters.tell_everybody(
        case,
        notices.POSTER,
        lambda number, pen: notices.poster_values(number, identity=told, pen=pen),
        named=to,
        only=noticed_by(case, pack),
        pack=pack,
        now=now,
    )


def passed_id(complaint: ComplaintId, case_id: CaseId) -> UUID:
    """Return the id of the letter by which whoever complained has the poster's name and address."""
    return letter_id(bucket_of(complaint), notices.POSTER, case_id.hex, complaint.hex)


def _is_childs(case: Case) -> bool:
    return situations.is_childs(case) or CHILD_SPEAKS in said(case, Side.ACCOUNT.value)
