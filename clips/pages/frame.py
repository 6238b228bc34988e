"""What surrounds every page: head, navigation, foot, and the parts pages share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

from clips.measures import FREEZES, OUT_OF_SIGHT, SIGNS_OUT
from clips.pages.html import Html, el, row
from clips.pages.words import say
from clips.standing import Standing
from clips.storage import Row


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language, the page, where Ombud is, and in which country (ISO 3166-1), if Clips was told."""

    lang: str
    path: str
    ombud_url: str
    now: datetime
    chose: bool = False
    place: str = ""

    def say(self, key: str) -> str:
        """Return words in this reader's language."""
        return say(key, self.lang)


def address(kind: str, subject: str) -> str:
    """Return the page of a subject."""
    places = {"video": "v", "account": "u", "decision": "d"}
    return f"/{places.get(kind, kind)}/{quote(subject, safe='')}"


def report_link(reader: Reader, kind: str, subject: str, *, words: str = "report") -> Html | None:
    """Return the way to Ombud's form with the subject filled in."""
    if not reader.ombud_url:
        return None
    query = urlencode({"platform": "clips", "kind": kind, "id": subject, "lang": reader.lang})
    return el(
        "a", reader.say(words), href=f"{reader.ombud_url}/file/?{query}", class_="report", rel="noopener"
    )


def moment(text: str | None) -> Html | None:
    """Return a time as people read it, to the minute, with its zone."""
    return None if text is None else el("time", f"{text[:10]} {text[11:16]} UTC", datetime=text)


STEPS: Final = {"zh": ((100_000_000, "亿"), (10_000, "万")), "en": ((1_000_000, "m"), (1000, "k"))}


def count(number: int, lang: str) -> str:
    """Return a large number the short way of its language."""
    for size, word in STEPS[lang]:
        if number >= size:
            return f"{number / size:.1f}".removesuffix(".0") + word
    return str(number)


def tone(measure: str) -> str:
    """Return how a measure's chip is coloured."""
    if measure == "R":
        return "good"
    if measure in OUT_OF_SIGHT | SIGNS_OUT | FREEZES | {"L7"}:
        return "stop"
    return "care" if measure.startswith("P") else "plain"


def measures(reader: Reader, standing: Standing) -> Html | None:
    """Return what is in force as a list of sentences."""
    lines = [_measure(reader, one) for name in sorted(standing) for one in standing[name]]
    if not lines:
        return None
    return el("section", el("h2", reader.say("in_force")), el("ul", *lines, class_="measures"))


def _measure(reader: Reader, one: Row) -> Html:
    until = row(" · ", reader.say("until"), " ", moment(one["until"])) if one["until"] else None
    clause = row(" · ", reader.say("clause"), " ", el("code", one["clause"])) if one["clause"] else None
    who = reader.say("host" if one["origin"] == "host" else "by_ombud")
    return el(
        "li",
        el("b", f"{one['measure']} {reader.say(one['measure'])}", class_=f"chip {tone(one['measure'])}"),
        el("span", who, until, clause, class_="quiet"),
    )


def clause_of(standing: Standing, names: Sequence[str]) -> Row | None:
    """Return the measure that speaks first, if one of these is in force."""
    return next((standing[name][-1] for name in names if name in standing), None)


def page(reader: Reader, title: str, *body: object) -> str:
    """Return a whole page."""
    other = "en" if reader.lang == "zh" else "zh"
    links = (("/", "home"), ("/people", "people"), ("/log", "log"))
    menu = [
        el("a", reader.say(words), href=href, aria_current="page" if href == reader.path else None)
        for href, words in links
    ]
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", f"{title} · Clips"),
        el("link", rel="icon", href="/poster/stage/clips.svg", type="image/svg+xml"),
        el("link", rel="stylesheet", href="/static/clips.css"),
    )
    top = el(
        "header",
        el("a", reader.say("skip"), href="#content", class_="skip"),
        el("a", el("span", "▶", class_="mark", aria_hidden="true"), "Clips", href="/", class_="brand"),
        el("nav", *menu, aria_label="Clips"),
        el(
            "a",
            reader.say("other_lang"),
            href=f"{quote(reader.path)}?lang={other}",
            lang=other,
            class_="lang",
        ),
    )
    foot = el("footer", f"Clips · {reader.say('tagline')} · {reader.say('demo')}")
    lang = "zh-CN" if reader.lang == "zh" else "en"
    return "<!doctype html>" + el(
        "html", head, el("body", top, el("main", *body, id="content"), foot), lang=lang
    )


def lost(reader: Reader) -> str:
    """Return the page for an address that leads nowhere."""
    return page(reader, reader.say("lost"), el("h1", reader.say("lost")), el("p", reader.say("lost_lead")))
