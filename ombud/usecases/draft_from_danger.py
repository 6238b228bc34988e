"""What is filed where somebody tells of a danger, and no case of theirs is left that could hear of it?"""

from hashlib import sha256
from typing import Final

from ombud.adapters.hearing import danger_now
from ombud.core.intake import Filing
from ombud.core.pack.words import Text
from ombud.core.receipts import number_of
from ombud.core.vocabulary import ComplaintId, Lang, Relation
from ombud.store import hearing, reaching
from ombud.store.ledger import read_complaint

SENDER: Final = "later"
ABOUT: Final = Text("此前的投诉：{number}", "An earlier complaint: {number}")
"""What follows their words, for whoever reads them."""


def draft_from_danger(complaint_id: ComplaintId, *, text: str) -> Filing | None:
    """Return the complaint that these words are, or None where they tell of no danger or a case of theirs hears them.

    It names nothing that it is about: whoever writes of a danger rarely means what they complained of before. The words go to
    whoever wrote them, and by the same ways; the same words twice are one complaint.
    """
    if not danger_now(text):
        return None
    it = read_complaint(complaint_id)
    if hearing.is_met(it):
        return None
    number, received, contact = number_of(it.id, "C"), it.received, reaching.ways(it)
    return Filing(
        sender=SENDER,
        channel=received.channel,
        text=f"{text}\n\n{ABOUT.say(received.locale).format(number=number)}",
        key=f"{number} {sha256(text.encode()).hexdigest()[:32]}",
        jurisdiction=received.jurisdiction,
        relation=Relation.AFFECTED,
        anonymous=received.anonymous,
        contact=contact,
        locale=Lang(received.locale),
        answers={"child": True} if it.child else {},
    )
