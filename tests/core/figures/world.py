"""A made-up world of cases and complaints, told twice: as books, and as plain stories that anybody can count."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from ombud.core import facts
from ombud.core.facts import Line
from tests.cast import JUN, LETTER, MEI, SUBJECT, opened, order, pack, proposed, received, words

KINDS = (
    "CV.FRAUD.PHISH",
    "CV.HATE",
    "CV.SEX.ADULT",
    "UF.MERCHANT",
    "UF.ACCOUNT",
    "SV.BUG",
    "GR.TAKEDOWN",
    "GR.DATA",
)
MEASURES = ("L1", "L4", "L6", "L7", "L8", "R")
RULINGS = ("upheld", "changed", "overturned")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 400


@dataclass
class Story:
    """What happened to one complaint and its case; `None` is what did not."""

    id: UUID
    code: str
    trusted: bool
    company: bool
    about: UUID | None
    came: datetime
    sorted: datetime | None
    acknowledged: datetime | None
    decided: datetime | None
    outcome: str | None
    measure: str | None
    confirmed: datetime | None
    suspends: bool
    appealed: datetime | None
    outside_appeal: bool
    ruled: datetime | None
    ruling: str | None
    new_measure: str | None
    outside: datetime | None
    body: str
    settled: datetime | None
    followed: bool


def stories(seed: int, n: int) -> list[Story]:
    """A world of so many stories, the same for the same seed."""
    chance = random.Random(seed)
    return [story(chance, number) for number in range(n)]


def story(chance: random.Random, number: int) -> Story:
    def after(at: datetime | None, often: float = 0.8) -> datetime | None:
        if at is None or chance.random() > often:
            return None
        return at + timedelta(minutes=chance.randrange(1, 40_000))

    came = BEGAN + timedelta(minutes=chance.randrange(DAYS * 24 * 60))
    ordered = after(came, 0.95)
    decided = after(ordered)
    outcome = chance.choice(("violation", "no_violation")) if decided else None
    measure = chance.choice(MEASURES) if outcome == "violation" else None
    confirmed = after(decided) if measure else None
    appealed = after(confirmed or decided, 0.6)
    ruled = after(appealed)
    outside = after(ruled or decided, 0.4)
    return Story(
        id=UUID(int=(number + 1) << 8 | number % 256),
        code=chance.choice(KINDS),
        trusted=chance.random() < 0.2,
        company=chance.random() < 0.3,
        about=SUBJECT if chance.random() < 0.8 else None,
        came=came,
        sorted=ordered,
        acknowledged=after(ordered, 0.9),
        decided=decided,
        outcome=outcome,
        measure=measure,
        confirmed=confirmed,
        suspends=outcome == "no_violation" and chance.random() < 0.2,
        appealed=appealed,
        outside_appeal=bool(appealed) and chance.random() < 0.1,
        ruled=ruled,
        ruling=chance.choice(RULINGS) if ruled else None,
        new_measure=chance.choice((None, "L2")) if ruled else None,
        outside=outside,
        body=chance.choice(("eu_ods", "eu_dsc")),
        settled=after(outside),
        followed=chance.random() < 0.5,
    )


def book(*several: tuple[datetime | None, facts.Fact, str]) -> tuple[Line, ...]:
    happened = sorted((one for one in several if one[0] is not None), key=lambda one: one[0])
    return tuple(Line(seq=no, at=at, by=by, fact=fact) for no, (at, fact, by) in enumerate(happened, 1))


def said(it: Story) -> tuple[str, ...]:
    names = (("trusted_flagger", it.trusted), ("claims_company", it.company))
    return tuple(name for name, true in names if true)


def complaint_lines(it: Story) -> tuple[Line, ...]:
    part = facts.SortedPart(no=1, code=it.code, severity="S3", confidence=900, because=(), said=said(it))
    receipt = facts.Told(letter=LETTER, template="receipt", side="complainant")
    asked = facts.Told(letter=LETTER, template="need_more", side="complainant")
    ended = facts.PartEnded(part=1, case=it.id, decision=1, outcome=it.outcome or "")
    again = facts.PartEnded(part=1, case=it.id, decision=2, outcome="no_violation")
    return book(
        (it.came, received(jurisdiction="EU", subject=it.about), "complainant"),
        (it.sorted, facts.Sorted(lang="en", parts=(part,), pack=pack("EU").digest), "chore:sort"),
        (it.acknowledged, asked, "chore:deliver"),
        (it.acknowledged, receipt, "chore:deliver"),
        (it.decided, ended, "chore:fan_out"),
        (it.appealed, facts.PartReopened(part=1, case=it.id), "account"),
        (it.ruled, again, "chore:fan_out"),
    )


def case_lines(it: Story) -> tuple[Line, ...]:
    """The book of the case; none where the complaint was never sorted."""
    if it.sorted is None:
        return ()
    first = opened(it.code, "S3", jurisdiction="EU", pack=pack("EU").digest, subject=it.about)
    joined = facts.Joined(count=1, digest="ab", severity="S3", first_at=it.came, said=said(it))
    unfounded = facts.Unfounded(
        complaint=it.id, words=words(), evidence=(), answer="suspended", until=it.came
    )
    proposal = replace(
        proposed(outcome=it.outcome or "violation"), unfounded=unfounded if it.suspends else None
    )
    orders = (order("k1", measure=it.measure),) if it.measure else ()
    appeal = facts.Appealed(
        no=1, decision=1, side="account", letter=LETTER, words=words(), outside=it.outside_appeal
    )
    more = (order("k2", measure=it.new_measure),) if it.new_measure else ()
    taken = facts.TakenOutside(
        no=1, side="account", letter=LETTER, words=words(), at=it.outside or it.came, until=it.came, route=it.body
    )  # fmt: skip
    over = facts.RuledOutside(no=1, followed=it.followed, words=words(), at=it.settled or it.came)
    mei, jun = f"agent:{MEI}", f"agent:{JUN}"
    return book(
        (it.sorted, first, "chore:join"),
        (it.sorted, joined, "chore:join"),
        (it.decided, facts.Assigned(agent=MEI, how="next"), mei),
        (it.decided, proposal, mei),
        (it.decided, facts.Decided(no=1, outcome=it.outcome or "", orders=orders), mei),
        (it.confirmed, facts.Confirmed(key="k1"), "host"),
        (it.appealed, appeal, "account"),
        (it.ruled, facts.Assigned(agent=JUN, how="next"), jun),
        (it.ruled, proposed(2, JUN, appeal=1, ruling=it.ruling), jun),
        (it.ruled, facts.Decided(no=2, outcome="violation", orders=more, appeal=1, ruling=it.ruling), jun),
        (it.outside, taken, mei),
        (it.settled, over, mei),
    )
