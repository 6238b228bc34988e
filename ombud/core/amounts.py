"""How much money, in which currency? Whole minor units by ISO 4217, never a fraction."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ombud.core.facts import Sum
from ombud.core.refusals import No, Refused

DIGITS: Final[Mapping[str, int]] = MappingProxyType(
    {"CNY": 2, "EUR": 2, "GBP": 2, "HKD": 2, "INR": 2, "JPY": 0, "KRW": 0, "SGD": 2, "TWD": 2, "USD": 2}
)
"""Currency that somebody may be paid in → the digits of its minor unit, by ISO 4217 (2026-11-28)."""
USUAL: Final[Mapping[str, str]] = MappingProxyType(
    {"CN": "CNY", "EU": "EUR", "IN": "INR", "UK": "GBP", "US": "USD"}
)
"""Place → the currency that a form there begins with."""
MOST: Final = 10**13
"""No sum reaches this many minor units: whoever wrote so many digits slipped."""
_SAID: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")


def read(text: str, currency: str) -> Sum | None:
    """Return the sum that somebody wrote, such as `1200` or `1,200.50`; None where they wrote nothing."""
    said = text.strip()
    if not said:
        return None
    if currency not in DIGITS:
        raise Refused(No.BAD_AMOUNT, why="currency", known=sorted(DIGITS))
    found, digits = _SAID.fullmatch(said), DIGITS[currency]
    if found is None:
        raise Refused(No.BAD_AMOUNT, text=said)
    cents = found[2] or ""
    if len(cents) > digits:
        raise Refused(No.BAD_AMOUNT, why="digits", text=said, currency=currency, limit=digits)
    minor = int(found[1].replace(",", "") + cents.ljust(digits, "0"))
    if not 0 < minor < MOST:
        raise Refused(No.BAD_AMOUNT, why="size", text=said)
    return Sum(minor=minor, currency=currency)


def say(it: Sum) -> str:
    """Return a sum as everybody reads it alike, such as `CNY 1,200.50`."""
    digits = DIGITS.get(it.currency, 0)
    whole, cents = divmod(it.minor, 10**digits)
    return f"{it.currency} {whole:,}" + (f".{cents:0{digits}}" if digits else "")
