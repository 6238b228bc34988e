"""How is a duty of the law told to whoever reads the rules?"""

from typing import Any

from ombud.core.pack.obligations import Obligation
from ombud.look.sources import cited


def told(duty: Obligation, lang: str) -> dict[str, Any]:
    """Return what everybody may read of a duty, in their language; empty where there is nothing to say."""
    return {
        "trigger": duty.trigger.say(lang),
        "duty": duty.duty.say(lang),
        "limit": duty.limit.say(lang) if duty.limit else "",
        "source": cited(duty.source, lang),
        "verify": duty.source.confidence == "verify",
        "not_kept": duty.not_kept.say(lang) if duty.not_kept else "",
    }
