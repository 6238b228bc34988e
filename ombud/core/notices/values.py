"""What stands in the fields of each letter?

Nothing here knows a complainant's words: a letter to the account side is made of what the rules and the deciding
person say, and of the subject as its owner knows it. Of one-to-one contact not even that: clause and pattern only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from ombud.core import facts, vocabulary
from ombud.core.notices import words
from ombud.core.notices.places import Places
from ombud.core.pack.types import Measure, Pack
from ombud.core.vocabulary import Side, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receipt says."""

    number: str
    received_at: datetime
    decide_by: datetime
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of a complainant."""

    number: str
    question: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a case is about, as its owner knows it."""

    kind: SubjectKind
    external: str
    one_to_one: bool = False

    def say(self, lang: str) -> str:
        """Return it in words to its owner; one-to-one contact is never named more closely."""
        if self.one_to_one or self.kind is SubjectKind.MESSAGE:
            return words.ONE_TO_ONE.say(lang)
        named = words.SUBJECTS[self.kind].say(lang)
        return f"{named} {self.external}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim:
    """A provisional measure and whom it falls on."""

    subject: Subject
    measure: Measure
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision, opened for one letter: its codes, the words for this side, and how it may be appealed."""

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


@dataclass(frozen=True, slots=True)
class _Pen:
    """Pack, language, zone and addresses: what every letter is written with."""

    pack: Pack
    lang: str
    zone: tzinfo
    places: Places

    def day(self, at: datetime) -> str:
        return words.day(at, self.lang, zone=self.zone)

    def measures(self, codes: tuple[str, ...]) -> str:
        entries = (self.pack.measure(code) for code in codes)
        return words.measures((entry for entry in entries if entry is not None), self.lang)


def receipt_values(it: Receipt, *, pack: Pack, lang: str, zone: tzinfo, places: Places) -> Mapping[str, str]:
    """Return the fields of a receipt."""
    pen = _Pen(pack, lang, zone, places)
    return {
        "number": it.number,
        "received_at": pen.day(it.received_at),
        "decide_by": pen.day(it.decide_by),
        "status_url": places.status(it.number),
        "help_lines": words.help_lines(pack.help_for(it.code), lang),
    }


def ask_values(it: Ask, *, pack: Pack, lang: str, zone: tzinfo, places: Places) -> Mapping[str, str]:
    """Return the fields of a letter that asks for more."""
    return {
        "number": it.number,
        "question": it.question,
        "until": words.day(it.until, lang, zone=zone),
        "then": pack.wait.then.say(lang),
        "status_url": places.status(it.number),
    }


def appeal_receipt_values(
    number: str, *, decide_by: datetime, lang: str, zone: tzinfo, status_url: str
) -> Mapping[str, str]:
    """Return the fields of an appeal's receipt."""
    return {"number": number, "decide_by": words.day(decide_by, lang, zone=zone), "status_url": status_url}


def interim_values(it: Interim, *, lang: str, zone: tzinfo, letter: str, places: Places) -> Mapping[str, str]:
    """Return the fields of a letter about a provisional measure: why in general words, never because of whom."""
    return {
        "subject": it.subject.say(lang),
        "measure": it.measure.title.say(lang),
        "why": words.PROVISIONAL_WHY.say(lang),
        "until": words.day(it.until, lang, zone=zone),
        "object_url": places.letter(letter),
    }


def _common(it: Outcome, pen: _Pen) -> dict[str, str]:
    """Return what every letter about a decision says: result, rule, how to appeal, where else to turn."""
    clause = pen.pack.clauses.get(it.proposal.clause or "")
    ruling = it.proposal.ruling
    lang = pen.lang
    return {
        "number": it.number,
        "outcome": words.OUTCOMES[vocabulary.Outcome(it.proposal.outcome)].say(lang),
        "ruling": words.RULINGS[vocabulary.Ruling(ruling)].say(lang) if ruling else "",
        "reasons": it.reasons,
        "why": it.reasons,
        "clause_title": clause.title.say(lang) if clause else "",
        "clause_text": clause.text.say(lang) if clause else "",
        "automation": words.BY_PEOPLE.say(lang),
        "appeal_url": pen.places.appeal(it.letter) if it.appeal_until else "",
        "appeal_until": pen.day(it.appeal_until) if it.appeal_until else "",
        "routes": words.routes(pen.pack.routes_for(it.code, side=it.side), lang),
    }


def outcome_values(it: Outcome, *, pack: Pack, lang: str, zone: tzinfo, places: Places) -> Mapping[str, str]:
    """Return the fields of a decision, or an appeal's outcome, to either side."""
    pen = _Pen(pack, lang, zone, places)
    done = pen.measures(tuple(one.measure for one in it.proposal.measures))
    undone = pen.measures(it.undone)
    changed = [done] if done else []
    changed += [words.UNDONE.say(lang).format(measures=undone)] if undone else []
    return {**_common(it, pen), "measures": done, "changed": "\n".join(changed)}


def answer_values(it: Outcome, *, pack: Pack, lang: str, zone: tzinfo, places: Places) -> Mapping[str, str]:
    """Return the fields of an answer to a question of service."""
    return {**_common(it, _Pen(pack, lang, zone, places)), "answer": it.reasons}


def statement_values(
    it: Outcome, *, subject: Subject, pack: Pack, lang: str, zone: tzinfo, places: Places
) -> Mapping[str, str]:
    """Return the fields of a statement of reasons; of one-to-one contact it cites clause and pattern only."""
    pen = _Pen(pack, lang, zone, places)
    chosen = it.proposal.measures
    until = max((one.until for one in chosen if one.until is not None), default=None)
    endless = any(one.until is None for one in chosen)
    told = words.PATTERN_ONLY.say(lang) if subject.one_to_one else "\n".join(it.findings)
    why = "\n\n".join(part for part in (it.reasons, it.why_not_lower) if part)
    return {
        **_common(it, pen),
        "subject": subject.say(lang),
        "measures": pen.measures(tuple(one.measure for one in chosen)) or words.NO_MEASURE.say(lang),
        "scope": words.EVERYWHERE.say(lang),
        "duration": words.duration(None if endless else until, lang, zone=zone),
        "facts": told or words.PATTERN_ONLY.say(lang),
        "source": words.SOURCE.say(lang),
        "why": why,
    }


def restored_values(
    it: Outcome, *, subject: Subject, pack: Pack, lang: str, zone: tzinfo, places: Places
) -> Mapping[str, str]:
    """Return the fields of a letter that gives something back."""
    pen = _Pen(pack, lang, zone, places)
    what = pen.measures(tuple(one.measure for one in it.proposal.measures)) or words.ENDED.say(lang)
    return {**_common(it, pen), "subject": subject.say(lang), "what": what}
