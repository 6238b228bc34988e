"""Bring letters to their readers: "you have a letter", never what it says.

A letter is leased and committed, sent without a lock, then its end is written. Sent twice after a crash it has the same
key, so that host and mail box see one. Who cannot be reached keeps the letter to be read with number and code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias, assert_never
from uuid import UUID

from ombud.adapters import sending
from ombud.adapters.mail import contract as mails
from ombud.adapters.platform import contract as host
from ombud.adapters.sms import contract as messages
from ombud.core import facts, mandates, owning
from ombud.core.case import ACCOUNT, Case
from ombud.core.complaint import Complaint, Standing
from ombud.core.notices import (
    BACK_TO_HOLDER,
    CHILD,
    COMPENSATION,
    CONTESTED,
    COUNTER,
    ISSUE_OTHER,
    MANDATE_ENDED,
    MONEY_ARRIVED,
    MONEY_BACK,
    OUTSIDE,
    POSTER,
    RECORD,
    TO_EARLIER,
    WORD_LATER,
    Places,
    letter_id,
)
from ombud.core.pack.kinds import ADVICE
from ombud.core.pack.letters import Rendered, render
from ombud.core.receipts import number_of
from ombud.core.shutting import is_back
from ombud.core.vocabulary import CaseId, ComplaintId, Role, Side, SubjectKind
from ombud.store import (
    affected,
    alarms,
    arriving,
    giving_up,
    letters,
    mailroom,
    packs,
    reaching,
    subjects,
    texts,
)
from ombud.store.alarms import Raised
from ombud.store.ledger import Book, open_case, open_complaint, read_case, read_complaint
from ombud.store.mailroom import Letter
from ombud.store.mandates import ended
from ombud.store.transactions import one_transaction
from ombud.store.vault import vault

LOOKED_AT: Final = 32
SPEAKS_NO_MORE: Final = """代理已经结束：已经写好、还没有送到的信不再送给代理人。
Their mandate ended: what was written to them before, and has not arrived, goes to them no more."""
"""Why a letter is held back for which somebody was just being written to as their mandate ended."""
NOTE: Final = "you_have_a_letter"
BY: Final = "chore:deliver"
UNASKED: Final = """平台不知道这个账号以前的电话和邮箱：没有人能在那里被问到。
The host knows no phone or address that the account had before: nobody could be asked there."""
PHONE_LOST: Final = "phone_lost"
"""Why no word of a letter goes to a telephone: a stranger may have it. It is read with number and code."""
Language: TypeAlias = Literal["zh", "en"]
LANGS: Final[Mapping[str, Language]] = {"zh": "zh", "en": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """How the house reaches people, and where it is found itself."""

    platform: host.Platform
    mail: mails.Post
    sms: messages.Texts
    url: str


@dataclass(frozen=True, slots=True)
class _Arrived:
    """The reader can read that there is a letter."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Nobody can be sent word; the letter waits for its reader."""

    why: str


@dataclass(frozen=True, slots=True)
class _Later:
    """Another try is right."""

    why: str


@dataclass(frozen=True, slots=True)
class _Never:
    """No try will help: a person must look."""

    why: str


@dataclass(frozen=True, slots=True)
class _Nowhere:
    """It was for the earlier channels of an account, and the host knows none: the case says so, and nobody waits for it."""

    case: CaseId


_End: TypeAlias = _Arrived | _Kept | _Later | _Never | _Nowhere


def deliver(*, doors: Doors, now: datetime, limit: int = LOOKED_AT) -> int:
    """Try letters that are due, at most so many, and return how many were tried."""
    tried = 0
    for due in mailroom.due(now=now, limit=LOOKED_AT):
        letter = one_transaction(mailroom.lease)(due, now=now)
        if letter is None:
            continue
        if not _speaks_no_more(letter, now=now):
            _bring(letter, doors, now=now)
        tried += 1
        if tried == limit:
            break
    return tried


def _bring(letter: Letter, doors: Doors, *, now: datetime) -> None:
    if letter.complaint is not None:
        _announce(letter, now=now)
    end = (
        _to_account(letter, doors, now=now)
        if letter.side in {Side.ACCOUNT, Side.AFFECTED, Side.CHILD}
        else _to_person(letter, doors, now=now)
    )
    _write(letter, end, now=now)


def _speaks_no_more(letter: Letter, *, now: datetime) -> bool:
    """Hold back a letter to whoever speaks for another no more, which was being written while that ended; say whether it was."""
    if letter.complaint is None or letter.case_id is None or letter.template in mandates.SAYS_SO:
        return False
    case = ended((letter.case_id,)).get(letter.case_id)
    if case is None or letter.complaint not in case.unmandated:
        return False
    _keep_from(letter.case_id, letter.complaint, now=now)
    return True


