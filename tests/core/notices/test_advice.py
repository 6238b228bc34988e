"""A step that advises somebody is done by a letter; of money each learns what they named themselves, and nothing of anybody else's."""

from zoneinfo import ZoneInfo

import pytest

from ombud.core import facts
from ombud.core.facts import Sum
from ombud.core.notices import (
    HARDEN,
    MONEY_ARRIVED,
    MONEY_BACK,
    Pen,
    Places,
    advice_values,
    arrived_values,
    check_how,
    repaid_values,
)
from ombud.core.pack.kinds import ADVICE
from ombud.core.pack.letters import render
from ombud.core.playbooks import applies
from ombud.core.refusals import No, Refused
from tests.cast import START, a_case, opened, pack

PAID = (("o-7", Sum(minor=500_000, currency="CNY")), ("o-71", Sum(minor=300_000, currency="CNY")))


def pen(lang="zh", *, child=False):
    return Pen(pack(), lang, ZoneInfo("Asia/Shanghai"), Places("https://o.example"), child)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("child", [False, True], ids=["a grown-up", "a child"])
@pytest.mark.parametrize("letter", sorted(ADVICE))
def test_every_letter_of_advice_says_where_to_write_and_only_numbers_of_the_place(letter, child, lang):
    for code in ("CV.FRAUD.SCAM", "SV.BUG"):
        values = advice_values("C-1", code=code, pen=pen(lang))
        said = render(pack().letters[letter], lang=lang, values=values, for_child=child)
        assert "https://o.example/c/C-1" in said.body
        assert "{" not in said.body
        assert ("96110" in said.body) is (code != "SV.BUG" and letter not in {"new_account", "get_in"})


def test_a_step_that_advises_whoever_complained_is_not_needed_where_nobody_did():
    step = pack().playbooks["fraud"].step("call_bank_now")
    nobody = a_case(first=opened("CV.FRAUD.SCAM", "S1"))
    lan = a_case(
        facts.Joined(count=1, digest="ab", severity="S1", first_at=START), first=opened("CV.FRAUD.SCAM", "S1")
    )
    assert (applies(nobody, step), applies(lan, step)) == (False, True)


def told(*, paid=PAID, written=(), why_not="", lang="zh"):
    values = repaid_values("C-1", paid=paid, written=written, why_not=why_not, pen=pen(lang))
    return render(pack().letters[MONEY_BACK], lang=lang, values=values).body


@pytest.mark.parametrize(
    ("written", "there", "missing"),
    [
        pytest.param(("我付了o-71。",), "o-71: ", "o-7:", id="one's own, by its whole number"),
        pytest.param(("", "o-7, o-71"), "o-7: ", "没有写付款的编号", id="both, from an answer"),
    ],
)
def test_each_learns_of_the_payments_that_they_named(written, there, missing):
    said = told(written=written)
    assert there in said
    assert missing not in said


def test_whoever_named_none_or_for_whom_nothing_is_held_learns_why_and_nothing_of_others():
    said = told(written=("我付了五千",), why_not="早已转走")
    assert "您没有写付款的编号" in said
    assert "早已转走" in said
    assert "o-7" not in said
    nothing = told(paid=(), why_not="早已转走", lang="en")
    assert "holds none of this money" in nothing
    assert "You named no payment" not in nothing


@pytest.mark.parametrize("paid", [PAID, ()], ids=["others have theirs", "nothing is held"])
def test_nobody_is_told_that_nothing_goes_back_without_why(paid):
    with pytest.raises(Refused) as no:
        told(paid=paid, written=("五千元",), why_not=" ")
    assert (no.value.code, no.value.facts["field"]) == (No.LETTER_FIELD_EMPTY, "why_not")


def test_once_the_money_is_back_each_who_named_the_payment_hears_of_it_and_nobody_else():
    mine = arrived_values("C-1", paid=PAID[0], written=("我付了 o-7。",), pen=pen("en"))
    said = render(pack().letters[MONEY_ARRIVED], lang="en", values=mine).body
    assert "o-7: " in said
    assert "5,000.00" in said
    assert arrived_values("C-1", paid=PAID[0], written=("我付了 o-71。",), pen=pen("en")) is None


def test_an_owner_is_told_how_they_got_in_or_that_nobody_found_out():
    with pytest.raises(Refused) as no:
        check_how(HARDEN, "  ")
    assert (no.value.code, no.value.facts["field"]) == (No.LETTER_FIELD_EMPTY, "how")
    check_how(HARDEN, "没有查到")
    check_how("stay_safe", "")
    values = advice_values("C-1", code="AS.TAKEOVER", pen=pen("en"), how="a page about a prize took the code")
    said = render(pack().letters[HARDEN], lang="en", values=values).body
    assert "took the code" in said
