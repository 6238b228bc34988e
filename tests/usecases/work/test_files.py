"""Who opens a file that 兰 Lan sent, what is written down, and which files nobody opens."""

from dataclasses import replace
from io import BytesIO

import pytest

from ombud.adapters import here
from ombud.adapters.rules import triage_rules
from ombud.adapters.scanner.contract import Verdict
from ombud.core import facts
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.store import texts
from ombud.store.ledger import open_complaint, read_complaint
from ombud.store.models import Evidence, ReadLine
from ombud.store.vault import use, vault
from ombud.usecases.add_evidence import add_evidence
from ombud.usecases.grant import grant
from ombud.usecases.look_at_case import look_at_case
from ombud.usecases.open_file import open_file
from tests.api.test_following import PNG
from tests.cast import AN, JUN, LIN, MEI, ZHOU

FRAUD = "这个账号是骗子,骗了我5000元,转账以后就把我拉黑了"
PAPER = b"%PDF-1.4\n" + bytes(range(256)) * 6000 + b"\n%%EOF\n"
WHY = "to see the receipt"


@pytest.fixture(autouse=True)
def files_lie_in_a_folder_of_their_own(work, tmp_path):
    """What another worker keeps meanwhile lies elsewhere."""
    before = vault()
    use(replace(before, folder=tmp_path))
    yield
    use(before)


class Says:
    """A scanner that always says the same."""

    def __init__(self, verdict=Verdict.CLEAN):
        self.verdict = verdict

    def scan(self, body):
        return self.verdict


def adds(work, complaint, *, scanner=None, body=PAPER):
    return add_evidence(
        complaint,
        file=BytesIO(body),
        rules=triage_rules(),
        scanner=scanner or Says(),
        mint=here.mint,  # a name on disk is never used twice
        now=work.now,
    )


def sent(work, case, *, says=Verdict.CLEAN):
    return adds(work, work.complaint(case), scanner=Says(says)).id


def on_disk():
    return {path.name for path in vault().folder.rglob("*") if path.is_file()}


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
    assert b"".join(opened.content(None)) == PAPER
    assert (opened.media, opened.size) == ("application/pdf", len(PAPER))
    (line,) = ReadLine.objects.all()
    assert (line.owner, line.agent, line.what, line.reason) == (case, MEI, "file", str(file))


def test_parts_asked_for_within_a_quarter_of_an_hour_are_one_look_and_the_whole_is_another(work):
    case = work.in_hand(text=FRAUD)
    file = sent(work, case)

    def looks(**said):
        opened = work.act(open_file, case, file=file, **said)
        assert b"".join(opened.content(range(5, 9))) == PAPER[5:9]
        return ReadLine.objects.count()

    assert [looks(in_parts=True), looks(in_parts=True)] == [1, 1]
    assert looks() == 2
    work.later(minutes=16)
    assert [looks(in_parts=True), looks(in_parts=True)] == [3, 3]


def test_the_case_names_what_was_sent_beside_the_words_and_says_what_stays_shut(work):
    case = work.in_hand(text=FRAUD)
    clean, pending = sent(work, case), sent(work, case, says=Verdict.UNKNOWN)
    complaint = work.complaint(case)
    words, *files = work.act(look_at_case, case).proofs
    number = number_of(complaint, "C")
    assert (words.id, words.source, words.label) == (complaint, "complaint", number)
    assert {(one.id, one.source, one.media, one.label, one.shut) for one in files} == {
        (clean, "file", "application/pdf", number, ""),
        (pending, "file", "application/pdf", number, "pending"),
    }
    Evidence.objects.filter(id=clean).update(quarantined=True)
    assert {one.id: one.quarantined for one in work.act(look_at_case, case).proofs} == {
        complaint: False,
        clean: True,
        pending: False,
    }
    texts.destroy(read_complaint(complaint).received.person)
    assert [one.erased for one in work.act(look_at_case, case).proofs if one.source == "file"] == [True, True]


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
    assert b"".join(work.act(open_file, case, file=file, by=reader).content(None)) == PAPER
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
    assert b"".join(work.act(open_file, case, file=file, reason=WHY).content(None)) == PAPER
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


def declined(work, complaint, **said):
    """A file is not taken, and no byte of it is kept; return the refusal."""
    before = on_disk()
    with pytest.raises(Refused) as no:
        adds(work, complaint, **said)
    assert on_disk() == before
    return no.value


def test_an_infected_file_is_kept_nowhere(work):
    complaint = work.complaint(work.filed(FRAUD))
    no = declined(work, complaint, scanner=Says(Verdict.INFECTED))
    assert (no.code, no.facts["why"]) == (No.FILE_BROKEN, "infected")
    assert read_complaint(complaint).evidence == ()


def test_a_file_whose_content_is_no_kind_that_is_taken_is_kept_nowhere(work):
    complaint = work.complaint(work.filed(FRAUD))
    assert declined(work, complaint, body=b"MZ\x90\x00" + bytes(200)).code is No.FILE_TYPE
    assert read_complaint(complaint).evidence == ()


def test_an_intimate_image_is_kept_nowhere_where_that_is_what_they_complain_of(work):
    complaint = work.complaint(work.filed("前男友把我的私密照片发了出来", kind="PR.NCII"))
    no = declined(work, complaint, body=PNG)
    assert (no.code, no.facts["why"]) == (No.FILE_TYPE, "intimate")
    assert read_complaint(complaint).evidence == ()


def test_a_file_larger_than_may_be_kept_is_not_even_scanned(work, monkeypatch):
    complaint = work.complaint(work.filed(FRAUD))
    monkeypatch.setattr("ombud.usecases.add_evidence.MOST_BYTES", len(PAPER) - 1)
    assert declined(work, complaint, scanner=None).code is No.FILE_TOO_LARGE
    monkeypatch.setattr("ombud.usecases.add_evidence.MOST_BYTES", len(PAPER))
    assert adds(work, complaint).size == len(PAPER)


def test_nothing_is_taken_for_who_was_erased(work):
    complaint = work.complaint(work.filed(FRAUD))
    with open_complaint(complaint) as book:
        person = book.state.received.person
        book.write(facts.Erased(person=person, why="asked"), by="chore:test", now=work.now)
    assert declined(work, complaint).code is No.ERASED


def test_of_two_files_sent_at_once_where_one_is_left_to_send_one_is_kept(work, monkeypatch):
    complaint = work.complaint(work.filed(FRAUD))
    monkeypatch.setattr("ombud.usecases.add_evidence.MOST_FILES", 1)
    before = on_disk()

    class Slow(Says):
        def scan(self, body):
            adds(work, complaint)
            return super().scan(body)

    with pytest.raises(Refused) as no:
        adds(work, complaint, scanner=Slow())
    assert no.value.code is No.TOO_MANY_FILES
    (kept,) = read_complaint(complaint).evidence
    assert on_disk() - before == {kept.evidence.hex}
    assert declined(work, complaint).code is No.TOO_MANY_FILES


@pytest.mark.parametrize(
    ("text", "kind", "quarantined"),
    [
        pytest.param("有人私信我女儿要裸照,她12岁", None, True, id="its words speak of a child"),
        pytest.param("看这个", "minors", True, id="its form says that it is about a child"),
        pytest.param(FRAUD, None, False, id="it is about money"),
    ],
)
def test_before_anybody_sorted_a_complaint_its_file_is_shut_if_it_may_be_intimate(
    work, text, kind, quarantined
):
    (complaint,) = work.house.file(text, kind=kind)
    assert adds(work, complaint).quarantined is quarantined
