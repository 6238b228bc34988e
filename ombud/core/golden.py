"""Does a pack do what its owner means? Golden cases: a complaint in, what must follow from it out.

A case is written by somebody who knows the rules and not the code:

    诱导未成年人私下联系:
      place: CN
      report: {text: "有人私信我女儿要照片，她12岁", lang: zh, relation: guardian}
      expect: {code: MN.SEX, severity: S0, runs: [protect_target], allows: [P1], refuses: [L0], withheld: child_safety}
      signs: {L9: A2}
      stands: {unfounded: 3, since_warning: 1}

`stands` is what is held against whoever sent it: how many notices were manifestly unfounded, and how many of them since a
warning. What is not named under `expect` is not asked. Every key is a question below, under its name.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from ombud.core.grading import gravest, heard
from ombud.core.pack.approvals import ApprovalFacts, claimed, level, spared
from ombud.core.pack.books import book_of, hands_over
from ombud.core.pack.grading import COUNTS, FACTS, Known, SeverityRule, hits
from ombud.core.pack.kinds import REFERRAL
from ombud.core.pack.plain import broken
from ombud.core.pack.records import Record
from ombud.core.pack.settling import Conflict
from ombud.core.pack.types import Category, Pack
from ombud.core.pack.union import Union, about
from ombud.core.pack.words import falls_under
from ombud.core.seals import clearances
from ombud.core.triage.report import Part, Report, Sorted
from ombud.core.vocabulary import SEALED, Lang, Relation, SubjectKind, Tier

Plain: TypeAlias = Mapping[str, Any]
HOME: Final = "CN"
_KEYS: Final = frozenset({"place", "report", "expect", "facts", "signs", "stands"})
_STANDS: Final = frozenset({"unfounded", "since_warning"})
_WARNED: Final = datetime.min.replace(tzinfo=UTC)
"""When somebody was warned who was: which day it was is not asked."""
_REPORT: Final = frozenset({"text", "lang", "kind", "subject", "relation", "answers"})
_APPROVAL: Final = frozenset(item.name for item in fields(ApprovalFacts))
_FACTS: Final = _APPROVAL | FACTS | COUNTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """A complaint, and what must follow: `expect` by question, `signs` the level that a measure needs; `where` it is written.

    Of several `places` the case begins with the first, and somebody of each complains.
    """

    name: str
    where: str
    places: tuple[str, ...]
    report: Report
    expect: Plain
    facts: ApprovalFacts
    known: Known
    signs: Mapping[str, str]
    stands: Record


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that does not follow as it must."""

    case: str
    question: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class _Seen:
    """What followed: the first matter, its kind, the pack."""

    sorted: Sorted
    part: Part
    category: Category
    pack: Pack
    facts: ApprovalFacts
    rows: tuple[SeverityRule, ...]
    conflicts: tuple[Conflict, ...]
    stands: Record

    def severity(self) -> str:
        """Return how grave it is: by what its words say and by every row that holds, whichever is gravest."""
        return min(self.part.severity.value, gravest(self.rows) or self.part.severity.value)

    def look(self) -> int | None:
        """Return in how many minutes somebody looks because of what many, or somebody, said."""
        asked = [row.look_within for row in self.rows if row.look_within is not None]
        return min(asked) // timedelta(minutes=1) if asked else None

    def may_take(self, measure: str) -> bool:
        """Say whether the kind allows a measure and nothing spares whom it would hit."""
        hindered = spared(self.pack, category=self.part.code, measure=measure, facts=self.facts)
        return self.category.allows(measure) and hindered is None

    def clocks(self) -> frozenset[str]:
        """Return the clocks that run for this kind at this severity."""
        rules = self.pack.clocks_for(self.part.code)
        return frozenset(rule.id for rule in rules if rule.amount(self.severity()) is not None)

    def weighing(self) -> frozenset[str]:
        """Return the rules of severity that hold."""
        return frozenset(row.id for row in self.rows)

    def asks(self) -> frozenset[str]:
        """Return what the rules of severity that hold ask for beside what the kind does."""
        return frozenset(ask for row in self.rows for ask in row.asks)

    def contradictions(self) -> frozenset[str]:
        """Return the entries about which the laws of several places contradict each other."""
        found = (one for one in self.conflicts if about(one, code=self.part.code, pack=self.pack))
        return frozenset(one.entry for one in found)

    def counts_against(self) -> bool:
        """Say whether such a notice can be held against who sent it at all, should a person find it unfounded."""
        return not self.pack.misuse.spares_kind(self.part.code, self.severity())

    def may_follow(self) -> list[str]:
        """Return what may follow from one more such notice, with what stands against who sent it."""
        answers = self.pack.misuse.answers(self.stands) if self.counts_against() else ()
        return [answer.value for answer in answers]

    def read_anyway(self) -> bool:
        """Say whether it is dealt with even while who sent it is suspended: any matter of it is enough."""
        rule = self.pack.misuse
        others = (rule.reads(part.code, part.severity) for part in self.sorted.parts[1:])
        return rule.reads(self.part.code, self.severity()) or any(others)

    def handed(self) -> list[str]:
        """Return the steps that hand over what a decision about this kind may refer outside."""
        book = book_of(self.part.code, pack=self.pack)
        found = []
        for measure in filter(self.category.allows, self.pack.measures):
            own = [step.id for step in book.steps if hands_over(step, measure)]
            others = self.pack.playbooks[REFERRAL].steps
            found += own or [step.id for step in others if step.measure == measure]
        return found

    def routes(self) -> frozenset[str]:
        """Return the ways out of the house that either side has."""
        routes = self.pack.external_routes.values()
        return frozenset(route.id for route in routes if falls_under(self.part.code, route.applies))


