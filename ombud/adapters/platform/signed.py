"""Where is the host platform of this installation, and which secrets do we share with it?"""

import base64
import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ombud.adapters.home import Home
from ombud.adapters.platform.http import HttpPlatform
from ombud.adapters.platform.signatures import PREFIX


def shared_secrets(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the secrets of OMBUD_PLATFORM_SECRETS, newest first; a demo shares a file with Clips instead."""
    given = tuple(environ.get("OMBUD_PLATFORM_SECRETS", "").split())
    if given:
        return given
    if environ.get("OMBUD_DEMO") != "1":
        raise ValueError(
            "OMBUD_PLATFORM_SECRETS is not set: the host platform cannot know that orders come from us."
        )
    return (_kept(Home.from_environment(environ).room("clips") / "webhook-secret"),)


def host_secrets() -> tuple[str, ...]:
    """Return the same; none where there is no host that could sign anything."""
    with suppress(ValueError):
        return shared_secrets()
    return ()


def _kept(place: Path) -> str:
    """Read a secret, or make it; of two that make it at once the first wins and both read the same."""
    if not place.exists():
        with tempfile.NamedTemporaryFile("w", dir=place.parent) as draft:  # for its owner's eyes only
            draft.write(PREFIX + base64.b64encode(secrets.token_bytes(32)).decode())
            draft.flush()
            os.fsync(draft.fileno())
            with suppress(FileExistsError):
                os.link(draft.name, place)
    return place.read_text().strip()


def from_settings(environ: Mapping[str, str] = os.environ) -> HttpPlatform:
    """Return the host at OMBUD_PLATFORM_URL; an address that is missing or unsafe is refused with a sentence."""
    url = environ.get("OMBUD_PLATFORM_URL", "")
    if not url:
        raise ValueError("OMBUD_PLATFORM_URL is not set: there is no host platform to act on.")
    return HttpPlatform(url, secrets=shared_secrets(environ))
