"""What does the account side learn, and is it kept from learning who complained?"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from ombud.core import announcing, enforcement, facts, misuse, notices, shutting
from ombud.core.case import Case, Decision
from ombud.core.holding_on import Kept
from ombud.core.ids import bucket_of
from ombud.core.notices import (
    AGAIN_EARLIER,
    AGAIN_HOLDER,
    COOLING,
    GOES,
    STILL_HELD,
    TO_EARLIER,
    UNBOUND,
    UNNAMED,
    Pen,
    letter_id,
)
from ombud.core.pack.letters import Rendered
from ombud.core.pack.types import Measure, Pack
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId, Outcome, Side, SubjectKind
from ombud.store import mailroom, overhearing, packs, penning, shielding, situations, subjects, texts
from ombud.store.ledger import read_complaint
from ombud.store.mailroom import Draft

UNBINDS: Final[Mapping[str, str]] = MappingProxyType({"U": UNBOUND, "U.NAME": UNNAMED})
"""What takes from an account something that is somebody else's, and how its holder is told: a number, or a name."""
APPELLANT: Final = "appeal_outcome_appellant"
NEVER_WARN: Final = "warn_reported_user"


def is_quiet(code: str, *, pack: Pack, law: Pack | None = None) -> bool:
    """Say whether a kind writes nothing into the inbox of the account before it is over: that would warn the wrong person.

    Where the law of a place, of the account's own if another counts for it, has no such exception what restricts the account is told
    on the day, unless an authority asked for silence.
    """
    kind = pack.category(code)
    silent = kind.starts_withheld is None or (law or pack).silence_of(kind) is not None
    return NEVER_WARN in kind.never and silent


def account_of(case: Case) -> UUID | None:
    """Return the account behind the subject, if it is one or a look-up has named it."""
    row = _subject_row(case)
    if row is None:
        return None
    return row.id if row.kind == SubjectKind.ACCOUNT else row.account


def _subject_row(case: Case) -> subjects.Named | None:
    return None if case.subject is None else subjects.find(case.subject)


INTERIM: Final = "interim_measure"
ENDED: Final = "interim_ended"
RESTRICTED: Final = "fraud_restriction"
"""Told instead of the other by kinds that have it (反电信网络诈骗法 art. 32)."""


def tell_interim(
    case: Case,
    measure: Measure,
    *,
    order: facts.Order,
    template: str = INTERIM,
    pack: Pack,
    now: datetime,
) -> UUID | None:
    """Tell the account of a provisional measure, or that it ended; not where that would warn the wrong person."""
    account = account_of(case)
    quiet = is_quiet(case.code, pack=pack, law=packs.over_account(case))
    told = pack.letters.get(measure.notice or "")
    if quiet or account is None or told is None or told.audience != Side.ACCOUNT or order.until is None:
        return None
    if template == INTERIM and RESTRICTED in pack.category(case.code).letters:
        template = RESTRICTED
    letter = letter_id(bucket_of(case.id), template, order.key)
    pen = penning.pen_to_account(case, pack=pack)
    it = notices.Interim(subject=subject_of(case, pack), measure=measure, until=order.until)
    values = (
        notices.fraud_values(it, code=case.code, pen=pen)
        if template == RESTRICTED
        else notices.interim_values(it, pen=pen)
    )
    said = penning.write(template, values, pen=pen)
    made = draft(case, letter, template, said=said, lang=pen.lang, account=account)
    mailroom.post((made,), now=now)
    return letter


def tell_account(case: Case, *, pack: Pack, now: datetime) -> UUID | None:
    """Tell the account side of the last decision; it waits where the side is withheld.

    Refused where the words would tell who complained. An account nobody has looked up yet is found when it is sent.
    """
    made = _reasons(case, pack=pack, now=now)
    if not made:
        return None
    mailroom.post(made, now=now)
    return made[0].id


def let_go(case: Case, *, pack: Pack, now: datetime) -> None:
    """Let what was held back from the account go out; its reasons, and a notice passed on, name the last day to appeal from now on."""
    held = {one.id: one for one in mailroom.of_case(case.id) if one.state == "withheld"}
    several = _reasons(case, pack=pack, now=now, guarded=False) if held else ()
    for made in (one for one in several if one.id in held):
        before = held[made.id].appeal_until
        mailroom.write_anew(made, now=now)
        _rename_day(case, held.values(), before=before, until=made.appeal_until, pack=pack, now=now)
    mailroom.let_go(case.id, now=now)


def _rename_day(
    case: Case,
    held: Iterable[mailroom.Letter],
    *,
    before: datetime | None,
    until: datetime | None,
    pack: Pack,
    now: datetime,
) -> None:
    """Put the new day into notices that were passed on and name the old one: the account answers by appealing."""
    if before is None or until is None:
        return
    pen = penning.pen_to_account(case, pack=pack)
    for one in held:
        if one.template == notices.NOTICE:
            said = mailroom.body(one)
            anew = said.body.replace(pen.moment(before), pen.moment(until))
            mailroom.say_anew(one.id, Rendered(title=said.title, body=anew), person=one.person, now=now)


