"""What does a letter say, and may it be sent like this?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ombud.core.pack.types import LetterTemplate
from ombud.core.pack.words import to_a_child
from ombud.core.refusals import No, Refused

FIELD: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished letter in plain text; an empty line parts its paragraphs."""

    title: str
    body: str


def fields_in(text: str) -> frozenset[str]:
    """Return the fields that a text uses."""
    return frozenset(FIELD.findall(text))


def render(
    template: LetterTemplate, *, lang: str, values: Mapping[str, str], for_child: bool = False
) -> Rendered:
    """Fill a template in a language; a mandatory field that is empty refuses the letter.

    A paragraph that needs an optional field which is not there is left out. A child gets the child's words if there
    are any. What a value says is never read as a field again.
    """
    for name in template.fields:
        if not values.get(name, "").strip():
            raise Refused(No.LETTER_FIELD_EMPTY, field=name, letter=template.id)
    words = template.child if for_child and template.child is not None else template.body
    given = {
        name: values[name].strip()
        for name in (*template.fields, *template.optional)
        if values.get(name, "").strip()
    }
    paragraphs = (part.strip() for part in words.say(lang).split("\n\n"))
    body = "\n\n".join(_filled(part, given=given) for part in paragraphs if fields_in(part) <= given.keys())
    title = template.title.say(lang)
    return Rendered(title=_filled(to_a_child(title) if for_child else title, given=given), body=body)


def _filled(text: str, *, given: Mapping[str, str]) -> str:
    return FIELD.sub(lambda found: given.get(found[1], ""), text)
