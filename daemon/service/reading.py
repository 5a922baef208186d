"""`case-intake read`: a file as we would read it, mail or document, by its content."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from daemon.mail import NothingKnown, as_json, open_mail, triage
from parsers.limits import read_safely

_HEADER = re.compile(rb"^(?:from |[A-Za-z][A-Za-z0-9-]{1,60}\s*:)", re.IGNORECASE)


def read_file(data: bytes, name: str, today: date, protocol: str | None) -> dict[str, Any]:
    """The object of DESIGN 6 for one file."""
    if not _is_mail(data, name):
        return read_safely(data, today=today, protocol=protocol).as_json()
    mail = open_mail(data)
    readings = [read_safely(one.data, today=today, protocol=protocol) for one in mail.documents]
    return as_json(mail, triage(mail, readings, NothingKnown()), readings)


def _is_mail(data: bytes, name: str) -> bool:
    """A mail begins with headers; a file that says so by its name is taken at its word."""
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0" or data[:5] in (b"%PDF-", b"{\\rtf"):
        return False
    if name.lower().endswith((".eml", ".mbox", ".msg")):
        return True
    head = data.lstrip()[:4096]
    return (
        _HEADER.match(head) is not None
        and re.search(rb"^(from|date|received|subject|message-id)\s*:", head, re.IGNORECASE | re.MULTILINE) is not None
    )
