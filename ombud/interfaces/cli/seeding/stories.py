"""What do the words of a story say? Read from YAML, each complaint as a door would take it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from ombud.core.intake import Filing, SubjectRef
from ombud.core.vocabulary import Lang, Relation, SubjectKind

SENDER: Final = "demo"
PLATFORM: Final = "clips"


def told(name: str) -> Mapping[str, Any]:
    """Return one of the files beside this one."""
    found: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))
    return found


def filing(name: str, story: Mapping[str, Any]) -> Filing:
    """Read one complaint; its name is its idempotency key."""
    kind, external = story.get("about", ("platform", ""))
    lang = Lang(story.get("lang", "zh"))
    return Filing(
        sender=SENDER,
        channel=story.get("channel", "portal"),
        text=story["text"].strip(),
        key=f"demo-{name}",
        subject=SubjectRef(platform=PLATFORM, kind=SubjectKind(kind), external=external),
        answers=story.get("answers", {}),
        relation=Relation(story.get("relation", "bystander")),
        anonymous=story.get("anonymous", False),
        contact=story.get("contact", {}),
        jurisdiction=story.get("where", "CN"),
        locale=lang,
    )
