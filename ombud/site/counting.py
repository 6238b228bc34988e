"""Under which name does the shared cache keep something? allauth counts there who tried to log in."""

from ombud.store.vault import vault


def name(key: str, prefix: str, version: int) -> str:
    """Return a keyed digest: neither an address nor a log-in can be read from it."""
    return vault().find("cache", prefix, str(version), key).hex()
