"""The form asks what the pack in force asks about what it is said to be: a page after what happened, before the last."""

import re

import pytest

from tests.portal.conftest import KEY

SAID = {"text": "有人拿照片威胁我。", "danger": "no"}


def fields(page):
    return re.findall(r'name="q_(\w+)"', page)


def test_who_says_what_it_is_about_chooses_in_plain_words_and_is_then_asked_about_that(lan):
    who = lan.post("/file/", **SAID, about="privacy", screen="what", go="next").text
    assert "私密影像未经同意被传播或被用来威胁" in who
    assert 'name="topic" value="PR.NCII"' in re.sub(r'id="[^"]*" ', "", who)
    more = lan.post("/file/", **SAID, about="privacy", topic="PR.NCII", screen="who", go="next").text
    assert "第 3 步，共 4 步" in more
    assert "私密影像未经同意被传播或被用来威胁" in more
    assert set(fields(more)) == {
        "image_state",
        "copies",
        "image_hashes",
        "not_consented",
        "extortion",
        "child",
        "acts_as",
        "record_wanted",
    }
    assert "发送私密影像本身" in more
    assert 'type="file"' not in more
    reach = lan.post("/file/", **SAID, about="privacy", topic="PR.NCII", screen="more", go="next").text
    assert "这里不收图片" in reach
    assert 'type="file"' not in reach
    other = lan.post("/file/", **SAID, about="privacy", topic="PR", screen="more", go="next").text
    assert 'type="file"' in other


def test_who_does_not_know_the_kind_is_asked_what_its_class_asks_and_who_says_nothing_is_asked_nothing(lan):
    classed = lan.post("/file/", **SAID, about="privacy", screen="who", go="next").text
    assert "data_kinds" in fields(classed)
    silent = lan.post("/file/", **SAID, screen="who", go="next").text
    assert "第 3 步，共 3 步" in silent
    assert fields(silent) == []


def test_a_child_reads_a_childs_words(lan):
    said = {**SAID, "about": "minors", "child": "1"}
    who = lan.post("/file/", **said, screen="what", go="next").text
    assert "有人要你身体的照片、约你见面，或者吓唬你" in who
    more = lan.post("/file/", **said, topic="MN.SEX", screen="who", go="next").text
    assert "你现在安全吗？" in more
    assert "我们从来不会要你" in more
    assert "发身体的照片或视频" in more
    assert "孩子现在安全吗？" not in more
    assert "您" not in re.search(r'class="never-asked".*?</section>', more, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        pytest.param({"q_since": "昨天"}, "q_since", "请写日期", id="no day"),
        pytest.param({"q_copies": "长" * 4001}, "q_copies", "最多 4000 字", id="too long"),
        pytest.param({"q_data_kinds": "moon"}, "q_data_kinds", "请从给出的选项里选", id="no such option"),
        pytest.param(
            {"q_offline_risk": "maybe"}, "q_offline_risk", "请选“是”或“否”", id="neither yes nor no"
        ),
    ],
)
def test_a_bad_answer_is_said_at_its_question_and_everything_written_stays(lan, answers, field, words):
    said = {**SAID, "about": "privacy", "q_effects": ["calls", "fraud"], **answers}
    for go, screen in (("next", "more"), ("send", "reach")):
        page = lan.post("/file/", **said, screen=screen, go=go, way="anonymous")
        assert page.status_code == 422
        assert f'id="{field}-error"' in page.text
        assert words in page.text
        assert SAID["text"] in page.text
        assert all(f'value="{one}" checked' in page.text for one in ("calls", "fraud"))
        if field in {"q_since", "q_copies"}:
            assert answers[field] in page.text


def test_a_form_insists_on_which_right_is_meant_but_never_where_somebody_is_in_danger(lan):
    said = {"text": "我想要我的数据。", "about": "privacy", "topic": "PR.RIGHT"}
    page = lan.send(**said)
    assert page.status_code == 422
    assert "请回答这个问题" in page.text
    assert lan.send(**said, q_data_right="copy").status_code == 303
    assert lan.send(**said, danger="yes").status_code == 303


def test_answers_are_kept_as_the_pack_means_them_and_those_to_another_kind_are_left_out(lan):
    from ombud.store import texts
    from ombud.store.ledger import read_complaint
    from ombud.store.models import Complaint

    page = lan.get("/file/")
    said = {**SAID, "about": "privacy", "topic": "PR.NCII", "key": KEY.search(page.text)[1]}
    answers = {"q_image_state": "threatened", "q_extortion": "yes", "q_child": "", "q_amount": "100"}
    assert lan.post("/file/", **said, **answers, way="anonymous").status_code == 303
    kept = read_complaint(Complaint.objects.get().id)
    assert kept.received.kind == "PR.NCII"
    words = texts.read(kept.id, kept.received.words.id)
    assert '"answers":{"extortion":true,"image_state":"threatened"}' in words


def test_another_class_is_one_click_away_and_a_change_of_language_keeps_the_answers(lan):
    said = {**SAID, "about": "privacy", "topic": "PR", "q_effects": ["calls"]}
    back = lan.post("/file/", **said, screen="who", go="regroup").text
    assert 'name="about" value="minors"' in re.sub(r'id="[^"]*" ', "", back)
    english = lan.post("/file/?lang=en", **said, screen="more").text
    assert "What has come of it so far?" in english
    assert 'value="calls" checked' in english


def test_a_kind_of_no_pack_is_refused_and_nothing_written_is_lost(lan):
    page = lan.post("/file/", **SAID, about="privacy", topic="PR.MOON", screen="reach", go="send")
    assert page.status_code == 422
    assert SAID["text"] in page.text
