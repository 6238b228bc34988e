"""Fixtures of the database: `db` rolls back, `transactional_db` commits and is wiped, `owner` and `app_link` are raw."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

import psycopg
import pytest
from psycopg import sql

from ombud.adapters.database import Server, Urls
from ombud.adapters.home import Home
from ombud.store.rights import settle_rights

FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "200",
    "autovacuum": "off",  # what is written last stays last, as after TRUNCATE
}
KEPT = ("django_migrations", "django_content_type", "auth_permission")
SMALL = 32 * 8192
"""Bytes of a table up to which deleting is the faster way."""
SHELF = """
CREATE SCHEMA stage;
CREATE UNLOGGED TABLE stage.pack (digest text PRIMARY KEY, body bytea);
ALTER TABLE stage.pack ALTER COLUMN body SET STORAGE EXTERNAL;
GRANT USAGE ON SCHEMA stage TO ombud_app;
GRANT SELECT ON stage.pack TO ombud_app
"""
FROM_THE_SHELF = """
INSERT INTO compiled_pack (digest, pack, jurisdiction, version, golden, stored_at, body)
SELECT %s, %s, %s, %s, %s::integer, %s::timestamptz, body FROM stage.pack WHERE digest = %s
ON CONFLICT DO NOTHING RETURNING digest
"""
_orders: dict[str, tuple[str, ...]] = {}


@pytest.fixture(scope="session")
def server() -> Server:
    """The embedded server of this run, shared by all workers."""
    found = Server(Home.from_environment(), settings=FAST_AND_FORGETFUL)
    with _alone():
        found.up()
        _migrate_once(found)
    return found


@pytest.fixture(scope="session")
def database(server: Server, worker_id: str) -> Urls:
    """This worker's clone of the migrated database, by both roles."""
    clone = f"ombud_{worker_id}"
    with _alone(), psycopg.connect(server.superuser_url(), autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(clone)))
        link.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE ombud OWNER ombud_owner").format(sql.Identifier(clone))
        )
    urls = server.urls()
    mine = Urls(
        owner=urls.owner.replace("/ombud?", f"/{clone}?"), app=urls.app.replace("/ombud?", f"/{clone}?")
    )
    with psycopg.connect(mine.owner, autocommit=True) as link:  # packing a pack takes longer than many a test
        link.execute("ALTER TABLE compiled_pack ALTER COLUMN body SET STORAGE EXTERNAL")
        link.execute(SHELF)
    return mine


@pytest.fixture(scope="session", autouse=True)
def pages_are_drawn_as_ever(django_test_environment: None) -> None:
    """Draw without Django's notes of what was drawn with what: a page is of a hundred parts, and nobody reads them."""
    from django.template import Template
    from django.test import utils

    Template._render = utils._TestState.saved_data.template_render


@pytest.fixture(scope="session")
def django_db_setup(database: Urls, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Point Django at the clone, as the application, and let the owner wipe what tests commit."""
    from django.conf import settings
    from django.db import connection
    from django.test import TransactionTestCase

    name = psycopg.conninfo.conninfo_to_dict(database.app)["dbname"]
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    settings.OMBUD_DATABASE_URL = database.app

    with psycopg.connect(
        database.owner, autocommit=True
    ) as link:  # one for all: logging in costs more than wiping
        TransactionTestCase._fixture_teardown = lambda _case: wipe_all(link)
        _take_packs_from_the_shelf(link)
        yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def owner(database: Urls) -> Iterator[psycopg.Connection]:
    """A connection as the owner, autocommit: for tests that tamper."""
    with psycopg.connect(database.owner, autocommit=True) as link:
        yield link


@pytest.fixture
def app_link(database: Urls, transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of psycopg's own as the application; what it commits is wiped."""
    with psycopg.connect(database.app) as link:
        yield link


def _take_packs_from_the_shelf(link: psycopg.Connection) -> None:
    """Keep at the server what a pack says that was stored before: a megabyte need not be sent to every house."""
    from ombud.store import bulk
    from ombud.store.models import CompiledPack

    insert, shelved = bulk.insert_new, set[str]()

    def insert_new(table: Any, rows: Any, *, returning: Any) -> list[tuple[Any, ...]]:
        if table is not CompiledPack:
            return insert(table, rows, returning=returning)
        (row,) = rows
        digest = row["digest"]
        if digest not in shelved:
            shelved.add(digest)
            link.execute("INSERT INTO stage.pack VALUES (%s, %s)", (digest, row["body"]))
        names = ("digest", "pack", "jurisdiction", "version", "golden", "stored_at", "digest")
        with bulk.cursor() as opened:
            return opened.execute(FROM_THE_SHELF, [row[name] for name in names]).fetchall()

    bulk.insert_new = insert_new


def wipe_all(link: psycopg.Connection) -> None:
    """Empty every table that holds something, but for what migrations left there.

    A few rows go by DELETE, children first: TRUNCATE makes new files for every table and its indexes, and most of a
    run was spent on that. What many tests have passed through begins anew.
    """
    rooms = _children_first(link)
    size = dict(link.execute(_what_is_filled(rooms), prepare=True).fetchall())  # planning it is most of it
    filled = [name for name in rooms if name in size]
    ways = [sql.SQL("DELETE FROM {}").format(sql.Identifier(one)) for one in filled if size[one] <= SMALL]
    if large := [sql.Identifier(one) for one in filled if size[one] > SMALL]:
        ways.append(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(large)))
    link.execute(sql.SQL("; ").join([sql.SQL("SET lock_timeout = '20s'"), *ways]))


@cache
def _what_is_filled(rooms: tuple[str, ...]) -> sql.Composable:
    return sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {name}, pg_relation_size({name}) WHERE EXISTS (SELECT FROM {room})").format(
            name=sql.Literal(name), room=sql.Identifier(name)
        )
        for name in rooms
    )


def _children_first(link: psycopg.Connection) -> tuple[str, ...]:
    """Every table but those that are kept, each before those it refers to."""
    if link.info.dbname not in _orders:
        said = link.execute(
            """SELECT tablename, ARRAY(SELECT conrelid::regclass::text FROM pg_constraint
                   WHERE contype = 'f' AND confrelid = format('%I', tablename)::regclass AND conrelid <> confrelid)
               FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"""
        )
        order = TopologicalSorter(dict(said.fetchall())).static_order()
        _orders[link.info.dbname] = tuple(name for name in order if name not in KEPT)
    return _orders[link.info.dbname]


def _migrate_once(server: Server) -> None:
    done = Home.from_environment().path / "migrated"
    if done.exists():
        return
    ran = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
        env={**os.environ, "OMBUD_AS": "owner"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        pytest.exit(f"the database could not be migrated:\n{ran.stderr}", returncode=3)
    urls = server.urls()
    settle_rights(owner=urls.owner, app=urls.app)
    with psycopg.connect(urls.owner, autocommit=True) as link:  # nobody brings a crashed one of these back
        for name in _children_first(link):
            link.execute(sql.SQL("ALTER TABLE {} SET UNLOGGED").format(sql.Identifier(name)))
    done.touch()


@contextmanager
def _alone() -> Iterator[None]:
    with (Home.from_environment().path / "stage.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
