"""Bytes of a mail → its headers, its displayed bodies and everything else that it carries, under limits (RFC 2045).

Opened with compat32, because `policy.default` raises on unknown charsets. No bytes make this raise: what is too much
of anything is left out, and the limits say so.
"""

from __future__ import annotations

import binascii
import email
import email.message
import quopri
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.errors import HeaderParseError
from email.header import decode_header

from daemon.mail.carriers import signed
from daemon.mail.kinds import MESSAGES, kind_of
from daemon.mail.splitting import split, with_boundary
from daemon.mail.transfer import from_base64
from daemon.mail.values import Attachment, Is

MOST_PARTS = 2_000
DEEPEST = 40
MOST_HEADER = 64 << 10
MOST_HEADERS = 4 << 20
MOST_SIGNED = 3
# A text that a mail shows, whatever its subtype; these are files although they are text.
_FILES_OF_TEXT = ("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/rtf", "text/csv")
# "From : x": the standard library ends the headers there, and other readers take it for a header (RFC 5322, 4.5).
_SPACED = re.compile(rb"^([!-9;-~]{1,80})[ \t]{1,20}:", re.MULTILINE)
_OPAQUE = ("application/pkcs7-mime", "application/x-pkcs7-mime")


@dataclass(slots=True)
class Content:
    """A mail, taken apart. `bodies` are (type, text) as displayed, `inner_bodies` those of messages within; `message` is the stdlib's tree."""

    headers: dict[str, tuple[str, ...]]
    content_type: str
    message: email.message.Message
    bodies: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    inner_bodies: list[tuple[str, str]] = field(default_factory=list)


def take_apart(raw: bytes, limits: list[str], depth: int = 0) -> Content:
    """Take a mail apart. Whatever the bytes are, this has an answer."""
    raw = with_boundary(raw)
    found = split(raw)
    if found is not None:
        message = found.message
        leaves = [(part, False, encoded) for part, encoded in found.leaves]
    else:
        message = _parsed(raw, limits)
        leaves = [(part, inner, None) for part, inner in _leaves(message, limits)]
    content = Content(_headers(message), type_of(message), message)
    pictures = Counter(_length(part, encoded) for part, _, encoded in leaves if type_of(part).startswith("image/"))
    for part, inner, encoded in leaves:
        _sort(part, inner, encoded, pictures[_length(part, encoded)] > 1, content)
    if depth < MOST_SIGNED:
        _take_out_signed(content, limits, depth)
    return content


def _take_out_signed(content: Content, limits: list[str], depth: int) -> None:
    """An opaque signature is opened where it stands; one that is encrypted stays as it is."""
    for position, one in enumerate(list(content.attachments)):
        if one.type not in _OPAQUE and not (one.name or "").lower().endswith(".p7m"):
            continue
        what, inner = signed.opened(one.data)
        if what != "signed" or not inner:
            continue
        content.attachments[position] = replace(one, is_="signature")
        held = take_apart(inner, limits, depth + 1)
        content.bodies += held.bodies
        content.attachments += [replace(each, inside="signed") for each in held.attachments]
        if content.content_type in _OPAQUE:
            content.content_type = held.content_type


