"""Which fingerprints of pictures were sent, and by which algorithm was each reckoned?

1. Whoever fears that an intimate image will be put up sends its fingerprint, reckoned on their own device; the picture is sent to nobody.
2. A fingerprint names its algorithm: `pdq`, `md5` or `sha256`. One that does not was reckoned by the tools that our form names: 64 digits
   are PDQ, of a picture, 32 are MD5, of a video.
3. What is kept out is aimed at the fingerprint and at nothing else, and only a person acts on what the host says is like it.
"""

from collections.abc import Iterable
from typing import Final

from ombud.core.pack.types import Measure

KIND: Final = "hash"
"""What a fingerprint is, as a subject of orders to the host."""
SCOPE: Final = "fingerprint"
"""What a measure falls on that keeps out uploads."""
MOST: Final = 100
"""How many fingerprints of one case are kept out."""
_UNNAMED: Final = {32: "md5", 64: "pdq"}


def read(answer: str) -> tuple[str, ...]:
    """Return the fingerprints in an answer, each as `algorithm:digits`, in the order in which they were written and each once."""
    return tuple(dict.fromkeys(_named(one) for one in answer.lower().split()))


def _named(one: str) -> str:
    return one if ":" in one else f"{_UNNAMED[len(one)]}:{one}"


def gather(answers: Iterable[str]) -> tuple[str, ...]:
    """Return the fingerprints of several complaints, each once, and no more than a person can answer for."""
    return tuple(dict.fromkeys(one for answer in answers for one in read(answer)))[:MOST]


def keeps_out(measure: Measure) -> bool:
    """Say whether a measure is aimed at the fingerprints that were sent."""
    return measure.scope == SCOPE
