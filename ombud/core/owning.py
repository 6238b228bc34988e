"""Whose is an account, by what somebody can show of it?

1. A level that adds up signals is reached by weight, by groups that do not depend on each other, and by one thing at
   least that nobody can show who merely sits in the account. What its profile shows weighs nothing.
2. Of one group only the strongest counts: two pictures of one device are one device.
3. What the host says is somebody else's by now speaks for nobody: a phone number that the carrier assigned anew is answered by a
   stranger in good faith. Nor does what the complaint says was taken: after a SIM swap whoever answers from the number may be the thief.
4. What only the host knows counts as the host answered it, and what a person saw as they wrote it down; a tick alone is nothing.
   What the host denied later counts no more.
5. What is shown is kept until there is enough; below that nothing is given, whatever level somebody wrote down. Where it is about
   whose an account is, no higher level stands in for it: a licence that somebody wrote down shows nothing of the account. Of a kind
   that gives nobody an account that is not asked: whoever says that it is not theirs proves who they are, and nothing of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ombud.core.case import ACCOUNT, Case
from ombud.core.facts import Verified
from ombud.core.pack.kinds import TO_OWNER
from ombud.core.pack.types import Pack, Signal, Verification
from ombud.core.pack.words import falls_under
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, ComplaintId

GIVES: Final = "R"
"""What hands an account over."""
CANNOT: Final = "cannot"
"""What an intruder cannot show, however long they sit in the account."""
REASSIGNED: Final = "number_reassigned"
"""What the host says where the carrier gave a phone number of the account to somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one complainant has shown: each group's strongest signal, and what is left to add; what is `void` adds nothing."""

    rule: Verification
    counted: Mapping[str, Signal]
    shown: frozenset[str]
    void: frozenset[str] = frozenset()

    @property
    def weight(self) -> int:
        """Return how much it comes to."""
        return sum(one.weight for one in self.counted.values())

    @property
    def apart(self) -> int:
        """Return from how many groups that do not depend on each other it comes."""
        return len({one.group for one in self.counted.values()})

    @property
    def is_beyond_intruder(self) -> bool:
        """Say whether something is there that whoever sits in the account cannot show."""
        return any(one.intruder == CANNOT for one in self.counted.values())

    @property
    def is_enough(self) -> bool:
        """Say whether the level is reached."""
        heavy = self.weight >= self.rule.enough
        return heavy and self.apart >= self.rule.apart and self.is_beyond_intruder

    @property
    def would_add(self) -> Mapping[str, int]:
        """Return what else could be shown, and how much it would add to what counts now."""
        best = {one.group: one.weight for one in self.counted.values()}
        more = {name: one.weight - best.get(one.group, 0) for name, one in self.rule.signals.items()}
        return {
            name: extra for name, extra in more.items() if extra > 0 and name not in self.shown | self.void
        }


def score(
    case: Case, complaint: UUID | None, *, level: str, pack: Pack, more: Iterable[str] = ()
) -> Score | None:
    """Return how far what a complainant has shown reaches for a level; None where that level adds nothing up."""
    rule = pack.verifications.get(level)
    if rule is None or not rule.signals:
        return None
    said = _said(case, complaint, rule)
    shown = frozenset(said | set(more)) & rule.signals.keys()
    void = _void(case, rule)
    counted: dict[str, tuple[str, Signal]] = {}
    for name in sorted(shown - void):
        one = rule.signals[name]
        before = counted.get(one.group)
        if one.weight and (before is None or one.weight > before[1].weight):
            counted[one.group] = name, one
    return Score(rule=rule, counted=dict(counted.values()), shown=shown, void=void)


def _said(case: Case, complaint: UUID | None, rule: Verification) -> frozenset[str]:
    """Return what a complainant showed so far; of what only the host knows what it confirmed and did not deny since."""
    shown: set[str] = set()
    for one in case.verified:
        if one.complaint == complaint:
            asked = one.signals if one.confirmed is None or not case.was_about_account else one.confirmed
            shown.update(name for name in one.signals if not _asked(rule, name) or name in asked)
            shown.difference_update(one.denied)
    return frozenset(shown)


def _asked(rule: Verification, name: str) -> bool:
    return name in rule.signals and rule.signals[name].asked_of_host


