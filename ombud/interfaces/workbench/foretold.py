"""What waits for a day that was announced, and why may something be done without announcing it?"""

from collections.abc import Iterable
from typing import Any

from ombud.core.clocks import rule_of
from ombud.interfaces.workbench.telling import measure
from ombud.look.dates import moment
from ombud.look.sources import cited
from ombud.look.words import listed, say
from ombud.usecases.look_at_case import CaseSeen


def reasons(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return the law's reasons as options of a field; none where no law has anything announced ahead."""
    told = [(name, said.say(lang)) for name, said in seen.at_once.items()]
    return [("", say("workbench.decide.at_once_none", lang)), *told] if told else []


def waits(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return what waits, each with its day, the law, and by when the letter must have arrived, if it has not."""
    return [
        {
            "title": say(
                "workbench.case.waits",
                lang,
                at=moment(past.announced.at, lang),
                list=listed((measure(one.measure, seen, lang) for one in past.announced.orders), lang),
            ),
            "then": say("workbench.case.waits_then", lang, law=_laws(past.announced.laws, seen, lang)),
            "until": ""
            if past.told_at
            else say("workbench.case.waits_until", lang, at=moment(past.announced.tell_by, lang)),
        }
        for past in seen.case.decisions
        if past.announced is not None
    ]


def _laws(names: Iterable[str], seen: CaseSeen, lang: str) -> str:
    rules = (rule_of(name, seen.owing) for name in names)
    return listed((cited(rule.source, lang) for rule in rules if rule), lang)
