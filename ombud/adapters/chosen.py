"""Which adapter did this installation choose for a need?"""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def chosen(need: str) -> Any:
    """Return the one adapter for `platform`, `mail` or `sms`, made on first use; it refuses settings that are amiss."""
    return import_string(settings.OMBUD_ADAPTERS[need])()
