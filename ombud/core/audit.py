"""Has anybody touched the books? Digest chains over the stored bytes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

START: Final = b"\0" * 32
"""What stands before the first line of every chain."""


def link(previous: bytes, stream: UUID, body: bytes) -> bytes:
    """Return the digest of a line: SHA-256 over the previous digest, the stream's id and the stored bytes."""
    return hashlib.sha256(previous + stream.bytes + body).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A line as it lies in the table."""

    seq: int
    body: bytes
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it must be: a code, where, and what was found."""

    code: str
    where: str
    detail: str = ""


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
