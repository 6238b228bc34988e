"""The long siege: `python -m tests.chaos [--rounds 10] [--pause 2]`. Prints figures, exits 1 on any fault."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.chaos.ports import three_free_ports
from tests.chaos.siege import lay, opened


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.chaos")
    reader.add_argument("--rounds", type=int, default=int(os.environ.get("OMBUD_CHAOS_ROUNDS", "10")))
    reader.add_argument("--pause", type=float, default=2.0, help="seconds between two kills")
    asked = reader.parse_args()
    home = Path(tempfile.mkdtemp(prefix="ombud-chaos-")) / "home"
    house = None
    try:
        house = opened(home, port=three_free_ports())
        outcome = lay(house, rounds=asked.rounds, pause=asked.pause, say=True)
        print(outcome.told())
        return 1 if outcome.faults or outcome.slow else 0
    finally:
        if house is not None:
            house.clear()


if __name__ == "__main__":
    sys.exit(main())
