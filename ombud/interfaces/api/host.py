"""The host platform's own doors: it confirms orders, and tells what it decided by itself."""

from http import HTTPStatus
from typing import Annotated, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import UNSET, Meta, Struct, UnsetType

from ombud.adapters import here
from ombud.adapters.platform.signatures import verify
from ombud.adapters.platform.signed import shared_secrets
from ombud.core.refusals import No, Refused
from ombud.interfaces.api import asking
from ombud.interfaces.api.speaking import answer, lang_of
from ombud.usecases.confirm_order import confirm_order
from ombud.usecases.hear_of_affected import hear_of_affected
from ombud.usecases.hear_of_changes import hear_of_changes
from ombud.usecases.hear_of_matches import hear_of_matches
from ombud.usecases.import_decisions import Imported, import_decisions
from ombud.wire.complaints import decode
from ombud.wire.doors import Rate
from ombud.wire.filing import JSON
from ombud.wire.host import (
    MOST,
    Affected,
    Changes,
    Confirmation,
    HostDecision,
    Matches,
    decision,
    match,
    touched,
)
from ombud.wire.problems import Fault, Problem, tell
from ombud.wire.rates import rates

SCOPE: Final = "host"
LIMIT: Final = 16 * 1024 * 1024
_SIGNED: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")

Decisions = HostDecision | Annotated[list[HostDecision], Meta(max_length=MOST)]


class ConfirmationOut(Struct, kw_only=True):
    """The host's word is written down."""

    key: str
    state: str


class DecisionOut(Struct, kw_only=True):
    """What became of one decision: `new`, `known`, or `refused` and why."""

    id: str
    state: str
    problem: Problem | UnsetType = UNSET


class NoAccountOut(Struct, kw_only=True):
    """An entry that names no account: which, counted from 1, and why: `several`, `contact` or `long`."""

    line: int
    why: str


class AffectedOut(Struct, kw_only=True):
    """How many accounts are new, how many were known, and what was left out."""

    new: int
    known: int
    bad: list[NoAccountOut]


class ChangesOut(Struct, kw_only=True):
    """How many of the changes are odd, on an account that is watched, and were not told before."""

    new: int


class MatchesOut(Struct, kw_only=True):
    """How many of these were not told before: a person looks at each."""

    new: int


_MATCHES: Final = msgspec.json.Decoder(Matches)
_CHANGES: Final = msgspec.json.Decoder(Changes)
_AFFECTED: Final = msgspec.json.Decoder(Affected)
_CONFIRMATION: Final = msgspec.json.Decoder(Confirmation)
_DECISIONS: Final = msgspec.json.Decoder(Decisions)


def confirm(request: HttpRequest) -> HttpResponse:
    """Write down that an order was carried out, or will not be; the same again changes nothing."""
    body = asking.body_of(request, media=JSON)
    _believe(request, body)
    said: Confirmation = decode(_CONFIRMATION, _clean(body))
    confirm_order(
        said.key,
        confirmed=said.state == "confirmed",
        detail=said.detail,
        reached=said.reached,
        at=said.confirmed_at,
        now=here.now(),
    )
    return answer(ConfirmationOut(key=said.key, state=said.state))


def changes(request: HttpRequest) -> HttpResponse:
    """Hear at once of what happened to an account; the same again changes nothing, and neither does what nobody watches."""
    body = asking.body_of(request, media=JSON)
    _believe(request, body)
    said: Changes = decode(_CHANGES, _clean(body))
    new = hear_of_changes(said.platform, said.account, said.changes, raw=body, mint=here.mint, now=here.now())
    return answer(ChangesOut(new=new))


def matches(request: HttpRequest) -> HttpResponse:
    """Hear of what has a fingerprint that is kept out, or nearly: each gets a case for a person, once, and nothing is done to it."""
    body = asking.body_of(request, media=JSON)
    _believe(request, body)
    said: Matches = decode(_MATCHES, _clean(body))
    new = hear_of_matches(said.order, map(match, said.matches), mint=here.mint, now=here.now())
    return answer(MatchesOut(new=new))


def decisions(request: HttpRequest) -> HttpResponse:
    """Take in what the host decided by itself, so that it can be judged and reversed; one, or a list."""
    asking.machine(request, scope=SCOPE)
    sent = decode(_DECISIONS, _clean(asking.body_of(request, media=JSON, limit=LIMIT)))
    several = sent if isinstance(sent, list) else [sent]
    became = import_decisions(tuple(decision(one) for one in several), mint=here.mint, now=here.now())
    return answer([_out(one, lang_of(request)) for one in became])


def affected(request: HttpRequest) -> HttpResponse:
    """Take in whom a leak touched; each is told once, however often they are named."""
    asking.machine(request, scope=SCOPE)
    sent: Affected = decode(_AFFECTED, _clean(asking.body_of(request, media=JSON, limit=LIMIT)))
    named = hear_of_affected(sent.case, map(touched, sent.accounts), now=here.now())
    bad = [NoAccountOut(line=one.line, why=one.why) for one in named.bad]
    return answer(AffectedOut(new=named.new, known=named.known, bad=bad))


def _out(one: Imported, lang: str) -> DecisionOut:
    problem = tell(one.why, lang=lang).problem if one.why else UNSET
    return DecisionOut(id=one.id, state=one.taken.value, problem=problem)


def _believe(request: HttpRequest, body: bytes) -> None:
    """Refuse a message that the host did not sign just now."""
    headers = {name: request.headers.get(name, "") for name in _SIGNED}
    if verify(body, headers=headers, now=here.now(), secrets=_secrets()) is not None:
        raise Fault(HTTPStatus.UNAUTHORIZED, "bad_signature", headers={"WWW-Authenticate": "Signature"})
    rates.spend(Rate.MACHINE, SCOPE, now=here.now())


def _secrets() -> tuple[str, ...]:
    try:
        return shared_secrets()
    except ValueError:  # no host is wired: nobody can have signed
        return ()


def _clean(body: bytes) -> bytes:
    """Refuse a NUL character: no name, clause or reason has one, and the database takes none."""
    if b"\\u0000" in body or b"\0" in body:
        raise Refused(No.BAD_INPUT, field="body", why="not_json")
    return body
