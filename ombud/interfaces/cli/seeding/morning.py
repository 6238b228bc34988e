"""What has happened before a stranger opens the demo? A few stories are played, each to its end or to its first refusal."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from ombud.adapters import here
from ombud.adapters.platform.contract import Platform
from ombud.core.refusals import Refused
from ombud.interfaces.cli.seeding.acts import ACTS
from ombud.interfaces.cli.seeding.scene import Scene, Stopped
from ombud.interfaces.cli.seeding.stories import filing, told
from ombud.wire.intake import take_in

FILE: Final = "morning.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How a story ended; `stopped` says at which act and why, and is empty where it came to its end."""

    name: str
    stopped: str = ""


def play(*, people: Mapping[str, UUID], platform: Platform, turn: Callable[[], None]) -> Iterator[Played]:
    """Play every story that ships, one after the other; a story that was begun before is left as it is."""
    for name, story in told(FILE).items():
        scene = Scene(people=people, platform=platform, turn=turn)
        if _file(scene, name, story["complaints"]):
            yield Played(name=name, stopped=_stopped(scene, story["acts"]))


def _file(scene: Scene, name: str, complaints: list[Mapping[str, Any]]) -> bool:
    """File the complaints of a story; say whether they are new."""
    filings = tuple(filing(f"{name}-{no}", one) for no, one in enumerate(complaints, 1))
    new = True
    for receipt in take_in(filings, now=here.now()):
        if isinstance(receipt, Refused):
            raise receipt
        scene.complaints.append(receipt.id)
        new = new and not receipt.again
    return new


def _stopped(scene: Scene, acts: list[Mapping[str, Any]]) -> str:
    for act in acts:
        try:
            ACTS[act["does"]](scene, act["who"], act)
            scene.turn()
        except (Refused, Stopped) as why:
            return f"{act['who']} {act['does']}: {why}"
    return ""
