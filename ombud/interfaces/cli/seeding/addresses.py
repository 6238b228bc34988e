"""Where is everything in the demo? Said in demo.json, and kept true when the house opens on another port."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from ombud.adapters.home.sealed_file import replace


def addresses(url: str) -> dict[str, str]:
    """Return where everything is; the firehose and Clips listen on the next two ports."""
    place = urlsplit(url)
    host = f"[{place.hostname}]" if ":" in (place.hostname or "") else place.hostname
    port = place.port or (443 if place.scheme == "https" else 80)
    beside = f"{place.scheme}://{host}"
    return {
        "portal": f"{url}/",
        "workbench": f"{url}/work/",
        "office": f"{url}/office/",
        "log_in": f"{url}/staff/login/",
        "api": f"{url}/api/docs",
        "firehose": f"{beside}:{port + 1}/",
        "clips": f"{os.environ.get('OMBUD_PLATFORM_URL', f'{beside}:{port + 2}').rstrip('/')}/",
    }


def keep_true(demo_file: Path, *, url: str) -> None:
    """Let demo.json say where the house is now, and leave its log-ins and key as they are."""
    told = json.loads(demo_file.read_text("utf-8"))
    now = addresses(url.rstrip("/"))
    if told["addresses"] != now:
        replace(demo_file, told | {"addresses": now})
