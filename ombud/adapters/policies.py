"""Which policies ship with this house?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

SHIPPED: Final = Path(__file__).resolve().parent.parent / "policies"
LAYERS: Final = ("base", "platform")


def read_layers(folder: Path = SHIPPED) -> tuple[Mapping[str, Any], ...]:
    """Read base, platform and every jurisdiction as plain data, for `parse` to choose from."""
    common = tuple(_layer(folder / name, root=folder, jurisdiction=None) for name in LAYERS)
    places = tuple(
        {"layer": path.stem, "jurisdiction": path.stem.upper(), "files": _files((path,), root=folder)}
        for path in sorted((folder / "jurisdiction").glob("*.yml"))
    )
    return common + places


def jurisdictions(folder: Path = SHIPPED) -> tuple[str, ...]:
    """Return the places that have a file of their own."""
    return tuple(path.stem.upper() for path in sorted((folder / "jurisdiction").glob("*.yml")))


def _layer(place: Path, *, root: Path, jurisdiction: str | None) -> Mapping[str, Any]:
    return {
        "layer": place.name,
        "jurisdiction": jurisdiction,
        "files": _files(sorted(place.rglob("*.yml")), root=root),
    }


def _files(paths: Any, *, root: Path) -> Mapping[str, Any]:
    return {path.relative_to(root).as_posix(): yaml.safe_load(path.read_text("utf-8")) for path in paths}
