"""The fast door for complaints: the same answers as the API's, from bare ASGI and with shared commits."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import msgspec
import psycopg
from psycopg_pool import PoolTimeout

from ombud.adapters import here
from ombud.core.refusals import No, Refused
from ombud.interfaces.firehose.http import Receive, Reply, Request, Scope, Send, reply
from ombud.interfaces.firehose.ledgers import Ledgers
from ombud.interfaces.firehose.together import LANES, Together
from ombud.store.callers import Caller
from ombud.wire import batch
from ombud.wire.callers import Callers, hash_of, may
from ombud.wire.doors import Rate
from ombud.wire.filing import BATCH_LIMIT, BODY_LIMIT, JSON, KEY_HEADER, SCOPE, key_of, read_filing, receipted
from ombud.wire.problems import MEDIA, Fault, tell
from ombud.wire.rates import rates

_log = logging.getLogger(__name__)
_DOWN: Final = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
_THREADS: Final = LANES + 2
Run = Callable[["Firehose", Request], Coroutine[Any, Any, Reply]]


@dataclass(slots=True)
class Firehose:
    """An ASGI application."""

    ledgers: Ledgers
    url: str
    callers: Callers = field(default_factory=Callers)
    executor: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_THREADS))
    together: Together = field(init=False)

    def __post_init__(self) -> None:
        self.together = Together(self.ledgers.take, self.executor)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request.of(scope, receive)
        try:
            answer = await _run_of(request)(self, request)
        except Exception as error:  # noqa: BLE001 - the last place where it can be told
            answer = _problem(request, error)
        await reply(send, answer)

    async def file(self, request: Request) -> Reply:
        """Take in one complaint; it is durable when this answers."""
        sender = await self._sender(request)
        request.need_media(JSON)
        body = await request.body(BODY_LIMIT)
        filing = read_filing(body, sender=sender, key=request.headers.get(KEY_HEADER.lower()))
        receipt = receipted(await self.together.take(filing), url=self.url)
        return Reply(HTTPStatus.CREATED, msgspec.json.encode(receipt), JSON[0])

    async def file_batch(self, request: Request) -> Reply:
        """Take in up to 10,000 complaints, one a line; good ones although others are bad."""
        sender = await self._sender(request)
        key = key_of(request.headers.get(KEY_HEADER.lower()))
        request.need_media(batch.TAKEN)
        reader = batch.Reader(sender=sender, key=key)
        async for line in request.lines(limit=BATCH_LIMIT, longest=BODY_LIMIT):
            reader.read(line)
        loop = asyncio.get_running_loop()
        body = await loop.run_in_executor(self.executor, self._taken, reader, request.lang)
        return Reply(HTTPStatus.OK, body, batch.MEDIA)

    def _taken(self, reader: batch.Reader, lang: str) -> bytes:
        became = batch.take_batch(reader, take=self.ledgers.take)
        return batch.written(became, url=self.url, lang=lang)

    async def _sender(self, request: Request) -> str:
        hashed = hash_of(request.headers.get("authorization", ""))
        clock = time.monotonic()
        caller = self.callers.remembered(hashed, clock=clock)
        if caller is None:
            caller = await self._looked_up(hashed)
            self.callers.remember(hashed, caller, clock=clock)
        sender = str(may(caller, SCOPE).sender)
        if not rates.has(Rate.MACHINE, sender, now=here.now()):
            await asyncio.get_running_loop().run_in_executor(self.executor, self.ledgers.spend, sender)
        return sender

    async def _looked_up(self, hashed: bytes) -> Caller:
        loop = asyncio.get_running_loop()
        caller = await loop.run_in_executor(self.executor, self.ledgers.know, hashed)
        if caller is None:
            raise Refused(No.NOT_SIGNED_IN, scheme="Bearer")
        return caller

    def close(self) -> None:
        """End threads and connections."""
        self.executor.shutdown()
        self.ledgers.close()


ROUTES: Final[Mapping[str, Run]] = {
    "/api/v1/complaints": Firehose.file,
    "/api/v1/complaints:batch": Firehose.file_batch,
}
_ALLOWED: Final = "OPTIONS, POST"


def _run_of(request: Request) -> Run:
    run = ROUTES.get(request.path)
    if run is None:
        raise Refused(No.NOT_FOUND)
    if request.method == "OPTIONS":
        return _options
    if request.method != "POST":
        allow = {"Allow": _ALLOWED}
        raise Fault(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", headers=allow, allowed=_ALLOWED)
    return run


async def _options(_hose: Firehose, _request: Request) -> Reply:
    return Reply(HTTPStatus.NO_CONTENT, b"", "text/plain", {"Allow": _ALLOWED})


def _problem(request: Request, error: Exception) -> Reply:
    told = tell(_reason(error), lang=request.lang, instance=quote(request.path, safe="/:"))
    return Reply(told.status, told.body, MEDIA, told.headers)


def _reason(error: Exception) -> Refused | Fault:
    if isinstance(error, (Refused, Fault)):
        return error
    if isinstance(error, _DOWN):
        _log.warning("the database did not answer: %s", type(error).__name__)
        return Fault(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", headers={"Retry-After": "2"})
    _log.error("the firehose broke", exc_info=error)
    return Fault(HTTPStatus.INTERNAL_SERVER_ERROR, "broken")
