"""A house with packs, keys and rules, and somebody who files and sorts in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

import psycopg

from ombud.adapters.home import Home, secrets_of
from ombud.adapters.rules import triage_rules
from ombud.core.intake import Filing, SubjectRef
from ombud.core.pack.activation import AppliesTo, Proposal, Verdict
from ombud.core.pack.types import Pack, Text
from ombud.core.refusals import Refused
from ombud.core.triage.sorting import danger
from ombud.core.vocabulary import SubjectKind
from ombud.store import activations, packs, vault
from ombud.store.keys import KeyRing
from ombud.usecases.join import join
from ombud.usecases.receive import Receipt, receive
from ombud.usecases.sort import sort
from tests import cast
from tests.cast import HE, ZHOU

SHOWS_NAKED = "这个视频里有人裸露,全是色情内容,请删除。"
SELF_HARM = "有人正在直播自杀,快救救他!"


def video(name: str) -> SubjectRef:
    """A video on Clips."""
    return SubjectRef(platform="clips", kind=SubjectKind.VIDEO, external=name)


@dataclass
class House:
    """What a test does: file, sort, join, look."""

    link: psycopg.Connection
    now: datetime
    mint: Callable[..., UUID]
    held: vault.Vault
    links: list[str] = field(default_factory=list)

    def file(self, *texts: str, at: datetime | None = None, **said: object) -> list[UUID]:
        """File complaints at the door; committed when this returns."""
        filings = [Filing(sender="test", channel="api", text=text, **said) for text in texts]
        return [receipt.id for receipt in self.receive(filings, at=at)]

    def receive(self, filings: Sequence[Filing], at: datetime | None = None) -> list[Receipt]:
        """Take in filings as a door does, none of which is refused."""
        answers = self.tries(filings, at=at)
        assert all(isinstance(answer, Receipt) for answer in answers), answers
        return list(answers)

    def tries(self, filings: Sequence[Filing], at: datetime | None = None) -> list[Receipt | Refused]:
        """Take in filings as a door does, or refuse them."""
        with self.link.transaction():
            answers = receive(
                filings,
                connection=self.link,
                vault=self.held,
                danger=partial(danger, phrases=triage_rules().danger),
                mint=self.mint,
                now=at or self.now,
            )
        return list(answers)

    def sort(self, *, now: datetime | None = None, **said: object) -> int:
        """Sort once."""
        return sort(rules=triage_rules(), where=self.where, mint=self.mint, now=now or self.now, **said)

    def join(self, *, now: datetime | None = None, **said: object) -> int:
        """Join once."""
        return join(mint=self.mint, now=now or self.now, **said)

    def drain(self, *, now: datetime | None = None) -> int:
        """Sort and join until nothing is due; return how many were sorted."""
        done = 0
        while turn := self.sort(now=now):
            done += turn
        while self.join(now=now):
            pass
        return done

    def where(self, number: str) -> str:
        """Say where a complainant follows the complaint."""
        return f"https://ombud.example/c/{number}"

    def put_in_force(self, pack: Pack, *, now: datetime, applies_to: AppliesTo = AppliesTo.NEW) -> None:
        """Activate a pack, proposed by 何 He and signed by 周 Zhou."""
        packs.store_pack(pack, golden=1, now=now)
        proposal = Proposal(
            id=self.mint(0),
            jurisdiction=pack.jurisdiction,
            digest=pack.digest,
            before=packs.in_force(pack.jurisdiction).digest,
            applies_to=applies_to,
            why=Text(zh="更快", en="Sooner"),
            by=HE,
            at=now,
        )
        activations.propose(proposal)
        activations.settle(proposal, Verdict.SIGNED, by=ZHOU, now=now)

    def rows(self, said: str, *values: object) -> list[tuple]:
        """Ask the database."""
        with self.link.transaction():
            return self.link.execute(said, values).fetchall()


def furnish(link: psycopg.Connection, *, now: datetime, mint: Callable[..., UUID]) -> House:
    """Give a house keys, packs and calendars, as `./run` does."""
    secrets = secrets_of(Home.from_environment())
    held = vault.Vault(
        ring=KeyRing(secrets.master),
        codes=secrets.codes,
        lookup=secrets.lookup,
        tokens=secrets.tokens,
        folder=Home.from_environment().path,
    )
    vault.use(held)
    packs.forget()
    for place in ("CN", "EU"):
        packs.store_pack(cast.pack(place), now=now)
    return House(link=link, now=now, mint=mint, held=held)
