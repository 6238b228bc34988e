"""What was posted with a form that a colleague fills in?"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from django.http import QueryDict

from ombud.core.refusals import No, Refused

KEY: Final = "key"
"""By which one posting is known again; a form that begins has none yet."""


def named_in(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a form that are texts."""
    return tuple(one.name for one in fields(kind) if one.type is str)


def texts_in(
    posted: QueryDict, names: Iterable[str], *, limits: Mapping[str, int], most: int
) -> dict[str, str]:
    """Return what was posted under these names, each no longer than its limit or `most`, with a key where it has none."""
    said = {
        name: str(posted[name]).replace("\0", "").strip()[: limits.get(name, most)]
        for name in names
        if name in posted
    }
    return {**said, KEY: said.get(KEY) or secrets.token_urlsafe(18)}


def either(said: str, *, yes: str, no: str) -> bool:
    """Return which of two was chosen; whoever chose neither has not said no.

    Raises: ANSWER_MISSING.
    """
    if said not in {yes, no}:
        raise Refused(No.ANSWER_MISSING, why="choice")
    return said == yes
