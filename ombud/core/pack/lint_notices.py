"""Is there a letter for every notice, does each say what it must, and nothing that no letter says?"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from ombud.core.pack.letters import FIELD
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_obligations import LAW
from ombud.core.pack.lint_rules import AUDIENCES, CONFIDENCE
from ombud.core.pack.phrasing import ANYBODY, unfit
from ombud.core.pack.promises import ORDERED
from ombud.core.pack.types import LetterTemplate, Pack, Source

MANDATORY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "N1": frozenset({"number", "decide_by", "status_url"}),
        "N2": frozenset({"number", "question", "until", "then"}),
        "N3": frozenset({"subject", "measure", "why", "until", "object_url"}),
        "N4": frozenset({"subject", "claim", "claimant", "done", "respond_by", "respond_url"}),
        "N5": frozenset(
            {"measures", "scope", "duration", "facts", "source", "automation"}
            | {"clause_title", "clause_text", "why", "appeal_url", "appeal_until"}
        ),
        "N6": frozenset({"number"}),
        "N7": frozenset(),
        "N8": frozenset({"statement", "then", "complain_where"}),
        "N9": frozenset({"subject"}),
        "N10": frozenset({"number", "ruling", "reasons"}),
        "N11": frozenset({"kinds", "cause", "harm", "remedies", "self_help", "contact"}),
        "N12": frozenset({"basis", "found", "acted", "preserved", "contact"}),
        "N13": frozenset({"number", "facts", "done", "what_to_do", "help_lines"}),
        "N14": frozenset({"advice", "help_lines"}),
        "N15": frozenset({"measure", "why", "remedy_url", "documents"}),
    }
)
"""Notice → what it must not be sent without (DSA 17(3), PIPL 57, 电商法 43, 反电诈法 32 and the house's own)."""
DECISION: Final = "decision_complainant"
DECIDES: Final = frozenset({"outcome", "reasons", "appeal_url", "appeal_until"})
"""What the letter about a decision is not sent without, also where somebody is refused: why, and how to appeal."""
SOONEST_LOOK: Final = timedelta(hours=72)
"""Whoever is not told is thought of again within this time."""


def notices(pack: Pack) -> Found:
    """Yield every notice without a letter, and what letters lack or must not say."""
    written = {template.notice for template in pack.letters.values()}
    for notice in sorted(MANDATORY.keys() - written):
        yield f"letters: {notice}", "no letter is of this notice"
    for template in pack.letters.values():
        where = f"letters.{template.id}"
        yield from unknown([template.notice], MANDATORY, where=where, what="notice")
        for name in sorted(MANDATORY.get(template.notice, frozenset()) - {*template.fields}):
            yield where, f"is {template.notice} and can be sent without {name!r}"
        for name in sorted(DECIDES - {*template.fields} if template.id == DECISION else ()):
            yield where, f"tells a decision and can be sent without {name!r}"
        for said in _texts(template):
            found = unfit(FIELD.sub(" ", said), pack.phrases.values(), audience=template.audience)
            if found is not None:
                yield where, f"says {found.phrase!r}"


def phrases(pack: Pack) -> Found:
    """Yield what is wrong with the phrases that no letter says."""
    for entry in pack.phrases.values():
        where = f"phrases.{entry.id}"
        yield from unknown(entry.audiences, [ANYBODY, *AUDIENCES], where=where, what="audience")
        if not (entry.zh and entry.en and all(one.strip() for one in (*entry.zh, *entry.en))):
            yield where, "is in one language only"


def grounds(pack: Pack) -> Found:
    """Yield grounds to withhold that rest on nothing, or that nobody would look at again soon enough."""
    for ground in pack.grounds.values():
        where = f"grounds.{ground.id}"
        if ground.review_after > SOONEST_LOOK:
            yield where, "is looked at again later than after 72 h"
        if ground.source is None or not (ground.source.instrument.strip() and ground.source.article.strip()):
            yield where, "has no source"
        else:
            bound = ground.ordered or ground.longest is not None
            known = LAW if bound else CONFIDENCE
            yield from unknown([ground.source.confidence], known, where=where, what="confidence")
        if ground.ordered and (ORDERED not in pack.grounds or pack.grounds[ORDERED].longest is None):
            yield where, f"holds by an authority's order alone, and {ORDERED} has no longest time"


def outside(pack: Pack) -> Found:
    """Yield the ways out, the numbers to call and the calendars of which nobody could say where they were looked up."""
    entries = {
        **{f"external_routes.{route.id}": route.source for route in pack.external_routes.values()},
        **{f"help_lines.{line.id}": line.source for line in pack.help_lines.values()},
        **{f"calendars.{days.id}": days.source for days in pack.calendars.values()},
    }
    for where, source in entries.items():
        if not isinstance(source, Source) or not all(
            one.strip() for one in (source.instrument, source.article, source.checked_on)
        ):
            yield where, "has no source"
        else:
            yield from unknown([source.confidence], LAW, where=where, what="confidence of a fact")


def _texts(template: LetterTemplate) -> Iterator[str]:
    for text in (template.title, template.body, template.child):
        if text is not None:
            yield from (text.zh, text.en)
