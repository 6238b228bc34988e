"""What an owner says of their account, and a host that knows whether it is so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ombud.adapters.platform.contract import Answer, HostSubject, Vouched
from ombud.adapters.platform.memory import MemoryPlatform
from ombud.usecases.verify_standing import Shown

TRUE: Final = "是"
FALSE: Final = "不是"


class Believing(MemoryPlatform):
    """A host that says yes to whatever begins with yes, no to what begins with no, and cannot know anything else."""

    def vouch(self, account: HostSubject, *, said: Mapping[str, str], now: datetime) -> Vouched:
        """Answer by how it begins."""
        known = {TRUE: Answer.YES, FALSE: Answer.NO}
        return Vouched(
            {name: known.get(text.partition(",")[0], Answer.UNKNOWN) for name, text in said.items()}
        )


def shown(*asked: str, own: tuple[str, ...] = (), **said: str) -> dict[str, Any]:
    """What verifying somebody's standing is told: the host confirms what it is `asked`, a person saw what is their `own`."""
    proof = Shown(
        signals=own,
        text="看过合同原件" if own else "",
        said={**dict.fromkeys(asked, f"{TRUE},对方说得出"), **said},
    )
    return {"shown": proof, "platform": Believing()}
