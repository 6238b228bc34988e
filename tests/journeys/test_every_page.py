"""Every page of every door, in both languages, narrow and wide, by day and by night: axe finds nothing serious.

Four screens take turns, so that 中文 and English, phone and desk, light and dark are each seen in every room. In
`./test --all` two of them look at each page, so that each is seen in either language, width and light, and at Clips' too.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

from ombud.core.case import Status
from ombud.core.vocabulary import Role
from tests.browser import EVERYWHERE, MARKS, Screen
from tests.journeys import test_across, test_content, test_minors, test_service
from tests.journeys.house import House, another
from tests.journeys.people import Complainant
from tests.journeys.staff import Colleague
from tests.portal.conftest import Browser

pytestmark = MARKS

PAIRS = (
    ((390, "zh-CN", "light"), (1440, "en-GB", "dark")),
    ((1440, "zh-CN", "dark"), (390, "en-GB", "light")),
)
KINDS = (
    ("我的账号被盗了,手机号和密码都被改了,我登录不了。", "account u-tao"),
    ("我的视频被你们误判下架,还给了处罚,我不服,请人工复核恢复。", "decision hd-1"),
    ("视频里直接放出了我的身份证,还公布了我家的住址,侵犯隐私。", "video v-14"),
    ("我女儿12岁,被同学在视频里欺负辱骂。", "video v-1"),
    ("请问怎么修改绑定的手机号?", ""),
    ("买的鞋子尺码不对,卖家不退款。", "order o-1"),
)
ROOMS = (
    *(
        "",
        "late/",
        "orders/",
        "alarms/",
        "staff/",
        "letters/",
        "outside/",
        "suspended/",
        "keeping/",
        "learning/",
    ),
    *("pack/", "pack/CN/changes/", "figures/", "verify/", "reads/"),
)
ACCOUNT = ("password/change/", "2fa/", "sessions/", "logout/")
PORTAL = (
    *("/", "/?child=1", "/help/", "/rules/", "/rules/published/", "/status/", "/letter/", "/nothing-here"),
    *("/file/", "/file/?platform=clips&kind=video&id=v-1029", "/file/receipt/", "/staff/login/", "/api/docs"),
)
HOST = ("", "people", "v/v-1", "live/l-1", "comment/c-1", "message/m-2", "order/o-1", "d/hd-1", "v/none")


class Walk:
    """Two pairs of screens that look at everything together, in turn."""

    def __init__(self, screens: Any) -> None:
        self.pairs = [[screens(*said) for said in pair] for pair in PAIRS]
        self.turns = cycle(self.pairs)
        self.each = cycle([*self.pairs[0], *self.pairs[1]])

    def are_those_of(self, somebody: Colleague | Browser) -> None:
        """Look with somebody's eyes; a colleague logs in, because a story takes longer than a log-in lasts."""
        if isinstance(somebody, Colleague):
            somebody.logs_in()
        for pair in self.pairs:
            for screen in pair:
                screen.is_that_of(somebody.client)

    def see(self, *paths: str) -> None:
        for path in paths:
            for screen in self.next():
                _looks(screen, path)

    def see_one_after_another(self, *paths: str) -> None:
        """Pages that differ only in what they tell: each on one screen, in turn."""
        for path, screen in zip(paths, self.each, strict=False):
            _looks(screen, path)

    def next(self) -> Iterator[Screen]:
        if EVERYWHERE:
            yield from next(self.turns)
        else:
            yield next(self.each)


def _looks(screen: Screen, path: str) -> None:
    screen.goes(path)
    assert "/staff/login/" in path or "/staff/login/" not in screen.page.url, f"{path} asks for a log-in"
    screen.is_looked_at(path.strip("/").replace("/", "_") or "start")


