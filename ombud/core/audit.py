"""Has anybody touched the books? Digest chains over the stored bytes, and checkpoints over the ends of all chains.

A chain shows that a line in its middle was changed. Whoever can rewrite every line that follows leaves a chain that
fits; a checkpoint that was kept where they cannot reach shows that too, because the last line it saw of each book
must still be there with the digest it had.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final
from uuid import UUID

START: Final = b"\0" * 32
"""What stands before the first line of every chain."""
_READS: Final = 8
"""The version of UUID that names the reads of a book."""


def link(previous: bytes, stream: UUID, body: bytes) -> bytes:
    """Return the digest of a line: SHA-256 over the previous digest, the stream's id and the stored bytes."""
    return hashlib.sha256(previous + stream.bytes + body).digest()


def reads_of(book: UUID) -> UUID:
    """Return the stream of the reads of a book: its id with version 8 for 7 (RFC 9562); and of such a stream, the book."""
    return UUID(int=book.int ^ 0xF << 76)


def is_reads(stream: UUID) -> bool:
    """Say whether a stream is of reads, and not a book."""
    return stream.version == _READS


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A line as it lies in the table."""

    seq: int
    body: bytes
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """That somebody looked at something of a case; its canonical bytes are a line of the chain of its reads."""

    id: UUID
    agent: UUID
    what: str
    reason: str
    grant: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it must be: a code, where, and what was found."""

    code: str
    where: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """That somebody is in a team since then, and by whose word; its canonical bytes are a line of the chain of their moves."""

    agent: UUID
    since: datetime
    team: str
    by: UUID | None


def check(stream: UUID, lines: Iterable[Stored], *, head: tuple[int, bytes]) -> tuple[Fault, ...]:
    """Return what is wrong with a chain: gaps, changed bytes, and an end that is not the known head."""
    faults: list[Fault] = []
    previous, expected = START, 1
    where = str(stream)
    for line in lines:
        if line.seq != expected:
            faults.append(
                Fault(code="chain_gap", where=where, detail=f"line {expected} is missing before {line.seq}")
            )
            expected = line.seq
        if link(previous, stream, line.body) != line.digest:
            faults.append(Fault(code="chain_broken", where=where, detail=f"line {line.seq} does not follow"))
        previous, expected = line.digest, expected + 1
    if (expected - 1, previous) != head:
        faults.append(
            Fault(code="chain_head", where=where, detail=f"ends at {expected - 1}, known head {head[0]}")
        )
    return tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far a book has come: its last line, whose digest stands for all before it."""

    stream: UUID
    seq: int
    digest: bytes

    def text(self) -> str:
        """Return it as a line of a checkpoint's list, without the end of the line."""
        return f"{self.stream.hex} {self.seq} {self.digest.hex()}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """Read such a line; ValueError if it is none."""
        stream, seq, digest = text.split(" ")
        return cls(stream=UUID(hex=stream), seq=int(seq), digest=bytes.fromhex(digest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What is signed of all books at once, small enough to mail or to print.

    `heads`: SHA-256 over the list of all heads. `before`: SHA-256 over the checkpoint before it as it was kept, so that
    none can be left out; zeros for the first. Both as hexadecimal digits.
    """

    no: int
    at: datetime
    books: int
    lines: int
    heads: str
    before: str

    def text(self) -> str:
        """Return what is signed: a line for each field."""
        told = {**{one.name: getattr(self, one.name) for one in fields(self)}, "at": self.at.isoformat()}
        return "".join(f"{name}: {value}\n" for name, value in told.items())

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """Read what was signed; ValueError or KeyError if it is none."""
        said = dict(line.split(": ", 1) for line in text.splitlines())
        return cls(
            no=int(said["no"]),
            at=datetime.fromisoformat(said["at"]),
            books=int(said["books"]),
            lines=int(said["lines"]),
            heads=said["heads"],
            before=said["before"],
        )


def since(heads: Iterable[Head], there: Mapping[tuple[UUID, int], bytes]) -> Iterator[Fault]:
    """Yield what is no longer as a checkpoint saw it; `there` holds the digests of those lines as they are now."""
    for head in heads:
        now = there.get((head.stream, head.seq))
        if now is None:
            yield Fault(code="checkpoint_gone", where=str(head.stream), detail=f"line {head.seq} was there")
        elif now != head.digest:
            said = f"line {head.seq}, or one before it, was another"
            yield Fault(code="checkpoint_differs", where=str(head.stream), detail=said)
