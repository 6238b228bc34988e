"""Does the text give the age of a child, and is it the writer's own?

`mentions-child-age` and `says-own-age-under-18` are notions: an age alone is no complaint. The age of an
account, a phone or a grown-up is not a child's, and "over 12" names nobody.
"""

import re
from collections.abc import Iterator
from typing import Final

from ombud.core.triage.report import Hit
from ombud.core.triage.seen import Seen

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
_OWN_ZH: Final = re.compile(r"我(?:今年|才|只有|现在|已经|刚|也|是|都|快)*$")
_OWN_EN_BEFORE: Final = re.compile(r"\bi ?(?:a?m|was)(?: \w{1,9})? ?(?:an? )?$")
_DIGITS: Final = {mark: at for at, mark in enumerate("零一二三四五六七八九十")}
_LOOK_BACK: Final = 16
_READ: Final = 20_000  # characters


def look(seen: Seen) -> Iterator[Hit]:
    """Yield at most one notion of each kind."""
    text = seen.text[:_READ]
    ages = [*_ZH.finditer(text), *_EN.finditer(text), *_EN_AGED.finditer(text)]
    young = [found for found in ages if _number(found[1]) < _OF_AGE]
    own = [found for found in young if _is_own(text, found.start())]
    own += [found for found in _OWN_EN.finditer(text) if _number(found[1]) < _OF_AGE]
    others = [found for found in young if not _is_own(text, found.start())]
    for name, matches in (("mentions-child-age", others), ("says-own-age-under-18", own)):
        if matches:
            yield Hit(name, None, 0, start=matches[0].start(), end=matches[0].end())


def _is_own(text: str, start: int) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start]
    return bool(_OWN_ZH.search(before) or _OWN_EN_BEFORE.search(before))


def _number(written: str) -> int:
    """Return a whole number below 100, written in digits or in Chinese."""
    if written[0].isdecimal():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return _DIGITS.get(written[-1], 0)
    return 10 * (_DIGITS.get(tens, 1) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
