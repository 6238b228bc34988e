"""Which adapter serves which need?

Each need names a callable by its dotted path; OMBUD_PLATFORM, OMBUD_MAIL … in the environment name another.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

DEFAULTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "platform": "ombud.adapters.platform.signed.from_settings",
        "mail": "ombud.adapters.mail.folder.from_settings",
        "sms": "ombud.adapters.sms.folder.from_settings",
        "scanner": "ombud.adapters.scanner.none.from_settings",
    }
)


def adapters(environ: Mapping[str, str]) -> Mapping[str, str]:
    """Return the dotted path for every need."""
    return MappingProxyType(
        {need: environ.get(f"OMBUD_{need.upper()}") or path for need, path in DEFAULTS.items()}
    )
