"""The packs that ship, and a way to spoil one entry of them."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest

from ombud.adapters.policies import elsewhere, jurisdictions, read_layers
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


@pytest.fixture
def over(layers: Layers) -> Callable[..., Layers]:
    """Lay one more file over the shipped layers."""

    def lay(**sections: Any) -> Layers:
        extra = {
            "layer": "deployment",
            "jurisdiction": None,
            "files": {"deployment/here.yml": deepcopy(sections)},
        }
        return (*layers, extra)

    return lay
