"""What did each entry of the shipped rules say at the last release, and under which version?

`released.yml` beside the layers: entry → version and digest → the places where it says so.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ombud.adapters.policies import SHIPPED, content_of
from ombud.core.pack.types import Pack
from ombud.core.pack.versions import numbered

RELEASED: Final = "released.yml"
_HEAD: Final = """# What every entry said at the last release: version and digest, and in which places. Written by `ombud pack release`.
# An entry that says something else now needs a higher version. 上一次发布时每个条目的版本和摘要；内容变了，版本号就要升。
"""


def read_released(place: str, folder: Path = SHIPPED) -> Mapping[str, str]:
    """Return the entries of a place at the last release; nothing where a folder was never released."""
    path = folder / RELEASED
    if not path.exists():
        return {}
    kept = content_of(path)
    return {entry: said for entry, forms in kept.items() for said, places in forms.items() if place in places}


def write_released(packs: Iterable[Pack], folder: Path = SHIPPED) -> int:
    """Write down what every entry says now; return how many entries there are."""
    kept: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pack in packs:
        for entry, said in numbered(json.loads(pack.compiled)).items():
            kept[entry][said].append(pack.jurisdiction)
    lines = [f"{entry}: {_flow(kept[entry])}\n" for entry in sorted(kept)]
    (folder / RELEASED).write_text(_HEAD + "".join(lines), "utf-8")
    return len(lines)


def _flow(forms: Mapping[str, list[str]]) -> str:
    return "{" + ", ".join(f"{said}: [{', '.join(places)}]" for said, places in sorted(forms.items())) + "}"
