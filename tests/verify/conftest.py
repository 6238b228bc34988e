"""One house that has lived, for every test that tampers with it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest


@pytest.fixture
def house(app_link: psycopg.Connection, now: datetime, mint: Callable[..., UUID], tmp_path: Path):
    """A house as it stands after `./run`, with its files in a folder of its own."""
    from ombud.store import vault
    from tests.usecases.sorting.scene import furnish

    house = furnish(app_link, now=now, mint=mint)
    house.held = replace(house.held, folder=tmp_path)
    vault.use(house.held)
    return house


@pytest.fixture
def case(house) -> UUID:
    """A case that went all the way and was appealed."""
    from tests.verify.lived import live

    return live(house)


@pytest.fixture
def root(server, database) -> Iterator[psycopg.Connection]:
    """Somebody whom no right and no key of the database stops; what they do is undone."""
    name = psycopg.conninfo.conninfo_to_dict(database.owner)["dbname"]
    with psycopg.connect(server.superuser_url(), dbname=name) as link:
        yield link
        link.rollback()


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first decision of every case be drawn to be looked at blind, and no later one: a life is the same each time."""
    monkeypatch.setattr("ombud.store.drawing.number", lambda _case, decision: 0 if decision == 1 else 9999)
