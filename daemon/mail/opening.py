"""Bytes → `Mail`: MIME opened under limits, with compat32, because `policy.default` raises on unknown charsets.

No bytes make this raise. What is too much of anything is left out, and `limits_hit` says so.
"""

from __future__ import annotations

import base64
import binascii
import email
import email.message
import hashlib
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header

from daemon.mail import carriers
from daemon.mail.reports import report_of
from daemon.mail.senders import addresses_in, one_sender
from daemon.mail.values import Attachment, Is, Mail
from daemon.mail.words import from_html, new_words

MOST_PARTS = 2_000
DEEPEST = 40
MOST_HEADER = 64 << 10
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
_WORD = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "application/vnd.ms-word.document.macroenabled.12",
)


def open_mail(raw: bytes) -> Mail:
    """Open a mail. Whatever the bytes are, this has an answer."""
    limits: list[str] = []
    message = _parsed(raw, limits)
    headers = _headers(message)
    parts = list(_parts(message, limits))
    bodies, attachments = _sorted(parts)
    plain = "\n".join(text for kind, text in bodies if kind == "text/plain").strip()
    words = plain or "\n".join(from_html(text) for kind, text in bodies if kind == "text/html").strip()
    sender, sender_why = one_sender(headers.get("from", ()))
    content_type = _type(message)
    report = report_of(message, content_type)
    returned = report is not None
    if returned:
        attachments = [_as_returned(one) for one in attachments]
    documents = carriers.documents_of(attachments, limits)
    return Mail(
        headers=headers,
        sender=sender,
        sender_why=sender_why,
        to=addresses_in(headers.get("to", ())),
        cc=addresses_in(headers.get("cc", ())),
        subject=decoded(_first(headers, "subject")),
        message_id=_ids(_first(headers, "message-id"))[:1][0] if _ids(_first(headers, "message-id")) else None,
        in_reply_to=(_ids(_first(headers, "in-reply-to")) or [None])[0],
        references=tuple(_ids(_first(headers, "references"))[-100:]),
        return_path=_first(headers, "return-path").strip() or None,
        content_type=content_type,
        words=words,
        new_words=new_words(words),
        attachments=tuple(attachments),
        documents=tuple(documents),
        report=report,
        encrypted=carriers.wrapper_of(content_type, attachments, words),
        limits_hit=tuple(limits),
    )


def _parsed(raw: bytes, limits: list[str]) -> email.message.Message:
    """The stdlib's tree; where it gives up, the headers alone with the bytes as one text."""
    head, _, _ = raw.partition(b"\n\n")
    if len(head) > 4 << 20:
        limits.append("The headers are larger than four mebibytes; only their beginning was read.")
    try:
        return email.message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError) as fault:
        limits.append(
            f"The mail's structure could not be followed ({type(fault).__name__}); it was read as plain text."
        )
        whole = email.message.Message()
        whole.set_payload(raw.decode("latin-1"))
        return whole


def _headers(message: email.message.Message) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in message.raw_items():  # type: ignore[attr-defined]
        text = value if isinstance(value, str) else str(value)
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        found.setdefault(name.lower(), []).append(re.sub(r"\r?\n[ \t]*", " ", text)[:MOST_HEADER].strip())
    return {name: tuple(values) for name, values in found.items()}


def _first(headers: dict[str, tuple[str, ...]], name: str) -> str:
    return headers[name][0] if headers.get(name) else ""


def _ids(text: str) -> list[str]:
    return _MESSAGE_ID.findall(text)


def decoded(text: str) -> str:
    """A header with its encoded words read (RFC 2047), on one line, without control characters."""
    if "=?" in text:
        try:
            pieces = []
            for part, charset in decode_header(text):
                pieces.append(_text(part, charset or "ascii") if isinstance(part, bytes) else part)
            text = "".join(pieces)
        except (HeaderParseError, binascii.Error, ValueError):
            pass
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _text(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset, "replace")
    except (LookupError, ValueError):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("latin-1")


def _type(part: email.message.Message) -> str:
    try:
        return part.get_content_type()
    except (AttributeError, TypeError, ValueError, IndexError):
        return "application/octet-stream"


