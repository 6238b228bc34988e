"""The packs that ship, and a way to spoil one entry of them."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from ombud.adapters.policies import elsewhere, jurisdictions, read_layers
from ombud.core.pack.merge import SINGLE
from ombud.core.pack.obligations import Obligation
from ombud.core.pack.parse import parse
from ombud.core.pack.types import Pack

Layers = tuple[Mapping[str, Any], ...]


@pytest.fixture(scope="session")
def layers() -> Layers:
    return read_layers()


@pytest.fixture(scope="session")
def pack(layers: Layers) -> Pack:
    return parse(layers, jurisdiction="CN")


@pytest.fixture(scope="session")
def duties(layers: Layers) -> tuple[Obligation, ...]:
    """Every obligation that ships, of a place with a pack or without, each once."""
    packs = [parse(layers, jurisdiction=place) for place in jurisdictions()]
    kept = {name: duty for pack in packs for name, duty in pack.obligations.items()}
    return (*kept.values(), *elsewhere())


LEAVE = {"why": {"zh": "测试", "en": "A test"}, "approved_by": "何 He"}


def _with_leave(name: str, section: Any) -> Any:
    if not isinstance(section, dict):
        return section
    if name in SINGLE:
        return {**section, "override": LEAVE}
    return {
        key: {**entry, "override": LEAVE} if isinstance(entry, dict) else entry
        for key, entry in section.items()
    }


@pytest.fixture
def over(layers: Layers) -> Callable[..., Layers]:
    """Lay one more file over the shipped layers, with leave to loosen what it touches."""

    def lay(**sections: Any) -> Layers:
        said = {name: _with_leave(name, deepcopy(section)) for name, section in sections.items()}
        extra = {"layer": "deployment", "jurisdiction": None, "files": {"deployment/here.yml": said}}
        return (*layers, extra)

    return lay


@pytest.fixture
def lay(layers: Layers) -> Callable[..., Pack]:
    """Lay one more file over the shipped layers, without leave to loosen anything."""

    def laid(on: date = date.max, place: str = "CN", **sections: Any) -> Pack:
        extra = {"layer": "deployment", "jurisdiction": None, "files": {"deployment/here.yml": sections}}
        return parse((*layers, extra), jurisdiction=place, on=on)

    return laid