def lived_in(house: House) -> Complainant:
    """A house with something in every room; what 梅 Mei holds at the end is in her hands only."""
    house.only_wrote("m-2")
    house.files(
        "有陌生人私信我女儿要照片,还叫她别告诉爸妈,她11岁。", about=test_minors.MESSAGE, relation="guardian"
    )
    house.turn()
    test_minors.zhou_assigns_it(house)
    test_minors.mei_protects(house)
    test_minors.mei_closes_the_account(house)
    house.jun.takes_to_sign()
    house.jun.signs()
    house.later(minutes=11)  # 梅 Mei rests after a danger
    lan = house.files("这个视频里有人裸露,全是色情内容,请删除。", about=test_content.VIDEO)
    house.turn()
    test_content.mei_removes_it(house)
    house.turn()
    house.files("这个视频里有人裸露,全是色情内容,请删除。", about="video v-15")
    house.turn()
    house.clips.switch(act="422", seconds=3600)
    test_content.mei_removes_it(house)
    house.turn()
    house.files("请问怎么修改绑定的手机号?")
    house.later(days=9)
    house.files("有陌生人私信我女儿要照片,她11岁。", about="message m-3", relation="guardian")
    house.later(minutes=2, seconds=1)
    for text, about in KINDS:
        house.files(text, about=about)
    house.turn()
    return lan


def the_office(walk: Walk, house: House) -> None:
    """周 Zhou, who wears every hat today, goes through all rooms."""
    from ombud.store.models import Staff

    Staff.objects.filter(id=house.zhou.id).update(roles=[role.value for role in Role])
    walk.are_those_of(house.zhou)
    walk.see(*(f"/office/{room}" for room in ROOMS), f"/office/staff/{house.mei.id}/")
    walk.see_one_after_another(*(f"/staff/{page}" for page in ACCOUNT))


def the_workbench(walk: Walk, house: House, mei: Colleague) -> None:
    """梅 Mei's desk, a case of each kind, one of them sealed, a decision, and words that came too late."""
    held = {mei.takes_next()}
    house.later(minutes=11)
    held |= {mei.takes_next() for _ in range(9)}  # what waits for its last steps among them
    codes = {house.case(one).code.split(".")[0] for one in held}
    assert {"MN", "AS", "UF", "PR", "SV", "EC"} <= codes
    walk.are_those_of(mei)
    walk.see("/work/", f"/work/case/{mei.case}/decide/", f"/work/case/{mei.case}/beside/")
    walk.see_one_after_another(*(f"/work/case/{case}/" for case in held), "/work/ties/", "/work/matches/")
    (question,) = (one for one in held if house.case(one).code == "EC.REFUND")
    for screen in walk.next():
        screen.sends(f"/work/case/{question}/decide/", seen=1, outcome="", for_complainant="还没写完。")
        screen.is_looked_at("decide_refused")


def the_portal(walk: Walk, house: House, lan: Complainant) -> None:
    """兰 Lan's complaint, the letter of the account it was about, and everything that is open to all."""
    walk.are_those_of(lan.browser)
    walk.see(f"/c/{lan.number}", *PORTAL)
    told = house.clips.log()["tells"][-1]
    link = urlsplit(house.holder(told["account"]).told()[-1]["link"])
    for screen in walk.next():
        screen.goes(f"{link.path}?{link.query}")
        screen.is_looked_at("letter")
        screen.goes(f"{link.path}/appeal")
        screen.is_looked_at("appeal")


def the_host(walk: Walk, house: House) -> None:
    """Clips, on a phone: what is too wide is too wide there first."""
    account = house.clips.log()["tells"][-1]["account"]
    phones = cycle((walk.pairs[0][0], walk.pairs[1][1]))
    for page, phone in zip((*HOST, f"u/{account}", "log"), phones, strict=False):
        phone.goes(f"{house.clips.url}/{page}")
        phone.is_looked_at(f"clips_{page.replace('/', '_') or 'start'}")


def the_form(walk: Walk) -> None:
    """Filing, with a mistake on the way, to the receipt."""
    for screen in walk.next():
        page = screen.page
        screen.goes("/file/")
        screen.follows(".form-foot button[value=next]")
        screen.is_looked_at("file_mistake")
        page.fill("#id_text", "请问怎么注销账号?")
        page.check("#id_danger_1")
        screen.follows(".form-foot button[value=next]")
        screen.is_looked_at("file_who")
        page.check("#id_relation_3")
        screen.follows(".form-foot button[value=next]")
        screen.is_looked_at("file_reach")
        screen.follows(".form-foot button[value=send]")
        screen.is_looked_at("file_receipt")


def a_measure_that_waits_for_a_second(walk: Walk, house: House) -> None:
    """周 Zhou is asked to answer for what 梅 Mei did at once: a beating is shown live."""
    house.files("主播正在直播虐待一个老人，老人都流血了", about="live l-1", answers={"danger_now": True})
    house.turn()
    house.later(minutes=2, seconds=1)
    beaten = next(case for case in house.cases() if case.code == "CV.VIO.LIVE")
    house.zhou.assigns(beaten.id, to=house.mei, reason="S0")
    house.mei.looks_up()
    house.mei.does("exceptions", "不是新闻,不是演戏。")
    house.mei.protects("L8", "现场有人受伤。", whom="account")
    for who in (house.mei, house.zhou):
        walk.are_those_of(who)
        walk.see_one_after_another(f"/work/case/{beaten.id}/")


