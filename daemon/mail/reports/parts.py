"""The parts of a report: its status fields, its words for people, and the letter that it returns."""

from __future__ import annotations

import binascii
import email.message
import re
from collections.abc import Iterator

MOST_PARTS = 200
MOST_TEXT = 64 << 10
STATUS = ("message/delivery-status", "message/global-delivery-status")
_RETURNED = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global-headers",
)
_MESSAGE_ID = re.compile(
    r"^[ \t>|]*(?:x-)?(?:original-)?message-id[ \t]{0,4}:\s{0,10}(<[^<>\s]{3,990}>)", re.IGNORECASE | re.MULTILINE
)
MOST_IDS = 20


def kind_of(part: email.message.Message) -> str:
    """The content type; damaged ones are octets."""
    try:
        return part.get_content_type()
    except (AttributeError, TypeError, ValueError, IndexError):
        return "application/octet-stream"


def parameter(message: email.message.Message, name: str) -> str:
    """A parameter of Content-Type in small letters, or ""; where the header is damaged, as it is written."""
    try:
        value = message.get_param(name)
    except (LookupError, ValueError, TypeError, AttributeError):
        value = None
    if isinstance(value, str):
        return value.strip().lower()
    written = re.search(rf"{re.escape(name)}\s?=\s?\"?([a-z-]{{1,60}})", str(message.get("content-type", "")).lower())
    return written.group(1) if written else ""


def own_parts(message: email.message.Message) -> Iterator[email.message.Message]:
    """The parts of the mail itself, in order: an attached message is given, and not entered."""
    stack, count = [message], 0
    while stack and count < MOST_PARTS:
        part = stack.pop()
        count += 1
        payload = part.get_payload()
        if isinstance(payload, list) and kind_of(part).startswith("multipart/"):
            stack += [one for one in reversed(payload) if isinstance(one, email.message.Message)]
        else:
            yield part


def text_of(part: email.message.Message) -> str:
    """A leaf's text, decoded as far as it can be; at most 64 KiB of it."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return ""
    try:
        data = part.get_payload(decode=True)
    except (LookupError, ValueError, binascii.Error, AssertionError):
        data = None
    if not isinstance(data, bytes):
        data = payload.encode("utf-8", "surrogateescape")
    data = data[: 4 * MOST_TEXT]
    try:
        text = data.decode(str(part.get_content_charset() or "utf-8"), "replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")[:MOST_TEXT]


def status_texts(message: email.message.Message) -> list[str]:
    """The status fields of each report part as text; the standard library splits them where it should not."""
    found = []
    for part in own_parts(message):
        if kind_of(part) not in STATUS:
            continue
        payload = part.get_payload()
        if isinstance(payload, list):
            blocks = [_fields(one) for one in payload if isinstance(one, email.message.Message)]
            found.append("\n\n".join(blocks)[:MOST_TEXT])
        else:
            found.append(text_of(part))
    return found


def nested_status_texts(message: email.message.Message) -> list[str]:
    """The status fields of a report that a mail system passes on as an attached message."""
    found = []
    for part in own_parts(message):
        payload = part.get_payload()
        if kind_of(part) in ("message/rfc822", "message/global") and isinstance(payload, list):
            for inner in payload[:1]:
                if isinstance(inner, email.message.Message):
                    found += status_texts(inner)
    return found


def _fields(block: email.message.Message) -> str:
    lines = [f"{name}: {value}" for name, value in block.raw_items()]  # type: ignore[attr-defined]
    rest = block.get_payload()
    return "\n".join(lines) + (f"\n{rest}" if isinstance(rest, str) and rest.strip() else "")


def words_of(message: email.message.Message) -> str:
    """What the report says to people: its plain parts, else its HTML as text."""
    from daemon.mail.words import from_html

    plain, marked = [], []
    for part in own_parts(message):
        kind = kind_of(part)
        if kind == "text/html":
            marked.append(part)
        elif kind == "text/plain" or (kind.startswith("multipart/") and isinstance(part.get_payload(), str)):
            plain.append(text_of(part))
    words = "\n".join(plain).strip()
    return (words or "\n".join(from_html(text_of(one)) for one in marked).strip())[:MOST_TEXT]


def returned_ids(message: email.message.Message, words: str) -> tuple[str, ...]:
    """Message-IDs of the letter that came back: from the attached letter or its headers, the status fields, the words."""
    found: list[str] = []
    stack, count = [message], 0
    while stack and count < MOST_PARTS:
        part = stack.pop()
        count += 1
        payload = part.get_payload()
        if part is not message:
            found += _MESSAGE_ID.findall(f"message-id: {str(part.get('message-id', '')).strip()}"[:1200])
        if isinstance(payload, list):
            stack += [one for one in reversed(payload) if isinstance(one, email.message.Message)]
        elif kind_of(part) in _RETURNED or (
            kind_of(part) == "text/plain" and part is not message and part.get_filename()
        ):
            found += _MESSAGE_ID.findall(text_of(part))
    for text in status_texts(message):
        found += _MESSAGE_ID.findall(text)
    found += _MESSAGE_ID.findall(words)
    return tuple(dict.fromkeys(found))[:MOST_IDS]


def returned_to(message: email.message.Message) -> tuple[str, ...]:
    """The To line of the attached letter, as it stands."""
    for part in own_parts(message):
        payload = part.get_payload()
        if kind_of(part) in ("message/rfc822", "message/global") and isinstance(payload, list) and payload:
            inner = payload[0]
            if isinstance(inner, email.message.Message):
                return tuple(str(one) for one in inner.get_all("to", []))
    return ()
