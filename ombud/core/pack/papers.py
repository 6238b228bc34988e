"""What a family of kinds is, how it is handled well and how it goes wrong: a page for people, written from the packs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from ombud.core.pack.authorities import REPORT
from ombud.core.pack.kinds import REFERRAL, TRANSLATION
from ombud.core.pack.types import Category, ClockRule, LetterTemplate, Pack, Playbook, Step, Text
from ombud.core.pack.words import falls_under

ACCOUNT: Final = "account"
UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "elapsed": "",
        "hours_excl_weekend": "without weekends 周末不计",
        "hours_excl_non_business_day": "without days off 非工作日不计",
        "working_hours": "at work 工作时间",
        "calendar_day": "day(s) 天",
        "business_day": "working day(s) 个工作日",
        "weekday": "weekday(s) 天（周末不计）",
        "month": "month(s) 个月",
    }
)
"""How the units of time are said; time that just elapses says enough."""
READERS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "complainant": Text("投诉人", "whoever complained"),
        ACCOUNT: Text("被投诉的账号", "the account"),
        "guardian": Text("监护人", "a guardian"),
        "authority": Text("主管机关", "an authority"),
    }
)
WHEN: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "N1": Text("收到时", "on receipt"),
        "N2": Text("还缺材料时", "when more is needed"),
        "N3": Text("先行保护时", "when something is done for the time being"),
        "N4": Text("请对方说明时", "when the other side is asked or a notice is passed on"),
        "N5": Text("决定作出时", "with the decision"),
        "N6": Text("决定作出时", "with the decision"),
        "N7": Text("办理途中", "on the way"),
        "N8": Text("对方提出反通知时", "when the other side says that it infringes nothing"),
        "N9": Text("恢复时", "when something comes back"),
        "N10": Text("申诉有结果时", "when an appeal is judged"),
        "N11": Text("查明泄露涉及谁之后", "once it is known whom a leak touched"),
        "N12": Text("应当报告时", "when a report is owed"),
        "N13": Text("决定之后，家里安全时", "after the decision, where home is safe"),
        "N14": Text("听到危险时", "when danger is heard"),
        "N15": Text("为防诈骗而限制时", "when something is limited to stop a fraud"),
    }
)
"""When a letter is written, by its notice."""
HEAD: Final = "<!-- Written by `ombud pack papers` from the packs; change the policy, not this page. -->"


def papers(packs: Mapping[str, Pack]) -> Mapping[str, str]:
    """Return a page of Markdown for every family of kinds, by its file's name; `packs` are by place, and agree on the base."""
    pack = next(iter(packs.values()))
    families = sorted({code.partition(".")[0] for code in pack.categories})
    pages = {f"{family.lower()}.md": _page(family, packs) for family in families}
    return {"README.md": _index(families, pack), **_apart(pack), "letters.md": _general(pack), **pages}


LETTER: Final = ("letter", "to whom", "when", "withheld at first")
GENERAL: Final = Text("各类都有的信", "Letters in every kind")
EVERY_LETTER: Final = Text(
    "下面这些信不属于某一类：办理途中、办结以后、限制来信或者锁着账号时，哪一类都可能写。",
    "These belong to no kind: they are written in any of them on the way, after the end, and while somebody's writing is limited "
    "or an account is locked.",
)
EVERYWHERE: Final[Mapping[str, Text]] = MappingProxyType(
    {
        REFERRAL: Text(
            "决定选了这一项、而本类手册没有移送的步骤时，才有这一步。",
            "Each of these steps is owed where a decision in force chose its measure and no step of the kind's own playbook hands it over.",
        ),
        TRANSLATION: Text(
            "投诉用的语言没有人会读时，先做这一步。",
            "This comes first where nobody here reads the language that somebody complained in.",
        ),
    }
)
"""A playbook of no kind → when its steps are owed, in every kind."""


