"""What a scanner says, and what is said when it cannot be asked."""

import socketserver
import struct
import threading

import pytest

from ombud.adapters.scanner import clamd, none
from ombud.adapters.scanner.clamd import Clamd
from ombud.adapters.scanner.contract import Verdict


@pytest.fixture
def daemon():
    """A clamd that answers as told and keeps what it was sent."""

    class Line(socketserver.StreamRequestHandler):
        answer = b"stream: OK\0"
        got = b""

        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            Line.got = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                Line.got += self.rfile.read(size)
            self.wfile.write(Line.answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        Line.address = f"127.0.0.1:{server.server_address[1]}"
        yield Line
        server.shutdown()


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Verdict.INFECTED),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.UNKNOWN),
        (b"", Verdict.UNKNOWN),
        (b"stream: not OK\0", Verdict.UNKNOWN),
    ],
    ids=["clean", "infected", "too large for it", "hung up", "something else"],
)
def test_only_a_clear_word_counts(daemon, answer, verdict):
    daemon.answer = answer
    body = bytes(200_000)
    assert Clamd(daemon.address, seconds=5).scan(body) is verdict
    assert daemon.got == body


@pytest.mark.parametrize("address", ["127.0.0.1:9", "/nowhere/clamd.sock", "nonsense"])
def test_a_scanner_that_cannot_be_asked_leaves_it_unknown(address):
    assert Clamd(address, seconds=2).scan(b"x") is Verdict.UNKNOWN


def test_no_scanner_says_so_plainly():
    assert none.from_settings({}).scan(b"x") is Verdict.NOT_SCANNED
    with pytest.raises(ValueError, match="OMBUD_CLAMD"):
        clamd.from_settings({})