def beside_id(case: Case, decision: int, template: str) -> UUID:
    """Return the id of the letter to the other of two who may read what a contested account is told of a decision."""
    return letter_id(bucket_of(case.id), "decision", case.id.hex, str(decision), Side.ACCOUNT, template)


def asked_from_earlier(case: Case) -> bool:
    """Say whether the account asked for the last look from the channels that it had before."""
    asked = [one.letter for one in case.appeals if one.side == Side.ACCOUNT][-1:]
    return any(one.template in TO_EARLIER for one in mailroom.those(asked))


def is_answered_earlier(case: Case, template: str) -> bool:
    """Say whether an account is answered on the channels that it had before: they asked; else only until it went to somebody."""
    return asked_from_earlier(case) and (template == APPELLANT or not shutting.is_back(case))


def goes_on_in(case: Case, letter: mailroom.Letter) -> mailroom.Letter | None:
    """Return the letter by which whoever held a link to this one hears how it went on, though its inbox may be somebody else's by then.

    What was asked before any decision goes on in the decision; a decision in what became of the appeal that was filed from its own letter.
    """
    if letter.side != Side.ACCOUNT:
        return None
    filed = [one.decision for one in case.appeals if one.letter == letter.id]
    if letter.template == notices.ASKED:
        filed = [max((past.no for past in case.decisions if past.at < letter.made_at), default=0)]
    no = next((past.no for past in case.decisions if filed and past.no > max(filed)), None)
    if no is None:
        return None
    beside = {AGAIN_EARLIER} if letter.template in TO_EARLIER else {GOES, AGAIN_HOLDER}
    first = letter_id(bucket_of(case.id), "decision", case.id.hex, str(no), Side.ACCOUNT)
    ids = (*(beside_id(case, no, one) for one in sorted(beside)), first)
    there = {one.id: one for one in mailroom.those(ids) if one.state not in mailroom.UNREAD}
    told = next((there[one] for one in ids if one in there), None)
    if told is not None and told.template == COOLING and letter.template not in TO_EARLIER:
        return None  # it lies where whoever holds the account never reads
    return told


def _other_reader(case: Case, decision: Decision, *, first: str, pack: Pack) -> str | None:
    """Return the letter to the other of two who may read what an account is told: of a contested one that was given to somebody.

    One sits in it, one reads the channels that it had before. How a second look ended whoever asked for it reads where they did.
    """
    known = pack.category(case.code).letters
    if decision.proposal.ruling is None:
        return GOES if announcing.cools_down(decision) and GOES in known else None
    if AGAIN_HOLDER not in known or not shutting.was_given(case, by=decision.no):
        return None
    return AGAIN_HOLDER if is_answered_earlier(case, first) else AGAIN_EARLIER


def _reasons(case: Case, *, pack: Pack, now: datetime, guarded: bool = True) -> tuple[Draft, ...]:
    """Return the letters that tell the account of the last decision, as they are written now.

    One, but of a contested account that was given to somebody: then its earlier channels and whoever holds it are each told.
    """
    decision = case.decision
    if decision is None or decision.proposal.for_account is None:
        return ()
    template = _template(case, decision)
    first = letter_id(bucket_of(case.id), "decision", case.id.hex, str(decision.no), Side.ACCOUNT)
    named, other = {first: template}, _other_reader(case, decision, first=template, pack=pack)
    if other is not None:
        named[beside_id(case, decision.no, other)] = other
    return tuple(
        _reason(case, decision, letter, template=one, pack=pack, now=now, guarded=guarded)
        for letter, one in named.items()
    )


def _reason(
    case: Case, decision: Decision, letter: UUID, *, template: str, pack: Pack, now: datetime, guarded: bool
) -> Draft:
    pen = penning.pen_to_account(case, pack=pack)
    until = penning.appeal_until(case, Side.ACCOUNT, pack=pack, now=now)
    words = penning.opened(case, decision)
    number = number_of(case.id, "K")
    it = penning.outcome(
        case, decision, side=Side.ACCOUNT, letter=letter, number=number, until=until, words=words
    )
    if guarded:
        guard(case, "\n".join((it.reasons, it.why_not_lower, *it.findings)), field="for_account")
    values = dict(_values(template, it, subject=subject_of(case, pack), pen=pen))
    if template == RESTORED:
        values |= penning.what_host_did(penning.by_host(case, decision), pen=pen)
    if template == APPELLANT and misuse.comes_to_nothing(decision.proposal):
        values |= notices.wronged_values(case.code, pen=pen)
    return draft(
        case,
        letter,
        template,
        said=penning.write(template, values, pen=pen),
        lang=pen.lang,
        account=account_of(case),
        no=decision.no,
        until=until,
    )


