"""What the papers must say, read off the code."""

import ast
import re
from pathlib import Path
from typing import get_args

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.complaint import Standing
from ombud.core.refusals import No
from ombud.look.words import catalogue
from ombud.wire.problems import STATUS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CONFLICT = 409
SETTING = re.compile(r"\b(?:OMBUD|CLIPS)_[A-Z][A-Z_]*[A-Z]\b|\b(?:OWNER_)?DATABASE_URL\b|\bPG_BIN\b")

CASE_STANDS = {
    Status.QUEUED: "in its lane, to be given to somebody",
    Status.IN_HAND: "an agent holds it, with a lease",
    Status.WAITING: "a complainant was asked, until a date",
    Status.COSIGNING: "proposed; further signatures are needed",
    Status.DECIDED: "in force; orders and letters are under way",
    Status.CLOSED: "carried out and told; open to appeal until a date",
}
COMPLAINT_STANDS = {
    Standing.UNSORTED: "received and durable; sorting is due",
    Standing.OPEN: "its parts are with their cases",
    Standing.WAITING: "we asked for more and wait until a date",
    Standing.ENDED: "every part has its outcome",
}


def papers():
    """Every Markdown file that is part of the repository, wherever it lies."""
    found = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    return sorted(found)


def first_line(thing):
    return (thing.__doc__ or "").strip().split("\n")[0]


def fact_rows():
    """One row a fact: whose book, name, meaning."""
    of_complaint, of_case = get_args(facts.ComplaintFact), get_args(facts.CaseFact)
    rows = ["| fact | book | meaning |", "|---|---|---|"]
    for kind in dict.fromkeys((*of_complaint, *of_case)):
        books = (
            "both"
            if kind in of_complaint and kind in of_case
            else "complaint"
            if kind in of_complaint
            else "case"
        )
        rows.append(f"| {kind.__name__} | {books} | {first_line(kind)} |")
    return rows


def stand_rows(stands):
    return [
        "| where | means |",
        "|---|---|",
        *(f"| `{one.value}` | {said} |" for one, said in stands.items()),
    ]


def refusal_rows():
    """One row a refusal: code, status, the words in both languages."""
    words = catalogue()
    rows = ["| code | status | English | 中文 |", "|---|---|---|---|"]
    for no in No:
        said = words[f"refusals.no.{no.value}"]
        rows.append(f"| `{no.value}` | {STATUS.get(no, CONFLICT):d} | {said['en']} | {said['zh']} |")
    return rows


def settings_read():
    """Every setting that is read anywhere in the two packages and the scripts, by its full name."""
    sources = [
        *ROOT.glob("ombud/**/*.py"),
        *ROOT.glob("clips/**/*.py"),
        *(ROOT / name for name in ("run", "test")),
    ]
    found = set()
    for path in sources:
        found |= set(SETTING.findall(path.read_text("utf-8")))
    needs = ast.parse((ROOT / "ombud/site/wiring.py").read_text("utf-8"))
    keys = [key.value for node in ast.walk(needs) if isinstance(node, ast.Dict) for key in node.keys]
    return found | {f"OMBUD_{key.upper()}" for key in keys}
