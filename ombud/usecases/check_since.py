"""Prove that every book still holds what a checkpoint saw of it."""

from collections.abc import Callable
from pathlib import Path

from ombud.adapters import checkpoints
from ombud.core.audit import Fault, since
from ombud.store.heads import digests

Progress = Callable[[str, int], None]
"""Called with the part that is being checked and how many of it were checked since the last call."""


def check_since(place: Path, *, key: str, progress: Progress = lambda _part, _count: None) -> list[Fault]:
    """Return whatever is no longer as the checkpoint saw it, or why the checkpoint itself cannot be believed."""
    faults: list[Fault] = []
    try:
        for page in checkpoints.heads(place, checkpoints.read(place, key=key)):
            faults.extend(since(page, digests(page)))
            progress("checkpoint", len(page))
    except checkpoints.Broken as no:
        faults.append(Fault(code="checkpoint_broken", where=place.name, detail=str(no)))
    return faults
