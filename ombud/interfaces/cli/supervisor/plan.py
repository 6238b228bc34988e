"""Which processes make the house?"""

import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ombud.adapters.home import Home

WEB_WORKERS: Final = 2
WEB_THREADS: Final = 4


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
    """One process of the house."""

    name: str
    command: tuple[str, ...]
    port: int | None = None
    answers_when_up: bool = False


def parts(wish: Wish) -> tuple[Part, ...]:
    """Return what to start, in order."""
    found = [_web(wish)]
    if _there("ombud.interfaces.firehose.app"):
        found.append(_firehose(wish))
    if _there("ombud.interfaces.worker.verb"):
        found.append(Part("sorting", _ombud("worker", "--only", "sorting")))
        found.append(Part("worker", _ombud("worker", "--except", "sorting")))
    if wish.demo and _there("clips.__main__"):
        found.append(_clips(wish))
    return tuple(found)


def environment(wish: Wish) -> dict[str, str]:
    """Return what every process is told."""
    told = {
        **os.environ,
        "OMBUD_HOME": str(wish.home.path),
        "OMBUD_URL": wish.url,
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
    return Part(
        "web",
        (
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", wish.host, "--port", str(wish.port)),
            *("--workers", os.environ.get("OMBUD_WEB_WORKERS", str(WEB_WORKERS))),
            *("--blocking-threads", os.environ.get("OMBUD_WEB_THREADS", str(WEB_THREADS))),
            *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
            "ombud.site.wsgi:application",
        ),
        port=wish.port,
        answers_when_up=True,
    )


def _firehose(wish: Wish) -> Part:
    return Part(
        "firehose",
        (
            *(sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws"),
            *("--host", wish.host, "--port", str(wish.port + 1)),
            *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
            "ombud.interfaces.firehose.app:app",
        ),
        port=wish.port + 1,
    )


def _clips(wish: Wish) -> Part:
    home = wish.home.path / "clips"
    where = ("--home", str(home), "--host", wish.host, "--port", str(wish.port + 2))
    return Part("clips", (sys.executable, "-m", "clips", *where), port=wish.port + 2)


def _ombud(*said: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "ombud.interfaces.cli", *said)


def _there(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
