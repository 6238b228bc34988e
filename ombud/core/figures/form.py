"""How are figures laid out for those who read them: the common form of the Union (Implementing Regulation (EU) 2024/2835), and tables?

The form's headings, rows and spelling are the Union's. A cell is empty where nobody here knows: never nought.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from ombud.core.figures.periods import Period
from ombud.core.figures.transparency import ALL, LAW, TERMS
from ombud.core.informal import WANTS
from ombud.core.pack.dsa import GROUPS

Cell: TypeAlias = str | int | float | None
Figures: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One file of figures: its name, what stands above its columns, and its rows."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


UNIT: Final = "Hours"
HOSTS: Final = "Only for providers of hosting services, including online platforms"
PLATFORMS: Final = "Only for providers of online platforms"
EVERYBODY: Final = "All"
OTHER_KEYWORD: Final = "KEYWORD_OTHER"
NOT_SPECIFIED: Final = "NOT_SPECIFIED_NOTICE"
TERMS_ONLY: Final = "OTHER_VIOLATION_TC"
"""A category of our own terms: as a notice of something illegal it does not say what is illegal."""

_NOTICE: Final = (
    "Number of notices received ",
    "Number of notices received from Trusted flaggers",
    "Number of specific items of information included in the total number of notices",
    "Number of specific items of information included in the total number of notices by Trusted Flaggers (Trusted Flagger notices)",
    "Median time to take action",
    "Median time to take action (Trusted Flagger notices)",
    "Number of actions taken on the basis of the law",
    "Number of actions taken on the basis of the law (Trusted Flagger notices)",
    "Number of actions taken on the basis of the terms and conditions of the service",
    "Number of actions taken on the basis of the terms and conditions of the service (Trusted Flagger notices)",
)
_ORDER: Final = (
    "Number of orders to act against illegal content received",
    "Number of specific items of information included in the total number of orders to act against illegal content",
    "Median time to inform the authority of the receipt of the order to act against illegal content",
    "Median time to give effect to the order to act against illegal content",
    "Number of orders to provide information",
    "Median time to inform the authority of the receipt of the order to provide information",
    "Median time to give effect to the order to provide information",
)
_WHERE: Final = ("Applicability", "Service", "Reporting period")
_CATEGORY: Final = ("Category of illegal content", 'Description of the sub-category "Other"')
_INDICATOR: Final = ("Section", "Indicator", "Scope", "Value", "Contextual Information")
_INTERNAL: Final = "Internal complaints mechanism"
_OUT: Final = "Out-of-court dispute settlement bodies"
_SUSPENSIONS: Final = "Suspensions imposed on repeated offenders"
_AUTOMATED: Final = "Use of automated means for content moderation"
_ABOUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "visibility": "Complaint regarding a decision to remove or disable access to or restrict visibility of information",
        "provision": "Complaint regarding a decision to suspend or terminate the provision of the service",
        "account": "Complaint regarding a decision to suspend or terminate an account ",
        "monetary": "Complaint regarding a decision to restrict the ability to monetise information",
        "no_action": (
            "Complaint regarding a decision not to take action on a notice submitted in accordance with Article 16"
        ),
        "no_action_trusted": (
            "Complaint regarding a decision not to take action on a notice submitted by a Trusted Flagger in accordance with Article 16"
        ),
    }
)
_SUBMITTED: Final = "Number of complaints submitted to the internal-complaints mechanism"
_DISPUTES: Final = "Number of disputes submitted to out-of-court dispute settlement bodies"
_TOTAL: Final = "Total number"
_MEDIAN: Final = "Median time"
_RULINGS: Final = (
    ("Decisions upheld", "upheld"),
    ("Decisions partially reversed", "changed"),
    ("Decisions reversed", "overturned"),
)
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "notices": 0,
        "items": 0,
        LAW: 0,
        TERMS: 0,
        "filed": 0,
        "upheld": 0,
        "changed": 0,
        "overturned": 0,
        "median_hours": None,
    }
)
"""What was counted under a name that nothing came under."""
_ASKED: Final = (
    "asker",
    "country",
    "asked",
    "pressed",
    "answered",
    "looked_at",
    "violation",
    "nothing_found",
)


def common_form(figures: Figures, *, period: Period) -> tuple[Table, ...]:
    """Return the parts of the common form that can be filled from here; the others are the platform's."""
    said = f"{period.first.isoformat()}/{period.last.isoformat()}"
    return (
        _summary(period),
        _orders(figures, said),
        _notices(figures, said),
        _appeals(figures, said),
        _automated(figures, said),
    )


