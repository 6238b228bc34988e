"""How fast is this machine just now? `python -m bench.yardstick`, before and after whatever is measured.

The same machine can be three times slower an hour later: its cores are shared with neighbours nobody sees. Figures are
compared only where the yardstick was the same.
"""

import os
import tempfile
from time import perf_counter

TURNS = 10_000_000
SYNCS = 500


def main() -> None:
    """Print how long an empty loop and a synced write take."""
    began = perf_counter()
    for _ in range(TURNS):
        pass
    loop = perf_counter() - began
    with tempfile.TemporaryFile() as file:
        began = perf_counter()
        for _ in range(SYNCS):
            file.write(b"x" * 1024)
            file.flush()
            os.fdatasync(file.fileno())
        sync = (perf_counter() - began) / SYNCS
    print(
        f"{TURNS:,} empty turns {loop:.2f} s, a synced kilobyte {sync * 1e6:.0f} µs, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
