"""Any text is sorted, danger is never lost, and every rule does what its examples say."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ombud.adapters.rules import triage_rules
from ombud.core.triage.languages import is_wordless, language_of
from ombud.core.triage.phrases import Index, Set, _compiled
from ombud.core.triage.report import Report
from ombud.core.triage.rules import masked_words
from ombud.core.triage.ruleset import parse
from ombud.core.triage.seen import Seen
from ombud.core.triage.sorting import danger, triage
from ombud.core.triage.texts import normal
from ombud.core.vocabulary import Class, Lang, Relation, Severity, SubjectKind, class_of

RULES = triage_rules()
CASES = {
    k: v
    for path in Path(__file__).parents[2].joinpath("cases").glob("triage*.yml")
    for k, v in yaml.safe_load(path.read_text()).items()
}
DEV = Path(__file__).parents[4] / "shared" / "data" / "complaints_dev.jsonl"


def found_rules(text):
    sorted_ = triage(Report(text), RULES)
    return {name for part in sorted_.parts for name in (*part.because, *part.misses)} | set(
        RULES.index.read(normal(text)).where
    )


@pytest.mark.parametrize("rule", RULES.by_id.values(), ids=lambda rule: rule.id)
def test_every_rule_hits_its_examples_and_misses_the_others(rule):
    assert [text for text in rule.hit if rule.id not in found_rules(text)] == []
    assert [text for text in rule.miss if rule.id in RULES.index.read(normal(text)).where] == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_written_case_is_sorted_as_expected(case):
    said, expect = case["report"], case["expect"]
    report = Report(
        said["text"],
        answers=said.get("answers", {}),
        kind=said.get("kind"),
        subject_kind=SubjectKind(said["subject"]) if "subject" in said else None,
        relation=Relation(said["relation"]) if "relation" in said else None,
    )
    part = triage(report, RULES).parts[0]
    assert part.cls == expect["category"]
    assert part.severity == expect.get("severity", part.severity)
    assert part.code == expect.get("code", part.code)
    assert set(expect.get("because", ())) <= set(part.because)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_sorted(text):
    parts = triage(Report(text), RULES).parts
    assert 1 <= len(parts) <= 3
    for part in parts:
        assert class_of(part.code) is part.cls
        assert abs(sum(part.probabilities.values()) - 1) < 1e-6
        assert part.severity in Severity


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from([h for r in RULES.by_id.values() if r.danger for h in r.hit]),
    st.text(max_size=60),
)
def test_danger_at_the_door_is_s0_in_the_end(before, phrase, after):
    text = f"{before}\n{phrase}\n{after}"
    if danger(text, {}, RULES.danger):
        assert triage(Report(text), RULES).severity is Severity.S0


@pytest.mark.parametrize("text", [h for r in RULES.by_id.values() if r.danger for h in r.hit])
def test_the_door_hears_what_sorting_hears(text):
    assert danger(text, {}, RULES.danger)


def test_danger_ticked_on_the_form_counts_without_a_word():
    assert danger("", {"danger_now": True}, RULES.danger) == ("answered-danger-now",)
    assert triage(Report("", answers={"danger_now": True}), RULES).severity is Severity.S0
    assert danger("我的视频打不开", {"danger_now": False}, RULES.danger) == ()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "号被" * 50_000,
        "account banned " * 7_000,
        "😀" * 100_000,
        "\0\u202e\u200b" * 30_000,
        "a " * 50_000,
        "account " * 12_500,
        "(((" * 30_000,
        "自 杀 " * 25_000,
        "*" * 100_000,
    ],
    ids=["one word", "zh", "en", "emoji", "controls", "letters", "anchors", "brackets", "spaced", "stars"],
)
def test_a_hostile_text_is_read_to_its_end(text):
    assert triage(Report(text), RULES).parts


def test_a_long_story_is_weighed_by_its_beginning_and_its_end():
    story = "今天天气很好。" * 3_000
    assert triage(Report(f"我的账号被盗了。{story}"), RULES).parts[0].cls is Class.ACCOUNT
    assert triage(Report(f"{story}我的账号被盗了。"), RULES).parts[0].cls is Class.ACCOUNT
    assert danger(f"{story}他说要自杀。{story}", {}, RULES.danger)


@pytest.mark.parametrize(
    "text", ["他说要自 杀", "他说要自\u200b杀", "he said k.i.l.l himself? kill\u200b himself", "她發了遺書"]
)
def test_tricks_of_spacing_and_script_do_not_hide_danger(text):
    assert danger(text, {}, RULES.danger)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("我的账号被封了", Lang.ZH),
        ("my account was banned", Lang.EN),
        ("アカウントが凍結されました", Lang.UND),
        ("la cuenta de mi hija ha sido robada", Lang.UND),
        ("", Lang.UND),
        ("APP 闪退 bug", Lang.ZH),
        ("te voy a matar, no me busques más", Lang.UND),
        ("no me a mi, he dicho", Lang.UND),
        ("he said no to me", Lang.EN),
        ("porn scam spam", Lang.EN),
    ],
)
def test_language_is_zh_en_or_unknown(text, lang):
    assert language_of(normal(text)) is lang


@pytest.mark.parametrize(
    ("text", "wordless"),
    [
        *(
            (one, True)
            for one in ("👎👎👎", "111", "?", "", "v-1", "https://clips.example/v/1", "@tao #fake")
        ),
        *(
            (one, True)
            for one in ("porno", "spam", "asdf qwer zxcv", "kkkk jajaja", r"¯\_(ツ)_/¯", "(´･ω･`)")
        ),
        *(
            (one, False)
            for one in ("ayuda", "te mato", "помогите", "助けて", "nitakuua bila huruma", "他骂我")
        ),
        *((one, False) for one in ("este video es pornografía", "bu video çıplak", "my account was banned")),
    ],
)
def test_a_language_is_only_where_letters_and_words_show_one(text, wordless):
    assert is_wordless(normal(text)) is wordless
    assert triage(Report(text), RULES).wordless is wordless


def test_rules_that_contradict_themselves_are_refused():
    for entry in (
        {"id": "a"},
        {"id": "a", "en": ["x"], "needs": ["b"]},
        {"id": "a", "en": ["x"], "danger": True},
        {"id": "a", "en": ["x"], "code": "CV.NONE"},
        {"id": "a", "en": ["x"], "colour": 1},
        {"id": "a", "en": [".. x"]},
        {"id": "a", "en": ["x$"]},
        {"id": "a", "zh": ["号"]},
        {"id": "a", "en": ["(ab*|) .. cd*"], "danger": True, "severity": "S0"},
    ):
        with pytest.raises(ValueError):
            parse([entry], severities={"SV.UNKNOWN": "S4"})


@pytest.mark.skipif(not DEV.exists(), reason="the development texts are not on this machine")
def test_real_texts_are_sorted_well_enough():
    rows = [json.loads(line) for line in DEV.read_text().splitlines()]
    pairs = [(row["category"], str(triage(Report(row["text"]), RULES).parts[0].cls)) for row in rows]
    f1 = [
        2 * sum(c == g == p for g, p in pairs) / sum((c == g) + (c == p) for g, p in pairs)
        for c in map(str, Class)
    ]
    assert sum(f1) / 6 >= 0.6
    minors = [p for g, p in pairs if g == "minors"]
    assert minors.count("minors") / len(minors) >= 0.9


def test_phrases_compiled_in_spare_time_leave_nothing_for_later():
    index = Index([Set("blue", ("a phrase no rule has",), ()), Set("red", ("nor this one",), ())])
    assert len(list(index.compiling())) == 2
    assert list(index.compiling()) == []
    compiled = _compiled.cache_info().misses
    assert index.read("said: a phrase no rule has.").where.keys() == {"blue"}
    assert _compiled.cache_info().misses == compiled


@pytest.mark.parametrize("text", ["you ****, go ******* yourself", "He called her a *********"])
def test_words_that_a_filter_starred_out_are_heard_as_insults(text):
    (first, *_) = triage(Report(text=text), triage_rules()).parts
    assert first.code == "HA.INSULT"
    assert "masked-words" in first.because


def test_one_short_run_of_stars_weighs_less_than_several():
    once, twice = (masked_words.look(Seen(Report(text=text), text, {})) for text in ("a ** b", "a ** b **"))
    assert next(once).weight < next(twice).weight
