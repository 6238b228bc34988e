"""Does every letter say what it must, and never who complained?"""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core import facts, notices
from ombud.core.ids import bucket_of
from ombud.core.notices import Outcome, Pen, Places, Subject, letter_id, names_reporter, quotes_whole
from ombud.core.pack.letters import render
from ombud.core.vocabulary import Side, SubjectKind
from tests.cast import START, SUBJECT, pack, proposed

LANGS = ("zh", "en")
TEXT = "隔壁三单元的王女士昨晚看到他在楼下偷拍我女儿"


def _pen(lang: str) -> Pen:
    return Pen(pack(), lang, ZoneInfo("Asia/Shanghai"), Places("https://ombud.example"))


def _outcome(**more: object) -> Outcome:
    whole = {
        "number": "C-1",
        "letter": "L-1",
        "code": "CV.SEX.ADULT",
        "side": Side.ACCOUNT,
        "proposal": proposed(),
        "reasons": "理由",
        "findings": ("事实",),
        "appeal_until": START + timedelta(days=184),
    }
    return Outcome(**{**whole, **more})


VIDEO = Subject(kind=SubjectKind.VIDEO, external="v-1")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("template", "make"),
    [
        ("statement_of_reasons", lambda pen: notices.statement_values(_outcome(), subject=VIDEO, pen=pen)),
        ("restored", lambda pen: notices.restored_values(_outcome(), subject=VIDEO, pen=pen)),
        ("decision_complainant", lambda pen: notices.outcome_values(_outcome(), pen=pen)),
        ("answered", lambda pen: notices.outcome_values(_outcome(), pen=pen)),
        (
            "appeal_outcome_appellant",
            lambda pen: notices.outcome_values(
                _outcome(proposal=proposed(ruling="overturned"), undone=("L4",)), pen=pen
            ),
        ),
        (
            "appeal_outcome_other",
            lambda pen: notices.outcome_values(
                _outcome(proposal=proposed(ruling="upheld", measures=()), appeal_until=None), pen=pen
            ),
        ),
        (
            "need_more",
            lambda pen: notices.ask_values(notices.Ask(number="C-1", question="何时?", until=START), pen=pen),
        ),
        (
            "put_off",
            lambda pen: notices.delay_values(
                notices.Delay(number="C-1", reasons="材料很多", until=START, law="GDPR Art. 12(3)"), pen=pen
            ),
        ),
        (
            "appeal_receipt",
            lambda pen: notices.appeal_receipt_values(
                "C-1", decide_by=START, status_url="https://x", pen=pen
            ),
        ),
        (
            "interim_measure",
            lambda pen: notices.interim_values(
                notices.Interim(subject=VIDEO, measure=pack().measures["P2"], until=START), pen=pen
            ),
        ),
        (
            "fraud_restriction",
            lambda pen: notices.fraud_values(
                notices.Interim(subject=VIDEO, measure=pack().measures["P4"], until=START),
                code="CV.FRAUD",
                pen=pen,
            ),
        ),
    ],
)
def test_every_mandatory_field_is_there_in_both_languages(lang, template, make):
    pen = _pen(lang)
    said = render(pack().letters[template], lang=lang, values=make(pen))
    assert "{" not in said.title + said.body


@pytest.mark.parametrize(
    ("side", "outcome", "told"),
    [
        pytest.param("account", "violation", True, id="whom it costs"),
        pytest.param("complainant", "granted", True, id="who gets it"),
        pytest.param("complainant", "violation", False, id="a bystander learns nothing of others' money"),
    ],
)
def test_a_sum_is_told_to_whom_it_costs_and_who_gets_it_and_to_nobody_else(side, outcome, told):
    paid = facts.Chosen(measure="L7", target=SUBJECT, amount=facts.Sum(minor=120050, currency="CNY"))
    it = _outcome(side=side, proposal=proposed(outcome=outcome, measures=(paid,)))
    for lang, said in (("zh", "退还款项（CNY 1,200.50）"), ("en", "refund money (CNY 1,200.50)")):
        for made in (
            notices.outcome_values(it, pen=_pen(lang)),
            notices.statement_values(it, subject=VIDEO, pen=_pen(lang)),
        ):
            assert (said in made["measures"]) is told
            assert ("1,200.50" in "".join(made.values())) is told


