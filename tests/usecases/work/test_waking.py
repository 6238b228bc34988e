"""Does whoever is on duty hear of what they are paged for, though they have no page open?"""

from datetime import timedelta

import pytest

from ombud.adapters.sending import Sent, TryLater, Undeliverable
from ombud.core.pack.letters import Rendered
from ombud.core.refusals import No
from ombud.store import waking
from ombud.store.models import Staff, Wake
from ombud.usecases.hire import Hired, hire
from ombud.usecases.look_at_pages import look_at_pages
from ombud.usecases.page import page
from ombud.usecases.reach import reach
from ombud.usecases.wake import wake
from tests.cast import JUN, MEI, ZHOU


class Out:
    """A mail door and an SMS door that answer as they are told to."""

    def __init__(self) -> None:
        self.sent = []
        self.answer = Sent

    def send(self, what):
        self.sent.append(what)
        return self.answer(what.key)


def words(one) -> Rendered:
    return Rendered(title=f"{one.kind} {one.lang}", body="a danger waits")


@pytest.fixture
def out() -> Out:
    return Out()


@pytest.fixture
def danger(work):
    """周 Zhou is paged for a danger that nobody took."""
    Staff.objects.filter(id=ZHOU).update(duty="lead", email="zhou@example.org", phone="+8613800000000")
    Staff.objects.filter(id=JUN).update(duty="deputy", email="jun@example.org")
    case = work.open("MN.SEX.GROOM", "S0")
    work.later(minutes=2)
    assert page(now=work.now) == 1
    return case


def _wake(work, out, **said) -> int:
    return wake(mail=out, sms=out, said=words, now=work.now, **said)


def test_whoever_is_on_duty_gets_one_mail_and_one_text_and_nobody_else_does(work, danger, out):
    assert look_at_pages("lead") == ("page",)
    assert [_wake(work, out, limit=1) for _ in range(3)] == [1, 1, 0]
    assert {one.to for one in out.sent} == {"zhou@example.org", "+8613800000000"}
    assert len({one.key for one in out.sent}) == 1
    assert Wake.objects.filter(sent_at=work.now, due_at=None).count() == 2
    work.later(minutes=3)
    assert (page(now=work.now), _wake(work, out)) == (1, 1)
    assert out.sent[-1].to == "jun@example.org"


def test_a_way_that_is_down_is_tried_until_somebody_takes_the_danger(work, danger, out):
    Staff.objects.filter(id=ZHOU).update(phone="")
    out.answer = lambda key: TryLater(key, "down")
    pauses = []
    for _ in range(6):
        assert _wake(work, out) == 1
        assert _wake(work, out) == 0
        due = Wake.objects.get().due_at
        pauses.append((due - work.now).total_seconds())
        work.now = due
    assert pauses == [5, 15, 60, 300, 300, 300]
    work.give(danger, MEI)
    assert (_wake(work, out), look_at_pages("lead")) == (0, ())


def test_an_address_that_never_takes_mail_is_not_tried_again(work, danger, out):
    out.answer = lambda key: Undeliverable(key, "bad_address")
    assert (_wake(work, out), _wake(work, out)) == (2, 0)
    assert set(Wake.objects.values_list("due_at", "sent_at", "detail")) == {(None, None, "bad_address")}


def test_of_two_workers_that_looked_at_once_one_sends_and_one_that_dies_leaves_it_due(
    work, danger, out, monkeypatch
):
    looked = waking.due(now=work.now, limit=9)
    monkeypatch.setattr(waking, "due", lambda **_: looked)
    assert all(waking.lease(one, now=work.now) for one in looked)
    assert _wake(work, out) == 0
    monkeypatch.undo()
    assert _wake(work, out) == 0
    work.now += timedelta(minutes=1)
    assert _wake(work, out) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"by": JUN}, No.NOT_ALLOWED, id="no lead"),
        pytest.param({"email": "zhou at home"}, No.BAD_INPUT, id="no address"),
        pytest.param({"phone": "call me"}, No.BAD_INPUT, id="no number"),
    ],
)
def test_a_lead_keeps_how_others_are_reached_if_anything_could_get_there(work, change, code):
    said = {"email": " mei@example.org ", "phone": "+86 138-0000-0000", "by": ZHOU}
    assert work.refused(reach, MEI, **{**said, **change}) is code
    assert Staff.objects.get(id=MEI).email == ""
    work.act(reach, MEI, **said)
    assert Staff.objects.values_list("email", "phone").get(id=MEI) == ("mei@example.org", "+8613800000000")
    work.act(reach, MEI, **{**said, "email": "", "phone": " "})
    assert Staff.objects.values_list("email", "phone").get(id=MEI) == ("", "")


def test_who_is_hired_again_without_an_address_keeps_the_one_they_have(work):
    def take_on(**said: str) -> Staff:
        tao = Hired(username="tao", name="涛", password="x" * 14, roles=frozenset({"lead"}), **said)
        hire([tao], mint=work.mint, now=work.now)
        return Staff.objects.get(username="tao")

    first = take_on(email="tao@example.org", phone="13800000000")
    again = take_on()
    assert (again.email, again.phone) == (first.email, first.phone) == ("tao@example.org", "13800000000")
