"""How is ClamAV asked? By clamd's INSTREAM, over TCP or a socket in the file system."""

import os
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ombud.adapters.scanner.contract import Verdict

CHUNK: Final = 64 * 1024
SECONDS: Final = 30.0
LONGEST_ANSWER: Final = 4096


@dataclass(frozen=True, slots=True)
class Clamd:
    """A clamd at `host:port` or at the path of its socket."""

    address: str
    seconds: float = SECONDS

    def scan(self, body: bytes) -> Verdict:
        """Stream one file and read the verdict; anything unclear is `UNKNOWN`."""
        try:
            with self._line() as line:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(body), CHUNK):
                    sip = body[start : start + CHUNK]
                    line.sendall(struct.pack("!L", len(sip)) + sip)
                line.sendall(struct.pack("!L", 0))
                return _verdict(_answer(line))
        except (OSError, ValueError):
            return Verdict.UNKNOWN

    def _line(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.seconds)
            try:
                line.connect(self.address)
            except OSError:
                line.close()
                raise
            return line
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        sip = line.recv(LONGEST_ANSWER)
        if not sip:
            break
        answer += sip
    return answer.rstrip(b"\0\n")


def _verdict(answer: bytes) -> Verdict:
    if answer == b"stream: OK":
        return Verdict.CLEAN
    found = answer.startswith(b"stream: ") and answer.endswith(b" FOUND")
    return Verdict.INFECTED if found else Verdict.UNKNOWN


def from_settings(environ: Mapping[str, str] = os.environ) -> Clamd:
    """Return the clamd of OMBUD_CLAMD: host:port or a path."""
    address = environ.get("OMBUD_CLAMD", "")
    if not address:
        raise ValueError("OMBUD_CLAMD is not set: host:port of clamd, or the path of its socket.")
    return Clamd(address)
