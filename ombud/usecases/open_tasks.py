"""Make what must not happen again somebody's work: a new task, or the one that its cause and clause have already.

A leak of ours has work of its own, whatever else the same cause has: that is what is looked at after 30 and 90 days.
"""

from datetime import datetime
from typing import Final

from ombud.core import facts, learning, preventing
from ombud.core.along import is_led
from ombud.core.case import Case
from ombud.core.playbooks import playbook_of
from ombud.core.vocabulary import CaseId
from ombud.store import lessons, packs
from ombud.store.in_turn import each
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:learn"


def open_tasks(*, now: datetime, limit: int = 64) -> int:
    """Do so for cases with a fault that is nobody's yet, and return how many faults found their task."""
    return each(lessons.unassigned(limit=limit), lambda one: _assign(one, now=now), what="tasks", now=now)


@one_transaction
def _assign(case_id: CaseId, *, now: datetime) -> int:
    """Join what is open elsewhere, also what another case begins in this very moment."""
    done = 0
    with open_case(case_id) as book:
        for found in (one for one in book.state.lessons.found if one.task is None):
            opened = learning.task_for(book.state, found, pack=packs.of_case(book.state), now=now)
            mine = (case_id, opened.no)
            claim = lessons.claim_own if _has_own(book.state) else lessons.task_of
            there = learning.open_here(book.state, found) or claim(found.fault.cause, found.clause, new=mine)
            joined = facts.TaskJoined(fault=found.no, case=there[0], task=there[1])
            fact: facts.CaseFact = opened if there == mine else joined
            book.write(fact, by=BY, now=now)
            done += 1
    return done


def _has_own(case: Case) -> bool:
    """Say whether the playbook of a case waits for work of its own; what stands beside an incident leaves it to that."""
    return preventing.is_asked(playbook_of(case, packs.of_case(case))) and not is_led(case)