def _apart(pack: Pack) -> dict[str, str]:
    """Return the pages of what is owed in every kind at times."""
    pages = {}
    for name, when in EVERYWHERE.items():
        book = pack.playbooks[name]
        lines = [HEAD, f"# {_both(book.title)}", "", when.en, when.zh, ""]
        pages[f"{name}.md"] = _text([*lines, *_playbook(book, pack)])
    return pages


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
    whens = {
        REFERRAL: "where a decision refers it 决定移送的",
        TRANSLATION: "where nobody reads the language 没有人会读的语言",
    }
    for name, when in whens.items():
        rows.append(
            ("", f"[{_both(pack.playbooks[name].title)}]({name}.md)", f"in every kind, {when} 各类都有")
        )
    rows.append(("", f"[{_both(GENERAL)}](letters.md)", "in every kind 各类都有"))
    return _text([*lines, *_table(("family", "what", "playbooks"), rows)])


def _books(family: str, pack: Pack) -> str:
    return ", ".join(_both(book.title) for book in _playbooks(family, pack))


def _page(family: str, packs: Mapping[str, Pack]) -> str:
    pack = next(iter(packs.values()))
    kinds = _kinds(family, pack)
    lines = [HEAD, f"# {_both(_head(family, pack).title)}", ""]
    lines += ["## Kinds 种类", *_table(("code", "kind", "severity", "playbook"), map(_kind, kinds)), ""]
    for book in _playbooks(family, pack):
        lines += _playbook(book, pack)
    if never := sorted({name for kind in kinds for name in kind.never}):
        lines += ["## Never 绝不", *(f"- {_both(pack.never_done[name].words)}" for name in never), ""]
    owed = dict.fromkeys(one for book in _playbooks(family, pack) for one in _reported(book, kinds, packs))
    if owed:
        lines += [
            "## Reports 报告",
            "Each has a step, a clock and a receipt of its own. 各有各的步骤、时限和回执。",
            "",
        ]
        lines += [*_table(("where", "to whom", "when, and when not", "rests on"), owed), ""]
    heads = ("where", "what", "within", "rests on")
    lines += ["## Clocks 时限", *_table(heads, sorted(_clocks(kinds, packs))), ""]
    rows = (_letter(pack.letters[name], kinds, pack) for name in sorted(_written(kinds, pack)))
    lines += ["## Letters 信件", *_table(LETTER, rows)]
    return _text(lines)


def _written(kinds: Iterable[Category], pack: Pack) -> frozenset[str]:
    """Return the letters of these kinds: those that must be written, and those that a step of their playbooks writes."""
    several = tuple(kinds)
    steps = (step for kind in several for step in pack.playbooks[kind.playbook].steps)
    return frozenset(
        {name for kind in several for name in kind.letters} | {step.letter for step in steps if step.letter}
    )


def _general(pack: Pack) -> str:
    """Return the page of the letters that go in every kind: on the way, afterwards, and where somebody is limited."""
    rest = sorted(pack.letters.keys() - _written(pack.categories.values(), pack))
    lines = [HEAD, f"# {_both(GENERAL)}", "", EVERY_LETTER.en, EVERY_LETTER.zh, ""]
    return _text([*lines, *_table(LETTER, (_letter(pack.letters[name], (), pack) for name in rest))])


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


def _playbook(book: Playbook, pack: Pack) -> Iterator[str]:
    yield from (f"## {_both(book.title)}", f"**Properly handled 办妥：** {book.done.en} {book.done.zh}", "")
    rows = (
        (str(no), _both(step.title), step.before, _when(step, pack), step.skip, _why(step))
        for no, step in enumerate(book.steps, 1)
    )
    yield from _table(("", "step", "before", "when", "may be skipped", "why and how"), rows)
    yield from ("", "**How it goes wrong 常见失误：**", "")
    yield from (f"- {_both(failure)}" for failure in book.failures)
    yield ""


def _done_on(step: Step, pack: Pack) -> str | None:
    """Return what a step that nobody ticks is done on."""
    several = step.ordered or ((step.measure,) if step.measure else ())
    named = tuple(one for one in several if one in pack.measures)
    if named:
        return _measures(named, pack)
    return "a removal that keeps out copies" if step.ordered else step.done_on


