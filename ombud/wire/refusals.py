"""In which words is a refusal told? Those of `locale/refusals.yml`."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core.pack.words import Text
from ombud.core.refusals import Refused
from ombud.look.dates import moment
from ombud.look.words import FALLBACK, knows, listed, placeholders, say, template_of

UNNAMED: Final = "–"
_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


class _Values(dict[str, str]):
    """Values for a text; what nobody gave shows as a dash."""

    def __missing__(self, key: str) -> str:
        return UNNAMED


def words_of(refused: Refused, lang: str, *, names: Mapping[str, str] = _NOBODY) -> str:
    """Return the sentence that tells a reader why; `names` knows the actors of a book by their entry there."""
    values = _Values({key: _shown(key, value, lang, names) for key, value in refused.facts.items()})
    return template_of(_key(refused), lang).format_map(values)


def _key(refused: Refused) -> str:
    """Return the finest sentence there is that wants no value nobody gave."""
    code = refused.code.value
    finer = f"refusals.finer.{code}.{refused.facts.get('why')}"
    plain = finer if knows(finer) else f"refusals.no.{code}"
    bare = f"refusals.bare.{code}"
    given = all(refused.facts.get(name) is not None for name in placeholders(template_of(plain, FALLBACK)))
    return plain if given or not knows(bare) else bare


def _shown(key: str, value: object, lang: str, names: Mapping[str, str]) -> str:
    match value:
        case datetime():
            return moment(value, lang)
        case str() if key == "by":
            kind = value.partition(":")[0]
            return names.get(value) or _word(f"refusals.by.{kind}", lang, otherwise=UNNAMED)
        case str() if key == "what":
            return _word(f"refusals.what.{value}", lang, otherwise=value)
        case str():
            return value
        case Text():
            return value.say(lang)
        case list() | tuple() | set() | frozenset():
            return listed((_one_of(one, lang) for one in value), lang)
        case _:
            return str(value)


def _one_of(one: object, lang: str) -> str:
    return (
        one.say(lang) if isinstance(one, Text) else _word(f"refusals.one_of.{one}", lang, otherwise=str(one))
    )


def _word(key: str, lang: str, *, otherwise: str) -> str:
    return say(key, lang) if knows(key) else otherwise
