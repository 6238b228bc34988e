"""Components: escaped, labelled, with words as well as colour."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.forms import CharField, EmailField, Form

import ombud.look
from ombud.look import charts
from ombud.look.parts import PARTS
from ombud.look.styleguide import samples
from tests.look.stage import render

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
EVIL = "<script>alert(1)</script>\"'"


@pytest.mark.parametrize(
    ("due", "state", "heard"),
    [
        pytest.param(timedelta(hours=30), "clock-ok", "1 day 6 hours left: Decision", id="plenty of time"),
        pytest.param(
            timedelta(minutes=38), "clock-amber", "38 minutes left: Decision", id="a quarter left or less"
        ),
        pytest.param(-timedelta(minutes=5), "clock-red", "5 minutes late: Decision", id="late"),
    ],
)
def test_a_clock_tells_its_state_in_words(due, state, heard):
    drawn = render(
        '{% clock "Decision" due=due now=now started=started %}',
        lang="en",
        due=NOW + due,
        now=NOW,
        started=NOW - timedelta(hours=20),
    )
    assert state in drawn
    assert heard in drawn


def test_a_field_keeps_its_value_and_ties_label_hint_and_error_to_the_input():
    drawn = render('{% field "mail" "Mail" kind="email" value=v hint="H" error="E" hx_post="/x" %}', v=EVIL)
    assert "<script>" not in drawn
    assert 'for="id_mail"' in drawn
    assert 'aria-describedby="mail-hint mail-error"' in drawn
    assert 'hx-post="/x"' in drawn


def test_a_textarea_keeps_a_first_empty_line():
    assert "\n\nline</textarea>" in render('{% field "t" "T" kind="textarea" value=v %}', v="\nline")


def test_chosen_options_stay_chosen():
    drawn = render(
        '{% field "k" "K" kind="checkboxes" options=o value=v %}', o=[("a", "A"), ("b", "B", "hint")], v=["b"]
    )
    assert drawn.count(" checked") == 1
    assert 'value="b" checked' in drawn


def test_a_file_or_password_is_never_written_back():
    for kind in ("file", "password"):
        assert "secret" not in render('{% field "f" "F" kind=kind value="secret" %}', kind=kind)


def test_a_django_form_is_drawn_with_its_errors():
    class Entrance(Form):
        mail = EmailField(label="Mail")
        name = CharField(label="Name", required=False)

    drawn = render("{% form_fields form %}", lang="en", form=Entrance({"mail": "nobody"}))
    assert 'href="#id_mail"' in drawn
    assert "(optional)" in drawn


def test_media_waits_to_be_held():
    drawn = render('{% media "/e/1" kind="video" %}')
    assert " muted" in drawn
    assert 'preload="none"' in drawn
    assert "autoplay" not in drawn


def test_a_receipt_puts_no_code_into_its_picture():
    drawn = render('{% receipt "C-1" "SECRET-CODE" at=now verify_url="https://x.example/C-1" %}', now=NOW)
    assert drawn.count("SECRET-CODE") == 1


def test_a_component_refuses_what_it_does_not_know():
    with pytest.raises(TypeError, match="needs label"):
        render('{% field "name" %}')
    with pytest.raises(TypeError, match="takes"):
        render('{% severity "S0" "S1" %}')


def test_steps_can_be_done_and_skipped_only_while_open():
    steps = samples("en")["steps"]
    drawn = render('{% steps steps action="/do" %}', lang="en", steps=steps)
    assert drawn.count('value="done"') == 1
    assert "2 of 4 steps" in drawn


def test_charts_speak_and_escape():
    drawn = charts.stacked([(EVIL, 1), ("B", 3)], title="T")
    assert "<script>" not in drawn
    assert "<title>T</title>" in drawn
    assert "<b>3</b>" in drawn
    assert "38%" in charts.bars([("A", 38)], title="T", unit="%").replace("</b>", "")
    assert "<polyline" not in charts.sparkline([], title="T")


def test_a_bar_of_several_tones_says_their_sum_and_what_they_mean():
    drawn = charts.layered([(EVIL, [(1, "red"), (0, "amber"), (3, "blue")], "1 in danger")], title="T")
    assert "<script>" not in drawn
    assert '<b class="number">4</b>' in drawn
    assert "1 in danger" in drawn
    assert 'class="chart-red" x="0.00" width="25.00"' in drawn
    assert 'class="chart-amber" x="25.00" width="0.00"' in drawn
    assert 'class="chart-blue" x="25.00" width="75.00"' in drawn


def test_columns_stand_on_one_line_and_one_sentence_says_them():
    drawn = charts.columns(
        [("27", []), ("28", [(2, "green"), (2, "red")])], title="T", desc="2 kept, 2 broken"
    )
    assert 'role="img" aria-label="T: 2 kept, 2 broken"' in drawn
    assert 'class="chart-green" y="50.00" width="8" height="50.00"' in drawn
    assert 'class="chart-red" y="0.00" width="8" height="50.00"' in drawn
    assert drawn.count("<rect") == 2
    assert "<b>4</b>" in drawn
    assert "<b></b>" in drawn
    assert "<b>12k</b>" in charts.columns([("1", [(12_300, "blue")])], title="T", desc="D")


def test_a_list_has_the_reader_s_comma():
    assert render("{{ parts|listed }}", lang="zh", parts=["甲", 2]) == "甲、2"
    assert render("{{ parts|listed }}", lang="en", parts=["a", 2]) == "a, 2"


def test_every_component_has_a_template_and_stands_in_the_style_guide():
    folder = Path(ombud.look.__file__).parent / "templates" / "look"
    text = (folder / "guide" / "guide.html").read_text(encoding="utf-8")
    for name in PARTS:
        assert (folder / "parts" / f"{name}.html").exists(), name
        assert f"{{% {name} " in text, name


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", ["guide", "portal", "workbench", "office"])
def test_a_whole_page_is_drawn_without_inline_script_or_nonce(page, lang):
    drawn = render(f'{{% include "look/guide/{page}.html" %}}', lang=lang, csp_nonce="n0nce", **samples(lang))
    assert "n0nce" not in drawn
    assert " style=" not in drawn
    assert f'<html lang="{"en" if lang == "en" else "zh-Hans"}"' in drawn


def test_a_form_half_filled_survives_the_switch_of_language():
    drawn = render('{% include "look/prefs.html" with prefs="lang" keeps_form="complaint" %}', query="step=2")
    assert 'form="complaint" formmethod="post" formaction="?step=2&amp;lang=en" formnovalidate' in drawn


def test_a_field_that_is_repeated_has_an_id_of_its_own_in_every_row() -> None:
    drawn = render(
        '{% load look %}{% field "to" "To" hint="h" row="a" %}{% field "to" "To" hint="h" row="b" %}'
    )
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids)) == 4
    assert re.findall(r' for="([^"]+)"', drawn) == ["id_to-a", "id_to-b"]
    assert re.findall(r' name="([^"]+)"', drawn) == ["to", "to"]


def test_a_number_in_the_title_of_a_letter_is_never_broken():
    drawn = render("{% letter title %}x{% endletter %}", lang="zh", title="投诉 C-74GD-8DB6-4MX9-H 的<b>结果")
    assert '投诉 <span class="nowrap">C-74GD-8DB6-4MX9-H</span> 的&lt;b&gt;结果' in drawn
