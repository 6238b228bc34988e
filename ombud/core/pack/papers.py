"""What a family of kinds is, how it is handled well and how it goes wrong: a page for people, written from the packs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from ombud.core.pack.authorities import REPORT
from ombud.core.pack.types import Category, Pack, Playbook, Step, Text
from ombud.core.pack.words import falls_under

HEAD: Final = "<!-- Written by `ombud pack papers` from the packs; change the policy, not this page. -->"


def papers(packs: Mapping[str, Pack]) -> Mapping[str, str]:
    """Return a page of Markdown for every family of kinds, by its file's name; `packs` are by place, and agree on the base."""
    pack = next(iter(packs.values()))
    families = sorted({code.partition(".")[0] for code in pack.categories})
    pages = {f"{family.lower()}.md": _page(family, packs) for family in families}
    return {"README.md": _index(families, pack), **pages}


def _index(families: Iterable[str], pack: Pack) -> str:
    rows = [
        (f"[{family}]({family.lower()}.md)", _both(_head(family, pack).title), _books(family, pack))
        for family in families
    ]
    lines = [
        HEAD,
        "# Playbooks 办理手册",
        "",
        "A page a family of kinds: what *properly handled* means, the steps, the",
    ]
    lines += [
        "clocks, the letters, and how it goes wrong. Steps and law are data: [policy](../policy.md), [law](../law.md).",
        "",
    ]
    return _text([*lines, *_table(("family", "what", "playbooks"), rows)])


def _books(family: str, pack: Pack) -> str:
    return ", ".join(_both(book.title) for book in _playbooks(family, pack))


def _page(family: str, packs: Mapping[str, Pack]) -> str:
    pack = next(iter(packs.values()))
    kinds = _kinds(family, pack)
    lines = [HEAD, f"# {_both(_head(family, pack).title)}", ""]
    lines += ["## Kinds 种类", *_table(("code", "kind", "severity", "playbook"), map(_kind, kinds)), ""]
    for book in _playbooks(family, pack):
        lines += _playbook(book)
    never = sorted({name for kind in kinds for name in kind.never})
    lines += ["## Never 绝不", *(f"- {_both(pack.never_done[name].words)}" for name in never), ""]
    owed = dict.fromkeys(one for book in _playbooks(family, pack) for one in _reported(book, kinds, packs))
    if owed:
        lines += [
            "## Reports 报告",
            "Each has a step, a clock and a receipt of its own. 各有各的步骤、时限和回执。",
            "",
        ]
        lines += [*_table(("where", "to whom", "when, and when not", "rests on"), owed), ""]
    lines += ["## Clocks 时限", *_table(("where", "what", "rests on"), sorted(_clocks(kinds, packs))), ""]
    letters = sorted({name for kind in kinds for name in kind.letters})
    lines += ["## Letters 信件", *(f"- {_both(pack.letters[name].title)}" for name in letters)]
    return _text(lines)


def _head(family: str, pack: Pack) -> Category:
    return pack.categories.get(family) or _kinds(family, pack)[0]


def _kinds(family: str, pack: Pack) -> tuple[Category, ...]:
    return tuple(kind for code, kind in sorted(pack.categories.items()) if falls_under(code, (family,)))


def _kind(kind: Category) -> tuple[str, ...]:
    return f"`{kind.code}`", _both(kind.title), kind.default_severity, f"`{kind.playbook}`"


def _playbooks(family: str, pack: Pack) -> tuple[Playbook, ...]:
    return tuple(
        pack.playbooks[name] for name in dict.fromkeys(kind.playbook for kind in _kinds(family, pack))
    )


def _playbook(book: Playbook) -> Iterator[str]:
    yield from (f"## {_both(book.title)}", f"**Properly handled 办妥：** {book.done.en} {book.done.zh}", "")
    rows = (
        (str(no), _both(step.title), step.before, _when(step), step.skip, _why(step))
        for no, step in enumerate(book.steps, 1)
    )
    yield from _table(("", "step", "before", "when", "may be skipped", "why and how"), rows)
    yield from ("", "**How it goes wrong 常见失误：**", "")
    yield from (f"- {_both(failure)}" for failure in book.failures)
    yield ""


def _when(step: Step) -> str:
    """Return what a step comes after, waits for, needs to have been found, and is done on."""
    spans = {"not before": step.wait, "over by itself": step.until}
    said = (
        *(f"after `{name}`" for name in step.after),
        *(f"only when `{name}`" for name in step.when),
        *(f"{what} {_hours(span)} since `{step.since}`" for what, span in spans.items() if span),
        *((f"by itself on `{step.done_on}`",) if step.done_on else ()),
        *((f"what it forbids waits for proof {step.needs}",) if step.needs else ()),
        *(("only where something was found wrong",) if step.if_found else ()),
        *(("a lead looks who neither holds nor decides it",) if step.apart else ()),
        *((f"keeps `{step.holds}` in force until then",) if step.holds else ()),
    )
    return "; ".join(said)


def _hours(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return f"{hours // 24} d" if hours % 24 == 0 and hours > 72 else f"{hours} h"  # noqa: PLR2004 - three days are said in hours


def _why(step: Step) -> str:
    example = f" Example: {step.example.en} 例：{step.example.zh}" if step.example else ""
    return f"{_both(step.help)}{example}"


def _reported(
    book: Playbook, kinds: Iterable[Category], packs: Mapping[str, Pack]
) -> Iterator[tuple[str, ...]]:
    """Yield which authorities are owed a report by a playbook, place by place."""
    if all(step.letter != REPORT for step in book.steps):
        return
    codes = tuple(kind.code for kind in kinds if kind.playbook == book.id)
    for place, pack in packs.items():
        owed = dict.fromkeys(one for code in codes for one in pack.authorities_for(code))
        yield from ((place, _both(one.title), _both(one.help), one.source.cited) for one in owed)


def _clocks(kinds: Iterable[Category], packs: Mapping[str, Pack]) -> Iterator[tuple[str, str, str]]:
    """Yield what runs for one of these kinds, with the places where it does, or once for all of them."""
    codes = tuple(kind.code for kind in kinds)
    places: dict[tuple[str, str], list[str]] = {}
    for place, pack in packs.items():
        for clock in pack.clocks.values():
            if "*" in clock.applies or any(falls_under(code, clock.applies) for code in codes):
                source = f"{clock.source.instrument} {clock.source.article}".strip()
                places.setdefault((_both(clock.note), source), []).append(place)
    for (note, source), found in places.items():
        yield "everywhere" if len(found) == len(packs) else ", ".join(found), note, source


def _both(text: Text) -> str:
    return f"{text.en} {text.zh}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (heads, ("---",) * len(heads), *rows):
        yield f"| {' | '.join(cell.replace('|', '/').strip() for cell in row)} |"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