def _summary(period: Period) -> Table:
    rows: tuple[tuple[str, Cell], ...] = (
        ("Name of the service provider", None),
        ("Date of the publication of the report", None),
        ("Date of the publication of the latest previous report", None),
        ("Starting date of reporting period", period.first.isoformat()),
        ("Ending date of reporting period", period.last.isoformat()),
    )
    return Table(
        "part_1_summary.csv",
        ("Applicability", "Service", "Indicator", "Value"),
        tuple((EVERYBODY, None, name, value) for name, value in rows),
    )


def _orders(figures: Figures, said: str) -> Table:
    act, tell = figures["orders_to_act"], figures["orders_to_tell"]
    cells: tuple[Cell, ...] = (
        act["received"],
        act["items"],
        act["median_hours_to_acknowledge"],
        act["median_hours_to_effect"],
        tell["received"],
        tell["median_hours_to_acknowledge"],
        tell["median_hours_to_effect"],
    )
    units = tuple(UNIT if name.startswith("Median") else None for name in _ORDER)
    head = (
        *_WHERE,
        *_CATEGORY,
        "Scope",
        *_ORDER,
        *(f"Contextual information on {_small(name)}" for name in _ORDER),
    )
    row = (EVERYBODY, None, said, ALL, None, ALL, *cells, *units)
    unspecified = (EVERYBODY, None, said, "STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER", None, ALL, *cells, *units)
    return Table("part_3_member_states_orders.csv", head, (row, unspecified))


def _small(name: str) -> str:
    """Return a heading as the form spells it where it is about the numbers of orders to act."""
    return name.replace("Number", "number") if "to act" in name else name


def _notices(figures: Figures, said: str) -> Table:
    known = {(row["name"], row["trusted"]): row for row in figures["notices"]}
    head = (*_WHERE, *_CATEGORY, *_NOTICE, *(f"Contextual information on {name}" for name in _NOTICE))
    units = tuple(UNIT if name.startswith("Median") else None for name in _NOTICE)
    rows = tuple((HOSTS, None, said, code, None, *_cells(known, name), *units) for code, name in _lines())
    return Table("part_4_notices.csv", head, rows)


def _lines() -> Iterator[tuple[str, str]]:
    """Yield each row of the form, with the name that it is counted under here."""
    yield ALL, ALL
    for group, keywords in GROUPS.items():
        if group == TERMS_ONLY:
            continue
        yield f"STATEMENT_CATEGORY_{group}", group
        for keyword in keywords:
            yield f"KEYWORD_{keyword}", f"{group}/{keyword}"
        yield OTHER_KEYWORD, f"{group}/OTHER"
    yield f"STATEMENT_CATEGORY_{NOT_SPECIFIED}", TERMS_ONLY


def _cells(known: Mapping[tuple[str, bool], Figures], name: str) -> Iterator[Cell]:
    both = known.get((name, False), _NOTHING), known.get((name, True), _NOTHING)
    for column in ("notices", "items", "median_hours", LAW, TERMS):
        yield from (row[column] for row in both)


def _appeals(figures: Figures, said: str) -> Table:
    rows = (
        *_internal(figures["appeals"], newly=figures["newly_restricted_on_appeal"]),
        *_disputes(figures["disputes"]),
        *_suspensions(figures["suspended_for_unfounded_notices"]),
    )
    whole = tuple(
        (EVERYBODY if place == 0 else PLATFORMS, None, said, *row) for place, row in enumerate(rows)
    )
    return Table("part_7_appeals_and_recidivism.csv", (*_WHERE, *_INDICATOR), whole)


def _internal(appeals: Figures, *, newly: int) -> Iterator[tuple[Cell, ...]]:
    yield from _judged(_SUBMITTED, appeals.get(ALL, _NOTHING))
    yield _INTERNAL, _SUBMITTED, "Decision omitted", None, None
    yield (
        _INTERNAL,
        "Number of restrictions newly imposed as a result of an internal complaint",
        _TOTAL,
        newly,
        None,
    )
    for sort, name in _ABOUT.items():
        yield from _judged(name, appeals.get(sort, _NOTHING))


