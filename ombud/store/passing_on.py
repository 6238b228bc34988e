"""Who is told what a step, or the other side's answer, says beside the decision? Each letter once, whoever asks again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.core import guardians, notices, referring, scopes
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.incidents import led_by
from ombud.core.notices import letter_id
from ombud.core.pack.authorities import Authority, apart
from ombud.core.pack.kinds import ADVICE
from ombud.core.pack.letters import Rendered
from ombud.core.pack.types import Pack, Step
from ombud.core.playbooks import other_victims
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId, Side
from ombud.store import (
    advising,
    affected,
    anew,
    letters,
    mailroom,
    members,
    packs,
    penning,
    statements,
    telling_child,
    texts,
)
from ombud.store.ledger import read_complaints

READERS: Final[Mapping[str, Side]] = MappingProxyType(
    {notices.NOTICE: Side.ACCOUNT, **dict.fromkeys(notices.REPORTS, Side.AUTHORITY)}
)
"""Letter of a step → who reads it, where that is not whoever complained."""
TO_EVERYBODY: Final = ADVICE | {notices.BREACH, notices.COMPENSATION}
"""Letters of a step to everybody who complained, and to whoever joins later."""


def of_step(
    case: Case,
    step: Step,
    *,
    said: Mapping[str, str],
    only: ComplaintId | None = None,
    pack: Pack,
    now: datetime,
) -> None:
    """Send the letter of a step with what an agent wrote for it; refuse one that lacks something or may not be sent.

    A guardian's goes to `only` one, where several proved to be it.
    """
    for field, text in said.items():
        notices.check_phrases(
            text, pack=pack, side=READERS.get(step.letter or "", Side.COMPLAINANT), field=field
        )
    match step.letter:
        case guardians.LETTER:
            letters.tell_guardian(case, step, only=only, pack=pack, now=now)
        case letters.PROGRESS:
            anew.tell(case, step, pack=pack, now=now)
        case notices.NOTICE:
            _forward_notice(case, said.get("claim", ""), pack=pack, now=now)
        case notices.CHILD:
            named, done = said.get(notices.WHOSE, ""), said.get(notices.CHILD_DONE, "")
            telling_child.tell(case, named=named, done=done, pack=pack, now=now)
        case letter if letter in TO_EVERYBODY:
            _tell_everybody(case, letter, in_its_language(case, said), pack=pack, now=now)
        # without words they have a form of their own, and the note says so
        case notices.REPORT | notices.SUMMARY if said:
            _write_report(case, step, said, pack=pack, now=now)
        case _:
            return


def _tell_everybody(case: Case, letter: str, words: Mapping[str, str], *, pack: Pack, now: datetime) -> None:
    """Tell everybody who complained of a breach, with whom it touched besides, or whether it is made good; or advise them."""
    if letter in ADVICE:
        advising.tell_everybody(case, letter, how=words.get(notices.HOW, ""), now=now)
        return
    if letter == notices.BREACH:
        notices.check_languages(words, spoken=_spoken(case))
        tell_breach(case, words, pack=pack, now=now)
        affected.owe(case.id, now=now)
        return
    notices.check_compensation(words)
    notices.check_languages(words, spoken=_spoken_in(case.id), letter=letter)
    for page in members.pages(case.id):
        _tell_of_compensation(page, case, words, pack=pack, now=now)


def _forward_notice(case: Case, claim: str, *, pack: Pack, now: datetime) -> None:
    """Pass a rights notice on to the account (N4), which answers it by appealing from the letter of the decision."""
    decision = case.decision
    answered = [
        one for one in mailroom.of_case(case.id) if decision is not None and one.decision == decision.no
    ]
    if decision is None or not answered or answered[0].appeal_until is None:
        raise Refused(No.NOT_DECIDED)
    statements.guard(case, claim, field="claim")
    pen = penning.pen_to_account(case, pack=pack)
    values = notices.notice_values(
        claim,
        subject=statements.subject_of(case, pack),
        measures=referring.carried_out(case, (one.measure for one in decision.proposal.measures), pack=pack),
        answer_to=answered[0].number,
        until=answered[0].appeal_until,
        code=case.code,
        pen=pen,
    )
    letter = letter_id(bucket_of(case.id), notices.NOTICE, case.id.hex, str(decision.no))
    said = penning.write(notices.NOTICE, values, pen=pen)
    account = statements.account_of(case)
    mailroom.post(
        (statements.draft(case, letter, notices.NOTICE, said=said, lang=pen.lang, account=account),), now=now
    )


def may_ask_account(case: Case, *, pack: Pack) -> bool:
    """Say whether the account may be asked before a decision: never where that would warn the wrong person."""
    kind = pack.category(case.code)
    quiet = statements.NEVER_WARN in kind.never or case.is_withheld(Side.ACCOUNT)
    return notices.ASKED in kind.letters and not quiet and statements.account_of(case) is not None


def ask_account(case: Case, claim: str, *, until: datetime, pack: Pack, now: datetime) -> UUID:
    """Ask the account for its side before anything is decided (N4); it answers from the letter, by words that stay in the case."""
    if not may_ask_account(case, pack=pack):
        raise Refused(No.NOT_TO_BE_WARNED)
    statements.guard(case, claim, field="text")
    letter = letter_id(bucket_of(case.id), notices.ASKED, case.id.hex, str(case.seq))
    taken = (held.order.measure for held in case.protections)
    pen = penning.pen_to_account(case, pack=pack)
    values = notices.asked_values(
        claim,
        subject=statements.subject_of(case, pack),
        measures=(code for code in taken if not _shields(code, pack=pack)),
        answer_to=number_of(letter, "L"),
        until=until,
        pen=pen,
    )
    said = penning.write(notices.ASKED, values, pen=pen)
    account = statements.account_of(case)
    mailroom.post(
        (statements.draft(case, letter, notices.ASKED, said=said, lang=pen.lang, account=account),), now=now
    )
    return letter


def _shields(code: str, *, pack: Pack) -> bool:
    """Say whether a measure protects somebody of whom the other side learns nothing."""
    measure = pack.measure(code)
    return measure is not None and measure.shields


def _write_report(case: Case, step: Step, said: Mapping[str, str], *, pack: Pack, now: datetime) -> None:
    """Write a report to an authority (N12), in its language or that of the place: a person hands it over, nothing sends it."""
    to = pack.authorities.get(step.to or "")
    pen = penning.pen_for(pack, _report_lang(case, to))
    taken = [held.order.measure for held in case.protections]
    chosen = [one.measure for one in case.decision.proposal.measures] if case.decision else []
    taken += referring.carried_out(case, chosen, pack=pack)
    beside = [number_of(one, "K") for one in other_victims(case)]
    more = {"found": notices.counted(case, pen=pen), "persons_at_risk": notices.at_risk(beside, pen=pen)}
    told = {**dict.fromkeys(("persons_at_risk",) if beside else (), ""), **said}
    values = notices.report_values(
        number_of(case.id, "K"), said=told, to=to, measures=taken, more=more, pen=pen
    )
    template = step.letter or notices.REPORT
    report = mailroom.Draft(
        id=report_id(case, step.id, nth=_nth(case, step.id, pack=pack)),
        template=template,
        said=penning.write(template, values, pen=pen),
        side=Side.AUTHORITY,
        person=case.id,
        lang=pen.lang,
        state="kept",
        case_id=case.id,
    )
    mailroom.post((report,), now=now)


def _report_lang(case: Case, to: Authority | None) -> str:
    """Return the language of whoever reads a report, or of the place where nobody is named."""
    return to.lang if to else "zh" if case.opened.jurisdiction == "CN" else "en"


def report_langs(case: Case, pack: Pack) -> frozenset[str]:
    """Return the languages that reports of a case may be in."""
    return frozenset(_report_lang(case, to) for to in (None, *pack.authorities.values()))


def _nth(case: Case, step: str, *, pack: Pack) -> int:
    """Return which report of a step this is: another one only where figures changed since it was told them."""
    before = len(_written(case, (step,)))
    return before if step in scopes.outdated(case, pack) else max(before - 1, 0)


def report_id(case: Case, step: str, *, nth: int = 0) -> UUID:
    """Return the id of the report that a step of a case writes, the nth time."""
    return letter_id(bucket_of(case.id), notices.REPORT, case.id.hex, f"{step}+{nth}" if nth else step)


def reports(case: Case, *, pack: Pack) -> tuple[tuple[datetime, Rendered], ...]:
    """Return the reports to authorities that were written in a case, with when, oldest first."""
    steps = (step for playbook in pack.playbooks.values() for step in playbook.steps)
    names = [step.id for step in steps if step.letter in notices.REPORTS]
    names += [apart(name, authority) for name in names for authority in pack.authorities]
    return tuple((letter.made_at, mailroom.body(letter)) for letter in _written(case, names))


def _written(case: Case, steps: Iterable[str]) -> list[mailroom.Letter]:
    """Return the reports that these steps wrote, oldest first: of those that wrote one, whether they wrote another."""
    found: list[mailroom.Letter] = []
    left, nth = tuple(steps), 0
    while left:
        of = {report_id(case, step, nth=nth): step for step in left}
        there = mailroom.those(of)
        found += there
        left, nth = tuple(of[one.id] for one in there), nth + 1
    return sorted(found, key=lambda one: (one.made_at, one.id))


def in_its_language(case: Case, said: Mapping[str, str]) -> Mapping[str, str]:
    """Return the words of a letter about a breach with the language that they are first written in."""
    return {**said, notices.IN: penning.account_lang(case)}


def _spoken(case: Case) -> Iterator[str]:
    """Yield the languages in which people are told of a breach: in this case, in those beside it, and over the host."""
    yield from affected.languages(case)
    for one in (case.id, *led_by(case)):
        yield from _spoken_in(one)


def _spoken_in(case_id: CaseId) -> Iterator[str]:
    for page in members.pages(case_id):
        yield from (complaint.received.locale for complaint in read_complaints(page))


def tell_breach(case: Case, said: Mapping[str, str], *, pack: Pack, now: datetime) -> None:
    """Tell everybody who complained that their data was touched (N11), each in a letter of their own.

    All in the commit that says so; whoever joins later is told when they do (`tell_joiners`): both hold the case's row.
    """
    for page in members.pages(case.id):
        _tell_of_breach(page, case, said, pack=pack, now=now)


def tell_joiners(case: Case, joined: Iterable[ComplaintId], *, now: datetime) -> None:
    """Tell those who just joined what everybody before them was told of a breach, and of compensation, if they were, and advised."""
    several = tuple(joined)
    for words, tell in ((case.breach, _tell_of_breach), (case.compensation, _tell_of_compensation)):
        if words is not None:
            said: Mapping[str, str] = json.loads(texts.read(case.id, words.id))
            tell(several, case, said, pack=packs.of_case(case), now=now)
    for letter in sorted(case.advised):
        advising.tell([one for one in several if case.is_advised(letter, one)], case, letter, now=now)


def _tell_of_compensation(
    several: Iterable[ComplaintId], case: Case, said: Mapping[str, str], *, pack: Pack, now: datetime
) -> None:
    decided = case.decision.at if case.decision else now
    until = penning.appeal_until(case, Side.COMPLAINANT, pack=pack, now=decided)
    drafts = []
    for one in read_complaints(several):
        pen = penning.pen_to(one, pack=pack)
        letter = letter_id(bucket_of(one.id), notices.COMPENSATION, case.id.hex, one.id.hex)
        values = notices.compensation_values(
            number_of(one.id, "C"), said=said, code=case.code, until=until, pen=pen
        )
        words = penning.write(notices.COMPENSATION, values, pen=pen)
        drafts.append(letters.draft(one, letter, notices.COMPENSATION, said=words, case_id=case.id))
    mailroom.post(drafts, now=now)


def _tell_of_breach(
    several: Iterable[ComplaintId], case: Case, said: Mapping[str, str], *, pack: Pack, now: datetime
) -> None:
    """Write to complainants; whoever complained because they were told, or was told over their account, is not told again."""
    drafts = [
        _breach(one, case, said, pack=pack)
        for one in read_complaints(several)
        if one.received.letter is None and not affected.was_written(case, one)
    ]
    mailroom.post(drafts, now=now)


def _breach(complaint: Complaint, case: Case, said: Mapping[str, str], *, pack: Pack) -> mailroom.Draft:
    pen = penning.pen_to(complaint, pack=pack)
    values = notices.breach_values(number_of(complaint.id, "C"), said=said, pen=pen)
    letter = affected.letter_of(case.id, complaint.id)
    words = penning.write(notices.BREACH, values, pen=pen)
    return letters.draft(complaint, letter, notices.BREACH, said=words, case_id=case.id)
