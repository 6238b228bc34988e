"""Why did a decision not stand, whose work is it that it does not happen again, and how many are looked at once more blind?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ombud.core.pack.words import Text, falls_under

WHOLE: Final = 10_000
"""What a share is counted in: one hundredth of a per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose work a cause is: a duty of the house, done by whoever has the `role`."""

    id: str
    title: Text
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a decision did not stand: whose work it is to mend that, and within what time."""

    id: str
    title: Text
    owner: str = ""
    within: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Cases of which the same share is decided once more blind; an empty list says nothing about a case.

    `reversal`: only what undid a decision, of ours or of the host's. `first`: only so many of the first that somebody decides here.
    """

    share: int
    severities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    reversal: bool = False
    first: int = 0

    def covers(
        self,
        *,
        code: str,
        severity: str,
        measures: Iterable[str],
        outcome: str,
        reversal: bool = False,
        nth: int = 0,
    ) -> bool:
        """Say whether a decided case is one of these; it is the `nth` that whoever decided it has decided here."""
        told = (
            reversal or not self.reversal,
            not self.first or nth <= self.first,
            not self.severities or severity in self.severities,
            not self.kinds or falls_under(code, self.kinds),
            not self.measures or any(falls_under(one, self.measures) for one in measures),
            not self.outcomes or outcome in self.outcomes,
        )
        return all(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """When is one version of a rule of the host's looked at? So many of its decisions in doubt or undone within a short time.

    Or, of those that people judged in the `recent` days, at least `fewest`, more fell than would by chance once in `one_in` such
    times, were it as good as is `usual`. Whoever cleared such an alarm is not called again for the same rule before `quiet` is over.
    """

    within: timedelta = timedelta(hours=1)
    contested: int = 5
    overturned: int = 3
    recent: timedelta = timedelta(days=7)
    usual: timedelta = timedelta(days=180)
    fewest: int = 8
    one_in: int = 1000
    quiet: timedelta = timedelta(hours=24)
    pause: timedelta = timedelta(hours=72)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admits:
    """Where do we admit a fault of our own, so that its cause becomes somebody's work?

    By what is `granted` in some kinds, in others by a telling in an emergency that a second person judged wrong (`disclosed`),
    and by a time that was missed for one of the causes in `late`. A pack from before admits nothing.
    """

    granted: tuple[str, ...] = ()
    disclosed: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Within how many working days of a calendar somebody reads what comes after the end; days as they pass where none is named.

    Whoever sent something `often` times in a row that held nothing new is read within `then` days, all of it at once.
    """

    days: int = 2
    calendar: str = ""
    often: int = 3
    then: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """After which times it is looked at whether what was mended holds, and what is looked at by a second pair of eyes.

    The first of the `strata` by name that covers a case says its share, in hundredths of a per cent. A look is answered
    `within` its time and stays `hold` with whoever took it. For `rate_for` a complainant can say whether it is solved.
    When a rule of the host's is looked at is `faulty`; where a fault of ours is admitted is `admits`; by when what comes after the end is
    read, `later`.
    """

    checks: tuple[timedelta, ...] = ()
    again: timedelta = timedelta(days=30)
    strata: Mapping[str, Stratum]
    within: Mapping[str, timedelta]
    faulty: Faulty = Faulty()
    admits: Admits = Admits()
    later: Later = Later()
    hold: timedelta = timedelta(hours=4)
    rate_for: timedelta = timedelta(days=30)
