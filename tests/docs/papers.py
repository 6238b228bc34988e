"""What the papers must say, read off the code."""

import ast
import re
from pathlib import Path
from typing import get_args

from ombud.adapters.policies import elsewhere, jurisdictions, read_layers
from ombud.core import facts
from ombud.core.case import Status
from ombud.core.complaint import Standing
from ombud.core.pack.parse import parse
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


def duties():
    """Every obligation that ships, by place, each once."""
    layers = read_layers()
    packs = [parse(layers, jurisdiction=place) for place in jurisdictions()]
    found = {name: duty for pack in packs for name, duty in pack.obligations.items()}
    return sorted((*found.values(), *elsewhere()), key=lambda duty: (duty.place, duty.id))


def duty_counts():
    """One row a place: how many duties it has, how many are kept, not kept, and not verified."""
    found = duties()
    places = {
        place: [duty for duty in found if duty.place == place] for place in {duty.place for duty in found}
    }
    rows = ["| place | rows | kept | not kept | to verify |", "|---|---|---|---|---|"]
    for place, rows_of in [*sorted(places.items()), ("all", found)]:
        kept = sum(duty.not_kept is None for duty in rows_of)
        verify = sum(duty.source.confidence == "verify" for duty in rows_of)
        rows.append(f"| {place} | {len(rows_of)} | {kept} | {len(rows_of) - kept} | {verify} |")
    return rows


def duty_rows():
    """One row a duty: name, law, how sure, what keeps it or why nothing does."""
    rows = ["| duty | law | sure? | kept by, or why not |", "|---|---|---|---|"]
    for duty in duties():
        law = f"{duty.source.instrument} {duty.source.article}"
        kept = ", ".join(f"`{named}`" for named in duty.kept_by)
        said = kept if duty.not_kept is None else f"not: {duty.not_kept.en}"
        rows.append(f"| `{duty.id}` | {law} | {duty.source.confidence} | {said} |")
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
