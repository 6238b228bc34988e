"""Which words does a screen or a letter use, in the reader's language?"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from types import MappingProxyType
from typing import Any, Final, cast

import yaml

from ombud.core.pack.words import to_a_child

LANGS: Final = ("zh", "en")
FALLBACK: Final = "zh"

Text = str | Mapping[str, str]


class UnknownWord(LookupError):  # noqa: N818 - it names the thing, as Refused does
    """A key that no catalogue holds."""


class BrokenCatalogue(ValueError):  # noqa: N818
    """A catalogue that could show a reader a gap: a language or a placeholder is missing."""


_Fast: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _OnceOnly(_Fast):  # type: ignore[misc]
    """A loader of nothing but text (`no:` is a key, not a falsehood) that refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Return the mapping, or refuse it."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise BrokenCatalogue(f"written twice: {sorted(map(str, twice))} at {node.start_mark}")
        return cast("dict[Any, Any]", super().construct_mapping(node, deep))


def placeholders(text: Text) -> frozenset[str]:
    """Return the names of the values that a text wants."""
    forms = [text] if isinstance(text, str) else list(text.values())
    return frozenset(name for form in forms for _, name, _, _ in Formatter().parse(form) if name)


def _flat(prefix: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Text]]]:
    for key, node in tree.items():
        name = f"{prefix}.{key}"
        if not isinstance(node, Mapping):
            raise BrokenCatalogue(f"{name}: needs zh and en")
        if LANGS[0] in node or LANGS[1] in node:
            yield name, _checked(name, node)
        else:
            yield from _flat(name, node)


def _checked(name: str, entry: Mapping[str, Any]) -> Mapping[str, Text]:
    if set(entry) != set(LANGS) or not all(entry.values()):
        raise BrokenCatalogue(f"{name}: needs zh and en and nothing else")
    for text in entry.values():
        if isinstance(text, Mapping) and set(text) != {"one", "other"}:
            raise BrokenCatalogue(f"{name}: a plural has one and other")
    wanted = {lang: placeholders(text) - {"n"} for lang, text in entry.items()}
    if wanted["zh"] != wanted["en"]:
        raise BrokenCatalogue(f"{name}: other placeholders in zh {wanted['zh']} than in en {wanted['en']}")
    return MappingProxyType(dict(entry))


def read(area: str, text: str) -> dict[str, Mapping[str, Text]]:
    """Return one catalogue file's entries by full key, or refuse the file."""
    tree = yaml.load(text, Loader=_OnceOnly) or {}  # noqa: S506 - a BaseLoader makes only text
    return dict(_flat(area, tree))


@cache
def catalogue() -> Mapping[str, Mapping[str, Text]]:
    """Return every entry of every `ombud/locale/*.yml`, by full key."""
    found: dict[str, Mapping[str, Text]] = {}
    for file in sorted(files("ombud.locale").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yml"):
            found |= read(file.name.removesuffix(".yml"), file.read_text(encoding="utf-8"))
    return MappingProxyType(found)


def knows(key: str) -> bool:
    """Is there such a key?"""
    return key in catalogue()


def template_of(key: str, lang: str, n: object = None) -> str:
    """Return the unfilled text; in a plural, `n` chooses the form."""
    entry = catalogue().get(key)
    if entry is None:
        raise UnknownWord(key)
    text = entry[lang if lang in LANGS else FALLBACK]
    if isinstance(text, str):
        return text
    return text["one" if n == 1 else "other"]


def listed(parts: Iterable[object], lang: str) -> str:
    """Return several things as one, with the reader's comma between them."""
    return say("look.list", lang).join(map(str, parts))


def say(key: str, lang: str, **values: object) -> str:
    """Return the text of a key in a language, with its values filled in."""
    return template_of(key, lang, values.get("n")).format(**values)


CHILD: Final = "child"
"""Below this, in an area, stand the words that a child reads instead: `portal.child.status.next`."""


def key_for(key: str, *, child: bool) -> str:
    """Return the key whose words somebody reads: a child's own where there are any."""
    area, _, rest = key.partition(".")
    own = f"{area}.{CHILD}.{rest}"
    return own if child and knows(own) else key


def say_to(key: str, lang: str, *, child: bool, **values: object) -> str:
    """Return the text as its reader is spoken to."""
    said = say(key_for(key, child=child), lang, **values)
    return to_a_child(said) if child else said
