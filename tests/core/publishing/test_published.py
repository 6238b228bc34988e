"""What does the public read of a case about rights, and what never?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.publishing import Item, published
from tests.cast import LETTER, MEI, START, a_case, opened, order, pack, proposed, words

VIDEO = Item(kind="video", external="v-1", known=True)
YEAR = timedelta(days=365)
JOINED = facts.Joined(count=1, digest="ab", severity="S3", first_at=START)
TAKEN = facts.Assigned(agent=MEI, how="next")
DECIDED = (JOINED, TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=(order(),)))
COUNTERED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words(), counter=True)
WITHHELD = facts.Withheld(side="account", ground="safety", approver=None, review_at=START)
ERASED = facts.Erased(person=LETTER, why="time", retention="K1", proof="ab")


def seen(*several, code="EC.IP", item=VIDEO, place="CN", later=timedelta(), **said):
    case = replace(a_case(*several, first=opened(code, "S3")), **said)
    return published(case, item=item, pack=pack(place), now=case.moved[-1][1] + later)


def test_from_the_decision_on_days_codes_and_the_item_are_public():
    one = seen(*DECIDED)
    assert (one.code, one.item, one.outcome, one.removed) == ("EC.IP", "v-1", "violation", True)
    assert (one.noticed_at, one.stated_at, one.sued_at, one.back_at) == (START, None, None, None)
    assert seen(*DECIDED, COUNTERED).stated_at is not None


@pytest.mark.parametrize(
    ("several", "said"),
    [
        pytest.param((JOINED, TAKEN), {}, id="before anybody decided"),
        pytest.param(DECIDED, {"code": "CV.IP.COPY"}, id="another kind"),
        pytest.param(DECIDED, {"place": "EU"}, id="where no law asks for it"),
        pytest.param(DECIDED, {"sealed": True}, id="sealed"),
        pytest.param((*DECIDED, WITHHELD), {}, id="an account that is not to be told yet"),
        pytest.param((*DECIDED, ERASED), {}, id="erased"),
        pytest.param(DECIDED, {"later": 4 * YEAR}, id="after its time"),
    ],
)
def test_what_is_never_public(several, said):
    assert seen(*DECIDED) is not None
    assert seen(*several, **said) is None


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(None, id="nothing on the host"),
        pytest.param(replace(VIDEO, known=False), id="typed by a complainant"),
        pytest.param(replace(VIDEO, kind="account"), id="an account"),
        pytest.param(replace(VIDEO, external="涛 的 店"), id="a name in words"),
    ],
)
def test_an_item_that_could_name_a_person_has_no_name_in_public(item):
    assert seen(*DECIDED, item=item).item == ""
