"""How do Django's doors keep a file that a complainant sends? With this installation's scanner and rules."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.adapters import here
from ombud.adapters.chosen import scanner
from ombud.adapters.dimensions import Seekable
from ombud.adapters.rules import triage_rules
from ombud.store.evidence import MOST_BYTES
from ombud.usecases.add_evidence import Added, add_evidence

MEGABYTES: Final = MOST_BYTES // (1024 * 1024)
"""How large one file may be."""


def take_evidence(complaint_id: UUID, *, file: Seekable, declared: str, named: str, now: datetime) -> Added:
    """Keep one file and name it in the complaint's book; refuse what is not evidence."""
    return add_evidence(
        complaint_id,
        file=file,
        declared=declared,
        named=named,
        rules=triage_rules(),
        scanner=scanner(),
        mint=here.mint,
        now=now,
    )
