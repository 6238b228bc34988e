"""What does somebody file who complains, by one click, from a letter: of a leak, or as the child whom a case protects?"""

from hashlib import sha256
from typing import Final
from uuid import UUID

from ombud.core.intake import Filing
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Lang, Relation, Side
from ombud.store import affected, mailroom, subjects, telling_child
from ombud.store.ledger import read_case
from ombud.store.mailroom import Letter
from ombud.store.subjects import Named

CHANNEL: Final = "letter"
SENDER: Final = "letter"
ABOUT: Final = Text(
    "你们写信告诉我，平台泄露了我的信息。我为此投诉。",
    "You wrote to me that your company leaked my data. I complain about it.",
)
"""What one click says; their own words, if there are any, follow it."""
_SHORT: Final = 16
"""How much of the digest of what a child writes keeps two clicks apart from two answers."""


def draft_from_letter(letter_id: UUID, *, text: str) -> Filing:
    """Return the complaint that the reader of such a letter files: who, about what and how to reach them is known.

    Of a leak that is one, however often they click. A child writes as often as it likes, of what the case is about.
    """
    letter = mailroom.find(letter_id)
    named = subjects.find(letter.account) if letter.account is not None else None
    if named is None or letter.case_id is None:
        raise Refused(No.ANSWER_CLOSED)
    if letter.side == Side.CHILD:
        return _of_child(letter, letter.case_id, named, text=text)
    row = affected.of_letter(letter)
    if row is None:
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


def _of_child(letter: Letter, case_id: UUID, named: Named, *, text: str) -> Filing:
    case = read_case(case_id)
    return Filing(
        sender=SENDER,
        channel=CHANNEL,
        text=text,
        key=f"{letter.number} {sha256(text.encode()).hexdigest()[:_SHORT]}",
        subject=telling_child.about_what(case),
        kind=case.code,
        jurisdiction=case.opened.jurisdiction,
        relation=Relation.AFFECTED,
        contact={"account": named.external},
        locale=Lang(letter.lang),
        letter=letter.id,
        answers={"child": True},
    )
