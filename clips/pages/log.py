"""What did Ombud do on Clips, and did anything happen twice?"""

import json
from typing import Any, Final

from clips.pages.frame import Reader, address, moment, page, report_link
from clips.pages.html import Html, el
from clips.storage import Book, Row

SHOWN: Final = 200
WITHOUT_CENTS: Final = frozenset({"JPY", "KRW"})
"""Currencies whose minor unit is the whole one, by ISO 4217."""


def figures(book: Book) -> dict[str, Any]:
    """Return every effect in order, how often each key took effect and was delivered, and what was told."""
    effects = book.execute("SELECT * FROM effect ORDER BY seq").fetchall()
    by_key = book.execute("SELECT key, COUNT(*) AS n FROM effect GROUP BY key").fetchall()
    taken = book.execute("SELECT key, state, detail, deliveries FROM taken ORDER BY at").fetchall()
    tells = book.execute(
        "SELECT key, account, lang, text, link, at, deliveries, earlier FROM tell ORDER BY at"
    ).fetchall()
    waiting = book.execute("SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL").fetchone()
    return {
        "effects": [
            {
                "seq": one["seq"],
                "key": one["key"],
                "no": one["no"],
                "do": one["do"],
                "measure": one["measure"],
                "subject": {"platform": "clips", "kind": one["kind"], "id": one["subject"]},
                "what": one["what"],
                "at": one["at"],
            }
            for one in effects
        ],
        "by_key": {one["key"]: one["n"] for one in by_key},
        "orders": {
            one["key"]: {"state": one["state"], "detail": one["detail"], "deliveries": one["deliveries"]}
            for one in taken
        },
        "tells": [dict(one) for one in tells],
        "waiting": waiting["n"],
    }


Cells = tuple[object, ...]


def _table(reader: Reader, name: str, heads: tuple[str, ...], lines: list[Cells]) -> Html:
    """Return a table; on a phone each line stands by itself and each cell says what it is."""
    if not lines:
        return el("p", reader.say("none_yet"), class_="quiet")
    said = [reader.say(word) for word in heads]
    head = el("tr", *(el("th", word, scope="col") for word in said))
    rows = (
        el("tr", *(el("td", cell, data_label=word) for word, cell in zip(said, line, strict=True)))
        for line in lines
    )
    return el(
        "div",
        el("table", el("thead", head), el("tbody", *rows)),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=reader.say(name),
    )


def _about(reader: Reader, kind: str, subject: str) -> Html:
    return el("a", f"{reader.say(f'kind.{kind}')} {subject}", href=address(kind, subject))


def _times(count: int) -> Html:
    return el("span", f"{count} ×", class_="number")


def _sum(one: Row) -> str:
    """Return the sum that an order moves."""
    amount = json.loads(one["body"]).get("amount")
    if amount is None:
        return ""
    digits = 0 if amount["currency"] in WITHOUT_CENTS else 2
    return f" · {amount['currency']} {amount['minor'] / 10**digits:,.{digits}f}"


def _effect(reader: Reader, one: Row) -> Cells:
    lifted = reader.say("lifted") if one["do"] == "lift" else ""
    what = f"{lifted}{one['measure']} {reader.say(one['measure'])}{_sum(one)}"
    return (
        moment(one["at"]),
        what,
        _about(reader, one["kind"], one["subject"]),
        el("code", one["key"]),
        _times(one["n"]),
        _times(one["deliveries"]),
    )


def _decision(book: Book, reader: Reader, one: Row) -> Cells:
    return (
        moment(one["at"]),
        el("span", el("a", one["id"], href=address("decision", one["id"])), f" {', '.join(_measures(one))}"),
        _about(reader, one["kind"], one["subject"]),
        el("code", one["clause"]),
        reader.say("stands" if _stands(book, one["id"]) else "reversed"),
    )


def _measures(one: Row) -> list[str]:
    return [effect["measure"] for effect in json.loads(one["effects"])]


def _stands(book: Book, decision: str) -> bool:
    found = book.execute(
        "SELECT 1 FROM measure WHERE origin = 'host' AND params = ? AND lifted_at IS NULL LIMIT 1",
        (decision,),
    )
    return found.fetchone() is not None


def show(book: Book, *, reader: Reader) -> str:
    """Return the page of the effects log."""
    effects = book.execute(
        "SELECT effect.*, taken.deliveries, taken.body, (SELECT COUNT(*) FROM effect AS same WHERE same.key = effect.key) AS n"
        " FROM effect JOIN taken ON taken.key = effect.key ORDER BY effect.seq DESC LIMIT ?",
        (SHOWN,),
    ).fetchall()
    tells = book.execute("SELECT * FROM tell ORDER BY at DESC LIMIT ?", (SHOWN,)).fetchall()
    decisions = book.execute("SELECT * FROM decision ORDER BY at DESC").fetchall()
    told: list[Cells] = [
        (
            moment(one["at"]),
            el("span", one["text"], lang=one["lang"]),
            el("a", one["account"], href=address("account", one["account"]) + "#inbox"),
            _times(one["deliveries"]),
        )
        for one in tells
    ]
    own = [_decision(book, reader, one) for one in decisions]
    return page(
        reader,
        reader.say("log"),
        el("h1", reader.say("effects")),
        el("p", reader.say("effects_lead")),
        _counts(book, reader),
        _table(
            reader,
            "log",
            ("when", "what", "subject", "key", "times", "delivered"),
            [_effect(reader, one) for one in effects],
        ),
        el("h2", reader.say("tells")),
        _table(reader, "tells", ("when", "what", "subject", "delivered"), told),
        el("h2", reader.say("own_decisions")),
        _table(reader, "own_decisions", ("when", "what", "subject", "clause", "in_force"), own),
        el("p", el("a", "log.json", href="/log.json"), class_="quiet"),
    )


def _counts(book: Book, reader: Reader) -> Html:
    found = book.execute(
        "SELECT COALESCE(SUM(n), 0) AS effects, COUNT(*) AS keys, COALESCE(SUM(n > 1), 0) AS twice"
        " FROM (SELECT COUNT(*) AS n FROM effect GROUP BY key)"
    ).fetchone()
    parts = ((found["effects"], "effects_n"), (found["keys"], "keys_n"), (found["twice"], "twice_n"))
    return el(
        "dl", *(el("div", el("dt", reader.say(word)), el("dd", n)) for n, word in parts), class_="figures"
    )


def decision_page(book: Book, *, reader: Reader, decision: str) -> str | None:
    """Return one of Clips' own decisions with its reasons; nothing when there is none."""
    one = book.execute("SELECT * FROM decision WHERE id = ?", (decision,)).fetchone()
    if one is None:
        return None
    made = json.loads(one["automation"])
    how = reader.say("staff")
    if made["used"]:
        how = f"{reader.say('automation')} {made['model']} {made['version']} · {reader.say('score')} {made['score']:.2f}"
    return page(
        reader,
        one["id"],
        el("h1", f"{reader.say('own_decisions')} · {one['id']}"),
        el("p", reader.say("stands" if _stands(book, decision) else "reversed"), class_="chip plain"),
        el("p", _about(reader, one["kind"], one["subject"])),
        el("p", reader.say("clause"), " ", el("code", one["clause"])),
        el("p", reader.say("comma").join(f"{measure} {reader.say(measure)}" for measure in _measures(one))),
        el("p", el("b", reader.say("reasons")), " ", one["reasons"]),
        el("p", how, " · ", moment(one["at"]), class_="quiet"),
        el("p", reader.say("appeal_host"), " ", report_link(reader, "decision", decision, words="complain")),
    )
