"""How does a batch of complaints come in, one JSON object a line, and a result for each line go out?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ombud.core.intake import Filing
from ombud.core.refusals import No, Refused
from ombud.usecases.receive import Receipt
from ombud.wire.complaints import ReceiptOut, filing_of, read, receipt_of
from ombud.wire.problems import Problem, tell

MOST_LINES: Final = 10_000
AT_ONCE: Final = 1_000
"""Complaints of one commit."""
MEDIA: Final = "application/x-ndjson"
TAKEN: Final = (MEDIA, "application/ndjson", "application/jsonl", "application/x-jsonlines")

Take = Callable[[Sequence[Filing]], Sequence[Receipt | Refused]]


class LineOut(Struct, kw_only=True):
    """What became of one line of a batch: a receipt, or a problem."""

    line: int
    status: int
    receipt: ReceiptOut | UnsetType = UNSET
    problem: Problem | UnsetType = UNSET


@dataclass(slots=True, kw_only=True)
class Reader:
    """Reads a batch line by line: good ones to be taken in, and why others cannot be."""

    sender: str
    key: str | None
    lines: int = 0
    good: dict[int, Filing] = field(default_factory=dict)
    bad: dict[int, Refused] = field(default_factory=dict)

    def read(self, line: bytes) -> None:
        """Read one line; refuse the whole batch only when it is too long, before anything was taken."""
        self.lines += 1
        if self.lines > MOST_LINES:
            raise Refused(No.TOO_MANY_LINES, limit=MOST_LINES)
        if not line.strip():
            return
        try:
            self.good[self.lines] = filing_of(read(line), sender=self.sender, key=self.key, line=self.lines)
        except Refused as no:
            self.bad[self.lines] = no


def take_batch(batch: Reader, *, take: Take) -> Mapping[int, Receipt | Refused]:
    """Take in the good lines, so many a commit; return what became of every line."""
    became: dict[int, Receipt | Refused] = dict(batch.bad)
    for some in in_groups(sorted(batch.good)):
        answers = take([batch.good[number] for number in some])
        became.update(zip(some, answers, strict=True))
    return became


def in_groups(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield so many lines as go into one commit."""
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def written(became: Mapping[int, Receipt | Refused], *, url: str, lang: str) -> bytes:
    """Return one line of JSON for each line of the batch, in its order."""
    encoder = msgspec.json.Encoder()
    return encoder.encode_lines(
        [_line(number, became[number], url=url, lang=lang) for number in sorted(became)]
    )


def _line(number: int, answer: Receipt | Refused, *, url: str, lang: str) -> LineOut:
    if isinstance(answer, Refused):
        told = tell(answer, lang=lang)
        return LineOut(line=number, status=told.status, problem=told.problem)
    return LineOut(line=number, status=HTTPStatus.CREATED.value, receipt=receipt_of(answer, url=url))
