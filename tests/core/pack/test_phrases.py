"""What no letter says: found in either language, whoever wrote it, and told with what to write instead."""

import pytest

from ombud.core.notices import check_phrases
from ombud.core.pack.phrasing import unfit
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side


@pytest.mark.parametrize(
    ("text", "audience", "phrase"),
    [
        pytest.param("您好，您的投诉已关闭。", "complainant", "您的投诉已关闭", id="closed without a reason"),
        pytest.param("您的 投诉 已关闭", "complainant", "您的投诉已关闭", id="spaces make no difference"),
        pytest.param(
            "Your  Complaint has been CLOSED.",
            "complainant",
            "your complaint has been closed",
            id="nor does case",
        ),
        pytest.param("这是您自己不小心造成的", "complainant", "您自己不小心", id="blames"),
        pytest.param("It was your own fault.", "account", "your own fault", id="blames in English"),
        pytest.param("我们保留追究法律责任的权利", "account", "追究法律责任的权利", id="threatens"),
        pytest.param(
            "Your documents are fake",
            "complainant",
            "your document* are fake",
            id="a failed proof is no accusation",
        ),
        pytest.param("我们会尽快处理", "complainant", "尽快", id="no date"),
        pytest.param("有人举报了您的视频", "account", "有人举报了您", id="tells that somebody reported"),
        pytest.param(
            "Somebody reported you for this.", "account", "somebody reported you", id="tells it in English"
        ),
    ],
)
def test_a_phrase_that_no_letter_says_is_found(pack, text, audience, phrase):
    assert unfit(text, pack.phrases.values(), audience=audience).phrase == phrase


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        pytest.param("我们在 11 月 30 日前答复您。", "complainant", id="a date"),
        pytest.param(
            "我们没能确认账号是您的，还可以用旧设备证明。", "complainant", id="what could not be confirmed"
        ),
        pytest.param("您的举报人身份不会被任何人知道", "complainant", id="to who reported it may be said"),
        pytest.param("Their faultless record ends here.", "account", id="part of a longer word"),
        pytest.param("", "account", id="nothing"),
    ],
)
def test_what_may_be_said_is_left_alone(pack, text, audience):
    assert unfit(text, pack.phrases.values(), audience=audience) is None


def test_the_refusal_names_the_field_the_phrase_and_what_to_write(pack):
    with pytest.raises(Refused) as no:
        check_phrases("此事到此为止。", pack=pack, side=Side.COMPLAINANT, field="for_complainant")
    assert no.value.code is No.LETTER_PHRASE
    assert (no.value.facts["field"], no.value.facts["phrase"]) == ("for_complainant", "此事到此为止")
    assert "申诉" in no.value.facts["instead"].zh


def test_every_notice_that_somebody_must_get_has_a_letter(pack):
    assert {template.notice for template in pack.letters.values()} == {f"N{no}" for no in range(1, 16)}
