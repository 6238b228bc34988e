"""How long does the house take to open, first and second time, and how much memory does it hold?

Run: python -m bench.opening. Opens `ombud up --demo` in a home of its own and clears it away.
"""

import tempfile
from pathlib import Path
from time import perf_counter

from tests.chaos.house import UP, House
from tests.chaos.ports import three_free_ports


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="ombud-bench-")) / "home"
    house = House(home, port=three_free_ports())
    try:
        for turn in ("first", "second"):
            began = perf_counter()
            house.open()
            house.until(house.alive, patience=UP, what="answering")
            alive = perf_counter() - began
            house.until(house.ready, patience=UP, what="becoming ready")
            ready = perf_counter() - began
            house.until((home / "demo.json").exists, patience=UP, what="seeding")
            sown = perf_counter() - began
            memory = house.memory() / 2**20
            print(
                f"{turn:6} start: answers {alive:.2f} s, ready {ready:.2f} s, demo {sown:.2f} s, PSS {memory:.0f} MiB"
            )
            began = perf_counter()
            house.close()
            print(f"       ended in {perf_counter() - began:.2f} s")
    finally:
        house.clear()


if __name__ == "__main__":
    main()
