"""Which fingerprint has a picture on Clips, what is kept out by one, and what is like one?

Clips draws its pictures, so a picture is its scene; `private.2` is the second edited version of `private`. MD5 and SHA-256 are of the
drawing. In place of PDQ, which needs pixels, stand 256 bits of the same kind: an edited version differs in a few of them, another
picture in about half, and as with PDQ up to 31 of them count as near. A fingerprint is written `algorithm:digits`.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import md5, sha256
from typing import Final

from clips.clock import written
from clips.poster import SCENES
from clips.posting import MATCHES_PATH, post
from clips.storage import Book, Row

KIND: Final = "hash"
MEASURE: Final = "P11"
NEAR: Final = 31
EDITED: Final = 4
"""In how many bits each edited version differs from the one before."""
DIGITS: Final = {"md5": 32, "pdq": 64, "sha256": 64}


def of(scene: str) -> Mapping[str, str]:
    """Return the fingerprints of a picture by their algorithms."""
    base, _, version = scene.partition(".")
    drawn = f"{json.dumps(SCENES.get(base, SCENES['city']), sort_keys=True)}{base}"
    edited = f"{drawn}{version}".encode()
    flipped = int(version or 0) * EDITED
    bits = int.from_bytes(sha256(drawn.encode()).digest()) ^ ((1 << flipped) - 1)
    return {
        "md5": md5(edited, usedforsecurity=False).hexdigest(),
        "sha256": sha256(edited).hexdigest(),
        "pdq": f"{bits:064x}",
    }


def is_one(name: str) -> bool:
    """Say whether this names a fingerprint that Clips can compare."""
    algorithm, _, digits = name.partition(":")
    return len(digits) == DIGITS.get(algorithm) and set(digits) <= set("0123456789abcdef")


def likeness(name: str, scene: str) -> str:
    """Say whether a picture has this fingerprint: `exact`, `near`, or nothing."""
    algorithm, _, digits = name.partition(":")
    own = of(scene)[algorithm]
    if own == digits:
        return "exact"
    apart = (int(own, 16) ^ int(digits, 16)).bit_count()
    return "near" if algorithm == "pdq" and apart <= NEAR else ""


def is_kept_out(book: Book, row: Row, *, now: datetime) -> bool:
    """Say whether an upload has the very fingerprint that an order in force keeps out since before it came."""
    return any(
        likeness(kept["subject"], row["scene"]) == "exact" and row["posted_at"] > kept["at"]
        for kept in _in_force(book, now=now)
    )


def tell_of_upload(book: Book, row: Row, *, now: datetime) -> None:
    """Leave word for Ombud of every fingerprint in force that a new upload has, or nearly has."""
    for kept in _in_force(book, now=now):
        _tell(book, kept["source"], [(row, likeness(kept["subject"], row["scene"]))], now=now)


def tell_of_what_is_there(book: Book, key: str, name: str, *, now: datetime) -> None:
    """Leave word of what is up already and has a fingerprint that is kept out from now on, or nearly: nothing is done to it."""
    rows = book.execute("SELECT * FROM item WHERE kind IN ('video', 'live') ORDER BY kind, id").fetchall()
    _tell(book, key, [(row, likeness(name, row["scene"])) for row in rows], now=now)


def _tell(book: Book, key: str, found: list[tuple[Row, str]], *, now: datetime) -> None:
    matches = [
        {"subject": {"platform": "clips", "kind": row["kind"], "id": row["id"]}, "near": how == "near"}
        for row, how in found
        if how
    ]
    if matches:
        post(book, MATCHES_PATH, {"order": key, "matches": matches}, now=now)


def _in_force(book: Book, *, now: datetime) -> Iterator[Row]:
    """Yield the orders that keep a fingerprint out, the latest of each."""
    yield from book.execute(
        "SELECT m.* FROM measure m WHERE m.kind = ? AND m.measure = ? AND m.lifted_at IS NULL AND (m.until IS NULL OR m.until > ?)"
        " AND m.no = (SELECT max(n.no) FROM measure n WHERE n.kind = m.kind AND n.subject = m.subject)",
        (KIND, MEASURE, written(now)),
    ).fetchall()