Question: TypeAlias = Callable[[_Seen, Any], Any]
"""Takes what followed and what is expected; returns what is found instead, or what is expected if all is well."""


def _same(read: Callable[[_Seen], Any]) -> Question:
    return lambda seen, _expected: read(seen)


def _among(read: Callable[[_Seen], Any]) -> Question:
    """Ask that all that is expected is there."""

    def ask(seen: _Seen, expected: Any) -> Any:
        there = read(seen)
        return expected if set(expected) <= set(there) else sorted(there)

    return ask


def _absent(read: Callable[[_Seen], Any]) -> Question:
    """Ask that nothing of what is named is there."""

    def ask(seen: _Seen, expected: Any) -> Any:
        wrong = set(expected) & set(read(seen))
        return f"{', '.join(sorted(wrong))} is there" if wrong else expected

    return ask


def _allowed(seen: _Seen, expected: Any) -> Any:
    return [code for code in expected if seen.may_take(code)]


def _refused(seen: _Seen, expected: Any) -> Any:
    return [code for code in expected if not seen.may_take(code)]


def _shielding(seen: _Seen, expected: Any) -> Any:
    shields = {measure.code for measure in seen.pack.measures.values() if measure.shields}
    return [code for code in expected if code in shields and seen.may_take(code)]


SINGLE: Final[Mapping[str, Question]] = MappingProxyType(
    {
        "lang": _same(lambda seen: seen.sorted.lang.value),
        "category": _same(lambda seen: seen.part.cls.value),
        "code": lambda seen, expected: (
            expected if falls_under(seen.part.code, (expected,)) else seen.part.code
        ),
        "severity": _same(_Seen.severity),
        "look": _same(_Seen.look),
        "playbook": _same(lambda seen: seen.category.playbook),
        "tier": _same(lambda seen: Tier.SENIOR.value if Tier.SENIOR in seen.asks() else seen.category.tier),
        "sealed": _same(lambda seen: seen.category.sealed or SEALED in seen.asks()),
        "clearance": _same(
            lambda seen: " ".join(sorted(clearances(seen.category, asks=seen.asks()))) or None
        ),
        "withheld": _same(lambda seen: seen.pack.silence_of(seen.category)),
        "exposure": _same(lambda seen: seen.category.exposure),
        "appeal": _same(lambda seen: seen.category.appeal),
        "to_report": _same(lambda seen: seen.category.to_report),
        "to_protect": _same(lambda seen: seen.category.to_protect),
        "to_disclose": _same(lambda seen: seen.category.to_disclose),
        "counts_against": _same(_Seen.counts_against),
        "read_anyway": _same(_Seen.read_anyway),
    }
)
"""Questions whose answer is one value."""

SEVERAL: Final[Mapping[str, Question]] = MappingProxyType(
    {
        "also": _among(lambda seen: [part.code for part in seen.sorted.parts[1:]]),
        "because": _among(lambda seen: seen.part.because),
        "weighs": _among(_Seen.weighing),
        "weighs_not": _absent(_Seen.weighing),
        "runs": _among(_Seen.clocks),
        "runs_not": _absent(_Seen.clocks),
        "allows": _allowed,
        "refuses": _refused,
        "shields": _shielding,
        "letters": _among(lambda seen: seen.category.letters),
        "letters_not": _absent(lambda seen: seen.category.letters),
        "outcomes": _among(lambda seen: seen.category.outcomes),
        "outcomes_not": _absent(lambda seen: seen.category.outcomes),
        "never": _among(lambda seen: seen.category.never),
        "help": _among(lambda seen: [line.id for line in seen.pack.help_for(seen.part.code)]),
        "steps": _among(lambda seen: [step.id for step in seen.pack.playbook(seen.part.code).steps]),
        "hands_over": _among(_Seen.handed),
        "clauses": _among(lambda seen: [clause.id for clause in seen.pack.clauses_for(seen.part.code)]),
        "routes": _among(_Seen.routes),
        "may_follow": _same(_Seen.may_follow),
        "duties": _among(lambda seen: seen.pack.obligations),
        "conflicts": _among(_Seen.contradictions),
        "conflicts_not": _absent(_Seen.contradictions),
    }
)
"""Questions whose answer is a list."""

