"""Which figures does a law have a platform hand in or publish, and of what are they made?"""

from dataclasses import dataclass
from enum import StrEnum

from ombud.core.pack.words import Source, Text


class Makes(StrEnum):
    """What a report is made of."""

    STATEMENTS = "statements"
    TRANSPARENCY = "transparency"
    COMPLAINTS = "complaints"


class Every(StrEnum):
    """How long a time a report is about: chosen days, or one of the calendar's parts."""

    DAYS = "days"
    MONTH = "month"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is written for whom a law names: statements of reasons, the transparency report, or figures of complaints.

    `every` are the times it may be about, the usual one first, whose days are those of `zone`. `of` are the kinds of complaint
    that it counts, `from_company` those it counts besides where whoever complains says that they act for a company. `orders` and
    `information` are the kinds that are an authority's orders to act and to tell, `bodies` the ways out that are bodies for
    settlement out of court. `adds` is what the platform itself must add, because nobody here knows it.
    """

    id: str
    title: Text
    makes: str
    every: tuple[str, ...]
    zone: str
    source: Source
    of: tuple[str, ...] = ("*",)
    from_company: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    information: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    adds: tuple[Text, ...] = ()
