"""What does a scanner promise?"""

from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What a scanner says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"
    """The scanner could not be asked: the file stays pending, nobody opens it yet."""
    NOT_SCANNED = "not_scanned"
    """The operator runs without a scanner, and said so."""


class Scanner(Protocol):
    """A scanner. Nothing here raises for what the scanner or the network does: that is `UNKNOWN`."""

    def scan(self, body: bytes) -> Verdict:
        """Look at one file."""
        ...
