"""What does a person's page show, to the public and to them?"""

from collections.abc import Sequence
from urllib.parse import quote

from clips import changes
from clips.handing import link
from clips.measures import CLOSES
from clips.pages.feed import card
from clips.pages.frame import Reader, address, count, measures, moment, page, report_link
from clips.pages.html import Html, el, row
from clips.standing import Standing, balance, on_item, on_person
from clips.storage import Book, Row


def face(person: Row, *, grey: bool) -> Html:
    """Return the first character of a name in a circle."""
    colour = sum(map(ord, person["id"])) % 6
    return el(
        "span", person["name"][:1], class_=f"face hue{colour}{' grey' if grey else ''}", aria_hidden="true"
    )


def _grey(standing: Standing) -> bool:
    return bool({"L8", "L9", "P2", "L4"} & standing.keys())


def _figures(book: Book, reader: Reader, person: Row, standing: Standing) -> Html:
    money = f"¥ {balance(book, person['id']) / 100:,.2f}"
    frozen = el("span", reader.say("frozen"), class_="chip stop") if {"P4"} & standing.keys() else None
    parts = (
        (count(person["followers"], reader.lang), "followers", None),
        (str(len(standing.get("L5", ()))), "strikes", None),
        (money, "balance", frozen),
    )
    cells = [el("div", el("dt", reader.say(word)), el("dd", figure, extra)) for figure, word, extra in parts]
    return el("dl", *cells, class_="figures")


def _marks(reader: Reader, person: Row) -> Html:
    marks = [reader.say(word) for word in ("verified", "minor", "livelihood") if person[word]]
    return el("p", *(el("span", mark, class_="chip plain") for mark in marks))


def _banner(reader: Reader, standing: Standing, account: str) -> Html | None:
    if "P8" in standing:
        return el("p", reader.say("crisis"), class_="crisis", role="note")
    if any('"recovers"' in one["params"] for one in standing.get("R", ())):
        return el("p", reader.say("recovered"), class_="tombstone", role="note")
    shut = {"L8", "L9"} & standing.keys()
    words = reader.say("closed" if CLOSES & shut else "suspended")
    door = el("a", reader.say("log_in"), href=f"/login/{quote(account, safe='')}")
    return el("p", words, " ", door, class_="tombstone loud", role="note") if shut else None


def _inbox(book: Book, reader: Reader, account: str) -> Html:
    rows = book.execute(
        "SELECT * FROM tell WHERE account = ? AND NOT earlier ORDER BY at DESC LIMIT 50", (account,)
    ).fetchall()
    lines = [
        el(
            "li",
            el("p", line["text"], lang=line["lang"]),
            el("a", reader.say("open_letter"), href=line["link"], class_="button", rel="noopener noreferrer")
            if line["link"]
            else None,
            el("span", moment(line["at"]), class_="quiet"),
        )
        for line in rows
    ]
    shown = el("ul", *lines, class_="said") if lines else el("p", reader.say("inbox_empty"), class_="quiet")
    return el("section", el("h2", reader.say("inbox")), shown, id="inbox")


def _devices(book: Book, reader: Reader, account: str) -> Html | None:
    rows = book.execute("SELECT * FROM session WHERE account = ? ORDER BY since DESC", (account,)).fetchall()
    if not rows:
        return None
    lines = [
        el(
            "li",
            el(
                "span",
                reader.say("signed_out" if line["ended_at"] else "active"),
                class_=f"chip {'stop' if line['ended_at'] else 'good'}",
            ),
            f" {line['device']} · {line['place']} ",
            el("span", moment(line["since"]), class_="quiet"),
        )
        for line in rows
    ]
    return el("section", el("h2", reader.say("devices")), el("ul", *lines, class_="measures"))


def _bound(book: Book, reader: Reader, account: str) -> Html | None:
    held = changes.bound(book, account)
    cells = [el("div", el("dt", reader.say(kind)), el("dd", what)) for kind, what in held.items()]
    return el("section", el("h2", reader.say("bound")), el("dl", *cells), id="bound") if cells else None


def _added(book: Book, reader: Reader, account: str) -> Html | None:
    held = changes.added(book, account)
    cells = [el("div", el("dt", reader.say(kind)), el("dd", "、".join(what))) for kind, what in held.items()]
    return el("section", el("h2", reader.say("added")), el("dl", *cells), id="added") if cells else None


