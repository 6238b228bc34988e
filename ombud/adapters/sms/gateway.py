"""How is a text message handed to a gateway? One JSON POST, whose field names are settings."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from ombud.adapters.sending import Outcome, Sent, TryLater, Undeliverable
from ombud.adapters.sms.contract import LONGEST, Sms, number_of

SECONDS: Final = 10.0
FOR_GOOD: Final = frozenset({400, 404, 410, 413, 422})
PLAIN: Final = {"to": "{to}", "text": "{text}", "key": "{key}"}


@dataclass(frozen=True, slots=True)
class GatewayTexts:
    """A gateway; `body` is the JSON to post, where {to}, {text} and {key} stand for the message's own."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, object] = field(default_factory=PLAIN.copy)
    seconds: float = SECONDS

    def send(self, sms: Sms) -> Outcome:
        """Post one text message; the key goes along, for a gateway that can tell a repeat."""
        number = number_of(sms.to)
        if number is None:
            return Undeliverable(sms.key, "bad_number")
        words = {"{to}": number, "{text}": sms.text[:LONGEST], "{key}": sms.key}
        headers = {**self.headers, "idempotency-key": sms.key}
        try:
            with httpx.Client(timeout=self.seconds, follow_redirects=False, trust_env=False) as line:
                answer = line.post(self.url, json=_filled(self.body, words), headers=headers)
        except httpx.HTTPError as trouble:
            return TryLater(sms.key, type(trouble).__name__)
        if answer.is_success:
            return Sent(sms.key)
        detail = f"status_{answer.status_code}"
        return Undeliverable(sms.key, detail) if answer.status_code in FOR_GOOD else TryLater(sms.key, detail)


def _filled(shape: object, words: Mapping[str, str]) -> object:
    """Put the words into their places, whole values only, at any depth."""
    match shape:
        case str():
            return words.get(shape, shape)
        case Mapping():
            return {key: _filled(value, words) for key, value in shape.items()}
        case list():
            return [_filled(value, words) for value in shape]
        case _:
            return shape


def from_settings(environ: Mapping[str, str] = os.environ) -> GatewayTexts:
    """Return the gateway of OMBUD_SMS_URL, with OMBUD_SMS_HEADERS and OMBUD_SMS_BODY as JSON."""
    url = environ.get("OMBUD_SMS_URL", "")
    if not url.startswith(("https://", "http://")):
        raise ValueError("OMBUD_SMS_URL must be the http(s) address of the SMS gateway.")
    headers = json.loads(environ.get("OMBUD_SMS_HEADERS", "{}"))
    return GatewayTexts(url, headers, json.loads(environ.get("OMBUD_SMS_BODY", json.dumps(PLAIN))))
