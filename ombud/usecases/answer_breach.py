"""Note which complaint answers a letter about a leak, so that its case comes to stand beside the incident."""

from datetime import datetime
from uuid import UUID

from ombud.core.vocabulary import ComplaintId
from ombud.store import affected, mailroom
from ombud.store.transactions import one_transaction


@one_transaction
def answer_breach(letter_id: UUID, *, complaint: ComplaintId, now: datetime) -> None:
    """Note it once; the chore `affected` does the rest."""
    affected.complained(mailroom.find(letter_id), complaint, now=now)
