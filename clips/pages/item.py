"""What does the page of a video, a live room, a comment, a message or an order show?"""

import json

from clips.audience import THERE
from clips.copies import is_blocked
from clips.measures import CLOSES, SIGNS_OUT
from clips.pages.frame import Reader, address, clause_of, count, measures, moment, page, report_link
from clips.pages.html import Html, el, row
from clips.standing import Standing, is_withheld, on_item, on_person
from clips.storage import Book, Row


def tombstone(reader: Reader, standing: Standing, owner: Standing) -> Html | None:
    """Return what stands in place of something the public no longer sees."""
    about = clause_of(standing, ("L4", "P2"))
    words = "removed" if "L4" in standing else "hidden"
    if about is None:
        about, words = clause_of(owner, ("L9", "L8")), "closed" if CLOSES & owner.keys() else "suspended"
    if about is None:
        return None
    clause = el("p", reader.say("clause"), " ", el("code", about["clause"])) if about["clause"] else None
    until = el("p", reader.say("until"), " ", moment(about["until"])) if about["until"] else None
    ask = None
    if about["origin"] == "host":
        ask = el(
            "p",
            reader.say("appeal_host"),
            " ",
            report_link(reader, "decision", about["params"], words="complain"),
        )
    return el(
        "div", el("p", reader.say(words), class_="loud"), clause, until, ask, class_="tombstone", role="note"
    )


def _only(reader: Reader, words: str) -> Html:
    """Return what stands in place of something that has no rule and no day to tell."""
    return el("div", el("p", reader.say(words), class_="loud"), class_="tombstone", role="note")


def _person(book: Book, account: str | None) -> Row | None:
    row_found: Row | None = book.execute("SELECT * FROM person WHERE id = ?", (account,)).fetchone()
    return row_found


def byline(reader: Reader, person: Row | None, *, words: str = "") -> Html | None:
    """Return who made it, as a link."""
    if person is None:
        return None
    label = el("span", reader.say(words), " ", class_="quiet") if words else None
    badge = el("span", "✓", title=reader.say("verified"), class_="tick") if person["verified"] else None
    return el(
        "p", label, el("a", person["name"], href=address("account", person["id"])), badge, class_="byline"
    )


def _numbers(reader: Reader, item: Row) -> Html | None:
    if item["kind"] not in {"video", "live"}:
        return None
    gap = "" if reader.lang == "zh" else " "
    parts = ((item["views"], "views"), (item["views_per_hour"], "per_hour"), (item["shares"], "shares"))
    return el(
        "p",
        " · ".join(f"{count(n, reader.lang)}{gap}{reader.say(word)}" for n, word in parts),
        class_="quiet",
    )


def comment(book: Book, reader: Reader, said: Row) -> Html:
    """Return one comment, or what is left of it."""
    there = on_item(book, "comment", said["id"], now=reader.now)
    gone = tombstone(reader, there, {})
    if gone is None and is_withheld(there, reader.place):
        gone = _only(reader, "withheld")
    name = el("a", said["name"], href=address("account", said["owner"]))
    body = gone if gone is not None else el("p", said["text"], lang=said["lang"])
    link = el("a", moment(said["posted_at"]), href=address("comment", said["id"]), class_="quiet")
    return el("li", row(name, " ", link, report_link(reader, "comment", said["id"])), body, id=said["id"])


def comments(book: Book, reader: Reader, item: Row) -> Html | None:
    """Return what people said below an item."""
    if item["kind"] not in {"video", "live"}:
        return None
    rows = book.execute(
        "SELECT item.*, person.name FROM item JOIN person ON person.id = item.owner"
        " WHERE kind = 'comment' AND about = ? ORDER BY posted_at",
        (item["id"],),
    ).fetchall()
    lines = [comment(book, reader, said) for said in rows]
    below = el("ul", *lines, class_="said") if lines else el("p", reader.say("no_comments"), class_="quiet")
    return el("section", el("h2", reader.say("comments")), below)


def _stage(reader: Reader, item: Row, gone: Html | None) -> Html | None:
    """Return the picture of an item, or its tombstone."""
    if gone is not None:
        return gone
    if item["kind"] not in {"video", "live"}:
        return el("blockquote", item["text"], lang=item["lang"])
    badge = el("span", reader.say("live"), class_="badge") if item["kind"] == "live" else None
    picture = el(
        "img", src=f"/poster/{item['scene']}/{item['id']}.svg", alt=item["title"], width=360, height=480
    )
    return el("div", picture, badge, class_="stage")


def _notices(reader: Reader, standing: Standing) -> list[Html]:
    """Return what an order has said beside a thing: a correction, a warning to buyers, the other side's reply."""
    said = (
        (code, json.loads(standing[code][-1]["params"]).get("words", ""))
        for code in sorted(THERE & standing.keys())
    )
    return [
        el("aside", el("p", reader.say(code), class_="loud"), el("blockquote", words), class_="label")
        for code, words in said
    ]


def show(book: Book, *, reader: Reader, kind: str, subject: str) -> str | None:
    """Return the page of an item; nothing when there is none."""
    item = book.execute("SELECT * FROM item WHERE kind = ? AND id = ?", (kind, subject)).fetchone()
    if item is None:
        return None
    standing = on_item(book, kind, subject, now=reader.now)
    owner = on_person(book, item["owner"], now=reader.now)
    gone = tombstone(reader, standing, owner)
    if gone is None and is_withheld(standing, reader.place):
        gone = _only(reader, "withheld")
    if gone is None and is_blocked(book, item, now=reader.now):
        gone = _only(reader, "blocked")
    roles = {"message": ("from", "to"), "order": ("seller", "buyer")}.get(kind, ("", ""))
    told = el("p", item["text"], lang=item["lang"]) if gone is None and kind in {"video", "live"} else None
    title = item["title"] if gone is None and item["title"] else reader.say(f"kind.{kind}")
    label = el("p", f"⚠ {reader.say('L1')}", class_="label") if "L1" in standing and gone is None else None
    facts = el(
        "div",
        el("h1", title, lang=item["lang"] if gone is None else None),
        byline(reader, _person(book, item["owner"]), words=roles[0]),
        byline(reader, _person(book, item["other"]), words=roles[1]) if item["other"] else None,
        told,
        *_notices(reader, standing),
        _numbers(reader, item),
        el("p", moment(item["posted_at"]), " · ", el("code", f"{kind} {subject}"), class_="quiet"),
        el("p", report_link(reader, kind, subject)),
        measures(reader, {**{k: v for k, v in owner.items() if k in SIGNS_OUT}, **standing}),
        comments(book, reader, item),
        class_="facts",
    )
    stage = _stage(reader, item, gone)
    return page(reader, str(title), el("article", el("div", label, stage), facts, class_="item"))
