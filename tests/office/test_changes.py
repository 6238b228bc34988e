"""Do two people change the rules in the office, and does everybody read what was changed and why?"""

import json
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from ombud.adapters.policies import read_packs
from ombud.core.pack.parse import from_compiled
from ombud.store import packs
from ombud.usecases.keep_packs import keep_packs
from ombud.usecases.turn_packs import turn_packs
from ombud.wire.rates import rates

PAGE = "/office/pack/CN/changes/"
SAID = {"applies_to": "new", "why_zh": "更快作出决定", "why_en": "Decide sooner"}


@pytest.fixture
def house(transactional_db, now):
    """A house as it stands after `./run`, and a stricter pack that was kept since."""
    keep_packs(read_packs(on=now.date()), now=now)
    plain = json.loads(packs.in_force("CN").compiled)
    plain["version"] = "sooner"
    altered = ("clocks.decide_target", "clauses.CLIPS.2.1", "playbooks.content")
    plain["versions"] |= {name: plain["versions"].get(name, 1) + 1 for name in altered}
    plain["playbooks"]["content"]["steps"][0]["title"] = {"zh": "只给员工看", "en": "For staff only"}
    plain["clocks"]["decide_target"]["amounts"] = {"all": "1h"}
    plain["clauses"]["CLIPS.2.1"]["text"] = {"zh": "<b>不得发布</b>", "en": "<b>Nothing of the kind</b>"}
    plain["overrides"] = {
        "clauses.CLIPS.2.1@deployment": {
            "entry": "clauses.CLIPS.2.1",
            "keys": ["text"],
            "layer": "deployment",
            "why": {"zh": "更短", "en": "Shorter"},
            "approved_by": "何 He",
        }
    }
    pack = from_compiled(
        json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )
    keep_packs([pack], trial=lambda _pack: 42, now=now + timedelta(days=1))
    rates.forget()
    return pack


@pytest.fixture
def client_of(mint):
    def make(*roles: str) -> Client:
        name = "-".join(roles)
        member = get_user_model().objects.create_user(name, "x" * 12, id=mint(), name=name, roles=list(roles))
        client = Client(headers={"accept-language": "en"})
        client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


def propose(client, pack, **said):
    return client.post("/office/pack/CN/propose/", {"digest": pack.digest, **SAID, **said})


def proposal_on(client) -> str:
    return client.get(PAGE).text.split('name="proposal" value="')[1].split('"')[0]


def settle(client, proposal, verdict="signed"):
    return client.post("/office/pack/CN/settle/", {"proposal": proposal, "verdict": verdict})


def test_a_policy_owner_proposes_a_lead_signs_and_everybody_reads_it(house, client_of):
    policy, lead = client_of("policy"), client_of("lead")
    assert "42 golden cases passed" in policy.get(PAGE).text
    assert propose(policy, house).status_code == 302
    assert "waits for a second signature" in lead.get("/office/pack/CN/").text
    assert packs.in_force("CN").digest != house.digest
    page = lead.get(PAGE).text
    for said in (
        "Decide sooner",
        "decide_target.amounts",
        "<ins>1h</ins>",
        "Looser than what lies below",
        "For staff only",
        "Shorter",
    ):
        assert said in page
    assert "&lt;b&gt;Nothing of the kind&lt;/b&gt;" in page
    assert settle(lead, proposal_on(lead)).status_code == 302
    assert packs.in_force("CN").digest == house.digest
    public = Client().get("/rules/?place=CN", headers={"accept-language": "zh-CN"}).text
    assert "更快作出决定" in public
    changed = public.split("content.steps</span>")[1].split("</li>")[0]
    assert changed.strip() == ""  # that the steps changed, and nothing of what they said or say
    assert "用于此后立案的投诉" in public
    assert "何 He" not in public
    assert (
        "Nothing has been changed" in Client().get("/rules/?place=EU", headers={"accept-language": "en"}).text
    )


def test_who_proposed_is_offered_to_take_it_back_but_not_to_sign(house, client_of):
    both = client_of("lead", "policy")
    propose(both, house)
    page = both.get(PAGE).text
    assert "Sign and put in force" not in page
    answer = settle(both, proposal_on(both))
    assert (answer.status_code, "You had a hand in this decision" in answer.text) == (409, True)
    assert settle(both, proposal_on(both), "declined").status_code == 302
    assert "not taken" in both.get(PAGE).text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param({"why_en": " "}, "Please give a reason", id="no reason"),
        pytest.param({"why_en": "x" * 501}, "500", id="a novel"),
    ],
)
def test_what_was_refused_comes_back_with_everything_that_was_written(house, client_of, said, told):
    answer = propose(client_of("policy"), house, **said)
    assert answer.status_code == 422
    assert told in answer.text
    assert "更快作出决定" in answer.text
    assert f'value="{house.digest}" selected' in answer.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/office/pack/CN/propose/", {**SAID, "digest": "0" * 64}),
        ("/office/pack/CN/propose/", {**SAID, "digest": "x", "applies_to": "everything"}),
        ("/office/pack/CN/settle/", {"proposal": "no id", "verdict": "signed"}),
        ("/office/pack/CN/settle/", {"proposal": "0193" * 8, "verdict": "signed"}),
    ],
)
def test_what_does_not_exist_is_not_found(house, client_of, address, said):
    assert client_of("policy", "lead").post(address, said).status_code == 404


@pytest.mark.parametrize(
    ("role", "address"), [("auditor", "settle"), ("lead", "propose"), ("agent", "changes")]
)
def test_others_look_on_or_stay_outside(house, client_of, role, address):
    client = client_of(role)
    answer = client.get(PAGE) if address == "changes" else client.post(f"/office/pack/CN/{address}/", SAID)
    assert answer.status_code == 403


def test_a_place_without_a_pack_has_no_page(house, client_of):
    assert client_of("auditor").get("/office/pack/XX/changes/").status_code == 404


def test_what_comes_on_a_day_is_read_before_it_is_signed_and_after_it_came(
    house, client_of, now, *, mint, monkeypatch
):
    monkeypatch.setattr("ombud.adapters.here.now", lambda: now)
    day = (now + timedelta(days=5)).date()
    plain = {**json.loads(packs.in_force("CN").compiled), "version": "dated"}
    plain["then"] = {"on": day.isoformat(), "digest": house.digest}
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    dated = from_compiled(body)
    keep_packs([dated], trial=lambda _pack: 42, now=now + timedelta(days=2))
    policy, lead = client_of("policy"), client_of("lead")
    propose(policy, dated)
    page = lead.get(PAGE).text
    assert "A signature also covers what changes on" in page
    assert "decide_target.amounts" in page
    settle(lead, proposal_on(lead))
    assert "these rules turn as was signed" in lead.get(PAGE).text
    start = client_of("operator").get("/office/").text
    assert "The rules of Mainland China turn on" in start
    assert f'href="{PAGE}"' in start
    turn_packs(("CN",), mint=mint, now=now + timedelta(days=3))
    assert "The rules turn on a day soon" in lead.get("/office/alarms/").text
    turn_packs(("CN",), mint=mint, now=now + timedelta(days=6))
    assert packs.in_force("CN").digest == house.digest
    page = lead.get(PAGE).text
    assert "turned as was signed" in page
    assert "these rules turn as was signed" not in page
    public = Client().get("/rules/?place=CN", headers={"accept-language": "zh-CN"}).text
    assert "有规则到日生效或者到期" in public
