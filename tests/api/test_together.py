"""Requests that share a commit: nobody is answered before it, nobody pays for another's complaint."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import psycopg
import pytest

from ombud.interfaces.firehose.together import Together


def filing(name, key=None):
    return SimpleNamespace(name=name, key=key)


def taken(flush, filings):
    """Send filings at the same moment; return what became of each."""

    async def all_at_once(together):
        return await asyncio.gather(*(together.take(one) for one in filings), return_exceptions=True)

    with ThreadPoolExecutor(2) as executor:
        return asyncio.run(all_at_once(Together(flush, executor)))


def test_a_group_whose_commit_fails_is_tried_one_by_one():
    groups = []

    def flush(group):
        groups.append([one.name for one in group])
        if any(one.name == "bad" for one in group):
            raise ValueError("bad")
        return [f"receipt of {one.name}" for one in group]

    several = [filing("first"), filing("second"), filing("bad"), filing("third")]
    first, second, bad, third = taken(flush, several)
    assert (first, second, third) == ("receipt of first", "receipt of second", "receipt of third")
    assert isinstance(bad, ValueError)
    assert ["bad"] in groups
    assert max(map(len, groups)) > 1


def test_nobody_is_answered_before_the_commit():
    began, may_commit = threading.Event(), threading.Event()

    def flush(group):
        began.set()
        assert may_commit.wait(20)
        return ["receipt" for _ in group]

    async def watch(together):
        waiting = [asyncio.create_task(together.take(filing(name))) for name in "abc"]
        await asyncio.to_thread(began.wait, 20)
        before = [one.done() for one in waiting]
        may_commit.set()
        return before, await asyncio.gather(*waiting)

    with ThreadPoolExecutor(2) as executor:
        before, answers = asyncio.run(watch(Together(flush, executor)))
    assert before == [False] * 3
    assert answers == ["receipt"] * 3


@pytest.mark.parametrize(
    ("key", "tries"),
    [
        pytest.param(None, 1, id="without a key it might be kept twice"),
        pytest.param("k-1", 2, id="with a key it is harmless"),
    ],
)
def test_when_the_connection_breaks_in_the_commit_only_a_key_allows_another_try(key, tries):
    calls = []

    def flush(group):
        calls.append(group)
        raise psycopg.OperationalError("gone")

    (answer,) = taken(flush, [filing("x", key)])
    assert isinstance(answer, psycopg.OperationalError)
    assert len(calls) == tries