def test_what_came_back_to_another_account_is_not_told():
    back = facts.Chosen(measure="R", target=SUBJECT, host_decision="hd-1")
    less = facts.Chosen(measure="L2", target=SUBJECT)
    it = _outcome(side="complainant", proposal=proposed(outcome="granted", measures=(back, less)))
    for lang, said in (("zh", "已全部或部分撤销"), ("en", "taken back, in whole or in part")):
        pen = _pen(lang)
        own = notices.outcome_values(it, pen=pen)["measures"]
        told = notices.outcome_values(replace(it, of_another=True), pen=pen)["measures"]
        assert all(pen.measures((code,)) in own for code in ("R", "L2"))
        assert said in told
        assert not any(pen.measures((code,)) in told for code in ("R", "L2"))


@pytest.mark.parametrize("child", [False, True])
@pytest.mark.parametrize(
    ("afresh", "says"), [(START, "照办"), (None, "不照办")], ids=["followed", "not followed"]
)
def test_a_side_learns_what_becomes_of_a_ruling_outside(child, afresh, says):
    it = notices.Ruled(number="C-1", body="某机构", reasons="讲座视频", afresh_by=afresh)
    pen = replace(_pen("zh"), child=child)
    said = render(
        pack().letters[notices.OUTSIDE],
        lang="zh",
        for_child=child,
        values=notices.outside_values(it, pen=pen),
    )
    assert says in said.body
    assert ("不照办" in said.body) is (afresh is None)
    assert ("您" in said.body) is not child


def test_a_dated_measure_says_until_when_and_an_endless_one_that_it_has_no_end():
    dated = facts.Chosen(measure="L8", target=SUBJECT, until=START + timedelta(days=7))
    endless = facts.Chosen(measure="L4", target=SUBJECT)
    pen = _pen("zh")
    one = notices.statement_values(_outcome(proposal=proposed(measures=(dated,))), subject=VIDEO, pen=pen)
    both = notices.statement_values(
        _outcome(proposal=proposed(measures=(dated, endless))), subject=VIDEO, pen=pen
    )
    none = notices.statement_values(_outcome(proposal=proposed(measures=())), subject=VIDEO, pen=pen)
    assert "2026年11月30日" in one["duration"]
    assert "限期停用账号: 至2026年11月30日" in both["duration"]
    assert "移除内容: 没有期限" in both["duration"]
    assert none["measures"] == "没有采取措施"


@pytest.mark.parametrize(("lang", "said"), [("zh", "一次性"), ("en", "Once")])
def test_a_sum_moves_once_and_does_not_last(lang, said):
    paid = facts.Chosen(measure="L7", target=SUBJECT, amount=facts.Sum(minor=120050, currency="CNY"))
    it = _outcome(proposal=proposed(measures=(paid,)))
    assert notices.statement_values(it, subject=VIDEO, pen=_pen(lang))["duration"] == said


@pytest.mark.parametrize(
    ("lang", "only", "everywhere"),
    [
        ("zh", "仅限德国、法国", "平台上的所有地区"),
        ("en", "Only in Germany, France", "Everywhere on the platform"),
    ],
)
def test_where_a_measure_holds_is_said_of_each_if_they_differ(lang, only, everywhere):
    withheld = facts.Chosen(measure="L3", target=SUBJECT, territory=("DE", "FR"))
    struck = facts.Chosen(measure="L5", target=SUBJECT)

    def scope(*chosen):
        it = _outcome(proposal=proposed(measures=chosen))
        return notices.statement_values(it, subject=VIDEO, pen=_pen(lang))["scope"]

    assert (scope(withheld), scope(struck), scope()) == (only, everywhere, everywhere)
    assert [line.partition(": ")[2] for line in scope(withheld, struck).splitlines()] == [only, everywhere]
    it = _outcome(proposal=proposed(measures=(withheld,)), side=Side.COMPLAINANT)
    assert only in _pen(lang).chosen(it), "whoever asked for it learns where, too"


@pytest.mark.parametrize("lang", LANGS)
def test_of_one_to_one_contact_a_letter_quotes_neither_subject_nor_facts(lang):
    private = Subject(kind=SubjectKind.ACCOUNT, external="a-77", one_to_one=True)
    values = notices.statement_values(
        _outcome(findings=("他对女孩说过的话",)), subject=private, pen=_pen(lang)
    )
    assert "a-77" not in repr(values)
    assert "他对女孩说过的话" not in repr(values)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("GR.TAKEDOWN", "A public authority asked for it"),
        ("TE.ORDER", "A public authority asked for it"),
        ("CV.SEX.ADULT", "We never say from whom"),
    ],
)
def test_that_an_authority_asked_is_said_and_nobody_else_is_named(code, said):
    assert said in notices.statement_values(_outcome(code=code), subject=VIDEO, pen=_pen("en"))["source"]


