"""What does an SMS door promise?"""

import re
from dataclasses import dataclass, field
from typing import Final, Protocol

from ombud.adapters.sending import Outcome

LONGEST: Final = 500
_NUMBER: Final = re.compile(r"\+?[0-9]{5,15}")
_PAUSE: Final = re.compile(r"[\s()./-]+")


@dataclass(frozen=True, slots=True)
class Sms:
    """One text message, whose words the caller chose."""

    key: str
    to: str = field(repr=False)
    text: str = field(repr=False)


class Texts(Protocol):
    """An SMS door. Nothing here raises for what the network does; a number that is none is `Undeliverable`."""

    def send(self, sms: Sms) -> Outcome:
        """Hand over one text message."""
        ...


def number_of(written: str) -> str | None:
    """Return a telephone number without its pauses, or nothing when it is none."""
    number = _PAUSE.sub("", written)
    return number if _NUMBER.fullmatch(number) else None
