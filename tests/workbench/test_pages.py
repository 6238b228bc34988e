"""Who sees which page of the workbench, and what do they read there?"""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from ombud.adapters import here
from ombud.core import enforcement, facts
from ombud.core.pack.parse import from_plain
from ombud.core.vocabulary import Relation, Severity
from ombud.store import orders, subjects, texts
from ombud.store.models import Member, ReadLine, Staff
from ombud.usecases.grant import grant
from tests import cast
from tests.cast import AN, JUN, LIN, MEI, ZHOU
from tests.usecases.sorting.scene import video
from tests.workbench.scene import Floor, at

SHOWS = "这个视频里有人裸露,全是色情内容,请删除。我的电话是 13800001111"


def page(case: UUID, part: str = "") -> str:
    return f"/work/case/{case}/{part}"


def given(floor: Floor, to: UUID = MEI, **said: object) -> UUID:
    case = floor.file(SHOWS, **said)
    floor.give(case, to)
    return case


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param(MEI, 200, id="who holds it"),
        pytest.param(JUN, 404, id="a colleague"),
        pytest.param(ZHOU, 200, id="a lead reads along"),
        pytest.param(AN, 200, id="an auditor reads along"),
        pytest.param(LIN, 404, id="legal without a part in it"),
    ],
)
def test_a_case_exists_only_for_those_it_concerns(floor, who, expected):
    roles = {MEI: "agent", JUN: "agent", ZHOU: "lead", AN: "auditor", LIN: "legal"}
    for agent, role in roles.items():
        floor.hire(agent, role)
    case = given(floor)
    assert at(who).get(page(case)).status_code == expected


