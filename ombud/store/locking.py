"""What is whoever an account belongs to told of its lock, where no decision tells of it? That it is locked, and that it ended.

The account hears of it on the channels that it had before: whoever sits in it reads no line. Whoever it was given to hears of it
where they said that they can be reached; nobody else who ever claimed it does.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from ombud.core import facts, notices
from ombud.core.case import ACCOUNT, Case
from ombud.core.ids import bucket_of
from ombud.core.notices import (
    LOCK_ENDED,
    LOCK_GOES_ON,
    LOCK_LIFTED,
    LOCK_OVER,
    LOCKED_AGAIN,
    LOCKED_FIRST,
    STILL_LOCKED,
    letter_id,
)
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.shutting import LOCK
from ombud.core.vocabulary import ComplaintId, Role
from ombud.store import alarms, letters, mailroom, packs, penning, statements
from ombud.store.alarms import Raised
from ombud.store.ledger import read_complaint
from ombud.store.mailroom import Draft

ASKED: Final = "_asked"
"""Ends the name of the letter by which whoever complained hears the same."""


def tell_locked(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> None:
    """Tell whoever has the account that it is locked again, until when, and how to say that it was them."""
    _tell(case, held, LOCKED_AGAIN, pack=pack, now=now)


def tell_lifted(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> None:
    """Tell them that it is open again: a person looked at it, and it was theirs."""
    _tell(case, held, LOCK_LIFTED, pack=pack, now=now)


def tell_first(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> None:
    """Tell the earlier channels that it is locked while somebody looks, until when, and how to say that this is a mistake."""
    if is_first(held, code=case.code, pack=pack):
        _tell_first(case, held, LOCKED_FIRST, pack=pack, now=now)


def tell_over(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> None:
    """Tell whoever was told of it that this lock fell, and that the account was given to nobody."""
    if mailroom.those((first_letter(case, held, LOCKED_FIRST),)):
        _tell_first(case, held, LOCK_OVER, pack=pack, now=now)


def call_to_look(case: Case, *, now: datetime) -> None:
    """Call a lead to look at a lock at once when somebody else says something of the account: it may be whoever is shut out.

    Nobody can be called twice while the first call is open, however many write.
    """
    held = (one for one in case.provisional if one.order.measure == LOCK and case.code.startswith(ACCOUNT))
    calls = [
        Raised(
            owner=case.id,
            kind=alarms.REVIEW,
            to_role=Role.LEAD.value,
            about=f"protection:{LOCK}",
            once=now.isoformat(),
        )
        for _ in held
    ]
    alarms.put((one for one in calls if not alarms.is_open(one)), now=now)


def is_first(held: facts.Protected, *, code: str, pack: Pack) -> bool:
    """Say whether an agent locked an account that somebody claims, in a kind that writes nothing into its inbox or names the letter.

    Where both sides are heard whoever holds it reads of the lock in the inbox as well: which of them had it before is the question.
    Cases under rules without such a letter write none.
    """
    taken = held.by_alarm or held.since is not None or held.order.until is None
    lock = held.order.measure == LOCK and not taken and code.startswith(ACCOUNT)
    tells = statements.is_quiet(code, pack=pack) or LOCKED_FIRST in pack.category(code).letters
    return lock and LOCKED_FIRST in pack.letters and tells


def first_letter(case: Case, held: facts.Protected, template: str) -> UUID:
    """Return the id of the letter that tells the earlier channels of a lock that an agent took."""
    return letter_id(bucket_of(case.id), template, held.order.key)


def _tell_first(case: Case, held: facts.Protected, template: str, *, pack: Pack, now: datetime) -> None:
    letter = first_letter(case, held, template)
    mailroom.post((_to_account(case, held.order, letter, template, pack=pack),), now=now)


def tell_goes_on(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> None:
    """Tell whoever waits for an account that two people took its lock anew, because nothing is decided yet, and until when."""
    _tell_all(case, held, LOCK_GOES_ON, pack=pack, now=now)


def tell_ended(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> None:
    """Tell them that it is locked no more, and that nothing is decided yet."""
    _tell_all(case, held, LOCK_ENDED, pack=pack, now=now)


def tell_stays(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> None:
    """Tell them that it is not given back yet, and stays locked until a day."""
    _tell_all(case, held, STILL_LOCKED, pack=pack, now=now)


def letters_of(case: Case, held: facts.Protected, template: str) -> Iterator[UUID]:
    """Yield the ids of the letters that tell of a lock: to the account, and to whoever it was given to."""
    key = held.order.key
    yield letter_id(bucket_of(case.id), template, key)
    if case.given_to is not None:
        yield asked_letter_of(case.given_to, key, template)


def asked_letter_of(complaint: ComplaintId, key: str, template: str) -> UUID:
    """Return the id of the letter that tells a complainant of a lock."""
    return letter_id(bucket_of(complaint), template + ASKED, key, complaint.hex)


def _tell_all(case: Case, held: facts.Protected, template: str, *, pack: Pack, now: datetime) -> None:
    """Tell the earlier channels, and everybody who complained: nobody knows yet whose it is."""
    until = held.order.until or now
    letter = letter_id(bucket_of(case.id), template, held.order.key)
    mailroom.post((_to_account(case, held.order, letter, template, pack=pack),), now=now)

    def values(number: str, pen: notices.Pen) -> Mapping[str, str]:
        return notices.locked_values(until, number=number, pen=pen)

    named = partial(asked_letter_of, key=held.order.key, template=template)
    letters.tell_everybody(case, template + ASKED, values, named=named, pack=pack, now=now)


def _tell(case: Case, held: facts.Protected, template: str, *, pack: Pack, now: datetime) -> None:
    if held.order.measure != LOCK or held.order.until is None:
        return
    to_account, *to_owner = letters_of(case, held, template)
    drafts = [_to_account(case, held.order, to_account, template, pack=pack)]
    drafts += [_to_owner(case, one, template, until=held.order.until) for one in to_owner]
    mailroom.post(drafts, now=now)


def _to_account(case: Case, order: facts.Order, letter: UUID, template: str, *, pack: Pack) -> Draft:
    pen = penning.pen_to_account(case, pack=pack)
    it = notices.Interim(
        subject=statements.subject_of(case, pack),
        measure=pack.measures[order.measure],
        until=order.until or case.opened_at,
    )
    said = penning.write(template, notices.lock_values(it, again=template != LOCKED_FIRST, pen=pen), pen=pen)
    account = statements.account_of(case)
    return statements.draft(case, letter, template, said=said, lang=pen.lang, account=account)


def _to_owner(case: Case, letter: UUID, template: str, *, until: datetime) -> Draft:
    told = read_complaint(case.given_to or case.id)
    pen = penning.pen_to(told, pack=packs.for_reader(case, told))
    values = notices.locked_values(until, number=number_of(told.id, "C"), pen=pen)
    said = penning.write(template + ASKED, values, pen=pen)
    return letters.draft(told, letter, template + ASKED, said=said, case_id=case.id)
