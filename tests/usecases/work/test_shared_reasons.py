"""Reasons that several complainants read quote none of them."""

from ombud.core.refusals import No
from tests.usecases.sorting.scene import SHOWS_NAKED

QUOTE = "我就住在视频里那栋楼的三单元七零二"


def test_reasons_for_several_complainants_quote_none_of_them(work):
    case = work.filed(f"{SHOWS_NAKED}{QUOTE}。", about="v-9")
    assert work.filed(SHOWS_NAKED, about="v-9") == case
    work.ready(case)
    quoting = f"您说{QUOTE}，我们核实了。"
    assert work.refused(lambda **_: work.propose(case, for_complainant=quoting)) is No.LETTER_NAMES_REPORTER
    work.propose(case)
    assert work.told(case)[-1] == "Decided"


def test_one_complainant_may_be_answered_in_their_own_words(work):
    case = work.ready(work.filed(f"{SHOWS_NAKED}{QUOTE}。", about="v-9"))
    work.propose(case, for_complainant=f"您说{QUOTE}，我们核实了。")
    assert work.told(case)[-1] == "Decided"
