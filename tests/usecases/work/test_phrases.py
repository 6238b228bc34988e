"""An agent's own words are held to what letters never say; they stay where they were typed."""

import pytest

from ombud.core.refusals import No
from ombud.usecases.ask import ask


@pytest.mark.parametrize(
    "words",
    [
        pytest.param({"for_complainant": "您的投诉已关闭。"}, id="to the complainant"),
        pytest.param({"for_account": "有人举报了您。"}, id="to the account"),
        pytest.param({"why_not_lower": "否则后果自负。"}, id="why not less"),
    ],
)
def test_a_phrase_that_no_letter_says_is_refused_before_anything_is_written(work, words):
    case = work.ready()
    assert work.refused(lambda **_: work.propose(case, **words)) is No.LETTER_PHRASE
    assert work.propose(case)


def test_a_finding_goes_to_the_account_too(work):
    case = work.ready()
    said = {"findings": (("被用户举报的视频含有裸露。", (work.complaint(case),)),)}
    assert work.refused(lambda **_: work.propose(case, **said)) is No.LETTER_PHRASE
    assert work.propose(case)


def test_a_question_is_held_to_it_as_well(work):
    case = work.in_hand()
    asked = {"complaint": work.complaint(case)}
    assert work.refused(ask, case, text="谁让您不小心的？", **asked) is No.LETTER_PHRASE
    work.act(ask, case, text="您是什么时候看到的？", **asked)
