"""What is a case about, and may somebody say otherwise?"""

import pytest

from ombud.core import facts, intake, kin, placing, pointing
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SubjectKind
from tests.cast import (
    ACCOUNT,
    COMPLAINT,
    EVIDENCE,
    LETTER,
    MEI,
    START,
    SUBJECT,
    a_case,
    order,
    pack,
    proposed,
    words,
)

TAKEN = facts.Assigned(agent=MEI, how="next")
ABOUT = {"subject": ACCOUNT, "before": SUBJECT, "words": words()}


def no_of(doing, *what, **said):
    with pytest.raises(Refused) as no:
        doing(*what, **said)
    return no.value.code, no.value.facts


# ---- what a part is about


@pytest.mark.parametrize(
    ("code", "kind", "claimed", "codes", "takes"),
    [
        pytest.param("PR.POST", "video", None, ("PR.POST", "AS.TAKEOVER"), True, id="what is published is an item"),
        pytest.param("AS.TAKEOVER", "video", "AS.TAKEOVER", ("AS.TAKEOVER",), False, id="a stolen account is no video"),
        pytest.param("AS.TAKEOVER", "account", None, ("AS.TAKEOVER",), True, id="the account that is named alone"),
        pytest.param("AS.TAKEOVER", "account", None, ("AS.TAKEOVER", "UF.ACCOUNT"), True, id="named for what is theirs too"),
        pytest.param("AS.TAKEOVER", "account", None, ("AS.TAKEOVER", "HA.INSULT"), False, id="it may be who insults them"),
        pytest.param("AS.TAKEOVER", "account", "AS.TAKEOVER", ("AS.TAKEOVER", "HA.INSULT"), True, id="they say it is theirs"),
        pytest.param("AS.TAKEOVER", "account", "account_security", ("AS.TAKEOVER", "HA.INSULT"), True, id="by its class"),
        pytest.param("AS.TAKEOVER", "account", "HA.INSULT", ("AS.TAKEOVER", "HA.INSULT"), False, id="they say it is the other"),
        pytest.param("AS.REALNAME", "live", None, ("AS.REALNAME",), False, id="nor is a name bound to a stream"),
    ],
)  # fmt: skip
def test_a_matter_about_an_account_takes_nothing_that_was_named_for_another(  # noqa: PLR0917 - a table's columns
    code, kind, claimed, codes, takes
):
    assert placing.takes_named(code, kind=kind, claimed=claimed, codes=codes, pack=pack()) is takes


def test_what_is_about_another_thing_than_its_complaint_names_is_a_matter_of_its_own():
    said = {"severity": "S2", "complaint": COMPLAINT, "subject": ACCOUNT, "lang": "zh", "pack": pack()}
    assert placing.opened("AS.TAKEOVER", **said).matter == "account_security"
    apart = placing.opened("AS.TAKEOVER", apart=True, **said)
    assert (apart.subject, apart.matter) == (ACCOUNT, COMPLAINT.hex)


def test_a_case_beside_another_is_about_no_item_where_its_kind_is_about_an_account():
    said = {"code": "AS.TAKEOVER", "pack": pack()}
    assert kin.opening(a_case(), ACCOUNT, kind=SubjectKind.ACCOUNT, **said).subject == ACCOUNT
    assert no_of(kin.opening, a_case(), SUBJECT, kind=SubjectKind.VIDEO, **said)[0] is No.NOT_AN_ACCOUNT


# ---- saying what it is about


def test_it_is_about_what_was_said_last_and_its_book_keeps_what_it_was_about():
    case = a_case(TAKEN)
    assert (case.subject, placing.matter_now(case)) == (SUBJECT, "content_violation")
    case = a_case(TAKEN, facts.SubjectNamed(**ABOUT))
    assert (case.subject, case.opened.subject, placing.matter_now(case)) == (ACCOUNT, SUBJECT, case.id.hex)
    assert placing.may_join(case, severity="S2", subject=ACCOUNT)
    assert not placing.may_join(case, severity="S2", subject=SUBJECT), (
        "who complains of the other joins another"
    )


