"""Whose proof does a step take, where several people complained?"""

from uuid import UUID

import pytest
from django.test import Client

from ombud.adapters import here
from ombud.adapters.platform.contract import HostDecision, HostSubject
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import Relation, SubjectKind
from ombud.store.models import Member, Staff
from ombud.usecases.import_decisions import import_decisions
from ombud.usecases.verify_standing import verify_standing
from tests.cast import MEI
from tests.usecases.vouching import shown

STOLEN = "我的账号昨晚被盗了,手机号也被改了,登录不上,请帮我找回。"
ACCOUNT = SubjectRef(platform="clips", kind=SubjectKind.ACCOUNT, external="a-hao")


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def _file(floor) -> UUID:
    return floor.file(STOLEN, subject=ACCOUNT, relation=Relation.AFFECTED)


def test_with_several_complainants_the_step_asks_whose_proof_it_is(floor, client):
    floor.hire(MEI)
    case = _file(floor)
    floor.give(case, MEI)
    client.force_login(Staff.objects.get(id=MEI))
    page = f"/work/case/{case}/"
    drawn = client.get(page).text
    assert "whose_owner_proof" not in drawn, "only one complained"
    undo = next(one for one in drawn.split('<li class="step ') if 'value="undo_intruder"' in one)
    assert 'value="done"' not in undo, "the platform does it: there is nothing to tick"
    assert 'value="skip"' in undo
    assert _file(floor) == case
    assert "whose_owner_proof" in client.get(page).text
    lan, stranger = Member.objects.filter(case_id=case).values_list("complaint", flat=True)
    verify_standing(
        case,
        complaint=stranger,
        level="V2",
        **shown("old_device", "payment"),
        by=MEI,
        mint=here.mint,
        now=here.now(),
    )
    form = {"step": "owner_proof", "do": "done", "shown_owner_proof": "old phone and payment"}
    for whose, words in (("", "say whose proof"), (str(lan), "owner")):
        refused = client.post(
            f"{page}step/", {**form, "seen": floor.case(case).seq, "whose_owner_proof": whose}
        )
        assert refused.status_code == 409
        assert words in refused.text
    taken = {**form, "seen": floor.case(case).seq, "whose_owner_proof": str(stranger)}
    assert client.post(f"{page}step/", taken).status_code == 302
    assert ("owner_proof", stranger) in floor.case(case).steps_for
    assert "Do it again for another complainant" in client.get(page).text


def test_a_step_that_writes_a_report_asks_for_its_fields_and_the_case_shows_it_to_be_handed_over(
    floor, client
):
    floor.hire(MEI)
    case = floor.file("这个人搞投资诈骗,骗了我三万块钱,是杀猪盘。")
    floor.give(case, MEI)
    client.force_login(Staff.objects.get(id=MEI))
    page = f"/work/case/{case}/"
    assert 'name="said_referral.basis"' in client.get(page).text
    form = {"step": "referral", "do": "done", "seen": floor.case(case).seq, "said_referral.basis": "反诈法"}
    refused = client.post(f"{page}step/", form)
    assert refused.status_code == 409
    assert "反诈法" in refused.text, "what was written stays"
    packet = {**form, "said_referral.found": "同一收款账号", "said_referral.preserved": "转账记录"}
    assert client.post(f"{page}step/", packet).status_code == 409, "without a receipt it is no report"
    whole = {**packet, "said_referral.receipt": "回执 R-1"}
    assert client.post(f"{page}step/", whole).status_code == 302
    shown = client.get(page).text
    assert "referral" in floor.case(case).steps_done
    assert "同一收款账号" in shown
    assert "Somebody hands it over" in shown


WRONGED = "我的视频被你们误判下架,还给了处罚,我不服,请人工复核恢复。"


def _says(floor, reasons):
    item = HostSubject("clips", "video", "v-1")
    told = HostDecision(id="hd-88", at=floor.now, subject=item, clause="CLIPS.3.2", reasons=reasons)
    import_decisions((told,), mint=floor.mint, now=floor.now)


def test_a_case_waits_for_the_host_to_say_why_and_its_reasons_stand_there_once_somebody_judged(floor, client):
    floor.hire(MEI)
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external="hd-88")
    case = floor.file(WRONGED, subject=about)
    floor.give(case, MEI)
    client.force_login(Staff.objects.get(id=MEI))
    page = f"/work/case/{case}/"
    shown = client.get(page).text
    assert "Wait for the platform to say why" in shown
    assert "Waits until" in shown
    assert "The host never told us of its decision" in shown
    decide = client.get(f"{page}decide/").text
    assert "The host has not said why" in decide
    assert '<option value="hd-88">hd-88</option>' in decide
    _says(floor, "模型判定含裸露")
    assert "模型判定含裸露" not in client.get(page).text
    assert "Write down your own judgement first" in client.get(page).text
    floor.write(case, facts.StepDone(step="fresh_judgement"))
    shown = client.get(page).text
    assert "模型判定含裸露" in shown
    assert "The host&#x27;s decision, as it told it" in shown
    assert "The host has not said why" not in client.get(f"{page}decide/").text
