"""Which words does the house use for kinds, severities, measures and people?"""

from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias
from uuid import UUID

ComplaintId: TypeAlias = UUID
CaseId: TypeAlias = UUID
AgentId: TypeAlias = UUID
PersonId: TypeAlias = UUID
SubjectId: TypeAlias = UUID


class Class(StrEnum):
    """The six classes that triage is scored on; every code of the pack projects onto one."""

    CONTENT = "content_violation"
    PRIVACY = "privacy"
    MINORS = "minors"
    ACCOUNT = "account_security"
    UNFAIR = "unfair_treatment"
    SERVICE = "other_service"


FAMILIES: Final = MappingProxyType(
    {
        "CV": Class.CONTENT,
        "IM": Class.CONTENT,
        "DF": Class.CONTENT,
        "SH": Class.CONTENT,
        "TE": Class.CONTENT,
        "HA": Class.CONTENT,
        "MI": Class.CONTENT,
        "PR": Class.PRIVACY,
        "MN": Class.MINORS,
        "AS": Class.ACCOUNT,
        "UF": Class.UNFAIR,
        "EC": Class.SERVICE,
        "LV": Class.SERVICE,
        "GR": Class.SERVICE,
        "SV": Class.SERVICE,
    }
)
"""Family of codes → the class that its lanes and numbers are of."""


def family_of(code: str) -> str:
    """Return the part of a category code before its first dot."""
    return code.split(".", 1)[0]


@lru_cache(maxsize=1024)
def class_of(code: str) -> Class:
    """Return the class of a category code; a minor's tips are a matter of minors."""
    if code.startswith("LV.MINOR"):
        return Class.MINORS
    return FAMILIES.get(family_of(code), Class.SERVICE)


def class_claimed(kind: str) -> Class:
    """Return the class of what a complainant says it is: a class itself, or a category code."""
    return Class(kind) if kind in frozenset(Class) else class_of(kind)


HEADS: Final = MappingProxyType(
    {
        Class.CONTENT: "CV",
        Class.PRIVACY: "PR",
        Class.MINORS: "MN",
        Class.ACCOUNT: "AS",
        Class.UNFAIR: "UF",
        Class.SERVICE: "SV",
    }
)
"""The code that speaks for a class where nobody said anything finer."""


INFORMAL: Final = "GR.INFORMAL"
"""The code of what somebody asks off the record, without the form that the law has."""


class Severity(StrEnum):
    """How bad, how soon: S0 is danger to life or to a child now, S4 is for information."""

    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


def graver(one: Severity, other: Severity) -> Severity:
    """Return the more severe of the two."""
    return min(one, other)


class Lang(StrEnum):
    """A language that letters and lanes know; `und` is one nobody here reads yet."""

    ZH = "zh"
    EN = "en"
    UND = "und"


SPOKEN: Final = frozenset({Lang.ZH.value, Lang.EN.value})
"""Languages that somebody can work in."""


class Relation(StrEnum):
    """What a complainant says they are: a claim, nothing more."""

    AFFECTED = "affected"
    GUARDIAN = "guardian"
    RIGHTS_HOLDER = "rights_holder"
    REPRESENTATIVE = "representative"
    BYSTANDER = "bystander"
    AUTHORITY = "authority"


HOLDERS: Final = frozenset(
    {Relation.RIGHTS_HOLDER, Relation.AFFECTED, Relation.GUARDIAN, Relation.REPRESENTATIVE}
)
"""As what somebody complains whose right it is, or who acts for whoever's right it is."""


class Mandate(StrEnum):
    """Why somebody speaks for another no more."""

    WITHDRAWN = "withdrawn"
    FORGED = "forged"


class Bond(StrEnum):
    """How somebody who works here is tied to an account."""

    SELF = "self"
    FAMILY = "family"
    FRIEND = "friend"
    WORKS_WITH = "works_with"


class SubjectKind(StrEnum):
    """What a complaint can be about."""

    VIDEO = "video"
    LIVE = "live"
    COMMENT = "comment"
    MESSAGE = "message"
    ACCOUNT = "account"
    ORDER = "order"
    DECISION = "decision"
    PLATFORM = "platform"


class Side(StrEnum):
    """Who a letter or an appeal belongs to."""

    COMPLAINANT = "complainant"
    ACCOUNT = "account"
    AUTHORITY = "authority"
    AFFECTED = "affected"
    CHILD = "child"


HEARD_SIDES: Final = tuple(side for side in Side if side not in {Side.AFFECTED, Side.CHILD})
"""Who may appeal or go outside; whoever is only affected, or only protected, complains first."""
WRONGED: Final = "wronged"
"""The side of an account on which a notice fell that did not hold: what it may claim of whoever sent it."""


class Kinship(StrEnum):
    """Why one case stands beside another."""

    COPY = "copy"
    CLUSTER = "cluster"
    SISTER = "sister"
    VICTIM = "victim"
    PART = "part"
    REDRESS = "redress"
    INCIDENT = "incident"
    AGAIN = "again"
    ANEW = "anew"
    UNASKED = "unasked"


