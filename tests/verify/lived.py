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
from ombud.core.vocabulary import Lang, Outcome, Ruling, Severity
from ombud.store import packs
from ombud.store.drafting import Draft
from ombud.store.ledger import read_case
from ombud.store.models import Letter, Member, Staff
from ombud.usecases.add_evidence import add_evidence
from ombud.usecases.appeal import appeal
from ombud.usecases.ask import ask
from ombud.usecases.carry_out import carry_out
from ombud.usecases.close import close
from ombud.usecases.cosign import cosign
from ombud.usecases.deliver import Doors, deliver
from ombud.usecases.do_step import do_step
from ombud.usecases.fan_out import fan_out
from ombud.usecases.grant import grant
from ombud.usecases.hire import Hired, hire
from ombud.usecases.look_up import look_up
from ombud.usecases.note_orders import note_orders
from ombud.usecases.propose import propose
from ombud.usecases.protect import protect
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take
from ombud.usecases.train import LANES, train
from tests.usecases.orders.scene import Post
from tests.usecases.searching import ASKED, search_made
from tests.usecases.sorting.scene import SELF_HARM, SHOWS_NAKED, House, video
from tests.usecases.stories import packet

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
    case_id = take(by=people["mei"], now=now)
    _through(house, case_id, people, by="mei", measure="P3", now=now)
    house.file(SHOWS_NAKED, subject=video("v-2"), key="still waiting")
    house.drain()
    return case_id


def live_on(house: House, *, later: timedelta) -> UUID:
    """Let a second case, of another place, go all the way and be closed, beside others that wait; return it."""
    now, mint = house.now + later, house.mint
    people = {name: Staff.objects.get(username=name).id for name in CAST}
    for name, file in (("ming", SCREEN + b"more"), ("an", b"He wrote this to me.")):
        [filed] = house.file(
            "This video is pornographic, they show naked people. Please remove it.",
            subject=video("v-3"),
            contact={"email": f"{name}@example.org"},
            key=name,
            locale=Lang.EN,
            jurisdiction="EU",
            at=now,
        )
        add_evidence(filed, file=BytesIO(file), rules=triage_rules(), scanner=NoScanner(), mint=mint, now=now)
        house.drain(now=now)
    mine = {take(by=people[name], now=now): name for name in ("mei", "jun")}
    [case_id] = [case for case in mine if read_case(case).opened.jurisdiction == "EU"]
    [waiting] = mine.keys() - {case_id}
    host = _through(house, case_id, people, by=mine[case_id], measure="P2", now=now, looked_up="v-3")
    _steps(case_id, before="close", by=people["su"], mint=mint, now=now)
    _deliver(host, now=now)
    _carry(host, now=now)
    _deliver(host, now=now)
    assert close(now=now) == 1
    member = Member.objects.get(case_id=waiting)
    ask(
        waiting,
        complaint=member.complaint,
        text="Where is it?",
        by=people[mine[waiting]],
        mint=mint,
        now=now,
    )
    _deliver(host, now=now)
    house.file(f"{SELF_HARM}还有人卖假货骗钱。", subject=video("v-4"), key="danger", at=now)
    house.drain(now=now)
    house.file("还没有分类的投诉", subject=video("v-5"), key="unsorted", at=now + timedelta(minutes=1))
    return case_id


def _through(
    house: House,
    case_id: UUID,
    people: dict[str, UUID],
    *,
    by: str,
    measure: str,
    now,
    looked_up: str = "",
) -> MemoryPlatform:
    """Protect, decide by two, carry out, tell, close, and let others judge the appeal; return the host that was told."""
    mint, mine = house.mint, people[by]
    target = read_case(case_id).opened.subject
    assert target is not None
    host = MemoryPlatform()
    host.know(HostSubject("clips", "video", looked_up or "v-1"), account=Account(id="u-1"))
    if looked_up:
        look_up(case_id, by=mine, platform=host, mint=mint, now=now)
    protect(case_id, measure=measure, target=target, reason="spreads fast", by=mine, mint=mint, now=now)
    grant(case_id, to=mine, reason="for the look", by=people["zhou"], mint=mint, now=now)
    _steps(case_id, before="decision", by=mine, mint=mint, now=now)
    _decide(case_id, target, by=mine, mint=mint, now=now)
    if read_case(case_id).status.value == "cosigning":
        second = people["jun" if by == "mei" else "mei"]
        take(by=second, now=now, to_sign=True)
        cosign(case_id, seen=read_case(case_id).seq, by=second, now=now)
    _steps(case_id, before="close", by=mine, mint=mint, now=now)
    _carry(host, now=now)
    letter = (
        Letter.objects.filter(case_id=case_id, complaint__isnull=False).exclude(template="receipt").first()
    )
    assert letter is not None
    appeal(letter.id, text="Look again, please.", mint=mint, now=now)
    _look_again(case_id, target, people, mint=mint, now=now)
    return host


def _carry(host: MemoryPlatform, *, now) -> None:
    """Let the worker carry out, tell and close."""
    for minute in range(4):
        carry_out(platform=host, now=now + timedelta(minutes=minute))
        note_orders(now=now + timedelta(minutes=minute))
    while fan_out(now=now):
        pass
    fan_out(now=now)
    close(now=now)


def _deliver(host: MemoryPlatform, *, now) -> None:
    post = Post()
    while deliver(doors=Doors(platform=host, mail=post, sms=post, url="https://ombud.example"), now=now):
        pass


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
        if step.skip == "never" or before == "close" or step.tool in ASKED:
            if step.tool in ASKED:
                search_made(case_id, by=by, mint=mint, now=now, tool=step.tool)
            do_step(case_id, step=step.id, said={"note": "seen", **packet(step)}, by=by, mint=mint, now=now)
        else:
            skip_step(case_id, step=step.id, reason="not here", by=by, mint=mint, now=now)


def _decide(
    case_id: UUID, target: UUID, *, by: UUID, mint: Callable[..., UUID], now, ruling: Ruling | None = None
) -> None:
    case = read_case(case_id)
    pack = packs.by_digest(case.pack)
    complaint = (
        Member.objects.filter(case_id=case_id).order_by("complaint").values_list("complaint", flat=True)[0]
    )
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
