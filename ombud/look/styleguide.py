"""What do all components look like together? Shown in development and in the demo."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ombud.look.icons import ICONS
from ombud.look.templatetags.words import reading
from ombud.look.words import say

NOON: Final = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PAGES: Final = ("guide", "portal", "workbench", "office")


def _timeline(t: Any) -> list[dict[str, Any]]:
    return [
        {"at": NOON, "text": t("t_received"), "kind": "inbox", "tone": "green"},
        {"at": NOON + timedelta(minutes=4), "text": t("t_masked"), "kind": "shield", "tone": "blue"},
        {
            "at": NOON + timedelta(hours=1), "text": t("note"), "body": t("t_note"), "who": "梅 Mei", "kind": "note",
            "private": True, "tone": "amber",
        },
        {"at": NOON + timedelta(hours=2), "text": t("t_asked"), "who": "梅 Mei", "kind": "message", "unread": True},
    ]  # fmt: skip


def _steps(t: Any) -> list[dict[str, Any]]:
    return [
        {"id": "a", "text": t("step_1"), "state": "done", "mandatory": True, "who": "梅 Mei", "at": NOON},
        {"id": "b", "text": t("step_2"), "state": "skipped", "reason": t("step_skip")},
        {"id": "c", "text": t("step_3"), "state": "open", "mandatory": True},
        {"id": "d", "text": t("step_4"), "state": "blocked"},
    ]


def _cases(t: Any) -> list[dict[str, Any]]:
    kinds = (("S0", "minors"), ("S2", "privacy"), ("S1", "account"), ("S3", "unfair"))
    matters = (2, 1, 3, 4)
    return [
        {
            "number": f"C-26-0{4103 + i}", "level": level, "kind": t(kind), "title": t(f"matter_{matters[i]}"),
            "due": NOON + timedelta(minutes=(9, 190, 1500, -40)[i]), "current": i == 1, "unread": i == 0,
        }
        for i, (level, kind) in enumerate(kinds)
    ]  # fmt: skip


def samples(lang: str) -> dict[str, Any]:
    """Return made-up values for every component."""

    def t(key: str) -> str:
        return say(f"guide.{key}", lang)

    kinds = ("minors", "privacy", "content", "account", "unfair", "service")
    counts = (4, 11, 38, 17, 9, 22)
    return {
        "icons": sorted(ICONS),
        "now": NOON,
        "started": NOON - timedelta(hours=20),
        "soon": NOON + timedelta(minutes=38),
        "later": NOON + timedelta(hours=30),
        "past": NOON - timedelta(minutes=47),
        "span": timedelta(hours=2, minutes=5),
        "who": [
            ("me", t("who_me")),
            ("guardian", t("who_parent"), t("who_parent_hint")),
            ("other", t("who_other")),
        ],
        "where": [("", say("look.field.choose", lang)), *((k, t(k)) for k in ("video", "live", "message"))],
        "kinds": [(k, t(k)) for k in kinds],
        "numbers": [
            (t("police"), "110", t("day_night")),
            (t("child_line"), "12355", ""),
            (t("crisis"), "12356", t("day_night")),
        ],
        "errors": {"wrong": t("mail_wrong")},
        "crumbs": [(t("portal"), "#"), (t("mine"), "#"), ("C-26-04104", "")],
        "timeline": _timeline(t),
        "steps": _steps(t),
        "cases": _cases(t),
        "facts": [(t("number"), "C-26-04104"), (t("matter"), t("matter_1")), (t("where"), t("message"))],
        "columns": [(t("number"), "nowrap"), t("matter"), (t("count"), "number")],
        "rows": [
            ["C-26-04103", t("matter_2"), 3],
            ["C-26-04104", t("matter_1"), 1],
            ["C-26-04105", t("matter_3"), 12],
        ],
        "tabs": [
            {"text": t("case"), "href": "#", "current": True},
            {"text": t("evidence"), "href": "#", "count": 3},
            {"text": t("letters"), "href": "#", "count": 1, "tone": "amber"},
        ],
        "nav": [
            {"text": t("overview"), "href": "#", "current": True, "icon": "home"},
            {"text": t("late"), "href": "#", "count": 2, "tone": "red", "icon": "clock"},
            {"text": t("agents"), "href": "#", "icon": "people"},
            {"text": t("orders"), "href": "#", "icon": "send"},
        ],
        "deadlines": [
            (t("first_reply"), NOON + timedelta(days=1)),
            (t("decision"), NOON + timedelta(days=7)),
        ],
        "lanes": [(t(k), n, "red" if k == "minors" else "blue") for k, n in zip(kinds, counts, strict=True)],
        "week": [22, 25, 19, 31, 28, 36, 33],
        "shares": [
            (t("upheld"), 61, "blue"),
            (t("none"), 24, "neutral"),
            (t("granted"), 31, "green"),
            (t("overturned"), 3, "amber"),
        ],
    }


def styleguide(request: HttpRequest, page: str = "guide") -> HttpResponse:
    """Show the components, or one of the skeletons in use."""
    lang = getattr(request, "lang", "") or reading()
    return render(request, f"look/guide/{page}.html", samples(lang))
