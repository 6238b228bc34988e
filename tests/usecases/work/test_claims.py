"""What somebody says of themselves at the door is a claim: it proves nothing and opens nothing."""

import pytest

from ombud.core import guardians
from ombud.core.vocabulary import Relation
from ombud.store import packs
from ombud.store.ledger import read_complaint

CHILD = "我孩子在学校被同学拍视频羞辱,视频发到了平台上"


@pytest.mark.parametrize("relation", Relation, ids=str)
def test_whoever_somebody_says_they_are_nothing_is_proved_by_it(work, relation):
    case_id = work.filed(text=CHILD, relation=relation)
    case, complaint = work.case(case_id), work.complaint(case_id)
    pack = packs.by_digest(case.pack)
    assert read_complaint(complaint).received.relation == relation
    assert case.proved(complaint) == "V0"
    assert not guardians.may_read(case, complaint, relation=relation, pack=pack)
