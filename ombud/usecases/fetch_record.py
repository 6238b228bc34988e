"""Fetch the record of what was done to somebody, as a file that they can keep and hand on."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ombud.core import facts
from ombud.core.notices.record import MANIFEST
from ombud.core.refusals import No, Refused
from ombud.store import mailroom
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction

LETTER: Final = "letter.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A file to be saved: its name and its bytes."""

    name: str
    content: bytes = field(repr=False)


@one_transaction
def fetch_record(letter: UUID, *, now: datetime) -> Packed:
    """Pack manifest, files and the letter that says how to check them; write down that the letter was read, and this fetched.

    The same letter gives the same bytes each time. Whoever asks has shown at the door that the letter is theirs.

    Raises: NOT_FOUND, ERASED.
    """
    found = mailroom.find(letter)
    if found.state in mailroom.UNREAD or found.complaint is None:
        raise Refused(No.NOT_FOUND)
    record, said = mailroom.record(found), mailroom.body(found)
    mailroom.mark_read(found, by_link=False, now=now)
    with open_complaint(found.complaint) as book:
        book.write(facts.RecordFetched(letter=found.id), by="complainant", now=now)
    files = {MANIFEST: record.manifest, **record.files, LETTER: f"{said.title}\n\n{said.body}\n"}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(ZipInfo(name, found.made_at.timetuple()[:6]), text.encode(), ZIP_DEFLATED)
    return Packed(name=f"{found.number}.zip", content=packed.getvalue())
