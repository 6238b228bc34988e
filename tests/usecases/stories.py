"""Stories for the database: a complaint of 兰 Lan's comes in and 梅 Mei works on it, all by the doors' own use cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from inspect import signature
from uuid import UUID

import pytest

from ombud.adapters.hearing import danger_now
from ombud.core import facts
from ombud.core.following import is_answered_only
from ombud.core.notices import WRITTEN
from ombud.core.pack.authorities import REPORT
from ombud.core.pack.types import Step
from ombud.core.playbooks import open_steps, unchosen
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome
from ombud.store import mailroom, packs
from ombud.store.drafting import Draft
from ombud.store.ledger import read_lines
from ombud.store.models import Letter, Member
from ombud.store.news import since_look
from ombud.store.vault import vault
from ombud.usecases.do_step import do_step
from ombud.usecases.grant import grant
from ombud.usecases.open_sealed import open_sealed
from ombud.usecases.propose import propose
from ombud.usecases.read_letter import read_letter
from ombud.usecases.skip_step import skip_step
from ombud.usecases.take import take
from tests.cast import AN, JUN, MEI, ZHOU
from tests.usecases.searching import ASKED, search_made
from tests.usecases.sorting.scene import SHOWS_NAKED, video
from tests.usecases.vouching import Believing
from tests.workbench.scene import Floor

CLEARED = ("minors", "intimate", "crisis")


def packet(step: Step) -> dict[str, str]:
    """What is written into a report that goes to no authority which the pack names."""
    owed = step.letter == REPORT and step.to is None
    receipt = ("receipt",) if step.owes_receipt else ()
    return dict.fromkeys((*WRITTEN[REPORT], *receipt), "写明了。") if owed else {}


@dataclass
class Work(Floor):
    """A floor where 梅 Mei and 君 Jun are agents, 周 Zhou leads and 安 An audits."""

    def staffed(self) -> "Work":
        """Let everybody come to work."""
        self.hire(MEI, "agent", "senior", clearances=CLEARED)
        self.hire(JUN, "agent", "senior", clearances=CLEARED)
        self.hire(ZHOU, "lead", clearances=CLEARED)
        self.hire(AN, "auditor")
        return self

    def filed(self, text: str = SHOWS_NAKED, *, about: str = "v-1", **said: object) -> UUID:
        """A complaint of 兰 Lan's is filed, sorted and joined; return its case."""
        contact = said.pop("contact", {"email": "lan@example.org"})
        return self.file(text, subject=video(about), contact=contact, **said)

    def in_hand(self, case_id: UUID | None = None, **said: object) -> UUID:
        """A case lies in 梅 Mei's hands, given by the dispatcher."""
        case_id = case_id or self.filed(**said)
        assert take(by=MEI, now=self.now) == case_id
        return case_id

    def to_sign(self, **said: object) -> UUID:
        """A proposal of 梅 Mei's waits for a second person."""
        case_id = self.ready(**said)
        self.propose(case_id, declares=frozenset({"complainant_is_company"}))
        return case_id

    def ready(self, case_id: UUID | None = None, **said: object) -> UUID:
        """A case in 梅 Mei's hands, every step before the decision done."""
        case_id = self.in_hand(case_id, **said)
        self.steps(case_id, before="decision")
        return case_id

    def steps(self, case_id: UUID, *, before: str) -> None:
        """梅 Mei does what the playbook asks for."""
        case = self.case(case_id)
        for step in open_steps(case, packs.by_digest(case.pack), before=before):
            if is_answered_only(step):  # nobody was asked
                self.act(skip_step, case_id, step=step.id, reason="案情清楚，不必问。")
                self.act(skip_step, case_id, step=step.id, reason="看过，同意。", by=ZHOU)
            else:
                if step.tool in ASKED:
                    search_made(case_id, by=MEI, mint=self.mint, now=self.now, tool=step.tool)
                self.act(do_step, case_id, step=step.id, said={"note": "看过了。", **packet(step)})

    def complaint(self, case_id: UUID) -> UUID:
        """The first complaint in this case."""
        return (
            Member.objects.filter(case_id=case_id)
            .order_by("joined_seq", "complaint")
            .values_list("complaint", flat=True)[0]
        )

    def proves(self, case_id: UUID, *, holds: UUID | None = None) -> None:
        """The complainant opens the link that was sent to her own contact, holding her complaint."""
        complaint = self.complaint(case_id)
        letter = Letter.objects.get(complaint=complaint, template="receipt")
        mailroom.over(letter.id, state="delivered", now=self.now)
        token = vault().link(letter.id, mailroom.LINK)
        read_letter(letter.number, token=token, holds=holds or complaint, now=self.now)

    def propose(self, case_id: UUID, *, by: UUID = MEI, **said: object) -> facts.Proposed:
        """Propose to remove the video; what only orders would do, and none is chosen for, is left out first."""
        self.reads(case_id, by=by)
        case = self.case(case_id)
        whole: dict[str, object] = {
            "outcome": Outcome.VIOLATION,
            "clause": packs.by_digest(case.pack).clauses_for(case.code)[0].id,
            "findings": (("第三秒出现裸露。", (self.complaint(case_id),)),),
            "measures": (facts.Chosen(measure="L4", target=case.subject),),
            "for_complainant": "您反映的视频确实违规。",
            "for_account": "视频含有裸露画面。",
        }
        draft = Draft(**{**whole, **said})
        pack = packs.of_case(case)
        mine = case.agent == by and not case.on_appeal
        for step in unchosen(case, pack, outcome=draft.outcome, chosen=draft.measures) if mine else ():
            self.act(skip_step, case_id, step=step.id, reason="没有要改回的", by=by)
        return self.act(propose, case_id, draft=draft, seen=self.case(case_id).seq, by=by)

    def reads(self, case_id: UUID, *, by: UUID = MEI) -> None:
        """Whoever is to judge what is sealed is let open it, and does; what is not needs nothing."""
        case = self.case(case_id)
        if not case.sealed or since_look(case, by=by) == ():
            return
        if not any(one.until > self.now for one in case.grants if one.agent == by):
            self.act(grant, case_id, to=by, reason="要判断", by=ZHOU)
        self.act(open_sealed, case_id, reason="要判断", by=by)

    def act(self, verb: Callable[..., object], *what: object, **said: object):
        """Do something as 梅 Mei, unless said otherwise, now; ids are minted where they are wanted."""
        ready = {"by": MEI, "mint": self.mint, "now": self.now, "danger": danger_now, "platform": Believing()}
        wanted = signature(verb).parameters
        return verb(*what, **{**{name: one for name, one in ready.items() if name in wanted}, **said})

    def refused(self, verb: Callable[..., object], *what: object, **said: object) -> No:
        """Do something that is refused, and see that nothing was written."""
        before = self.house.rows("SELECT count(*) FROM ledger")
        with pytest.raises(Refused) as no:
            self.act(verb, *what, **said)
        assert self.house.rows("SELECT count(*) FROM ledger") == before
        return no.value.code

    def told(self, case_id: UUID) -> list[str]:
        """What happened to the case, by name of fact."""
        return [type(line.fact).__name__ for line in read_lines(case_id)]

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)
