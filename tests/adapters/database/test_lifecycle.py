"""Does the embedded PostgreSQL come up from whatever it finds?"""

import os
import shutil
import signal
import subprocess
import tempfile
import traceback
import warnings
from pathlib import Path

import psycopg
import pytest

from ombud.adapters.database import Unusable, Why
from tests.adapters.database.conftest import ombud_server

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def postmaster_of(server):
    return int((server.place.data / "postmaster.pid").read_text().split("\n")[0])


def ask(url, question="SELECT current_user"):
    with psycopg.connect(url) as link:
        return link.execute(question).fetchone()[0]


def test_a_first_start_makes_two_roles_a_database_and_checksums(lone):
    urls = lone.up()
    assert ask(urls.owner) == "ombud_owner"
    assert ask(urls.app) == "ombud_app"
    assert ask(urls.app, "SELECT current_setting('data_checksums')") == "on"
    assert ask(urls.app, "SELECT current_setting('listen_addresses')") == ""


def test_a_second_start_finds_the_running_server_and_all_it_kept(standing):
    urls = standing.up()
    with psycopg.connect(urls.owner) as link:
        link.execute("CREATE TABLE once AS SELECT 7 AS n")
    first = postmaster_of(standing)
    assert standing.up() == urls
    assert postmaster_of(standing) == first
    standing.down()
    assert not standing.runs()
    assert ask(standing.up().owner, "SELECT n FROM once") == 7


def test_eight_processes_racing_on_a_new_folder_share_one_server(lone, elsewhere):
    racers = [elsewhere("print(ombud_server(home).up().app)") for _ in range(8)]
    said = [racer.communicate(timeout=120) for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * 8, said
    assert len({out for out, _ in said}) == 1
    assert ask(said[0][0].strip()) == "ombud_app"


def test_a_killed_server_comes_back_with_what_it_had_confirmed(standing):
    urls = standing.up()
    with psycopg.connect(urls.owner, autocommit=True) as link:
        link.execute("CREATE TABLE kept (n int)")
        link.execute("INSERT INTO kept VALUES (7)")
        os.kill(postmaster_of(standing), signal.SIGKILL)
    assert ask(standing.up().owner, "SELECT n FROM kept") == 7


@pytest.mark.parametrize("rounds", [3])
def test_killing_it_again_and_again_never_needs_a_file_deleted(standing, rounds):
    for _ in range(rounds):
        standing.up()
        os.kill(postmaster_of(standing), signal.SIGKILL)
    assert ask(standing.up().app) == "ombud_app"


def test_a_pid_file_naming_a_stranger_is_no_obstacle(standing):
    standing.up()
    standing.down()
    account = standing.place.account
    stranger = subprocess.Popen(["sleep", "60"], user=account.uid if account.dropped else None)
    try:
        pid_file = standing.place.data / "postmaster.pid"
        pid_file.write_text(
            f"{stranger.pid}\n{standing.place.data}\n1\n5432\n{standing.place.socket}\n\n  1 1\n"
        )
        account.own(pid_file)
        assert ask(standing.up().app) == "ombud_app"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("left", ["999999\n", "", "nonsense\n"], ids=["nobody", "empty", "nonsense"])
def test_a_stale_pid_file_is_no_obstacle(standing, left):
    standing.up()
    standing.down()
    (standing.place.data / "postmaster.pid").write_text(left)
    assert ask(standing.up().app) == "ombud_app"


def test_half_a_cluster_from_an_interrupted_first_start_is_made_anew(lone):
    place = lone.place
    (place.folder / "data.new").mkdir(parents=True)
    (place.folder / "data.new" / "PG_VERSION").write_text("18\n")
    assert ask(lone.up().app) == "ombud_app"


def test_data_of_another_major_version_is_refused_and_left_alone(standing):
    standing.up()
    standing.down()
    version = standing.place.data / "PG_VERSION"
    ours = version.read_text()
    version.write_text("13\n")
    with pytest.raises(Unusable) as refusal:
        standing.up()
    assert refusal.value.why is Why.OTHER_MAJOR
    assert refusal.value.facts["found"] == 13
    assert version.read_text() == "13\n"
    version.write_text(ours)


def test_no_programs_is_refused_with_the_places_looked_in(home, tmp_path):
    with pytest.raises(Unusable) as refusal:
        ombud_server(home, PG_BIN=str(tmp_path)).up()
    assert refusal.value.why is Why.NO_BINARIES
    assert str(tmp_path) in str(refusal.value)


@pytest.mark.skipif(not Path("/usr/lib/postgresql/15/bin/postgres").exists(), reason="no PostgreSQL 15 here")
def test_postgresql_15_serves_as_well(home, lone):
    urls = ombud_server(home, PG_BIN="/usr/lib/postgresql/15/bin").up()
    assert ask(urls.app, "SELECT current_setting('server_version')").startswith("15")
    ombud_server(home, PG_BIN="/usr/lib/postgresql/15/bin").down()
    with pytest.raises(Unusable) as refusal:
        lone.up()
    assert refusal.value.facts == {"found": 15, "ours": 18, "data": lone.place.data}


@as_root
def test_root_drops_to_an_account_and_shuts_everybody_else_out(lone):
    lone.up()
    place = lone.place
    assert Path(f"/proc/{postmaster_of(lone)}").stat().st_uid == place.account.uid != 0
    for folder in (place.data, place.socket, place.folder):
        assert folder.stat().st_mode & 0o077 == 0
    assert (place.home.path / "database.json").stat().st_mode & 0o777 == 0o600


@as_root
def test_an_ordinary_user_keeps_everything_in_the_home_and_root_opens_it_as_them():
    home = Path(tempfile.mkdtemp(prefix="ombud-user-"))
    os.chown(home, 65534, 65534)
    mine = ombud_server(home)
    try:
        assert as_nobody(mine.up) == 0
        assert (home / "database" / "data").stat().st_uid == 65534
        assert ask(mine.urls().app) == "ombud_app"
        mine.down()
        assert ask(mine.up().app) == "ombud_app"
        assert Path(f"/proc/{postmaster_of(mine)}").stat().st_uid == 65534
    finally:
        mine.down()
        shutil.rmtree(home)


def as_nobody(act):
    """Act in a fork that has become an ordinary user; the interpreter itself may be out of that user's reach."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn of threads; the fork only calls programs
        child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        try:
            act()
        except BaseException:  # noqa: BLE001 - a fork must never run on into pytest
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_home_too_deep_for_a_socket_path_still_serves(tmp_path):
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    server = ombud_server(deep)
    try:
        assert ask(server.up().app) == "ombud_app"
    finally:
        place = server.place
        server.down()
        subprocess.run(["rm", "-rf", str(place.folder), str(place.socket)], check=True)


def test_a_copied_home_is_refused_because_two_cannot_share_one_database(standing, tmp_path):
    home = standing.place.home.path
    if standing.place.folder.is_relative_to(home):
        pytest.skip("an ordinary user's copy takes its database along")
    standing.up()
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "database.json").write_bytes((home / "database.json").read_bytes())
    with pytest.raises(Unusable) as refusal:
        ombud_server(copy).up()
    assert refusal.value.why is Why.COPIED_HOME


def test_no_password_no_entry(standing):
    standing.up()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(standing.place.socket), user="ombud_owner", dbname="ombud", password="guess")