def _lines(reader: Reader, rows: list[Row], heading: str) -> Html | None:
    lines = [
        el(
            "li",
            el("a", moment(line["posted_at"]), href=address(line["kind"], line["id"]), class_="quiet"),
            report_link(reader, line["kind"], line["id"]),
            el("p", line["title"] or line["text"], lang=line["lang"]),
        )
        for line in rows
    ]
    return el("section", el("h2", reader.say(heading)), el("ul", *lines, class_="said")) if lines else None


def show(book: Book, *, reader: Reader, account: str) -> str | None:
    """Return the profile of a person; nothing when there is none."""
    person = book.execute("SELECT * FROM person WHERE id = ?", (account,)).fetchone()
    if person is None:
        return None
    standing = on_person(book, account, now=reader.now)
    items = book.execute(
        "SELECT * FROM item WHERE owner = :id OR other = :id ORDER BY posted_at DESC", {"id": account}
    ).fetchall()
    cards = [
        _work(book, reader, item, name=person["name"]) for item in items if item["kind"] in {"video", "live"}
    ]
    top = el(
        "div",
        face(person, grey=_grey(standing)),
        el(
            "div",
            el("h1", person["name"]),
            el("p", f"@{person['handle']} · ", el("code", account), class_="quiet"),
        ),
        class_="who",
    )
    return page(
        reader,
        person["name"],
        _banner(reader, standing, account),
        top,
        el("p", person["bio"], lang=person["lang"]),
        _marks(reader, person),
        _figures(book, reader, person, standing),
        el("p", report_link(reader, "account", account)),
        measures(reader, standing),
        _inbox(book, reader, account),
        _bound(book, reader, account),
        _added(book, reader, account),
        _devices(book, reader, account),
        el("section", el("h2", reader.say("videos")), el("div", *cards, class_="wall")) if cards else None,
        _lines(reader, [item for item in items if item["kind"] == "message"], "messages"),
        _lines(reader, [item for item in items if item["kind"] == "order"], "orders"),
    )


def _shut(standing: Standing) -> Row | None:
    """Return what keeps somebody out of their account, the latest if several things do."""
    return next((standing[measure][-1] for measure in ("L9", "L8") if measure in standing), None)


def log_in(book: Book, *, reader: Reader, account: str, secrets: Sequence[str]) -> str | None:
    """Return what somebody sees who logs in: their page if they may, else why not, how to complain, and the letters that wait.

    That it is they was made sure of before; this is a demonstration, and has no passwords.
    """
    person = book.execute("SELECT * FROM person WHERE id = ?", (account,)).fetchone()
    shut = _shut(on_person(book, account, now=reader.now)) if person is not None else None
    if person is None or shut is None:
        return show(book, reader=reader, account=account)
    ours = shut["params"] if shut["origin"] == "host" else ""
    made = book.execute("SELECT reasons FROM decision WHERE id = ?", (ours,)).fetchone()
    about = ("decision", ours) if made is not None else ("account", account)
    href = link(
        reader.ombud_url, about=about, account=account, lang=reader.lang, now=reader.now, secrets=secrets
    )
    return page(
        reader,
        reader.say("log_in"),
        el("h1", reader.say("closed" if CLOSES & {shut["measure"]} else "suspended")),
        el("p", reader.say("no_entry"), class_="tombstone loud", role="note"),
        el("p", el("b", reader.say("reasons")), " ", made["reasons"]) if made is not None else None,
        el("p", reader.say("clause"), " ", el("code", shut["clause"])) if shut["clause"] else None,
        el("p", reader.say("no_entry_lead")),
        el("p", el("a", reader.say("complain"), href=href, class_="report", rel="noopener noreferrer"))
        if reader.ombud_url
        else None,
        _inbox(book, reader, account),
    )


def _work(book: Book, reader: Reader, item: Row, *, name: str) -> Html:
    standing = on_item(book, item["kind"], item["id"], now=reader.now)
    return card(reader, item, name=name, muted=bool({"P2", "L4"} & standing.keys()))


def everybody(book: Book, *, reader: Reader) -> str:
    """Return the list of all people."""
    lines = []
    for person in book.execute("SELECT * FROM person ORDER BY followers DESC").fetchall():
        grey = _grey(on_person(book, person["id"], now=reader.now))
        words = row(el("strong", person["name"]), el("span", f"@{person['handle']}", class_="quiet"))
        fans = el(
            "span", f"{count(person['followers'], reader.lang)} {reader.say('followers')}", class_="quiet"
        )
        shown = el(
            "a",
            face(person, grey=grey),
            el("span", words, class_="two"),
            fans,
            href=address("account", person["id"]),
        )
        lines.append(el("li", shown, class_="grey" if grey else None))
    return page(
        reader, reader.say("people"), el("h1", reader.say("people")), el("ul", *lines, class_="people")
    )
