"""How many complaints does a door acknowledge a second? `python bench/filing.py URL KEY [CONNECTIONS] [SECONDS]`."""

import http.client
import json
import statistics
import sys
import threading
import time
from urllib.parse import urlsplit

PATH = "/api/v1/complaints"
TEXT = "有人冒充我卖东西, and strangers ask me for money. " * 18


def client(base: str, key: str, until: float, *, took: list[float], wrong: list[int]) -> None:
    """File one after the other on one connection."""
    where = urlsplit(base)
    line = http.client.HTTPConnection(where.hostname or "", where.port or 80, timeout=30)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    count = 0
    while time.perf_counter() < until:
        count += 1
        ref = f"{threading.get_ident()}-{time.time_ns()}-{count}"
        body = {"text": TEXT + ref, "subject": {"platform": "clips", "kind": "video", "id": f"v-{ref}"[:256]}}
        began = time.perf_counter()
        line.request("POST", PATH, json.dumps(body), {**headers, "Idempotency-Key": ref})
        answer = line.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        if answer.status != 201:
            wrong.append(answer.status)


def main(base: str, key: str, connections: int = 16, seconds: float = 10.0) -> None:
    """Print rate, median and 99th percentile."""
    took: list[float] = []
    wrong: list[int] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=client, args=(base, key, until), kwargs={"took": took, "wrong": wrong})
        for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    marks = statistics.quantiles(took, n=100)
    print(
        f"{connections} connections: {len(took) / seconds:.0f}/s, p50 {marks[49] * 1e3:.1f} ms, p99 {marks[98] * 1e3:.1f} ms"
    )
    print(f"errors: {len(wrong)} {sorted(set(wrong))}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(arg) for arg in sys.argv[3:]))
