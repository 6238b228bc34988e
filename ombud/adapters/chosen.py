"""Which adapter did this installation choose for a need?"""

import logging
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string

from ombud.adapters.platform.contract import Platform
from ombud.adapters.platform.nowhere import Nowhere
from ombud.adapters.scanner.contract import Scanner

log = logging.getLogger(__name__)


@cache
def chosen(need: str) -> Any:
    """Return the one adapter for `platform`, `mail`, `sms` or `scanner`, made on first use; it refuses settings amiss."""
    return import_string(settings.OMBUD_ADAPTERS[need])()


def scanner() -> Scanner:
    """Return what looks at files before anybody opens them."""
    return cast("Scanner", chosen("scanner"))


@cache
def platform() -> Platform:
    """Return the host as it is wired; where none is set, one that is never reached, so that orders wait and alarm."""
    try:
        return cast("Platform", chosen("platform"))
    except ValueError as why:
        log.warning("%s Orders wait.", why)
        return Nowhere()
