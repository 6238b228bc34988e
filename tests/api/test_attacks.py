"""A rival wants 瑞 Rui's account locked or handed over, and tries the doors of the API; a stranger has 瑞 Rui's old number.

Each story ends with the same count: what was asked of the host, and what its owner and anybody else was told.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Account, HostSubject, Risk, Snapshot
from ombud.adapters.platform.signatures import sign
from ombud.core import facts
from ombud.core.playbooks import open_steps
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.store import mailroom, members, packs
from ombud.store.drafting import Draft
from ombud.store.ledger import read_case, read_complaint
from ombud.store.models import Case, HostOrder, Letter
from ombud.store.vault import vault
from ombud.usecases.do_step import do_step
from ombud.usecases.expire_protections import expire_protections
from ombud.usecases.follow import follow
from ombud.usecases.propose import propose
from ombud.usecases.protect import protect
from ombud.usecases.revert import revert
from ombud.usecases.verify_standing import verify_standing
from tests import cast
from tests.adapters.host import OTHER, SECRET
from tests.usecases.vouching import shown as says

RUI = HostSubject("clips", "account", "u-rui")
MINE = "这个账号是我的,昨天被盗了,手机号被改了,有人正在用它转账骗钱,非常紧急,请马上锁定!"
SECRETS = ("瑞瑞手作", "陶土、木头和耐心")


@dataclass
class Attack:
    """What a rival can do: file, and send whatever he likes to whatever door."""

    client: object
    stage: object
    key: str

    def files(self, text=MINE, *, once: str | None = None, phone="13700000001", **said):
        """File over the API, with the key that the portal's own form has, too."""
        body = {
            "text": text,
            "kind": "AS.TAKEOVER",
            "jurisdiction": "CN",
            "subject": {"platform": "clips", "kind": "account", "id": "u-rui"},
            "complainant": {"relation": "affected", "anonymous": False, "contact": {"phone": phone}},
            "answers": {"money_moving": True},
            **said,
        }
        more = {"Idempotency-Key": once} if once else {}
        answer = self.sends("complaints", body, Authorization=f"Bearer {self.key}", **more)
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    def sends(self, path, body, **headers):
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(f"/api/v1/{path}", sent, content_type="application/json", headers=headers)

    def settle(self) -> None:
        """Let every chore that acts by itself do so, now and a week later."""
        for _ in range(2):
            self.stage.house.drain(now=self.stage.now)
            follow(now=self.stage.now)
            expire_protections(now=self.stage.now)
            revert(now=self.stage.now)
            self.stage.carry()
            self.stage.tell()
            self.stage.later(days=7)


@pytest.fixture
def rival(client, stage, monkeypatch):
    """瑞 Rui's account is calm, and its owner knows of nothing."""
    from ombud.adapters import here
    from ombud.usecases.make_api_key import make_api_key

    monkeypatch.setenv("OMBUD_PLATFORM_SECRETS", SECRET)
    stage.host.know(
        RUI, account=Account("u-rui", name=SECRETS[0], livelihood=True), snapshot=Snapshot(*SECRETS)
    )
    key = make_api_key("Portal", scopes=frozenset({"file"}), mint=here.mint, now=stage.now).key
    return Attack(client, stage, key)


def taken(stage) -> Case:
    """梅 Mei has the only case about the account, and asked the host."""
    case = Case.objects.get(subject=stage.subject("account", "u-rui")).id
    if read_case(case).agent is None:
        stage.write(case, facts.Assigned(agent=cast.MEI, how="next"))
        stage.look_up(case)
    return case


def done(stage, case, *, whose=None) -> None:
    steps = open_steps(read_case(case), packs.of_case(read_case(case)), before="decision")
    stage.write(case, *(facts.StepDone(step=one.id, complaint=whose) for one in steps))


def refused(what, *of, **said) -> No:
    with pytest.raises(Refused) as no:
        what(*of, **said)
    return no.value.code


def nothing_happened(stage) -> None:
    """The host was asked for nothing, and neither the account nor its earlier channels heard a word."""
    assert HostOrder.objects.count() == 0
    assert stage.host.effects == []
    assert stage.host.tells == []
    assert Letter.objects.filter(side="account").count() == 0


def as_mei(stage) -> dict[str, object]:
    return {"by": cast.MEI, "mint": stage.mint, "now": stage.now}


