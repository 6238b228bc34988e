"""What becomes of a file that came while the scanner was away?"""

from datetime import timedelta

import pytest

from ombud.adapters.scanner.contract import Verdict
from ombud.core.refusals import No
from ombud.store import evidence, files, texts
from ombud.store.ledger import read_complaint
from ombud.store.models import Alarm, Evidence
from ombud.usecases.open_file import open_file
from ombud.usecases.rescan import IN_VAIN, rescan
from ombud.usecases.verify import verify
from tests.usecases.work.test_files import FRAUD, PAPER, Says, sent, shut

MINUTE = timedelta(minutes=1)


@pytest.fixture
def case(work):
    return work.in_hand(text=FRAUD)


@pytest.fixture
def file(work, case):
    return sent(work, case, says=Verdict.UNKNOWN)


def doubts(work):
    """What verify finds wrong with books, rows of files and files; what is late meanwhile is another matter."""
    found = {fault.code for fault in verify(now=work.now).faults}
    return {code for code in found if code.startswith(("chain", "evidence", "file", "row"))}


def scan(work, says, *, after=MINUTE):
    work.now += after
    return rescan(scanner=Says(says), now=work.now)


def test_a_pending_file_is_not_scanned_before_its_time(work, case, file):
    assert rescan(scanner=Says(Verdict.CLEAN), now=work.now) == 0
    assert shut(work, case, file).facts == {"why": "pending"}


def test_a_file_found_clean_opens(work, case, file):
    assert scan(work, Verdict.CLEAN) == 1
    assert b"".join(work.act(open_file, case, file=file).content(None)) == PAPER
    assert scan(work, Verdict.CLEAN, after=timedelta(days=9)) == 0
    assert doubts(work) == set()


def test_a_file_found_infected_is_quarantined_by_a_fact(work, case, file):
    scan(work, Verdict.INFECTED)
    (held,) = read_complaint(work.complaint(case)).evidence
    assert (held.evidence, held.quarantined) == (file, True)
    assert shut(work, case, file).code is No.FILE_SHUT
    assert doubts(work) == set()
    Evidence.objects.filter(id=file).update(quarantined=False)
    assert doubts(work) == {"evidence_differs"}
    Evidence.objects.filter(id=file).update(quarantined=True, scan="clean")
    assert doubts(work) == {"evidence_differs"}


def test_a_clean_file_of_a_kind_that_may_be_intimate_is_quarantined(work, case, file, monkeypatch):
    monkeypatch.setattr("ombud.usecases.rescan.may_be_intimate", lambda _codes, *, pack: bool(pack))
    scan(work, Verdict.CLEAN)
    assert shut(work, case, file).facts == {"why": "quarantined"}
    assert doubts(work) == set()


def test_while_the_scanner_is_away_the_pauses_grow_and_an_operator_is_alarmed_once(work, case, file):
    tried = []
    for _ in range(60 * 48):
        tried.append(scan(work, Verdict.UNKNOWN))
        if len([one for one in tried if one]) == IN_VAIN - 1:
            break
    assert sum(tried) == IN_VAIN - 1
    assert tried[0] == 1
    assert not Alarm.objects.filter(kind="scan").exists()
    for _ in range(3):
        assert scan(work, Verdict.UNKNOWN, after=timedelta(days=1)) == 1
    assert Alarm.objects.get(kind="scan").to_role == "operator"
    assert shut(work, case, file).facts == {"why": "pending"}
    assert doubts(work) == set()
    scan(work, Verdict.CLEAN, after=timedelta(days=1))
    assert work.act(open_file, case, file=file).size == len(PAPER)


def test_a_file_whose_bytes_cannot_be_read_is_never_called_clean(work, case, file, monkeypatch):
    def gone(_file):
        raise files.FileGone(_file.id)

    monkeypatch.setattr(evidence, "content", gone)
    assert scan(work, Verdict.CLEAN) == 1
    assert Evidence.objects.get(id=file).scan == "pending"


def test_somebody_erased_is_scanned_no_more(work, case, file):
    texts.destroy(read_complaint(complaint := work.complaint(case)).received.person, complaint)
    assert scan(work, Verdict.CLEAN) == 1
    assert scan(work, Verdict.CLEAN, after=timedelta(days=2)) == 0
    assert Evidence.objects.get(id=file).scan == "pending"


def test_two_workers_scan_a_file_once(work, case, file):
    asked = []

    class Slow:
        def scan(self, body):
            asked.append(len(body))
            rescan(scanner=Says(Verdict.INFECTED), now=work.now)
            return Verdict.CLEAN

    work.now += MINUTE
    rescan(scanner=Slow(), now=work.now)
    assert asked == [len(PAPER)]
    assert Evidence.objects.get(id=file).scan == "clean"


def test_a_file_that_another_worker_leased_meanwhile_is_left_to_it(work, case, file, monkeypatch):
    work.now += MINUTE
    listed = evidence.to_scan(now=work.now, limit=9)
    assert rescan(scanner=Says(Verdict.UNKNOWN), now=work.now) == 1
    monkeypatch.setattr(evidence, "to_scan", lambda **_said: listed)
    assert rescan(scanner=Says(Verdict.INFECTED), now=work.now) == 1
    assert Evidence.objects.get(id=file).scan == "pending"


def test_a_pending_file_without_a_date_is_named_by_verify(work, case, file):
    Evidence.objects.filter(id=file).update(scan_due_at=None)
    assert doubts(work) == {"evidence_unscanned"}
