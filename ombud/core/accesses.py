"""Who looked at somebody's data: what is kept of the answer, and who reads the names in it?

1. The host is asked by a lead who neither holds the case nor has a hand in it, of one account and one time. Its whole answer is kept as
   evidence. Where it cannot answer a log is entered by hand, with why.
2. How many looked, from when until when and how many had no ticket, everybody reads who may see the case; who they were reads a lead
   without a hand in it, or an auditor, with a reason that is written down.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from ombud.core.refusals import No, Refused

LONGEST: Final = timedelta(days=366)
"""For how long a time the log is asked for at most."""
MOST_SIGNS: Final = 200_000
"""How long a log is that is entered by hand."""
BY_HOST: Final = "host"
BY_HAND: Final = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A look at somebody's data: when, who, what they saw, on which ticket."""

    at: str
    who: str = field(repr=False)
    what: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What is kept of an answer; of one that was entered by hand its `text`, and `why` the host did not answer."""

    source: str
    account: str
    since: str
    until: str
    looks: tuple[Looked, ...] = field(default=(), repr=False)
    text: str = field(default="", repr=False)
    why: str = ""

    @property
    def count(self) -> int:
        """Return how many looks there were, or lines."""
        return len(self.looks) or len([line for line in self.text.splitlines() if line.strip()])

    @property
    def unexplained(self) -> int:
        """Return how many of them had no ticket."""
        return sum(not one.ticket for one in self.looks)


def check_asked(
    account: str, *, since: datetime | None, until: datetime | None, now: datetime
) -> tuple[datetime, datetime]:
    """Return from when until when; refuse what names nobody, no time, one to come, or one too long.

    Raises: BAD_INPUT, BAD_TIME.
    """
    if not account.strip():
        raise Refused(No.BAD_INPUT, field="account")
    if since is None or until is None or not since < until or since > now or until - since > LONGEST:
        raise Refused(No.BAD_TIME, field="access_since", why="log")
    return since, until


def check_entered(text: str, why: str) -> None:
    """Refuse a log by hand that is empty or endless, and one that nobody says why for.

    Raises: BAD_INPUT, NEEDS_REASON.
    """
    if not why.strip():
        raise Refused(No.NEEDS_REASON, field="access_why")
    if not text.strip() or len(text) > MOST_SIGNS:
        raise Refused(No.BAD_INPUT, field="access_text")


def written(log: Log) -> str:
    """Return the log as it is kept."""
    looks = [{"at": one.at, "who": one.who, "what": one.what, "ticket": one.ticket} for one in log.looks]
    rest = {name: getattr(log, name) for name in ("source", "account", "since", "until", "text", "why")}
    return json.dumps({**rest, "looks": looks}, ensure_ascii=False)


def read(kept: str) -> Log:
    """Return a log as it was kept."""
    said: Mapping[str, Any] = json.loads(kept)
    return Log(**{**said, "looks": tuple(_looks(said["looks"]))})


def _looks(several: Iterable[Mapping[str, str]]) -> Iterable[Looked]:
    return (Looked(**one) for one in several)
