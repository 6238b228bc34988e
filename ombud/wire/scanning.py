"""Which scanner does this installation have?"""

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from ombud.adapters.scanner.contract import Scanner


@cache
def scanner() -> Scanner:
    """Return the scanner that the settings name, made once."""
    return cast("Scanner", import_string(settings.OMBUD_ADAPTERS["scanner"])())
