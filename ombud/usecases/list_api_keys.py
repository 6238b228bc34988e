"""List the keys of machines."""

from collections.abc import Sequence

from ombud.store import apikeys


def list_api_keys() -> Sequence[apikeys.KeptKey]:
    """Return every key ever made, without the key itself."""
    return apikeys.everyone()
