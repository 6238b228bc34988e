"""How does an empty house come to life? Doing it twice leaves one cast and one of each complaint."""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from ombud.adapters import here
from ombud.adapters.calendars import read_plain
from ombud.adapters.home import Home
from ombud.adapters.home.sealed_file import replace
from ombud.adapters.policies import read_packs
from ombud.core.intake import Filing, SubjectRef
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Lang, Relation, SubjectKind
from ombud.interfaces.cli.seeding.cast import CAST, hired
from ombud.usecases.hire import Hired, hire
from ombud.usecases.keep_packs import keep_packs
from ombud.usecases.list_api_keys import list_api_keys
from ombud.usecases.make_api_key import make_api_key
from ombud.usecases.revoke_api_key import revoke_api_key
from ombud.usecases.train import LANES, train

KEY_NAME: Final = "demo"
SENDER: Final = "demo"
PLATFORM: Final = "clips"
CERTIFIED_FOR: Final = timedelta(days=180)
_STORIES: Final = Path(__file__).parent / "complaints.yml"


def sow(home: Home, *, now: datetime) -> int:
    """Keep the packs, hire the cast, file the complaints, write demo.json last; return how many are filed."""
    keep_packs(read_packs(own=home.policies, on=now.date()), calendars=read_plain(), now=now)
    people = hired()
    ids = hire(people, mint=here.mint, now=now)
    for player in CAST:
        if player.trained:
            train(ids[player.username], lanes=LANES, until=now + CERTIFIED_FOR, by=None, now=now)
    filed = _file(stories(), now=now)
    replace(home.made().path / "demo.json", written(people, key=_key(now), url=_url()))
    return filed


def stories() -> tuple[Filing, ...]:
    """Return the complaints that ship."""
    told = yaml.safe_load(_STORIES.read_text("utf-8"))
    return tuple(filing(name, story) for name, story in told.items())


def filing(name: str, story: Mapping[str, Any]) -> Filing:
    """Read one complaint; its name is its idempotency key."""
    kind, external = story.get("about", ("platform", ""))
    lang = Lang(story.get("lang", "zh"))
    return Filing(
        sender=SENDER,
        channel=story.get("channel", "portal"),
        text=story["text"].strip(),
        key=f"demo-{name}",
        subject=SubjectRef(platform=PLATFORM, kind=SubjectKind(kind), external=external),
        answers=story.get("answers", {}),
        relation=Relation(story.get("relation", "bystander")),
        anonymous=story.get("anonymous", False),
        contact=story.get("contact", {}),
        jurisdiction=story.get("where", "CN"),
        locale=lang,
    )


def written(people: Iterable[Hired], *, key: str, url: str) -> dict[str, Any]:
    """Return what demo.json says: addresses, log-ins, the key of machines."""
    log_ins = {
        one.name: {"username": one.username, "password": one.password, "roles": sorted(one.roles)}
        for one in people
    }
    return {"addresses": addresses(url), "log_ins": log_ins, "api_key": key}


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


def _key(now: datetime) -> str:
    """Make the demo's key; an earlier one, which nobody can read any more, ends."""
    for known in list_api_keys():
        if known.name == KEY_NAME and known.revoked_at is None:
            revoke_api_key(known.hash, now=now)
    return make_api_key(KEY_NAME, scopes=frozenset({"file", "host"}), mint=here.mint, now=now).key


def _file(filings: tuple[Filing, ...], *, now: datetime) -> int:
    from ombud.wire.intake import take_in

    answers = take_in(filings, now=now)
    for answer in answers:
        if isinstance(answer, Refused):
            raise answer
    return len(answers)


def _url() -> str:
    return os.environ.get("OMBUD_URL", "http://127.0.0.1:8000").rstrip("/")


def read(home: Home) -> dict[str, Any]:
    """Read demo.json of a home."""
    found: dict[str, Any] = json.loads((home.path / "demo.json").read_text("utf-8"))
    return found