@pytest.mark.parametrize("address", ["/work/", "/work/case/0193e000-0000-7000-8000-000000000001/"])
def test_nobody_comes_in_without_a_log_in(floor, address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/staff/login/")


def test_staff_without_a_role_for_cases_stay_outside_and_are_led_to_the_office(floor):
    floor.hire(MEI, "operator")
    assert at(MEI).get("/work/")["Location"] == "/office/"
    assert at(MEI).post("/work/next/").status_code == 403


@pytest.mark.parametrize(
    "part",
    [
        "step/",
        "protect/",
        "unprotect/",
        "ask/",
        "extend/",
        "progress/",
        "verify/",
        "grade/",
        "recode/",
        "return/",
        "decide/",
        "sign/",
        "decline/",
        "look/",
        "open/",
    ],
)
def test_who_reads_along_cannot_act_and_a_stranger_finds_nothing(floor, part):
    for agent, role in {MEI: "agent", JUN: "agent", ZHOU: "senior", AN: "auditor"}.items():
        floor.hire(agent, role)
    case = given(floor)
    before = floor.case(case).seq
    form = {
        "seen": before,
        "step": "exceptions",
        "outcome": "no_violation",
        "grade_severity": "S1",
        "grade_why": "x",
        "protect_measure": "P3",
        "protect_target": "item",
        "protect_reason": "x",
        "decline_reason": "x",
        "progress_done": "x",
        "progress_next": "x",
        "progress_until": "2099-01-01",
        "recode_code": "SV.ACCESS",
        "recode_why": "x",
        "open_reason": "x",
        "verify_level": "V1",
        "verify_method": "old_device",
    }
    assert at(JUN).post(page(case, part), form).status_code in {404, 409}
    assert at(AN).post(page(case, part), form).status_code in {302, 403, 404, 409}
    assert floor.case(case).seq == before


def test_no_page_lets_anybody_pick_a_case_by_its_number(floor):
    from django.urls import get_resolver

    from ombud.interfaces.workbench.urls import urlpatterns

    floor.hire(MEI)
    assert get_resolver()
    assert not [str(one.pattern) for one in urlpatterns if "number" in str(one.pattern)]
    assert 'name="number"' not in at(MEI).get("/work/").content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_case_page_tells_the_story_without_how_to_reach_anybody(floor, lang):
    floor.hire(MEI)
    case = given(floor, contact={"email": "lan@example.org"})
    body = at(MEI, lang).get(page(case)).content.decode()
    assert "全是色情内容" in body
    assert "lan@example.org" not in body
    assert floor.case(case).severity in body


def test_the_next_case_is_handed_over_and_the_desk_says_why_nothing_waits(floor):
    floor.hire(MEI)
    case = floor.file(SHOWS)
    client = at(MEI)
    answer = client.post("/work/next/")
    assert answer["Location"] == page(case)
    nothing = client.post("/work/next/")
    assert nothing.status_code == 409
    assert "Nothing is waiting" in nothing.content.decode()


def test_a_break_is_one_click_and_asks_for_no_reason(floor):
    floor.hire(MEI)
    client = at(MEI)
    client.post("/work/presence/", {"rest": "1"})
    assert Staff.objects.get(id=MEI).present is False
    assert client.post("/work/next/").status_code == 409
    client.post("/work/presence/", {"here": "1"})
    assert Staff.objects.get(id=MEI).present is True


def test_a_second_writer_gets_a_409_that_says_who_did_what_and_keeps_the_words(floor):
    floor.hire(MEI)
    floor.hire(ZHOU, "lead")
    case = given(floor)
    client, seen = at(MEI), floor.case(case).seq
    floor.write(case, facts.Returned(agent=MEI, why="taken_back"), by=f"agent:{ZHOU}")
    form = {"seen": seen, "step": "known_before", "shown_known_before": "I searched for copies", "do": "done"}
    answer = client.post(page(case, "step/"), form)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "I searched for copies" in body
    assert "周 Zhou" in body


def test_a_refused_protection_keeps_what_was_typed(floor):
    floor.hire(MEI)
    case = given(floor)
    form = {"seen": floor.case(case).seq, "protect_measure": "P9", "protect_target": "item"}
    answer = at(MEI).post(page(case, "protect/"), {**form, "protect_reason": "it spreads fast"})
    assert answer.status_code == 409
    assert not floor.case(case).protections


@pytest.mark.parametrize(
    ("lang", "no", "asks"),
    [
        pytest.param("en", "Name the account to be shielded", "Account to be shielded (P6)", id="en"),
        pytest.param("zh", "请写明要防护哪个账号", "要防护的账号（P6）", id="zh"),
    ],
)
def test_the_page_asks_whom_to_shield_and_never_guesses_the_account_behind_the_item(floor, lang, no, asks):
    floor.hire(MEI)
    case = floor.open("HA", "S2", subject=floor.subject(account=floor.subject("account", name="tao")))
    floor.give(case, MEI)
    assert asks in at(MEI, lang).get(page(case)).text
    form = {"seen": floor.case(case).seq, "protect_measure": "P6", "protect_target": "account"}
    answer = at(MEI, lang).post(page(case, "protect/"), {**form, "protect_reason": "它在扩散"})
    assert (answer.status_code, no in answer.text) == (409, True)
    named = {**form, "protect_shielded": "lan", "protect_reason": "它在扩散", "protect_theirs": "来信写的"}
    assert at(MEI, lang).post(page(case, "protect/"), named).status_code == 302
    (held,) = floor.case(case).protections
    assert held.order.target == floor.subject("account", name="lan")


def do_all_steps(client: Client, floor: Floor, case: UUID) -> None:
    from ombud.core.playbooks import open_steps
    from ombud.store import packs
    from tests.usecases.searching import ASKED, search_made

    now = floor.case(case)
    for step in open_steps(now, packs.by_digest(now.pack), before="decision"):
        if step.tool in ASKED:
            search_made(case, by=MEI, mint=floor.mint, now=floor.now, tool=step.tool)
        form = {"seen": floor.case(case).seq, "step": step.id, "do": "done", f"shown_{step.id}": "seen"}
        assert client.post(page(case, "step/"), form).status_code == 302


def draft(floor: Floor, case: UUID, **said: object) -> dict[str, object]:
    from ombud.store import members

    complaint = members.first(case, limit=1)[0].complaint
    whole = {
        "seen": floor.case(case).seq,
        "outcome": "violation",
        "clause": "CLIPS.2.1",
        "finding_1": "The film shows sex acts.",
        "proof_1": str(complaint),
        "measures": ["L4"],
        "for_complainant": "We looked and removed it.",
        "for_account": "The film breaks the rule on nudity.",
    }
    return {**whole, **said}


def test_the_preview_shows_orders_and_letters_and_sends_nothing(floor):
    from ombud.store.models import HostOrder, Letter, SealedText
    from tests.usecases.sorting.scene import video

    floor.hire(MEI)
    case = given(floor, subject=video("v-1029"))
    client = at(MEI)
    do_all_steps(client, floor, case)
    counted = [model.objects.count() for model in (HostOrder, Letter, SealedText)]
    form = draft(floor, case, clause=a_clause(floor, case))
    answer = client.post(page(case, "decide/"), form)
    body = answer.content.decode()
    assert answer.status_code == 200, body[-3000:]
    assert "We looked and removed it." in body
    assert "The film breaks the rule on nudity." in body
    assert "L4" in body
    assert [model.objects.count() for model in (HostOrder, Letter, SealedText)] == counted
    assert floor.case(case).status == "in_hand"
    done = client.post(page(case, "decide/"), {**form, "confirm": "1"})
    assert done.status_code == 302
    assert floor.case(case).status in {"decided", "cosigning"}


def a_clause(floor: Floor, case: UUID) -> str:
    from ombud.store import packs

    now = floor.case(case)
    return packs.by_digest(now.pack).clauses_for(now.code)[0].id


def test_a_decision_without_its_steps_is_refused_and_every_word_stays(floor):
    floor.hire(MEI)
    case = given(floor)
    answer = at(MEI).post(page(case, "decide/"), draft(floor, case, clause=a_clause(floor, case)))
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "We looked and removed it." in body
    assert "The film shows sex acts." in body


def test_a_sum_that_cannot_be_read_is_said_and_every_word_stays(floor):
    floor.hire(MEI)
    case = floor.file("这个账号是骗子,骗了我5000元,转账以后就把我拉黑了", subject=video("v-9"))
    floor.give(case, MEI)
    said = {"measures": ["L7"], "amount_L7": "1.200,50", "currency_L7": "CNY"}
    answer = at(MEI).post(page(case, "decide/"), draft(floor, case, clause=a_clause(floor, case)) | said)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "“1.200,50” is no amount that we can read" in body
    assert 'value="1.200,50"' in body
    assert "We looked and removed it." in body


def test_a_sealed_case_opens_only_with_clearance_grant_and_reason_and_every_look_is_logged(floor):
    floor.hire(MEI, clearances=[])
    floor.hire(ZHOU, "lead")
    case = floor.file("有个成年人私信我12岁的女儿要裸照")
    assert floor.case(case).sealed
    floor.give(case, MEI)
    client = at(MEI)
    assert "要裸照" not in client.get(page(case)).content.decode()
    assert client.post(page(case, "open/"), {"open_reason": "to judge"}).status_code == 409
    Staff.objects.filter(id=MEI).update(clearances=["minors", "intimate"])
    assert client.post(page(case, "open/"), {"open_reason": "to judge"}).status_code == 409
    grant(case, to=MEI, reason="holds the case", by=ZHOU, mint=here.mint, now=here.now())
    assert client.post(page(case, "open/"), {"open_reason": " "}).status_code == 409
    assert not ReadLine.objects.exists()
    assert client.post(page(case, "open/"), {"open_reason": "to judge"}).status_code == 302
    assert "要裸照" in client.get(page(case)).content.decode()
    assert "要裸照" in client.get(page(case)).content.decode()
    lines = ReadLine.objects.all()
    assert {line.reason for line in lines} == {"to judge"}
    assert len(lines) == 3


def test_notes_are_marked_as_internal(floor):
    floor.hire(MEI)
    case = given(floor)
    client = at(MEI)
    client.post(page(case, "note/"), {"note_text": "ask Jun about this one"})
    body = client.get(page(case)).content.decode()
    assert "ask Jun about this one" in body
    assert "entry-private" in body


def to_be_signed(floor: Floor, by: UUID = MEI) -> UUID:
    """A proposal that somebody else must sign."""
    from tests.cast import proposed

    case = given(floor, by)
    words = [
        texts.keep(said, owner=case, person=case, text_id=here.mint(case.int & 0xFF), make_key=True)
        for said in ("FIRST-OPINION: it breaks the rule", "to the complainant")
    ]
    finding = facts.Finding(words=words[0], evidence=(case,))
    offer = proposed(
        agent=by,
        findings=(finding,),
        for_complainant=words[1],
        for_account=None,
        outcome="no_violation",
        measures=(),
        clause=None,
        signers=1,
        level="A1",
    )
    floor.write(case, offer, by=f"agent:{by}")
    return case


def test_a_second_person_reads_the_evidence_first_and_then_the_opinion_and_signs(floor):
    floor.hire(MEI)
    floor.hire(JUN, "senior")
    case = to_be_signed(floor)
    client = at(JUN)
    assert client.get(page(case)).status_code == 404
    assert client.post("/work/next/", {"sign": "1"})["Location"] == page(case)
    body = client.get(page(case)).content.decode()
    assert body.index("全是色情内容") < body.index("FIRST-OPINION")
    assert "proposed: No violation" not in body
    assert client.post(page(case, "sign/"), {"seen": floor.case(case).seq}).status_code == 302
    assert floor.case(case).status == "decided"


def test_who_proposed_is_not_shown_a_form_to_sign(floor):
    floor.hire(MEI, "agent", "senior")
    case = to_be_signed(floor)
    client = at(MEI)
    assert "sign/" not in client.get(page(case)).content.decode()
    assert client.post(page(case, "sign/"), {"seen": floor.case(case).seq}).status_code == 409
    assert floor.case(case).status == "cosigning"


def test_a_second_person_may_send_it_back_but_not_without_a_reason(floor):
    floor.hire(MEI)
    floor.hire(JUN, "senior")
    case = to_be_signed(floor)
    client = at(JUN)
    client.post("/work/next/", {"sign": "1"})
    form = {"seen": floor.case(case).seq, "decline_reason": " "}
    assert client.post(page(case, "decline/"), form).status_code == 409
    answer = client.post(page(case, "decline/"), {**form, "decline_reason": "the film was not watched"})
    assert answer.status_code == 302
    assert floor.case(case).status == "queued"


@pytest.mark.parametrize("why", ["break", "not_this_one"])
def test_a_case_is_given_back_without_a_reason(floor, why):
    floor.hire(MEI)
    case = given(floor)
    answer = at(MEI).post(page(case, "return/"), {"why": why})
    assert answer["Location"] == "/work/"
    assert floor.case(case).agent is None
    assert Staff.objects.get(id=MEI).present is (why != "break")


def test_a_lapsed_grant_closes_what_was_open(floor):
    floor.hire(MEI, clearances=["minors", "intimate"])
    case = floor.file("有个成年人私信我12岁的女儿要裸照")
    floor.give(case, MEI)
    leave = here.mint(case.int & 0xFF)
    words = texts.keep("holds it", owner=case, person=case, text_id=leave, make_key=True)
    past = facts.Granted(grant=leave, agent=MEI, words=words, until=here.now() - timedelta(minutes=1))
    floor.write(case, past, by=f"agent:{ZHOU}")
    client = at(MEI)
    assert client.post(page(case, "open/"), {"open_reason": "to judge"}).status_code == 409
    assert "要裸照" not in client.get(page(case)).content.decode()
    assert not ReadLine.objects.exists()


@pytest.mark.parametrize("reader", [pytest.param(ZHOU, id="a lead"), pytest.param(AN, id="an auditor")])
def test_whoever_only_reads_along_leaves_a_line_and_whoever_works_on_an_open_case_none(floor, reader):
    for agent, role in {MEI: "agent", ZHOU: "lead", AN: "auditor"}.items():
        floor.hire(agent, role)
    case = given(floor)
    assert not floor.case(case).sealed
    assert at(MEI).get(page(case)).status_code == 200
    assert not ReadLine.objects.exists()
    assert at(reader).get(page(case)).status_code == 200
    line = ReadLine.objects.get()
    assert (line.owner, line.agent, line.what) == (case, reader, "page")


def test_a_case_says_why_it_is_as_grave_as_it_is_and_mei_says_what_was_found(floor):
    floor.hire(MEI)
    case = floor.file("有人在评论区天天辱骂我，说得很难听", relation=Relation.AFFECTED)
    floor.give(case, MEI)
    before = at(MEI).get(page(case)).content.decode()
    assert "a look, sooner" in before
    assert "known to be a child</label>" in before
    answer = at(MEI).post(page(case, "establish/"), {"found": ["minor_confirmed"]})
    assert answer["Location"].endswith("#gravity")
    after = at(MEI).get(page(case)).content.decode()
    assert "Whoever is harmed is known to be a child" in after
    assert "cleared for minors" in after
    assert "Opening it needs clearance" in after
    assert "The rules of severity were read anew" in after
    assert floor.case(case).severity is Severity.S1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_of_two_places_says_which_duty_comes_from_which_law_and_where_they_clash(floor, lang):
    floor.hire(MEI)
    plain = json.loads(cast.pack("EU").compiled)
    plain["categories"]["PR.RIGHT"] |= {"playbook": "content", "starts_withheld": "authority_order"}
    floor.house.put_in_force(from_plain(plain), now=floor.now)
    right, subject = "请删除我的个人信息，我要行使删除权", video("v-9")
    floor.house.file(right, subject=subject)
    floor.house.file(f"{right}谢谢", subject=subject, jurisdiction="EU")
    floor.house.drain()
    case = Member.objects.values_list("case_id", flat=True).distinct().get()
    floor.give(case, MEI)
    seen = at(MEI, lang).get(page(case)).content.decode()
    for said in {"zh": ("欧盟", "中国大陆", "须由人决定", "法院命令和保密要求先于服务目标", "GDPR"),
                 "en": ("the European Union", "mainland China", "for a person to settle", "an order or lawful silence comes before a target of service", "GDPR")}[lang]:  # fmt: skip
        assert said in seen
    assert "categories.PR.RIGHT" in seen


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("决定依哪一处", "由人决定", "重新决定")), ("en", ("Settle whose law", "settled by a person", "Settle it anew"))]
)  # fmt: skip
def test_a_lead_settles_on_the_page_whose_law_is_followed_and_everybody_reads_why(floor, lang, words):
    for agent, role in ((MEI, "agent"), (ZHOU, "lead")):
        floor.hire(agent, role)
    plain = json.loads(cast.pack("EU").compiled)
    plain["categories"]["PR.RIGHT"] |= {"playbook": "content"}
    floor.house.put_in_force(from_plain(plain), now=floor.now)
    right, subject = "请删除我的个人信息，我要行使删除权", video("v-1")
    floor.house.file(right, subject=subject)
    floor.house.file(f"{right}谢谢", subject=subject, jurisdiction="EU")
    floor.house.drain()
    case = Member.objects.values_list("case_id", flat=True).distinct().get()
    floor.give(case, MEI)
    assert "law_choice" not in at(MEI, lang).get(page(case)).text
    lead = at(ZHOU, lang)
    assert words[0] in lead.get(page(case)).text
    form = {"seen": floor.case(case).seq, "law_choice": "EU", "law_reason": "依欧盟的规定。"}
    refused = lead.post(page(case, "settle/"), form)
    assert (refused.status_code, "依欧盟的规定。" in refused.text) == (409, True)
    choice = "categories.PR.RIGHT|EU|playbook|CN|playbook"
    assert lead.post(page(case, "settle/"), {**form, "law_choice": choice}).status_code == 302
    assert floor.case(case).settled[0].place == "EU"
    for agent in (MEI, ZHOU):
        seen = at(agent, lang).get(page(case)).text
        assert words[1] in seen
        assert seen.count("依欧盟的规定。") == 2
        assert (words[2] in seen) is (agent == ZHOU)


