"""Ask the host about what a case was opened about: who is behind it, and what bears on how grave it is.

1. Nobody is handed a case about themselves, and a case about a child's account is graver before anybody looks it up.
2. Asked without any lock and in a chore of its own: a host that hangs delays neither sorting nor dispatch. A worker that
   dies leaves the question due again.
3. What the host tells is written down once a case; somebody's own look-up is newer and stays.
4. A case of another bucket that began with it hears in a commit of its own; it waits for the answer in its row, so that a process
   that dies leaves it due.
5. Somebody complains of a decision of the host's that it never told us of: the answer brings it, and it is kept as an imported one is.
   Until then it is asked again, at longer and longer intervals, for as long as a case about it is open; that it knows no
   such decision is an answer.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.adapters.platform.contract import HostSubject, LookedUp, Platform, RefusedByHost, Unreachable
from ombud.adapters.platform.told import account_of, rulings, told
from ombud.core.facts import Established
from ombud.core.ids import Mint
from ombud.core.vocabulary import HOST, CaseId
from ombud.store import host_rulings, silencing, subjects
from ombud.store.ledger import open_case
from ombud.store.subjects import Named
from ombud.store.transactions import one_transaction

BY: Final = "chore:accounts"
LOOKED_AT: Final = 32


def find_accounts(*, platform: Platform, mint: Mint, now: datetime, limit: int = LOOKED_AT) -> int:
    """Ask about things whose time has come, at most so many, and return how many were asked about."""
    asked = 0
    for one in subjects.asked_of_afar(now=now, limit=LOOKED_AT):
        one_transaction(subjects.ask_about)((one,), now=now)
    for named in subjects.to_look_up(now=now, limit=LOOKED_AT):
        if not one_transaction(subjects.lease_look)(named, now=now):
            continue
        answer = platform.look_up(HostSubject(named.platform, named.kind, named.external), now=now)
        if isinstance(answer, LookedUp):
            told_of, unknown = rulings(answer)
            host_rulings.keep_asked(named, told_of, unknown=unknown, mint=mint, now=now)
        _keep(named, answer, now=now)
        _tell_afar(named, answer, now=now)
        asked += 1
        if asked == limit:
            break
    return asked


@one_transaction
def _keep(named: Named, answer: LookedUp | RefusedByHost | Unreachable, *, now: datetime) -> None:
    """Write down which account it is and what is known of it; who cannot be reached is asked again, who names nobody is not."""
    if isinstance(answer, Unreachable):
        return
    account = None
    if isinstance(answer, LookedUp):
        who = account_of(answer.seen)
        _establish(subjects.hold(named.id), told(answer.seen), place=who.place, now=now)
        account = subjects.keep(named.platform, "account", who.id) if answer.seen.account else None
    awaited = host_rulings.is_awaited(named)
    if account is not None:
        subjects.link(named.id, account=account, asks_on=awaited)
    elif not awaited:
        subjects.give_up_looking(named.id)


def _tell_afar(named: Named, answer: LookedUp | RefusedByHost | Unreachable, *, now: datetime) -> None:
    """Write down what the host told, also that it knows nothing, in each case of another bucket."""
    if isinstance(answer, Unreachable):
        return
    fact, place = Established(source=HOST), None
    if isinstance(answer, LookedUp):
        fact, place = told(answer.seen), account_of(answer.seen).place
    for case in subjects.far_from(named.id):
        one_transaction(_establish)((case,), fact, place=place, anyhow=True, now=now)


def _establish(
    cases: Iterable[CaseId], fact: Established, *, place: str | None, now: datetime, anyhow: bool = False
) -> None:
    """Write what the host told into every case that has not heard it: what bears on gravity once, whose law protects the account.

    `anyhow`: that it was asked counts, whatever it knows.
    """
    for case in cases:
        with open_case(case) as book:
            says = anyhow or fact.facts or fact.counts or fact.earlier or fact.there_since
            if says and HOST not in book.state.known:
                book.write(fact, by=BY, now=now)
            silencing.place(book, place, by=BY, now=now)
