"""What does a bare ASGI request hold, and how is it answered?"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs

from ombud.look.accept import spoken
from ombud.look.words import LANGS
from ombud.wire.lines import Lines
from ombud.wire.problems import Fault, too_large

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_ALWAYS: Final = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'"),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, whole."""

    status: int
    body: bytes
    media: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    receive: Receive

    @classmethod
    def of(cls, scope: Scope, receive: Receive) -> "Request":
        """Read the head of a request."""
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        query = scope.get("query_string", b"").decode("latin-1")
        return cls(scope["method"], scope["path"], query, headers, receive)

    @property
    def lang(self) -> str:
        """Return the language of the reader."""
        chosen = parse_qs(self.query).get("lang", [""])[0] if self.query else ""
        return chosen if chosen in LANGS else spoken(self.headers.get("accept-language", ""))

    def need_media(self, media: tuple[str, ...]) -> None:
        """Refuse a body of another content type."""
        said = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if said not in media:
            raise Fault(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media_type", known=media[0])

    async def body(self, limit: int) -> bytes:
        """Return the whole body; refuse one that is too long."""
        return b"".join([block async for block in self.blocks(limit)])

    async def blocks(self, limit: int) -> AsyncIterator[bytes]:
        """Yield the body as it arrives; refuse one that is too long."""
        size = 0
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":  # only half of the line may be closed: say so
                raise Fault(HTTPStatus.BAD_REQUEST, "cut_short")
            block = message.get("body", b"")
            size += len(block)
            if size > limit:
                raise too_large(limit)
            yield block
            if not message.get("more_body", False):
                return

    async def lines(self, *, limit: int, longest: int) -> AsyncIterator[bytes]:
        """Yield the body line by line; refuse a line or a body that is too long."""
        lines = Lines(longest)
        async for block in self.blocks(limit):
            for line in lines.of(block):
                yield line
        if lines.rest:
            yield lines.rest


async def reply(send: Send, answer: Reply) -> None:
    """Send an answer."""
    headers = [
        *_ALWAYS,
        (b"content-type", answer.media.encode()),
        (b"content-length", str(len(answer.body)).encode()),
        *((name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
