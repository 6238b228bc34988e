"""Which components are there, and what does each take?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from ombud.look import shaping

NEEDED: Final = object()  # a parameter without which the component means nothing
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A component: its parameters in order, whether it wraps a body, and what shapes its values for the template."""

    params: Params
    body: bool = False
    shape: Callable[[dict[str, Any]], dict[str, Any]] = dict

    def bind(self, name: str, said: Sequence[Any], named: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values for the template; a named value that is no parameter is an HTML attribute."""
        if len(said) > len(self.params):
            raise TypeError(f"{name}: takes {', '.join(self.params)}")
        values = {**self.params, **dict(zip(self.params, said, strict=False))}
        attrs = {}
        for key, value in named.items():
            if key in self.params:
                values[key] = value
            else:
                attrs[key] = value
        missing = [key for key, value in values.items() if value is NEEDED]
        if missing:
            raise TypeError(f"{name}: needs {', '.join(missing)}")
        return self.shape({**values, "attrs": attrs})


def _takes(*needed: str, **others: Any) -> Params:
    return MappingProxyType({**dict.fromkeys(needed, NEEDED), **others})


PARTS: Final = MappingProxyType(
    {
        "action": Part(_takes("url", "text", kind="plain", icon="", key="", confirm="", small=False), shape=shaping.action),
        "button": Part(
            _takes(
                "text", kind="plain", href="", type="submit", name="", value="", icon="", small=False,
                wide=False, key="", disabled=False,
            ),
            shape=shaping.button,
        ),
        "card": Part(_takes(title="", href="", tone="", icon=""), body=True),
        "chip": Part(_takes("text", tone="neutral", icon="", title="")),
        "clock": Part(
            _takes("label", due=None, now=None, state="", started=None, source="", paused_why=""), shape=shaping.clock
        ),
        "crumbs": Part(_takes("items")),
        "danger": Part(_takes("numbers", title="", text="", exit=True)),
        "dialog": Part(_takes("summary", kind="plain", icon="", key="", small=False), body=True),
        "disclosure": Part(_takes("summary", open=False, icon="", count=None), body=True),
        "empty": Part(_takes("title", text="", icon="inbox"), body=True),
        "error_summary": Part(_takes("errors"), shape=shaping.errors),
        "facts": Part(_takes("pairs")),
        "field": Part(
            _takes(
                "name", "label", kind="text", value="", hint="", error="", options=(), required=True, rows=5,
                draft_url="", big=False, inline=False, row="",
            ),
            shape=shaping.field,
        ),
        "fieldset": Part(_takes("legend", hint="", error=""), body=True),
        "letter": Part(_takes("title", number="", at=None, to="", letter_lang="", sender=""), body=True),
        "media": Part(_takes("src", kind="image", poster="", alt="")),
        "notice": Part(_takes(kind="info", title="", icon=""), body=True, shape=shaping.notice),
        "pager": Part(_takes(newer="", older="", text="")),
        "person": Part(_takes("name", role="")),
        "progress": Part(_takes("value", max=100, label="", tone="")),
        "quick_exit": Part(_takes(url="")),
        "receipt": Part(
            _takes("number", "code", at=None, category="", verify_url="", next="", deadlines=(), status_url="")
        ),
        "severity": Part(_takes("level")),
        "stage": Part(_takes("at", "all", label="")),
        "stat": Part(_takes("label", "value", unit="", hint="", tone="", href="", points=None)),
        "status": Part(_takes("text", tone="neutral")),
        "steps": Part(_takes("items", action=""), shape=shaping.steps),
        "table": Part(_takes("columns", "rows", caption="", empty="", dense=False), shape=shaping.table),
        "tabs": Part(_takes("items", kind="tabs", label="")),
        "timeline": Part(_takes("entries")),
    }
)  # fmt: skip
