"""What picture stands for a video? A harmless drawing made from its scene and its id."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import yaml

WIDTH: Final = 360
HEIGHT: Final = 480

SCENES: Final[Mapping[str, Mapping[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "scenes.yml").read_text("utf-8")
)


def poster(scene: str, *, seed: str) -> str:
    """Return an SVG; the same seed draws the same picture."""
    drawn = SCENES.get(scene.partition(".")[0], SCENES["city"])
    light, dark, shapes = drawn["light"], drawn["dark"], drawn["shapes"]
    chance = sha256(seed.encode()).digest()
    turn, shift, size = chance[0] % 50 - 25, chance[1] % 60 - 30, 90 + chance[2] % 70
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<defs><linearGradient id="g" gradientTransform="rotate({60 + turn})"><stop stop-color="{light}"/>'
        f'<stop offset="1" stop-color="{dark}"/></linearGradient></defs><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#g)"/>'
        f'<circle cx="{70 + chance[3]}" cy="{60 + chance[4] % 90}" r="{size}" fill="#fff" opacity=".08"/>'
        f'<g transform="translate({shift} {chance[5] % 30 - 15})">{shapes}</g></svg>'
    )
