"""Does the text give the age of a child, and is it the writer's own?

`mentions-child-age` and `says-own-age-under-18` are notions: an age alone is no complaint. The age of an
account, a phone or a grown-up is not a child's, and "over 12" names nobody. Whoever was twelve, or has a child who
is, writes of a child and is none.
"""

import re
from collections.abc import Iterator
from typing import Final

from ombud.core.triage.report import Hit
from ombud.core.triage.seen import Seen
from ombud.core.vocabulary import OWN_WORDS_OF_A_CHILD

_OF_AGE: Final = 18
_ZH: Final = re.compile(
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})[ ]?(?:周)?[岁歲](?!以上|以后|的?(?:账号|帐号|号))"
)
_EN: Final = re.compile(
    r"(?<![0-9a-z.$])([0-9]{1,2})[ -]?(?:(?:years?|yrs?|yr)[ -]?olds?|y/?o\b|years? of age)"
    r"(?! (?:account|app|phone|page|profile|game|video))"
)
_EN_AGED: Final = re.compile(
    r"(?:\baged?|\b(?:she|he)(?: is|s)(?: only| just)?"
    r"|\b(?:son|daughter|kid|child|friend|sister|brother|niece|nephew|girl|boy)(?: is)?) ([0-9]{1,2})\b"
    r"(?! ?(?:%|k\b|min|day|week|month|hour|video|time))"
)
_OWN_EN: Final = re.compile(
    r"\bi ?(?:a?m|was)(?: only| just| now| a| like| actually| literally| almost| turning)? ?([0-9]{1,2})\b"
    r"(?! ?(?:%|k\b|min|day|week|month|hour|video|time|follow|post|step))"
)
_WAS: Final = re.compile(r"\bi ?was\b")
_OF_ANOTHER: Final = re.compile(
    r"[ ]?(?:多|左右)?[ ]?的?[ ]?(?:小)?(?:女儿|儿子|女兒|兒子|孩子|小孩|娃|闺女|弟|妹|孙|外甥|侄|时|時|那年|那时)"
    r"|(?:[ -]?(?:years?|yrs?)[ -]?olds?)?s? (?:son|daughter|sister|brother|niece|nephew|mum|mom|mother|dad|father|parent)"
)
"""What follows an age that is somebody else's, or that one was."""
_OWN_ZH: Final = re.compile(r"我(?:今年|才|只有|现在|已经|刚|也|是|都|快)*$")
_OWN_EN_BEFORE: Final = re.compile(r"\bi ?(?:a?m|was)(?: \w{1,9})? ?(?:an? )?$")
_DIGITS: Final = {mark: at for at, mark in enumerate("零一二三四五六七八九十")}
_SAYS_SO: Final = re.compile(
    r"(?<![说為为是成把])我(?:还|只|就)?是(?:个|一个|一名|名)?(?:未成年人?|小学生|初中生)(?!人?的|家长|人?以外)"
    r"|我(?:还|才)?(?:没|未)(?:满)?(?:成年|18岁|十八岁)"
    r"|(?<!says )(?<!said )(?<!thinks )(?<!that )\bi ?a?m (?:still |just |only )?(?:a |an )?"
    r"(?:minor|child|kid)(?=[^\w ]|$| (?:and|but|so|too|who)\b)"
)
"""Whoever says without a number that they are a child."""
_LOOK_BACK: Final = 16
_READ: Final = 20_000  # characters


def look(seen: Seen) -> Iterator[Hit]:
    """Yield at most one notion of each kind."""
    text = seen.text[:_READ]
    ages = [*_ZH.finditer(text), *_EN.finditer(text), *_EN_AGED.finditer(text), *_OWN_EN.finditer(text)]
    young = [found for found in ages if _number(found[1]) < _OF_AGE]
    own = [found for found in young if _is_own(text, found)]
    others = [found for found in young if found not in own]
    if not any(_is_own(text, found) for found in ages if found not in young):
        own += _SAYS_SO.finditer(text)
    for name, matches in (("mentions-child-age", others), (OWN_WORDS_OF_A_CHILD, own)):
        if matches:
            yield Hit(name, None, 0, start=matches[0].start(), end=matches[0].end())


def _is_own(text: str, found: re.Match[str]) -> bool:
    """Say whether an age is that of whoever writes, now."""
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    says_i = found.re is _OWN_EN or _OWN_ZH.search(before) or _OWN_EN_BEFORE.search(before)
    past = _WAS.search(f"{before[before.rfind(' i') + 1 :]}{found[0]}") if says_i else None
    return bool(says_i) and past is None and _OF_ANOTHER.match(text, found.end()) is None


def _number(written: str) -> int:
    """Return a whole number below 100, written in digits or in Chinese."""
    if written[0].isdecimal():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return _DIGITS.get(written[-1], 0)
    return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