class Beside(StrEnum):
    """How a case came to stand beside another: it leads, it was begun beside it, or it was open already and drawn in."""

    LEADS = "leads"
    BEGUN = "begun"
    DRAWN = "drawn"


class Outcome(StrEnum):
    """How a case was decided."""

    VIOLATION = "violation"
    NO_VIOLATION = "no_violation"
    GRANTED = "granted"
    REFUSED = "refused"
    ANSWERED = "answered"


PUNISHES: Final = frozenset({Outcome.VIOLATION, Outcome.GRANTED})
"""Outcomes that may carry measures."""


class Ruling(StrEnum):
    """How an appeal ended."""

    UPHELD = "upheld"
    CHANGED = "changed"
    OVERTURNED = "overturned"


OVERTURNS: Final = frozenset({Ruling.OVERTURNED, Ruling.CHANGED})
"""Rulings by which the decision before does not stand: nothing holds any more that the new one does not choose itself."""


class Lapse(StrEnum):
    """What was wrong with a decision: it fell on what was right, passed what was wrong, chose wrongly, or a machine failed."""

    FALSE_POSITIVE = "false_positive"
    FALSE_NEGATIVE = "false_negative"
    WRONG_SELECTION = "wrong_selection"
    TECHNICAL = "technical"


class Admitted(StrEnum):
    """By what we admit a fault of ours where no decision fell: a grant, a disclosure judged wrong, a time missed by our own doing."""

    GRANTED = "granted"
    DISCLOSED = "disclosed"
    LATE = "late"


class LateBy(StrEnum):
    """Why a time was missed, in one word; the sentence beside it says the rest."""

    VOLUME = "volume"
    STAFFING = "staffing"
    COMPLEXITY = "complexity"
    WAITING_ON_OTHERS = "waiting_on_others"
    HOST = "host"
    SYSTEM = "system"
    MISTAKE = "mistake"
    UNREACHABLE = "unreachable"
    OTHER = "other"


class LookKind(StrEnum):
    """Why somebody looks once more: it was drawn, and they see no decision; it is unsolved for a complainant; or they sent more later."""

    BLIND = "blind"
    UNSOLVED = "unsolved"
    LATER = "later"


class Reading(StrEnum):
    """What comes of words and files that came after the end: nothing new, an appeal, new evidence, or a matter of its own.

    `RECORD`: they ask for the record that was kept of what was done to them, and have it.
    `ANEW`: the case is judged once more anyhow, and whoever does it reads them along.
    """

    NOTHING = "nothing"
    APPEAL = "appeal"
    EVIDENCE = "evidence"
    MATTER = "matter"
    RECORD = "record"
    ANEW = "anew"


class Tier(StrEnum):
    """How experienced an agent must be."""

    GENERAL = "general"
    SENIOR = "senior"


OWN_WORDS_OF_A_CHILD: Final = "says-own-age-under-18"
"""What triage calls a child's own words."""

SEALED: Final = "sealed"
CLEARANCES: Final = frozenset({"minors", "intimate"})
"""What somebody must be cleared for to open what is sealed."""
ASKS: Final = CLEARANCES | {SEALED, Tier.SENIOR.value}
"""What a fact can ask of a case and of whoever holds it, beside what its kind asks for; nothing takes it back."""


HOST: Final = "host"
"""Who said what is known of a case where it was the host, and not somebody who works on it."""


class Role(StrEnum):
    """What a member of staff may do."""

    AGENT = "agent"
    SENIOR = "senior"
    LEAD = "lead"
    LEGAL = "legal"
    CHILD_SAFETY = "child_safety"
    POLICY = "policy"
    PRIVACY = "privacy"
    AUDITOR = "auditor"
    OPERATOR = "operator"


CASE_WORK: Final = frozenset(
    {Role.AGENT, Role.SENIOR, Role.LEAD, Role.LEGAL, Role.CHILD_SAFETY, Role.PRIVACY}
)
"""Roles that work on cases; of the others some may look at one."""


def may_act_as(role: str, roles: frozenset[str]) -> bool:
    """Say whether somebody with these roles may do what is for a role: a lead wherever a senior may, anybody what is an agent's."""
    stands_in = {Role.SENIOR: frozenset({Role.LEAD}), Role.AGENT: CASE_WORK}.get(Role(role), frozenset())
    return role in roles or not stands_in.isdisjoint(roles)


class Hand(StrEnum):
    """How somebody's hand is in a decision."""

    TOOK_PART = "took_part"
    REVIEWS = "reviews"


def lane_of(code: str, lang: str, tier: str) -> str:
    """Return the lane a case waits in: class, language, tier."""
    return f"{class_of(code)}.{lang}.{tier}"


HELD_ON: Final = frozenset({"P4"})
"""What a step can hold on to while somebody has time to answer: money."""
LEASE: Final = timedelta(minutes=30)
"""How long a case stays with an agent who shows no sign of life."""
