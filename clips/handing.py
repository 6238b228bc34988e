"""How does somebody whom Clips does not let in reach Ombud? By a link that says, signed, whose account it is."""

import base64
import hmac
import json
import secrets as drawing
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

from clips.signing import secret_bytes

NAME: Final = "complain"
HOLDS: Final = timedelta(hours=1)
TOPIC: Final = "UF.ACCOUNT"


def link(
    ombud_url: str,
    *,
    about: tuple[str, str],
    account: str,
    lang: str,
    now: datetime,
    secrets: Sequence[str],
) -> str:
    """Return the way to Ombud's form for the owner of an account, which Clips made sure of: a new one each time, good for one complaint."""
    kind, name = about
    until = str(int((now + HOLDS).timestamp()))
    once = drawing.token_urlsafe(18)
    body = json.dumps(
        ["clips", kind, name, account, TOPIC, once], ensure_ascii=False, separators=(",", ":")
    ).encode()
    content = b".".join((NAME.encode(), until.encode(), body))
    proof = base64.b64encode(hmac.digest(secret_bytes(secrets[0]), content, sha256)).decode()
    said = {"platform": "clips", "kind": kind, "id": name, "account": account, "topic": TOPIC, "once": once}
    return f"{ombud_url}/file/?{urlencode({**said, 'until': until, 'proof': proof, 'lang': lang})}"
