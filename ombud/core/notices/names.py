"""How is a letter named so that making it twice makes it once?"""

from hashlib import sha256
from typing import Final
from uuid import UUID

_KEPT: Final = (0xFFF << 64) | ((1 << 62) - 1)
_MARKS: Final = (0x8 << 76) | (0b10 << 62)  # version 8: ours, made of what the letter is about
_TIME: Final = ((1 << 48) - 1) << 80

COOLING: Final = "cooling_off"
"""The letter by which the earlier channels of an account hear that it is about to be given back."""
STILL_LOCKED: Final = "still_locked"
"""The letter by which they hear that it is not given back yet, and stays locked."""
STILL_HELD: Final = "still_held"
"""The letter by which an account hears that its money stays held, why, and until when at the latest."""
LOCKED_AGAIN: Final = "locked_again"
"""The letter by which they hear that it is locked once more, because something odd happened after it went back."""
LOCK_LIFTED: Final = "lock_lifted"
"""The letter by which they hear that it is open again: it was theirs."""
LOCK_GOES_ON: Final = "lock_goes_on"
"""The letter by which they hear that it stays locked, because nothing is decided yet."""
LOCK_ENDED: Final = "lock_ended"
"""The letter by which they hear that it is locked no more, although nothing is decided yet."""
LOCKED_FIRST: Final = "locked_first"
"""The letter by which they hear that it is locked while somebody looks, and how to say that this is a mistake."""
LOCK_OVER: Final = "lock_over"
"""The letter by which they hear that this lock fell, and that the account was given to nobody."""
GOES: Final = "account_goes"
"""The letter by which whoever holds a contested account reads, in its inbox, that it is to go to somebody who proved it theirs."""
AGAIN_HOLDER: Final = "again_holder"
"""The letter by which whoever holds a contested account reads, in its inbox, how the second look ended that another asked for."""
AGAIN_EARLIER: Final = "again_earlier"
"""The letter by which the channels that it had before hear the same."""
CONTESTED: Final = frozenset({GOES, AGAIN_HOLDER, AGAIN_EARLIER})
"""Letters beside the one that tells the account of a decision: of a contested one two may read."""
TO_EARLIER: Final = frozenset(
    {
        COOLING,
        AGAIN_EARLIER,
        STILL_LOCKED,
        LOCKED_AGAIN,
        LOCKED_FIRST,
        LOCK_LIFTED,
        LOCK_OVER,
        LOCK_GOES_ON,
        LOCK_ENDED,
    }
)
"""Letters that go to the channels that an account had before: somebody else may be reading its inbox."""
UNBOUND: Final = "number_unbound"
UNNAMED: Final = "name_unbound"
"""The letter by which an account hears that a number of it is somebody else's now."""


WORD_LATER: Final = "word_later"
"""By it whoever sits in an account that is told nothing hears, as a complainant, that somebody has looked; and nothing else."""

MANDATE_ENDED: Final = "mandate_ended"
"""By it whoever spoke for another hears that they do no more, and that they are told nothing of the case from now on."""
MANDATE_OVER: Final = "mandate_over"
"""By it they hear that it is over; not how."""


def letter_id(bucket: int, *parts: str) -> UUID:
    """Return the id of the letter that these facts make, in the bucket of whoever it is kept with."""
    drawn = int.from_bytes(sha256(b"ombud letter\0" + "\0".join(parts).encode()).digest()[:16])
    value = drawn & (_TIME | _KEPT) | _MARKS
    return UUID(int=value & ~0xFF | bucket)
