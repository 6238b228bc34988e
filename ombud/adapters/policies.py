"""Which policies ship with this house?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

import yaml

from ombud.core.pack.obligations import Obligation
from ombud.core.pack.plain import record
from ombud.core.refusals import No, Refused

SHIPPED: Final = Path(__file__).resolve().parent.parent / "policies"
LAYERS: Final = ("base", "platform")


_Fast: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Lined(dict[str, Any]):
    """A mapping that remembers on which line of its file each key stands, so that an error can say so."""

    __slots__ = ("lines",)
    lines: Mapping[str, int]


class _Strict(_Fast):  # type: ignore[misc]
    """Refuses a key that is written twice, which YAML would silently take the last of."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise Refused(
                    No.PACK_BROKEN,
                    where=f"{node.start_mark.name}:{node.start_mark.line + 1}",
                    why=f"{key} is written twice",
                )
        return cast("dict[Any, Any]", super().construct_mapping(node, deep))


def _lined(loader: _Strict, node: yaml.MappingNode) -> Iterator[Lined]:
    mapping = Lined()
    mapping.lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    yield mapping
    mapping.update(loader.construct_mapping(node))


_Strict.add_constructor("tag:yaml.org,2002:map", _lined)


def read_layers(folder: Path = SHIPPED) -> tuple[Mapping[str, Any], ...]:
    """Read base, platform and every jurisdiction as plain data, for `parse` to choose from."""
    common = tuple(_layer(folder / name, root=folder, jurisdiction=None) for name in LAYERS)
    places = tuple(
        {
            "layer": path.stem,
            "jurisdiction": path.stem.upper(),
            "files": _files((path, *sorted(path.with_suffix("").rglob("*.yml"))), root=folder),
        }
        for path in sorted((folder / "jurisdiction").glob("*.yml"))
    )
    return common + places


def elsewhere(folder: Path = SHIPPED) -> tuple[Obligation, ...]:
    """Return the duties of places that have no pack, each with the reason why it is not kept."""
    path = folder / "elsewhere.yml"
    entries = content_of(path)["obligations"]
    return tuple(
        record(Obligation, {"id": name, **entry}, where=f"{path.name}: obligations.{name}")
        for name, entry in entries.items()
    )


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
    return {path.relative_to(root).as_posix(): content_of(path) for path in paths}


def content_of(path: Path) -> Any:
    """Read one file as plain data; its mappings know their lines."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Strict)  # noqa: S506 - a SafeLoader that is stricter
