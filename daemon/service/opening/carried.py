"""A file that may be mail or an archive, as we would read it: what it carries, and itself where it is a document."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from daemon.mail import (
    Attachment,
    Known,
    Mail,
    NothingKnown,
    as_json,
    open_mail,
    open_outlook_file,
    triage,
    with_documents_read,
)
from daemon.mail.carriers import documents_of
from daemon.mail.carriers.archives import is_archive
from daemon.mail.carriers.outlook import OLE, is_note
from daemon.mail.carriers.tnef import SIGNATURE
from daemon.mail.opening import attachments_within
from daemon.service.opening.documents import read_document
from daemon.service.opening.large import needs_child, open_large
from parsers.limits import read_safely
from parsers.reading import Reading

_HEADER = re.compile(rb"^(?:from |[A-Za-z][A-Za-z0-9-]{1,60}\s*:)", re.IGNORECASE)
_WHERE = re.compile(rb"^(from|date|received|subject|message-id|to|mime-version)\s*:", re.IGNORECASE | re.MULTILINE)


def read_carried(
    data: bytes,
    name: str,
    today: date,
    protocol: str | None,
    known: Known | None = None,
    own_vocabulary: Path | None = None,
) -> dict[str, Any]:
    """The object of DESIGN 6 for a file of any kind. An archive that holds one document is read as that document.

    `known` says which addresses are ours and whose word counts for a sender's; without it nothing is known.
    """
    known = known or NothingKnown()

    def read(document: Attachment) -> Reading:
        return read_document(document, today, protocol, own_vocabulary)

    def shown(opened: Mail) -> dict[str, Any]:
        mail, readings = with_documents_read(opened, read)
        return as_json(mail, triage(mail, readings, known), readings)

    if is_note(data) and not name.lower().endswith((".doc", ".dot")):
        return shown(open_outlook_file(data) if name.lower().endswith(".msg") else open_mail(data))
    if is_archive(data) or data[:4] == SIGNATURE:
        return _archive(data, name, read)
    if _is_mail(data, name):
        if needs_child(len(data), data[: 1 << 20]):
            mail, readings = open_large(
                [data], len(data), today=today, protocol=protocol, own_vocabulary=own_vocabulary
            )
            return as_json(mail, triage(mail, readings, known), readings)
        return shown(open_mail(data))
    return read_safely(data, today=today, protocol=protocol, own_vocabulary=own_vocabulary).as_json()


def _archive(data: bytes, name: str, read: Any) -> dict[str, Any]:
    """What lies in an archive: its one document, else its first form with all of them beside it."""
    outer = Attachment.of(name, "application/zip", data, is_="archive")
    limits: list[str] = []
    found = []
    for one in documents_of([outer], limits, attachments_within(limits)):
        if one.fault is not None:
            reading = Reading("unreadable", reason=one.fault[0], why=one.fault[1])  # type: ignore[arg-type]
        else:
            reading = read(one)
            if one.speculative and reading.kind != "form":
                continue
        found.append({**reading.as_json(), "name": one.name, "inside": one.inside})
    if not found:
        return Reading(
            "unreadable", reason="unsupported", why="The archive holds no document that can be read."
        ).as_json()
    order = {"form": 0, "blank-form": 1, "document": 2, "unreadable": 3}
    best = min(found, key=lambda one: order[one["kind"]])
    return best if len(found) == 1 else {**best, "documents": found}


def _is_mail(data: bytes, name: str) -> bool:
    """A mail begins with headers; a file that says so by its name is taken at its word."""
    if data[:2] == b"PK" or data[:8] == OLE or data[:5] in (b"%PDF-", b"{\\rtf"):
        return False
    if name.lower().endswith((".eml", ".mbox", ".msg")):
        return True
    head = data.lstrip()[:4096]
    return _HEADER.match(head) is not None and _WHERE.search(head) is not None