def test_nothing_is_proved_by_it_and_what_was_proved_checked_or_told_of_the_other_counts_no_more():
    before = (
        TAKEN,
        facts.Verified(level="V2", method="documents", complaint=COMPLAINT, documents=(EVIDENCE,)),
        facts.Established(source="host", facts=("risk_signal",)),
        facts.Established(source="agent", facts=("loss_confirmed",)),
        facts.AccountPlaced(jurisdiction="EU", pack=pack("EU").digest),
        facts.StepDone(step="snapshot"),
    )
    known = a_case(*before)
    assert (known.proved(COMPLAINT), known.placed is None, known.steps_done) == ("V2", False, {"snapshot"})
    case = a_case(*before, facts.SubjectNamed(**ABOUT))
    assert (case.proved(COMPLAINT), case.placed, case.steps_done, case.found) == (
        "V0",
        None,
        set(),
        {"loss_confirmed"},
    )
    assert case.verified_before[0].documents == (EVIDENCE,), "and its papers are still deleted on their day"
    first = a_case(*before, facts.SubjectNamed(**{**ABOUT, "before": None}))
    assert first.steps_done == {"snapshot"}, (
        "where it was about nothing, nothing was done about anything else"
    )


def test_what_is_said_to_be_about_is_of_a_kind_that_it_can_be_with_a_reason():
    stolen, video = pack().category("AS.TAKEOVER"), pack().category("CV.OTHER")
    case = a_case(TAKEN)
    pointing.check(case, SubjectKind.ACCOUNT, category=stolen, reason="她说的")
    pointing.check(case, None, category=stolen, reason="不清楚")
    pointing.check(case, SubjectKind.VIDEO, category=video, reason="她说的")
    assert (
        no_of(pointing.check, case, SubjectKind.VIDEO, category=stolen, reason="她说的")[0]
        is No.NOT_AN_ACCOUNT
    )
    assert no_of(pointing.check, case, SubjectKind.VIDEO, category=video, reason=" ")[0] is No.NEEDS_REASON
    assert pointing.named(case, ACCOUNT, words=words()).before == SUBJECT
    assert no_of(pointing.named, case, SUBJECT, words=words())[0] is No.ALREADY_DONE


@pytest.mark.parametrize(
    ("several", "why"),
    [
        pytest.param((facts.Asked(complaint=None, letter=LETTER, words=words(), until=START),), "told", id="they were asked"),
        pytest.param((facts.Told(letter=LETTER, template="interim_measure", side="account"),), "told", id="they were told"),
        pytest.param(
            (proposed(), facts.Decided(no=1, outcome="violation", orders=(order(),))), "decided", id="it is decided"
        ),
    ],
)  # fmt: skip
def test_what_it_is_about_is_not_corrected_once_something_follows_from_it(several, why):
    assert no_of(pointing.check_free, a_case(TAKEN, *several)) == (No.SUBJECT_STANDS, {"why": why})


def test_of_nothing_that_is_known_it_may_always_be_said():
    nothing = a_case(TAKEN, facts.SubjectNamed(subject=None, before=SUBJECT, words=words()),
        facts.Asked(complaint=None, letter=LETTER, words=words(), until=START))  # fmt: skip
    pointing.check_free(nothing)


def test_a_thing_is_named_by_its_kind_and_its_name_on_its_platform():
    thing = intake.thing_pointed_at(" account : u-hao ", platform="clips")
    assert (thing.platform, thing.kind, thing.external) == ("clips", SubjectKind.ACCOUNT, "u-hao")
    for said, platform in (
        ("account:", "clips"),
        ("what:x", "clips"),
        ("account:u-hao", ""),
        ("platform:x", "clips"),
    ):
        assert no_of(intake.thing_pointed_at, said, platform=platform)[0] is No.BAD_INPUT
