"""Where does Clips keep its people, its items and what was done to them?"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

Row = sqlite3.Row
Book = sqlite3.Connection

PATIENCE: Final = 20.0
"""Seconds a writer waits for the one before it."""

TABLES: Final = """
CREATE TABLE IF NOT EXISTS person(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, handle TEXT NOT NULL, lang TEXT NOT NULL, bio TEXT NOT NULL,
  created_at TEXT NOT NULL, minor INTEGER NOT NULL, verified INTEGER NOT NULL, livelihood INTEGER NOT NULL,
  followers INTEGER NOT NULL, balance INTEGER NOT NULL, risk REAL NOT NULL, signals TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS item(
  kind TEXT NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL, other TEXT, about TEXT, title TEXT NOT NULL,
  text TEXT NOT NULL, lang TEXT NOT NULL, scene TEXT NOT NULL, posted_at TEXT NOT NULL, views INTEGER NOT NULL,
  views_per_hour INTEGER NOT NULL, shares INTEGER NOT NULL, cut TEXT, PRIMARY KEY(kind, id));
CREATE INDEX IF NOT EXISTS item_owner ON item(owner);
CREATE INDEX IF NOT EXISTS item_about ON item(about);
CREATE TABLE IF NOT EXISTS session(
  id TEXT PRIMARY KEY, account TEXT NOT NULL, device TEXT NOT NULL, place TEXT NOT NULL, since TEXT NOT NULL,
  ended_at TEXT);
CREATE INDEX IF NOT EXISTS item_scene ON item(kind, scene);
CREATE INDEX IF NOT EXISTS session_device ON session(device, place);
CREATE TABLE IF NOT EXISTS payee(
  account TEXT NOT NULL, means TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY(account, means));
CREATE INDEX IF NOT EXISTS payee_means ON payee(means);
CREATE TABLE IF NOT EXISTS change(
  id TEXT PRIMARY KEY, account TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, device TEXT NOT NULL,
  place TEXT NOT NULL, strange INTEGER NOT NULL, was TEXT NOT NULL, undone_by TEXT);
CREATE INDEX IF NOT EXISTS change_account ON change(account);
CREATE TABLE IF NOT EXISTS decision(
  id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL,
  clause TEXT NOT NULL, automation TEXT NOT NULL, effects TEXT NOT NULL, reasons TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS taken(
  key TEXT PRIMARY KEY, no INTEGER NOT NULL, do TEXT NOT NULL, measure TEXT NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL,
  settle_at TEXT, deliveries INTEGER NOT NULL DEFAULT 1);
CREATE INDEX IF NOT EXISTS taken_subject ON taken(kind, subject);
CREATE INDEX IF NOT EXISTS taken_settle ON taken(settle_at) WHERE state = 'accepted';
CREATE TABLE IF NOT EXISTS measure(
  source TEXT PRIMARY KEY, origin TEXT NOT NULL, no INTEGER NOT NULL, measure TEXT NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, account TEXT, until TEXT, clause TEXT, params TEXT NOT NULL, at TEXT NOT NULL,
  lifted_at TEXT, lifted_by TEXT);
CREATE INDEX IF NOT EXISTS measure_subject ON measure(kind, subject);
CREATE INDEX IF NOT EXISTS measure_account ON measure(account);
CREATE TABLE IF NOT EXISTS effect(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, no INTEGER NOT NULL, do TEXT NOT NULL,
  measure TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS effect_key ON effect(key);
CREATE TABLE IF NOT EXISTS preserved(
  key TEXT PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, snapshot TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS money(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, amount INTEGER NOT NULL, why TEXT NOT NULL,
  source TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS money_account ON money(account);
CREATE TABLE IF NOT EXISTS payment(
  id TEXT PRIMARY KEY, account TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, what TEXT NOT NULL,
  at TEXT NOT NULL, returned_by TEXT);
CREATE INDEX IF NOT EXISTS payment_account ON payment(account);
CREATE TABLE IF NOT EXISTS tell(
  key TEXT PRIMARY KEY, account TEXT NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL, link TEXT NOT NULL,
  at TEXT NOT NULL, deliveries INTEGER NOT NULL DEFAULT 1, earlier INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS tell_account ON tell(account);
CREATE TABLE IF NOT EXISTS audience(
  kind TEXT NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL, how TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY(kind, subject, person, how));
CREATE TABLE IF NOT EXISTS system(id TEXT PRIMARY KEY, what TEXT NOT NULL, since TEXT NOT NULL, until TEXT);
CREATE TABLE IF NOT EXISTS leaked(system TEXT NOT NULL, account TEXT NOT NULL, kinds TEXT NOT NULL, PRIMARY KEY(system, account));
CREATE TABLE IF NOT EXISTS access(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
  ticket TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS access_account ON access(account);
CREATE TABLE IF NOT EXISTS heard(id TEXT PRIMARY KEY, digest TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outbox(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, body TEXT NOT NULL, due_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, done_at TEXT, answer TEXT);
CREATE INDEX IF NOT EXISTS outbox_due ON outbox(due_at) WHERE done_at IS NULL;
"""


ADDED: Final = (
    ("person", "place", "TEXT NOT NULL DEFAULT ''"),
    ("tell", "earlier", "INTEGER NOT NULL DEFAULT 0"),
    ("item", "cut", "TEXT"),
)
"""Columns that a Clips of an earlier day has not got yet."""


SURE = "FULL"
"""A commit is on the disk before it ends."""


def _open(home: Path) -> Book:
    book = sqlite3.connect(home / "clips.db", timeout=PATIENCE, isolation_level=None)
    book.row_factory = sqlite3.Row
    book.execute("PRAGMA journal_mode=WAL")
    book.execute(f"PRAGMA synchronous={SURE}")
    return book


def prepare(home: Path) -> None:
    """Make the folder and the tables where they are missing."""
    home.mkdir(parents=True, exist_ok=True)
    with closing(_open(home)) as book:
        book.executescript(f"BEGIN IMMEDIATE;{TABLES}COMMIT;")  # one wait for the disk, not one a table
        for table, column, kind in ADDED:
            if column not in {row["name"] for row in book.execute(f"PRAGMA table_info({table})")}:
                book.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


@contextmanager
def reading(home: Path) -> Iterator[Book]:
    """Open the book at one consistent moment."""
    with closing(_open(home)) as book:
        book.execute("BEGIN")
        yield book
        book.execute("COMMIT")


@contextmanager
def writing(home: Path) -> Iterator[Book]:
    """Open the book for one writer; what it wrote is on the disk when this ends, or nothing is."""
    with closing(_open(home)) as book:
        book.execute("BEGIN IMMEDIATE")
        try:
            yield book
        except BaseException:
            book.execute("ROLLBACK")
            raise
        book.execute("COMMIT")
