"""A mail as `case-intake read --json` shows it (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from daemon.mail.values import Attachment, Mail, Triage
from parsers.reading import Reading


def as_json(mail: Mail, verdict: Triage, readings: Sequence[Reading]) -> dict[str, Any]:
    """The object for one mail, key by key."""
    forms = {
        document.sha256 for document, reading in zip(mail.documents, readings, strict=False) if reading.kind == "form"
    }
    shown: dict[str, Any] = {
        "kind": verdict.kind,
        "rule": verdict.rule,
        "why": verdict.why,
        "from": mail.sender,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "reference": verdict.reference,
        "attachments": [_attachment(one, forms) for one in mail.attachments],
        "would_acknowledge": verdict.acknowledge,
        "acknowledge_why": verdict.acknowledge_why or None,
        "hold": verdict.hold,
        "bounced": list(verdict.bounced),
        "documents": [
            {**reading.as_json(), "name": document.name, "sha256": document.sha256, "inside": document.inside}
            for document, reading in zip(mail.documents, readings, strict=True)
        ],
    }
    if verdict.kind == "unreadable":
        shown["reason"] = _reason(mail, readings)
    return shown


def _reason(mail: Mail, readings: Sequence[Reading]) -> str:
    """Why a mail cannot be read, in the words of DESIGN 6; what is not here at all is `unsupported`."""
    if mail.encrypted is not None:
        return "encrypted"
    return next((one.reason for one in readings if one.reason is not None), "unsupported")


def _attachment(one: Attachment, forms: set[str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.type,
        "sha256": one.sha256,
        "size": one.size,
        "is": "form" if one.sha256 in forms else one.is_,
    }