def _parts(message: email.message.Message, limits: list[str]) -> Iterator[tuple[email.message.Message, int, bool]]:
    """Every leaf with its depth and whether it lies inside an attached message, in reading order."""
    stack: list[tuple[email.message.Message, int, bool]] = [(message, 0, False)]
    count = 0
    while stack:
        part, depth, inner = stack.pop()
        count += 1
        if count > MOST_PARTS:
            limits.append(f"The mail has more than {MOST_PARTS} parts; the rest were not opened.")
            return
        payload = part.get_payload()
        if isinstance(payload, list):
            if depth >= DEEPEST:
                limits.append(f"The mail is nested more than {DEEPEST} levels deep; the rest was not opened.")
                continue
            within = inner or _type(part) in ("message/rfc822", "message/global")
            stack += [
                (child, depth + 1, within) for child in reversed(payload) if isinstance(child, email.message.Message)
            ]
        else:
            yield part, depth, inner


def _sorted(
    parts: list[tuple[email.message.Message, int, bool]],
) -> tuple[list[tuple[str, str]], list[Attachment]]:
    """The displayed bodies of the mail itself, and everything else as attachments."""
    bodies: list[tuple[str, str]] = []
    attachments: list[Attachment] = []
    shown: set[str] = set()
    for part, _, inner in parts:
        kind = _type(part)
        name = _name(part)
        data = payload_of(part)
        disposition = str(part.get("content-disposition", "")).strip().lower()
        attached = disposition.startswith("attachment") or name is not None
        if (
            kind in ("text/plain", "text/html")
            and not attached
            and not inner
            and (kind not in shown or len(bodies) < 20)
        ):
            shown.add(kind)
            bodies.append((kind, _text(data, str(part.get_content_charset() or "utf-8"))))
            continue
        if kind in ("text/plain", "text/html") and inner and not attached:
            continue
        attachments.append(
            Attachment(
                name,
                kind,
                data,
                hashlib.sha256(data).hexdigest(),
                len(data),
                _is(kind, name, part, disposition, len(data)),
                "forwarded" if inner else "attached",
            )
        )
    return bodies, attachments


def payload_of(part: email.message.Message) -> bytes:
    """The transfer-decoded bytes of a leaf; damaged base64 gives what can be read of it."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    if encoding == "base64":
        data = payload.encode("utf-8", "surrogateescape")
        try:
            return base64.b64decode(data, validate=False)
        except (binascii.Error, ValueError):
            kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
            return base64.b64decode(kept[: len(kept) - len(kept) % 4])
    try:
        found = part.get_payload(decode=True)
    except (LookupError, ValueError, binascii.Error, AssertionError):
        return payload.encode("utf-8", "surrogateescape")
    return found if isinstance(found, bytes) else b""


def _name(part: email.message.Message) -> str | None:
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError, AttributeError, IndexError):
        name = None
    if not name:
        return None
    clean = decoded(str(name)).replace("\\", "/").rpartition("/")[2].strip(" .")
    return clean[:200] or None


def _is(kind: str, name: str | None, part: email.message.Message, disposition: str, size: int) -> Is:
    suffix = (name or "").lower().rpartition(".")[2]
    if kind.startswith("image/") or suffix in ("png", "jpg", "jpeg", "gif", "bmp"):
        inline = part.get("content-id") is not None and not disposition.startswith("attachment")
        return "signature" if inline and size < 100_000 else "image"
    if kind in ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"):
        return "signature"
    if kind in ("application/zip", "application/x-zip-compressed", "application/ms-tnef") or suffix in ("zip", "dat"):
        return "archive"
    if kind in ("message/rfc822",) or suffix in ("eml", "msg"):
        return "message"
    if kind in _WORD or suffix in ("docx", "docm", "dotx", "doc", "odt", "rtf", "pdf"):
        return "document"
    return "other"


def _as_returned(one: Attachment) -> Attachment:
    return Attachment(one.name, one.type, one.data, one.sha256, one.size, one.is_, one.inside, returned=True)
