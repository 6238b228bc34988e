"""By which names may requests call this house? Those it was told, else those it can know: its address and this machine."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

HERE: Final = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE: Final = frozenset({"", "0.0.0.0", "::", "*"})  # noqa: S104 - compared, not bound
"""What is listened on, but is nobody's name."""


def allowed(environ: Mapping[str, str], *, url: str) -> list[str]:
    """Return the names; `*` only where somebody said so."""
    said = [name.strip() for name in environ.get("OMBUD_HOSTS", "").split(",") if name.strip()]
    if said:
        return said
    known = (urlsplit(url).hostname or "", environ.get("OMBUD_HOST", ""))
    named = (f"[{name}]" if ":" in name else name for name in known if name not in EVERYWHERE)
    return list(dict.fromkeys((*named, *HERE)))
