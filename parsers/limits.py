"""The child in which suspicious bytes are read: ten seconds and 300 MB, whatever a library does (DESIGN 12).

A small, plainly packed .docx or .odt is read in this process for speed; everything else goes to the child. One that takes too
long or too much ends as `too-large`, and the parent is unharmed. A format that needs the outside converter is converted
by the parent, under limits of its own, and its result is as foreign as what came.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from dataclasses import fields
from datetime import date
from pathlib import Path
from struct import error as struct_error
from typing import Any, NoReturn

import parsers
from parsers.formats import MOST_BYTES
from parsers.formats.converting import Converted, to_docx
from parsers.reading import Finding, Reading

SECONDS = 8
# With its start the child stays under ten seconds; on a busy machine its CPU time takes longer, and it waits for nothing else.
LONGEST_WAIT = 20
MEMORY = 300 << 20
# Program code is mapped beside the data; the rest of the 300 MB.
DATA = 256 << 20
SPACE = 600 << 20
MOST_ANSWER = 32 << 20
# Documents of older formats in one document, itself included, of which each takes a second or more.
MOST_CONVERSIONS = 3
SMALL_FILE = 2 << 20
# Of a document's text, whose words each cost time, and of all parts that may be read.
SMALL_TEXT, SMALL_PARTS = 600 << 10, 1200 << 10
FEW_MEMBERS = 300
DENSEST = 40
_UNREAD = ("/theme/", "/numbering", "/settings", "/websettings", "/fonttable", "/glossary/", "/styleswitheffects")


def read_safely(
    data: bytes,
    *,
    today: date,
    protocol: str | None = None,
    vocabulary: parsers.Vocabulary | None = None,
    own_vocabulary: Path | None = None,
) -> Reading:
    """`parsers.read`, in a child where the bytes are not a small document. `own_vocabulary` is the folder that
    `vocabulary` was loaded from."""
    if needs_child(data):
        return read_within_limits(data, today=today, protocol=protocol, own_vocabulary=own_vocabulary)
    words = vocabulary or parsers.Vocabulary.load(own_vocabulary)
    return parsers.read(data, today=today, protocol=protocol, vocabulary=words)


def needs_child(data: bytes) -> bool:
    """True for bytes that are not, by their zip directory, a small Word or OpenDocument text.

    The directory is the sender's word; a part that inflates to more than it says is stopped while it does.
    """
    if not data or len(data) > MOST_BYTES:
        return False  # refused by its size alone
    if data[:2] != b"PK" or len(data) > SMALL_FILE:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct_error, NotImplementedError):
        return False
    names = {info.filename.casefold() for info in infos}
    if len(infos) > FEW_MEMBERS or ("word/document.xml" in names) == ("content.xml" in names):
        return True
    total = 0
    for info in infos:
        name = f"/{info.filename.casefold()}"
        if name.endswith((".xml", ".rels")) and not any(one in name for one in _UNREAD):
            total += info.file_size
            if name in ("/word/document.xml", "/content.xml") and info.file_size > SMALL_TEXT:
                return True
            if info.file_size > 64 << 10 and info.file_size > DENSEST * info.compress_size:
                return True
        elif "embeddings/" in name or "afchunk" in name or name.endswith((".html", ".htm", ".rtf", ".mht", ".docx")):
            return True  # documents within the document
    return total > SMALL_PARTS


def read_within_limits(
    data: bytes, *, today: date, protocol: str | None = None, own_vocabulary: Path | None = None
) -> Reading:
    """`parsers.read` in a child process with a clock and a memory limit."""
    asked: dict[str, Any] = {
        "today": today.isoformat(),
        "protocol": protocol,
        "vocabulary": str(own_vocabulary) if own_vocabulary else None,
        "length": len(data),
        "converted": [],
    }
    given = data
    for _ in range(MOST_CONVERSIONS + 1):
        answer = _child_says(asked, given)
        if isinstance(answer, Reading):
            return answer
        part = base64.b64decode(answer["part"]) if answer.get("part") else data
        kind, made = to_docx(part, "rtf" if answer.get("convert") == "rtf" else "doc") or ("none", b"")
        asked["converted"].append({"of": hashlib.sha256(part).hexdigest(), "kind": kind, "length": len(made)})
        given += made
    return _too_large("The document holds more parts of older formats than are converted.")


def _child_says(asked: dict[str, Any], data: bytes) -> Reading | dict[str, Any]:
    """One question to one child. Its whole process group ends with the answer or with its time."""
    child = subprocess.Popen(
        [sys.executable, "-m", "parsers.limits"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    late = threading.Event()

    def end() -> None:
        late.set()
        _kill(child)

    def feed() -> None:
        assert child.stdin is not None
        with contextlib.suppress(OSError, ValueError), child.stdin as pipe:
            pipe.write(json.dumps(asked).encode() + b"\n")
            pipe.write(data)

    timer = threading.Timer(LONGEST_WAIT, end)
    timer.daemon = True
    feeder = threading.Thread(target=feed, daemon=True)
    timer.start()
    feeder.start()
    try:
        said = child.stdout.read(MOST_ANSWER + 1)
        if len(said) > MOST_ANSWER:
            return _too_large("The document holds more than can be shown.")
        status = child.wait()
    finally:
        timer.cancel()
        _kill(child)
        child.wait()
        feeder.join(1)
        child.stdout.close()
    if late.is_set() or status == -signal.SIGXCPU:
        return _too_large(
            "The document takes longer to read than is safe; please send the form alone, as a Word document."
        )
    if status != 0:
        return _too_large(
            "The document needs more memory to read than is safe; please send the form alone, as a Word document."
        )
    try:
        plain = json.loads(said, object_hook=_day)
    except ValueError:
        return _too_large("The document could not be read within its limits.")
    return plain if "convert" in plain else _reading(plain)


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _too_large(why: str) -> Reading:
    return Reading("unreadable", reason="too-large", why=why)


def _day(plain: dict[str, Any]) -> Any:
    return date.fromisoformat(plain["$day"]) if set(plain) == {"$day"} else plain


def _plain(reading: Reading) -> dict[str, Any]:
    plain = {one.name: getattr(reading, one.name) for one in fields(Reading)}
    plain["findings"] = [one.as_json() for one in reading.findings]
    return plain


def _reading(plain: dict[str, Any]) -> Reading:
    plain["findings"] = tuple(Finding(**one) for one in plain["findings"])
    plain["flags"] = tuple(plain["flags"])
    return Reading(**plain)


class _Wanted(BaseException):
    """The child asks for a conversion. No `Exception`, so that no reader takes it for a fault of the document."""

    def __init__(self, suffix: str, data: bytes) -> None:
        self.suffix, self.data = suffix, data


def _child() -> NoReturn:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (DATA, DATA))
    resource.setrlimit(resource.RLIMIT_AS, (SPACE, SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.loads(sys.stdin.buffer.readline())
    given = sys.stdin.buffer.read()
    data, at = given[: asked["length"]], asked["length"]
    converted: dict[str, Converted | None] = {}
    for one in asked["converted"]:
        made = given[at : at + one["length"]]
        converted[one["of"]] = (one["kind"], made) if one["kind"] in ("docx", "docbook") else None
        at += one["length"]

    def convert(part: bytes, suffix: str) -> Converted | None:
        digest = hashlib.sha256(part).hexdigest()
        if digest not in converted:
            raise _Wanted(suffix, part)
        return converted[digest]

    try:
        reading = parsers.read(
            data,
            today=date.fromisoformat(asked["today"]),
            protocol=asked["protocol"],
            vocabulary=parsers.Vocabulary.load(Path(asked["vocabulary"]) if asked["vocabulary"] else None),
            convert=convert,
        )
        answer: dict[str, Any] = _plain(reading)
    except _Wanted as wish:
        part = None if wish.data == data else base64.b64encode(wish.data).decode("ascii")
        answer = {"convert": wish.suffix, "part": part}
    sys.stdout.write(json.dumps(answer, default=lambda one: {"$day": one.isoformat()}))
    sys.stdout.flush()
    # The memory goes back with the process; taking everything apart first would only cost time.
    os._exit(0)


if __name__ == "__main__":
    _child()
