"""Whatever the host or the network does, the answer is a value."""

import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ombud.adapters.platform.contract import Confirmed, HostSubject, InApp, RefusedByHost, Unreachable, Why
from ombud.adapters.platform.http import LARGEST_ANSWER, HttpPlatform
from ombud.adapters.platform.signed import from_settings, shared_secrets
from tests.adapters.host import OTHER, SECRET, host, order, present


@contextmanager
def answering(status: int, body: bytes, **headers: str):
    """A host that gives one answer to everything."""

    class Door(BaseHTTPRequestHandler):
        asked = 0

        def do_POST(self):
            Door.asked += 1
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    platform = HttpPlatform(f"http://127.0.0.1:{server.server_port}", secrets=[SECRET], read_seconds=3)
    try:
        yield platform, Door
    finally:
        platform.close()
        server.shutdown()
        server.server_close()


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    platform = HttpPlatform(f"http://127.0.0.1:{port}", secrets=[SECRET])
    assert platform.act(order("k", 1, "L4"), now=present()).why is Why.NO_CONNECTION
    platform.close()


def test_a_host_that_hangs_is_left_in_time(tmp_path):
    with host(tmp_path) as running:
        impatient = HttpPlatform(running.url, secrets=[SECRET], read_seconds=0.3)
        running.switch(act="hang", seconds=30)
        assert impatient.act(order("k", 1, "L4"), now=present()).why is Why.TIMED_OUT
        running.switch(act="ok")
        assert running.log()["effects"] == []
        impatient.close()


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (500, b"{}", Why.STATUS),
        (401, b"{}", Why.STATUS),
        (404, b"{}", Why.STATUS),
        (429, b"{}", Why.STATUS),
        (200, b'{"key":"k","state":"confir', Why.MALFORMED),
        (200, b"\xff\xfe", Why.MALFORMED),
        (200, b"[" * 100_000, Why.MALFORMED),
        (200, b'{"key":"k","state":"sure"}', Why.MALFORMED),
        (200, b'{"key":"k","state":"delivered"}', Why.MALFORMED),
        (200, b'{"key":"other","state":"confirmed"}', Why.WRONG_KEY),
        (200, b" " * (LARGEST_ANSWER + 1), Why.TOO_LARGE),
    ],
    ids=[
        "broken",
        "does not believe us",
        "no such door",
        "too busy",
        "cut off",
        "not text",
        "nested without end",
        "a state nobody knows",
        "the wrong kind of answer",
        "somebody else's answer",
        "too large",
    ],
)
def test_an_answer_that_cannot_be_built_on_is_tried_again(status, body, why):
    with answering(status, body) as (platform, _):
        answer = platform.act(order("k", 1, "L4"), now=present())
        assert isinstance(answer, Unreachable)
        assert answer.why is why


def test_a_refusal_is_final_and_says_why():
    with answering(422, b'{"state":"refused","detail":"unknown_measure"}') as (platform, _):
        assert platform.act(order("k", 1, "L4"), now=present()) == RefusedByHost("k", "unknown_measure")
        assert platform.look_up(HostSubject("clips", "video", "v"), now=present()) == RefusedByHost(
            "", "unknown_measure"
        )


def test_a_redirection_is_never_followed():
    with (
        answering(200, b'{"key":"k","state":"confirmed"}') as (elsewhere, door),
        answering(307, b"", location=elsewhere._base + "/ombud/act") as (platform, _),
    ):
        assert platform.act(order("k", 1, "L4"), now=present()) == Unreachable(Why.STATUS, "307")
        assert door.asked == 0


@pytest.mark.parametrize(
    "body",
    [b'{"found":true}', b"[]", b'{"subject":{"platform":"clips","kind":"video","id":"x"},"found":true}'],
)
def test_a_look_up_about_something_else_is_no_answer(body):
    with answering(200, body) as (platform, _):
        answer = platform.look_up(HostSubject("clips", "video", "v"), now=present())
        assert answer.why in {Why.MALFORMED, Why.WRONG_KEY}


def test_a_tell_to_a_door_that_is_not_there_is_tried_again():
    message = InApp("t", "u", "en", "x", "http://ombud.test/")
    with answering(404, b"<html>") as (platform, _):
        assert platform.tell(message, now=present()) == Unreachable(Why.STATUS, "404")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://host",
        "http://",
        "http://user:pw@host",
        "http://host/?q=1",
        "http://host/#x",
        "http://169.254.169.254/",
        "file:///etc/passwd",
    ],
)
def test_an_unsafe_address_is_refused_before_anything_is_sent(url):
    with pytest.raises(ValueError, match="address"):
        HttpPlatform(url, secrets=[SECRET])


def test_a_host_with_another_secret_does_not_believe_us(tmp_path):
    with host(tmp_path, secrets=(OTHER,)) as running:
        assert running.act("k", 1, "L4") == Unreachable(Why.STATUS, "401")
        assert running.log()["effects"] == []


def test_while_secrets_rotate_either_side_may_be_first(tmp_path):
    with host(tmp_path, secrets=(OTHER, SECRET)) as running:
        assert isinstance(running.act("k-1", 1, "L4"), Confirmed)
        both = HttpPlatform(running.url, secrets=[OTHER, SECRET])
        assert isinstance(both.act(order("k-2", 2, "L4"), now=present()), Confirmed)
        both.close()


def test_a_message_from_an_hour_ago_is_not_believed(tmp_path):
    with host(tmp_path) as running:
        old = running.platform.act(order("k", 1, "L4"), now=present() - timedelta(hours=1))
        assert old == Unreachable(Why.STATUS, "401")


def test_settings_name_the_host_or_say_what_is_missing(tmp_path):
    with pytest.raises(ValueError, match="OMBUD_PLATFORM_URL"):
        from_settings({})
    with pytest.raises(ValueError, match="OMBUD_PLATFORM_SECRETS"):
        from_settings({"OMBUD_PLATFORM_URL": "http://host"})
    told = {"OMBUD_PLATFORM_SECRETS": f"{SECRET} {OTHER}"}
    assert shared_secrets(told) == (SECRET, OTHER)
    from_settings({"OMBUD_PLATFORM_URL": "http://host", **told}).close()


def test_a_demo_shares_one_secret_with_clips_through_a_file(tmp_path):
    told = {"OMBUD_DEMO": "1", "OMBUD_HOME": str(tmp_path)}
    (one,) = shared_secrets(told)
    assert shared_secrets(told) == (one,)
    place = tmp_path / "clips" / "webhook-secret"
    assert place.read_text() == one
    assert place.stat().st_mode & 0o077 == 0
