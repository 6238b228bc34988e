"""What stands in the fields of each letter?

Nothing here knows a complainant's words: a letter to the account side is made of what the rules and the deciding
person say, and of the subject as its owner knows it. Of one-to-one contact not even that: clause and pattern only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ombud.core import facts, vocabulary
from ombud.core.notices import words
from ombud.core.notices.places import Places
from ombud.core.pack.kinds import UNDO
from ombud.core.pack.types import Category, Measure, Pack
from ombud.core.pack.words import Text, to_a_child
from ombud.core.proving import AUTHORITY
from ombud.core.referring import Handed, Referral
from ombud.core.spoken import moment
from ombud.core.vocabulary import Side, SubjectKind

OWNER: Final = "V2"
"""The proof by which the owner of an account shows that nothing is wrong with it."""


INFORMAL_REFUSED: Final = "informal_refused"
"""The letter to whoever asked off the record."""
PUBLIC: Final = frozenset({SubjectKind.VIDEO, SubjectKind.LIVE, SubjectKind.COMMENT})
"""What everybody could see: to name it gives nobody away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of a complainant; `level` is the proof that is still to come from them, empty where none is."""

    number: str
    question: str
    until: datetime
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """An answer that comes later than promised; `law` names what allows it, empty for the house's own promise."""

    number: str
    reasons: str
    until: datetime
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a case is: what was done, what comes next, and by when; None where nobody said."""

    done: str
    next: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a case is about, as its owner knows it."""

    kind: SubjectKind
    external: str
    one_to_one: bool = False

    def say(self, lang: str, *, child: bool = False) -> str:
        """Return it in words to its owner; one-to-one contact is never named more closely."""
        hidden = self.one_to_one or self.kind is SubjectKind.MESSAGE
        named = (words.ONE_TO_ONE if hidden else words.SUBJECTS[self.kind]).say(lang)
        said = to_a_child(named) if child else named
        return said if hidden else f"{said} {self.external}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim:
    """A provisional measure and whom it falls on."""

    subject: Subject
    measure: Measure
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """A measure that stays although one decision fell, since another asks for the same: of when, by which clause, as the host names it.

    What its account was not told of has neither moment nor clause.
    """

    measure: str
    at: datetime | None = None
    clause: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision, opened for one letter: its codes, the words for this side, and how it may be appealed.

    `kept` is what this decision no longer asks for and another in force still does;
    `days` are measures that wait, each for its day; `at_once` is why one need not that a law would have announced ahead;
    `of_another`: it undid what the host did to an account that is not the reader's, who is not told what that was;
    `given_back` is what of the host's own decision ends by it, if another decision keeps the rest in force: that `stays`.
    `put_back` are the kinds of changes of their account that it takes back, by the host's own words for them.
    `referred` is how far it is with what the decision refers outside: nobody is told that it was before it was.
    """

    number: str
    letter: str
    code: str
    side: Side
    proposal: facts.Proposed
    reasons: str
    findings: tuple[str, ...] = ()
    why_not_lower: str = ""
    appeal_until: datetime | None = None
    undone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    days: Mapping[str, datetime] = field(default_factory=dict)
    at_once: Text | None = None
    of_another: bool = False
    given_back: tuple[str, ...] = ()
    stays: tuple[Stays, ...] = ()
    referred: tuple[Referral, ...] = ()
    put_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pen:
    """Pack, language, zone and addresses: what every letter is written with, and whether a child reads it."""

    pack: Pack
    lang: str
    zone: ZoneInfo
    places: Places
    child: bool = False

    def moment(self, at: datetime) -> str:
        """Return a moment in words."""
        return moment(at, lang=self.lang, zone=self.zone)

    def measures(self, codes: Iterable[str]) -> str:
        """Return measures in words."""
        entries = (self.pack.measure(code) for code in codes)
        return words.measures((entry.title.say(self.lang) for entry in entries if entry), self.lang)

    def chosen(self, it: Outcome) -> str:
        """Return what was decided in words; what it costs the account is told to nobody else, what somebody gets is."""
        if it.of_another:
            return words.TAKEN_BACK.say(self.lang)
        told = it.side == Side.ACCOUNT or it.proposal.outcome == vocabulary.Outcome.GRANTED
        said = dict.fromkeys(self._chosen(it, sums=told))  # several changes are taken back by one measure
        done = words.measures(said, self.lang, apart=bool(it.days))
        further = (self.referral(one, writes=it.side != Side.ACCOUNT) for one in it.referred)
        several = (*([done] if done else []), *self._parted(it))
        if not several and any(one.handed is Handed.OWED for one in it.referred):
            several = (words.NOTHING_YET.say(self.lang),)
        return "\n".join((*several, *further))

    def referral(self, one: Referral, *, writes: bool = False) -> str:
        """Return how far it is with what was referred outside; `writes` says that its reader has a letter of what becomes of it."""
        to = self.pack.authorities.get(one.to)
        said = {
            Handed.OWED: words.OWED_AND_WRITTEN if writes else words.OWED,
            Handed.DONE: words.HANDED_TO if to else words.HANDED,
            Handed.LEFT: words.NOT_HANDED,
            Handed.CHOSEN: words.CHOSEN,
        }[one.handed].say(self.lang)
        told = said.format(
            measure=self.measures((one.measure,)),
            at=self.moment(one.at) if one.at else "",
            to=to.title.say(self.lang) if to else "",
        )
        return to_a_child(told) if self.child else told

    def _parted(self, it: Outcome) -> Iterator[str]:
        """Yield what of the host's decision is undone and what another keeps in force, where not all of it ends."""
        if it.stays and it.given_back:
            yield words.UNDONE.say(self.lang).format(measures=self.measures(it.given_back))
        for one in it.stays:
            clause = self.pack.clauses.get(one.clause)
            which = (
                one.named,
                self.moment(one.at) if one.at else "",
                clause.title.say(self.lang) if clause else one.clause,
            )
            yield words.stays(self.measures((one.measure,)), which, self.lang)

    def _chosen(self, it: Outcome, *, sums: bool) -> Iterator[str]:
        apart = {one.measure for one in it.referred}
        several = (one for one in it.proposal.measures if one.measure not in apart)
        chosen = (one for one in several if not (it.stays and one.host_decision))
        known = [(one, entry) for one in chosen if (entry := self.pack.measure(one.measure))]
        for one, entry in known:
            at, said = it.days.get(one.measure), entry.title.say(self.lang)
            said = words.with_place(said, one.territory, self.lang)
            out = one.block and entry.scope == SubjectKind.ACCOUNT and it.side == Side.ACCOUNT
            said = words.barred(said, self.lang) if out else said
            said = words.put_back(said, it.put_back, self.lang) if one.measure == UNDO else said
            said = said if one.amount is None or not sums else words.with_sum(said, one.amount, self.lang)
            yield said if at is None else words.with_day(said, self.moment(at), self.lang)


