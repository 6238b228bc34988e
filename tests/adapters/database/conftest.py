"""A server in a home of its own, taken down and away afterwards."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from ombud.adapters.database import Server
from ombud.adapters.home import Home

REPOSITORY = Path(__file__).parents[3]
QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}


def ombud_server(home, **environ):
    return Server(Home.at(home), settings=QUICK, environ={**os.environ, **environ})


@contextmanager
def serving(home, **environ):
    """Give a server in this home, and clear away whatever of it there is then."""
    server = ombud_server(home, **environ)
    yield server
    if (home / "database.json").exists():
        place = server.place
        server.down()
        shutil.rmtree(place.folder, ignore_errors=True)
        shutil.rmtree(place.socket, ignore_errors=True)


@pytest.fixture
def lone(home):
    """A server that nobody has started yet."""
    with serving(home) as server:
        yield server


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """One server for whoever needs one that was started before; each leaves it so that it starts again."""
    with serving(tmp_path_factory.mktemp("standing")) as server:
        server.up()
        yield server


@pytest.fixture
def elsewhere(home):
    """Run a piece of Python in a process of its own, given the home as `home`."""

    def run(code, **how):
        head = "from tests.adapters.database.conftest import ombud_server\nimport sys\nhome = sys.argv[1]\n"
        return subprocess.Popen(
            [sys.executable, "-c", head + code, str(home)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **how,
        )

    return run