def test_what_was_undone_is_said():
    values = notices.outcome_values(_outcome(undone=("L4",)), pen=_pen("en"))
    assert "Undone: Remove the item" in values["changed"]


@pytest.mark.parametrize(("side", "says"), [(Side.ACCOUNT, True), (Side.COMPLAINANT, False)])
def test_whoever_is_suspended_on_appeal_reads_until_when_and_nobody_else_does(side, says):
    until = START + timedelta(days=7)
    only = proposed(measures=(facts.Chosen(measure="L8", target=SUBJECT, until=until),))
    told = notices.outcome_values(_outcome(side=side, proposal=only), pen=_pen("en"))["changed"]
    assert ("Suspend the account until a date: Until" in told) is says


def test_what_another_decision_still_asks_for_is_not_said_to_be_undone():
    it = _outcome(undone=("L9",), kept=("L4",), proposal=proposed(measures=()))
    values = notices.outcome_values(it, pen=_pen("en"))
    undone, _, kept = values["changed"].partition("Still in force")
    assert "Close the account" in undone
    assert "Remove the item" not in undone
    assert "Remove the item" in kept


def test_where_nobody_can_appeal_any_more_no_letter_says_so():
    values = notices.outcome_values(
        _outcome(appeal_until=None, proposal=proposed(clause=None)), pen=_pen("zh")
    )
    assert values["appeal_url"] == values["appeal_until"] == values["clause_title"] == ""


@pytest.mark.parametrize(
    ("said", "given_away"),
    [
        pytest.param("我们了解到三单元的王女士昨晚看到他在楼下", True, id="quoted"),
        pytest.param("三单元的王 女士,昨晚看到他在 楼下", True, id="quoted with other spaces and signs"),
        pytest.param("有人在楼下偷拍", False, id="a few common words"),
        pytest.param("请联系 LAN@example.org", True, id="a contact, in capitals"),
        pytest.param("视频内容违反了规则", False, id="nothing of it"),
    ],
)
def test_words_that_tell_who_complained_are_noticed(said, given_away):
    assert names_reporter(said, (TEXT,), contacts=("lan@example.org", "x")) is given_away


def test_in_letters_alone_it_takes_more_and_what_everybody_reads_gives_nobody_away():
    told = "my neighbour upstairs saw him filming in the yard"
    assert not names_reporter("someone was filming in the yard", (told,))
    assert names_reporter("my neighbour upstairs saw him", (told,))
    caption = "广场舞合集二零二六年春季版本完整"
    assert names_reporter(caption, (caption,))
    assert not names_reporter(caption, (caption,), public=(f"《{caption}》",))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("level", ["V2", "V3", "V4"])
def test_whoever_is_asked_for_proof_reads_every_way_what_to_cover_and_what_stays(level, lang):
    rule = pack().verifications[level]
    it = notices.Ask(number="C-1", question="?", until=START, level=level)
    said = render(pack().letters["need_more"], lang=lang, values=notices.ask_values(it, pen=_pen(lang))).body
    assert len(rule.accepts) >= 3
    assert all(one.say(lang) in said for one in (*rule.accepts, rule.black_out, rule.stays))


def test_whoever_is_asked_something_else_reads_nothing_of_proof_and_an_authority_covers_nothing():
    letters = {
        level: render(
            pack().letters["need_more"],
            lang="en",
            values=notices.ask_values(
                notices.Ask(number="C-1", question="?", until=START, level=level), pen=_pen("en")
            ),
        ).body
        for level in ("", "V5")
    }
    assert "show who you are" not in letters[""]
    assert "show who you are" in letters["V5"]
    assert "Before you send it" not in letters["V5"]


MANY_OF_THEM = (("楼上老王偷拍我",),) * 4


@pytest.mark.parametrize(
    ("said", "wrote", "given_away"),
    [
        pytest.param("有人说:楼上 老王,偷拍我", (("楼上老王偷拍我",),), True, id="seven signs, whole"),
        pytest.param("楼上老王被拍", (("楼上老王偷拍我",),), False, id="half of it"),
        pytest.param("这是诈骗视频", (("这是诈骗",),), False, id="too short to be anybody's own"),
        pytest.param("he films my girl, we found", (("He films my girl!",),), True, id="thirteen letters"),
        pytest.param("this is a scam video", (("this is scam",),), False, id="ten letters"),
        pytest.param("在3号楼402", (("3号楼402",),), True, id="a place by its number"),
        pytest.param("楼上老王偷拍我", MANY_OF_THEM, True, id="four wrote it"),
        pytest.param("楼上老王偷拍我", (*MANY_OF_THEM, ("楼上老王偷拍我。",)), False, id="five wrote it"),
        pytest.param("楼上老王偷拍我", (("楼上老王偷拍我",) * 9,), True, id="one wrote it nine times"),
        pytest.param("您发布了低俗色情内容", (("低俗色情内容",),), False, id="what the rules say"),
    ],
)
def test_a_short_message_is_not_quoted_whole_unless_many_wrote_it_or_the_rules_say_it(
    said, wrote, given_away
):
    assert quotes_whole(said, wrote, public=("不得发布低俗色情内容",)) is given_away