def what_is_known_and_who_is_limited(walk: Walk, house: House) -> None:
    """周 Zhou says once what is broken; 兰 Lan's words fit it by chance, and 凯 Kai threatens, is limited, and objects."""
    mei, zhou, day = house.mei, house.zhou, house.clock().date()
    house.files_by_form(test_service.SPINS[0])
    kai = house.files_by_form("这个视频是搬运的,机器号刷量。", about="video v-19")
    house.turn()
    zhou.case = next(one.id for one in house.cases() if one.code == "SV.BUG")
    zhou.says_what_is_known(
        test_service.NAME, test_service.SAID, *test_service.WORDS, until=day + timedelta(days=1)
    )
    lan = house.files_by_form("相册打不开,提示没有权限。")
    house.turn()
    case = zhou.case = mei.case = next(one.id for one in house.cases() if one.code.startswith("CV.SPAM"))
    for words, kind in ((test_across.INSULT, "insult"), (test_across.THREAT, "threat")):
        kai.writes(words)
        zhou.marks(words, kind)
        house.turn()
    another(house, "he", "何 He", "lead").limits_contact(
        case, "提醒之后您又写了威胁的话。", until=day + timedelta(days=9)
    )
    house.turn()
    kai.objects("我是急了才这样写,没有想伤害谁。")
    walk.are_those_of(zhou)
    walk.see("/work/matches/", "/office/suspended/", "/office/alarms/", f"/work/case/{case}/")
    for one, page in ((kai, f"/c/{kai.number}"), (lan, f"/c/{lan.number}")):
        one.browser.enter(one.number, one.code)
        walk.are_those_of(one.browser)
        walk.see_one_after_another(page)


def what_was_sent_too_late(walk: Walk, house: House) -> None:
    """梅 Mei's log-in ends over a note; it is kept, and given back when she is there again."""
    from ombud.site.shifts import USED

    mei = house.mei
    for screen in walk.next():
        mei.logs_in()
        screen.is_that_of(mei.client)
        screen.goes(f"/work/case/{mei.case}/")
        session = mei.client.session
        session[USED] = house.clock().timestamp() - 31 * 60
        session.save()
        screen.sends(f"/work/case/{mei.case}/note/", note_text="她来电说,人已经安全。", seen="3")
        screen.is_looked_at("kept_log_in")
        screen.page.fill("#id_login", "mei")
        screen.page.fill("#id_password", "mei keeps a secret")
        screen.page.click("main button[type=submit]")
        screen.page.wait_for_url("**/staff/kept/")
        screen.is_looked_at("kept")


def what_was_erased(walk: Walk, house: House, lan: Complainant) -> None:
    """Years later nobody can read what 兰 Lan wrote; her page and the case say so."""
    (case,) = (one.id for one in house.cases() if one.status is Status.CLOSED)
    house.later(days=4000)
    walk.are_those_of(house.zhou)
    walk.see(f"/work/case/{case}/")
    lan.browser.enter(lan.number, lan.code)
    walk.are_those_of(lan.browser)
    walk.see(f"/c/{lan.number}")


def test_every_page_can_be_read_by_everybody(house: House, screens: Any) -> None:
    lan = lived_in(house)
    walk = Walk(screens)
    the_office(walk, house)
    the_workbench(walk, house, house.mei)
    the_portal(walk, house, lan)
    if EVERYWHERE:
        the_host(walk, house)
    the_form(walk)


def test_what_is_rarely_seen_can_be_read_too(house: House, screens: Any) -> None:
    lan = house.files("这个视频里有人裸露,全是色情内容,请删除。", about=test_content.VIDEO)
    house.turn()
    test_content.mei_removes_it(house)
    house.turn()
    test_content.mei_finishes(house)
    house.turn()
    walk = Walk(screens)
    a_measure_that_waits_for_a_second(walk, house)
    what_was_sent_too_late(walk, house)
    what_is_known_and_who_is_limited(walk, house)
    what_was_erased(walk, house, lan)
