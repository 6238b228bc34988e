"""What does somebody read of a complaint that went to several cases: who answers for it, and how far is each part?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ombud.look.words import say
from ombud.usecases.look_at_contacts import Answered


def cards(several: Iterable[Answered], lang: str, *, now: datetime) -> list[dict[str, Any]]:
    """Return each of them, with its parts in words."""
    return [_card(one, lang, now=now) for one in several]


def _card(one: Answered, lang: str, *, now: datetime) -> dict[str, Any]:
    return {
        "id": str(one.complaint),
        "number": one.number,
        "mask": one.mask,
        "who": say("workbench.contact.you", lang) if one.mine else one.name,
        "mine": one.mine,
        "word_by": one.word_by,
        "why": one.why,
        "others": [(str(who), name) for who, name in one.others],
        "late": one.word_by is not None and one.word_by < now,
        "wrote": say("workbench.contact.wrote", lang, n=one.wrote) if one.wrote else "",
        "parts": [
            {
                "no": part.no,
                "title": one.titles[part.code][0 if lang == "zh" else 1]
                if part.code
                else say("workbench.contact.hidden", lang),
                "number": part.number,
                "case": part.case,
                "status": say(f"workbench.status.{part.status}", lang),
                "due": None if part.ended else part.due_by,
                "late": not part.ended and part.due_by is not None and part.due_by < now,
            }
            for part in one.parts
        ],
    }
