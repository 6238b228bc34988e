"""Who had a hand in the matters that a complaint names by their numbers? One about our own staff goes to nobody of them."""

import re
from collections.abc import Iterator
from typing import Final

from ombud.core.case import Case
from ombud.core.receipts import parse_number
from ombud.core.refusals import Refused
from ombud.core.vocabulary import AgentId, ComplaintId
from ombud.store import caseviews, complaints, packs
from ombud.store.ledger import read_case, read_complaints

LIMIT: Final = 64
"""Complaints of a case that are read for it: one about our staff rarely has a second."""
_NUMBER: Final = re.compile(r"\bC-?(?:[0-9a-z]{4}-?){3}[0-9a-z]\b", re.IGNORECASE | re.ASCII)


def keeps_out(case: Case, agent: AgentId) -> bool:
    """Say whether this kind is for others, on appeal too, and the agent had a hand in what its complaints name."""
    steps = packs.of_case(case).playbook(case.code).steps
    return any(step.by_others for step in steps) and agent in hands_in(case)


def hands_in(case: Case) -> frozenset[AgentId]:
    """Return everybody who held, prepared or signed what the complaints of this case name."""
    ours = caseviews.joined(case.id, after=None, limit=LIMIT)
    named = {found for one in ours for found in _named(one)}
    cases = {part.case for one in read_complaints(named) for part in one.parts if part.case is not None}
    return frozenset(agent for one in cases - {case.id} for agent in _hands(read_case(one)))


def _hands(case: Case) -> frozenset[AgentId]:
    held = {case.agent} if case.agent is not None else frozenset()
    return case.took_part() | case.prepared | held


def _named(complaint: ComplaintId) -> Iterator[ComplaintId]:
    voice = caseviews.voice(complaint, words=True)
    said = [*(text for _, text in voice.words), *map(str, voice.answers.values())]
    for number in _NUMBER.findall("\n".join(said)):
        try:
            found = complaints.by_number(parse_number(number))
        except Refused:  # it only looks like one
            continue
        if found is not None:
            yield found.id