def _when(step: Step, pack: Pack) -> str:
    """Return what a step comes after, waits for, needs to have been found, is done on, and forbids until then."""
    spans = {"not before": step.wait, "over by itself": step.until}
    said = (
        *(f"after `{name}`" for name in step.after),
        *(f"only when `{name}`" for name in step.when),
        *(f"not where `{name}`" for name in step.unless),
        *(f"{what} {_hours(span)} since `{step.since}`" for what, span in spans.items() if span),
        *((f"by itself on {_done_on(step, pack)}",) if step.done_on else ()),
        *(("with a receipt",) if step.owes_receipt else ()),
        *((f"no {_measures(step.forbids, pack)} before it",) if step.forbids else ()),
        *((f"what it forbids waits for proof {step.needs}",) if step.needs else ()),
        *((f"only where decided {' or '.join(step.when_decided)}",) if step.when_decided else ()),
        *(("whoever is on duty is called when it is due",) if step.calls else ()),
        *(("a lead looks who neither holds nor decides it",) if step.apart else ()),
        *((f"keeps {_measures((step.holds,), pack)} in force until then",) if step.holds else ()),
    )
    return "; ".join(said)


def _measures(codes: Iterable[str], pack: Pack) -> str:
    """Return measures by code and in words; a prefix stands for all below it."""
    known = ((code, pack.measure(code)) for code in codes)
    return ", ".join(f"`{code}` {_both(one.title)}" if one else f"`{code}`" for code, one in known)


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


def _clocks(kinds: Iterable[Category], packs: Mapping[str, Pack]) -> Iterator[tuple[str, ...]]:
    """Yield what runs for one of these kinds and for how long, with the places where it does, or once for all of them."""
    codes = tuple(kind.code for kind in kinds)
    places: dict[tuple[str, str, str], list[str]] = {}
    for place, pack in packs.items():
        for clock in pack.clocks.values():
            if "*" in clock.applies or any(falls_under(code, clock.applies) for code in codes):
                source = f"{clock.source.instrument} {clock.source.article}".strip()
                places.setdefault((_both(clock.note), _within(clock), source), []).append(place)
    for (note, within, source), found in places.items():
        yield "everywhere" if len(found) == len(packs) else ", ".join(found), note, within, source


def _within(clock: ClockRule) -> str:
    """Return how much time a clock gives, by severity where that matters; before what the law's own word is, where it has no number."""
    amounts = (
        f"{_of_severity(name, clock)}{_amount(given, clock.unit_of(name))}"
        for name, given in clock.amounts.items()
    )
    word = f" ({_both(clock.phrase)})" if clock.phrase else ""
    return f"{', '.join(amounts)}{word}"


def _of_severity(name: str, clock: ClockRule) -> str:
    if name != "all":
        return f"{name} "
    return "else " if len(clock.amounts) > 1 else ""


def _amount(given: timedelta | int, unit: str) -> str:
    if isinstance(given, int):
        return f"{given} {UNITS[unit]}"
    minutes = int(given.total_seconds() // 60)
    said = f"{minutes} min" if minutes % 60 else _hours(given)
    return f"{said} {UNITS[unit]}".rstrip()


def _letter(letter: LetterTemplate, kinds: Iterable[Category], pack: Pack) -> tuple[str, ...]:
    """Return a letter with who reads it, when it is written, and for which kinds the account does not have it at first."""
    grounds = (
        f"`{kind.code}`: {_both(pack.grounds[kind.starts_withheld].title)}"
        for kind in kinds
        if kind.starts_withheld and letter.id in kind.letters and letter.audience == ACCOUNT
    )
    when = WHEN.get(letter.notice)
    return (
        _both(letter.title),
        _both(READERS[letter.audience]),
        _both(when) if when else "",
        "; ".join(grounds),
    )


def _both(text: Text) -> str:
    return f"{text.en} {text.zh}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (heads, ("---",) * len(heads), *rows):
        yield f"| {' | '.join(cell.replace('|', '/').strip() for cell in row)} |"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"
