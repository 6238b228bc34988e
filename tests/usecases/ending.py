"""A case that went all the way."""

from ombud.adapters.platform.memory import MemoryPlatform
from ombud.core import facts
from ombud.core.vocabulary import Outcome, Severity
from ombud.usecases.close import close
from ombud.usecases.deliver import Doors, deliver
from ombud.usecases.fan_out import fan_out
from ombud.usecases.grade import grade
from ombud.usecases.grant import grant
from tests.cast import MEI, ZHOU
from tests.usecases.orders.scene import Post


def over(work, *, grave: bool = True, weighed: facts.Weighed | None = None, **said):
    """A case that 梅 Mei decided, that everybody was told of and that is closed."""
    case = work.in_hand(**said)
    if weighed is not None:
        work.write(case, weighed, by="chore:rules")
        work.act(grant, case, to=MEI, reason="经办", by=ZHOU)
    if grave:
        work.act(grade, case, severity=Severity.S0, why="请复核")
    work.steps(case, before="decision")
    work.propose(case, outcome=Outcome.NO_VIOLATION, measures=(), for_account="")
    while fan_out(now=work.now):
        pass
    post = Post()
    doors = Doors(platform=MemoryPlatform(), mail=post, sms=post, url="https://ombud.example")
    while deliver(doors=doors, now=work.now):
        pass
    work.steps(case, before="close")
    assert close(now=work.now) == 1
    return case
