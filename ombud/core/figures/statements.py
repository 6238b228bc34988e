"""What does the Union's transparency database get of a decision (DSA art. 24(5)), and what is left out, why?

1. **Nothing that anybody wrote leaves**: every word is standard wording of codes, the titles and texts of the pack in English.
   A finding, a reason, a name of an item, an account or a person is never read for it, so that erasing cannot change it either.
2. A statement is made once, in the time in which the last of what it needs had happened: the account had its letter, the host
   confirmed every measure, and it had said since when the item is there. It is made from the book as it stood at the end of that
   time; the same time gives the same bytes.
3. What has no code is left out with a reason, never given one that is near. What only waits is named until it can be made.
4. Its identifier is a digest of case and decision: making it twice names it alike, and it leads nobody back to a case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from ombud.core import facts
from ombud.core.figures import wording
from ombud.core.figures.book import CaseBook, Ruled
from ombud.core.figures.periods import Period
from ombud.core.pack.dsa import CATEGORIES
from ombud.core.pack.reports import Report
from ombud.core.pack.types import Category, Measure, Pack
from ombud.core.pack.words import falls_under
from ombud.core.territories import UNION
from ombud.core.vocabulary import SubjectKind

BATCH: Final = 100
"""How many statements one call of the database takes at most."""


class Why(StrEnum):
    """Why there is no statement of a decision; those of WAITS may still come."""

    AUTHORITY_ORDER = "authority_order"
    NO_SUBJECT = "no_subject"
    NO_CATEGORY = "no_category"
    NO_MEASURE = "no_measure"
    NO_TERRITORY = "no_territory"
    OUTSIDE = "outside"
    NO_GROUND = "no_ground"
    NO_SOURCE = "no_source"
    BAD_DATE = "bad_date"
    PERSONAL = "personal"
    NEVER_HELD = "never_held"
    PROVISIONAL = "provisional"
    NOT_TOLD = "not_told"
    NOT_CONFIRMED = "not_confirmed"
    NO_CONTENT_DATE = "no_content_date"


WAITS: Final = frozenset({Why.NOT_TOLD, Why.NOT_CONFIRMED, Why.NO_CONTENT_DATE})

CONTENT: Final[Mapping[str, tuple[str, str | None]]] = MappingProxyType(
    {
        SubjectKind.VIDEO: ("CONTENT_TYPE_VIDEO", None),
        SubjectKind.LIVE: ("CONTENT_TYPE_VIDEO", None),
        SubjectKind.COMMENT: ("CONTENT_TYPE_TEXT", None),
        SubjectKind.MESSAGE: ("CONTENT_TYPE_TEXT", None),
        SubjectKind.ORDER: ("CONTENT_TYPE_PRODUCT", None),
        SubjectKind.ACCOUNT: ("CONTENT_TYPE_OTHER", "Account"),
    }
)
"""What a case can be about → what kind of content it is, and in words where the database has none for it."""
ONE_OF: Final = (
    ("decision_monetary", "MONETARY_TERMINATION", "MONETARY_SUSPENSION", "MONETARY_OTHER"),
    (
        "decision_provision",
        "PROVISION_TOTAL_TERMINATION",
        "PROVISION_PARTIAL_TERMINATION",
        "PROVISION_TOTAL_SUSPENSION",
        "PROVISION_PARTIAL_SUSPENSION",
    ),
    ("decision_account", "ACCOUNT_TERMINATED", "ACCOUNT_SUSPENDED"),
)
"""Fields that hold one restriction, gravest first."""
ENDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "decision_visibility": "end_date_visibility_restriction",
        "decision_monetary": "end_date_monetary_restriction",
        "decision_provision": "end_date_service_restriction",
        "decision_account": "end_date_account_restriction",
    }
)
TERRITORY: Final = tuple(sorted((*UNION, "IS", "LI", "NO")))
"""Where what holds everywhere holds, as far as the database asks."""
IN_ONE_PLACE: Final = "VISIBILITY_CONTENT_DISABLED"
OTHER: Final = frozenset({"VISIBILITY_OTHER", "MONETARY_OTHER"})
EARLIEST: Final = date(2000, 1, 1)
EARLIEST_APPLIED: Final = date(2020, 1, 1)
LATEST: Final = date(2038, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of reasons, and when the last of what it needs had happened."""

    decision: int
    ready_at: datetime
    fields: Mapping[str, Any]

    @property
    def puid(self) -> str:
        """Return what the database knows it by."""
        return str(self.fields["puid"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A decision, or a provisional measure, that no statement is made of in this time; `what` is a code that it hangs on."""

    decision: int
    why: Why
    what: str = ""


class _No(Exception):  # noqa: N818 - read as a word
    def __init__(self, why: Why, what: str = "") -> None:
        super().__init__(why)
        self.why, self.what = why, what


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a statement is made of."""

    book: CaseBook
    ruled: Ruled
    kind: str | None
    pack: Pack
    report: Report
    period: Period

    @property
    def category(self) -> Category:
        """Return what the pack knows about the kind that the case was of when it was decided."""
        return self.pack.category(self.ruled.code)


def statements(
    book: CaseBook, *, kind: str | None, pack: Pack, report: Report, period: Period
) -> Iterator[Statement | Left]:
    """Yield what this time has of a case: its statements, and what is left out; `kind` is of what it is about."""
    for ruled in book.ruled:
        takes = [order for order in ruled.restricts if _takes(pack, order)]
        if not takes and ruled.decision.announced is None:
            continue
        made = Made(book=book, ruled=ruled, kind=kind, pack=pack, report=report, period=period)
        try:
            said = _statement(made, takes)
        except _No as no:
            if no.why in WAITS or period.covers(ruled.decision.at):
                yield Left(decision=ruled.decision.no, why=no.why, what=no.what)
        else:
            if period.covers(said.ready_at):
                yield said


def puid(case: object, decision: int) -> str:
    """Return the identifier of a statement: of nothing but the case and the decision, and leading to neither."""
    whole = "\0".join(("ombud statement of reasons", str(case), str(decision)))
    return f"ombud-{sha256(whole.encode()).hexdigest()[:40]}"


def _takes(pack: Pack, order: facts.Order) -> bool:
    """Say whether an order restricts somebody; a measure that the rules do not know any more may well."""
    entry = pack.measure(order.measure)
    return entry is None or entry.takes


def _statement(it: Made, takes: list[facts.Order]) -> Statement:
    """Return the statement, or say what stands against it: first what always will, then what it waits for."""
    said = {"puid": puid(it.book.case.id, it.ruled.decision.no), **_lasting(it)}
    held = [order for order in takes if not it.book.was_overridden(order)]
    if takes and not held:
        raise _No(Why.NEVER_HELD)
    ready_at, since, applied = _moments(it, held)
    dates = {"content_date": it.period.day(since), "application_date": it.period.day(applied)}
    for name, earliest in (("content_date", EARLIEST), ("application_date", EARLIEST_APPLIED)):
        if not earliest <= dates[name] <= LATEST:
            raise _No(Why.BAD_DATE, name)
    said |= _restrictions(it, held)
    said["territorial_scope"] = _scope(held)
    said |= {name: day.isoformat() for name, day in dates.items()}
    said["decision_facts"] = wording.told(
        category=it.category,
        trusted=it.ruled.trusted,
        on_appeal=bool(it.ruled.appeals),
        measures=[_entry(it.pack, order).title.en for order in held],
    )
    personal = wording.personal(said)
    if personal is not None:
        raise _No(Why.PERSONAL, personal)
    return Statement(
        decision=it.ruled.decision.no,
        ready_at=ready_at,
        fields=MappingProxyType({name: said[name] for name in sorted(said)}),
    )


def _lasting(it: Made) -> dict[str, Any]:
    """Return what the kind, the ground and the source give, which no later line of the book changes."""
    if falls_under(it.ruled.code, it.report.orders):
        raise _No(Why.AUTHORITY_ORDER, it.ruled.code)
    if it.kind is None or it.kind not in CONTENT:
        raise _No(Why.NO_SUBJECT, it.kind or "")
    if not it.book.case.members or not it.ruled.by_a_person:
        raise _No(Why.NO_SOURCE)
    content, other = CONTENT[it.kind]
    return {
        "content_type": [content],
        **({"content_type_other": other} if other else {}),
        **_category(it.category),
        **_ground(it),
        "source_type": "SOURCE_TRUSTED_FLAGGER" if it.ruled.trusted else "SOURCE_ARTICLE_16",
        "automated_detection": "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }


def _category(category: Category) -> dict[str, Any]:
    """Return the main category, what it is besides, and its keywords."""
    known = [one for one in category.dsa if one in CATEGORIES]
    keywords = [f"KEYWORD_{one}" for one in category.dsa if one not in CATEGORIES]
    if not known:
        raise _No(Why.NO_CATEGORY, category.code)
    first, *more = (f"STATEMENT_CATEGORY_{one}" for one in known)
    return {
        "category": first,
        **({"category_addition": more} if more else {}),
        **({"category_specification": keywords} if keywords else {}),
    }


def _ground(it: Made) -> dict[str, Any]:
    """Return the rule that was applied: a law's where the clause names one, else ours."""
    clause = it.pack.clauses.get(it.ruled.decision.proposal.clause or "")
    if clause is None:
        raise _No(Why.NO_GROUND, it.ruled.decision.proposal.clause or "")
    text = wording.cut(clause.text.en, wording.LONG)
    if clause.law is not None:
        return {
            "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
            "illegal_content_legal_ground": wording.cut(clause.law.en, wording.SHORT),
            "illegal_content_explanation": text,
        }
    return {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": wording.cut(f"{clause.id} {clause.title.en}", wording.SHORT),
        "incompatible_content_explanation": text,
    }


def _moments(it: Made, held: list[facts.Order]) -> tuple[datetime, datetime, datetime]:
    """Return when the last of it had happened, since when the item is there, and when the first measure held."""
    decision = it.ruled.decision
    for order in held:
        if _entry(it.pack, order).dsa == IN_ONE_PLACE and not order.territory:
            raise _No(Why.NO_TERRITORY, order.measure)
    if held and not _scope(held):
        raise _No(Why.OUTSIDE, held[0].measure)
    waits = next((order.measure for order in held if order.key not in it.book.confirmed), None)
    if waits is not None or decision.announced is not None:
        raise _No(Why.NOT_CONFIRMED, waits or "")
    if decision.told_at is None:
        raise _No(Why.NOT_TOLD)
    if it.book.there_since is None:
        raise _No(Why.NO_CONTENT_DATE)
    known_at, since = it.book.there_since
    confirmed = [it.book.confirmed[order.key] for order in held]
    return max(decision.told_at, known_at, *confirmed), since, min(confirmed)


def _scope(held: Iterable[facts.Order]) -> list[str]:
    """Return where the measures hold, as far as the database asks: what says no territory holds everywhere."""
    places = {place for order in held for place in order.territory or TERRITORY}
    return [place for place in TERRITORY if place in places]


def _restrictions(it: Made, held: Iterable[facts.Order]) -> dict[str, Any]:
    """Return what was done, and until when: in the field that holds several, and in those that hold the gravest."""
    several = [(f"{_entry(it.pack, order).dsa}", order) for order in held]
    codes = [code for code, _ in several]
    said: dict[str, Any] = {}
    shown = sorted({code for code in codes if code.startswith("VISIBILITY_")})
    if shown:
        said["decision_visibility"] = [f"DECISION_{code}" for code in shown]
        said |= _until("decision_visibility", shown, several, it.period)
    for name, *gravest in ONE_OF:
        chosen = next((code for code in gravest if code in codes), None)
        if chosen is not None:
            said[name] = f"DECISION_{chosen}"
            said |= _until(name, [chosen], several, it.period)
    for code, order in several:
        if code in OTHER:
            field = f"decision_{code.partition('_')[0].lower()}_other"
            said[field] = wording.cut(_entry(it.pack, order).title.en, wording.SHORT)
    return said


def _until(
    name: str, codes: list[str], several: list[tuple[str, facts.Order]], period: Period
) -> dict[str, str]:
    """Return the last day of the longest of these; nothing where one of them has none, or one past what can be said."""
    ends = [order.until for code, order in several if code in codes]
    days = [period.day(end) for end in ends if end is not None]
    return {ENDS[name]: max(days).isoformat()} if len(days) == len(ends) and max(days) <= LATEST else {}


def _entry(pack: Pack, order: facts.Order) -> Measure:
    entry = pack.measure(order.measure)
    if entry is None or entry.dsa is None:
        raise _No(Why.NO_MEASURE, order.measure)
    return entry


def provisional(book: CaseBook, *, pack: Pack, period: Period) -> Iterator[Left]:
    """Yield each measure of this time that was taken before anything was found: it has no ground that a statement could name."""
    for at, fact in book.protected:
        entry = pack.measure(fact.order.measure)
        if entry is not None and entry.takes and period.covers(at):
            yield Left(decision=0, why=Why.PROVISIONAL, what=fact.order.measure)
