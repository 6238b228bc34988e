"""Start Clips: `python -m clips --home DIR --port 8081 --ombud URL --api-key KEY --secret whsec_… --seed`."""

import argparse
import base64
import json
import os
import secrets
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from clips import clock
from clips.app import make
from clips.outbox import Courier, Ombud
from clips.seed.sow import sow
from clips.server import listen
from clips.signing import PREFIX, secret_bytes
from clips.storage import writing


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    told = os.environ.get
    reader = argparse.ArgumentParser(prog="clips", description="The demo short-video platform of Ombud.")
    reader.add_argument("--home", type=Path, required=True, help="folder for everything Clips keeps")
    reader.add_argument("--host", default="127.0.0.1")
    reader.add_argument("--port", type=int, default=8081, help="0 takes any free port")
    reader.add_argument("--ombud", default=told("OMBUD_URL", ""), help="Ombud's address, or OMBUD_URL")
    reader.add_argument(
        "--api-key", default=told("CLIPS_API_KEY", ""), help="or CLIPS_API_KEY, or out of the demo file"
    )
    reader.add_argument(
        "--demo-file", type=Path, default=_demo_file(), help="a JSON file that will hold `api_key`"
    )
    reader.add_argument(
        "--secret", action="append", default=[], help="whsec_…, several while rotating, or CLIPS_SECRETS"
    )
    reader.add_argument(
        "--later", default="L7", help="measures confirmed by a call-back only, separated by commas"
    )
    reader.add_argument(
        "--seed", action="store_true", default=told("OMBUD_DEMO") == "1", help="sow on the first start"
    )
    return reader.parse_args(words)


def _demo_file() -> Path | None:
    home = os.environ.get("OMBUD_HOME")
    return Path(home) / "demo.json" if home else None


def _secrets(given: Sequence[str], *, home: Path) -> tuple[str, ...]:
    """Take the secrets given, else the one kept, else make one and keep it.

    Ombud may be making the same file at this moment: the first to link it wins, and both read that.
    """
    found = [*given, *os.environ.get("CLIPS_SECRETS", "").split()]
    kept = home / "webhook-secret"
    if not found and not kept.exists():
        with tempfile.NamedTemporaryFile("w", dir=home) as draft:
            draft.write(PREFIX + base64.b64encode(secrets.token_bytes(32)).decode())
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, kept)
    found = found or [kept.read_text().strip()]
    for one in found:
        secret_bytes(one)
    return tuple(found)


def _key(asked: argparse.Namespace) -> Callable[[], str]:
    """Return how to find the API key now: it may be written after Clips started."""

    def find() -> str:
        if asked.api_key or asked.demo_file is None:
            return str(asked.api_key)
        try:
            return str(json.loads(asked.demo_file.read_text("utf-8")).get("api_key", ""))
        except (OSError, ValueError, AttributeError):
            return ""

    return find


def main(words: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    asked = _arguments(words)
    asked.home.mkdir(parents=True, exist_ok=True)
    trusted = _secrets(asked.secret, home=asked.home)
    app = make(asked.home, secrets=trusted, ombud_url=asked.ombud, later=filter(None, asked.later.split(",")))
    if asked.seed:
        with writing(asked.home) as book:
            sow(book, now=clock.now())
    try:
        server = listen(app, host=asked.host, port=asked.port)
    except OSError as fault:
        print(f"Clips cannot listen on {asked.host}:{asked.port}: {fault.strerror}", file=sys.stderr)
        return 1
    courier = Courier(asked.home, to=Ombud(asked.ombud, _key(asked), trusted) if asked.ombud else None)

    def end(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    print(f"Clips on http://{asked.host}:{server.server_port}", flush=True)
    courier.start()
    with server:
        server.serve_forever(poll_interval=0.1)
    courier.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
