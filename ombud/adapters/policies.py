"""Which policies ship with this house?"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

import yaml
from yaml.reader import ReaderError

from ombud.core.pack.obligations import Obligation
from ombud.core.pack.parse import parse
from ombud.core.pack.plain import broken, record
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused

SHIPPED: Final = Path(__file__).resolve().parent.parent / "policies"
LAYERS: Final = ("base", "platform")
OWN: Final = "deployment"
"""The last layer: what this house says itself, in the folder `policies` of its home."""

_Fast: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Lined(dict[str, Any]):
    """A mapping that remembers on which line of its file each key stands, so that an error can say so."""

    __slots__ = ("lines",)
    lines: Mapping[str, int]


class _Strict(_Fast):  # type: ignore[misc]
    """Refuses a key that is written twice, which YAML would silently take the last of."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value} is written twice", problem_mark=node.start_mark
                )
        return cast("dict[Any, Any]", super().construct_mapping(node, deep))


def _lined(loader: _Strict, node: yaml.MappingNode) -> Iterator[Lined]:
    mapping = Lined()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="expected a word as key", problem_mark=key.start_mark)
    mapping.lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    yield mapping
    mapping.update(loader.construct_mapping(node))


_Strict.add_constructor("tag:yaml.org,2002:map", _lined)


def read_layers(folder: Path = SHIPPED, *, own: Path | None = None) -> tuple[Mapping[str, Any], ...]:
    """Read base, platform, every jurisdiction and what this house lays over them, for `parse` to choose from.

    `own` holds files for every place and, below `jurisdiction/`, files for one, as a policies folder does.
    """
    common = tuple(_layer(folder / name, root=folder, jurisdiction=None) for name in LAYERS)
    return (*common, *_places(folder, root=folder), *_deployment(own, known=jurisdictions(folder)))


def read_packs(folder: Path = SHIPPED, *, own: Path | None = None, on: date) -> tuple[Pack, ...]:
    """Return the pack of every place that has a file of its own, as it stands on a day."""
    layers = read_layers(folder, own=own)
    return tuple(parse(layers, jurisdiction=place, on=on) for place in jurisdictions(folder))


def read_following(
    packs: Iterable[Pack], folder: Path = SHIPPED, *, own: Path | None = None
) -> tuple[Pack, ...]:
    """Return what these packs turn into, one day after the other."""
    turning = tuple(pack for pack in packs if pack.then is not None)
    layers = read_layers(folder, own=own) if turning else ()
    found: list[Pack] = []
    while turning:
        turning = tuple(
            parse(layers, jurisdiction=pack.jurisdiction, on=pack.then.day)
            for pack in turning
            if pack.then is not None
        )
        found += turning
    return tuple(found)


def _deployment(own: Path | None, *, known: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """Yield the layers that this house wrote itself; one name, so that its own files may correct each other.

    A place needs a pack to lay something over: calendars, ways out, numbers to call. Hence one nobody knows is refused.
    """
    if own is None or not own.is_dir():
        return
    yield {
        "layer": OWN,
        "jurisdiction": None,
        "files": _files(sorted(own.glob("*.yml")), root=own, under=OWN),
    }
    for layer in _places(own, root=own, under=OWN):
        if layer["jurisdiction"] not in known:
            why = f"no pack is of {layer['jurisdiction']}, so that this would count nowhere"
            path = own / "jurisdiction" / f"{layer['layer']}.yml"
            raise broken(f"{path}:1", f"{why}; expected one of {', '.join(known)}")
        yield {**layer, "layer": OWN}


def _places(folder: Path, *, root: Path, under: str = "") -> Iterator[Mapping[str, Any]]:
    for path in sorted((folder / "jurisdiction").glob("*.yml")):
        paths = (path, *sorted(path.with_suffix("").rglob("*.yml")))
        files = _files(paths, root=root, under=under)
        yield {"layer": path.stem, "jurisdiction": path.stem.upper(), "files": files}


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


def _files(paths: Any, *, root: Path, under: str = "") -> Mapping[str, Any]:
    return {(Path(under) / path.relative_to(root)).as_posix(): content_of(path) for path in paths}


def content_of(path: Path) -> Any:
    """Read one file as plain data; its mappings know their lines. It is shared, hence never to be changed.

    Raises Refused (PACK_BROKEN, with file, line and what is wrong) for what is not YAML in UTF-8.
    """
    try:
        return _content(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Refused(No.PACK_BROKEN, where=f"{path}:{line}", why=str(error.problem)) from error
    except (ReaderError, UnicodeDecodeError) as error:
        at = error.position if isinstance(error, ReaderError) else error.start
        line = path.read_bytes()[:at].count(b"\n") + 1
        raise Refused(No.PACK_BROKEN, where=f"{path}:{line}", why=error.reason) from error


@lru_cache(maxsize=256)
def _content(text: str) -> Any:
    """Read a text once: the linter alone asks for every file a dozen times."""
    return yaml.load(text, Loader=_Strict)  # noqa: S506 - a SafeLoader that is stricter
