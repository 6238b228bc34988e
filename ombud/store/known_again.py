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

    `proved`: only those that nobody else can have given. An account is, where a machine of the host's named it: its session is the
    host's to check, and a flagger's key is for no session.
    """
    sender = complaint.received.sender
    flagger = sender is not None and bool(apikeys.trusts([sender]))
    ways = reaching.ways(complaint)
    if proved:
        sure = complaint.proved | ({"account"} if sender is not None and not flagger else set())
        ways = {way: value for way, value in ways.items() if way in sure}
    return _keys(ways, flagger=sender.hex if sender is not None and flagger else "")


def _keys(ways: Mapping[str, str], *, flagger: str) -> tuple[bytes, ...]:
    named = [(way, value) for way, value in sorted(ways.items()) if way in KNOWN_BY and value.strip()]
    named += [("flagger", flagger)] if flagger else []
    return tuple(vault().find("complainant", way, "".join(value.casefold().split())) for way, value in named)
