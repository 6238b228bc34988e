"""Is the port free, and does somebody answer on it?"""

import errno
import socket
from contextlib import closing
from typing import Final

from ombud.interfaces.cli.sentences import Stuck

_A_MOMENT: Final = 0.5


def refuse_used(host: str, port: int) -> None:
    """Refuse a port that somebody else holds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                raise Stuck("port_used", port=port) from error
            raise Stuck("no_such_host", host=host) from error
        except OverflowError as error:
            raise Stuck("port_used", port=port) from error


def answers(host: str, port: int) -> bool:
    """Tell whether an HTTP server there says that it is alive."""
    try:
        with closing(socket.create_connection((host.strip("[]"), port), _A_MOMENT)) as link:
            link.settimeout(5)
            link.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return link.recv(12).endswith(b" 200")
    except OSError:
        return False