# --- sending ------------------------------------------------------------------------------------------------


def _note(letter: Letter, doors: Doors) -> Rendered:
    """Return the words that say there is a letter; they are the same for every letter."""
    link = Places(doors.url).once(letter.number, token=vault().link(letter.id, mailroom.LINK))
    pack = packs.of_case(read_case(letter.case_id)) if letter.case_id else packs.in_force(_place(letter))
    return render(pack.letters[NOTE], lang=letter.lang, values={"link": link})


def _place(letter: Letter) -> str:
    return reaching.jurisdiction(letter.complaint) if letter.complaint else "CN"


def _to_account(letter: Letter, doors: Doors, *, now: datetime) -> _End:
    account = letter.account or _look_again(letter)
    named = subjects.find(account) if account else None
    return _in_app(letter, named.external, doors, now=now) if named else _Later("unknown_account")


def _look_again(letter: Letter) -> UUID | None:
    """Return the account that a look-up has named since the letter was written."""
    account = letters.account_of(read_case(letter.case_id)) if letter.case_id else None
    if account is not None:
        mailroom.address(letter.id, account)
    return account


def _where(letter: Letter) -> host.To:
    """Return where the host puts a letter to an account; of earlier channels never a telephone that a stranger may have."""
    if not _goes_earlier(letter):
        return "inbox"
    return "earlier_mail" if _phone_is_lost(letter) else "earlier"


def _phone_is_lost(letter: Letter) -> bool:
    case = read_case(letter.case_id) if letter.case_id else None
    return case is not None and owning.phone_is_lost(case, pack=packs.of_case(case))


def _goes_earlier(letter: Letter) -> bool:
    """Say whether a letter goes to the channels that an account had before: from the first that did until the account is back.

    Whoever said "that was not me" from an old telephone is answered there, and not where an intruder reads along. Where both sides of
    a contested account are heard, whoever holds it is written to in its inbox as before, unless it was that telephone that appealed.
    """
    if letter.template in TO_EARLIER:
        return True
    if letter.template in CONTESTED or letter.case_id is None or not mailroom.was_earlier(letter.case_id):
        return False
    case = read_case(letter.case_id)
    quiet = letters.is_quiet(case.code, pack=packs.of_case(case), law=packs.over_account(case))
    return letters.is_answered_earlier(case, letter.template) or (quiet and not is_back(case))


def _in_app(letter: Letter, account: str, doors: Doors, *, now: datetime) -> _End:
    link = Places(doors.url).once(letter.number, token=vault().link(letter.id, mailroom.LINK))
    said = _note(letter, doors)
    to = _where(letter)
    message = host.InApp(letter.id.hex, account, LANGS.get(letter.lang, "en"), said.body, link, to)
    answer = doors.platform.tell(message, now=now)
    match answer:
        case host.Delivered():
            return _Arrived()
        case host.Accepted():
            return _Later("accepted")
        case host.RefusedByHost(detail=host.NO_EARLIER) if letter.case_id and to != "inbox":
            return _Nowhere(letter.case_id)
        case host.RefusedByHost(detail=detail):
            return _Never(detail)
        case host.Unreachable(why=why):
            return _Later(why.value)
        case _:
            assert_never(answer)


def _to_person(letter: Letter, doors: Doors, *, now: datetime) -> _End:
    """Send word by mail, else by text message, else inside the host; without any of these the letter is kept.

    Where a way can never reach them the next one that they gave is tried.
    """
    contact = reaching.contact(letter.complaint) if letter.complaint else {}
    why = ""
    for way in reaching.in_order(contact):
        end = _by(way, contact[way], letter, doors, now=now)
        if not isinstance(end, _Never):
            return end
        why = why or end.why
    return _unreached(letter, why) if why else _Kept("")


def _by(way: str, where: str, letter: Letter, doors: Doors, *, now: datetime) -> _End:
    key, said = letter.id.hex, _note(letter, doors)
    if way == "email":
        return _handed(doors.mail.send(mails.Mail(key, where, said.title, said.body)))
    if way == "phone" and _phone_is_lost(letter):
        return _Kept(PHONE_LOST)
    if way == "phone":
        return _handed(doors.sms.send(messages.Sms(key, where, said.body)))
    return _Kept("") if _in_other_hands(letter, where) else _in_app(letter, where, doors, now=now)


