"""What does somebody file who complains, by one click, because a letter told them of a leak?"""

from typing import Final
from uuid import UUID

from ombud.core.intake import Filing
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Relation
from ombud.store import affected, mailroom, subjects
from ombud.store.ledger import read_case

CHANNEL: Final = "letter"
SENDER: Final = "letter"
ABOUT: Final = Text(
    "你们写信告诉我，平台泄露了我的信息。我为此投诉。",
    "You wrote to me that your company leaked my data. I complain about it.",
)
"""What one click says; their own words, if there are any, follow it."""


def draft_from_letter(letter_id: UUID, *, text: str) -> Filing:
    """Return the complaint that the reader of a letter about a leak files: who, about what and how to reach them is known."""
    letter = mailroom.find(letter_id)
    row = affected.of_letter(letter)
    named = subjects.find(row.account) if row is not None else None
    if row is None or named is None or letter.case_id is None:
        raise Refused(No.ANSWER_CLOSED)
    incident = read_case(letter.case_id)
    return Filing(
        sender=SENDER,
        channel=CHANNEL,
        text=f"{ABOUT.say(letter.lang)}\n\n{text}".strip(),
        key=letter.number,
        kind=incident.code,
        jurisdiction=incident.opened.jurisdiction,
        relation=Relation.AFFECTED,
        contact={"account": named.external},
        locale=Lang(letter.lang),
        letter=letter.id,
        answers={"child": True} if row.child else {},
    )
