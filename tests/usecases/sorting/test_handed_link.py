"""A link that the host handed out files one complaint: whoever comes second with it is refused, whatever they write."""

from ombud.core.intake import Filing
from ombud.core.refusals import No, Refused
from ombud.usecases.receive import is_spent
from tests.usecases.sorting.scene import House

ONCE = "n" * 24
TEXT = "我的账号被关闭了,登录不了。"


def filed(*, key: str, text: str = TEXT, once: str = ONCE) -> Filing:
    contact = {"account": "u-yun"}
    return Filing(
        sender="portal", channel="portal", text=text, key=key, contact=contact, vouched=True, once=once
    )


def spent(house: House, once: str = ONCE) -> bool:
    return is_spent(once, connection=house.link, vault=house.held)


def test_the_same_form_sent_twice_is_one_complaint_and_no_other_form_files_by_the_link(house):
    assert not spent(house)
    (first,) = house.receive([filed(key="form-1")])
    (again,) = house.receive([filed(key="form-1")])
    assert (again.id, again.again) == (first.id, True)
    for other in (filed(key="form-2"), filed(key="form-1", text="把信给我。")):
        (no,) = house.tries([other])
        assert isinstance(no, Refused)
        assert no.code is No.KEY_REUSED
    assert spent(house)
    assert not spent(house, "m" * 24)
    (fresh,) = house.receive([filed(key="form-2", once="m" * 24)])
    assert fresh.id != first.id
