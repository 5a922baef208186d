"""The child in which suspicious bytes are read: ten seconds and 300 MB, whatever a library does with them (DESIGN 12).

A small, plainly packed .docx is read in this process for speed; everything else goes to the child. One that takes too
long or too much ends as `too-large`, and the parent is unharmed.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

from parsers.reading import Finding, Reading

SECONDS = 10
MEMORY = 300 << 20
SMALL_FILE = 2 << 20
SMALL_TEXT = 4 << 20
FEW_MEMBERS = 300


def needs_child(data: bytes) -> bool:
    """True for bytes that are not, by their zip directory, a small Word document.

    The directory is the sender's word; a part that inflates to more than it says is stopped while it does.
    """
    if data[:2] != b"PK":
        # What is neither a package nor an OLE file is refused by its first bytes, which costs nothing.
        return data[:4] == b"\xd0\xcf\x11\xe0"
    if len(data) > SMALL_FILE:
        return True
    try:
        infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return False
    if len(infos) > FEW_MEMBERS:
        return True
    texts = [info for info in infos if info.filename.lower().endswith((".xml", ".rels"))]
    return sum(info.file_size for info in texts) > SMALL_TEXT


def read_within_limits(
    data: bytes, *, today: date, protocol: str | None = None, own_vocabulary: Path | None = None
) -> Reading:
    """`parsers.read` in a child process with a clock and a memory limit."""
    asked = json.dumps([today.isoformat(), protocol, str(own_vocabulary) if own_vocabulary else None])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "parsers.limits"],
            input=asked.encode() + b"\n" + data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=Path(__file__).resolve().parent.parent,
        )
    except subprocess.TimeoutExpired:
        return _too_large("The document takes longer to read than is safe.")
    if done.returncode != 0:
        return _too_large("The document needs more memory or time to read than is safe.")
    return _from_json(json.loads(done.stdout))


def _too_large(why: str) -> Reading:
    return Reading("unreadable", reason="too-large", why=why)


def _from_json(plain: dict) -> Reading:
    findings = tuple(Finding(**one) for one in plain["findings"])
    return Reading(
        plain["kind"],
        plain["form"],
        plain["protocol"],
        plain["event"],
        plain["answers"],
        findings,
        tuple(plain["flags"]),
        plain.get("reason"),
        plain.get("why"),
    )


def _child() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    import parsers

    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    today, protocol, own = json.loads(head)
    reading = parsers.read(
        data,
        today=date.fromisoformat(today),
        protocol=protocol,
        vocabulary=parsers.Vocabulary.load(Path(own) if own else None),
    )
    sys.stdout.write(json.dumps(reading.as_json()))


if __name__ == "__main__":
    _child()
