"""What stands in the letters by which people learn that we looked once more ourselves?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core.notices.values import Pen
from ombud.core.pack.words import Text

KEPT: Final = "looked_again"
REOPENED: Final = "reopened"
UNDER: Final = Text(
    "几件按“{clause}”作出的决定没有站住脚。因此，从 {since} 到 {until} 按这一条作出的决定，我们全部重新看一遍，您这一件也在其中。",
    "Several decisions under the rule “{clause}” did not stand. So we look again at every decision made under it from {since} to"
    " {until}, and this is one of them.",
)
BY_RULE: Final = Text(
    "平台的一条规则（{rule}）被查出有错，已经要求平台停用。从 {since} 起按它作出的处理，我们全部重新看一遍，您这一件也在其中。",
    "A rule of the platform, {rule}, was found to be wrong, and the platform was asked to stop it. So we look again at everything"
    " that was decided by it since {since}, and this is one of them.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """A clause under which every decision between two moments is looked at again."""

    clause: str
    since: datetime
    until: datetime

    def said(self, pen: Pen) -> str:
        """Return that in words."""
        entry = pen.pack.clauses.get(self.clause)
        title = entry.title.say(pen.lang) if entry else self.clause
        between = {"since": pen.moment(self.since), "until": pen.moment(self.until)}
        return UNDER.say(pen.lang).format(clause=title, **between)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRule:
    """A rule of the host's that was wrong, and since when everything decided by it is looked at again."""

    clause: str
    since: datetime

    def said(self, pen: Pen) -> str:
        """Return that in words."""
        entry = pen.pack.clauses.get(self.clause)
        title = f"{self.clause} {entry.title.say(pen.lang)}" if entry else self.clause
        return BY_RULE.say(pen.lang).format(rule=title, since=pen.moment(self.since))


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Why it stays, or is opened again, in words or because of a clause or a rule, and by when it is decided then."""

    reasons: str | Under | ByRule
    until: datetime | None


def again_values(it: Again, *, number: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields of these letters."""
    until = {} if it.until is None else {"until": pen.moment(it.until)}
    reasons = it.reasons if isinstance(it.reasons, str) else it.reasons.said(pen)
    return {"number": number, "reasons": reasons, **until}
