"""Is every letter to the person its book means, about the decision it tells of, and open to appeal as long as it must be?"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeGuard
from uuid import UUID

from ombud.core import announcing, facts, mandates, shutting
from ombud.core.audit import Fault
from ombud.core.case import Case, OrderState
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.kin import family
from ombud.core.notices import (
    AGAIN_EARLIER,
    AGAIN_HOLDER,
    CHILD,
    CONTESTED,
    COOLING,
    COUNTER,
    GOES,
    INFORMAL_REFUSED,
    MANDATE_OVER,
    MONEY_ARRIVED,
    POSTER,
    REPORTS,
    UNBOUND,
    UNFOUNDED,
    UNNAMED,
    letter_id,
)
from ombud.core.pack.authorities import whole
from ombud.core.pack.kinds import ADVICE
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import (
    checking_affected,
    checking_locks,
    disclosing,
    identifying,
    mailroom,
    outside,
    packs,
    reopening,
)
from ombud.store.advising import advice_id
from ombud.store.checking import Examined
from ombud.store.checking_laws import judged_by
from ombud.store.countering import back_id, back_later_id, never_begun
from ombud.store.letters import PROGRESS, PUT_OFF, progress_id, put_off_id, receipt_id
from ombud.store.passing_on import report_id, report_langs
from ombud.store.penning import account_lang
from ombud.store.prolonging import held_letter
from ombud.store.refunding import arrived_id
from ombud.store.statements import beside_id, cleared_id, postponed_id
from ombud.store.telling_child import letter_to
from ombud.store.vault import vault

Row = Mapping[str, Any]

TELLS_OF_A_DECISION: Final = frozenset(
    {
        "answered",
        "decision_complainant",
        INFORMAL_REFUSED,
        "appeal_outcome_appellant",
        "appeal_outcome_other",
        "statement_of_reasons",
        "restored",
        COOLING,
        *CONTESTED,
        MANDATE_OVER,
        UNBOUND,
        UNNAMED,
        *UNFOUNDED.values(),
    }
)


def of_complaint(one: Examined[Complaint], there: Iterable[Row]) -> Iterator[Fault]:
    """Check the letters to a complainant."""
    where, received = f"complaint {one.state.id}", one.state.received
    several = list(there)
    yield from _told(one.lines, several, where=where)
    yield from _arrived(one, several, where=where)
    for row in several:
        expected = {"person": received.person, "lang": received.locale, "side": Side.COMPLAINANT.value}
        yield from _differences(row, expected | {"account": None}, where=where)
        yield from _itself(row, where=where)
        if row["case_id"] is None and row["appeal_until"] is not None:
            yield _fault(where, row, "appeal_until")


def of_case(
    one: Examined[Case], there: Iterable[Row], *, account: UUID | None, members: Iterable[Row] = ()
) -> Iterator[Fault]:
    """Check the letters of a case: those to the account, reports, and until when each may be appealed."""
    where, several = f"case {one.state.id}", list(there)
    yield from _told(one.lines, several, where=where)
    there_are = {row["id"] for row in several}
    missing = [letter for letter in _owed(one) if letter not in there_are]
    missing += _unheard(one, there=there_are)
    joined = tuple(members)
    missing += checking_locks.missing(checking_locks.owed(one, joined), there=there_are)
    missing += checking_locks.missing(_advised(one, joined), there=there_are)
    yield from (Fault(code="letter_missing", where=where, detail=str(letter)) for letter in missing)
    yield from _put_off(one.state, several, where=where)
    yield from _progress(one, several, where=where)
    yield from _closed_without(one, several, where=where)
    yield from _never_begun(one.state, several, where=where)
    yield from _records(one, there_are, where=where)
    yield from _went_back(one.state, several, where=where)
    yield from _identified(one, several, where=where)
    yield from _unmandated(one, several, where=where)
    for row in several:
        silent = row["template"] == MANDATE_OVER
        if row["appeal_until"] not in ({None} if silent else _windows(one, row)):
            yield _fault(where, row, "appeal_until")
        if row["side"] != Side.COMPLAINANT:
            yield from _itself(row, where=where)
            yield from _by_side(one.state, row, account=account, where=where)


def _advised(one: Examined[Case], members: Iterable[Row]) -> Iterator[tuple[UUID, UUID]]:
    """Yield the letters by which everybody who complained was advised, whenever they joined, and whose complaint each is to.

    Whoever ever spoke for another no more may have had none.
    """
    case, silent = one.state, {whose for whose, _, _ in _silences(one)}
    for row in members:
        yield from (
            (row["complaint"], advice_id(row["complaint"], case.id, letter))
            for letter in sorted(case.advised)
            if row["complaint"] not in silent and case.is_advised(letter, row["complaint"])
        )


def _went_back(case: Case, there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield every letter that says money went back which the host never said."""
    confirmed = [key for key, state in case.orders.items() if state is OrderState.CONFIRMED]
    for row in there:
        if row["template"] == MONEY_ARRIVED:
            told = {arrived_id(row["complaint"], key) for key in confirmed}
            if row["id"] not in told:
                yield _fault(where, row, "template")


