"""What does every door declare? Who may come in, how forgery is kept out, how often, what is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.views.decorators.csrf import csrf_exempt

V = TypeVar("V", bound=Callable[..., Any])
_MARK: Final = "ombud_door"


class Who(StrEnum):
    """Who may use a route; whoever is not named is refused."""

    ANYONE = "anyone"
    COMPLAINANT = "complainant"
    ACCOUNT = "account"
    MACHINE = "machine"
    HOST = "host"
    STAFF = "staff"
    AGENT = "agent"
    SENIOR = "senior"
    LEAD = "lead"
    LEGAL = "legal"
    CHILD_SAFETY = "child_safety"
    POLICY = "policy"
    PRIVACY = "privacy"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Csrf(StrEnum):
    """How another site is kept from acting in a reader's name."""

    READS = "reads"
    """Nothing changes here."""
    FORM = "form"
    """Django's token."""
    HEADER = "header"
    """What proves the right is a header that no browser sends by itself."""


class Rate(StrEnum):
    """How often a route may be asked, and who is counted; how many are too many is a setting (adapters/limits.py)."""

    PAGE = "page"
    """By network; behind a right code, by what it opens."""
    FILING = "filing"
    """What is sent, by network; the empty form always opens."""
    CODES = "codes"
    """Pages as above; wrong codes, by network."""
    STAFF = "staff"
    """By colleague; before the log-in, by network."""
    MACHINE = "machine"
    """By whose key or signature it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What a route declares; `audit` names the fact or log line that remembers its use."""

    who: frozenset[Who]
    csrf: Csrf
    rate: Rate
    audit: str | None


def door(*, who: set[Who], csrf: Csrf, rate: Rate, audit: str | None = None) -> Callable[[V], V]:
    """Declare a route; the outermost decorator of the view that the URL conf names."""
    declared = Door(who=frozenset(who), csrf=csrf, rate=rate, audit=audit)
    return lambda view: declare(view, declared)


def declare(view: V, declared: Door) -> V:
    """Return the view with its door; where a header proves the right, Django's token is not asked for."""
    guarded: V = csrf_exempt(view) if declared.csrf is Csrf.HEADER else view
    setattr(guarded, _MARK, declared)
    return guarded


def door_of(view: Callable[..., Any]) -> Door | None:
    """Return what a view declared, if it did."""
    found = getattr(view, _MARK, None) or getattr(getattr(view, "view_class", None), _MARK, None)
    return found if isinstance(found, Door) else None
