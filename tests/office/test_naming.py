"""How is it said what an alarm is about?"""

from datetime import UTC, datetime

import pytest

from ombud.interfaces.office import naming
from tests import cast

OUTSIDE = (
    "外部机构受理后，多久应当有结果；到期没有结果就去问",
    "By when a body outside has ruled on what it took up; without a ruling by then somebody asks",
)


@pytest.mark.parametrize(
    ("kind", "about", "words"),
    [
        ("review", "protection:P2", [("到期复查", "临时措施：先行隐藏待审"), ("Review due", "Provisional measure: Hide the item while it is looked at")]),
        ("review", "withheld:account", [("到期复查", "暂缓的信：给账号方"), ("Review due", "Letters withheld: to the account")]),
        ("order_dead", "94e85d2c42cd32e8", [("指令未执行", ""), ("Order not carried out", "")]),
        ("letter_dead", "L-75X4-22E9-BWCW-Y", [("信件未送达", "L-75X4-22E9-BWCW-Y"), ("Letter not delivered", "L-75X4-22E9-BWCW-Y")]),
        ("stuck", "looks", [("后台任务做不了这一件，其余照常", "收回过时的复看"), ("A chore cannot do this one; all others go on", "Take back second looks")]),
        ("clock", "breach:decide_target", [("已超时：作出决定", "作出决定的目标时间"), ("Late: Decide", "By when a case is decided")]),
        ("clock", "breach:outside_target", [("已超时：外部机构裁决", OUTSIDE[0]), ("Late: A ruling from outside", OUTSIDE[1])]),
        ("clock", "breach:gone", [("已超时：gone", ""), ("Late: gone", "")]),
    ],
)  # fmt: skip
def test_an_alarm_says_what_is_wrong_in_words_and_never_by_a_key_of_ours(monkeypatch, kind, about, words):
    monkeypatch.setattr(naming, "read_pack", cast.pack)
    assert [naming.alarm_words(kind, about, lang) for lang in ("zh", "en")] == words


def test_certificates_that_hold_alike_stand_in_one_line_and_the_first_to_lapse_stands_first():
    soon, late = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
    lanes = {
        "minors.zh.general": late,
        "minors.zh.senior": late,
        "minors.en.general": late,
        "minors.en.senior": late,
        "content_violation.en.general": late,
        "content_violation.zh.general": soon,
    }
    assert naming.certificate_words(lanes, "en") == [
        ("Content", "Chinese · general", soon),
        ("Content", "English · general", late),
        ("Minors", "English · Chinese · general · senior", late),
    ]
