"""How many texts a second does one core sort, and what does danger cost at the door?  usage: bench/triage.py [FILE.jsonl]"""

import json
import sys
import time
from pathlib import Path

from ombud.adapters.rules import triage_rules
from ombud.core.triage.report import Report
from ombud.core.triage.sorting import danger, triage

start = time.process_time()
rules = triage_rules()
print(f"load {time.process_time() - start:.2f} s")
if len(sys.argv) > 1:
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
else:
    texts = [example for rule in rules.by_id.values() for example in (*rule.hit, *rule.miss)]
for text in texts:
    triage(Report(text), rules)
start = time.process_time()
for text in texts:
    triage(Report(text), rules)
print(f"triage {len(texts) / (time.process_time() - start):,.0f} texts/s over {len(texts)}")
for name, text in (
    ("en", "the sound is late and my friends see another picture " * 19),
    ("zh", "视频的声音和画面对不上朋友也看到了" * 20),
):
    start = time.process_time()
    for _ in range(2000):
        danger(text, {}, rules.danger)
    print(f"danger {name} {len(text.encode())} bytes {(time.process_time() - start) / 2000 * 1e6:.1f} µs")