def test_a_case_of_one_place_says_nothing_of_others(floor):
    floor.hire(MEI)
    assert 'id="laws"' not in at(MEI).get(page(given(floor))).content.decode()


def test_whoever_holds_a_case_asks_the_account_for_its_side_and_the_words_of_a_refusal_come_back(floor):
    floor.hire(MEI)
    copied = "这个视频盗用我的原创作品,侵犯著作权。我的电话是 13800001111"
    case = floor.file(copied, subject=video("v-6"), kind="CV.IP")
    floor.give(case, MEI)
    assert "hear_text" not in at(MEI).get(page(case)).text, "nobody knows whose it is yet"
    subjects.link(floor.case(case).subject, account=subjects.keep("clips", "account", "a-6"))
    assert "Hear the account first" in at(MEI).get(page(case)).text
    form = {"seen": floor.case(case).seq, "hear_text": "盗用我的原创作品,侵犯著作权。我的电话"}
    refused = at(MEI).post(page(case, "hear/"), form)
    assert (refused.status_code, "盗用我的原创作品,侵犯著作权。我的电话" in refused.text) == (409, True)
    sent = at(MEI).post(page(case, "hear/"), {**form, "hear_text": "The music may not be yours"})
    assert sent.status_code == 302
    seen = at(MEI).get(page(case)).text
    assert "Asked the account for its side" in seen
    assert "The music may not be yours" in seen


