"""Large mails are opened in a child with a clock and a memory limit, so that the service stays small (DESIGN 12).

The child gets the bytes piece by piece and answers with everything but the attachments' bytes; only those of forms
come along, for they are enclosed in letters. What cannot be opened within the limits is still a mail: its headers are
read here, and what it carries is `too-large`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from daemon.mail import Attachment, Mail, open_mail, with_documents_read
from daemon.mail.values import Recipient, Report
from daemon.service.opening.documents import read_document
from parsers.reading import Finding, Reading

LARGE = 5 << 20
MANY_PARTS = 1_000
MOST_MAIL = 150 << 20
SECONDS = 90
MEMORY = 300 << 20
MOST_FORM = 10 << 20
MOST_ANSWER = 24 << 20
HEAD = 256 << 10
_TOO_LARGE = "The mail is too large to be opened safely; please send the form alone, in a mail of its own."


def needs_child(size: int, first: bytes) -> bool:
    """True for a mail of more than five mebibytes, or one of very many parts; `first` is its first mebibyte."""
    return size > LARGE or first.count(b"\n--") > MANY_PARTS


def open_large(
    pieces: Iterable[bytes], size: int, *, today: date, protocol: str | None, own_vocabulary: Path | None
) -> tuple[Mail, tuple[Reading, ...]]:
    """A mail with its documents read, opened in a child; whatever the bytes are, this has an answer."""
    pieces = iter(pieces)
    first = next(pieces, b"")
    if size <= MOST_MAIL:
        said = _child_says(
            [today.isoformat(), protocol, str(own_vocabulary) if own_vocabulary else None], first, pieces
        )
        if said is not None:
            return said
    return _by_its_headers(first)


def _by_its_headers(first: bytes) -> tuple[Mail, tuple[Reading, ...]]:
    """What can be said of a mail that nobody opened: whom it is from, its subject, and that it is too large."""
    ends = [at for at in (first.find(b"\n\n"), first.find(b"\r\n\r\n")) if at >= 0]
    head = first[: min(ends)] if ends else first[:HEAD].rpartition(b"\n")[0]
    mail = open_mail(head[:HEAD] + b"\n\n")
    reading = Reading("unreadable", reason="too-large", why=_TOO_LARGE)
    unopened = Attachment(None, "application/octet-stream", b"", "", 0, "other", fault=("too-large", _TOO_LARGE))
    limits = (*mail.limits_hit, "The mail was not opened: it is too large, or takes too long.")
    return replace(mail, documents=(unopened,), limits_hit=limits), (reading,)


def _child_says(
    asked: list[str | None], first: bytes, rest: Iterator[bytes]
) -> tuple[Mail, tuple[Reading, ...]] | None:
    child = subprocess.Popen(
        [sys.executable, "-m", "daemon.service.opening.large"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=Path(__file__).resolve().parent.parent.parent,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    heard: list[bytes] = []

    def listen() -> None:
        assert child.stdout is not None
        heard.append(child.stdout.read(MOST_ANSWER + 1))

    timer = threading.Timer(SECONDS, _kill, [child])
    timer.daemon = True
    listener = threading.Thread(target=listen, daemon=True)
    timer.start()
    listener.start()
    try:
        # Fed by this thread, because the store's connection belongs to it.
        with contextlib.suppress(OSError, ValueError), child.stdin as pipe:
            pipe.write(json.dumps(asked).encode() + b"\n")
            for piece in chain((first,), rest):
                pipe.write(piece)
        listener.join()
        status = child.wait() if len(heard[0]) <= MOST_ANSWER else 1
    finally:
        timer.cancel()
        _kill(child)
        child.wait()
        child.stdout.close()
    return _heard(heard[0]) if status == 0 else None


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _said(mail: Mail, readings: tuple[Reading, ...]) -> Iterator[bytes]:
    """A line of JSON, then the bytes of the forms in their order."""
    left = MOST_ANSWER - (4 << 20)
    kept: list[bytes] = []
    held: list[int] = []
    for document, reading in zip(mail.documents, readings, strict=True):
        wanted = reading.kind == "form" and len(document.data) <= min(MOST_FORM, left)
        held.append(len(document.data) if wanted else -1)
        if wanted:
            kept.append(document.data)
            left -= len(document.data)
    bare = replace(
        mail,
        headers=dict(mail.headers),
        attachments=tuple(replace(one, data=b"") for one in mail.attachments),
        documents=tuple(replace(one, data=b"") for one in mail.documents),
    )
    plain = asdict(bare)
    for one in (*plain["attachments"], *plain["documents"]):
        one["data"] = ""
    said = {"mail": plain, "readings": [asdict(one) for one in readings], "held": held}
    yield json.dumps(said, default=lambda one: {"$day": one.isoformat()}).encode() + b"\n"
    yield from kept


def _heard(said: bytes) -> tuple[Mail, tuple[Reading, ...]] | None:
    line, _, data = said.partition(b"\n")
    try:
        plain = json.loads(line, object_hook=_day)
        documents = []
        for one, length in zip(plain["mail"]["documents"], plain["held"], strict=True):
            documents.append(_attachment({**one, "data": data[: max(length, 0)]}))
            data = data[max(length, 0) :]
        mail = plain["mail"]
        report = mail["report"]
        if report is not None:
            people = tuple(Recipient(**one) for one in report["recipients"])
            report = Report(**{**report, "recipients": people, "original_ids": tuple(report["original_ids"])})
        lists = {name: tuple(mail[name]) for name in ("to", "cc", "references", "limits_hit")}
        opened = Mail(
            **{
                **mail,
                **lists,
                "headers": {name: tuple(values) for name, values in mail["headers"].items()},
                "attachments": tuple(_attachment({**one, "data": b""}) for one in mail["attachments"]),
                "documents": tuple(documents),
                "report": report,
            }
        )
        return opened, tuple(_reading(one) for one in plain["readings"])
    except (ValueError, KeyError, TypeError):
        return None


def _attachment(plain: dict[str, Any]) -> Attachment:
    return Attachment(**{**plain, "fault": tuple(plain["fault"]) if plain["fault"] else None})


def _reading(plain: dict[str, Any]) -> Reading:
    findings = tuple(Finding(**one) for one in plain["findings"])
    return Reading(**{**plain, "findings": findings, "flags": tuple(plain["flags"])})


def _day(plain: dict[str, Any]) -> Any:
    return date.fromisoformat(plain["$day"]) if set(plain) == {"$day"} else plain


def _child() -> NoReturn:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    today, protocol, own = json.loads(sys.stdin.buffer.readline())
    mail = open_mail(sys.stdin.buffer.read())
    # Suspicious documents have children of their own, with their own limits, and converters need more than this one.
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))

    def read(document: Attachment) -> Reading:
        return read_document(document, date.fromisoformat(today), protocol, Path(own) if own else None)

    for piece in _said(*with_documents_read(mail, read)):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    # The memory goes back with the process; taking everything apart first would only cost time.
    os._exit(0)


if __name__ == "__main__":
    _child()
