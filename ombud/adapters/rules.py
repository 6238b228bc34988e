"""Where do the rules of triage come from? YAML files that ship in `ombud/policies/triage`."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from ombud.core.triage.ruleset import Rules, parse

SHIPPED: Final = Path(__file__).parent.parent / "policies" / "triage"
_CODES: Final = "codes.yml"


@cache
def triage_rules(folder: Path = SHIPPED) -> Rules:
    """Return the compiled rules of a folder: `codes.yml` gives each code its usual severity, the other files rules."""
    plain = [entry for path in sorted(folder.glob("*.yml")) if path.name != _CODES for entry in _read(path)]
    return parse(plain, severities=_read(folder / _CODES))


def _read(path: Path) -> Any:
    """Return the plain data of one file, by the C reader where there is one."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader


_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