@pytest.mark.parametrize(
    ("lang", "none", "two"),
    [
        ("zh", "现有 0 次有效警告", ("现有 2 次有效警告", "加上本次共 3 次", "3 次起可考虑 L8")),
        ("en", "0 strikes are in force", ("2 strikes are in force", "With this decision there are 3", "From 3 strikes on the ladder suggests L8")),
    ],
)  # fmt: skip
def test_whoever_decides_sees_the_strikes_of_the_account_and_what_the_ladder_suggests(floor, lang, none, two):
    floor.hire(MEI)
    case = given(floor, subject=video("v-5"))
    account = subjects.keep("clips", "account", "a-5")
    subjects.link(floor.case(case).subject, account=account)
    assert none in at(MEI, lang).get(page(case, "decide/")).content.decode()
    for no in (1, 2):
        key = enforcement.order_key(case, cause=f"c{no}", measure="L5", target=account, do="apply")
        until = floor.now + timedelta(days=90)
        order = facts.Order(
            key=key, do="apply", measure="L5", target=account, until=until, clause="CLIPS.2.1"
        )
        orders.place(case, (order,), cause=f"c{no}", now=floor.now)
    found = at(MEI, lang).post(page(case, "decide/"), {"edit": "1", "measures": ["L5"]}).content.decode()
    for said in two:
        assert said in found
