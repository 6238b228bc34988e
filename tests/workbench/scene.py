"""Who works on the floor, and how a test hands them a case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.test import Client

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import class_of
from ombud.store import packs, subjects
from ombud.store.ledger import finish, open_case, read_case, start_case
from ombud.store.models import Certificate, Member, Staff, Subject, Tie
from tests.cast import AN, HE, JUN, LIN, MEI, ZHOU
from tests.usecases.sorting.scene import House

PASSWORD = "quiet-desk-8842"
NAMES = {MEI: "梅 Mei", JUN: "君 Jun", ZHOU: "周 Zhou", LIN: "林 Lin", AN: "安 An", HE: "何 He"}
ALL_LANES = tuple(
    f"{kind}.{lang}.{tier}"
    for kind in (
        "content_violation",
        "privacy",
        "minors",
        "account_security",
        "unfair_treatment",
        "other_service",
    )
    for lang in ("zh", "en", "und")
    for tier in ("general", "senior")
)


def at(agent: UUID, lang: str = "en") -> Client:
    """A browser in which a colleague is logged in."""
    client = Client(headers={"accept-language": lang})
    client.force_login(Staff.objects.get(id=agent))
    return client


@dataclass
class Floor:
    """A staffed house."""

    house: House
    now: datetime
    mint: Callable[..., UUID]

    def hire(self, agent: UUID, *roles: str, lanes: Iterable[str] = ALL_LANES, **said: object) -> Staff:
        """Somebody begins to work here, certified and present."""
        until = said.pop("until", self.now + timedelta(days=90))
        ties = said.pop("ties", ())
        whole = {"languages": ["zh", "en"], "clearances": [], "present": True, "lang": "zh", **said}
        member = Staff(
            id=agent,
            username=f"u{agent.hex}",
            name=NAMES.get(agent, f"agent {agent.hex[-4:]}"),
            roles=list(roles or ("agent",)),
            **whole,
        )
        member.set_password(PASSWORD) if said.get("password") else member.set_unusable_password()
        member.save(force_insert=True)
        Certificate.objects.bulk_create([Certificate(agent=agent, lane=lane, until=until) for lane in lanes])
        Tie.objects.bulk_create([Tie(agent=agent, subject=tie) for tie in ties])
        return member

    def subject(self, kind: str = "video", account: UUID | None = None, name: str = "") -> UUID:
        """Something on the host."""
        row = subjects.keep("clips", kind, name or f"v-{self.mint().hex[-6:]}")
        if account is not None:
            Subject.objects.filter(id=row).update(account=account)
        return row

    def open(
        self, code: str = "CV.SEX.ADULT", severity: str = "S2", *, now: datetime | None = None, **said: object
    ) -> UUID:
        """A case waits in its lane, without complaints."""
        pack = packs.in_force(str(said.pop("jurisdiction", "CN")))
        category = pack.category(code)
        lang = str(said.pop("lang", "zh"))
        subject = said.pop("subject", None) or self.subject()
        case_id = self.mint(bucket_of(subject))
        opened = facts.Opened(
            subject=subject,
            matter=class_of(code).value,
            code=code,
            severity=severity,
            lane=f"{class_of(code)}.{lang}.{category.tier}",
            lang=lang,
            jurisdiction="CN",
            pack=pack.digest,
            sealed=category.sealed,
            **said,
        )
        assert finish(start_case(case_id, opened, by="ombud", now=now or self.now))
        return case_id

    def file(self, text: str, **said: object) -> UUID:
        """A complaint is filed, sorted and joined; return its case."""
        (complaint,) = self.house.file(text, **said)
        self.house.drain()
        return Member.objects.filter(complaint=complaint).values_list("case_id", flat=True).get()

    def case(self, case_id: UUID) -> Case:
        """The case as its book tells it."""
        return read_case(case_id)

    def write(
        self, case_id: UUID, *several: facts.Fact, by: str = "ombud", now: datetime | None = None
    ) -> None:
        """Write facts into a case's book."""
        with open_case(case_id) as book:
            for fact in several:
                book.write(fact, by=by, now=now or self.now)

    def give(self, case_id: UUID, agent: UUID, *, now: datetime | None = None) -> None:
        """The dispatcher hands a case to somebody."""
        self.write(case_id, facts.Assigned(agent=agent, how="next"), by=f"agent:{agent}", now=now)
