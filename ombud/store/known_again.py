"""By what is somebody known again who complained before? By keyed hashes of how they can be reached, never by who they are.

Whoever gave no way to reach them is known by none. A trusted flagger is known by its key.
"""

from collections.abc import Mapping
from typing import Final

from ombud.core.complaint import Complaint
from ombud.store import apikeys, reaching
from ombud.store.vault import vault

KNOWN_BY: Final = frozenset({"email", "phone", "account"})
"""The ways to reach somebody by which they are known again."""


def keys_of(complaint: Complaint, *, proved: bool) -> tuple[bytes, ...]:
    """Return the keyed hashes by which this complainant is known, or says to be; none for whom nobody can know again.

    `proved`: only those that nobody else can have given. An account is, where a machine of the host's named it, or a link that
    the host handed to its owner: its session is the host's to check, and a flagger's key is for no session.
    """
    sender, flagger = complaint.received.sender, _is_flagger(complaint)
    ways = reaching.ways(complaint)
    if proved:
        known = sure(complaint)
        ways = {way: value for way, value in ways.items() if way in known}
    return _keys(ways, flagger=sender.hex if sender is not None and flagger else "")


def sure(complaint: Complaint) -> frozenset[str]:
    """Return the ways to reach this complainant that nobody else can have given."""
    received = complaint.received
    by_host = received.vouched or (received.sender is not None and not _is_flagger(complaint))
    return frozenset(complaint.proved | ({"account"} if by_host else set()))


def _is_flagger(complaint: Complaint) -> bool:
    sender = complaint.received.sender
    return sender is not None and bool(apikeys.trusts([sender]))


def _keys(ways: Mapping[str, str], *, flagger: str) -> tuple[bytes, ...]:
    named = [(way, value) for way, value in sorted(ways.items()) if way in KNOWN_BY and value.strip()]
    named += [("flagger", flagger)] if flagger else []
    return tuple(key_by(way, value) for way, value in named)


def key_by(way: str, value: str) -> bytes:
    """Return the keyed hash of a way to reach somebody."""
    return vault().find("complainant", way, "".join(value.casefold().split()))
