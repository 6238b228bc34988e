"""Does one command open the house, keep it open and close it whole?"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import pytest

from ombud.adapters.database import Server
from ombud.adapters.home import Home
from ombud.interfaces.cli.supervisor import watch

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 60.0
pytestmark = pytest.mark.chaos


def three_free_ports():
    """The house takes the port and the two after it."""
    while True:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with suppress(OSError, OverflowError):
            for number in (port, port + 1, port + 2):
                with closing(socket.socket()) as probe:
                    probe.bind(("127.0.0.1", number))
            return port


class House:
    def __init__(self, home):
        self.home = home
        self.port = three_free_ports()
        self.process = None

    def open(self, **environ):
        told = {**os.environ, "OMBUD_HOME": str(self.home), "OMBUD_WEB_WORKERS": "1", "LANG": "C", **environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ombud.interfaces.cli", "up", "--port", str(self.port)],
            env=told,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        return self

    def ask(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read()

    def database_answers(self):
        try:
            self.ask("/readyz")
        except urllib.error.HTTPError as error:
            with error:
                return json.load(error)["database"]
        return True

    def until(self, question, patience=PATIENCE):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            assert self.process.poll() is None, self.process.communicate()
            with suppress(OSError):
                if question():
                    return
            time.sleep(0.05)
        pytest.fail("it did not come to pass in time")

    def key(self):
        told = {**os.environ, "OMBUD_HOME": str(self.home)}
        command = [sys.executable, "-m", "ombud.interfaces.cli", "key", "clips", "--scope", "file"]
        return subprocess.run(
            command, env=told, cwd=REPOSITORY, capture_output=True, text=True, check=True
        ).stdout.strip()

    def sends(self, body, *, door, key, **headers):
        """Send a batch to a door, in chunks where it is not bytes; one that answers before all was said is heard, too."""
        said = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson", **headers}
        with closing(HTTPConnection("127.0.0.1", self.port + door, timeout=20)) as line:
            with suppress(BrokenPipeError, ConnectionResetError):
                line.request("POST", "/api/v1/complaints:batch", body=body, headers=said)
            answer = line.getresponse()
            text = answer.read()
        if answer.status >= HTTPStatus.BAD_REQUEST:
            return answer.status, json.loads(text)["code"]
        return answer.status, [json.loads(one) for one in text.splitlines()]

    def is_cut_short(self, *, door, key):
        """Say less than was announced; return the status."""
        head = (
            f"POST /api/v1/complaints HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {key}\r\n"
            "Content-Type: application/json\r\nContent-Length: 90\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.port + door), timeout=10) as line:
            line.sendall(head.encode() + b'{"text": "and th')
            line.shutdown(socket.SHUT_WR)
            return int(line.recv(64).split()[1])

    def children(self):
        return [
            int(pid)
            for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def close(self, name=signal.SIGTERM):
        self.process.send_signal(name)
        said = self.process.communicate(timeout=30)
        return self.process.returncode, said


@pytest.fixture
def house(home):
    built = House(home)
    yield built
    if built.process is not None and built.process.poll() is None:
        built.close()
    if (home / "database.json").exists():
        server = Server(Home.at(home))
        place = server.place
        server.down()
        shutil.rmtree(place.folder, ignore_errors=True)


def test_it_opens_survives_three_kills_and_closes_whole(house):
    house.open().until(lambda: house.ask("/healthz") == b"alive\n")
    server = Server(Home.at(house.home))
    house.until(house.database_answers)

    every_line_of_a_batch_is_answered_at_both_doors(house)

    before = house.children()
    os.kill(before[0], signal.SIGKILL)  # the web server
    house.until(lambda: house.children() and house.children() != before and house.ask("/healthz"))

    os.kill(int((server.place.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    house.until(house.database_answers)

    left = house.children()
    code, (_, err) = house.close()
    assert code == 0, err
    assert not server.runs()
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]

    house.process.kill()
    house.open().until(lambda: house.ask("/healthz") == b"alive\n")
    os.kill(house.process.pid, signal.SIGKILL)  # the supervisor itself
    house.process.communicate()
    house.open().until(lambda: house.ask("/healthz") == b"alive\n")
    assert house.close(signal.SIGINT)[0] == 0


def every_line_of_a_batch_is_answered_at_both_doors(house):
    """Not Django's test client but the servers that ship: one of them has an idea of its own of what a line is."""
    key = house.key()
    lines = [b'{"text": "' + str(n).encode() * 600 + b'"}\n' for n in range(200)]
    lines[7] = b"{\n"
    for door in (0, 1):
        status, answers = house.sends(b"".join(lines), door=door, key=key)
        assert status == 200
        assert [one["status"] for one in answers] == [201] * 7 + [400] + [201] * 192
        assert house.is_cut_short(door=door, key=key) == 400
    assert house.sends(iter(lines[:3]), door=0, key=key) == (411, "length_required")
    assert [one["status"] for one in house.sends(iter(lines[:3]), door=1, key=key)[1]] == [201] * 3


def test_who_asks_it_to_end_while_nothing_can_be_raised_is_heard_at_the_next_look():
    """Python drops what is raised while it forks a part; the house used to stay open for good."""
    with watch._ending_on_signals() as asked:
        with suppress(watch._End):
            os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(watch._End):
            watch._look(None, [], asked)


@pytest.mark.parametrize(
    ("lang", "words"), [("C", "is in use"), ("zh_CN.UTF-8", "已被占用")], ids=["en", "zh"]
)
def test_a_used_port_is_explained_in_one_sentence(house, lang, words):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", house.port))
        taken.listen()
        house.open(LANG=lang, LC_ALL=lang, PYTHONUTF8="1")
        _, err = house.process.communicate(timeout=30)
    assert house.process.returncode == 2
    assert words in err
    assert str(house.port) in err
    assert err.count("\n") == 1


def test_old_data_is_explained_in_one_sentence(house):
    server = Server(Home.at(house.home))
    server.up()
    server.down()
    (server.place.data / "PG_VERSION").write_text("13\n")
    house.open()
    out, err = house.process.communicate(timeout=30)
    assert house.process.returncode == 2
    assert "PostgreSQL 13" in err
    assert "Traceback" not in err + out
