"""How does a playbook become what its page draws?"""

from datetime import datetime
from typing import Any
from uuid import UUID

from ombud.core.notices import WRITTEN
from ombud.core.pack.approvals import ApprovalFacts, level
from ombud.core.pack.types import Step
from ombud.core.playbooks import VERIFIES, playbook_of
from ombud.interfaces.workbench.telling import measure
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen


def steps(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return the playbook in force, each step with how it stands."""
    case = seen.case
    told: dict[str, tuple[str, datetime, str]] = {}
    for line in seen.lines:
        step = getattr(line.fact, "step", None)
        if step is not None:
            words = getattr(line.fact, "words", None)
            name = seen.names.get(UUID(line.by.partition(":")[2]), "") if line.by.startswith("agent:") else ""
            told[step] = (name, line.at, seen.words.get(words.id, "") if words else "")
    made = []
    for step in playbook_of(case, seen.pack).steps:
        state = (
            "done" if step.id in case.steps_done else "skipped" if step.id in case.steps_skipped else "open"
        )
        name, at, note = told.get(step.id, ("", None, "")) if state != "open" else ("", None, "")
        made.append(
            {
                "id": step.id,
                "text": step.title.say(lang),
                "hint": step.help.say(lang),
                "state": state,
                "mandatory": step.mandatory,
                "skippable": step.skip != "never" or not step.mandatory,
                "takes": _takes(step, seen),
                "evidence": step.evidence,
                "role": say(f"workbench.role.{step.role}", lang) if step.role else "",
                "writes": [
                    (f"{step.id}.{field}", say(f"workbench.letter_says.{field}", lang))
                    for field in WRITTEN.get(step.letter or "", ())
                ],
                "dated": step.dated,
                "finds": [
                    (one, say(f"workbench.known.{one}", lang)) for one in step.finds if one not in case.found
                ],
                "verifies": step.does == VERIFIES,
                "does": say(f"workbench.does.{step.does}", lang),
                "before": step.before,
                "forbids": [measure(code, seen, lang) for code in step.forbids],
                "who": name,
                "at": at,
                "note": note,
            }
        )
    return made


def _takes(step: Step, seen: CaseSeen) -> str:
    """Return the level of signatures that a decision takes where this step was left out; nothing where any will do."""
    if step.if_skipped is None:
        return ""
    left_out: dict[str, Any] = {step.if_skipped: True}
    return level(seen.pack, category=seen.case.code, measures=(), facts=ApprovalFacts(**left_out))