RESTORED: Final = "restored"
POSTPONED: Final = "effect_put_off"


def postponed_id(case: Case, decision: int, at: datetime) -> UUID:
    """Return the id of the letter by which the account learns of a later day."""
    return letter_id(bucket_of(case.id), POSTPONED, case.id.hex, str(decision), at.isoformat())


def tell_postponed(
    case: Case, moved: Iterable[facts.Order], *, no: int, until: datetime, pack: Pack, now: datetime
) -> None:
    """Tell the account that what was announced takes effect later, because the letter that said so came late."""
    pen = penning.pen_to_account(case, pack=pack)
    values = notices.postponed_values(
        (order.measure for order in moved),
        subject=subject_of(case, pack),
        until=until,
        pen=pen,
    )
    said = penning.write(POSTPONED, values, pen=pen)
    letter = postponed_id(case, no, until)
    made = draft(case, letter, POSTPONED, said=said, lang=pen.lang, account=account_of(case))
    mailroom.post((made,), now=now)


def tell_still_held(
    case: Case, letter: UUID, kept: Kept, *, measure: Measure, pack: Pack, now: datetime
) -> None:
    """Tell an account that its money stays held while somebody may still answer: why, and until when at the latest."""
    pen = penning.pen_to_account(case, pack=pack)
    it = notices.Interim(subject=subject_of(case, pack), measure=measure, until=kept.until)
    values = notices.held_values(it, answer_by=kept.answer_by, latest=kept.latest, pen=pen)
    said = penning.write(STILL_HELD, values, pen=pen)
    made = draft(case, letter, STILL_HELD, said=said, lang=pen.lang, account=account_of(case))
    mailroom.post((made,), now=now)


CLEARED: Final = "strikes_cleared"
PARTS: Final = re.compile(r"[,，;；、\n]+")
"""What stands between the parts of a name or an address that somebody gave."""
BRIEF: Final = 4
"""A part in Latin letters alone that is shorter is no part of a name that tells anything: NY, Co."""


def cleared_id(case: Case, first: CaseId) -> UUID:
    """Return the id of the letter by which an owner learns what falls that was an intruder's doing."""
    return letter_id(bucket_of(case.id), CLEARED, case.id.hex, first.hex)


def tell_cleared(
    case: Case, fallen: Iterable[facts.Reversed], *, first: CaseId, pack: Pack, now: datetime
) -> None:
    """Tell the owner of an account what no longer counts, because the account was in other hands when it was done."""
    pen = penning.pen_to_account(case, pack=pack)
    measures = (order.measure for one in fallen for order in one.orders)
    values = notices.cleared_values(measures, subject=subject_of(case, pack), pen=pen)
    said = penning.write(CLEARED, values, pen=pen)
    letter = cleared_id(case, first)
    made = draft(case, letter, CLEARED, said=said, lang=pen.lang, account=account_of(case))
    mailroom.post((made,), now=now)


def _template(case: Case, decision: Decision) -> str:
    if decision.proposal.ruling is not None:
        mine = penning.is_appellant(case, decision, side=Side.ACCOUNT)
        return APPELLANT if mine else "appeal_outcome_other"
    if announcing.cools_down(decision):
        return COOLING
    unbound = next(
        (UNBINDS[one.measure] for one in decision.proposal.measures if one.measure in UNBINDS), None
    )
    if unbound is not None:
        return unbound
    punished = any(one.measure != enforcement.RESTORE for one in decision.proposal.measures)
    if punished or decision.proposal.outcome == Outcome.VIOLATION:
        return "statement_of_reasons"
    return RESTORED


def _values(template: str, it: notices.Outcome, *, subject: notices.Subject, pen: Pen) -> Mapping[str, str]:
    if template == "statement_of_reasons":
        return notices.statement_values(it, subject=subject, pen=pen)
    if template in {RESTORED, COOLING, GOES, UNBOUND, UNNAMED}:
        return notices.restored_values(it, subject=subject, pen=pen)
    return notices.outcome_values(it, pen=pen)


def draft(
    case: Case,
    letter: UUID,
    template: str,
    *,
    said: Rendered,
    lang: str,
    account: UUID | None,
    no: int | None = None,
    until: datetime | None = None,
) -> Draft:
    """Return a letter to the account, ready to be sealed; it waits where the side is withheld.

    One to its earlier channels does not: whoever sits in the account is the one who is not told.
    """
    return Draft(
        id=letter,
        template=template,
        said=said,
        side=Side.ACCOUNT,
        person=case.id,
        lang=lang,
        state="withheld" if case.is_withheld(Side.ACCOUNT) and template not in TO_EARLIER else "due",
        case_id=case.id,
        decision=no,
        account=account,
        appeal_until=until,
    )