def _judged(name: str, found: Figures) -> Iterator[tuple[Cell, ...]]:
    yield _INTERNAL, name, _TOTAL, found["filed"], None
    for scope, ruling in _RULINGS:
        yield _INTERNAL, name, scope, found[ruling], None
    yield _INTERNAL, name, _MEDIAN, found["median_hours"], UNIT


def _disputes(found: Figures) -> Iterator[tuple[Cell, ...]]:
    yield _OUT, _DISPUTES, _TOTAL, found["submitted"], None
    for scope, _ in _RULINGS:
        yield _OUT, _DISPUTES, scope, None, None
    yield _OUT, _DISPUTES, _MEDIAN, found["median_hours"], UNIT
    yield _OUT, _DISPUTES, "Decision omitted", None, None
    share = round(100 * found["followed"] / found["ended"], 2) if found["ended"] else None
    yield _OUT, _DISPUTES, "Percentage of outcomes implemented", share, None


def _suspensions(unfounded: int) -> Iterator[tuple[Cell, ...]]:
    for what, n in (
        ("the provision of manifestly illegal content ", None),
        ("the provision of manifestly unfounded notices", unfounded),
        ("the provision of manifestly unfounded complaints", 0),
    ):
        yield _SUSPENSIONS, f"Number of suspensions enacted for {what}", _TOTAL, n, None


def _automated(figures: Figures, said: str) -> Table:
    solely, people = figures["actions_automated"], figures["actions"] - figures["actions_automated"]
    trusted = figures["notices_decided_trusted"]
    rows: tuple[tuple[str, str, str, Cell], ...] = (
        (EVERYBODY, "Number of measures solely taken by automated means ", _TOTAL, solely),
        (EVERYBODY, "Number of measures not taken by automated means", _TOTAL, people),
        (HOSTS, "Number of notices solely processed by automated means ", "NAM Total", 0),
        (
            HOSTS,
            "Number of notices not processed by automated means",
            "NAM Total",
            figures["notices_decided"],
        ),
        (PLATFORMS, "Number of notices solely processed by automated means ", "NAM Trusted Flagger", 0),
        (PLATFORMS, "Number of notices not processed by automated means", "NAM Trusted Flagger", trusted),
    )
    whole = tuple((who, None, said, _AUTOMATED, name, scope, n, None) for who, name, scope, n in rows)
    return Table("part_8_automated_means.csv", (*_WHERE, *_INDICATOR), whole)


def actions(figures: Figures) -> Table:
    """Return what was done, by restriction, ground, and whether a trusted flagger had reported it."""
    rows = (
        (f"DECISION_{row['restriction']}", row["ground"], "yes" if row["trusted"] else "no", row["n"])
        for row in figures["measures"]
    )
    return Table("actions.csv", ("restriction", "ground", "trusted flagger", "decisions"), tuple(rows))


def besides(figures: Figures) -> tuple[Table, ...]:
    """Return what the form does not ask for: how many people were told something, and what was asked off the record."""
    told = (
        tuple(row[name] for name in ("measure", "do", "messages", "people")) for row in figures["reached"]
    )
    asked = (
        (*(row[name] for name in _ASKED), *(row["wants"].get(wish, 0) for wish in WANTS))
        for row in figures["informal"]
    )
    return (
        Table("people_told.csv", ("measure", "do", "messages", "people"), tuple(told)),
        Table("asked_off_the_record.csv", (*_ASKED, *(f"wants {wish}" for wish in WANTS)), tuple(asked)),
    )


def of_complaints(figures: Figures) -> tuple[Table, ...]:
    """Return what was counted of complaints: kind by kind, the whole last, and what was done."""
    outcomes = sorted(figures["outcomes"])
    head = ("kind", "received", "ended", "appealed", "mean hours", "median hours", *outcomes)
    kinds = ({**one, "name": one["code"]} for one in figures["kinds"])
    rows = tuple(_row(one, outcomes) for one in (*kinds, {**figures, "name": ALL}))
    done = tuple(figures["measures"].items())
    return Table("complaints.csv", head, rows), Table("measures.csv", ("measure", "decisions"), done)


def _row(one: Figures, outcomes: list[str]) -> tuple[Cell, ...]:
    names = ("name", "received", "ended", "appealed", "mean_hours", "median_hours")
    return *(one[name] for name in names), *(one["outcomes"].get(outcome, 0) for outcome in outcomes)
