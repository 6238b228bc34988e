"""A case that the public watches: who hands it to whoever speaks for the house, and who answers the press?

1. A lead says that a case is in the public eye, with a note for the colleagues who speak in public. It names nobody.
2. It changes nothing in how the case is handled: neither its place in the queue, nor how grave it is, nor who must sign. Whoever
   is loud waits like whoever is not.
3. Where the press itself writes, nobody who works on cases answers, asks back or tells how far anything is: a lead does, with
   those who speak in public.
"""

from collections.abc import Iterable

from ombud.core.case import OPEN, Case
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Role


def may_mark(case: Case, roles: Iterable[str]) -> bool:
    """Say whether somebody may say of a case that it is in the public eye."""
    return Role.LEAD in frozenset(roles) and case.status in OPEN


def check_answers(case: Case, roles: Iterable[str]) -> None:
    """Refuse to let anybody but a lead write to the press.

    Raises: PRESS_ASKS.
    """
    asked = case.public is not None and case.public.press
    if asked and Role.LEAD not in frozenset(roles):
        raise Refused(No.PRESS_ASKS)
