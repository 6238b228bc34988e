"""Which words do letters use for outcomes, subjects, dates and sources?"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from ombud.core import amounts, territories
from ombud.core.facts import Sum
from ombud.core.pack.types import HelpLine, Question, Route
from ombud.core.pack.words import Text
from ombud.core.spoken import moment
from ombud.core.vocabulary import Outcome, Ruling, SubjectKind

OUTCOMES: Final = MappingProxyType(
    {
        Outcome.VIOLATION: Text("您反映的情况属实，违反了平台规则", "What you reported breaks our rules"),
        Outcome.NO_VIOLATION: Text("我们没有认定违反规则", "We did not find that our rules were broken"),
        Outcome.GRANTED: Text("支持您的请求", "We agree with you"),
        Outcome.REFUSED: Text("没有支持您的请求", "We do not agree with you"),
        Outcome.ANSWERED: Text("已答复您的问题", "Your question is answered"),
    }
)
OUTCOMES_CHILD: Final = MappingProxyType(
    {
        Outcome.VIOLATION: Text(
            "你说的是真的，这样做不对，违反了规则", "You were right: that was wrong and breaks the rules"
        ),
        Outcome.NO_VIOLATION: Text(
            "这次我们没有看到违反规则的地方", "This time we did not see that a rule was broken"
        ),
        Outcome.GRANTED: Text("我们同意你说的", "We agree with you"),
        Outcome.REFUSED: Text(
            "这次我们没有同意，但你来问是对的", "We do not agree this time, but you were right to ask"
        ),
        Outcome.ANSWERED: Text("你的问题有了回答", "Your question is answered"),
    }
)
RULINGS: Final = MappingProxyType(
    {
        Ruling.UPHELD: Text("维持原决定", "The decision stands"),
        Ruling.CHANGED: Text("原决定有所更改", "The decision was changed"),
        Ruling.OVERTURNED: Text("撤销原决定", "The decision was overturned"),
    }
)
RULINGS_CHILD: Final = MappingProxyType(
    {
        Ruling.UPHELD: Text("还是和原来一样", "It stays as it was"),
        Ruling.CHANGED: Text("有一些地方改了", "Some of it was changed"),
        Ruling.OVERTURNED: Text("原来的决定取消了", "The first decision was taken back"),
    }
)
SUBJECTS: Final = MappingProxyType(
    {
        SubjectKind.VIDEO: Text("您的视频", "Your video"),
        SubjectKind.LIVE: Text("您的直播", "Your live stream"),
        SubjectKind.COMMENT: Text("您的评论", "Your comment"),
        SubjectKind.MESSAGE: Text("您发出的私信", "A message you sent"),
        SubjectKind.ACCOUNT: Text("您的账号", "Your account"),
        SubjectKind.ORDER: Text("您的订单", "Your order"),
        SubjectKind.DECISION: Text("此前对您的一项处理", "An earlier decision about you"),
        SubjectKind.PLATFORM: Text("您在平台上的活动", "What you do on the platform"),
    }
)
ONE_TO_ONE: Final = Text("您在一对一交流中的行为", "Your conduct in one-to-one contact")
PATTERN_ONLY: Final = Text(
    "我们核实了一种行为模式，符合下面这条规则。为保护他人，这里不引用任何具体内容。",
    "We established a pattern of conduct that the rule below describes. To protect others nothing is quoted here.",
)
SOURCE: Final = Text(
    "平台收到线索后由工作人员核实。我们不透露线索从哪里来。",
    "Our staff looked into it after it came to our attention. We never say from whom.",
)
BY_AUTHORITY: Final = Text(
    "有权机关依法向平台提出要求，工作人员核实了它的身份和依据。",
    "A public authority asked for it under the law; our staff checked who it is and what it relies on.",
)
BY_PEOPLE: Final = Text(
    "决定由工作人员作出，没有由机器自动决定。", "People decided this; no machine decided by itself."
)
EVERYWHERE: Final = Text("平台上的所有地区", "Everywhere on the platform")
_ONLY_IN: Final = Text("仅限{places}", "Only in {places}")
FOR_GOOD: Final = Text("没有期限", "No end date")
ONCE: Final = Text("一次性", "Once")
"""How long a measure holds that moves a sum."""
UNTIL: Final = Text("至{date}", "Until {date}")
NO_MEASURE: Final = Text("没有采取措施", "No measure was taken")
PROVISIONAL_WHY: Final = Text(
    "有情况需要核实，在弄清楚之前先防止可能的伤害。",
    "Something has to be looked into, and until it is clear, possible harm is prevented.",
)
HELD_WHY: Final = Text(
    "按照保护未成年人的规则，付给您的一部分款项可能要退还；法律为此留出了答复的时间，在那以前作不了决定，钱付出去就追不回来。",
    "Under the rules that protect minors some of what was paid to you may have to go back. The law gives time for an answer about that; "
    "before then nothing can be decided, and money once paid out does not come back.",
)
TAKEN_AGAIN_WHY: Final = Text(
    "账号交还之后，平台又发现了异常：陌生的设备，或者登录方式、收款方、实名被改动。为了不让别人再用它，我们先把它锁上，并退出了所有设备。",
    "After the account went back something odd happened to it: a strange device, or a change of a way in, of the payee or the real name."
    " We have locked it for now and signed out every device, so that nobody else can use it.",
)
LOCKED_WHY: Final = Text(
    "一个账号可能落入他人之手，为了安全先锁上，并退出了所有设备。",
    "An account may be in other hands. It is locked for safety while somebody looks, and every device is signed out.",
)
FRAUD_WHY: Final = Text(
    "交易或登录有异常，可能有人正在受骗。",
    "Payments or log-ins look unusual, and somebody may be about to be defrauded.",
)
NOT_PROVED: Final = Text(
    "账号只交给证明了自己是主人的人。您还没有完成证明，所以我们不能把它交给您。如果您才是主人，请在申诉里告诉我们，可以用旧设备或付款记录证明。",
    "An account is handed only to who has proved to own it. You have not, so we cannot hand it to you. If it is yours,"
    " say so in an appeal: an old device or a record of payment proves it.",
)
KEPT: Final = Text(
    "仍然有效，因为另一项决定要求如此，您可以对那一项另行申诉：{measures}",
    "Still in force, because another decision asks for it, which you can appeal on its own: {measures}",
)
STAYS: Final = Text(
    "仍然有效：{measure}。另一项决定{which}也要求如此，这次没有改动那一项；您可以对那一项另行申诉。",
    "Still in force: {measure}. Another decision{which} asks for it and was not changed here; you can appeal against that one on its own.",
)
_WHICH: Final = Text("（{said}）", " ({said})")
_RESTORED: Final = Text("已经全部为您恢复", "all restored")
_IN_PART: Final = Text("为您恢复了一部分", "restored in part")
_HELD_STILL: Final = Text("另一项决定仍然有效", "another decision still holds")
UNDONE: Final = Text("原先的措施已撤销：{measures}", "Undone: {measures}")
CHANGES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "login": Text("登录", "Signed in"),
        "device": Text("新增设备", "Device added"),
        "factor": Text("换绑手机或邮箱", "Phone or e-mail changed"),
        "password": Text("改密码", "Password changed"),
        "payee": Text("改收款方", "Payee changed"),
        "real_name": Text("改实名", "Real name changed"),
        "name": Text("改昵称", "Name changed"),
        "avatar": Text("换头像", "Picture changed"),
        "bio": Text("改简介", "Description changed"),
        "post": Text("发布", "Something posted"),
        "follow": Text("关注别的账号", "Other accounts followed"),
        "app": Text("授权第三方应用", "An app allowed to act"),
    }
)
"""What the host calls a change of an account → how a letter, or the record, says it."""
PUT_BACK: Final = Text("{measure}：{list}", "{measure}: {list}")
"""What was taken back of an account is named to its owner, and never from what or to what it was changed."""
TAKEN_BACK: Final = Text(
    "平台的这项处理已全部或部分撤销", "The platform's decision was taken back, in whole or in part"
)
ENDED: Final = Text("临时措施已解除", "The provisional measures have ended")
NOTHING_YET: Final = Text("还没有", "nothing yet")
OWED: Final = Text("还要做的：{measure}（还没有做到）", "Still to be done: {measure} (not done yet)")
OWED_AND_WRITTEN: Final = Text(
    "还要做的：{measure}（还没有做到；做到了，或者最后没有做，都会写信告诉您）",
    "Still to be done: {measure} (not done yet; we write to you once it is, or if it is not done after all)",
)
HANDED: Final = Text("{measure}（{at}）", "{measure} (on {at})")
HANDED_TO: Final = Text("{measure}（{to}，{at}）", "{measure} ({to}, on {at})")
NOT_HANDED: Final = Text("{measure}：没有做", "{measure}: not done")
CHOSEN: Final = Text("已决定：{measure}", "Decided: {measure}")
FROM: Final = Text("{measure}，自{at}起生效", "{measure}, taking effect on {at}")
AT_ONCE: Final = Text(
    "这项处置立即生效，没有提前预告，原因是：{reason}",
    "It holds at once and was not announced ahead, because {reason}",
)
BARRED: Final = Text(
    "{measure}（只要这项处理有效，平台就不接受您另开账号；平台把别人认成您的，请告诉我们）",
    "{measure} (for as long as this holds, the platform takes no other account of yours; if it takes somebody else for you, tell us)",
)
_LIST: Final = Text("、", ", ")
_APART: Final = Text("；", "; ")
_SUM: Final = Text("{measure}（{sum}）", "{measure} ({sum})")


def duration(until: datetime | None, lang: str, *, zone: ZoneInfo) -> str:
    """Return how long a measure holds."""
    return (
        FOR_GOOD.say(lang)
        if until is None
        else UNTIL.say(lang).format(date=moment(until, lang=lang, zone=zone))
    )


HOST_STANDS: Final = Text(
    "平台依据的规则：{rule}。这项处理没有撤销。期限：{lasts}。",
    "The rule that the platform went by: {rule}. What it did is not undone. How long: {lasts}.",
)
HOST_STANDS_CHILD: Final = Text("这件事没有改变。期限：{lasts}。", "That has not changed. How long: {lasts}.")


def host_stands(rule: str, until: datetime | None, lang: str, *, zone: ZoneInfo, child: bool) -> str:
    """Return by which rule the host did what stays as it is, and for how long."""
    said = HOST_STANDS_CHILD if child else HOST_STANDS
    return said.say(lang).format(rule=rule, lasts=duration(until, lang, zone=zone))


HOST_ENDED: Final = Text(
    "平台依据的规则：{rule}。这项处理已于{at}结束。",
    "The rule that the platform went by: {rule}. What it did ended on {at}.",
)
HOST_ENDED_CHILD: Final = Text("这件事已于{at}结束。", "That ended on {at}.")


def host_ended(rule: str, at: datetime, lang: str, *, zone: ZoneInfo, child: bool) -> str:
    """Return by which rule the host did what was right, and when it ended."""
    said = HOST_ENDED_CHILD if child else HOST_ENDED
    return said.say(lang).format(rule=rule, at=moment(at, lang=lang, zone=zone))


HOST_AGAIN: Final = Text(
    "平台依据的规则：{rule}。这项处理曾经撤销，按现在的结果重新生效。期限：{lasts}。",
    "The rule that the platform went by: {rule}. What it did had been undone; by this outcome it is in force again. How long: {lasts}.",
)
HOST_AGAIN_CHILD: Final = Text(
    "这件事曾经取消，现在又有效了。期限：{lasts}。",
    "That had been taken back, and now it counts again. How long: {lasts}.",
)


def host_again(rule: str, until: datetime | None, lang: str, *, zone: ZoneInfo, child: bool) -> str:
    """Return by which rule the host did what is in force again since a grant fell, and for how long."""
    said = HOST_AGAIN_CHILD if child else HOST_AGAIN
    return said.say(lang).format(rule=rule, lasts=duration(until, lang, zone=zone))


def scope(codes: tuple[str, ...], lang: str) -> str:
    """Return where a measure holds."""
    return _ONLY_IN.say(lang).format(places=territories.said(codes, lang)) if codes else EVERYWHERE.say(lang)


def with_place(measure: str, codes: tuple[str, ...], lang: str) -> str:
    """Return a measure in words with where it holds, if not everywhere."""
    return _SUM.say(lang).format(measure=measure, sum=scope(codes, lang)) if codes else measure


def barred(measure: str, lang: str) -> str:
    """Return what closes an account in words, with that whoever had it opens no other."""
    return BARRED.say(lang).format(measure=measure)


def with_sum(measure: str, it: Sum, lang: str) -> str:
    """Return a measure in words with the sum that it moves."""
    return _SUM.say(lang).format(measure=measure, sum=amounts.say(it))


def with_day(measure: str, at: str, lang: str) -> str:
    """Return a measure in words with the moment from which it holds."""
    return FROM.say(lang).format(measure=measure, at=at)


def measures(said: Iterable[str], lang: str, *, apart: bool = False) -> str:
    """Return measures that are in words already, each once; further apart where a day stands in one."""
    return (_APART if apart else _LIST).say(lang).join(dict.fromkeys(said))


def put_back(measure: str, kinds: Iterable[str], lang: str) -> str:
    """Return what takes back changes of an account with what they were, where that is known."""
    several = [CHANGES[kind].say(lang) for kind in dict.fromkeys(kinds) if kind in CHANGES]
    return (
        PUT_BACK.say(lang).format(measure=measure, list=_LIST.say(lang).join(several)) if several else measure
    )


def restored(*, whole: bool, some: bool) -> Text:
    """Return how far a letter gives something back: the whole, some of it, or nothing that could be seen."""
    if whole:
        return _RESTORED
    return _IN_PART if some else _HELD_STILL


def stays(measure: str, which: Iterable[str], lang: str) -> str:
    """Return that a measure stays since another decision asks for it, and which one, as far as that may be told."""
    said = _LIST.say(lang).join(part for part in which if part)
    return STAYS.say(lang).format(measure=measure, which=_WHICH.say(lang).format(said=said) if said else "")


def lines(known: Iterable[HelpLine], lang: str) -> str:
    """Return the numbers to call, one a line, each once."""
    return "\n".join(dict.fromkeys(f"{line.title.say(lang)}: {line.number}" for line in known))


def routes(known: Iterable[Route], lang: str) -> str:
    """Return the ways out of the house, one a line."""
    return "\n".join(f"{route.title.say(lang)}: {route.text.say(lang)}" for route in known)


INCOMPLETE: Final = Text(
    "您的通知还缺下面的内容，一项一项都要有，才是法律说的有效通知。补齐之前，法律规定的期限还没有开始，我们也不会据此处置：",
    "Your notice lacks what follows. It is a valid notice only with each of these; until then the time that the law gives has not"
    " begun, and nothing is taken down because of it:",
)


def incomplete(text: str, missing: Iterable[Question], *, lang: str) -> str:
    """Return what somebody is asked whose notice lacks something: what was written to them, and each thing by its question."""
    listed = "\n".join(f"{no}. {one.words.say(lang)}" for no, one in enumerate(missing, 1))
    return "\n\n".join(part for part in (text.strip(), INCOMPLETE.say(lang), listed) if part)
