"""Let people work here: who they are, what they may do, and how they log in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ombud.adapters import addresses
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SPOKEN, Role
from ombud.store import staff_register
from ombud.store.staff_register import Member
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Hired:
    """Somebody to be taken on; `duty` is `lead` or `deputy` for those whom danger pages, by `email` and `phone`.

    What is None stays as it is; who is new works in every language that letters are written in.
    """

    username: str
    name: str
    password: str = field(repr=False)
    roles: frozenset[str]
    languages: frozenset[str] | None = None
    clearances: frozenset[str] = frozenset()
    lang: str = "zh"
    duty: str = ""
    present: bool = False
    email: str | None = None
    phone: str | None = None


@one_transaction
def hire(people: Iterable[Hired], *, mint: Mint, now: datetime) -> dict[str, UUID]:
    """Take people on, or bring those who are here up to date; return their ids by user name."""
    known = {role.value for role in Role}
    hired = {}
    for one in people:
        if unknown := one.roles - known:
            raise Refused(No.UNKNOWN_WORD, field="roles", value=min(unknown), known=sorted(known))
        if unknown := (one.languages or SPOKEN) - SPOKEN:
            raise Refused(No.UNKNOWN_WORD, field="languages", value=min(unknown), known=sorted(SPOKEN))
        member = Member(
            username=one.username,
            name=one.name,
            roles=one.roles,
            languages=one.languages,
            clearances=one.clearances,
            lang=one.lang,
            duty=one.duty,
            present=one.present,
            email=None if one.email is None else addresses.email(one.email),
            phone=None if one.phone is None else addresses.phone(one.phone),
        )
        hired[one.username] = staff_register.take_on(member, password=one.password, mint=mint, now=now)
    return hired