def _in_other_hands(letter: Letter, account: str) -> bool:
    """Say whether somebody says that this very account is in other hands, and it is not back: there a stranger reads the word.

    The letter is kept like that of whoever left no address, to be read with number and code.
    """
    complaint = read_complaint(letter.complaint) if letter.complaint else None
    case = read_case(letter.case_id) if letter.case_id else None
    claims = [part for part in (complaint.parts if complaint else ()) if part.code.startswith(ACCOUNT)]
    about = {case.subject if case and case.id == part.case else part.subject for part in claims}
    about |= {complaint.received.subject} if complaint and claims else set()
    named = (subjects.find(one) for one in about if one is not None)
    same = any(one and (one.kind, one.external) == (SubjectKind.ACCOUNT, account) for one in named)
    return same and not (case is not None and is_back(case))


def _unreached(letter: Letter, why: str) -> _End:
    """Keep a letter whose reader cannot be sent word; of one that must arrive a person must know it before the case closes."""
    must = letter.decision is not None or letter.template in _MUST_ARRIVE
    return _Never(why) if must else _Kept(why)


def _handed(answer: sending.Outcome) -> _End:
    match answer:
        case sending.Sent():
            return _Arrived()
        case sending.Undeliverable(detail=detail):
            return _Never(detail)
        case sending.TryLater(detail=detail):
            return _Later(detail)
        case _:
            assert_never(answer)


# --- writing ------------------------------------------------------------------------------------------------


@one_transaction
def _write(letter: Letter, end: _End, *, now: datetime) -> None:
    """Write down how a try ended; that an account, or a complainant, was told stands in the book of theirs in the same commit."""
    match end:
        case _Arrived():
            if letter.case_id is not None and _counts(letter):
                _tell_the_case(letter.case_id, letter, now=now)
            arriving.note(letter, by=BY, now=now)
            _over(letter, state="delivered", now=now)
        case _Kept(why=why):
            arriving.note(letter, by=BY, now=now)
            _over(letter, state="kept", now=now, detail=why)
        case _Later(why=why):
            if not mailroom.again(letter, detail=why, now=now):
                _lost(letter, why, now=now)
        case _Never(why=why):
            mailroom.over(letter.id, state="dead", now=now, detail=why)
            _lost(letter, why, now=now)
        case _Nowhere(case=case):
            _give_up(case, letter, now=now)
        case _:
            assert_never(end)


def _give_up(case_id: CaseId, letter: Letter, *, now: datetime) -> None:
    """Write into the case's book that nobody could be asked where the account was reached before; it is waited for no more."""

    def named(bucket: int | None = None) -> UUID:
        return letter_id(bucket or 0, host.NO_EARLIER, letter.id.hex)

    with open_case(case_id) as book:
        words = texts.keep_for(case_id, UNASKED, mint=named)
        giving_up.give_up(book, (letter,), words=words, by=BY, now=now)


@one_transaction
def _keep_from(case_id: CaseId, complaint: ComplaintId, *, now: datetime) -> None:
    with open_case(case_id) as book:
        if complaint in book.state.unmandated:
            words = texts.keep_for(
                case_id,
                SPEAKS_NO_MORE,
                mint=lambda bucket=None: letter_id(
                    bucket or 0, MANDATE_ENDED, str(book.state.seq), complaint.hex
                ),
            )
            giving_up.keep_from(book, complaint, words=words, by=BY, now=now)


def _over(letter: Letter, *, state: str, now: datetime, detail: str = "") -> None:
    """Write down that a letter is there to be read; of those that tell how far it is the case hears when all are.

    The case is locked before anybody looks, so that of two that arrive at once one is the last.
    """
    if letter.template not in _TOGETHER or letter.case_id is None:
        mailroom.over(letter.id, state=state, now=now, detail=detail)
        return
    with open_case(letter.case_id) as book:
        mailroom.over(letter.id, state=state, now=now, detail=detail)
        if not mailroom.on_their_way(book.id, letter.template, made_at=letter.made_at):
            _tell(book, letter, now=now)


def _counts(letter: Letter) -> bool:
    """Say whether the case must know that a letter arrived: the account's, a child's, and what was passed on to a complainant."""
    side = letter.side in {Side.ACCOUNT, Side.CHILD}
    return letter.template in _PASSED_ON or (side and letter.complaint is None)


def _tell_the_case(case_id: CaseId, letter: Letter, *, now: datetime) -> None:
    with open_case(case_id) as book:
        if all(told.letter != letter.id for told in book.state.told):
            _tell(book, letter, now=now)


def _tell(book: Book[Case], letter: Letter, *, now: datetime) -> None:
    """Write into the case's book that a letter arrived, and what has happened by that."""
    template = packs.of_case(book.state).letters.get(letter.template)
    marks = template.marks if template else ()
    book.write(replace(_told(letter), marks=marks), by=BY, now=now)


