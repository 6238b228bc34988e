"""How does an empty house come to life?

Sown again, when demo.json is gone, it keeps books, texts and packs as they are: one cast, one of each complaint. Nobody
can read the old log-ins and the old key any more, so passwords and key are made anew and the old key ends.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from ombud.adapters import here
from ombud.adapters.home import Home
from ombud.adapters.home.sealed_file import replace
from ombud.adapters.policies import read_packs
from ombud.core.intake import Filing
from ombud.core.refusals import Refused
from ombud.interfaces.cli.seeding.addresses import addresses
from ombud.interfaces.cli.seeding.cast import CAST, hired
from ombud.interfaces.cli.seeding.stories import filing, told
from ombud.store import ledger
from ombud.usecases.declare_tie import declare_tie
from ombud.usecases.hire import Hired, hire
from ombud.usecases.join_team import join_team
from ombud.usecases.keep_packs import keep_packs
from ombud.usecases.list_api_keys import list_api_keys
from ombud.usecases.make_api_key import make_api_key
from ombud.usecases.revoke_api_key import revoke_api_key
from ombud.usecases.train import LANES, train

KEY_NAME: Final = "demo"
CERTIFIED_FOR: Final = timedelta(days=180)
WAITING: Final = "complaints.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sown:
    """How many complaints are there, and whether log-ins that had been there before were renewed."""

    complaints: int
    renewed: bool


def sow(home: Home, *, now: datetime, play: Callable[[Mapping[str, UUID]], None] | None = None) -> Sown:
    """Keep the packs, hire the cast, let them `play`, file the complaints that wait, write demo.json last.

    They play in an empty house alone: where anybody has complained already nobody acts in their stead.
    """
    keep_packs(read_packs(own=home.policies, on=now.date()), now=now)
    people = hired()
    ids = hire(people, mint=here.mint, now=now)
    for player in CAST:
        if player.trained:
            train(ids[player.username], lanes=LANES, until=now + CERTIFIED_FOR, by=None, now=now)
        if player.team:
            join_team(ids[player.username], team=player.team, by=None, now=now)
        if player.tied:
            account, bond = player.tied
            declare_tie(ids[player.username], account=account, bond=bond, by=None, now=now)
    if play is not None and ledger.is_empty():
        play(ids)
    filed = _file(stories(), now=here.now())
    renewed = _end_old_keys(now)
    made = make_api_key(KEY_NAME, scopes=frozenset({"file", "host"}), mint=here.mint, now=now)
    replace(home.made().path / "demo.json", written(people, key=made.key, url=_url()))
    return Sown(complaints=filed, renewed=renewed)


def stories() -> tuple[Filing, ...]:
    """Return the complaints that ship and wait."""
    return tuple(filing(name, story) for name, story in told(WAITING).items())


def written(people: Iterable[Hired], *, key: str, url: str) -> dict[str, Any]:
    """Return what demo.json says: addresses, log-ins, the key of machines."""
    log_ins = {
        one.name: {"username": one.username, "password": one.password, "roles": sorted(one.roles)}
        for one in people
    }
    return {"addresses": addresses(url), "log_ins": log_ins, "api_key": key}


def _end_old_keys(now: datetime) -> bool:
    """End the demo's earlier keys, which nobody can read any more; say whether there was one."""
    old = [known for known in list_api_keys() if known.name == KEY_NAME and known.revoked_at is None]
    for known in old:
        revoke_api_key(known.hash, now=now)
    return bool(old)


def _file(filings: tuple[Filing, ...], *, now: datetime) -> int:
    from ombud.wire.intake import take_in

    answers = take_in(filings, now=now)
    for answer in answers:
        if isinstance(answer, Refused):
            raise answer
    return len(answers)


def _url() -> str:
    return os.environ.get("OMBUD_URL", "http://127.0.0.1:8000").rstrip("/")