def test_what_rules_or_item_say_hides_no_other_run_of_the_same_words():
    rule = "不得发布未经本人同意的私密影像"
    assert not names_reporter(rule, (rule,), public=(rule,))
    assert names_reporter(f"{rule}，{TEXT}", (f"{rule}{TEXT}",), public=(rule,))


@given(st.text(min_size=40), st.text())
def test_a_letter_that_holds_the_whole_complaint_is_always_noticed(secret, around):
    plain = "".join(sign for sign in secret if sign.isalnum())
    if len(plain) >= 30:
        assert names_reporter(f"{around} {secret} {around}", (secret,))


def test_the_same_facts_name_the_same_letter_in_the_bucket_asked_for():
    one = letter_id(7, "decision", "a", "1")
    assert one == letter_id(7, "decision", "a", "1")
    assert one != letter_id(7, "decision", "a", "2")
    assert bucket_of(one) == 7
    assert one.version == 8


def test_addresses_carry_a_token_only_where_it_opens_a_letter():
    places = Places("https://o")
    assert places.status("C-1") == "https://o/c/C-1"
    assert places.once("L-1", token="t") == "https://o/l/L-1?t=t"
    assert places.appeal("L-1") == "https://o/l/L-1/appeal"
    assert places.objection() == "https://o/file/?about=unfair_treatment"


@pytest.mark.parametrize("kind", list(SubjectKind))
@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_subject_is_said_to_its_owner(kind, lang):
    assert Subject(kind=kind, external="x-1").say(lang)


@pytest.mark.parametrize(
    ("lang", "date", "clause"), [("zh", "2026年", "骚扰"), ("en", "2026", "")], ids=["zh", "en"]
)
def test_a_letter_says_what_of_the_hosts_decision_ends_and_what_stays_for_which_other(lang, date, clause):
    back = facts.Chosen(measure="R", target=SUBJECT, host_decision="hd-1")
    whole = _outcome(proposal=proposed(outcome="granted", measures=(back,)))
    other = notices.Stays(measure="L4", at=START, clause="unknown-1", named="hd-2")
    pen = _pen(lang)
    assert notices.outcome_values(whole, pen=pen)["measures"] == pen.measures(("R",))
    parted = replace(whole, given_back=("L5",), stays=(other, notices.Stays(measure="L4")))
    ends, *stays = notices.restored_values(parted, subject=VIDEO, pen=pen)["what"].splitlines()
    assert pen.measures(("L5",)) in ends
    assert pen.measures(("R",)) not in ends
    assert [pen.measures(("L4",)) in line for line in stays] == [True, True]
    assert ["hd-2" in line and pen.moment(START) in line and "unknown-1" in line for line in stays] == [
        True,
        False,
    ]
    nothing = replace(parted, given_back=(), stays=(replace(other, clause=next(iter(pen.pack.clauses))),))
    titles = [
        notices.restored_values(one, subject=VIDEO, pen=pen)["extent"] for one in (whole, parted, nothing)
    ]
    assert (
        titles
        == {
            "zh": ["已经全部为您恢复", "为您恢复了一部分", "另一项决定仍然有效"],
            "en": ["all restored", "restored in part", "another decision still holds"],
        }[lang]
    )
    [only] = notices.outcome_values(nothing, pen=pen)["measures"].splitlines()
    assert next(iter(pen.pack.clauses.values())).title.say(lang) in only


@pytest.mark.parametrize(
    ("side", "measure", "said"),
    [
        pytest.param(Side.ACCOUNT, "L9", True, id="whoever had it"),
        pytest.param(Side.COMPLAINANT, "L9", False, id="nobody else"),
        pytest.param(Side.ACCOUNT, "L4", False, id="of a thing"),
    ],
)
def test_whoever_may_open_no_other_account_reads_so(side, measure, said):
    chosen = facts.Chosen(measure=measure, target=SUBJECT, block=True)
    it = _outcome(side=side, proposal=proposed(measures=(chosen,)))
    for lang, words in (("zh", "不接受您另开账号"), ("en", "takes no other account of yours")):
        assert (words in _pen(lang).chosen(it)) is said