def asked_of_host(case: Case, *, pack: Pack) -> frozenset[str]:
    """Return the signals that only the host can answer for: of the account that a case is about, and where it is about none, none."""
    rules = pack.verifications.values() if case.was_about_account else ()
    return frozenset(name for rule in rules for name, one in rule.signals.items() if one.asked_of_host)


def check_own(case: Case, signals: Iterable[str], *, words: bool, pack: Pack) -> None:
    """Refuse what only the host can say, and what a person says they saw without a word on what.

    Raises: ASK_HOST, FACTS_MISSING.
    """
    told = frozenset(signals)
    ticked = told & asked_of_host(case, pack=pack)
    if ticked:
        raise Refused(No.ASK_HOST, signal=min(ticked))
    if told and not words:
        raise Refused(No.FACTS_MISSING, field="signals")


def unfounded(case: Case, said: Verified, *, pack: Pack) -> frozenset[str]:
    """Return what was taken as shown although the host did not confirm it, or nobody wrote down what they saw."""
    asked = asked_of_host(case, pack=pack)
    own = {*said.signals} - asked if asked and said.words is None else set()
    return frozenset(({*said.signals} & asked) - {*(said.confirmed or ())} | own)


def _void(case: Case, rule: Verification) -> frozenset[str]:
    """Return the signals that speak for nobody: by what the host says of the account, or by what it was ever said to be about."""
    told = case.known.get(HOST)
    says = frozenset(told[1].facts if told else ())
    kinds = (case.code, *case.codes)
    return frozenset(
        name
        for name, one in rule.signals.items()
        if not says.isdisjoint(one.unless) or any(falls_under(code, one.not_in) for code in kinds)
    )


def phone_is_lost(case: Case, *, pack: Pack) -> bool:
    """Say whether a stranger may have a telephone of the account: it was ever such a kind, or the carrier gave the number away."""
    told = case.known.get(HOST)
    given_away = told is not None and REASSIGNED in told[1].facts
    kinds = (pack.categories[code] for code in {case.code, *case.codes} if code in pack.categories)
    return given_away or any(one.phone_lost for one in kinds)


def check_signals(signals: Iterable[str], *, pack: Pack) -> None:
    """Refuse a signal that no level of the pack knows.

    Raises: UNKNOWN_WORD.
    """
    known = {name for rule in pack.verifications.values() for name in rule.signals}
    unknown = set(signals) - known
    if unknown:
        raise Refused(No.UNKNOWN_WORD, field="signals", value=min(unknown), known=sorted(known))


def check_reaches(
    case: Case, complaint: UUID | None, *, level: str, pack: Pack, more: Iterable[str] = ()
) -> None:
    """Refuse a level that what was shown does not reach.

    Raises: SCORE_TOO_LOW.
    """
    shown = frozenset(more)
    for name in _added_up(case, level, pack=pack):
        found = score(case, complaint, level=name, pack=pack, more=shown)
        if found is not None and not found.is_enough:
            raise Refused(
                No.SCORE_TOO_LOW,
                level=name,
                weight=found.weight,
                enough=found.rule.enough,
                groups=found.apart,
                apart=found.rule.apart,
            )


def reaches(case: Case, complaint: UUID | None, *, level: str, pack: Pack) -> bool:
    """Say whether a complainant proved a level, and what they showed adds up to what it asks for."""
    scores = (score(case, complaint, level=name, pack=pack) for name in _added_up(case, level, pack=pack))
    return case.proved(complaint) >= level and all(one is None or one.is_enough for one in scores)


def _added_up(case: Case, level: str, *, pack: Pack) -> Iterator[str]:
    """Yield the levels whose signals count here: the one at hand, and for an account every lower one as well."""
    claimed = any(_gives(code, pack=pack) for code in case.codes)
    return (name for name in pack.verifications if name == level or (claimed and name < level))


def _gives(code: str, *, pack: Pack) -> bool:
    """Say whether this is about whose an account is: a kind that may hand it over, or that the rules do not know any more."""
    known = pack.categories.get(code)
    return code.startswith(ACCOUNT) and (known is None or known.allows(GIVES))


def advised(case: Case, letter: str) -> ComplaintId | None:
    """Return whom alone a letter of advice is for: who was given the account; None where it is for everybody who complained."""
    if letter not in TO_OWNER or case.decision is None:
        return None
    return case.decision.proposal.gives_to
