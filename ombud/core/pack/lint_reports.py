"""Can every report that a law asks for be made as the pack says?"""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_obligations import LAW
from ombud.core.pack.reports import Every, Makes, Report
from ombud.core.pack.types import Pack


def reports(pack: Pack) -> Found:
    """Yield what is wrong with the reports, and each that no duty asks for."""
    asked = {named for duty in pack.obligations.values() for named in duty.kept_by}
    for one in pack.reports.values():
        where = f"reports.{one.id}"
        yield from unknown([one.makes], Makes, where=where, what="thing to make")
        yield from unknown(one.every, Every, where=where, what="time")
        yield from unknown(_kinds(one), {"*", *pack.categories}, where=where, what="kind")
        yield from unknown(one.bodies, pack.external_routes, where=where, what="way out")
        yield from unknown([one.source.confidence], LAW, where=where, what="confidence of a law")
        if not one.every:
            yield where, "is about no time"
        if not _is_zone(one.zone):
            yield where, f"counts its days in {one.zone!r}, which is no zone"
        if where not in asked:
            yield where, "is made, but no obligation asks for it"


def _kinds(one: Report) -> tuple[str, ...]:
    return *one.of, *one.from_company, *one.orders, *one.information


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
