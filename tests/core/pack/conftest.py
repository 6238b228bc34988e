"""The packs that ship, and a way to spoil one entry of them."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest

from ombud.adapters.policies import read_layers
from ombud.core.pack.parse import parse
from ombud.core.pack.types import Pack

Layers = tuple[Mapping[str, Any], ...]


@pytest.fixture(scope="session")
def layers() -> Layers:
    return read_layers()


@pytest.fixture(scope="session")
def pack(layers: Layers) -> Pack:
    return parse(layers, jurisdiction="CN")


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
