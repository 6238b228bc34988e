"""`ombud pack`: check, read, compare, keep, release and hand out the rules."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from ombud.adapters import here
from ombud.adapters.golden import read_golden
from ombud.adapters.golden import run as run_golden
from ombud.adapters.home import Home
from ombud.adapters.policies import SHIPPED, jurisdictions, read_following, read_layers
from ombud.adapters.releases import read_released, write_released
from ombud.core.pack.activation import unnumbered
from ombud.core.pack.differing import differences
from ombud.core.pack.lint import Problem, lint, written
from ombud.core.pack.merge import SOURCE, SOURCES
from ombud.core.pack.papers import papers
from ombud.core.pack.parse import origins, parse
from ombud.core.pack.schema import schema
from ombud.core.pack.types import Pack
from ombud.core.pack.versions import unraised_since
from ombud.core.refusals import No, Refused
from ombud.interfaces.cli import sentences


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what each act takes."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    for name, (_, said) in ACTS.items():
        act = acts.add_parser(name, help=said)
        if name != "schema":
            act.add_argument("--folder", type=Path, default=SHIPPED, help="policies / 政策目录")
            act.add_argument(
                "--place", type=str.upper, help="jurisdiction, such as CN (lint, test: all) / 法域"
            )
            act.add_argument("--own", type=Path, help="this house's own layer (HOME/policies) / 本站自有层")
            act.add_argument(
                "--on", type=date.fromisoformat, help="as it stands on a day (today) / 某日的样子"
            )
        if name == "show":
            act.add_argument(
                "what", nargs="?", default="", help="SECTION or SECTION.ENTRY, such as clocks.ack_target"
            )
        if name == "papers":
            act.add_argument("into", type=Path, help="a folder / 目录")
        if name == "diff":
            act.add_argument("--against", type=Path, help="another folder (default: what is in force here)")


def run(options: argparse.Namespace) -> int:
    """Do the act; 0 is well, 1 is a finding or a difference, 2 a file that cannot be read as policy."""
    act, _ = ACTS[options.act]
    try:
        if options.act != "schema":
            _is_a_place(options.place, folder=options.folder)
        return act(options)
    except Refused as broken:
        where, why = (broken.facts.get(said, "") for said in ("where", "why"))
        print(f"{where}: {why}", file=sys.stderr)
        return 2


def _is_a_place(place: str | None, *, folder: Path) -> None:
    known = jurisdictions(folder)
    if place not in {None, *known}:
        why = f"no pack is of this place; expected one of {', '.join(known)}"
        raise Refused(No.PACK_BROKEN, where=f"--place {place}", why=why)


def _lint(options: argparse.Namespace) -> int:
    found = 0
    for place in [options.place] if options.place else jurisdictions(options.folder):
        pack = _pack(options, place)
        problems = (*lint(pack), *_unreleased(options.folder, place))
        found += len(problems)
        print(f"{place}  {pack.digest[:12]}  {len(problems)} problems / 个问题")
        said = origins(_layers(options), jurisdiction=place, on=_day(options)) if problems else {}
        for problem in problems:
            print("  " + ": ".join(filter(None, (written(problem, said), problem.where, problem.why))))
        for loose in pack.overrides.values():
            keys = ", ".join(loose.keys)
            print(
                f"  {loose.layer} loosens / 放宽 {loose.entry}: {keys} ({loose.approved_by}: {loose.why.en})"
            )
    return 1 if found else 0


def _unreleased(folder: Path, place: str) -> Iterator[Problem]:
    """Yield what changed since the release of these files, whatever the day, under a version that did not rise."""
    before = read_released(place, folder)
    after = parse(read_layers(folder), jurisdiction=place) if before else None
    for entry in sorted(unraised_since(before, json.loads(after.compiled))) if after else ():
        yield Problem(entry, "changed since the last release, but its version did not rise")


def _release(options: argparse.Namespace) -> int:
    """Write down what every entry says, for the next release to be held to; not over a change without a new number."""
    places = jurisdictions(options.folder)
    problems = sorted({one for place in places for one in _unreleased(options.folder, place)})
    for problem in problems:
        print(f"{problem.where}: {problem.why}", file=sys.stderr)
    if not problems:
        layers = read_layers(options.folder)
        n = write_released((parse(layers, jurisdiction=place) for place in places), options.folder)
        print(f"{n} entries / 个条目")
    return 1 if problems else 0


def _test(options: argparse.Namespace) -> int:
    """Run the golden cases of a folder; each that misses is named with what was expected and what was found."""
    from rich.console import Console
    from rich.progress import track

    cases = tuple(case for case in read_golden(options.folder) if options.place in {None, *case.places})
    packs = {
        place: _pack(options, place) for place in sorted({place for case in cases for place in case.places})
    }
    console, failed = Console(stderr=True), 0
    for case, missed in track(
        run_golden(cases, packs), total=len(cases), description="golden", console=console
    ):
        failed += bool(missed)
        for miss in missed:
            print(
                f"{case.where}: {case.name}\n  {miss.question}: expected / 应为 {miss.expected}, found / 实为 {miss.found}"
            )
    print(f"{len(cases) - failed} passed / 通过, {failed} failed / 未通过")
    return 1 if failed or not cases else 0


def _show(options: argparse.Namespace) -> int:
    import yaml

    plain: Any = json.loads(_pack(options, options.place or "CN").compiled)
    source = plain.get(SOURCES, {}).get(options.what)
    section, _, entry = options.what.partition(".")
    for name in filter(None, (section, entry)):
        if name not in plain:
            print(f"{name}: {', '.join(sorted(plain))}", file=sys.stderr)
            return 1
        plain = plain[name]
    if not section:
        plain = {
            name: len(entries) if isinstance(entries, Mapping) else entries for name, entries in plain.items()
        }
    if source:
        plain = {**plain, SOURCE: source}
    print(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110).rstrip())
    return 0


def _diff(options: argparse.Namespace) -> int:
    place = options.place or "CN"
    before = _in_force(place) if options.against is None else _pack(options, place, folder=options.against)
    after = _pack(options, place)
    changes = differences(json.loads(before.compiled), json.loads(after.compiled))
    for change in changes:
        print(change.where)
        for mark, value in (("-", change.before), ("+", change.after)):
            if value is not None:
                print(f"  {mark} {json.dumps(value, ensure_ascii=False)}")
    for problem in unnumbered(before, after):
        print(f"! {problem.where}: {problem.why}")
    print(f"{len(changes)} changes / 处不同")
    return 1 if changes else 0


def _activate(options: argparse.Namespace) -> int:
    """Lint, try out and keep the packs that are new; putting them in force takes two people with log-ins of their own."""
    places = [options.place] if options.place else jurisdictions(options.folder)
    packs = [_pack(options, place) for place in places]
    following = read_following(packs, options.folder, own=_own(options))
    for day in (options.on, *sorted({pack.then.day for pack in (*packs, *following) if pack.then})):
        options.on = day
        if _lint(options) or _test(options):
            return 1
    from ombud.interfaces.cli.house import opened

    with opened():
        from ombud.usecases.keep_packs import keep_packs
        from ombud.usecases.read_pack import read_pack

        problems = [one for pack in packs for one in unnumbered(read_pack(pack.jurisdiction), pack)]
        if problems:
            print("\n".join(f"{one.where}: {one.why}" for one in problems))
            return 1
        passed = Counter(case.places[0] for case in read_golden(options.folder))
        kept = keep_packs(
            packs,
            following=following,
            trial=lambda pack: passed[pack.jurisdiction],
            now=here.now(),
        )
    for place in kept:
        print(sentences.say("pack_waits", place=place))
    return 0


def _schema(_options: argparse.Namespace) -> int:
    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0


def _papers(options: argparse.Namespace) -> int:
    """Write a page for every family of kinds, whatever the day: what properly handled means, steps, clocks, letters, failures."""
    layers = read_layers(options.folder)
    packs = {place: parse(layers, jurisdiction=place) for place in jurisdictions(options.folder)}
    options.into.mkdir(parents=True, exist_ok=True)
    for name, text in papers(packs).items():
        (options.into / name).write_text(text, "utf-8")
    return 0


def _export(options: argparse.Namespace) -> int:
    """Print the canonical bytes, whose SHA-256 is the digest that cases name."""
    pack = _pack(options, options.place or "CN")
    sys.stdout.buffer.write(pack.compiled)
    sys.stdout.buffer.flush()
    print(f"sha256 {pack.digest}", file=sys.stderr)
    return 0


def _pack(options: argparse.Namespace, place: str, *, folder: Path | None = None) -> Pack:
    return parse(_layers(options, folder), jurisdiction=place.upper(), on=_day(options))


def _layers(options: argparse.Namespace, folder: Path | None = None) -> tuple[Mapping[str, Any], ...]:
    return read_layers(folder or options.folder, own=_own(options))


def _day(options: argparse.Namespace) -> date:
    day: date = options.on or here.now().date()
    return day


def _own(options: argparse.Namespace) -> Path:
    if options.own and not options.own.is_dir():
        raise Refused(No.PACK_BROKEN, where=str(options.own), why="no such folder / 没有这个文件夹")
    return options.own or Home.from_environment().policies


def _in_force(place: str) -> Pack:
    from ombud.interfaces.cli.house import opened

    with opened():
        from ombud.usecases.read_pack import read_pack

        return read_pack(place.upper())


Act = Callable[[argparse.Namespace], int]
ACTS: Final[Mapping[str, tuple[Act, str]]] = {
    "lint": (_lint, "is every pack fit to be lived by? / 检查"),
    "test": (_test, "do the golden cases hold? / 案例测试"),
    "show": (_show, "what a pack says, layers laid over each other / 查看"),
    "diff": (_diff, "what would change / 比较"),
    "activate": (_activate, "check, try out and keep, for two people to activate / 检查、试跑、保存待启用"),
    "schema": (_schema, "JSON Schema for editors / 编辑器用的模式"),
    "release": (_release, "write down what every entry says, at a release / 发布时记下每个条目"),
    "papers": (_papers, "a page for people for every family of kinds / 每类投诉一页说明"),
    "export": (_export, "the compiled pack, as it is stored / 导出"),
}