QUESTIONS: Final[Mapping[str, Question]] = MappingProxyType({**SINGLE, **SEVERAL})


def read(name: str, plain: Plain, *, where: str) -> Golden:
    """Read one case; a refusal names the case and what was expected there."""
    at = f"{where}: {name}"
    _known(plain, _KEYS, where=at)
    _known(plain.get("report", {}), _REPORT, where=f"{at}.report")
    _known(plain.get("expect", {}), QUESTIONS.keys(), where=f"{at}.expect")
    for key, expected in plain.get("expect", {}).items():
        if isinstance(expected, list) != (key in SEVERAL) or isinstance(expected, Mapping):
            raise broken(f"{at}.expect.{key}", f"expected {'a list' if key in SEVERAL else 'one value'}")
    said = plain.get("facts", {})
    said = dict.fromkeys(said, True) if isinstance(said, list) else said
    _known(said, _FACTS, where=f"{at}.facts")
    if not plain.get("expect") and not plain.get("signs"):
        raise broken(at, "expects nothing")
    return Golden(
        name=name,
        where=where,
        places=_places(plain.get("place", HOME)),
        report=_report(plain.get("report", {}), where=at),
        expect=plain.get("expect", {}),
        facts=ApprovalFacts(**{name: value for name, value in said.items() if name in _APPROVAL}),
        known=Known(
            facts=frozenset(name for name, value in said.items() if value is True),
            counts={name: value for name, value in said.items() if name in COUNTS},
        ),
        signs=plain.get("signs", {}),
        stands=_stands(plain.get("stands", {}), where=f"{at}.stands"),
    )


def _stands(plain: Plain, *, where: str) -> Record:
    _known(plain, _STANDS, where=where)
    for key, count in plain.items():
        if type(count) is not int or count < 0:
            raise broken(f"{where}.{key}", f"expected 0, 1, 2 …, found {count!r}")
    since = plain.get("since_warning")
    warned = None if since is None else _WARNED
    return Record(count=plain.get("unfounded", 0), warned_at=warned, since=since or 0)


def _places(said: object) -> tuple[str, ...]:
    return tuple(str(one) for one in said) if isinstance(said, list) else (str(said),)


def _known(plain: object, keys: Any, *, where: str) -> None:
    if not isinstance(plain, Mapping):
        raise broken(where, f"expected a mapping, found {plain!r}")
    for key in plain:
        if key not in keys:
            raise broken(f"{where}.{key}", f"unknown key; expected one of {', '.join(sorted(keys))}")


def _report(plain: Plain, *, where: str) -> Report:
    if not str(plain.get("text", "")).strip():
        raise broken(f"{where}.report.text", "missing")
    try:
        return Report(
            text=plain["text"],
            answers=plain.get("answers", {}),
            lang=Lang(plain["lang"]) if "lang" in plain else None,
            kind=plain.get("kind"),
            subject_kind=SubjectKind(plain["subject"]) if "subject" in plain else None,
            relation=Relation(plain["relation"]) if "relation" in plain else None,
        )
    except ValueError as error:
        raise broken(f"{where}.report", str(error)) from error


def misses(golden: Golden, *, sorted_as: Sorted, law: Union) -> Iterator[Miss]:
    """Yield what does not follow as the case says; nothing is a case that holds."""
    part, pack = sorted_as.parts[0], law.pack
    report = golden.report
    told = heard(
        part.because, relation=report.relation, subject_kind=report.subject_kind, answers=report.answers
    )
    says: dict[str, Any] = dict.fromkeys(claimed(told), True)
    situation = replace(golden.facts, **says)
    known = replace(golden.known, facts=golden.known.facts | {*told})
    rows = hits(pack.severities.values(), category=part.code, known=known)
    seen = _Seen(
        sorted_as, part, pack.category(part.code), pack, situation, rows, law.conflicts, golden.stands
    )
    for question, expected in golden.expect.items():
        found = QUESTIONS[question](seen, expected)
        if found != expected:
            yield Miss(golden.name, question, expected, found)
    for measure, expected in golden.signs.items():
        found = level(pack, category=part.code, measures=(measure,), facts=situation)
        if found != expected:
            yield Miss(golden.name, f"signs {measure}", expected, found)
