"""Write down in which languages a colleague works: cases in others never reach them."""

from collections.abc import Iterable

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SPOKEN, AgentId, Role
from ombud.store import staff, staff_register
from ombud.store.transactions import one_transaction


@one_transaction
def set_languages(agent: AgentId, *, languages: Iterable[str], by: AgentId) -> None:
    """Keep at least one language; a lead does."""
    if Role.LEAD not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED)
    wanted = frozenset(languages)
    if not wanted or wanted - SPOKEN:
        raise Refused(No.UNKNOWN_WORD, field="languages", known=sorted(SPOKEN))
    staff.colleague(agent)
    staff_register.speak(agent, languages=wanted)
