"""Does every text that a book vouches for lie there, sealed for its person, word for word, and a row for every file?

What an erased person's key had sealed can no longer be read by anybody: of that only the row is asked for, and that no
file of it lies there any more.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from ombud.core import facts
from ombud.core.audit import Fault
from ombud.core.codec import decode
from ombud.core.facts import Line
from ombud.core.pack.tools import ACCESS, OTHERS, SCOPE, SEARCH
from ombud.core.refusals import Refused
from ombud.core.vocabulary import HOST
from ombud.store import files, sealing
from ombud.store.asking import asked
from ombud.store.checking import rows_by
from ombud.store.evidence import PENDING
from ombud.store.keys import KeyBroken, KeyMissing, unwrap
from ombud.store.sealing import SealBroken
from ombud.store.vault import vault

Row = Mapping[str, Any]
Lines = Mapping[UUID, tuple[Line, ...]]

OUR_OWN: Final = (facts.CauseRecorded, facts.HoldSet, facts.HoldLifted)
"""What we write about a complaint ourselves, under a key of its book."""

_SAYS_ERASED: Final = """
SELECT l.stream, c.person, l.body FROM ledger l LEFT JOIN complaint c ON c.bucket = l.bucket AND c.id = l.stream
WHERE l.kind = 'Erased' AND l.stream IN (
  SELECT id FROM complaint WHERE person = ANY(%s) OR id = ANY(%s) UNION ALL SELECT id FROM case_row WHERE id = ANY(%s))
"""

AS_TEXT: Final = frozenset({HOST, SEARCH, ACCESS, SCOPE, OTHERS})
"""What the host said, and what was searched for there, is kept as a sealed text, whatever else is evidence as a file."""


def texts(book: str, books: Lines, *, people: Mapping[UUID, UUID]) -> Iterator[Fault]:
    """Check the texts and files of books; `people` names whose key seals what a book holds."""
    held = rows_by("sealed_text", "owner", books)
    kept = rows_by("evidence", "owner", books)
    keys = Keys(
        (row["person"] for rows in (held, kept) for several in rows.values() for row in several),
        gone=(key for lines in books.values() for key in _gone(lines)),
    )
    for owner, lines in books.items():
        where, person = f"{book} {owner}", people[owner]
        yield from _words(where, lines, held.get(owner, []), person=person, owner=owner, keys=keys)
        yield from _files(where, lines, kept.get(owner, []), person=person, keys=keys, owner=owner)


def of_letters(letters: Iterable[Row]) -> Iterator[Fault]:
    """Check that every letter's text is there, sealed for its reader, and opens."""
    several = list(letters)
    held = rows_by("sealed_text", "owner", [row["id"] for row in several])
    keys = Keys(row["person"] for row in several)
    for row in several:
        where = f"letter {row['number']}"
        text = next((one for one in held.get(row["id"], []) if one["id"] == row["text"]), None)
        if text is None:
            yield Fault(code="text_missing", where=where)
        elif text["person"] != row["person"]:
            yield Fault(code="text_differs", where=where, detail="sealed for somebody else")
        else:
            yield from keys.doubts(text, digest=None, where=where)


def _gone(lines: Iterable[Line]) -> Iterator[UUID]:
    """Yield every key that a book says was destroyed; that of somebody's contact goes with their own at the latest."""
    received: facts.Received | None = None
    for line in lines:
        match line.fact:
            case facts.Received() as received:
                pass
            case facts.Erased(person=person):
                yield person
                if received is not None and received.contact is not None and person == received.person:
                    yield received.contact.id
            case _:
                pass


def _words(
    where: str, lines: Iterable[Line], there: Iterable[Row], *, person: UUID, owner: UUID, keys: "Keys"
) -> Iterator[Fault]:
    by_id = {row["id"]: row for row in there}
    vouched_for = set()
    for line in lines:
        for words in vouched(line.fact):
            row = by_id.get(words.id)  # several facts of one act may name the same words
            vouched_for.add(words.id)
            if row is None:
                yield Fault(code="text_missing", where=where, detail=f"line {line.seq}: {words.id}")
            elif not _is_for(row["person"], line.fact, words, person=person, owner=owner):
                yield Fault(code="text_differs", where=where, detail=f"{words.id}: sealed for somebody else")
            else:
                yield from keys.doubts(row, digest=words.digest, where=where)
    for unknown in by_id.keys() - vouched_for:
        yield Fault(code="text_unknown", where=where, detail=str(unknown))


def _is_for(sealed_for: UUID, fact: object, words: facts.Words, *, person: UUID, owner: UUID) -> bool:
    """Say whether a text is sealed for whom it should be; an appeal and a suit are whoever's they are, the key says the rest."""
    if isinstance(fact, facts.Appealed | facts.SuitShown):
        return True
    if isinstance(fact, facts.Received) and words == fact.contact:
        return sealed_for == words.id
    return sealed_for == (owner if isinstance(fact, OUR_OWN) else person)


def vouched(fact: object) -> Iterator[facts.Words]:
    """Yield every sealed text that a fact vouches for."""
    if isinstance(fact, facts.Words):
        yield fact
    elif isinstance(fact, facts.EvidenceAdded):
        if fact.source in AS_TEXT:
            yield facts.Words(id=fact.evidence, digest=fact.digest)
    elif isinstance(fact, tuple):
        for item in fact:
            yield from vouched(item)
    elif hasattr(fact, "__dataclass_fields__"):
        for name in fact.__dataclass_fields__:
            yield from vouched(getattr(fact, name))


