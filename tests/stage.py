"""Fixtures of the database: `db` rolls back, `transactional_db` commits and is wiped, `owner` and `app_link` are raw."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

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
}
KEPT = ("django_migrations", "django_content_type", "auth_permission")


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
    return Urls(
        owner=urls.owner.replace("/ombud?", f"/{clone}?"), app=urls.app.replace("/ombud?", f"/{clone}?")
    )


@pytest.fixture(scope="session")
def django_db_setup(database: Urls, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Point Django at the clone, as the application, and let the owner wipe what tests commit."""
    from django.conf import settings
    from django.db import connection
    from django.test import TransactionTestCase

    name = psycopg.conninfo.conninfo_to_dict(database.app)["dbname"]
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    settings.OMBUD_DATABASE_URL = database.app

    def wipe(_case: object) -> None:
        with psycopg.connect(database.owner, autocommit=True) as link:
            wipe_all(link)

    TransactionTestCase._fixture_teardown = wipe
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


def wipe_all(link: psycopg.Connection) -> None:
    """Empty every table that holds something, but for what migrations left there."""
    names = [
        row[0]
        for row in link.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)",
            [list(KEPT)],
        )
    ]
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for name in names
    )
    filled = [sql.Identifier(row[0]) for row in link.execute(asked)]
    if filled:
        link.execute(sql.SQL("SET lock_timeout = '20s'"))
        link.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(filled)))


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
    done.touch()


@contextmanager
def _alone() -> Iterator[None]:
    with (Home.from_environment().path / "stage.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
