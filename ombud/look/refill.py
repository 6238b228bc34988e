"""How does a page come back with what was typed into one of its forms? Its fields are filled, and nothing is kept anywhere.

1. The form is the one with the address that was asked and with the same hidden fields; of several rows, that row's.
2. What folds over it is open, so that nobody has to look for their words.
3. A password and a one-time code are never filled again.
4. Whatever finds no field any more is told, so that the page can show it to be copied.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Final

SECRET: Final = frozenset({"csrfmiddlewaretoken", "password"})
"""What is never given back, whatever kind of field it was typed into."""
_SECRET_KINDS: Final = frozenset({"password", "file"})
_CHOSEN: Final = frozenset({"checkbox", "radio"})
_PRESSED: Final = frozenset({"submit", "button", "reset", "image"})
Attrs = list[tuple[str, str | None]]
Span = tuple[int, int]


@dataclass(slots=True)
class _Tag:
    """A tag as it stands in the page: its attributes, where it lies, and where its text ends."""

    name: str
    attrs: Attrs
    span: Span
    ends: int = 0
    options: list["_Tag"] = field(default_factory=list)
    folds: tuple["_Tag", ...] = ()

    def said(self, name: str) -> str:
        """Return an attribute, or nothing."""
        return dict(self.attrs).get(name) or ""

    def drawn(self, name: str, value: str | None = None, *, on: bool = True) -> str:
        """Return the tag anew, with an attribute that says so, or without it."""
        kept = [pair for pair in self.attrs if pair[0] != name]
        said = [(name, value)] if on else []
        return f"<{self.name}{''.join(_attribute(*pair) for pair in (*kept, *said))}>"


@dataclass(slots=True)
class _Form:
    tag: _Tag
    fields: list[_Tag] = field(default_factory=list)

    @property
    def hidden(self) -> Iterator[_Tag]:
        """Yield what says which form it is."""
        return (one for one in self.fields if one.said("type") == "hidden" and one.said("name") not in SECRET)


def refill(page: str, *, action: str, typed: Mapping[str, Sequence[str]]) -> tuple[str, frozenset[str]]:
    """Return the page with one form filled as it was sent, and which of the names found a field there."""
    reader = _Reader(page)
    form = next((one for one in reader.forms if _is_it(one, action, typed)), None)
    if form is None:
        return page, frozenset()
    filling = _Filling(typed)
    for one in form.fields:
        filling.fill(one)
    for fold in {id(one): one for one in (*form.tag.folds, *filling.folds)}.values():
        filling.edits[fold.span] = fold.drawn("open")
    return _edited(page, filling.edits), frozenset(filling.placed)


def _is_it(form: _Form, action: str, typed: Mapping[str, Sequence[str]]) -> bool:
    asked = form.tag.said("method").lower() == "post" and form.tag.said("action") == action
    return asked and all(one.said("value") in typed.get(one.said("name"), ()) for one in form.hidden)


class _Filling:
    """What is to be changed of a page so that its form says what was sent."""

    def __init__(self, typed: Mapping[str, Sequence[str]]) -> None:
        self.typed = typed
        self.left = {name: list(values) for name, values in typed.items() if name not in SECRET}
        self.edits: dict[Span, str] = {}
        self.placed: set[str] = set()
        self.folds: list[_Tag] = []

    def fill(self, one: _Tag) -> None:
        name, kind = one.said("name"), one.said("type")
        secret = name in SECRET or kind in _SECRET_KINDS or one.said("autocomplete") == "one-time-code"
        if secret or kind in _PRESSED:
            return
        if kind == "hidden":
            self.placed.add(name)
        elif kind in _CHOSEN:
            self._choose(one, (one,), "checked")
        elif one.name == "select":
            self._choose(one, one.options, "selected")
        elif self.left.get(name):
            self._write(one, self.left[name].pop(0))

    def _choose(self, one: _Tag, options: Sequence[_Tag], mark: str) -> None:
        chosen = self.left.get(one.said("name"), ())
        for option in options:
            on = option.said("value") in chosen
            self.edits[option.span] = option.drawn(mark, on=on)
            if on:
                self._place(one)

    def _write(self, one: _Tag, value: str) -> None:
        if one.name == "textarea":
            self.edits[(one.span[1], one.ends)] = f"\n{escape(value)}"
        else:
            self.edits[one.span] = one.drawn("value", value)
        if not self.left[one.said("name")]:
            self._place(one)

    def _place(self, one: _Tag) -> None:
        self.placed.add(one.said("name"))
        self.folds.extend(one.folds)


class _Reader(HTMLParser):
    """Where in a page are its forms, and what lies in each?"""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.forms: list[_Form] = []
        self._form: _Form | None = None
        self._field: _Tag | None = None
        self._folds: list[_Tag] = []
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(page)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        start = self._at()
        one = _Tag(tag, attrs, (start, start + len(self.get_starttag_text() or "")), folds=(*self._folds,))
        if tag == "details":
            self._folds.append(one)
        elif tag == "form":
            self._form = _Form(one)
            self.forms.append(self._form)
        elif tag == "option" and self._field is not None:
            self._field.options.append(one)
        elif tag in {"input", "textarea", "select"} and self._form is not None:
            self._form.fields.append(one)
            self._field = one

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self._folds:
            self._folds.pop()
        elif tag == "form":
            self._form = None
        elif tag in {"textarea", "select"} and self._field is not None:
            self._field.ends = self._at()
            self._field = None


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{escape(value)}"'


def _edited(page: str, edits: Mapping[Span, str]) -> str:
    parts, at = [], 0
    for (start, end), text in sorted(edits.items()):
        parts += [page[at:start], text]
        at = end
    return "".join((*parts, page[at:]))
