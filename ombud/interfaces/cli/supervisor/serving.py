"""What does each part do, once it is a process of its own?"""

import argparse
import multiprocessing
import sys
from importlib import import_module
from typing import Any, Final

KILL_AFTER: Final = 5
"""Seconds that a web worker has to end by itself."""


def serve_web(*, host: str, port: int, workers: int, threads: int) -> int:
    """Serve the pages and the API."""
    return _granian(
        "ombud.site.wsgi:application",
        interface="wsgi",
        address=host.strip("[]"),
        port=port,
        workers=workers,
        blocking_threads=threads,
    )


def serve_firehose(*, host: str, port: int) -> int:
    """Serve the fast intake."""
    return _granian(
        "ombud.interfaces.firehose.app:app",
        interface="asgi",
        address=host.strip("[]"),
        port=port,
        workers=1,
    )


def work(*, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> int:
    """Do chores."""
    verb = import_module("ombud.interfaces.worker.verb")  # doors do not know each other
    code: int = verb.run(argparse.Namespace(only=list(only), but=list(but), once=False))
    return code


def _granian(target: str, *, interface: str, **how: Any) -> int:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)  # its workers share what is loaded, too
    Server(
        target,
        interface=Interfaces(interface),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER,
        **how,
    ).serve()
    return 0
