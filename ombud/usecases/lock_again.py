"""Say that somebody strange came back to an account that had gone back: what is odd begins a case beside this one, and locks at once."""

from datetime import datetime

from ombud.core.case import Status
from ombud.core.following import check_due
from ombud.core.ids import Mint
from ombud.core.pack.kinds import CAME_BACK
from ombud.core.playbooks import playbook_of, step_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import coming_back, packs, taken_again
from ombud.store.ledger import read_case


def lock_again(case_id: CaseId, *, step: str, by: AgentId, mint: Mint, now: datetime) -> int:
    """Do what the host's word has done on a watched account, and return how many of its changes are new; whoever has a part may.

    Raises: NOT_YOURS, STEP_UNKNOWN, STEP_WAITS, STEP_NEEDS_EVIDENCE.
    """
    case = read_case(case_id)
    if case.status is not Status.DECIDED or not case.has_part(by):
        raise Refused(No.NOT_YOURS, status=case.status.value)
    pack = packs.of_case(case)
    entry = step_of(case, step, pack=pack)
    check_due(case, entry, playbook_of(case, pack), now=now)
    told = coming_back.told(case)
    if CAME_BACK not in entry.ends or told is None or not told.changes:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step, why="nothing_odd")
    return taken_again.hear(told, mint=mint, now=now)
