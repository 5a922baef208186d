"""The message that carries a letter: text, the HTML made from it, and enclosures, byte for byte as it will be sent.

Written by hand rather than by `email.message`, which folds a long `In-Reply-To` into encoded words, so that Outlook
loses the thread; and because a letter is made for every mail. Headers that cannot hold a line break are checked here.
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from hashlib import sha256

from daemon.post.html import as_html, as_text

MOST_REFERENCES = 900
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document that goes with a letter. `is_form` marks the referrer's own form, `theirs` that form with its outcome
    filled in; `came_as` says what theirs was where it could not be filled in and this document stands for it.

    `method` makes it an invitation (REQUEST, CANCEL): it also stands beside the text, where calendars look for it (RFC 6047).
    """

    name: str
    type: str
    data: bytes
    is_form: bool = False
    theirs: bool = False
    came_as: str = ""
    method: str | None = None


def message(
    *,
    sender_name: str,
    sender: str,
    reply_to: str,
    to: Sequence[str],
    subject: str,
    text: str,
    when: datetime,
    message_id: str,
    in_reply_to: str | None,
    references: Sequence[str],
    replied: bool,
    mark: str,
    enclosures: Sequence[Enclosure],
) -> bytes:
    """A finished message with CRLF line ends. Raises ValueError when a header would hold a line break."""
    headers = [
        ("From", f"{_name(sender_name)} <{_plain(sender)}>"),
        ("To", ", ".join(_plain(one) for one in to)),
        ("Subject", _words(subject)),
        ("Date", format_datetime(when)),
        ("Message-ID", _plain(message_id)),
    ]
    if reply_to.casefold() != sender.casefold():
        headers.append(("Reply-To", _plain(reply_to)))
    if in_reply_to:
        headers.append(("In-Reply-To", _plain(in_reply_to)))
    if thread := _references(references):
        headers.append(("References", thread))
    headers += [
        ("Auto-Submitted", "auto-replied" if replied else "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("X-Case-Intake", _plain(mark)),
        ("MIME-Version", "1.0"),
    ]
    boundary = sha256(message_id.encode()).hexdigest()[:24]
    body = _alternative(text, boundary, next((one for one in enclosures if one.method), None))
    if enclosures:
        headers.append(("Content-Type", f'multipart/mixed; boundary="m-{boundary}"'))
        parts = [f'Content-Type: multipart/alternative; boundary="a-{boundary}"\r\n\r\n'.encode() + body]
        parts += [_enclosed(one) for one in enclosures]
        body = (
            b"".join(b"--m-%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
            + b"--m-%s--\r\n" % boundary.encode()
        )
    else:
        headers.append(("Content-Type", f'multipart/alternative; boundary="a-{boundary}"'))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return head.encode("ascii") + b"\r\n" + body


def _alternative(text: str, boundary: str, invitation: Enclosure | None) -> bytes:
    parts = []
    for kind, words in (("plain", as_text(text)), ("html", as_html(text))):
        data = words.replace("\r\n", "\n").encode("utf-8")
        coded = quopri.encodestring(data).replace(b"\n", b"\r\n")
        parts.append(
            b'--a-%s\r\nContent-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n%s\r\n'
            % (boundary.encode(), kind.encode(), coded)
        )
    if invitation is not None:
        kind = f'text/calendar; charset="utf-8"; method={_plain(invitation.method or "")}'
        coded = base64.encodebytes(invitation.data).replace(b"\n", b"\r\n")
        head = f"--a-{boundary}\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        parts.append(head.encode("ascii") + coded)
    return b"".join(parts) + b"--a-%s--\r\n" % boundary.encode()


def _enclosed(one: Enclosure) -> bytes:
    name = re.sub(r"[^A-Za-z0-9 ._-]", "-", one.name)
    coded = base64.encodebytes(one.data).replace(b"\n", b"\r\n")
    head = (
        f'Content-Type: {_plain(one.type)}; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    )
    return head.encode("ascii") + coded


def _plain(value: str) -> str:
    """A header value that must be ASCII on one line."""
    if _CONTROL.search(value) or not value.isascii():
        raise ValueError("a header would hold a line break or a letter beyond ASCII")
    return value


def _words(value: str) -> str:
    clean = _CONTROL.sub(" ", value)
    return clean if clean.isascii() and len(clean) < 900 else Header(clean[:400], "utf-8", maxlinelen=900).encode()


def _name(value: str) -> str:
    clean = _CONTROL.sub(" ", value)
    if clean.isascii():
        return '"' + clean.replace("\\", "").replace('"', "") + '"'
    return Header(clean, "utf-8", maxlinelen=900).encode()


def _references(ids: Sequence[str]) -> str:
    """The thread, its latest ids first to be kept; short enough that no server folds it."""
    kept: list[str] = []
    size = 0
    for one in reversed(list(dict.fromkeys(ids))):
        if _CONTROL.search(one) or not one.isascii() or size + len(one) + 1 > MOST_REFERENCES:
            break
        kept.append(one)
        size += len(one) + 1
    return " ".join(reversed(kept))
