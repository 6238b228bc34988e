"""Which processes make the house?"""

import importlib.util
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from ombud.adapters.home import Home
from ombud.interfaces.cli.supervisor import serving

WEB_WORKERS: Final = 2
WEB_THREADS: Final = 4
SORTERS: Final = 2
"""Processes that sort; each takes other buckets, so that more of them sort faster."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator asked for."""

    home: Home
    host: str
    port: int
    demo: bool

    @property
    def url(self) -> str:
        """Where people find us, unless OMBUD_URL says otherwise."""
        return os.environ.get("OMBUD_URL") or f"http://{self.reachable}:{self.port}"

    @property
    def reachable(self) -> str:
        """A name by which this machine reaches what listens everywhere."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104 - compared, not bound
        return f"[{host}]" if ":" in host else host

    @property
    def demo_file(self) -> Path:
        """Where the seeding writes addresses and log-ins."""
        return self.home.path / "demo.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One process of the house: a copy of the supervisor that runs something, or a command of its own."""

    name: str
    run: Callable[[], int] | None = None
    like: str = ""
    """The command that would do the same, for whoever looks at `ps`."""
    command: tuple[str, ...] = ()
    port: int | None = None

    @property
    def title(self) -> str:
        """How `ps` shows a copy."""
        return f"ombud: {self.name} ({self.like})"


def parts(wish: Wish) -> tuple[Part, ...]:
    """Return what to start, in order."""
    found = [_web(wish)]
    if _there("ombud.interfaces.firehose.app"):
        found.append(_firehose(wish))
    if _there("ombud.interfaces.worker.verb"):
        sorters = int(os.environ.get("OMBUD_SORTERS", SORTERS))
        found += [_worker(f"sorting-{no}", only=("sorting",)) for no in range(1, sorters + 1)]
        found.append(_worker("worker", but=("sorting",)))
    if wish.demo and _there("clips.__main__"):
        found.append(_clips(wish))
    return tuple(found)


def environment(wish: Wish) -> dict[str, str]:
    """Return what every process is told."""
    told = {
        **os.environ,
        "OMBUD_HOME": str(wish.home.path),
        "OMBUD_URL": wish.url,
        "OMBUD_HOST": wish.host,
        "DJANGO_SETTINGS_MODULE": "ombud.site.settings",
        "PYTHONUNBUFFERED": "1",
    }
    if wish.demo:
        clips = f"http://{wish.reachable}:{wish.port + 2}"
        told |= {"OMBUD_DEMO": "1"}
        told.setdefault("OMBUD_PLATFORM_URL", clips)
        told.setdefault("OMBUD_MEDIA_ORIGINS", clips)
    return told


def migration() -> tuple[str, ...]:
    """Return the command that migrates, in a process of its own so that its memory is freed."""
    return _ombud("migrate")


def seeding() -> tuple[str, ...] | None:
    """Return the command that seeds the demo."""
    return _ombud("demo") if _there("ombud.interfaces.cli.demo") else None


def _web(wish: Wish) -> Part:
    workers = int(os.environ.get("OMBUD_WEB_WORKERS", WEB_WORKERS))
    threads = int(os.environ.get("OMBUD_WEB_THREADS", WEB_THREADS))
    run = partial(serving.serve_web, host=wish.host, port=wish.port, workers=workers, threads=threads)
    return Part("web", run=run, like="granian ombud.site.wsgi", port=wish.port)


def _firehose(wish: Wish) -> Part:
    run = partial(serving.serve_firehose, host=wish.host, port=wish.port + 1)
    return Part("firehose", run=run, like="granian ombud.interfaces.firehose", port=wish.port + 1)


def _worker(name: str, *, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> Part:
    like = f"ombud worker {'--only' if only else '--except'} {' '.join(only or but)}"
    return Part(name, run=partial(serving.work, only=only, but=but), like=like)


def _clips(wish: Wish) -> Part:
    home = wish.home.path / "clips"
    where = ("--home", str(home), "--host", wish.host, "--port", str(wish.port + 2))
    return Part("clips", command=(sys.executable, "-m", "clips", *where), port=wish.port + 2)


def _ombud(*said: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "ombud.interfaces.cli", *said)


def _there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
