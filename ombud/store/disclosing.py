"""How does somebody learn what rescuers were told of them? By a letter that waits until telling puts nobody in danger."""

from datetime import datetime
from uuid import UUID

from ombud.core import disclosing, facts, notices
from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.notices import DISCLOSED, letter_id
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.store import mailroom, penning, statements


def disclosed_id(case: Case, no: int) -> UUID:
    """Return the id of the letter that tells of a disclosure."""
    return letter_id(bucket_of(case.id), DISCLOSED, case.id.hex, str(no))


def tell(case: Case, fact: facts.Disclosed, *, pack: Pack, now: datetime) -> None:
    """Write to the account behind the case, where it names one; what is withheld waits."""
    if case.subject is None:
        return
    letter, pen = disclosed_id(case, fact.no), penning.pen_to_account(case, pack=pack)
    ground = pack.grounds[fact.ground]
    values = notices.disclosed_values(
        (disclosing.KINDS[one] for one in fact.kinds),
        to=disclosing.RECEIVERS[fact.to],
        basis=ground.title,
        source=ground.source,
        at=now,
        answer_to=number_of(letter, "L"),
        pen=pen,
    )
    said = penning.write(DISCLOSED, values, pen=pen)
    account = statements.account_of(case)
    mailroom.post(
        (statements.draft(case, letter, DISCLOSED, said=said, lang=pen.lang, account=account),), now=now
    )
