"""Did this message come from Ombud, and just now? By the Standard Webhooks convention."""

import base64
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
PREFIX: Final = "whsec_"


def secret_bytes(secret: str) -> bytes:
    """Return the key inside `whsec_<base64>`; anything else is a ValueError."""
    if not secret.startswith(PREFIX):
        raise ValueError("a webhook secret starts with whsec_")
    return base64.b64decode(secret.removeprefix(PREFIX), validate=True)


def sign(body: bytes, *, message_id: str, now: datetime, secrets: Sequence[str]) -> dict[str, str]:
    """Return the three headers; during a rotation every secret signs."""
    stamp = str(int(now.timestamp()))
    content = b".".join((message_id.encode(), stamp.encode(), body))
    signatures = (hmac.digest(secret_bytes(secret), content, sha256) for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join("v1," + base64.b64encode(one).decode() for one in signatures),
    }


def fault(body: bytes, *, headers: Mapping[str, str], now: datetime, secrets: Sequence[str]) -> str | None:
    """Return why this message is not to be believed, or nothing when it is."""
    message_id = headers.get("webhook-id", "")
    stamp = headers.get("webhook-timestamp", "")
    if not message_id or not (stamp.isascii() and stamp.isdigit()):
        return "headers_missing"
    try:
        sent = datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return "timestamp"
    if abs(now - sent) > TOLERANCE:
        return "timestamp"
    content = b".".join((message_id.encode(), stamp.encode(), body))
    offered = [one.removeprefix("v1,").encode() for one in headers.get("webhook-signature", "").split(" ")]
    matched = False
    for secret in secrets:
        wanted = base64.b64encode(hmac.digest(secret_bytes(secret), content, sha256))
        for one in offered:
            matched |= hmac.compare_digest(wanted, one)
    return None if matched else "signature"
