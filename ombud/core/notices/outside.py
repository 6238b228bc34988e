"""What stands in the letter by which one side learns what becomes of the ruling of a body outside the house?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core.notices.values import Pen
from ombud.core.pack.words import Text, to_a_child

OUTSIDE: Final = "outside_outcome"
FOLLOWED: Final = Text("我们照办", "We follow it")
NOT_FOLLOWED: Final = Text("我们不照办", "We do not follow it")
AFRESH: Final = Text(
    "由一位没有参与过原决定的人员按这一结果重新处理，最迟 {at} 答复您。",
    "Somebody who had no hand in the decision deals with it afresh in the light of this, and answers you by {at}.",
)
STANDS: Final = Text(
    "原决定不变，其他途径不受影响。", "Our decision stands; every other way remains open to you."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """How it ended outside: by whom, why, and by when it is judged afresh where we follow it."""

    number: str
    body: str
    reasons: str
    afresh_by: datetime | None


def outside_values(it: Ruled, *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of that letter."""
    ruling, then = FOLLOWED.say(pen.lang), STANDS.say(pen.lang)
    if it.afresh_by is None:
        ruling = NOT_FOLLOWED.say(pen.lang)
    else:
        then = AFRESH.say(pen.lang).format(at=pen.moment(it.afresh_by))
    said = {"ruling": ruling, "then": then}
    if pen.child:
        said = {name: to_a_child(text) for name, text in said.items()}
    return {"number": it.number, "body": it.body, "reasons": it.reasons, **said}
