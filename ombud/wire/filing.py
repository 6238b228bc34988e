"""What do both doors that take complaints agree on? Limits, media types, and how a filing is read and receipted."""

import re
from typing import Final

from ombud.core.intake import KEY_LIMIT, Filing
from ombud.core.refusals import No, Refused
from ombud.usecases.receive import Receipt
from ombud.wire.complaints import ReceiptOut, filing_of, read, receipt_of

BODY_LIMIT: Final = 512 * 1024
"""Bytes of one complaint: its text at its longest, escaped."""
BATCH_LIMIT: Final = 64 * 1024 * 1024
KEY_HEADER: Final = "Idempotency-Key"
SCOPE: Final = "file"
JSON: Final = ("application/json",)
_KEY: Final = re.compile(f"[!-~]{{1,{KEY_LIMIT}}}")


def key_of(said: str | None) -> str | None:
    """Return the idempotency key; refuse one that is empty, too long or not plain ASCII."""
    if said is not None and not _KEY.fullmatch(said):
        raise Refused(No.BAD_INPUT, field=KEY_HEADER, limit=KEY_LIMIT)
    return said


def read_filing(body: bytes, *, sender: str, key: str | None) -> Filing:
    """Read one complaint."""
    return filing_of(read(body), sender=sender, key=key_of(key))


def receipted(answer: Receipt | Refused, *, url: str) -> ReceiptOut:
    """Return the receipt, or raise the refusal."""
    if isinstance(answer, Refused):
        raise answer
    return receipt_of(answer, url=url)
