"""Every word is there in both languages, wants the same values, and every key a template says exists."""

import re
from pathlib import Path

import pytest

from ombud.look.templatetags.words import linked
from ombud.look.words import BrokenCatalogue, UnknownWord, catalogue, knows, placeholders, read, say
from tests.cast import packs
from tests.look.stage import render

OMBUD = Path(__file__).parents[2] / "ombud"
TAG = re.compile(r"""\{%-?\s*say\s+"([^"]+)"\s*([^%]*)%\}""")
FILTER = re.compile(r"""["']([a-z_]+\.[\w.]+)["']\|say\b(?!_)""")
PREFIX = re.compile(r"""\|say_in:["']([^"']+)["']""")
KEYED = re.compile(r"^\w+=")


def templates():
    return sorted(OMBUD.rglob("*.html"))


def test_every_entry_speaks_both_languages_and_wants_the_same_values():
    assert len(catalogue()) > 100
    for key, entry in catalogue().items():
        assert set(entry) == {"zh", "en"}, key
        assert placeholders(entry["zh"]) - {"n"} == placeholders(entry["en"]) - {"n"}, key


def test_every_letter_has_a_name_of_its_own_in_lists():
    there = {name for pack in packs() for name in pack.letters} - {
        "you_have_a_letter"
    }  # says only that there is one
    assert sorted(name for name in there if not knows(f"progress.letter.{name}")) == []


@pytest.mark.parametrize("path", templates(), ids=lambda p: str(p.relative_to(OMBUD)))
def test_a_template_says_only_words_that_exist(path):
    text = path.read_text(encoding="utf-8")
    missing = []
    for key, rest in TAG.findall(text):
        first = rest.split()[0] if rest.split() else ""
        joined = first and first != "as" and not KEYED.match(first)
        found = any(k.startswith(f"{key}.") for k in catalogue()) if joined else knows(key)
        missing += [] if found else [key]
    missing += [key for key in FILTER.findall(text) if not knows(key)]
    missing += [p for p in PREFIX.findall(text) if not any(k.startswith(f"{p}.") for k in catalogue())]
    assert missing == []


@pytest.mark.parametrize("path", templates(), ids=lambda p: str(p.relative_to(OMBUD)))
def test_a_template_has_no_inline_style_or_script(path):
    text = re.sub(r"\{%.*?%\}", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|hx-on|javascript:", text)
    assert not [
        tag
        for tag in re.findall(r"<script\b[^>]*>", text)
        if "src=" not in tag and "application/json" not in tag
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("a: {zh: 甲}", "needs zh and en", id="a language is missing"),
        pytest.param('a: {zh: 甲, en: ""}', "needs zh and en", id="a text is empty"),
        pytest.param('a: {zh: "{x}", en: "{y}"}', "other placeholders", id="other values are wanted"),
        pytest.param("a: {zh: 甲, en: {one: a}}", "one and other", id="half a plural"),
        pytest.param("a: {zh: 甲, en: A}\na: {zh: 乙, en: B}", "twice", id="a key twice"),
        pytest.param("a: 甲", "needs zh and en", id="no languages at all"),
    ],
)
def test_a_broken_catalogue_is_refused(text, complaint):
    with pytest.raises(BrokenCatalogue, match=complaint):
        read("x", text)


def test_nested_keys_and_yaml_traps_are_plain_words():
    assert set(read("x", "a: {no: {zh: 否, en: 'No'}, 1: {zh: 一, en: One}}")) == {"x.a.no", "x.a.1"}


def test_a_plural_follows_its_number():
    assert say("look.length.hour", "en", n=1) == "1 hour"
    assert say("look.length.hour", "en", n=2) == "2 hours"
    assert say("look.length.hour", "zh", n=2) == "2 小时"


def test_an_unknown_key_is_loud():
    with pytest.raises(UnknownWord):
        say("look.nothing.of.the.kind", "zh")


def test_values_are_escaped_and_the_reader_s_language_is_used():
    assert "&lt;b&gt;" in render('{% say "look.clock.source" source=x %}', x="<b>")
    assert render('{% say "look.copy" "button" %}', lang="en") == "Copy"
    assert render('{{ "look.copy.button"|say }}', lang="en") == "Copy"
    assert render('{% say "look.copy.button" lang="zh" %}', lang="en") == "复制"
    assert render('{{ "S0"|say_in:"look.severity" }}', lang="en") == "S0 Danger now"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("消费纠纷可拨打 12315 或登录 www.12315.cn。", "http://www.12315.cn"),
        ("登录 https://www.12377.cn，或者拨打 12377。", "https://www.12377.cn"),
        ("（见 www.ico.org.uk）", "http://www.ico.org.uk"),
        ("You can complain to the ICO: www.ico.org.uk.", "http://www.ico.org.uk"),
    ],
)
def test_an_address_ends_where_a_sentence_does_in_either_language(text, address):
    said = linked(text)
    assert re.findall(r'href="([^"]*)"', said) == [address]
    assert re.sub(r"<[^>]*>", "", said) == text


def test_what_is_no_address_is_escaped():
    assert "<b>" not in linked("<b>www.12315.cn</b>")
