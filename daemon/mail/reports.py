"""Delivery reports: RFC 3464 first, then what flufl.bounce knows of the others."""

from __future__ import annotations

import email.message
import re
from typing import Any

from daemon.mail.values import Recipient, Report

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)


def report_of(message: email.message.Message, content_type: str) -> Report | None:
    """The delivery report that a mail is, or None when it is none."""
    status = _status_part(message) if content_type.startswith("multipart/") else None
    if status is None:
        return None
    recipients = []
    for block in _blocks(status):
        address = _ADDRESS.search(block.get("final-recipient", "") or block.get("original-recipient", ""))
        action = block.get("action", "").strip().lower().split(" ")[0]
        if address and action:
            recipients.append(
                Recipient(
                    address.group(),
                    action,
                    block.get("status", "").strip() or None,
                    block.get("diagnostic-code", "").strip()[:500] or None,
                )
            )
    return Report(tuple(recipients), _original_id(message))


def _status_part(message: email.message.Message) -> email.message.Message | None:
    for count, part in enumerate(message.walk()):
        if count > 50:
            return None
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            return part
    return None


def _blocks(part: email.message.Message) -> list[dict[str, str]]:
    payload = part.get_payload()
    if isinstance(payload, list):
        return [
            {name.lower(): str(value) for name, value in one.items()}
            for one in payload
            if isinstance(one, email.message.Message)
        ]
    text = payload if isinstance(payload, str) else ""
    blocks = []
    for chunk in re.split(r"\r?\n\s*\r?\n", text):
        block = {}
        for line in re.sub(r"\r?\n[ \t]+", " ", chunk).splitlines():
            name, colon, value = line.partition(":")
            if colon:
                block[name.strip().lower()] = value.strip()
        blocks.append(block)
    return blocks


def _original_id(message: email.message.Message) -> str | None:
    """The Message-ID of the letter that the report quotes, whole or by its headers."""
    for count, part in enumerate(message.walk()):
        if count > 60:
            return None
        kind = part.get_content_type()
        if kind in ("message/rfc822", "message/global") and isinstance(part.get_payload(), list) and part.get_payload():
            inner: Any = part.get_payload()[0]  # type: ignore[index]
            found = str(inner.get("message-id", "")).strip()
            if found.startswith("<"):
                return found
        if kind in ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers"):
            found = _MESSAGE_ID.search(str(part.get_payload()))
            if found:
                return found.group(1)
    return None


def other_bounced(raw_message: email.message.Message) -> tuple[str, ...]:
    """Addresses that a non-standard report names, by flufl.bounce; it raises on real mails, and then says nothing."""
    from flufl.bounce import scan_message

    try:
        return tuple(
            sorted(
                one.decode("ascii", "replace") if isinstance(one, bytes) else str(one)
                for one in scan_message(raw_message)
            )
        )
    except Exception:  # noqa: BLE001
        # The library raises all kinds of errors on mails from the wild; its silence is only a missing hint.
        return ()
