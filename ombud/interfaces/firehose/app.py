"""What granian serves as the firehose: `app`."""

import os
from typing import Final

from ombud.adapters.database import addresses
from ombud.adapters.home import Home, secrets_of
from ombud.adapters.rules import triage_rules
from ombud.interfaces.firehose.hose import Firehose
from ombud.interfaces.firehose.http import Receive, Scope, Send
from ombud.interfaces.firehose.ledgers import Ledgers
from ombud.store.vault import use, vault_of

_URL: Final = "http://127.0.0.1:8000"
_open: list[Firehose] = []


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Open the door with the server, answer requests, close it with the server."""
    if scope["type"] == "http":
        await _door()(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _live(receive, send)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _door()
            await send({"type": "lifespan.startup.complete"})
        else:
            while _open:
                _open.pop().close()
            await send({"type": "lifespan.shutdown.complete"})
            return


def _door() -> Firehose:
    if not _open:
        home = Home.from_environment()
        use(vault_of(secrets_of(home), folder=home.path / "evidence"))
        triage_rules()
        url = os.environ.get("OMBUD_URL", _URL).rstrip("/")
        _open.append(Firehose(Ledgers.at(addresses(home).app), url))
    return _open[0]
