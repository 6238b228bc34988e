"""Who sent this message, and when? By the Standard Webhooks convention, both ways."""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
PREFIX: Final = "whsec_"
SHORTEST: Final = 16
MOST_SIGNATURES: Final = 16


class Fault(StrEnum):
    """Why a message is not to be believed."""

    HEADERS_MISSING = "headers_missing"
    TOO_OLD = "too_old"
    FROM_THE_FUTURE = "from_the_future"
    NO_MATCH = "no_match"


def key_of(secret: str) -> bytes:
    """Return the key inside `whsec_<base64>`; a secret that is none is a mistake of the operator and is loud."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith(PREFIX) or len(key) < SHORTEST:
        raise ValueError(f"A webhook secret is {PREFIX} and at least {SHORTEST} bytes in base64.")
    return key


def _content(message_id: str, stamp: str, body: bytes) -> bytes:
    return b".".join((message_id.encode(), stamp.encode(), body))


def sign(body: bytes, *, message_id: str, now: datetime, secrets: Sequence[str]) -> dict[str, str]:
    """Return the three headers; while secrets rotate each of them signs."""
    stamp = str(int(now.timestamp()))
    content = _content(message_id, stamp, body)
    digests = (hmac.digest(key_of(secret), content, sha256) for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests),
    }


def verify(body: bytes, *, headers: Mapping[str, str], now: datetime, secrets: Sequence[str]) -> Fault | None:
    """Return why a message is not to be believed, or nothing when it is; headers by lower-case name.

    Every secret is tried on every signature in constant time, so timing tells nothing about which came close.
    """
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    offered = headers.get("webhook-signature", "").split(" ")[:MOST_SIGNATURES]
    if not message_id or not (stamp.isascii() and stamp.isdigit()):
        return Fault.HEADERS_MISSING
    try:
        sent = datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return Fault.HEADERS_MISSING
    if sent < now - TOLERANCE:
        return Fault.TOO_OLD
    if sent > now + TOLERANCE:
        return Fault.FROM_THE_FUTURE
    matched = is_signed(body, offered, message_id=message_id, stamp=stamp, secrets=secrets)
    return None if matched else Fault.NO_MATCH


def is_signed(
    body: bytes, offered: Sequence[str], *, message_id: str, stamp: str, secrets: Sequence[str]
) -> bool:
    """Say whether one of the signatures offered is by one of the secrets; how long that takes tells nothing of which came close."""
    content = _content(message_id, stamp, body)
    matched = False
    for secret in secrets:
        wanted = b"v1," + base64.b64encode(hmac.digest(key_of(secret), content, sha256))
        for one in offered:
            matched |= hmac.compare_digest(wanted, one.encode())
    return matched
