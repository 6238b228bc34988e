"""Who speaks for somebody else, on what proof, and what is so once they do no more?

1. Whoever speaks for another (a lawyer, a relative, somebody asked to) proves it by a power of attorney that somebody saw: as the
   person concerned themselves nobody proves them. Until then they are heard as anybody is, and nothing is theirs.
2. What goes to whom they speak for goes to them, over the way that they gave; the other side learns of neither.
3. The mandate ends when whom they speak for takes it back, having proved who they are by a complaint of their own about the same, or
   when a lead who has no hand in the case says that it is forged. Their proof counts no more, what rested on it alone is done anew, and
   they are told nothing of the case from then on: not how it ended, nor why, nor by any other letter (`hears`), and no case waits for
   their answer. Nothing of it is held against whom they spoke for.
4. A new power, once it was seen, counts; no other proof gives a mandate back.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.core import facts, proving
from ombud.core.case import UNDECIDED, Case, Decision
from ombud.core.notices.names import MANDATE_ENDED, MANDATE_OVER
from ombud.core.pack.kinds import NOTICE
from ombud.core.pack.types import Step
from ombud.core.pack.words import Text
from ombud.core.playbooks import had_a_hand
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Mandate, Relation

POWER: Final = "power_of_attorney"
"""The method by which somebody proves that they speak for another."""
SPEAKS: Final = "V3"
"""The level of whoever speaks for another and proved it, and of whoever proved to be whom they speak for."""
OVER: Final = "mandate_over"
"""Why a case waits no more for the answer of whoever speaks for another no more."""
UNTOLD: Final = "untold"
"""How a matter ended for whoever speaks for another no more: they are not told."""
WHY: Final[Mapping[Mandate, Text]] = MappingProxyType(
    {
        Mandate.WITHDRAWN: Text("委托已由委托人收回。", "Whom you spoke for has taken the mandate back."),
        Mandate.FORGED: Text(
            "您出示的授权没有得到核实：它不是由所称的委托人出具的。",
            "The power of attorney that you showed did not hold: whom it names did not give it.",
        ),
    }
)
"""Why a mandate ended, as whoever had it reads it."""
SAYS_SO: Final = frozenset({MANDATE_ENDED, MANDATE_OVER})
"""The letters that say that they hear nothing more: of a case the only ones that they still get."""
_VERIFIES: Final = "verify"


def check_power(relation: str, *, level: str, method: str, seen: bool) -> None:
    """Refuse to prove one who speaks for another by anything but a power that was `seen`, and anybody else by one.

    Raises: NEEDS_VERIFICATION, BAD_INPUT.
    """
    speaks = relation == Relation.REPRESENTATIVE
    if method == POWER and not speaks:
        raise Refused(No.BAD_INPUT, field="method")
    if speaks and level >= SPEAKS and not (method == POWER and seen):
        raise Refused(No.NEEDS_VERIFICATION, level=SPEAKS, why="power")


def gives_back(fact: facts.Verified) -> bool:
    """Say whether somebody speaks for another again by this proof: a power that was seen, and nothing less."""
    return fact.method == POWER and fact.level >= SPEAKS


def check_ends(
    case: Case, complaint: UUID, *, relation: str, why: str, word_of: UUID | None, of: str, same: bool
) -> Mandate:
    """Refuse to end what is no mandate, or did already, and a word of whoever has not proved to be whom they speak `of`.

    That the power and what proves who takes it back name the `same` person says whoever held both side by side.

    Raises: BAD_INPUT, ALREADY_DONE, NEEDS_VERIFICATION.
    """
    if relation != Relation.REPRESENTATIVE:
        raise Refused(No.BAD_INPUT, field="complaint")
    if why not in frozenset(Mandate):
        raise Refused(No.UNKNOWN_WORD, field="why", value=why, known=list(Mandate))
    if complaint in case.unmandated:
        raise Refused(No.ALREADY_DONE)
    if why == Mandate.WITHDRAWN and not (word_of and of == Relation.AFFECTED and _is_proved(case, word_of)):
        raise Refused(No.NEEDS_VERIFICATION, level=SPEAKS, why="mandate")
    if why == Mandate.WITHDRAWN and not same:
        raise Refused(No.NEEDS_VERIFICATION, level=SPEAKS, why="same")
    return Mandate(why)


def check_forged(case: Case, by: AgentId, *, leads: bool) -> None:
    """Refuse to call a power forged to anybody but a lead who has no hand in the case: it takes a voice from somebody.

    Raises: NOT_ALLOWED, HAND_IN_IT.
    """
    if not leads:
        raise Refused(No.NOT_ALLOWED, why="forged")
    if by in case.kept_out or had_a_hand(case, by):
        raise Refused(No.HAND_IN_IT, why="forged")


def _is_proved(case: Case, complaint: UUID) -> bool:
    return case.proved(complaint) >= SPEAKS


def rests_on_nobody(case: Case, ended: facts.MandateEnded, *, by: AgentId | None) -> bool:
    """Say whether it was taken back on no word of somebody else here who had proved who they are, and whom the power names.

    Or called forged by whoever has a hand in the case.
    """
    if ended.why != Mandate.WITHDRAWN:
        return by is None or had_a_hand(case, by)
    if ended.word_of in {None, ended.complaint} or ended.names not in {None, ended.word_of}:
        return True
    return not _is_proved(case, ended.word_of)


def done_anew(case: Case, complaint: UUID, *, steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the steps that rested on a proof that counts no more: what verified somebody, and the notice, where nobody else proved it."""
    others = {one.level for one in case.verified if one.complaint != complaint}
    if case.status not in UNDECIDED or max(others, default=proving.NOTHING) >= case.proved(complaint):
        return ()
    rests = (one for one in steps if one.does == _VERIFIES or one.records == NOTICE)
    return tuple(one.id for one in rests if one.id in case.steps_done)


def check_speaks(case: Case, complaint: UUID | None) -> None:
    """Refuse to ask, or to hear on another look, whoever speaks for another no more.

    Raises: MANDATE_OVER.
    """
    if complaint in case.unmandated:
        raise Refused(No.MANDATE_OVER)


def hears(case: Case, complaint: UUID, letter: str) -> bool:
    """Say whether whoever complained may be written such a letter of the case: whoever speaks for another no more only that it is so."""
    return complaint not in case.unmandated or letter in SAYS_SO


def outcome_for(case: Case, decision: Decision, complaint: UUID) -> str:
    """Return how the decision ended for one complainant, as far as they are told."""
    return UNTOLD if complaint in case.unmandated else decision.outcome_for(complaint)
