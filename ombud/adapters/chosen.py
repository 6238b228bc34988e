"""Which adapter did this installation choose for a need?"""

from functools import cache
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from ombud.adapters.scanner.contract import Scanner


@cache
def chosen(need: str) -> Any:
    """Return the one adapter for `platform`, `mail`, `sms` or `scanner`, made on first use; it refuses settings amiss."""
    return import_string(settings.OMBUD_ADAPTERS[need])()


def scanner() -> Scanner:
    """Return what looks at files before anybody opens them."""
    return cast("Scanner", chosen("scanner"))