def _files(
    where: str, lines: Iterable[Line], there: Iterable[Row], *, person: UUID, keys: "Keys", owner: UUID
) -> Iterator[Fault]:
    by_id = {row["id"]: row for row in there}
    told = tuple(lines)
    scans = {line.fact.evidence: line.fact for line in told if isinstance(line.fact, facts.Scanned)}
    gone = {line.fact.evidence for line in told if isinstance(line.fact, facts.FileErased)}
    gone |= {line.fact.person for line in told if isinstance(line.fact, facts.Erased)}
    for line in told:
        fact = line.fact
        if not isinstance(fact, facts.EvidenceAdded) or fact.source in AS_TEXT:
            continue
        row = by_id.pop(fact.evidence, None)
        if row is None:
            yield Fault(code="evidence_missing", where=where, detail=str(fact.evidence))
            continue
        scan = scans.get(fact.evidence)
        shut = fact.quarantined or (scan is not None and scan.quarantined)
        known = (fact.media, fact.size, fact.source, shut, line.at, person)
        names = ("media", "size", "source", "quarantined", "at", "person")
        said = row["scan"] if scan is None else scan.verdict
        if tuple(row[name] for name in names) != known or row["scan"] != said:
            yield Fault(code="evidence_differs", where=where, detail=str(fact.evidence))
        lost = not files.is_kept(vault().folder, fact.evidence)
        over = bool(gone & {fact.evidence, person}) or (lost and fact.evidence in _gone_as_documents(owner))
        if row["scan"] == PENDING and row["scan_due_at"] is None and not over and not keys.is_erased(person):
            yield Fault(
                code="evidence_unscanned", where=where, detail=f"{fact.evidence}: no date to scan it again"
            )
        if over:
            yield from _lingers(fact.evidence, where=where)
        else:
            yield from _kept(fact.evidence, where=where, lost=lost, unreadable=keys.of(person) is None)
    for unknown in by_id:
        yield Fault(code="evidence_unknown", where=where, detail=str(unknown))


def _gone_as_documents(complaint: UUID) -> frozenset[UUID]:
    """Return the files of a complaint that one of its cases says were deleted: documents of identity."""
    found = asked(
        "SELECT l.body FROM ledger l WHERE l.kind = 'FileErased' AND l.stream IN"
        " (SELECT case_id FROM member WHERE complaint = %s)",
        complaint,
    )
    told = (decode(bytes(body)).fact for (body,) in found)
    return frozenset(fact.evidence for fact in told if isinstance(fact, facts.FileErased))


def _kept(file: UUID, *, where: str, lost: bool, unreadable: bool) -> Iterator[Fault]:
    """Yield a fault unless the file is there and its key opens; its bytes are read in a walk of their own."""
    if unreadable:
        yield Fault(code="file_unreadable", where=where, detail=f"{file}: its key does not open")
    elif lost:
        yield Fault(code="file_missing", where=where, detail=str(file))


def _lingers(file: UUID, *, where: str) -> Iterator[Fault]:
    if files.is_kept(vault().folder, file):
        yield Fault(code="file_there", where=where, detail=f"{file}: its book says that it was deleted")


class Keys:
    """The keys of some people, opened once each."""

    def __init__(self, people: Iterable[UUID], *, gone: Iterable[UUID] = ()) -> None:
        wanted = set(people)
        self._open: dict[UUID, bytes] = {}
        for several in rows_by("person_key", "person", wanted).values():
            for row in several:
                key = _opened(row)
                if key is not None:
                    self._open[row["person"]] = key
        told = frozenset(gone)
        self._erased = told | _erased(wanted - self._open.keys() - told)

    def of(self, person: UUID) -> bytes | None:
        """Return a person's key, if it opens."""
        return self._open.get(person)

    def is_erased(self, person: UUID) -> bool:
        """Say whether a book tells that the person was erased."""
        return person in self._erased

    def doubts(self, row: Row, *, digest: str | None, where: str) -> Iterator[Fault]:
        """Yield a fault unless the text opens and, where a fact vouches for it, is the one it vouches for."""
        key = self.of(row["person"])
        if key is None:
            if not self.is_erased(row["person"]):
                yield Fault(code="text_unreadable", where=where, detail=f"{row['id']}: its key does not open")
            return
        try:
            body, about = bytes(row["body"]), row["id"].bytes
            if digest is None:
                sealing.open_sealed(key, body, about=about)
            elif not sealing.matches(bytes.fromhex(digest), key, body, about=about):
                yield Fault(code="text_differs", where=where, detail=str(row["id"]))
        except SealBroken:
            yield Fault(code="text_unreadable", where=where, detail=str(row["id"]))


def _opened(row: Row) -> bytes | None:
    try:
        return unwrap(vault().ring, row["person"], row["version"], bytes(row["wrapped"]))
    except (Refused, KeyBroken, KeyMissing):
        return None


def _erased(people: set[UUID]) -> frozenset[UUID]:
    """Return those whose key is gone as a book says: a complainant's, with our own notes on them, or a case's."""
    if not people:
        return frozenset()
    several = list(people)
    found = asked(_SAYS_ERASED, several, several, several)
    told = (decode(bytes(body)).fact for _, _, body in found)
    gone = {fact.person for fact in told if isinstance(fact, facts.Erased)}
    return frozenset(gone | {stream for stream, person, _ in found if person in gone})