def test_a_false_claim_however_often_and_however_urgent_locks_nothing(rival, stage):
    for no in range(25):
        kind = (
            "AS.MISUSE" if no % 2 else "AS.TAKEOVER"
        )  # that it sends scams weighs as little as that it is stolen
        rival.files(phone=f"137000000{no:02}", kind=kind)
    rival.settle()
    case = taken(stage)
    assert (read_case(case).members, Case.objects.count()) == (25, 1), "twenty-five voices, one matter"
    assert read_case(case).severity == "S1"
    for measure in ("P4", "P5"):
        aimed = {"measure": measure, "target": read_case(case).subject, "reason": "二十五个人都这么说"}
        done(stage, case)
        assert refused(protect, case, **aimed, **as_mei(stage)) is No.NEEDS_VERIFICATION
    stage.write(case, facts.Established(source="agent", facts=("risk_signal",)))
    assert refused(protect, case, **aimed, **as_mei(stage)) is No.NEEDS_VERIFICATION, (
        "an agent's impression is no check"
    )
    rival.settle()
    nothing_happened(stage)


def test_the_same_claim_sent_again_is_the_same_claim(rival, stage):
    first = rival.files(once="once")
    assert {rival.files(once="once")["number"] for _ in range(5)} == {first["number"]}
    rival.settle()
    assert read_case(taken(stage)).members == 1
    other = {"text": "别的话", "jurisdiction": "CN"}
    more = {"Authorization": f"Bearer {rival.key}", "Idempotency-Key": "once"}
    assert rival.sends("complaints", other, **more).status_code == 409, (
        "under its key nothing else is slipped in"
    )
    nothing_happened(stage)


def test_nobody_but_the_host_says_what_happened_to_an_account_what_it_did_or_what_it_decided(rival, stage):
    rival.files()
    rival.settle()
    changes = {
        "platform": "clips",
        "account": "u-rui",
        "changes": [{"id": "c-1", "at": stage.now.isoformat(), "kind": "payee", "strange": True}],
    }
    raw = json.dumps(changes).encode()
    late = sign(raw, message_id="m", now=stage.now - timedelta(minutes=6), secrets=[SECRET])
    forged = sign(raw, message_id="m", now=stage.now, secrets=[OTHER])
    right = sign(raw, message_id="m", now=stage.now, secrets=[SECRET])
    tries = {
        "nothing signed": {},
        "with the key of who may file": {"Authorization": f"Bearer {rival.key}"},
        "another secret": forged,
        "an old one, replayed": late,
        "under another name": {**right, "webhook-id": "other"},
    }
    for said, headers in tries.items():
        assert rival.sends("host/changes", raw, **headers).status_code == 401, said
    assert rival.sends("host/changes", raw.replace(b"payee", b"login"), **right).status_code == 401
    calm = rival.sends("host/changes", raw, **right)
    assert calm.json() == {"new": 0}, "and a true word locks nothing that nobody watches"
    decision = {
        "id": "d-1",
        "at": stage.now.isoformat(),
        "subject": {"platform": "clips", "kind": "account", "id": "u-rui"},
    }
    answer = rival.sends("host/decisions", decision, Authorization=f"Bearer {rival.key}")
    assert answer.status_code == 403
    nothing_happened(stage)


def test_no_forged_link_and_no_receipt_of_ones_own_opens_or_stops_what_is_the_owners(rival, stage, client):
    """The account goes back to its owner: the rival cannot read the letter, say "that was not me", or answer in the owner's place."""
    owner = rival.files("我的账号被盗了,手机号被改了,登录不上。", phone="13712345678")
    mine = rival.files()
    stage.house.drain(now=stage.now)
    case = taken(stage)
    owners, rivals = _complaints(case, owner, mine)
    gives = facts.Chosen(measure="R", target=read_case(case).subject)
    stage.decide(case, gives, outcome="granted", gives_to=owners, announces=("account_cooling",))
    stage.tell()
    [letter] = [one for one in mailroom.of_case(case) if one.template == "cooling_off"]
    links = (
        vault().link(letter.id, "other"),
        vault().link(rivals, mailroom.LINK),
        "A" * 43,
        "",
    )
    for token in links:
        client.get(f"/l/{letter.number}?t={token}")
        assert "交还" not in client.get(f"/l/{letter.number}").text, (
            "whatever he tries, the page asks for the code"
        )
    codes = (mine["code"], vault().code(rivals, vault().code_version), "AAAA-AAAA-AAAA-AAAA-AAAA-A")
    for code in codes:
        stage.later(hours=2)  # he has all day: after ten tries in an hour no door listens to him
        said = {"Authorization": f"Receipt {code}"}
        read = client.get(f"/api/v1/letters/{letter.number}", headers=said)
        stops = rival.sends(f"letters/{letter.number}/appeals", {"text": "那不是我"}, **said)
        writes = rival.sends(f"complaints/{owner['number']}/messages", {"text": "号码换成 137"}, **said)
        assert {one.status_code for one in (read, stops, writes)} == {401}
    assert not read_case(case).on_appeal
    assert mailroom.find(letter.id).opened_at is None, "and its owner's link is as good as before"
    assert read_complaint(owners).words == read_complaint(owners).words[:1]


