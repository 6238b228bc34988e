"""Who works in the demo?"""

import secrets
from dataclasses import dataclass
from typing import Final

from ombud.usecases.hire import Hired

CLEARED: Final = frozenset({"minors", "intimate"})
_BYTES: Final = 12
FIRST: Final = "一组 First"
SECOND: Final = "二组 Second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody of the cast; `trained` for every lane, or for none; `tied` to an account, and how; of a `team`, or of none."""

    username: str
    name: str
    roles: tuple[str, ...]
    cleared: bool = False
    trained: bool = False
    duty: str = ""
    lang: str = "zh"
    team: str = ""
    tied: tuple[str, str] | None = None


CAST: Final = (
    Player(username="mei", name="梅 Mei", roles=("agent", "senior"), cleared=True, trained=True, team=FIRST),
    Player(
        username="jun",
        name="君 Jun",
        roles=("agent", "senior"),
        cleared=True,
        trained=True,
        team=SECOND,
        tied=("clips:u-studio", "friend"),
    ),
    Player(
        username="zhou",
        name="周 Zhou",
        roles=("lead", "senior"),
        cleared=True,
        trained=True,
        duty="lead",
        team=FIRST,
    ),
    Player(
        username="chen",
        name="陈 Chen",
        roles=("lead", "senior"),
        cleared=True,
        trained=True,
        duty="deputy",
        team=SECOND,
    ),
    Player(username="lin", name="林 Lin", roles=("legal", "privacy"), cleared=True, trained=True),
    Player(
        username="su", name="苏 Su", roles=("child_safety", "senior"), cleared=True, trained=True, team=SECOND
    ),
    Player(username="he", name="何 He", roles=("policy",)),
    Player(username="an", name="安 An", roles=("auditor",)),
    Player(username="ou", name="欧 Ou", roles=("operator",)),
)


def hired() -> tuple[Hired, ...]:
    """Return the cast with fresh passwords."""
    return tuple(
        Hired(
            username=player.username,
            name=player.name,
            password=secrets.token_urlsafe(_BYTES),
            roles=frozenset(player.roles),
            clearances=CLEARED if player.cleared else frozenset(),
            duty=player.duty,
            email=f"{player.username}@example.org" if player.duty else None,
            lang=player.lang,
            present=player.trained,
        )
        for player in CAST
    )
