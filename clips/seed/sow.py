"""How does an empty Clips get its people, posts and past?"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from clips.clock import written
from clips.decisions import HostDecision, decide
from clips.storage import Book

HERE = Path(__file__).parent


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((HERE / f"{name}.yml").read_text("utf-8"))
    return found


def sow(book: Book, *, now: datetime) -> bool:
    """Sow once; a Clips that has people already is left alone."""
    if book.execute("SELECT 1 FROM person LIMIT 1").fetchone():
        return False
    _people(book, now=now)
    _items(book, now=now)
    _devices(book, now=now)
    _payees(book, now=now)
    _payments(book, now=now)
    _changes(book, now=now)
    _audience(book, now=now)
    _decisions(book, now=now)
    _leaks(book, now=now)
    return True


def _people(book: Book, *, now: datetime) -> None:
    for account, (name, handle, lang, bio, days, followers, cents, flags, risk, signals, *abroad) in _read(
        "people"
    ).items():
        marks = [int(flag in flags) for flag in ("minor", "verified", "livelihood")]
        here_since = written(now - timedelta(days=days))
        told = json.dumps(signals)
        (place,) = abroad or ["CN" if lang == "zh" else "US"]
        book.execute(
            "INSERT INTO person VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (account, name, handle, lang, bio, here_since, *marks, followers, cents, risk, told, place),
        )


def _items(book: Book, *, now: datetime) -> None:
    for kind, items in _read("items").items():
        for name, item in items.items():
            lang = "zh" if any("一" <= sign <= "鿿" for sign in item["text"]) else "en"
            book.execute(
                "INSERT INTO item VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    kind,
                    name,
                    item["by"],
                    item.get("to"),
                    item.get("under"),
                    item.get("title", ""),
                    item["text"],
                    lang,
                    item.get("scene", "chat"),
                    written(now - timedelta(days=item["days"])),
                    item.get("views", 0),
                    item.get("rate", 0),
                    item.get("shares", 0),
                    item.get("cut"),
                ),
            )


def _devices(book: Book, *, now: datetime) -> None:
    for account, devices in _read("devices").items():
        for line, (device, place, days) in enumerate(devices):
            since = written(now - timedelta(days=days))
            book.execute(
                "INSERT INTO session VALUES (?,?,?,?,?,NULL)",
                (f"{account}:{line}", account, device, place, since),
            )


def _payees(book: Book, *, now: datetime) -> None:
    for account, (means, days) in _read("payees").items():
        book.execute(
            "INSERT INTO payee VALUES (?,?,?)", (account, means, written(now - timedelta(days=days)))
        )


def _payments(book: Book, *, now: datetime) -> None:
    for name, (account, cents, currency, what, days) in _read("payments").items():
        at = written(now - timedelta(days=days))
        book.execute(
            "INSERT INTO payment VALUES (?,?,?,?,?,?,NULL)", (name, account, cents, currency, what, at)
        )


def _changes(book: Book, *, now: datetime) -> None:
    for account, several in _read("changes").items():
        for name, (kind, days, device, place, strange, *was) in several.items():
            before = json.dumps(was[0] if was else {}, ensure_ascii=False)
            at = written(now - timedelta(days=days))
            book.execute(
                "INSERT INTO change VALUES (?,?,?,?,?,?,?,?,NULL)",
                (name, account, at, kind, device, place, strange, before),
            )


def _leaks(book: Book, *, now: datetime) -> None:
    for system, (what, days, touched) in _read("leaks").items():
        since = written(now - timedelta(days=days))
        book.execute("INSERT INTO system VALUES (?,?,?,NULL)", (system, what, since))
        for account, kinds in touched.items():
            book.execute("INSERT INTO leaked VALUES (?,?,?)", (system, account, kinds))
    for account, looks in _read("accesses").items():
        for days, who, what, ticket in looks:
            at = written(now - timedelta(days=days))
            book.execute(
                "INSERT INTO access(account, at, who, what, ticket) VALUES (?,?,?,?,?)",
                (account, at, who, what, ticket),
            )


def _audience(book: Book, *, now: datetime) -> None:
    for what, told in _read("audience").items():
        kind, _, subject = what.partition(" ")
        for how, people in told.items():
            for person, days in people.items():
                at = written(now - timedelta(days=days))
                book.execute("INSERT INTO audience VALUES (?,?,?,?,?)", (kind, subject, person, how, at))


def _decisions(book: Book, *, now: datetime) -> None:
    for name, raw in _read("decisions").items():
        at = now - timedelta(days=raw["days"])
        kind, subject = raw["about"]
        score = raw["score"]
        machine = {
            "used": score is not None,
            "model": "clips-auto",
            "version": "2026.10",
            "score": score or 0.0,
        }
        staff = {"used": False, "model": "", "version": "", "score": 0.0}
        effects = tuple(
            (measure, over, over_id, None if days is None else written(at + timedelta(days=days)))
            for measure, over, over_id, days in raw["effects"]
        )
        automation = staff if score is None else machine
        decide(
            book,
            HostDecision(name, kind, subject, raw["clause"], raw["reasons"], effects, automation),
            now=at,
        )
