"""A house where something of everything has happened: filed, protected, proposed, signed, carried out, told, closed, appealed, judged again by others."""

import struct
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from ombud.adapters.platform.contract import Account, HostSubject
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.none import NoScanner
from ombud.core import facts
from ombud.core.playbooks import open_steps
from ombud.core.vocabulary import Outcome, Ruling, Severity
from ombud.store import packs
from ombud.store.drafting import Draft
from ombud.store.ledger import read_case
from ombud.store.models import Letter
from ombud.usecases.add_evidence import add_evidence
from ombud.usecases.appeal import appeal
from ombud.usecases.carry_out import carry_out
from ombud.usecases.close import close
from ombud.usecases.cosign import cosign
from ombud.usecases.do_step import do_step
from ombud.usecases.fan_out import fan_out
from ombud.usecases.grant import grant
from ombud.usecases.hire import Hired, hire
from ombud.usecases.note_orders import note_orders
from ombud.usecases.propose import propose
from ombud.usecases.protect import protect
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take
from ombud.usecases.train import LANES, train
from tests.usecases.sorting.scene import SHOWS_NAKED, House, video

SCREEN = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1, 1) + bytes(40)
CAST = {
    "mei": frozenset({"agent"}),
    "jun": frozenset({"agent", "senior"}),
    "zhou": frozenset({"lead"}),
    "su": frozenset({"child_safety", "senior"}),
}


def live(house: House) -> UUID:
    """Let one case go all the way, and return it."""
    now, mint = house.now, house.mint
    people = _hire(house)
    for name in ("lan", "hua"):
        [filed] = house.file(
            SHOWS_NAKED, subject=video("v-1"), contact={"email": f"{name}@example.org"}, key=name
        )
        add_evidence(
            filed, file=BytesIO(SCREEN), rules=triage_rules(), scanner=NoScanner(), mint=mint, now=now
        )
    house.drain()
    mei, jun = people["mei"], people["jun"]
    case_id = take(by=mei, now=now)
    target = read_case(case_id).opened.subject
    assert target is not None
    protect(case_id, measure="P3", target=target, reason="spreads fast", by=mei, mint=mint, now=now)
    grant(case_id, to=mei, reason="for the look", by=people["zhou"], mint=mint, now=now)
    _steps(case_id, before="decision", by=mei, mint=mint, now=now)
    _decide(case_id, target, by=mei, mint=mint, now=now)
    if read_case(case_id).status.value == "cosigning":
        take(by=jun, now=now, to_sign=True)
        cosign(case_id, seen=read_case(case_id).seq, by=jun, now=now)
    _steps(case_id, before="close", by=mei, mint=mint, now=now)
    host = MemoryPlatform()
    host.know(HostSubject("clips", "video", "v-1"), account=Account(id="u-1"))
    for minute in range(4):
        carry_out(platform=host, now=now + timedelta(minutes=minute))
        note_orders(now=now + timedelta(minutes=minute))
    while fan_out(now=now):
        pass
    fan_out(now=now)
    close(now=now)
    letter = (
        Letter.objects.filter(case_id=case_id, complaint__isnull=False).exclude(template="receipt").first()
    )
    assert letter is not None
    appeal(letter.id, text="Look again, please.", mint=mint, now=now)
    _look_again(case_id, target, people, mint=mint, now=now)
    house.file(SHOWS_NAKED, subject=video("v-2"), key="still waiting")
    house.drain()
    return case_id


def _look_again(
    case_id: UUID, target: UUID, people: dict[str, UUID], *, mint: Callable[..., UUID], now
) -> None:
    """Let somebody without a hand in it judge the appeal, with a second signature."""
    assert take(by=people["su"], now=now) == case_id
    _steps(case_id, before="decision", by=people["su"], mint=mint, now=now)
    _decide(case_id, target, by=people["su"], ruling=Ruling.UPHELD, mint=mint, now=now)
    assert read_case(case_id).status.value == "cosigning"
    assert take(by=people["zhou"], now=now, to_sign=True) == case_id
    cosign(case_id, seen=read_case(case_id).seq, by=people["zhou"], now=now)


def _hire(house: House) -> dict[str, UUID]:
    cleared = frozenset({"minors", "intimate"})
    people = hire(
        [
            Hired(username=name, name=name, password="x" * 12, roles=roles, clearances=cleared, present=True)
            for name, roles in CAST.items()
        ],
        mint=house.mint,
        now=house.now,
    )
    for person in people.values():
        train(person, lanes=LANES, until=house.now + timedelta(days=9), by=None, now=house.now)
    return people


def _steps(case_id: UUID, *, before: str, by: UUID, mint: Callable[..., UUID], now) -> None:
    case = read_case(case_id)
    for step in open_steps(case, packs.by_digest(case.pack), before=before):
        if step.skip == "never" or before == "close":
            do_step(case_id, step=step.id, said={"note": "seen"}, by=by, mint=mint, now=now)
        else:
            skip_step(case_id, step=step.id, reason="not here", by=by, mint=mint, now=now)


def _decide(
    case_id: UUID, target: UUID, *, by: UUID, mint: Callable[..., UUID], now, ruling: Ruling | None = None
) -> None:
    case = read_case(case_id)
    pack = packs.by_digest(case.pack)
    complaint = Letter.objects.filter(template="receipt").values_list("complaint", flat=True)[0]
    assert case.severity is not Severity.S0
    draft = Draft(
        outcome=Outcome.VIOLATION,
        clause=pack.clauses_for(case.code)[0].id,
        findings=(("it shows it", (complaint,)),),
        measures=(facts.Chosen(measure="L4", target=target),),
        for_complainant="We removed the video.",
        for_account="Your video was removed.",
        ruling=ruling,
        declares=frozenset({"complainant_is_company"} if ruling else ()),
    )
    propose(case_id, draft=draft, seen=case.seq, by=by, mint=mint, now=now)
