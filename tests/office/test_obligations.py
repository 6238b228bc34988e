"""What does the office say about duties that nobody checked, or that nothing keeps?"""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from ombud.adapters.rules import triage_rules
from ombud.usecases.keep_packs import keep_packs
from tests.cast import packs


@pytest.fixture
def operator(transactional_db, mint, now):
    """Somebody who runs the house, with every pack in force."""
    keep_packs(packs(), now=now)
    member = get_user_model().objects.create_user(
        "op", "x" * 12, id=mint(), name="x", roles=["operator", "policy"]
    )
    client = Client()
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def seen(client, address, lang):
    return client.get(address, headers={"Accept-Language": lang}).text


def test_the_start_page_counts_the_duties_that_nobody_checked_and_leads_to_them(operator):
    page = seen(operator, "/office/", "en")
    assert "97 legal obligations of places with a pack in force have not been checked" in page
    assert "with places that have none, 109." in page
    assert 'href="/office/pack/#duties"' in page


def test_the_rules_show_each_duty_with_what_keeps_it_or_why_nothing_does(operator):
    page = seen(operator, "/office/pack/CN/", "en")
    assert "clocks.cn_referral" in page
    assert "Registration happens on the host platform" in page
    assert "No pack for Australia ships" in page
    assert triage_rules().digest[:16] in page
    assert "eu_dsa_receipt" not in page


def test_a_limit_is_counted_in_the_laws_own_unit(operator):
    page = seen(operator, "/office/pack/EU/", "en")
    assert "1 month" in page
    assert page.count("1 working day<") == 1, "the house's own, for the first person"
    assert "1 个月" in seen(operator, "/office/pack/EU/", "zh-CN")


def test_years_without_an_official_list_of_days_off_are_shown_to_the_operator(operator):
    start = seen(operator, "/office/", "en")
    assert "China, working days with make-up days 2027" in start
    assert 'href="/office/pack/#calendars"' in start
    assert "2027 年暂定" in seen(operator, "/office/pack/CN/", "zh-CN")
    european = seen(operator, "/office/pack/EU/", "en")
    assert european.count("2027 provisional") == 1, (
        "of its calendars only the house's own, by which an account cools down"
    )
