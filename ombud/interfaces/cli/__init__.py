"""The door of the operator: the command `ombud`.

A verb is a module here, of the verb's name (a trailing underscore is not said), with `run(options) -> int` and, if it
takes any, `arguments(parser)`. The first line of its docstring is its help. The worker's verb lies with the worker.
"""

import argparse
import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Final

from ombud.interfaces.cli import sentences

ELSEWHERE: Final = {"worker": "ombud.interfaces.worker.verb"}
_NOT_A_VERB: Final = frozenset({"sentences", "house", "bars", "supervisor"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; return its exit code."""
    said = list(sys.argv[1:] if argv is None else argv)
    known = verbs()
    if not said or said[0] not in known:
        print(
            _help(known), file=sys.stderr if said and said[0] not in {"-h", "--help", "help"} else sys.stdout
        )
        return 0 if not said or said[0] in {"-h", "--help", "help"} else 2
    module = importlib.import_module(known[said[0]])
    return _run(module, said[0], said[1:])


def verbs() -> dict[str, str]:
    """Return every verb and the module that knows how."""
    here = {
        module.name.rstrip("_").replace("_", "-"): f"{__name__}.{module.name}"
        for module in pkgutil.iter_modules(__path__)
        if not module.ispkg and not module.name.startswith("_") and module.name not in _NOT_A_VERB
    }
    return here | {name: path for name, path in ELSEWHERE.items() if importlib.util.find_spec(path)}


def _run(module: ModuleType, verb: str, said: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"ombud {verb}", description=_summary(module))
    parser.add_argument("--home", help="data folder / 数据目录 (OMBUD_HOME, ./var)")
    if hasattr(module, "arguments"):
        module.arguments(parser)
    options = parser.parse_args(said)
    if options.home:
        os.environ["OMBUD_HOME"] = options.home
    try:
        return int(module.run(options) or 0)
    except sentences.EXPLAINED as error:
        print(sentences.explain(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _help(known: dict[str, str]) -> str:
    width = max(map(len, known), default=0)
    lines = [
        f"  {name:{width}}  {_summary(importlib.import_module(path))}" for name, path in sorted(known.items())
    ]
    return "\n".join(["ombud VERB [--home DIR] …", "", *lines])


def _summary(module: ModuleType) -> str:
    first = (module.__doc__ or "").strip().split("\n", 1)[0]
    return first.partition(": ")[2] if first.startswith("`") else first