def _complaints(case, owner, mine):
    """The owner's complaint and the rival's, by their numbers."""
    there = {number_of(one, "C"): one for one in members.everybody(case)}
    return there[owner["number"]], there[mine["number"]]


def test_what_another_proved_hands_nothing_to_a_rival_in_the_same_case(rival, stage):
    owner = rival.files("我的账号被盗了,手机号被改了,登录不上。", phone="13712345678")
    mine = rival.files()
    stage.house.drain(now=stage.now)
    case = taken(stage)
    owners, rivals = _complaints(case, owner, mine)
    said = {"level": "V2", **as_mei(stage)}
    verify_standing(case, complaint=owners, **says("old_device", "payment"), **said)
    done(stage, case, whose=owners)
    weak = says(own=("profile",))
    assert refused(verify_standing, case, complaint=rivals, **weak, **said) is No.SCORE_TOO_LOW
    step = {"step": "owner_proof", "said": {"note": "都对上了"}, **as_mei(stage)}
    assert refused(do_step, case, complaint=rivals, **step) is No.STEP_NEEDS_EVIDENCE
    more = says("payment", "creation", own=("profile",))
    assert refused(verify_standing, case, complaint=rivals, **more, **said) is No.SCORE_TOO_LOW
    clause = packs.of_case(read_case(case)).clauses_for("AS.TAKEOVER")[0].id
    for to in (rivals, None):
        draft = Draft(
            outcome="granted",
            clause=clause,
            findings=(("境外新设备接管。", (rivals,)),),
            measures=(facts.Chosen(measure="R", target=read_case(case).subject),),
            for_complainant="账号交还给您。",
            for_account="账号已经交还。",
            gives_to=to,
        )
        assert (
            refused(propose, case, draft=draft, seen=read_case(case).seq, **as_mei(stage))
            is No.NEEDS_VERIFICATION
        )
    assert HostOrder.objects.count() == 0


def test_what_the_host_once_confirmed_cannot_be_sent_again_to_lock_or_open_anything(rival, stage):
    """It was locked on the host's own check, and opened again; the old confirmation is played back, both ways."""
    stage.host.know(
        RUI,
        account=Account("u-rui", name="瑞", risk=Risk(0.9, ("new_device",), True)),
        snapshot=Snapshot("x"),
    )
    rival.files()
    stage.house.drain(now=stage.now)
    case = taken(stage)
    done(stage, case)
    key = protect(case, measure="P5", target=read_case(case).subject, reason="平台核查", **as_mei(stage))
    stage.carry()
    stage.later(days=7, minutes=1)
    expire_protections(now=stage.now)
    stage.carry()
    did, states = stage.did(), stage.states(case)
    assert did == [("apply", "P5", "u-rui"), ("lift", "P5", "u-rui")]
    for state in ("confirmed", "failed"):
        raw = json.dumps({"key": key, "state": state}).encode()
        again = sign(raw, message_id="clips-1", now=stage.now, secrets=[SECRET])
        for _ in range(3):
            assert rival.sends("host/confirmations", raw, **again).status_code == 200
    stage.carry()
    assert (stage.did(), stage.states(case)) == (did, states)


def test_whoever_has_the_old_number_now_gets_nothing_by_it_and_sees_nothing_of_the_account(
    rival, stage, client
):
    stage.host.know(
        RUI, account=Account("u-rui", name=SECRETS[0], number_reassigned=True), snapshot=Snapshot(*SECRETS)
    )
    new = rival.files("我的账号被盗了,号码还在我手里,登录不了,请帮我找回。", phone="13912345678", answers={})
    stage.house.drain(now=stage.now)
    case = taken(stage)
    [complaint] = members.everybody(case)
    said = {"complaint": complaint, **as_mei(stage)}
    for signals in (
        ("old_factor",),
        ("old_factor", "second_factor", "live_session"),
        ("old_factor", "creation"),
    ):
        assert refused(verify_standing, case, level="V2", **says(*signals), **said) is No.SCORE_TOO_LOW
    verify_standing(case, level="V1", method="reply_from_contact", platform=stage.host, **said)
    done(stage, case)
    assert read_case(case).code == "AS.TAKEOVER", "he says that it was stolen, and the number is his"
    aimed = {"measure": "P5", "target": read_case(case).subject, "reason": "号码在他手里"}
    assert refused(protect, case, **aimed, **as_mei(stage)) is No.NEEDS_VERIFICATION
    stage.tell()
    shown = client.get(
        f"/api/v1/complaints/{new['number']}?lang=zh", headers={"Authorization": f"Receipt {new['code']}"}
    )
    assert shown.status_code == 200
    letters = [stage.read(one) for one in mailroom.of_complaint(complaint)]
    for secret in (*SECRETS, "u-rui"):
        assert secret not in shown.text
        assert all(secret not in one for one in letters)
    nothing_happened(stage)
