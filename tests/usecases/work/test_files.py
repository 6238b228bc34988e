"""Who opens a file that 兰 Lan sent, what is written down, and which files nobody opens (SEC8, SEC9)."""

from io import BytesIO

import pytest

from ombud.adapters import here
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.contract import Verdict
from ombud.core.refusals import No, Refused
from ombud.store import texts
from ombud.store.ledger import read_complaint
from ombud.store.models import Evidence, ReadLine
from ombud.usecases.add_evidence import add_evidence
from ombud.usecases.grant import grant
from ombud.usecases.open_file import open_file
from tests.cast import AN, JUN, LIN, MEI, ZHOU

FRAUD = "这个账号是骗子,骗了我5000元,转账以后就把我拉黑了"
PAPER = b"%PDF-1.4\n" + bytes(range(256)) * 6000 + b"\n%%EOF\n"
WHY = "to see the receipt"


class Says:
    """A scanner that always says the same."""

    def __init__(self, verdict=Verdict.CLEAN):
        self.verdict = verdict

    def scan(self, body):
        return self.verdict


def sent(work, case, *, says=Verdict.CLEAN):
    added = add_evidence(
        work.complaint(case),
        file=BytesIO(PAPER),
        rules=triage_rules(),
        scanner=Says(says),
        mint=here.mint,  # a name on disk is never used twice
        now=work.now,
    )
    return added.id


def shut(work, case, file, **said):
    """Opening is refused, and nothing is written anywhere; return the refusal."""
    before = ReadLine.objects.count()
    with pytest.raises(Refused) as no:
        work.act(open_file, case, file=file, **said)
    assert ReadLine.objects.count() == before
    return no.value


def test_who_holds_the_case_gets_the_very_bytes_and_the_read_is_written_down(work):
    case = work.in_hand(text=FRAUD)
    file = sent(work, case)
    opened = work.act(open_file, case, file=file)
    assert b"".join(opened.content) == PAPER
    assert (opened.media, opened.size) == ("application/pdf", len(PAPER))
    (line,) = ReadLine.objects.all()
    assert (line.owner, line.agent, line.what, line.reason) == (case, MEI, "file", str(file))


def test_to_a_colleague_the_file_does_not_exist(work):
    case = work.in_hand(text=FRAUD)
    assert shut(work, case, sent(work, case), by=JUN).code is No.NOT_FOUND


def test_a_file_of_another_case_is_not_opened_through_ones_own(work):
    case = work.in_hand(text=FRAUD)
    other = work.filed(FRAUD, about="v-2")
    assert other != case
    assert shut(work, case, sent(work, other)).code is No.NOT_FOUND
    assert shut(work, case, work.mint(3)).code is No.NOT_FOUND


@pytest.mark.parametrize("reader", [pytest.param(AN, id="an auditor"), pytest.param(ZHOU, id="a lead")])
def test_who_reads_along_needs_a_grant_for_a_file(work, reader):
    case = work.in_hand(text=FRAUD)
    file = sent(work, case)
    assert shut(work, case, file, by=reader).code is No.NEEDS_GRANT
    manager = ZHOU
    if reader == ZHOU:
        work.hire(LIN, "lead")
        manager = LIN
    leave = work.act(grant, case, to=reader, reason=WHY, by=manager)
    assert b"".join(work.act(open_file, case, file=file, by=reader).content) == PAPER
    assert ReadLine.objects.get().grant == leave


def test_a_file_of_a_sealed_case_asks_for_grant_and_reason_even_of_who_holds_it(work):
    case = work.filed("有人私信我女儿要裸照,她12岁")
    assert work.case(case).sealed
    work.give(case, MEI)
    file = sent(work, case)
    Evidence.objects.filter(id=file).update(quarantined=False)  # so that only the seal stands in the way
    assert shut(work, case, file, reason=WHY).code is No.NEEDS_GRANT
    leave = work.act(grant, case, to=MEI, reason=WHY, by=ZHOU)
    assert shut(work, case, file, reason=" ").code is No.NEEDS_REASON
    assert b"".join(work.act(open_file, case, file=file, reason=WHY).content) == PAPER
    line = ReadLine.objects.get()
    assert (line.grant, line.reason) == (leave, f"{file} {WHY}")


def test_a_file_of_a_sealed_case_stays_shut_without_clearance(work):
    work.hire(LIN, "agent")
    case = work.filed("有人私信我女儿要裸照,她12岁")
    work.give(case, LIN)
    file = sent(work, case)
    work.act(grant, case, to=LIN, reason=WHY, by=ZHOU)
    assert shut(work, case, file, reason=WHY, by=LIN).code is No.NO_CLEARANCE


def test_a_quarantined_file_stays_shut_whatever_was_granted(work):
    case = work.filed("有人私信我女儿要裸照,她12岁")
    work.give(case, MEI)
    file = sent(work, case)
    work.act(grant, case, to=MEI, reason=WHY, by=ZHOU)
    no = shut(work, case, file, reason=WHY)
    assert (no.code, no.facts["why"]) == (No.FILE_SHUT, "quarantined")


def test_a_file_the_scanner_has_not_cleared_stays_shut(work):
    case = work.in_hand(text=FRAUD)
    no = shut(work, case, sent(work, case, says=Verdict.UNKNOWN))
    assert (no.code, no.facts["why"]) == (No.FILE_SHUT, "pending")


def test_a_file_of_an_erased_person_says_so(work):
    case = work.in_hand(text=FRAUD)
    file = sent(work, case)
    assert work.act(open_file, case, file=file).size == len(PAPER)
    assert texts.destroy(read_complaint(work.complaint(case)).received.person) != ""
    assert shut(work, case, file).code is No.ERASED
