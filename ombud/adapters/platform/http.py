"""How does Ombud speak to a real host? Signed JSON over HTTP, to one address and no other."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Annotated, Final, Literal, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from ombud.adapters.platform.contract import (
    Accepted,
    Accesses,
    Confirmed,
    Delivered,
    Found,
    HostOrder,
    HostSubject,
    InApp,
    Likeness,
    LookedUp,
    RefusedByHost,
    Scope,
    Seen,
    Unreachable,
    Vouched,
    Why,
)
from ombud.adapters.platform.signatures import key_of, sign

CONNECT_SECONDS: Final = 3.0
READ_SECONDS: Final = 10.0
LONGEST_SECONDS: Final = 20.0
LARGEST_ANSWER: Final = 4 * 1024 * 1024
DETAIL_SHOWN: Final = 200

SAID_NO: Final = frozenset({400, 409, 410, 413, 422})
"""These say the message itself is not acceptable; any other bad status may pass."""
NOT_FOUND: Final = 404


class _Act(msgspec.Struct, frozen=True, tag_field="type", tag="order"):
    order: HostOrder


class _LookUp(msgspec.Struct, frozen=True, tag_field="type", tag="look_up"):
    subject: HostSubject


class _Alike(msgspec.Struct, frozen=True, tag_field="type", tag="alike"):
    subject: HostSubject
    whys: list[Likeness]
    after: str
    limit: int


class _Vouch(msgspec.Struct, frozen=True, tag_field="type", tag="vouch"):
    subject: HostSubject
    said: dict[str, str]


class _Accesses(msgspec.Struct, frozen=True, tag_field="type", tag="accesses"):
    subject: HostSubject
    since: datetime
    until: datetime


class _Scope(msgspec.Struct, frozen=True, tag_field="type", tag="scope"):
    subject: HostSubject


class _Tell(msgspec.Struct, frozen=True, tag_field="type", tag="tell"):
    key: str
    account: str
    lang: str
    text: str
    link: str
    to: str


class _Said(msgspec.Struct, frozen=True):
    """What the host answers to an order or a message."""

    state: Literal["confirmed", "accepted", "delivered"]
    key: str
    detail: str = ""
    reached: Annotated[int, msgspec.Meta(ge=0, lt=2**31)] | None = None
    confirmed_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class _No(msgspec.Struct, frozen=True):
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes


T = TypeVar("T")


def base_of(url: str) -> str:
    """Check the configured address of the host and return it without a slash at its end.

    Only http and https; no credentials, query or fragment; no link-local address, where clouds keep their secrets.
    """
    place = urlsplit(url)
    plain = not (place.username or place.password or place.query or place.fragment)
    if place.scheme not in {"http", "https"} or not place.hostname or not plain:
        raise ValueError(
            f"The host platform's address must be plain http(s)://host[:port][/path], not {url!r}."
        )
    try:
        local = ip_address(place.hostname).is_link_local
    except ValueError:
        local = False
    if local:
        raise ValueError(f"The host platform's address {url!r} is link-local.")
    return url.rstrip("/")


def _read(body: bytes, shape: type[T]) -> T | None:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


class HttpPlatform:
    """The real host; see `Platform` for what it promises. Safe to share between threads."""

    def __init__(
        self,
        base_url: str,
        *,
        secrets: Sequence[str],
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
        longest_seconds: float = LONGEST_SECONDS,
    ) -> None:
        """Take the host's address and the secrets, newest first; wrong ones are refused at once."""
        if not secrets:
            raise ValueError("The host platform needs at least one webhook secret.")
        for secret in secrets:
            key_of(secret)
        self._base = base_of(base_url)
        self._secrets = tuple(secrets)
        self._longest = longest_seconds
        limits = httpx.Timeout(read_seconds, connect=connect_seconds, pool=longest_seconds)
        self._line = httpx.Client(timeout=limits, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def act(self, order: HostOrder, *, now: datetime) -> Confirmed | Accepted | RefusedByHost | Unreachable:
        """Ask the host to apply or lift a measure."""
        reply = self._post("act", msgspec.json.encode(_Act(order)), now=now)
        said = self._said(reply, key=order.key)
        if isinstance(said, _Said):
            match said.state:
                case "confirmed":
                    return Confirmed(order.key, said.detail, said.reached, said.confirmed_at)
                case "accepted":
                    return Accepted(order.key)
                case _:
                    return Unreachable(Why.MALFORMED, said.state)
        return said

    def look_up(self, subject: HostSubject, *, now: datetime) -> LookedUp | RefusedByHost | Unreachable:
        """Ask the host what it knows of a subject."""
        reply = self._post("look_up", msgspec.json.encode(_LookUp(subject)), now=now, once=True)
        if isinstance(reply, Unreachable):
            return reply
        if reply.status in SAID_NO:
            return RefusedByHost("", _detail(reply))
        if reply.status != httpx.codes.OK:
            return Unreachable(Why.STATUS, str(reply.status))
        seen = _read(reply.body, Seen)
        if seen is None:
            return Unreachable(Why.MALFORMED)
        if seen.subject != subject:
            return Unreachable(Why.WRONG_KEY)
        return LookedUp(seen, reply.body)

    def tell(self, message: InApp, *, now: datetime) -> Delivered | Accepted | RefusedByHost | Unreachable:
        """Ask the host to put a message into an account's inbox."""
        body = _Tell(message.key, message.account, message.lang, message.text, message.link, message.to)
        reply = self._post("tell", msgspec.json.encode(body), now=now)
        if isinstance(reply, _Reply) and reply.status == NOT_FOUND:
            no = _read(reply.body, _No)
            if no is not None and no.detail:
                return RefusedByHost(message.key, no.detail)
        said = self._said(reply, key=message.key)
        if isinstance(said, _Said):
            match said.state:
                case "delivered" | "confirmed":
                    return Delivered(message.key)
                case "accepted":
                    return Accepted(message.key)
        return said

    def vouch(
        self, account: HostSubject, *, said: Mapping[str, str], now: datetime
    ) -> Vouched | RefusedByHost | Unreachable:
        """Ask the host which of what somebody says is so; one without this door cannot say, and what it leaves out it does not know."""
        found = self._ask("vouch", _Vouch(account, dict(said)), Vouched, now=now)
        if isinstance(found, Vouched) and not said.keys() >= found.answers.keys():
            return Unreachable(Why.MALFORMED)
        return found

    def accesses(
        self, account: HostSubject, *, since: datetime, until: datetime, now: datetime
    ) -> Accesses | RefusedByHost | Unreachable:
        """Ask the host who looked at an account; one without this door cannot say. A look of another time is no answer."""
        found = self._ask("accesses", _Accesses(account, since, until), Accesses, now=now)
        if isinstance(found, Accesses) and any(not since <= one.at <= until for one in found.looks):
            return Unreachable(Why.MALFORMED)
        return found

    def scope(self, system: HostSubject, *, now: datetime) -> Scope | RefusedByHost | Unreachable:
        """Ask the host whose data got out over a part of its systems; one without this door cannot say."""
        found = self._ask("scope", _Scope(system), Scope, now=now)
        if isinstance(found, Scope) and (
            found.since > found.until or any(n < 0 for n in found.kinds.values())
        ):
            return Unreachable(Why.MALFORMED)
        return found

    def alike(
        self, subject: HostSubject, *, whys: frozenset[Likeness], after: str = "", limit: int, now: datetime
    ) -> Found | RefusedByHost | Unreachable:
        """Ask the host what is like a subject; one without this door cannot search."""
        found = self._ask("alike", _Alike(subject, sorted(whys), after, limit), Found, now=now)
        if isinstance(found, Found) and len(found.items) > limit:
            return Unreachable(Why.MALFORMED)
        return found

    def _said(self, reply: _Reply | Unreachable, *, key: str) -> _Said | RefusedByHost | Unreachable:
        if isinstance(reply, Unreachable):
            return reply
        if reply.status in SAID_NO:
            return RefusedByHost(key, _detail(reply))
        if reply.status not in {httpx.codes.OK, httpx.codes.ACCEPTED}:
            return Unreachable(Why.STATUS, str(reply.status))
        said = _read(reply.body, _Said)
        if said is None:
            return Unreachable(Why.MALFORMED)
        return said if said.key == key else Unreachable(Why.WRONG_KEY)

    def _ask(
        self, door: str, asked: object, shape: type[T], *, now: datetime
    ) -> T | RefusedByHost | Unreachable:
        """Ask at a door that a host may not have."""
        reply = self._post(door, msgspec.json.encode(asked), now=now, once=True)
        if isinstance(reply, Unreachable):
            return reply
        if reply.status in SAID_NO | {NOT_FOUND}:
            return RefusedByHost("", _detail(reply))
        if reply.status != httpx.codes.OK:
            return Unreachable(Why.STATUS, str(reply.status))
        found = _read(reply.body, shape)
        return Unreachable(Why.MALFORMED) if found is None else found

    def _post(self, door: str, body: bytes, *, now: datetime, once: bool = False) -> _Reply | Unreachable:
        """Send one signed message; the same order or message keeps its id through every retry."""
        content = body + (now.isoformat().encode() if once else b"")
        message_id = f"msg_{sha256(door.encode() + content).hexdigest()[:40]}"
        headers = sign(body, message_id=message_id, now=now, secrets=self._secrets)
        headers |= {"content-type": "application/json", "accept": "application/json"}
        try:
            with self._line.stream(
                "POST", f"{self._base}/ombud/{door}", content=body, headers=headers
            ) as answer:
                return self._drink(answer)
        except httpx.TimeoutException as fault:
            return Unreachable(Why.TIMED_OUT, type(fault).__name__)
        except (httpx.HTTPError, httpx.StreamError) as fault:
            return Unreachable(Why.NO_CONNECTION, type(fault).__name__)

    def _drink(self, answer: httpx.Response) -> _Reply | Unreachable:
        """Read an answer up to the largest allowed, within the longest time allowed."""
        ends = time.monotonic() + self._longest
        body = bytearray()
        for sip in answer.iter_bytes():
            body += sip
            if len(body) > LARGEST_ANSWER:
                return Unreachable(Why.TOO_LARGE)
            if time.monotonic() > ends:
                return Unreachable(Why.TIMED_OUT, "slow answer")
        return _Reply(answer.status_code, bytes(body))


def _detail(reply: _Reply) -> str:
    no = _read(reply.body, _No)
    return (no.detail if no is not None else "")[:DETAIL_SHOWN] or str(reply.status)