def _told(letter: Letter) -> facts.Told:
    return facts.Told(
        letter=letter.id,
        template=letter.template,
        side=letter.side,
        case=letter.case_id,
        decision=letter.decision,
    )


def _lost(letter: Letter, why: str, *, now: datetime) -> None:
    """Have a person look at a letter that reaches nobody; of all those about one leak once, for a warning in public."""
    owner, about, once = letter.case_id or letter.complaint or letter.id, letter.number, now.isoformat()
    if letter.side == Side.AFFECTED and letter.case_id is not None:
        if affected.lose(letter, why=why, now=now):
            return
        about, once = number_of(letter.case_id, "K"), Side.AFFECTED.value
    dead = Raised(owner=owner, kind="letter_dead", to_role=Role.LEAD, about=about, once=once)
    alarms.put((dead,), now=now)


# --- what the complaint's book must know before its letter goes out ------------------------------------------


@one_transaction
def _announce(letter: Letter, *, now: datetime) -> None:
    """Write into the complaint's book what its letter says: more asked for, put off, opened again, or told beside it; once."""
    if letter.complaint is None or letter.case_id is None or letter.template not in _ANNOUNCED:
        return
    with open_complaint(letter.complaint) as book:
        if any(told.letter == letter.id for _, told in book.state.told):
            return
        if letter.template == "need_more":
            asked = _asked(letter.case_id, letter)
            if asked is not None:
                _reopen(book, letter.case_id, now=now)  # the other side appealed, and she is asked once more
                book.write(asked, by=BY, now=now)
        if letter.template == letters.PUT_OFF and book.state.standing is not Standing.ENDED:
            book.write(_put_off(letter.case_id, letter, complaint=letter.complaint), by=BY, now=now)
        if (
            letter.template in _REOPENS and (case := read_case(letter.case_id)).on_appeal
        ):  # it may go out late
            _reopen(book, letter.case_id, now=now)
            _hear_child(book, case, letter, now=now)
        book.write(_told(letter), by=BY, now=now)


def _reopen(book: Book[Complaint], case_id: CaseId, *, now: datetime) -> None:
    for part in book.state.parts:
        may = book.state.standing in {Standing.OPEN, Standing.ENDED}
        if part.case == case_id and part.outcome is not None and may:
            book.write(facts.PartReopened(part=part.no, case=case_id), by=BY, now=now)


def _hear_child(book: Book[Complaint], case: Case, letter: Letter, *, now: datetime) -> None:
    """Let a complaint hear that whoever asked for another look, which this letter confirms, said that they are a child."""
    asked = (one for one in case.appeals if letters.receipt_id(one.letter, no=one.no) == letter.id)
    if any(one.child for one in asked):
        book.write(facts.ChildHeard(case=case.id), by=BY, now=now)


_ANNOUNCED: Final = frozenset(
    {
        "need_more",
        "appeal_receipt",
        OUTSIDE,
        "guardian",
        CHILD,
        "breach",
        COMPENSATION,
        "forwarded_counter",
        "came_back_other",
        ISSUE_OTHER,
        letters.PUT_OFF,
        letters.PROGRESS,
        POSTER,
        MONEY_ARRIVED,
        MONEY_BACK,
        WORD_LATER,
        MANDATE_ENDED,
        *ADVICE,
    }
)


_REOPENS: Final = frozenset({"appeal_receipt", OUTSIDE, ISSUE_OTHER})
_TOGETHER: Final = frozenset({letters.PROGRESS, POSTER})
"""Letters that tell how far it is: the case hears once all of them are there."""
_PASSED_ON: Final = frozenset({"forwarded_counter"})
_MUST_ARRIVE: Final = frozenset(
    {
        "guardian",
        "breach",
        CHILD,
        COMPENSATION,
        RECORD,
        COUNTER,
        BACK_TO_HOLDER,
        POSTER,
        MONEY_ARRIVED,
        MONEY_BACK,
        *ADVICE,
    }
)
"""Letters beside a decision that a law or a playbook owes somebody: no page that they may look at stands for them."""


def _asked(case_id: CaseId, letter: Letter) -> facts.AskedFor | None:
    """Return what the case asked for by this letter, if it still waits for an answer."""
    waiting = read_case(case_id).waiting_for
    if waiting is None or waiting.letter != letter.id:
        return None
    return facts.AskedFor(letter=letter.id, case=case_id, until=waiting.until)


def _put_off(case_id: CaseId, letter: Letter, *, complaint: ComplaintId) -> facts.PutOff:
    """Return until when this letter puts the answer off, as the case's book says."""
    case = read_case(case_id)
    named = {letters.put_off_id(complaint, case, one.until): one.until for one in case.extensions}
    return facts.PutOff(letter=letter.id, case=case_id, until=named[letter.id])
