"""What in somebody's own words says who they are, where they live or how to reach them?

Short words tell as much as long ones here: a name of two signs, a street with its number. So each is looked for by what leads to
it (我叫, 住在, *my name is*, *I live at*) or by its shape (a street and a number, a telephone number, an address for mail).
What anybody can read on the item is taken out elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Final

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊"
    "秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤青瑞"
)
"""With which a name begins that other words follow without a stop."""
_NAMED: Final = re.compile(r"(?:我叫|名叫|(?:姓名或名称|姓名|名字)(?:是|为|[:：]))[:：\s]*([㐀-鿿·]{2,30})")
_LIVES: Final = re.compile(
    r"(?:家住|我住|住在|(?:住址|地址|住所)(?:[、和]?(?:电话|联系方式))*(?:在|是|为|[:：]))[在:：\s]*"
    r"(?![哪什])([^，。；、！？,;!?\n]{3,40})"
)
_STREET: Final = re.compile(
    r"[㐀-鿿](?:路|街|巷|弄|胡同|大道)[0-9一二三四五六七八九十百零〇两]+(?:号|弄|栋|幢)"
)
_ROAD: Final = re.compile(r"[㐀-鿿]{2,5}?(?:路|街|巷|弄|胡同|大道|小区|花园|公寓|新村)")
_REACHED: Final = re.compile(
    r"(?:微信|QQ|qq|wechat|WeChat)(?:号|ID|id)?(?:是|为)?[:：\s]*([A-Za-z0-9_-]{4,30})"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_DIGITS: Final = re.compile(r"(?<!\d)\+?\d(?:[\d\s()-]{5,}\d)")
_PHONE: Final = range(7, 20)
"""How many digits a telephone number has, or the number of a card or a paper."""
_WORD: Final = r"[A-Z][\w'’-]+"
_CALLED: Final = re.compile(
    rf"(?i:my name is|i am called|i'm called|my name's|\bname\s*:)\s+({_WORD}(?:\s+{_WORD}){{0,3}})"
)
_I_AM: Final = re.compile(rf"\b(?:I am|I'm|this is|This is)\s+({_WORD}(?:\s+{_WORD}){{1,2}})")
_AT: Final = re.compile(
    r"(?i:\b(?:i live|we live|living|resid(?:e|ing))\s+(?:at|in|on)|\b(?:my|our|home) (?:home )?address(?:\s+is\b|\s*:))"
    r"\s+([^,.;\n]{4,60})"
)
_ASKED: Final = re.compile(r"\b[Yy]our address\b[^:.\n]{0,120}:\s*([^;\n]{4,80})")
"""An address that follows the question for one."""
_HOUSE: Final = re.compile(
    r"\b\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w'’-]*\s+){1,3}(?:St|Street|Ave|Avenue|Road|Rd|Lane|Ln|Drive|Dr|Way|Court|Ct|Blvd|Close|Square|Terrace)\b"
)
_LEADS: Final = (_LIVES, _REACHED, _AT, _ASKED, _CALLED, _I_AM)
_SHAPES: Final = (_STREET, _MAIL, _HOUSE)
_OTHERS: Final = frozenset("他她它你您人大对我这那不")
"""With which no name begins: whom somebody called to do something."""
_NAME: Final = 4
"""A longer run of Chinese signs after 我叫 is a name and more."""

_DOUBLE: Final = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "夏侯",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "令狐",
        "端木",
        "南宫",
    ]
)
_CHINESE: Final = re.compile(r"[㐀-鿿]{3,4}")
_PERSON: Final = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,3}}")
_NO_PERSON_WORDS: Final = (
    "the of and for ltd limited inc llc plc gmbh company group studio studios media "
    "music records pictures films productions school university shop store club team band "
    "street road lane avenue drive court square close house cottage city north south "
    "our your my this that we you user account video channel"
)
_NO_PERSON: Final = frozenset(_NO_PERSON_WORDS.split())
"""Whatever holds one of these words is a firm, a place or a sentence, of which no part is anybody's name."""
_ORDINARY_WORDS: Final = (
    "will may mark grace hope faith joy rose bill art grant chase drew sue pat rob dawn april june august summer autumn young long "
    "white black brown green gray grey king page day new best good low case post price law love moon bond bank"
)
_ORDINARY: Final = frozenset(_ORDINARY_WORDS.split())
"""Names that are words as well: one tells somebody only where no sentence begins with it."""
_PLAIN_WORDS: Final = (
    "平安 文明 和平 安全 建设 国庆 明白 明明 永远 天天 可能 可以 方便 公平 公正 正义 成功 主张 说明"
)
_PLAIN: Final = frozenset(_PLAIN_WORDS.split())
"""What a given name can be, and words can be as well: whoever is named so is told by the whole name."""
_SURNAME_AND_MORE: Final = 2


def called(name: str) -> frozenset[str]:
    """Return what somebody of this name is called as well: the given name alone; of a Latin one each word of it."""
    if _CHINESE.fullmatch(name):
        double, given = name[:_SURNAME_AND_MORE] in _DOUBLE, name[-2:]
        own = double or (name[0] in SURNAMES and len(name) < _NAME)
        return frozenset({given} - _PLAIN if own and len(name) > len(given) else ())
    words = name.split() if _PERSON.fullmatch(name) else []
    return frozenset() if _NO_PERSON.intersection(map(str.casefold, words)) else frozenset(words)


def is_ordinary(name: str) -> bool:
    """Say whether a name is a word of the language as well."""
    return name.casefold() in _ORDINARY


def giveaways(text: str) -> frozenset[str]:
    """Return every name, address and way to reach somebody that their own words hold."""
    return frozenset(one for one in map(str.strip, _found(text)) if len(one) > 1)


def _found(text: str) -> Iterator[str]:
    for pattern in _LEADS:
        for lead in pattern.finditer(text):
            yield lead[1]
            if pattern in (_CALLED, _I_AM):
                yield from lead[1].split()
            if pattern is _LIVES:
                yield from (road[0] for road in _ROAD.finditer(lead[1]))
    for pattern in _SHAPES:
        yield from (shape[0] for shape in pattern.finditer(text))
    yield from _names(text)
    for run in _DIGITS.finditer(text):
        digits = "".join(sign for sign in run[0] if sign.isdigit())
        if len(digits) in _PHONE:
            yield digits


def _names(text: str) -> Iterator[str]:
    """Yield the names that are said to be one's own; of a run that goes on, the two signs with which a name begins."""
    for lead in _NAMED.finditer(text):
        name = lead[1]
        if name[0] in _OTHERS:
            continue
        if len(name) <= _NAME:
            yield name
        elif name[0] in SURNAMES:
            yield name[:2]
