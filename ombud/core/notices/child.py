"""What stands in the letter to a child whom a case protects, whoever it was that complained?

It goes to the child alone: with a complaint of its own, or over an account that is the child's. Never over the account of the other
side, nor of whoever else complained, nor where somebody who may be the danger reads that account along.
"""

from collections.abc import Mapping
from typing import Final

from ombud.core.notices import words
from ombud.core.notices.values import Pen

CHILD: Final = "child_message"
WHOSE: Final = "child_account"
"""The account that the child has on the host; empty where the child complained itself."""
CHILD_DONE: Final = "child_done"
"""What an agent tells the child of what was done, in words a child understands."""
READ_ALONG: Final = "read_along"
"""What was found where a letter in the child's account would be read by somebody who may be the danger."""
GROOMED: Final = "groomed_child"
"""What was found where the account that the case is about is the child's own."""


def child_values(done: str, *, code: str, answer: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields of the letter: what was done, whom to talk to, and where to write back."""
    category = pen.pack.category(code)
    advice = (category.advice_child if pen.child else None) or category.advice
    return {
        "done": done,
        "advice": advice.say(pen.lang) if advice else "",
        "help_lines": words.lines(pen.pack.help_for(code), pen.lang),
        "answer_url": answer,
    }
