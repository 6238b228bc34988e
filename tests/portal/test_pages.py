"""What every page keeps: both languages, protection, calm when something is wrong, no script needed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from ombud.look.dates import length
from ombud.look.words import catalogue, say
from ombud.site.headers import policy
from ombud.usecases.read_pack import read_pack

OPEN = (
    "/",
    "/?child=1",
    "/help/",
    "/file/",
    "/status/",
    "/letter/",
    "/rules/",
    "/rules/?place=EU",
    "/rules/published/",
    "/c/x",
    "/l/x",
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", OPEN)
def test_every_open_page_speaks_both_languages_and_is_protected(house, address, lang):
    answer = Client().get(address, headers={"Accept-Language": lang})
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == lang
    assert answer.headers["Content-Security-Policy"] == policy()
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert ' style="' not in answer.text
    assert " onclick=" not in answer.text
    assert "portal." not in answer.text.replace("portal.css", "").replace("portal/", "")


def test_the_first_page_puts_danger_before_everything_else(house):
    text = Client().get("/", headers={"Accept-Language": "zh"}).text
    assert text.index('href="tel:110"') < text.index("出了什么事")
    assert text.index('href="tel:110"') < text.index("/file/?about=minors")


def test_elsewhere_has_other_numbers_first(house):
    text = Client().get("/?place=UK", headers={"Accept-Language": "en"}).text
    assert 'href="tel:999"' in text
    assert 'href="tel:110"' not in text


def test_the_rules_say_what_was_not_checked(house):
    text = Client().get("/rules/", headers={"Accept-Language": "en"}).text
    assert "Not verified" in text
    assert "15 working days" in text
    assert "Our own promise" in text


@pytest.mark.parametrize(
    ("lang", "place", "said"),
    [
        (
            "en",
            "EU",
            ("When notices are manifestly unfounded", "No misuse: to be mistaken", "Art. 23(2)-(4)"),
        ),
        ("zh", "CN", ("举报明显没有根据时", "不算滥用", "怎样和我们说话", "您可以生气")),
        ("en", "UK", ("How we speak with each other", "None of it", "thirty days at most")),
    ],
)
def test_the_rules_say_what_follows_for_unfounded_notices_and_for_abuse_of_staff_with_examples(
    house, lang, place, said
):
    text = Client().get(f"/rules/?place={place}", headers={"Accept-Language": lang}).text
    for words in said:
        assert words in text


def test_anybody_can_keep_the_newest_checkpoint_of_the_books(house, home, settings, now):
    from ombud.adapters.checkpoints import shelf
    from ombud.adapters.home import Home
    from ombud.usecases.checkpoint import checkpoint

    settings.OMBUD_HOME = Home(home)
    assert "checkpoint" not in Client().get("/rules/").text
    assert Client().get("/rules/checkpoint.txt").status_code == 404
    place = checkpoint(shelf(Home(home)), now=now)
    assert 'href="/rules/checkpoint.txt"' in Client().get("/rules/").text
    assert Client().get("/rules/checkpoint.txt").text == place.read_text()


def test_the_rules_say_what_the_law_asks_and_what_is_not_done_yet(house):
    text = Client().get("/rules/?place=EU", headers={"Accept-Language": "en"}).text
    assert "What the law asks of us" in text
    assert "A removal order for terrorist content arrives" in text
    assert "We do not do this yet" in text
    assert "1 month" in text


def test_every_way_out_and_every_number_says_where_and_when_it_was_looked_up(house):
    text = Client().get("/rules/?place=UK", headers={"Accept-Language": "en"}).text
    pack = read_pack("UK")
    for one in (*pack.external_routes.values(), *pack.help_lines.values()):
        source = f"{one.source.instrument} {one.source.article}"
        day = one.source.checked_on
        assert escape(say("portal.rules.looked_up", "en", source=source, day=day)) in text
    assert "116 123" in text


def test_beside_the_laws_own_word_for_how_soon_stands_the_target_that_is_published_for_it(house):
    text = Client().get("/rules/", headers={"Accept-Language": "zh"}).text
    duty = read_pack("CN").obligations["cn_minor_complaints"]
    told = text[text.index(escape(duty.trigger.zh)) :].split("</article>")[0]
    assert "及时" in told
    assert "我们公布的目标: 作出决定的目标时间" in told
    assert length(timedelta(days=3), "zh") in told
    assert "法律的原话是“优先" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_rules_show_the_course_of_a_case_and_the_titles_of_the_steps_but_nothing_that_is_only_for_staff(
    house, lang
):
    text = Client().get("/rules/", headers={"Accept-Language": lang}).text
    pack = read_pack("CN")
    steps = [step for book in pack.playbooks.values() for step in book.steps]
    kept_back = {step.id for step in steps if step.unpublished}
    assert "cluster" in kept_back
    for step in steps:
        title = re.search(rf"<li>{re.escape(escape(step.title.say(lang)))}(</li>|（| \()", text)
        assert (title is not None) is not step.unpublished
        assert escape(step.help.say(lang)) not in text
    for kind, event, span in (("step_waits", "decided", 72), ("step_until", "account_asked", 48)):
        waits = {"what": say(f"look.since.{event}", lang), "time": length(timedelta(hours=span), lang)}
        assert escape(say(f"portal.rules.{kind}", lang, **waits)) in text
    assert say("portal.rules.course.decided_how", lang) in text
    assert say("portal.rules.decide_within", lang, time=length(timedelta(hours=1), lang)) in text


def test_a_page_that_is_not_there_says_so_and_leads_home(house):
    answer = Client().get("/no/such/page", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert 'href="/"' in answer.text


def test_a_colleague_at_work_is_led_back_to_work_and_not_told_about_a_complaint(house):
    answer = Client().get("/work/nothing/here/", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "no longer in your hands" in answer.text
    assert 'href="/work/"' in answer.text
    assert "Look up my complaint" not in answer.text
    assert "Leave this page quickly" not in answer.text


def test_enter_in_a_field_presses_no_switch_of_language(house):
    for address, form in {
        "/status/": "status-form",
        "/letter/": "letter-form",
        "/file/": "file-form",
    }.items():
        buttons = Client().get(address).text.split("<button")
        first = next(one for one in buttons if f'form="{form}"' in one)
        assert 'value="next"' in first
        assert "formaction" not in first


def test_the_page_for_our_own_faults_asks_the_database_nothing(rf, django_assert_num_queries, db):
    from ombud.interfaces.portal.views.trouble import broken

    with django_assert_num_queries(0):
        answer = broken(rf.get("/"))
    assert answer.status_code == 500


def test_children_get_their_own_words(house):
    text = Client().get("/?child=1", headers={"Accept-Language": "zh"}).text
    assert "这不是你的错" in text
    assert "child=1" in text


def test_no_word_of_the_portal_is_empty():
    for key, entry in catalogue().items():
        if key.startswith("portal."):
            assert all(entry.values()), key


def test_the_numbers_for_help_stand_although_the_rules_of_another_place_do_not(stage):
    page = Client(headers={"accept-language": "en"}).get("/help/")
    assert page.status_code == 200
    assert "110" in page.text
    assert "United States" not in page.text.split("<main", 1)[1]


def test_the_rules_say_what_repetition_leads_to_where_a_law_asks_for_such_a_rule(house):
    text = Client().get("/rules/?place=US", headers={"Accept-Language": "en"}).text
    for said in (
        "An account with 3 or more strikes in force for copyright",
        "A strike lapses after 90 days",
        "three is our own published target",
        "17 USC 512 (DMCA) (i)(1)(A)",
    ):
        assert said in text
    assert 'id="repeats"' not in Client().get("/rules/?place=CN").text
