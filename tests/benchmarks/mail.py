"""`python -m tests.benchmarks.mail`: the mail corpus through `read --json`'s own code path, with its figures.

For each source of the corpus: mails whose kind is right, attachments exact by digest. Then acknowledgements to machines,
senders and bounced addresses, mails per second and peak memory.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

from daemon.service.opening.reading import read_file
from tests.mail.corpus import expected

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Read the corpus once and print the figures; 65 when the corpus is not here."""
    shared = Path(os.environ.get("CASE_INTAKE_SHARED", ROOT.parent / "shared"))
    if not (shared / "corpus" / "mail").is_dir():
        print(f"The corpus is not at {shared}. Name its folder in CASE_INTAKE_SHARED.", file=sys.stderr)
        return 65
    mails = list(expected(shared))
    size = sum(len(one.raw) for one in mails)
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    machines = acknowledged = senders = bounced = held = 0
    slowest = (0.0, "")
    started, cpu = time.monotonic(), _cpu()
    for one in mails:
        begun = time.monotonic()
        shown = read_file(one.raw, f"{Path(one.file).name}.eml", date(2026, 11, 25), None)
        slowest = max(slowest, (time.monotonic() - begun, one.file))
        counts = kinds[one.source]
        counts[0] += 1
        counts[1] += one.right_kind(shown["kind"])
        counts[2] += len(one.digests)
        counts[3] += len(one.digests) - len(one.missing([part["sha256"] for part in shown.get("attachments", ())]))
        machines += one.must_not_ack
        acknowledged += one.must_not_ack and bool(shown.get("would_acknowledge"))
        senders += shown.get("from") == one.sender
        bounced += one.right_bounced(shown.get("bounced", []))
        held += not one.must_hold or bool(shown.get("hold", True))
    wall, cpu = time.monotonic() - started, _cpu() - cpu
    print(f"{'source':<12}{'mails':>7}{'kind right':>12}{'attachments':>13}{'exact':>7}")
    for source, (count, right, parts, exact) in sorted(kinds.items()):
        print(f"{source:<12}{count:>7}{right:>12}{parts:>13}{exact:>7}")
    total = [sum(column) for column in zip(*kinds.values(), strict=True)]
    print(f"{'all':<12}{total[0]:>7}{total[1]:>12}{total[2]:>13}{total[3]:>7}")
    print(f"acknowledgements to machines, lists and bounces: {acknowledged} of {machines}")
    print(
        f"senders right: {senders} of {len(mails)}; bounced addresses right: {bounced}; held where nobody can be answered: {held}"
    )
    print(
        f"{len(mails) / wall:.0f} mails a second ({size / wall / 1e6:.1f} MB/s), {cpu / len(mails) * 1000:.1f} ms of CPU a mail with its children"
    )
    print(f"slowest: {slowest[1]}, {slowest[0]:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB, of a child that reads documents {child:.0f} MB")
    return 0


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
