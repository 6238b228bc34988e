"""Clips as the process it is: killed, started again, and calling back."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from clips import signing
from ombud.adapters.platform.contract import Accepted, Confirmed
from ombud.adapters.platform.http import HttpPlatform
from tests.adapters.host import SECRET, order, present

ROOT = Path(__file__).parents[3]
GENEROUS = 30.0


def until(true, seconds=GENEROUS):
    """Poll until something is true, and return it."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = true()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it never became true")


@contextmanager
def process(home, *more):
    """Run Clips in a process of its own; return it and its address."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("OMBUD", "CLIPS"))}
    words = [
        sys.executable,
        "-m",
        "clips",
        "--home",
        str(home),
        "--port",
        "0",
        "--secret",
        SECRET,
        "--seed",
        *more,
    ]
    running = subprocess.Popen(words, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    try:
        yield running, running.stdout.readline().split(" on ")[1].strip()
    finally:
        running.kill()
        running.wait(GENEROUS)
        running.stdout.close()


@pytest.fixture
def ombud():
    """Somebody who listens to call-backs; refuses the first of each."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            fault = signing.fault(body, headers=headers, now=present(), secrets=[SECRET])
            first = headers["webhook-id"] not in Door.seen
            Door.seen.add(headers["webhook-id"])
            if not first:
                Door.got.append((self.path, json.loads(body), headers["authorization"], fault))
            self.send_response(503 if first else 202)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    Door.got, Door.seen = [], set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    Door.url = f"http://127.0.0.1:{server.server_port}"
    yield Door
    server.shutdown()
    server.server_close()


def test_nothing_that_was_answered_is_lost_to_kill_9_and_nothing_happens_twice(tmp_path):
    confirmed = set()
    for life in range(3):
        with process(tmp_path) as (running, url):
            platform = HttpPlatform(url, secrets=[SECRET])
            stop = threading.Event()

            def work(life=life, platform=platform, stop=stop):
                for no in range(life * 1000, life * 1000 + 1000):
                    if stop.is_set():
                        return
                    if isinstance(platform.act(order(f"k-{no}", no, "L5"), now=present()), Confirmed):
                        confirmed.add(f"k-{no}")

            worker = threading.Thread(target=work)
            worker.start()
            before = len(confirmed)
            until(lambda before=before: len(confirmed) > before + 10)
            running.kill()
            stop.set()
            worker.join(GENEROUS)
            platform.close()
    with process(tmp_path) as (_, url):
        platform = HttpPlatform(url, secrets=[SECRET])
        for key in sorted(confirmed):
            no = int(key.removeprefix("k-"))
            assert isinstance(platform.act(order(key, no, "L5"), now=present()), Confirmed)
        platform.close()
        by_key = httpx.get(f"{url}/log.json").json()["by_key"]
    assert confirmed <= by_key.keys()
    assert set(by_key.values()) == {1}


def test_it_tells_ombud_its_own_decisions_and_what_it_settled_later(tmp_path, ombud):
    with process(tmp_path, "--ombud", ombud.url, "--api-key", "the-key") as (_, url):
        platform = HttpPlatform(url, secrets=[SECRET])
        assert platform.act(order("k-1", 1, "L7", "account u-rich1"), now=present()) == Accepted("k-1")
        platform.close()
        until(lambda: len(ombud.got) >= 6)
    decisions = {body["id"]: body for path, body, _, _ in ombud.got if path == "/api/v1/host/decisions"}
    assert decisions.keys() == {"hd-1", "hd-2", "hd-3", "hd-4", "hd-5"}
    assert decisions["hd-1"]["automation"]["used"]
    assert not decisions["hd-4"]["automation"]["used"]
    (told,) = [body for path, body, _, _ in ombud.got if path == "/api/v1/host/confirmations"]
    assert (told["key"], told["state"]) == ("k-1", "confirmed")
    assert {key for _, _, key, _ in ombud.got} == {"Bearer the-key"}
    assert {fault for *_, fault in ombud.got} == {None}


def test_it_ends_cleanly_when_asked(tmp_path):
    with process(tmp_path) as (running, _):
        running.send_signal(signal.SIGTERM)
        assert running.wait(GENEROUS) == 0


def test_a_used_port_is_explained_in_one_sentence(tmp_path):
    with process(tmp_path / "one") as (_, url):
        port = url.rpartition(":")[2]
        again = subprocess.run(
            [sys.executable, "-m", "clips", "--home", str(tmp_path / "two"), "--port", port],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=GENEROUS,
            check=False,
        )
    assert again.returncode == 1
    assert again.stderr.startswith(f"Clips cannot listen on 127.0.0.1:{port}")
    assert again.stderr.count("\n") == 1
