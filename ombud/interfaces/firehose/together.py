"""How do requests that arrive at the same moment share one commit?

While one group is being committed the next one gathers, so that the groups grow with the load and a single request
never waits. A group whose commit fails is tried again one by one, so that nobody pays for somebody else's complaint.
Nobody is answered before the commit.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import psycopg

from ombud.core.intake import Filing
from ombud.core.refusals import Refused
from ombud.usecases.receive import Receipt

Answer: TypeAlias = Receipt | Refused
Flush: TypeAlias = Callable[[Sequence[Filing]], Sequence[Answer]]

MOST: Final = 256
"""Complaints of one commit."""
LANES: Final = 2
"""Groups that are committed at the same time."""
LINGER: Final = 0.002
"""Seconds that a group gathers while others are already coming in."""


@dataclass(slots=True)
class _Waiting:
    filing: Filing
    answer: asyncio.Future[Answer]


@dataclass(slots=True)
class Together:
    """Gathers filings and commits them in groups."""

    flush: Flush
    executor: Executor
    queue: deque[_Waiting] = field(default_factory=deque)
    busy: int = 0
    lanes: set[asyncio.Task[None]] = field(default_factory=set)

    async def take(self, filing: Filing) -> Answer:
        """Return the receipt of a filing once it is committed."""
        waiting = _Waiting(filing, asyncio.get_running_loop().create_future())
        self.queue.append(waiting)
        if self.busy < LANES:
            self.busy += 1
            lane = asyncio.create_task(self._lane())
            self.lanes.add(lane)
            lane.add_done_callback(self.lanes.discard)
        return await waiting.answer

    async def _lane(self) -> None:
        """Commit groups until none is left."""
        try:
            if self.busy > 1:
                await asyncio.sleep(LINGER)
            while self.queue:
                group = [self.queue.popleft() for _ in range(min(MOST, len(self.queue)))]
                await self._commit(group)
        finally:
            self.busy -= 1

    async def _commit(self, group: Sequence[_Waiting]) -> None:
        try:
            answers = await self._flushed([one.filing for one in group])
        except Exception as error:  # noqa: BLE001 - whatever it was, each is tried alone
            await self._one_by_one(group, error)
            return
        for one, answer in zip(group, answers, strict=True):
            _settle(one, answer)

    async def _one_by_one(self, group: Sequence[_Waiting], error: Exception) -> None:
        for one in group:
            if _may_be_kept(error) and one.filing.key is None:
                _fail(one, error)
                continue
            try:
                (answer,) = await self._flushed([one.filing])
            except Exception as alone:  # noqa: BLE001 - told to the one it concerns
                _fail(one, alone)
            else:
                _settle(one, answer)

    async def _flushed(self, filings: Sequence[Filing]) -> Sequence[Answer]:
        return await asyncio.get_running_loop().run_in_executor(self.executor, self.flush, filings)


def _may_be_kept(error: Exception) -> bool:
    """Say whether the connection broke, so that the commit may have happened: only a key makes another try harmless."""
    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None


def _settle(one: _Waiting, answer: Answer) -> None:
    if not one.answer.done():
        one.answer.set_result(answer)


def _fail(one: _Waiting, error: Exception) -> None:
    if not one.answer.done():
        one.answer.set_exception(error)
