"""Where can a house listen? It takes a port and the two after it."""

import socket
from contextlib import closing, suppress


def three_free_ports() -> int:
    """Return the first of three free ports."""
    while True:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        with suppress(OSError, OverflowError):
            for number in (port, port + 1, port + 2):
                with closing(socket.socket()) as probe:
                    probe.bind(("127.0.0.1", number))
            return port