def subject_of(case: Case, pack: Pack) -> notices.Subject:
    """Return what a case is about, as its owner knows it."""
    row = _subject_row(case)
    kind = SubjectKind(row.kind) if row else SubjectKind.PLATFORM
    return notices.Subject(
        kind=kind,
        external=row.external if row else "",
        one_to_one=pack.category(case.code).one_to_one and kind not in notices.PUBLIC,
    )


def guard(case: Case, said: str, *, field: str) -> None:
    """Refuse words of an agent that quote a complainant, name a way to reach one, or whom a measure protects."""
    appealed = _wrote(case, Side.COMPLAINANT)
    secrets = texts.read_many(case.id, appealed).values()
    shielded = shielding.names(case, account=account_of(case))
    _refuse_quoting(case, said, field=field, also=secrets, contacts=shielded)


def _wrote(case: Case, side: Side) -> Iterator[UUID]:
    """Yield what a side wrote to appeal; the reasons for opening a case again ourselves are our own words."""
    return (one.words.id for one in case.appeals if one.side == side and not one.is_ours)


def named_itself(case: Case) -> tuple[str, ...]:
    """Return the name and address that the account gave, as it wrote them; nothing where it gave none."""
    if case.account_named is None:
        return ()
    return tuple(json.loads(texts.read(case.id, case.account_named.id)).values())


def guard_shared_reasons(case: Case) -> None:
    """Refuse reasons for complainants that quote one of several of them, or what the account wrote, or say who it is.

    Who it is they have by a letter of the house's, where the account agreed to that, and from nobody's hand.
    """
    decision = case.decision
    if decision is None:
        return
    said = texts.read(case.id, decision.proposal.for_complainant.id)
    appealed = [*_wrote(case, Side.ACCOUNT), *(words.id for words in case.account_said)]
    secrets = texts.read_many(case.id, appealed).values()
    if notices.names_reporter(said, (), names=named_itself(case), public=_public(case)):
        raise Refused(No.LETTER_NAMES_REPORTER, field="for_complainant")
    if case.members > 1:
        _refuse_quoting(case, said, field="for_complainant", also=secrets)
    elif notices.names_reporter(said, secrets, public=_public(case)):
        raise Refused(No.LETTER_NAMES_REPORTER, field="for_complainant")


def _refuse_quoting(
    case: Case, said: str, *, field: str, also: Collection[str], contacts: Collection[str] | None = None
) -> None:
    """Hold words against what everybody in the case wrote, and, where `contacts` are given, against ways to reach them."""
    public, pack = _public(case), packs.of_case(case)
    told = notices.names_reporter(said, also, contacts=contacts or (), public=public)
    messages = [also]
    for page in overhearing.pages(case.id):
        secrets = [one for wrote in page for one in (*wrote.messages, *wrote.answers)]
        ways = [way for wrote in page for way in wrote.ways] if contacts is not None else []
        names = [one for wrote in page for one in _named(wrote, pack=pack)]
        told = told or notices.names_reporter(said, secrets, contacts=ways, names=names, public=public)
        messages += (wrote.messages for wrote in page)
    if told or notices.quotes_whole(said, messages, public=public):
        raise Refused(No.LETTER_NAMES_REPORTER, field=field)


def _named(wrote: overhearing.Wrote, *, pack: Pack) -> Iterator[str]:
    """Yield what somebody gave as a name or an address where the form asks for one, whole and by its parts."""
    told = (answer for name, answer in wrote.named if name in pack.questions and pack.questions[name].tells)
    for answer in told:
        yield answer
        parts = (part.strip() for part in PARTS.split(answer))
        yield from (part for part in parts if len(part) >= BRIEF or not (part.isascii() and part.isalpha()))


def _public(case: Case) -> tuple[str, ...]:
    """Return what anybody can read: on the item, as the host showed it, how it is named, and in the published rules."""
    shot = situations.snapshot(case).get("snapshot") or {}
    row = _subject_row(case)
    named = row.external if row is not None else ""
    return str(shot.get("title", "")), str(shot.get("text", "")), named, *_published(packs.of_case(case))


def _published(pack: Pack) -> Iterator[str]:
    said = (
        *(one.title for one in pack.categories.values()),
        *(one.title for one in pack.measures.values()),
        *(text for clause in pack.clauses.values() for text in (clause.title, clause.text)),
    )
    for text in said:
        yield from (text.zh, text.en)


def sealed_of(complaint: ComplaintId) -> Mapping[str, Any]:
    """Return what was sealed when a complaint came in; nothing when its person was erased."""
    words = read_complaint(complaint).received.words.id
    found = texts.read_many(complaint, (words,))
    whole: Mapping[str, Any] = json.loads(found[words]) if words in found else {}
    return whole