def ask_values(it: Ask, *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter that asks for more: of a proof every way that will do, what to cover, what stays."""
    proof = pen.pack.verifications.get(it.level)
    cover = proof.black_out if proof is not None else None
    return {
        "ways": "\n".join(one.say(pen.lang) for one in proof.accepts) if proof is not None else "",
        "cover": cover.say(pen.lang) if cover is not None else "",
        "stays": proof.stays.say(pen.lang) if proof is not None else "",
        "number": it.number,
        "question": it.question,
        "until": pen.moment(it.until),
        "then": pen.pack.wait.then.say(pen.lang),
        "status_url": pen.places.status(it.number),
    }


def delay_values(it: Delay, *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter that puts an answer off."""
    return {
        "number": it.number,
        "reasons": it.reasons,
        "until": pen.moment(it.until),
        "law": it.law,
        "status_url": pen.places.status(it.number),
    }


def progress_values(it: Progress, *, number: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter that tells how far a case is."""
    return {
        "number": number,
        "done": it.done,
        "next": it.next,
        "until": pen.moment(it.until) if it.until else "",
        "status_url": pen.places.status(number),
    }


def appeal_receipt_values(
    number: str, *, decide_by: datetime, status_url: str, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of an appeal's receipt."""
    return {"number": number, "decide_by": pen.moment(decide_by), "status_url": status_url}


def interim_values(it: Interim, *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter about a provisional measure: why in general words, never because of whom."""
    return {
        "subject": it.subject.say(pen.lang, child=pen.child),
        "measure": it.measure.title.say(pen.lang),
        "why": words.PROVISIONAL_WHY.say(pen.lang),
        "until": pen.moment(it.until),
        "object_url": pen.places.objection(),
    }


def fraud_values(it: Interim, *, code: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a restriction against fraud: the way to have it lifted, and what is needed for that."""
    owner = pen.pack.verifications[OWNER]
    asked = (*owner.accepts, *([owner.black_out] if owner.black_out is not None else []))
    routes = words.routes(pen.pack.routes_for(code, side=Side.ACCOUNT), pen.lang)
    return {
        **interim_values(it, pen=pen),
        "why": words.FRAUD_WHY.say(pen.lang),
        "remedy_url": pen.places.objection(),
        "documents": "\n".join(one.say(pen.lang) for one in asked),
        "routes": to_a_child(routes) if pen.child else routes,
    }


def outcome_values(it: Outcome, *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a decision, an answer, or an appeal's outcome, to either side."""
    done = pen.chosen(it)
    undone = pen.measures(it.undone)
    changed = [done] if done else []
    changed += _until_when(it, pen) if done else []
    changed += [words.UNDONE.say(pen.lang).format(measures=undone)] if undone else []
    changed += [words.KEPT.say(pen.lang).format(measures=pen.measures(it.kept))] if it.kept else []
    changed += _at_once(it, pen)
    return {**_common(it, pen), "answer": it.reasons, "measures": done, "changed": "\n".join(changed)}


def safety_values(number: str, *, category: Category, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter to somebody in danger: what to do now, and whom to call."""
    advice = (category.advice_child if pen.child else None) or category.advice
    return {
        "number": number,
        "advice": advice.say(pen.lang) if advice else "",
        "help_lines": words.lines(pen.pack.help_for(category.code), pen.lang),
    }


def guardian_values(it: Outcome, *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter to a guardian: what was decided and done in words, never a picture or a quotation."""
    advice = pen.pack.category(it.code).advice_guardian
    return {
        "number": it.number,
        "facts": it.reasons,
        "done": pen.chosen(it) or words.NO_MEASURE.say(pen.lang),
        "what_to_do": advice.say(pen.lang) if advice else "",
        "help_lines": words.lines(pen.pack.help_for(it.code), pen.lang),
        "status_url": pen.places.status(it.number),
    }


def not_proved(it: Outcome, *, pen: Pen) -> Outcome:
    """Return what somebody learns who asked for an account that was given to another: nothing of that other."""
    refused = replace(it.proposal, outcome=vocabulary.Outcome.REFUSED.value, measures=())
    return replace(
        it,
        proposal=refused,
        reasons=words.NOT_PROVED.say(pen.lang),
        undone=(),
        kept=(),
        given_back=(),
        stays=(),
        referred=(),
        put_back=(),
    )


def statement_values(it: Outcome, *, subject: Subject, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a statement of reasons; of one-to-one contact it cites clause and pattern only."""
    chosen = it.proposal.measures
    told = "" if subject.one_to_one else "\n".join(it.findings)
    return {
        **_common(it, pen),
        "subject": subject.say(pen.lang, child=pen.child),
        "measures": pen.chosen(it) or words.NO_MEASURE.say(pen.lang),
        "scope": _scope(chosen, pen),
        "duration": _durations(chosen, pen),
        "facts": told or words.PATTERN_ONLY.say(pen.lang),
        "source": source_of(it.code, pack=pen.pack).say(pen.lang),
        "why": "\n\n".join(part for part in (it.reasons, it.why_not_lower, *_at_once(it, pen)) if part),
    }


def source_of(code: str, *, pack: Pack) -> Text:
    """Return where a matter came from, as the account may know: from an authority, or from nobody whom we name."""
    return words.BY_AUTHORITY if pack.category(code).to_protect == AUTHORITY else words.SOURCE


def _at_once(it: Outcome, pen: Pen) -> list[str]:
    """Return in words, to the account, why nobody had to wait."""
    if it.at_once is None or it.side != Side.ACCOUNT:
        return []
    return [words.AT_ONCE.say(pen.lang).format(reason=it.at_once.say(pen.lang))]


def postponed_values(
    measures: Iterable[str], *, subject: Subject, until: datetime, pen: Pen
) -> Mapping[str, str]:
    """Return the fields by which an account learns that what was announced takes effect later."""
    return {
        "subject": subject.say(pen.lang, child=pen.child),
        "measures": pen.measures(measures),
        "until": pen.moment(until),
    }


def locked_values(until: datetime, *, number: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields by which whoever asked for an account learns that it stays locked."""
    return {"number": number, "until": pen.moment(until), "status_url": pen.places.status(number)}


def held_values(it: Interim, *, answer_by: datetime, latest: datetime, pen: Pen) -> Mapping[str, str]:
    """Return the fields by which an account learns that its money stays held: until when somebody may answer, and at the latest."""
    return {
        "subject": it.subject.say(pen.lang, child=pen.child),
        "measure": it.measure.title.say(pen.lang),
        "why": words.HELD_WHY.say(pen.lang),
        "answer_by": pen.moment(answer_by),
        "until": pen.moment(it.until),
        "latest": pen.moment(latest),
        "object_url": pen.places.objection(),
    }


def lock_values(it: Interim, *, again: bool = True, pen: Pen) -> Mapping[str, str]:
    """Return the fields by which the earlier channels of an account learn that it is locked, `again` or for the first time, or was."""
    place = pen.places.claim()
    why = (words.TAKEN_AGAIN_WHY if again else words.LOCKED_WHY).say(pen.lang)
    return {**interim_values(it, pen=pen), "why": why, "object_url": place, "claim_url": place}


def cleared_values(measures: Iterable[str], *, subject: Subject, pen: Pen) -> Mapping[str, str]:
    """Return the fields by which an owner learns what no longer counts, because it was an intruder's doing."""
    return {"subject": subject.say(pen.lang, child=pen.child), "measures": pen.measures(measures)}


def _scope(chosen: Iterable[facts.Chosen], pen: Pen) -> str:
    """Return where it holds: once if everything holds in the same places, else measure by measure."""
    places = {one.measure: words.scope(one.territory, pen.lang) for one in chosen}
    if len(set(places.values())) > 1:
        return "\n".join(f"{pen.measures((code,))}: {place}" for code, place in places.items())
    return next(iter(places.values()), words.EVERYWHERE.say(pen.lang))


def _durations(chosen: Iterable[facts.Chosen], pen: Pen) -> str:
    """Return how long it holds: once if everything ends alike, else measure by measure."""
    ends = {
        one.measure: words.ONCE.say(pen.lang)
        if one.amount
        else words.duration(one.until, pen.lang, zone=pen.zone)
        for one in chosen
    }
    if len(set(ends.values())) > 1:
        return "\n".join(f"{pen.measures((code,))}: {end}" for code, end in ends.items())
    return next(iter(ends.values()), words.duration(None, pen.lang, zone=pen.zone))


def _until_when(it: Outcome, pen: Pen) -> list[str]:
    """Return until when each measure holds that has an end, as the account is told."""
    dated = [one for one in it.proposal.measures if one.until is not None and it.side == Side.ACCOUNT]
    return [
        f"{pen.measures((one.measure,))}: {words.duration(one.until, pen.lang, zone=pen.zone)}"
        for one in dated
    ]


def restored_values(it: Outcome, *, subject: Subject, pen: Pen) -> Mapping[str, str]:
    """Return the fields of a letter that gives something back."""
    what = pen.chosen(it) or words.ENDED.say(pen.lang)
    return {
        **_common(it, pen),
        "extent": words.restored(whole=not it.stays, some=bool(it.given_back)).say(pen.lang),
        "subject": subject.say(pen.lang, child=pen.child),
        "what": what,
    }


def _common(it: Outcome, pen: Pen) -> dict[str, str]:
    """Return what every letter about a decision says: result, rule, how to appeal, where else to turn."""
    clause = pen.pack.clauses.get(it.proposal.clause or "")
    ruling = it.proposal.ruling
    lang = pen.lang
    outcomes = words.OUTCOMES_CHILD if pen.child else words.OUTCOMES
    rulings = words.RULINGS_CHILD if pen.child else words.RULINGS
    routes = words.routes(pen.pack.routes_for(it.code, side=it.side), lang)
    reasons = to_a_child(it.reasons) if pen.child else it.reasons
    return {
        "number": it.number,
        "outcome": outcomes[vocabulary.Outcome(it.proposal.outcome)].say(lang),
        "ruling": rulings[vocabulary.Ruling(ruling)].say(lang) if ruling else "",
        "reasons": reasons,
        "why": reasons,
        "clause_title": clause.title.say(lang) if clause else "",
        "clause_text": clause.text.say(lang) if clause else "",
        "automation": words.BY_PEOPLE.say(lang),
        "appeal_url": pen.places.appeal(it.letter) if it.appeal_until else "",
        "appeal_until": pen.moment(it.appeal_until) if it.appeal_until else "",
        "routes": to_a_child(routes) if pen.child else routes,
    }
