"""How does whoever reported something in vain learn how it ended, once we said that they were right?

The matter is judged in a case of its own beside theirs, of the kind that it should have been, by somebody who had no hand in either.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final

from ombud.core import notices
from ombud.core.case import Case
from ombud.core.kin import anew
from ombud.core.notices import words
from ombud.core.pack.types import Pack, Step
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome, Side
from ombud.store import letters, penning
from ombud.store.ledger import read_case

DONE: Final = Text(
    "您举报的内容由另一位没有参与过的同事重新判断了。结果：{outcome}。",
    "What you reported was judged anew by somebody who had no hand in it before. The result: {outcome}.",
)
NEXT: Final = Text(
    "不同意的，可以从这件投诉的决定信申诉，请在下面的日期之前。",
    "If you disagree, appeal from the letter of our decision on your complaint by the day below.",
)


def tell(case: Case, step: Step, *, pack: Pack, now: datetime) -> None:
    """Tell everybody who complained how the matter ended that was opened anew; refuse while nobody has decided it.

    Raises: STEP_NEEDS_EVIDENCE.
    """
    other = anew(case)
    decision = read_case(other).decision if other is not None else None
    if decision is None:
        raise Refused(No.STEP_NEEDS_EVIDENCE, step=step.id, why="anew")
    until = penning.appeal_until(case, Side.COMPLAINANT, pack=pack, now=now)
    outcome = words.OUTCOMES[Outcome(decision.proposal.outcome)]

    def values(number: str, pen: notices.Pen) -> Mapping[str, str]:
        done = DONE.say(pen.lang).format(outcome=outcome.say(pen.lang))
        it = notices.Progress(done=done, next=NEXT.say(pen.lang), until=until)
        return notices.progress_values(it, number=number, pen=pen)

    named = partial(letters.progress_id, case_id=case.id, seq=case.seq)
    letters.tell_everybody(case, letters.PROGRESS, values, named=named, pack=pack, now=now)
