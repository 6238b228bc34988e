"""What is a host that lives in memory? The fake of tests: the same contract, nothing outside."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from ombud.adapters.platform.contract import (
    NO_EARLIER,
    Accepted,
    Access,
    Accesses,
    Account,
    Alike,
    Answer,
    Confirmed,
    Delivered,
    Earlier,
    Found,
    HostDecision,
    HostOrder,
    HostSubject,
    InApp,
    Likeness,
    LookedUp,
    Reach,
    RefusedByHost,
    Scope,
    Seen,
    Snapshot,
    Unreachable,
    Vouched,
)

Taken = Confirmed | Accepted | RefusedByHost


@dataclass(slots=True)
class MemoryPlatform:
    """A host in memory; put answers into `outages` and each is given once instead of the truth."""

    seen: dict[HostSubject, Seen] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    reached: dict[str, int] = field(default_factory=dict)
    outages: deque[Unreachable] = field(default_factory=deque)
    effects: list[HostOrder] = field(default_factory=list)
    tells: list[InApp] = field(default_factory=list)
    likes: dict[HostSubject, tuple[Alike, ...]] = field(default_factory=dict)
    knows_not: frozenset[str] = frozenset()
    truths: dict[HostSubject, dict[str, str]] = field(default_factory=dict)
    looks: dict[str, tuple[Access, ...]] = field(default_factory=dict)
    scopes: dict[HostSubject, Scope] = field(default_factory=dict)
    _taken: dict[str, tuple[HostOrder, Taken]] = field(default_factory=dict)
    _told: dict[str, InApp] = field(default_factory=dict)
    _earlier: dict[HostSubject, list[Earlier]] = field(default_factory=dict)

    def know(
        self,
        subject: HostSubject,
        *,
        account: Account,
        snapshot: Snapshot | None = None,
        reach: Reach | None = None,
        decisions: Iterable[HostDecision] = (),
    ) -> None:
        """Make a subject and the account behind it known."""
        still = snapshot or Snapshot(state="public")
        self.seen[subject] = Seen(
            subject,
            found=True,
            snapshot=still,
            account=account,
            reach=reach or Reach(),
            decisions=tuple(decisions),
        )
        person = HostSubject(subject.platform, "account", account.id)
        profile = Seen(
            person, found=True, snapshot=Snapshot(title=account.name, state="public"), account=account
        )
        self.seen.setdefault(person, profile)

    def act(self, order: HostOrder, *, now: datetime) -> Taken | Unreachable:
        """Take an order once; the same key again gives the same answer."""
        if self.outages:
            return self.outages.popleft()
        if order.key in self._taken:
            taken, answer = self._taken[order.key]
            return answer if taken == order else RefusedByHost(order.key, "key_reused")
        answer = self._first(order, now=now)
        self._taken[order.key] = (order, answer)
        return answer

    def _first(self, order: HostOrder, *, now: datetime) -> Taken:
        if order.subject not in self.seen and order.subject not in self.scopes:
            return RefusedByHost(order.key, "unknown_subject")
        if order.measure in self.later:
            return Accepted(order.key)
        self.carry_out(order, now=now)
        return Confirmed(order.key, reached=self.reached.get(order.measure), at=now)

    def carry_out(self, order: HostOrder, *, now: datetime) -> None:
        """Let an order take effect; a test calls this for one that was only accepted, then calls back."""
        self.effects.append(order)
        lines = self._earlier.setdefault(order.subject, [])
        if order.do == "apply":
            lines.append(Earlier(order.key, order.measure, now, order.until))
            return
        for at, line in enumerate(lines):
            if line.measure == order.measure and line.lifted_at is None:
                lines[at] = replace(line, lifted_at=now)

    def look_up(self, subject: HostSubject, *, now: datetime) -> LookedUp | RefusedByHost | Unreachable:  # noqa: ARG002 - the contract's
        """Tell what is known."""
        if self.outages:
            return self.outages.popleft()
        known = self.seen.get(subject, Seen(subject, found=False))
        found = replace(known, earlier=tuple(self._earlier.get(subject, ())))
        return LookedUp(found, msgspec.json.encode(found))

    def tell(self, message: InApp, *, now: datetime) -> Delivered | Accepted | RefusedByHost | Unreachable:  # noqa: ARG002 - the contract's
        """Deliver a message once."""
        if self.outages:
            return self.outages.popleft()
        if not any(one.account and one.account.id == message.account for one in self.seen.values()):
            return RefusedByHost(message.key, "unknown_account")
        known = [
            one.account for one in self.seen.values() if one.account and one.account.id == message.account
        ]
        nowhere = any(one.no_earlier_channel for one in known)
        no_mail = nowhere or any(one.only_phone_before for one in known)
        if {"inbox": False, "earlier": nowhere, "earlier_mail": no_mail}[message.to]:
            return RefusedByHost(message.key, NO_EARLIER)
        if message.key not in self._told:
            self._told[message.key] = message
            self.tells.append(message)
        return Delivered(message.key)

    def vouch(
        self,
        account: HostSubject,
        *,
        said: Mapping[str, str],
        now: datetime,  # noqa: ARG002 - the contract's
    ) -> Vouched | RefusedByHost | Unreachable:
        """Answer by what was made known of the account."""
        if self.outages:
            return self.outages.popleft()
        if account not in self.seen:
            return RefusedByHost("", "unknown_account")
        known = self.truths.get(account, {})
        answers = {
            name: Answer.YES if known[name] in text else Answer.NO
            for name, text in said.items()
            if name in known
        }
        return Vouched({**dict.fromkeys(said, Answer.UNKNOWN), **answers})

    def accesses(
        self,
        account: HostSubject,
        *,
        since: datetime,
        until: datetime,
        now: datetime,  # noqa: ARG002 - the contract's
    ) -> Accesses | RefusedByHost | Unreachable:
        """Tell the looks that were made known, of that time."""
        if self.outages:
            return self.outages.popleft()
        if not any(one.account and one.account.id == account.id for one in self.seen.values()):
            return RefusedByHost("", "unknown_account")
        looks = self.looks.get(account.id, ())
        return Accesses(tuple(one for one in looks if since <= one.at <= until))

    def scope(self, system: HostSubject, *, now: datetime) -> Scope | RefusedByHost | Unreachable:  # noqa: ARG002 - the contract's
        """Tell what was made known of a part of the systems."""
        if self.outages:
            return self.outages.popleft()
        return self.scopes.get(system) or RefusedByHost("", "unknown_system")

    def alike(
        self,
        subject: HostSubject,
        *,
        whys: frozenset[Likeness],
        after: str = "",
        limit: int,
        now: datetime,  # noqa: ARG002 - the contract's
    ) -> Found | RefusedByHost | Unreachable:
        """Tell a page of what is alike, in the order it was made known."""
        if self.outages:
            return self.outages.popleft()
        known = [one for one in self.likes.get(subject, ()) if one.why in whys]
        begin = int(after or 0)
        more = str(begin + limit) if begin + limit < len(known) else ""
        return Found(tuple(known[begin : begin + limit]), more, tuple(sorted(whys - self.knows_not)))
