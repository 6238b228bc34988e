"""What becomes of a form that was sent after the log-in had ended? It is kept for its writer, who logs in anew.

Nothing is done with it before they say so again. It lies sealed in the session of that browser, under a key that is
made of the house's secrets and the writer's id, for a quarter of an hour; nobody else who logs in there can read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from django.http import HttpRequest

from ombud.store.sealing import SealBroken, open_sealed, seal
from ombud.store.vault import vault

KEEPS: Final = timedelta(minutes=15)
MOST: Final = 200_000
"""Characters of a form that is kept; none of ours is that long."""
_PLACE: Final = "kept"
_NEVER: Final = frozenset({"csrfmiddlewaretoken", "password"})
_START: Final = "/work/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A form as it was sent: where to, from which page, and its fields."""

    action: str
    page: str
    fields: tuple[tuple[str, str], ...]
    until: datetime


_READ: Final = msgspec.json.Decoder(Kept)


def keep(request: HttpRequest, *, writer: UUID, now: datetime) -> None:
    """Keep the posted words, sealed, for whoever sent them."""
    fields = tuple(
        (name, value) for name, values in _posted(request).items() for value in values if name not in _NEVER
    )
    if sum(len(value) for _, value in fields) > MOST:
        return
    page = urlsplit(request.headers.get("Referer", "")).path
    kept = Kept(
        action=request.path,
        page=page if page.startswith(("/work/", "/office/")) else _START,
        fields=fields,
        until=now + KEEPS,
    )
    session: Any = request.session
    session[_PLACE] = seal(_key(writer), msgspec.json.encode(kept), about=writer.bytes).body.hex()
    session.set_expiry(KEEPS)


def kept_for(request: HttpRequest, *, writer: UUID, now: datetime) -> Kept | None:
    """Return what this colleague sent in vain a moment ago; what is somebody else's or too old is dropped."""
    body = request.session.get(_PLACE)
    if body is None:
        return None
    try:
        kept = _READ.decode(open_sealed(_key(writer), bytes.fromhex(body), about=writer.bytes))
    except SealBroken:
        kept = None
    if kept is None or kept.until <= now:
        let_go(request)
        return None
    return kept


def let_go(request: HttpRequest) -> None:
    """Forget what was kept."""
    request.session.pop(_PLACE, None)


def _posted(request: HttpRequest) -> Mapping[str, list[str]]:
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}


def _key(writer: UUID) -> bytes:
    return vault().find("kept form", writer.hex)
