"""Does a PostgreSQL that somebody gives us serve as well, under whatever role names?"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from ombud.store.rights import APPEND_ONLY
from tests.adapters.database.conftest import REPOSITORY, serving

FIFTEEN = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(scope="module", params=["the wheel's", "15"])
def strange(request, tmp_path_factory):
    """A server that is not ours to know, with a role that owns and one that may little."""
    if request.param == "15" and not (FIFTEEN / "postgres").exists():
        pytest.skip("no PostgreSQL 15 here")
    with serving(
        tmp_path_factory.mktemp("strange"), **({"PG_BIN": str(FIFTEEN)} if request.param == "15" else {})
    ) as server:
        server.up()
        with psycopg.connect(server.superuser_url(), autocommit=True) as link:
            for role in ("platform_dba", "complaints"):
                link.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(sql.Identifier(role)))
        yield server


@pytest.fixture
def given(strange):
    """An empty database of another name; by both addresses."""
    with psycopg.connect(strange.superuser_url(), autocommit=True) as link:
        link.execute("DROP DATABASE IF EXISTS elsewhere WITH (FORCE)")
        link.execute("CREATE DATABASE elsewhere OWNER platform_dba")
    tail = "@/elsewhere?" + strange.up().app.split("?", 1)[1]
    return f"postgresql://platform_dba:x{tail}", f"postgresql://complaints:x{tail}"


def migrate(tmp_path, **urls):
    environ = {**os.environ, "OMBUD_HOME": str(tmp_path / "installation"), "LANG": "C", **urls}
    return subprocess.run(
        [sys.executable, "-m", "ombud.interfaces.cli", "migrate"],
        cwd=REPOSITORY,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_owner_migrates_and_the_application_may_only_add_to_a_ledger(given, tmp_path):
    owner, app = given
    ran = migrate(tmp_path, DATABASE_URL=app, OWNER_DATABASE_URL=owner)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    with psycopg.connect(app) as link:
        asked = "SELECT has_table_privilege(current_user, %s, %s)"
        for table in APPEND_ONLY:
            assert link.execute(asked, [table, "INSERT"]).fetchone() == (True,), table
            for verb in ("UPDATE", "DELETE", "TRUNCATE"):
                assert link.execute(asked, [table, verb]).fetchone() == (False,), (table, verb)
        assert link.execute(asked, ["case_row", "UPDATE"]).fetchone() == (True,)
        assert link.execute("SELECT count(*) > 0 FROM compiled_pack").fetchone() == (True,)


def test_one_role_for_both_works_and_is_warned_of_in_one_sentence(given, tmp_path):
    owner, _ = given
    ran = migrate(tmp_path, DATABASE_URL=owner)
    assert ran.returncode == 0, ran.stderr
    assert "OWNER_DATABASE_URL" in ran.stderr
    assert ran.stderr.count("\n") == 1
