"""`ombud triage FILE [--score] [--out PRED]`: what would these texts be sorted as? Needs no database."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ombud.adapters.rules import triage_rules
from ombud.core.triage.report import Report, Sorted
from ombud.core.triage.sorting import triage
from ombud.core.vocabulary import Class, Severity

GRADES: Final[Mapping[Severity, int]] = MappingProxyType(
    {Severity.S0: 4, Severity.S1: 3, Severity.S2: 3, Severity.S3: 2, Severity.S4: 1}
)
"""S0 is danger to life (4); S1 and S2 are both serious harm (3), the difference being speed, which a grade does not know."""
_SUBTYPES: Final = (
    ("CV.SEX", "porn"),
    ("CV.VIO", "violence"),
    ("CV.ANIMAL", "violence"),
    ("CV.DANGER", "violence"),
    ("CV.FRAUD", "fraud"),
    ("IM", "fraud"),
    ("CV.IP", "copyright"),
    ("DF", "harassment"),
    ("HA", "harassment"),
    ("CV.HATE", "hate"),
    ("", "other"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("file", type=Path, help="JSONL; id and text are read, category only to score")
    parser.add_argument(
        "--score", action="store_true", help="print how well the sorting agrees with `category`"
    )
    parser.add_argument("--out", type=Path, help="write the predictions there, one JSON object a line")


def run(options: argparse.Namespace) -> int:
    """Sort every line of the file; return 0, or 2 with one sentence that names the line nobody could read."""
    try:
        rows = _read(options.file)
    except OSError as why:
        print(f"{options.file}: {why.strerror} / 无法读取", file=sys.stderr)
        return 2
    except _Unreadable as why:
        print(f"{options.file}:{why.line}: {why.en} / {why.zh}", file=sys.stderr)
        return 2
    rules = triage_rules()
    answers = [prediction(str(row["id"]), triage(Report(row["text"]), rules)) for row in rows]
    said = [json.dumps(one, ensure_ascii=False) for one in answers]
    if options.out:
        options.out.write_text("".join(f"{line}\n" for line in said), encoding="utf-8")
    if options.score:
        print("\n".join(scored(rows, answers)))
    elif not options.out:
        print("\n".join(said))
    return 0


class _Unreadable(Exception):  # noqa: N818 - an answer to the operator, not an error of ours
    """A line of the file is not what a line must be."""

    def __init__(self, line: int, *, en: str, zh: str) -> None:
        super().__init__(line, en)
        self.line, self.en, self.zh = line, en, zh


def _read(path: Path) -> list[Mapping[str, Any]]:
    with path.open("rb") as lines:
        return [_row(no, line) for no, line in enumerate(lines, start=1) if line.strip()]


def _row(no: int, line: bytes) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        raise _Unreadable(no, en="this line is not JSON", zh="此行不是 JSON") from None
    if not isinstance(row, dict):
        raise _Unreadable(no, en="this line is not a JSON object", zh="此行不是 JSON 对象")
    if row.get("id") is None:
        raise _Unreadable(no, en="this line has no id", zh="此行没有 id")
    if not isinstance(row.get("text"), str):
        raise _Unreadable(no, en="this line has no text", zh="此行没有 text")
    return row


def prediction(number: str, found: Sorted) -> dict[str, Any]:
    """Return one line of predictions: the first part's class, the gravest severity."""
    part = found.parts[0]
    subtype = next(name for prefix, name in _SUBTYPES if part.code.startswith(prefix))
    return {
        "id": number,
        "category": str(part.cls),
        "subtype": subtype if part.cls is Class.CONTENT else None,
        "severity": GRADES[found.severity],
        "proba": {str(cls): round(share, 4) for cls, share in part.probabilities.items()},
        "code": part.code,
        "lang": str(found.lang),
        "because": list(part.because),
    }


def scored(rows: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the table: agreement by language and kind, fine classes, severity, calibration."""
    pairs = [(row, answer) for row, answer in zip(rows, answers, strict=True) if row.get("category")]
    if not pairs:
        return ["nothing to score: no line names a category"]
    groups = [("all", pairs)]
    groups += [(lang, [p for p in pairs if p[0].get("lang") == lang]) for lang in ("en", "zh")]
    groups.append(("complaints only", [p for p in pairs if p[0].get("kind") == "complaint"]))
    table = [
        _line(name, [(g["category"], p["category"]) for g, p in chosen]) for name, chosen in groups if chosen
    ]
    fine = [(_fine(gold), _fine(guess)) for gold, guess in pairs]
    table.append(f"12-class macroF1={_macro(fine, {gold for gold, _ in fine}):.3f}")
    grades = [(int(g["severity"]), int(p["severity"])) for g, p in pairs if g.get("severity")]
    table += [_graded(grades)] if grades else []
    sure = sorted(
        ((max(p["proba"].values()), g["category"] == p["category"]) for g, p in pairs), reverse=True
    )
    return [*table, f"ECE={_calibration_error(sure):.3f} coverage@95%precision={_coverage(sure):.2f}"]


def _line(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    classes = sorted({gold for gold, _ in pairs})
    right = sum(gold == guess for gold, guess in pairs) / len(pairs)
    recalls = " ".join(f"{one}:{_recall(pairs, one):.2f}" for one in classes)
    return f"{name:16s} n={len(pairs)} acc={right:.3f} macroF1={_macro(pairs, classes):.3f} recall={recalls}"


def _recall(pairs: Sequence[tuple[str, str]], one: str) -> float:
    gold = [guess for truth, guess in pairs if truth == one]
    return gold.count(one) / len(gold)


def _macro(pairs: Sequence[tuple[str, str]], classes: Iterable[str]) -> float:
    found = [
        2
        * sum(one == gold == guess for gold, guess in pairs)
        / sum((one == gold) + (one == guess) for gold, guess in pairs)
        for one in classes
    ]
    return sum(found) / len(found)


def _fine(row: Mapping[str, Any]) -> str:
    return f"{row['category']}/{row['subtype']}" if row.get("subtype") else str(row["category"])


def _graded(grades: Sequence[tuple[int, int]]) -> str:
    serious = 3
    near = sum(abs(gold - guess) <= 1 for gold, guess in grades) / len(grades)
    grave = [guess >= serious for gold, guess in grades if gold >= serious]
    flagged = sum(guess >= serious for _, guess in grades) / len(grades)
    return f"severity within-1={near:.3f} recall(sev>=3)={sum(grave) / max(1, len(grave)):.3f} flagged={flagged:.3f}"


def _calibration_error(sure: Sequence[tuple[float, bool]]) -> float:
    error = 0.0
    for tenth in range(10):
        within = [pair for pair in sure if tenth / 10 < pair[0] <= (tenth + 1) / 10]
        error += abs(sum(share for share, _ in within) - sum(right for _, right in within)) / len(sure)
    return error


def _coverage(sure: Sequence[tuple[float, bool]], *, precision: float = 0.95) -> float:
    right = covered = 0
    for at, (_, agrees) in enumerate(sure, 1):
        right += agrees
        covered = at if right / at >= precision else covered
    return covered / len(sure)