def _parsed(raw: bytes, limits: list[str]) -> email.message.Message:
    """The stdlib's tree; where it gives up, the headers alone with the bytes as one text."""
    end = min((at for at in (raw.find(b"\n\n"), raw.find(b"\r\n\r\n")) if at >= 0), default=len(raw))
    if end > MOST_HEADERS:
        limits.append("The headers are larger than four mebibytes; only their beginning was read.")
        raw = raw[:MOST_HEADERS].rpartition(b"\n")[0] + b"\n" + raw[end:]
        end = raw.find(b"\n\n") if b"\n\n" in raw else len(raw)
    if _SPACED.search(raw, 0, end):
        raw = _SPACED.sub(rb"\1:", raw[:end]) + raw[end:]
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
        text = text[:MOST_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        found.setdefault(name.lower(), []).append(re.sub(r"\r?\n[ \t]*", " ", text).strip())
    return {name: tuple(values[:1_000]) for name, values in found.items()}


def decoded(text: str) -> str:
    """A header with its encoded words read (RFC 2047), on one line, without control characters."""
    if "=?" in text:
        try:
            pieces = []
            for part, charset in decode_header(text):
                pieces.append(text_of(part, charset or "ascii") if isinstance(part, bytes) else part)
            text = "".join(pieces)
        except (HeaderParseError, binascii.Error, ValueError, IndexError, TypeError):
            pass
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def text_of(data: bytes, charset: str) -> str:
    """Bytes as text, by their charset, else as UTF-8, else as Latin-1."""
    try:
        return data.decode(charset, "replace")
    except (LookupError, ValueError):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("latin-1")


def type_of(part: email.message.Message) -> str:
    """The media type of a part, lower case."""
    try:
        return part.get_content_type()
    except (AttributeError, TypeError, ValueError, IndexError):
        return "application/octet-stream"


def _leaves(message: email.message.Message, limits: list[str]) -> Iterator[tuple[email.message.Message, bool]]:
    """Every leaf, and every attached message before its own leaves, in reading order; True inside such a message."""
    stack: list[tuple[email.message.Message, int, bool]] = [(message, 0, False)]
    count = 0
    while stack:
        part, depth, inner = stack.pop()
        count += 1
        if count > MOST_PARTS:
            limits.append(f"The mail has more than {MOST_PARTS} parts; the rest were not opened.")
            return
        payload = part.get_payload()
        if not isinstance(payload, list):
            yield part, inner
            continue
        kind = type_of(part)
        if depth >= DEEPEST:
            limits.append(f"The mail is nested more than {DEEPEST} levels deep; the rest was not opened.")
            continue
        if kind == "message/delivery-status":
            continue
        within = inner
        if kind.startswith("message/"):
            yield part, inner
            if _is_encoded(part):
                # Its bytes were opened by the parser as if they were its words; they are opened again, decoded.
                continue
            within = True
        stack += [(child, depth + 1, within) for child in reversed(payload) if isinstance(child, email.message.Message)]


def _is_encoded(part: email.message.Message) -> bool:
    return _encoding(part) in ("base64", "quoted-printable")


def _encoding(part: email.message.Message) -> str:
    """The transfer encoding; what some gateways write behind it says nothing (RFC 2045, 6.1)."""
    return re.split(r"[\s;]", str(part.get("content-transfer-encoding", "")).strip().lower(), maxsplit=1)[0]


def _length(part: email.message.Message, encoded: bytes | None) -> int:
    return len(encoded if encoded is not None else part.get_payload() or "")


def _sort(part: email.message.Message, inner: bool, encoded: bytes | None, repeated: bool, content: Content) -> None:
    """A leaf is a body that is displayed, or an attachment."""
    kind, name = type_of(part), name_of(part)
    disposition = str(part.get("content-disposition", "")).strip().lower()
    attached = disposition.startswith("attachment") or name is not None
    payload = part.get_payload()
    if isinstance(payload, list):
        if inner:
            # The message that holds it is listed with all its bytes.
            return
        data = _message_bytes(part, payload)
        unopened = _is_encoded(part) and kind in MESSAGES
        content.attachments.append(replace(Attachment.of(name, kind, data, is_="message"), unopened=unopened))
        return
    if kind.startswith("multipart/") and not (attached and isinstance(payload, str)):
        # A multipart without parts displays nothing; what stands in it is kept as words.
        if not inner and isinstance(payload, str) and payload.strip():
            content.bodies.append(("text/plain", payload.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))
        return
    data = payload_of(part) if encoded is None else from_base64(encoded)
    if kind.startswith("text/") and kind not in _FILES_OF_TEXT and not attached:
        # Bytes of yEnc have no charset.
        text = text_of(data, "latin-1" if b"=ybegin " in data else _charset(part))
        (content.inner_bodies if inner else content.bodies).append((kind, text))
        return
    is_ = _is(kind, name, part, disposition, data, repeated)
    content.attachments.append(Attachment.of(name, kind, data, "forwarded" if inner else "attached", is_))


def _message_bytes(part: email.message.Message, payload: list) -> bytes:
    """The bytes of an attached message: decoded where it was encoded, else as its parts stand."""
    try:
        if _is_encoded(part):
            body = payload[0].get_payload() if payload else ""
            head = "".join(f"{name}: {value}\n" for name, value in payload[0].raw_items()) if payload else ""
            text = body if isinstance(body, str) else ""
            holder = email.message.Message()
            holder["Content-Transfer-Encoding"] = _encoding(part)
            holder.set_payload(f"{head}\n{text}" if head else text)
            return payload_of(holder)
        return b"".join(one.as_bytes() for one in payload[:1] if isinstance(one, email.message.Message))
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError, IndexError):
        return b""


def _charset(part: email.message.Message) -> str:
    try:
        return str(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError, TypeError, AttributeError, IndexError):
        return "utf-8"


def payload_of(part: email.message.Message) -> bytes:
    """The transfer-decoded bytes of a leaf; damaged base64 gives what can be read of it."""
    encoding = _encoding(part)
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    if encoding == "base64":
        return from_base64(payload.encode("utf-8", "surrogateescape"))
    if encoding == "quoted-printable":
        return quopri.decodestring(payload.encode("utf-8", "surrogateescape"))
    try:
        found = part.get_payload(decode=True)
    except (LookupError, ValueError, binascii.Error, AssertionError):
        return payload.encode("utf-8", "surrogateescape")
    return found if isinstance(found, bytes) else b""


def name_of(part: email.message.Message) -> str | None:
    """The name that a part offers, without any path and on one line; None where it offers none."""
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError, AttributeError, IndexError):
        name = None
    return clean_name(str(name)) if name else None


def clean_name(name: str) -> str | None:
    """A file name without path, line ends and control characters, at most 200 characters; None for nothing left."""
    clean = decoded(name).replace("\\", "/").rstrip("/ ").rpartition("/")[2].rstrip(" .")
    clean = clean.encode("utf-8", "replace").decode()
    if len(clean) > 200:
        stem, dot, suffix = clean.rpartition(".")
        clean = f"{stem[:190]}.{suffix}" if dot and len(suffix) < 9 else clean[:200]
    return clean or None


def _is(kind: str, name: str | None, part: email.message.Message, disposition: str, data: bytes, repeated: bool) -> Is:
    inline = not disposition.startswith("attachment") and (
        part.get("content-id") is not None or disposition.startswith("inline")
    )
    return kind_of(kind, name, data, inline=inline, repeated=repeated)
