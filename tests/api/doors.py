"""Two doors that must give the same answers: Django's and the firehose."""

import asyncio
import json
import threading
from dataclasses import dataclass, field
from typing import Any

MEDIA = "application/json"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.body.splitlines()]


@dataclass
class Django:
    """The door of the API."""

    client: Any

    def send(
        self, method: str, path: str, body: bytes = b"", *, media: str = MEDIA, **headers: str
    ) -> Answer:
        answer = self.client.generic(method, path, body, content_type=media, headers=headers)
        return Answer(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, answer.content)


@dataclass
class Hose:
    """The firehose, in a loop of its own thread."""

    app: Any
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def send(
        self, method: str, path: str, body: bytes = b"", *, media: str = MEDIA, **headers: str
    ) -> Answer:
        return self.begin(method, path, body, media=media, **headers).result(30)

    def begin(self, method: str, path: str, body: bytes = b"", *, media: str = MEDIA, **headers: str):
        head = {"Accept-Language": "en"} | headers | {"Content-Type": media}
        said = [(name.lower().encode(), value.encode("latin-1")) for name, value in head.items()]
        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": said,
        }
        return asyncio.run_coroutine_threadsafe(self._answer(scope, body), self.loop)

    async def _answer(self, scope: dict[str, Any], body: bytes) -> Answer:
        blocks = [body[start : start + 65_536] for start in range(0, len(body), 65_536)] or [b""]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": blocks.pop(0), "more_body": bool(blocks)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], headers, sent[1]["body"])

    def close(self) -> None:
        self.app.close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()