def _identified(one: Examined[Case], there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield every letter that gives somebody's name and address, and that they had not agreed to, or that goes to another.

    Whose notice was not found to hold all that is asked of one is another.
    """
    whole = [(line.fact.complaint, line.at) for line in one.lines if _is_whole(line.fact)]
    agreed = [line.at for line in one.lines if isinstance(line.fact, facts.Heard) and line.fact.passes]
    for row in there:
        if row["template"] != POSTER:
            continue
        theirs = row["complaint"] is not None and row["side"] == Side.COMPLAINANT
        mine = theirs and row["id"] == identifying.passed_id(row["complaint"], one.state.id)
        mine = mine and any(whose == row["complaint"] and at <= row["made_at"] for whose, at in whole)
        if not mine or not any(at <= row["made_at"] for at in agreed):
            yield Fault(code="identity_without_consent", where=where, detail=row["number"])


def _unmandated(one: Examined[Case], there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield every letter of the case to whoever speaks for another no more, but those that say so."""
    rows = list(there)
    for complaint, since, until in _silences(one):
        yield from (
            Fault(code="told_without_mandate", where=where, detail=row["number"])
            for row in rows
            if row["complaint"] == complaint and row["state"] != "withheld"
            if since < (row["delivered_at"] or row["made_at"]) < until
            if row["template"] not in mandates.SAYS_SO
        )


def _silences(one: Examined[Case]) -> Iterator[tuple[UUID, datetime, datetime]]:
    """Yield who spoke for another no more, since when, and until when, if they ever did again."""
    for line in one.lines:
        if not isinstance(line.fact, facts.MandateEnded):
            continue
        whose, since = line.fact.complaint, line.at
        again = (it.at for it in one.lines if it.at > since and _proves(it.fact, whose))
        yield whose, since, next(again, datetime.max.replace(tzinfo=since.tzinfo))


def _proves(fact: object, complaint: UUID) -> bool:
    return isinstance(fact, facts.Verified) and fact.complaint == complaint and mandates.gives_back(fact)


def _is_whole(fact: object) -> TypeGuard[facts.StepDone]:
    return isinstance(fact, facts.StepDone) and bool(fact.elements)


def _by_side(case: Case, row: Row, *, account: UUID | None, where: str) -> Iterator[Fault]:
    """Check a letter to somebody who did not complain, by who that is."""
    match row["side"]:
        case Side.ACCOUNT:
            yield from _to_account(case, row, account=account, where=where)
        case Side.AUTHORITY:
            expected = {"complaint": None, "account": None, "person": case.id}
            yield from _differences(row, expected, where=where)
            if row["template"] not in REPORTS:
                yield _fault(where, row, "template")
            if row["lang"] not in report_langs(case, packs.of_case(case)):
                yield _fault(where, row, "lang")
        case Side.AFFECTED:
            yield from checking_affected.letter(case, row, where=where)
        case Side.CHILD:
            yield from _to_child(case, row, where=where)
        case _:
            yield _fault(where, row, "side")


def _owed(one: Examined[Case]) -> Iterator[UUID]:
    """Yield the letters that lie there from the commit of a fact on, told of only when they went."""
    case, bucket = one.state, bucket_of(one.state.id)
    yield from (line.fact.letter for line in one.lines if isinstance(line.fact, facts.Asked))
    for decision in case.decisions:
        if decision.proposal.for_account is not None:
            yield letter_id(bucket, "decision", case.id.hex, str(decision.no), Side.ACCOUNT)
            if announcing.cools_down(decision) and _hears(one, GOES):
                yield beside_id(case, decision.no, GOES)
    yield from (outside.outcome_id(case, it) for it in case.outside if it.ruled is not None)
    yield from reopening.letters_of(case)
    if case.subject is not None:
        yield from (disclosing.disclosed_id(case, one.fact.no) for one in case.disclosures)
    for appeal in (it for it in case.appeals if not (it.outside or it.is_ours or it.claims)):
        yield receipt_id(appeal.letter, no=appeal.no)
    if any(past.law for past in case.undone):
        yield back_id(case)
    yield from (cleared_id(case, past.hijack) for past in case.undone if past.hijack)
    yield from _owed_by_line(one)


def _unheard(one: Examined[Case], *, there: set[UUID]) -> Iterator[UUID]:
    """Yield the second looks at a contested account of which only one of its two readers heard how they ended."""
    case = one.state
    for decision in case.decisions:
        spoke = decision.proposal.ruling is not None and decision.proposal.for_account is not None
        if spoke and shutting.was_given(case, by=decision.no) and _hears(one, AGAIN_HOLDER):
            either = [beside_id(case, decision.no, it) for it in (AGAIN_HOLDER, AGAIN_EARLIER)]
            if not there & {*either}:
                yield either[0]


def _hears(one: Examined[Case], template: str) -> bool:
    """Say whether an account's other reader is told by this, by every law and as every kind that the case was judged by."""
    judged = ((packs.joint(digests, choices).pack, code) for digests, choices, code in judged_by(one.lines))
    return all(template in pack.category(code).letters for pack, code in judged)


def _owed_by_line(one: Examined[Case]) -> Iterator[UUID]:
    """Yield the letters that lie there for a line: of a later day, of a hold that was taken anew, and of a report."""
    case = one.state
    for line in one.lines:
        if isinstance(line.fact, facts.Postponed):
            yield postponed_id(case, line.fact.decision, line.fact.at)
        if isinstance(line.fact, facts.Protected) and line.fact.step is not None:
            yield held_letter(case, line.fact.order.key)
        if isinstance(line.fact, facts.MandateEnded):
            yield line.fact.letter
    yield from _reports(one)


def _reports(one: Examined[Case]) -> Iterator[UUID]:
    """Yield the reports to authorities: one for each step that wrote it, and another one where figures had changed since."""
    counted: datetime | None = None
    told: dict[str, datetime] = {}
    written: Counter[str] = Counter()
    for line in one.lines:
        match line.fact:
            case facts.ScopeTold():
                counted = line.at
            case facts.AffectedNamed(count=count) if count:
                counted = line.at
            case facts.StepDone(step=step) as done:
                anew = counted is not None and step in told and told[step] < counted and apart_of(step)
                told[step] = line.at
                if done.report:
                    written[step] += bool(anew) or not written[step]
                    yield report_id(one.state, step, nth=written[step] - 1)
            case _:
                pass


def apart_of(step: str) -> bool:
    """Say whether a step reports to one authority, by its name."""
    return whole(step) != step


def _put_off(case: Case, there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield every extension that no letter tells of: to a complainant, or to the account where it comes back later."""
    rows = list(there)
    for extended in case.extensions:
        told = {
            put_off_id(row["complaint"], case, extended.until) for row in rows if row["template"] == PUT_OFF
        }
        told.add(back_later_id(case, extended.until))
        if told.isdisjoint(row["id"] for row in rows):
            yield Fault(code="letter_missing", where=where, detail=f"{PUT_OFF} {extended.clock}")


def _progress(one: Examined[Case], there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield every time that a book says how far it is told and no letter tells it."""
    rows = [row for row in there if row["template"] == PROGRESS]
    for line in one.lines:
        written = (progress_id(row["complaint"], one.state.id, seq=line.seq - 1) == row["id"] for row in rows)
        if isinstance(line.fact, facts.ProgressTold) and not any(written):
            yield Fault(code="letter_missing", where=where, detail=f"{PROGRESS} {line.seq}")


def _records(one: Examined[Case], there: Collection[UUID], *, where: str) -> Iterator[Fault]:
    """Yield every record that does not lie there as it was handed over, or is of a case not beside it; of the erased nobody can read it."""
    for line in one.lines:
        given = line.fact
        if not isinstance(given, facts.RecordGiven):
            continue
        if given.letter not in there:
            yield Fault(code="letter_missing", where=where, detail=str(given.letter))
            continue
        if not {*given.also} <= {*family(one.state)}:
            yield Fault(code="record_differs", where=where, detail=f"line {line.seq}")
            continue
        try:
            lies = mailroom.record(mailroom.find(given.letter)).fingerprint
        except Refused as no:
            lies = given.fingerprint if no.code is No.ERASED else ""
        if lies != given.fingerprint:
            yield Fault(code="record_differs", where=where, detail=f"line {line.seq}")


def _closed_without(one: Examined[Case], there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield every letter that had reached nobody when the case was closed, and that nobody gave up or lawfully held back.

    An older version asked only for those about a decision, to whoever complained; whoever a leak touched is counted apart.
    """
    owed = [row for row in there if row["side"] not in {Side.AFFECTED, Side.AUTHORITY}]
    given_up: set[UUID] = set()
    held = False
    for line in one.lines:
        match line.fact:
            case facts.GivenUp(letters=letters):
                given_up |= {*letters}
            case facts.Withheld(side=Side.ACCOUNT) | facts.Released(side=Side.ACCOUNT):
                held = isinstance(line.fact, facts.Withheld)
            case facts.Closed(every=every):
                asked = [row for row in owed if every or _tells_complainant(row)]
                silent = _told_later(owed, since=line.at) if held else frozenset()
                waits = [row for row in asked if not (held and _is_silent(row, silent))]
                late = [row for row in waits if row["made_at"] < line.at and not _reached(row, at=line.at)]
                several = sorted(row["number"] for row in late if row["id"] not in given_up)
                said = f"line {line.seq}: letters {', '.join(several)}"
                yield from (Fault(code="closed_too_early", where=where, detail=said) for _ in several[:1])
            case _:
                pass


def _never_begun(case: Case, there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield a case that was closed with what a notice hid still hidden, though a statement was passed on, and no time began by that."""
    passed_on = any(row["template"] == COUNTER and row["detail"] != "erased" for row in there)
    several = never_begun(case) if case.closed is not None and passed_on else ()
    if several:
        yield Fault(code="closed_too_early", where=where, detail=f"never begun: {', '.join(several)}")


def _told_later(owed: Iterable[Row], *, since: datetime) -> frozenset[UUID]:
    """Return whose complaints had no letter about a decision until then: so it goes for who sits in an account that is told nothing."""
    everybody = {row["complaint"] for row in owed if row["complaint"] is not None}
    told = {row["complaint"] for row in owed if _tells_complainant(row) and row["made_at"] < since}
    return frozenset(everybody - told)


def _is_silent(row: Row, silent: Collection[UUID]) -> bool:
    return row["side"] == Side.ACCOUNT or (row["complaint"] in silent and row["template"] in ADVICE)


def _tells_complainant(row: Row) -> bool:
    return row["decision"] is not None and row["complaint"] is not None


def _reached(row: Row, *, at: datetime) -> bool:
    """Say whether a letter had arrived or been read by then; whoever was erased is written to no more."""
    arrived = any(row[moment] is not None and row[moment] <= at for moment in ("delivered_at", "read_at"))
    return arrived or (row["state"] == "overridden" and row["detail"] == "erased")


def _to_account(case: Case, row: Row, *, account: UUID | None, where: str) -> Iterator[Fault]:
    yield from _differences(row, {"lang": account_lang(case), "complaint": None}, where=where)
    if row["account"] not in {None, account}:
        yield _fault(where, row, "account")
    if row["person"] not in {case.id, account}:
        yield _fault(where, row, "person")


def _to_child(case: Case, row: Row, *, where: str) -> Iterator[Fault]:
    """Check a letter to the child whom a case protects: about no decision, over the account that it was made for."""
    expected = {"template": CHILD, "complaint": None, "person": case.id, "decision": None}
    yield from _differences(row, expected, where=where)
    if row["account"] is None or row["id"] != letter_to(case, row["account"]):
        yield _fault(where, row, "account")


def _told(lines: Iterable[facts.Line], there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Check that every letter a book tells of lies there as it tells."""
    by_id = {row["id"]: row for row in there}
    for line in lines:
        if not isinstance(line.fact, facts.Told):
            continue
        told = line.fact
        row = by_id.get(told.letter)
        if row is None:
            yield Fault(code="letter_missing", where=where, detail=str(told.letter))
            continue
        expected = {
            "template": told.template,
            "side": told.side,
            "case_id": told.case,
            "decision": told.decision,
        }
        yield from _differences(row, expected, where=where)


def _arrived(one: Examined[Complaint], there: Iterable[Row], *, where: str) -> Iterator[Fault]:
    """Yield every letter that has arrived and of which the book does not know, or knows and it has not."""
    by_id = {row["id"]: row for row in there}
    said = {line.fact.letter for line in one.lines if isinstance(line.fact, facts.Arrived)}
    told = {letter.letter for _, letter in one.state.told if letter.arrives}
    yield from (
        Fault(code="letter_missing", where=where, detail=str(letter)) for letter in sorted(said - told)
    )
    for letter in sorted(told & by_id.keys()):
        row = by_id[letter]
        if (row["delivered_at"] is not None or row["read_at"] is not None) != (letter in said):
            yield _fault(where, row, "delivered_at")


def _itself(row: Row, *, where: str) -> Iterator[Fault]:
    """Check what follows from a letter's own id: its number, and the decision it was made for."""
    yield from _differences(row, {"number": number_of(row["id"], "L")}, where=where)
    if row["key_version"] not in vault().codes:
        yield _fault(where, row, "key_version")
    if (row["decision"] is not None) != (row["template"] in TELLS_OF_A_DECISION):
        yield _fault(where, row, "decision")
    if row["decision"] is not None and row["id"] != _id_of(row):
        yield _fault(where, row, "decision")


def _id_of(row: Row) -> UUID:
    reader = row["complaint"].hex if row["complaint"] else Side.ACCOUNT.value
    about = row["case_id"].hex if row["case_id"] else ""
    also = [row["template"]] if row["template"] in CONTESTED else []
    return letter_id(bucket_of(row["id"]), "decision", about, str(row["decision"]), reader, *also)


def _windows(one: Examined[Case], row: Row) -> set[datetime | None]:
    """Return until when a letter may be appealed, by every pack and code that the case has been judged by."""
    if row["decision"] is None:
        return {None}
    so_far = (past for past in one.state.decisions if past.no <= row["decision"])
    counted = [past for past in so_far if not one.state.is_our_own(past)]
    found = counted[-1].proposal.unfounded if counted else None
    before = len(counted) - (found is not None and found.complaint == row["complaint"])
    windows: set[datetime | None] = set()
    for digests, choices, code in judged_by(one.lines):
        rule = packs.joint(digests, choices).pack.appeal(code)
        over = row["side"] not in rule.sides or before > rule.levels
        windows.add(None if over else _since(row) + rule.window)
    if row["side"] == Side.ACCOUNT:
        windows |= set(_windows_of_account(one, row))
    return windows


def _since(row: Row) -> datetime:
    """Return from when a letter's reader has time: it arrived, or as long as it has not, was written last."""
    since: datetime = row["delivered_at"] or row["made_at"]
    return since


def _windows_of_account(one: Examined[Case], row: Row) -> Iterator[datetime]:
    """Yield until when an account may appeal by each law that the host said it is under."""
    rules = (
        packs.by_digest(line.fact.pack).appeals
        for line in one.lines
        if isinstance(line.fact, facts.AccountPlaced)
    )
    for named in rules:
        yield from (_since(row) + rule.window for rule in named.values())


def _differences(row: Row, expected: Mapping[str, object], *, where: str) -> Iterator[Fault]:
    for name, value in expected.items():
        if row[name] != value:
            yield _fault(where, row, name)


def _fault(where: str, row: Row, name: str) -> Fault:
    return checking_affected.differs(where, row, name)
