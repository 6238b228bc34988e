"""Is what counts against somebody for how they spoke what their complaint's book tells, and was each of it told by its letter?"""

from collections.abc import Iterator
from typing import Any, Final

from ombud.core import facts, notices
from ombud.core.audit import Fault
from ombud.core.complaint import Complaint
from ombud.core.pack.records import Answer
from ombud.store.checking import Examined, differ
from ombud.store.conduct import conduct_letter_id

COLUMNS: Final = ("no", "at", "answer", "until")


def of_complaint(
    one: Examined[Complaint], there: list[dict[str, Any]], letters: list[dict[str, Any]]
) -> Iterator[Fault]:
    """Check that each entry counts once for each way in which the person is known, none once erased; and that they were told."""
    it, where = one.state, f"complaint {one.state.id}"
    counted = {} if it.erased else _counted(it)
    known = [(*said, way) for said, ways in counted.items() for way in range(ways)]
    ways: dict[int, int] = {}
    rows = []
    for row in there:
        way = ways[row["no"]] = ways.get(row["no"], -1) + 1
        rows.append((*(row[name] for name in COLUMNS), way))
    yield from differ("conduct", where, known=known, there=rows)
    by_id = {row["id"]: row["template"] for row in letters}
    for line in one.lines:
        template = _template(line.fact)
        letter = getattr(line.fact, "letter", None)
        if template is None or letter is None:
            continue
        if letter != conduct_letter_id(it.id, template, seq=line.seq - 1) or by_id.get(letter) != template:
            yield Fault(code="letter_missing", where=where, detail=f"{template} {line.seq}")


def _counted(it: Complaint) -> dict[tuple[Any, ...], int]:
    ways = {
        **{one.fact.no: one.fact.counted for one in it.conduct.marked},
        **{fact.no: fact.counted for _, fact in it.conduct.limited},
        **{fact.no: fact.counted for _, fact in it.conduct.reviewed},
    }
    return {
        (mark.decision, mark.at, mark.answer, mark.until): ways[mark.decision]
        for mark in it.conduct.marks(it.id)
    }


def _template(fact: facts.Fact) -> str | None:
    """Return by which letter somebody hears of an entry; of a note nobody is written to."""
    match fact:
        case facts.AbuseMarked(answer=Answer.WARNED):
            return notices.WARNING
        case facts.ContactLimited():
            return notices.LIMITED
        case facts.AbuseReviewed(kept=kept):
            return notices.KEPT_SO if kept else notices.LIFTED
        case facts.AnsweredTogether():
            return notices.TOGETHER
        case facts.PartsTold():
            return notices.PARTS
        case facts.ContactNamed():
            return notices.OTHER_CONTACT
        case _:
            return None
