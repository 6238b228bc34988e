"""Show what the host said of a case's subject when it was last asked."""

from collections.abc import Mapping
from typing import Any

from ombud.core.vocabulary import CaseId
from ombud.store import situations
from ombud.store.ledger import read_case


def look_at_snapshot(case_id: CaseId) -> Mapping[str, Any]:
    """Return the host's last answer in its own shape; empty before anybody looked the subject up."""
    return situations.snapshot(read_case(case_id))
