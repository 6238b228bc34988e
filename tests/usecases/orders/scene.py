"""A house, a host in memory, and people who decide: from a filed complaint to orders and letters."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from ombud.adapters.mail.contract import Mail
from ombud.adapters.platform.contract import Account, HostSubject, Snapshot
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.adapters.sending import Sent
from ombud.adapters.sms.contract import Sms
from ombud.core import enforcement, facts
from ombud.core.case import Case as CaseState
from ombud.core.ids import bucket_of
from ombud.core.pack.approvals import level, signers
from ombud.core.pack.tools import OTHERS
from ombud.core.playbooks import asks_of_others, open_steps
from ombud.core.records import WRITTEN
from ombud.core.situation import in_book
from ombud.core.vocabulary import OVERTURNS
from ombud.store import deciding, letters, locking, mailroom, orders, packs, readings, staff, subjects, texts
from ombud.store.ledger import open_case, read_case, read_complaint
from ombud.store.models import Case, Letter, Staff
from ombud.store.transactions import one_transaction
from ombud.usecases.appeal import appeal
from ombud.usecases.carry_out import carry_out
from ombud.usecases.close import close
from ombud.usecases.deliver import Doors, deliver
from ombud.usecases.fan_out import fan_out
from ombud.usecases.look_up import look_up
from ombud.usecases.note_orders import note_orders
from ombud.usecases.read_letter import read_letter
from tests import cast
from tests.usecases.searching import search_made
from tests.usecases.sorting.scene import SHOWS_NAKED, video

URL = "https://ombud.example"
VIDEO = HostSubject("clips", "video", "v-1")


@dataclass
class Post:
    """Mail and text messages that were sent."""

    mails: list[Mail] = field(default_factory=list)
    texts: list[Sms] = field(default_factory=list)

    def send(self, what):
        (self.mails if isinstance(what, Mail) else self.texts).append(what)
        return Sent(what.key)


def _signed_by_enough(case: CaseState, proposal: facts.Proposed) -> facts.Proposed:
    """The proposal, with as many signatures as the pack asks for what the book tells."""
    pack = packs.of_case(case)
    chosen = [one.measure for one in proposal.measures]
    needed = level(pack, category=case.code, measures=chosen, facts=in_book(case, proposal, pack=pack))
    extra = max(proposal.signers, signers(needed, pack=pack).extra)
    return replace(proposal, level=max(needed, proposal.level), signers=extra)


class Stage:
    """What a test does: file, decide, carry out, tell."""

    def __init__(self, house, *, now: datetime, mint: Callable[..., UUID]) -> None:
        self.house, self.now, self.mint = house, now, mint
        self.post = Post()
        self.host = MemoryPlatform()
        self.host.know(VIDEO, account=Account("a-tao", name="涛"), snapshot=Snapshot("跳舞", "广场舞合集"))
        self.doors = Doors(platform=self.host, mail=self.post, sms=self.post, url=URL)
        for who, name, roles in ((cast.MEI, "mei", ["agent"]), (cast.ZHOU, "zhou", ["lead"])):
            Staff(id=who, username=name, name=name, roles=roles, present=True).save(force_insert=True)

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def case(self, text: str = SHOWS_NAKED, *, about: str = "v-1", **said: object) -> UUID:
        """File a complaint, sort it and give the case to 梅 Mei."""
        contact = said.pop("contact", {"email": "lan@example.org"})
        subject = said.pop("subject", video(about))
        (complaint,) = self.house.file(text, subject=subject, contact=contact, **said)
        self.house.drain(now=self.now)
        case_id = read_complaint(complaint).parts[0].case
        if read_case(case_id).agent is None:
            self.write(case_id, facts.Assigned(agent=cast.MEI, how="next"))
            self.look_up(case_id)
        self.lan = complaint
        return case_id

    @one_transaction
    def write(self, case_id: UUID, *several: facts.Fact, by: UUID = cast.MEI) -> None:
        with open_case(case_id) as book:
            for fact in several:
                book.write(fact, by=f"agent:{by}", now=self.now)

    @one_transaction
    def note(self, case_id: UUID, text: str) -> None:
        """Write a note."""
        self.write(case_id, facts.Noted(words=self.words(case_id, text)))

    def words(self, case_id: UUID, text: str) -> facts.Words:
        """Seal words for the case."""
        text_id = self.mint(bucket_of(case_id))
        return texts.keep(text, owner=case_id, person=case_id, text_id=text_id, make_key=True)

    @one_transaction
    def decide(
        self, case_id: UUID, *measures: str | facts.Chosen, by: UUID = cast.MEI, **said: object
    ) -> None:
        """Propose, let as many sign as the pack asks for, and decide."""
        case = read_case(case_id)
        chosen = tuple(
            one if isinstance(one, facts.Chosen) else facts.Chosen(measure=one, target=case.subject)
            for one in measures
        )
        why = said.pop("why", "画面含有裸露的性行为,属于色情内容。")
        whole = {
            "no": case.stage,
            "agent": by,
            "clause": "CLIPS.2.1",
            "measures": chosen,
            "findings": (facts.Finding(words=self.words(case_id, "视频第三秒出现裸露。"), evidence=()),),
            "for_complainant": self.words(case_id, "您反映的视频确实违规。"),
            "for_account": self.words(case_id, why) if why else None,
        }
        if said.get("ruling") in OVERTURNS:
            cause = self.words(case_id, "当时没有看全。")
            whole["fault"] = facts.Fault(lapse="false_positive", cause="evidence_missing", words=cause)
        proposal = _signed_by_enough(case, replace(cast.proposed(), **{**whole, **said}))
        apart = {by, *(hand.agent for hand in case.hands)}
        others = [one for one in (cast.LIN, cast.ZHOU, cast.JUN) if one not in apart]
        signing = others[: proposal.signers]
        self.read_sealed(case_id, by, *signing)
        if asks_of_others(case, packs.of_case(case)):
            search_made(case_id, by=by, mint=self.mint, now=self.now, tool=OTHERS)
        with open_case(case_id) as book:
            for step in open_steps(book.state, packs.of_case(book.state), before="decision"):
                receipt = self.words(case_id, "回执") if step.owes_receipt else None
                done = facts.StepDone(step=step.id, elements=step.elements, receipt=receipt)
                book.write(done, by=f"agent:{by}", now=self.now)
                if step.records in WRITTEN:
                    said = self.words(case_id, "做了什么、谁、何时")
                    wrote = facts.Recorded(step=step.id, what=step.records, words=said)
                    book.write(wrote, by=f"agent:{by}", now=self.now)
            book.write(proposal, by=f"agent:{by}", now=self.now)
            for one in signing:
                book.write(facts.OfferedToSign(agent=one), by="chore:next", now=self.now)
                book.write(facts.Cosigned(no=case.stage, agent=one), by=f"agent:{one}", now=self.now)
            deciding.decide(book, pack=packs.by_digest(book.state.pack), by=f"agent:{by}", now=self.now)

    def read_sealed(self, case_id: UUID, *readers: UUID) -> None:
        """Whoever is to judge what is sealed is let open it by 周 Zhou, and does."""
        until = self.now  # for this once: who needs to open it later has it granted
        for who in readers if read_case(case_id).sealed else ():
            leave, words = self.mint(bucket_of(case_id)), self.words(case_id, "要判断")
            self.write(case_id, facts.Granted(grant=leave, agent=who, words=words, until=until), by=cast.ZHOU)
            said = {"case_id": case_id, "bucket": bucket_of(case_id), "manager": cast.ZHOU, "until": until}
            staff.keep_grant(leave, agent=who, **said)
            readings.log_read(
                case_id, by=who, what="case", reason="要判断", grant=leave, mint=self.mint, now=self.now
            )

    def stated(self, letter: UUID, *, who: str) -> dict[str, object]:
        """All that the law of the place asks of a statement, in somebody's words."""
        asked = read_letter(letter=letter, now=self.now).statement
        return {one.id: True if one.kind == "yes_no" else who for one in asked}

    def appeal(self, case_id: UUID, *, who: str = "") -> None:
        """The account asks for another look, stating who it is where it wants back what was hidden; 君 Jun takes it."""
        told = Letter.objects.get(case_id=case_id, side="account", decision=1)
        stated = self.stated(told.id, who=who) if who else {}
        appeal(told.id, text="我没有违规", stated=stated, mint=self.mint, now=self.now)
        self.write(case_id, facts.Assigned(agent=cast.JUN, how="next"), by=cast.JUN)

    @one_transaction
    def overturn(self, case_id: UUID) -> None:
        """君 Jun looks again, and finds no violation."""
        self.decide(
            case_id,
            by=cast.JUN,
            outcome="no_violation",
            clause=None,
            ruling="overturned",
            appeal=1,
            why="我们弄错了。",
        )

    def protect(self, case_id: UUID, measure: str = "P2") -> str:
        """Protect for three days."""
        with open_case(case_id) as book:
            case, pack = book.state, packs.by_digest(book.state.pack)
            until = self.now + timedelta(days=3)
            order = enforcement.protective_order(
                case, pack.measure(measure), target=case.subject, until=until
            )
            fact = facts.Protected(order=order, words=self.words(case_id, "先隐藏"), review_at=self.now)
            book.write(fact, by=f"agent:{cast.MEI}", now=self.now)
            orders.place(case_id, (order,), cause=order.key, now=self.now)
            letters.tell_interim(book.state, pack.measure(measure), order=order, pack=pack, now=self.now)
            locking.tell_first(book.state, fact, pack=pack, now=self.now)
        return order.key

    def look_up(self, case_id: UUID):
        return look_up(case_id, by=cast.MEI, platform=self.host, mint=self.mint, now=self.now)

    def carry(self, **said: object) -> int:
        """Carry out whatever is due until nothing is."""
        sent = 0
        while turn := sum(
            carry_out(platform=self.host, now=self.now, protective=p, **said) for p in (True, False)
        ):
            sent += turn
        note_orders(now=self.now)
        return sent

    def tell(self) -> None:
        """Fan out and deliver until nothing is due."""
        while fan_out(now=self.now):
            pass
        fan_out(now=self.now)
        while deliver(doors=self.doors, now=self.now):
            pass

    def close(self) -> int:
        return close(now=self.now)

    def finish(self, case_id: UUID) -> None:
        """Have somebody who had no hand in the case leave out what the playbook still asks for before closing."""
        case = read_case(case_id)
        who = next(one for one in (cast.ZHOU, cast.LIN, cast.HE) if one not in case.took_part())
        for step in open_steps(case, packs.by_digest(case.pack), before="close"):
            left_out = facts.StepSkipped(step=step.id, words=self.words(case_id, "不适用"))
            self.write(case_id, left_out, by=who)

    def all(self) -> None:
        """Let the worker do everything that is due, and people what is left before closing."""
        for case_id in Case.objects.filter(status="decided").values_list("id", flat=True):
            self.finish(case_id)
        for _ in range(3):
            self.carry()
            self.tell()
            self.close()

    def did(self) -> list[tuple[str, str, str]]:
        """What took effect on the host, in order."""
        return [(one.do, one.measure, one.subject.id) for one in self.host.effects]

    def states(self, case_id: UUID) -> list[tuple[str, str, str]]:
        return [(one.do, one.measure, one.state) for one in orders.of_case(case_id)]

    def read(self, letter: mailroom.Letter) -> str:
        said = mailroom.body(letter)
        return f"{said.title}\n{said.body}"

    def subject(self, kind: str, name: str) -> UUID:
        return subjects.keep("clips", kind, name)
