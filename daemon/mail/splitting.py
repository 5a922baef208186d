"""The fast way through a well-formed mail: its bytes are split at its boundaries, and nothing is copied twice.

It refuses whatever is in any way odd, and the standard library's parser then decides; where it answers, it says the
same as that parser, byte for byte. A large mail of the plain kind fits into the child's memory only this way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser

MOST_PARTS = 100
DEEPEST = 6
MOST_HEAD = 64 << 10
MOST_PREAMBLE = 256 << 10
_PLAIN = ("multipart/mixed", "multipart/alternative", "multipart/related")
_BOUNDARY = re.compile(r"[A-Za-z0-9'()+_,./:=?-]{1,70}\Z")
_HEAD = re.compile(rb"(?:[!-9;-~]+:[\t -~]*\r?\n(?:[ \t]+[!-~][\t -~]*\r?\n)*)+\Z")
_ONCE = ("content-type", "content-transfer-encoding", "content-disposition")
_UNENCODED = ("", "7bit", "8bit", "binary")
_ENCODED = (*_UNENCODED, "base64", "quoted-printable")
_heads = BytesHeaderParser()
# A line that separates parts, with the header that follows it.
_SEPARATES = re.compile(
    rb"(?:\A|(?<=\n))--([^\r\n]{0,69}[^\s])[ \t]{0,20}\r?\n(?=Content-[A-Za-z-]{1,40}[ \t]*:)", re.IGNORECASE
)
_SAID = re.compile(rb"(?:\A|\n)content-type[ \t]*:[ \t\r\n]*([^;\s]+)", re.IGNORECASE)
_NAMED = re.compile(rb"(?<![\w-])boundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_PREAMBLE = re.compile(rb"\s*(?:[^\n]{0,80}multi-?part message[^\n]{0,200}\s*)?\Z", re.IGNORECASE)


class _Odd(Exception):
    """Something for the standard library's parser."""


@dataclass(slots=True)
class Split:
    """A mail's tree as the standard library would build it, and its leaves in reading order.

    The bytes of a leaf in base64 that is no text stand in `encoded`, beside it, and not in its payload.
    """

    message: Message
    leaves: list[tuple[Message, bytes | None]] = field(default_factory=list)


def with_boundary(raw: bytes) -> bytes:
    """The mail with a boundary in its header, where the header lost it and the parts tell it; else the same bytes.

    A header may name no boundary, or one that separates nothing; where it says nothing of parts, there must be
    nothing before them.
    """
    ends = min(
        (at for at in (raw.find(b"\n\n", 0, MOST_HEAD), raw.find(b"\n\r\n", 0, MOST_HEAD)) if at >= 0), default=-1
    )
    if ends < 0:
        return raw
    head = raw[: ends + 1]
    said = _SAID.search(head)
    several = said is not None and said.group(1).lower().startswith(b"multipart/")
    if said is not None and not several:
        return raw
    body = ends + (2 if raw[ends + 1 : ends + 2] == b"\n" else 3)
    named = _NAMED.search(head) if several else None
    if named and raw.find(b"--" + (named.group(1) or named.group(2)), body) >= 0:
        return raw
    first = _SEPARATES.search(raw, body, body + MOST_PREAMBLE)
    if first is None or (
        not several and (first.start() - body > 1_000 or not _PREAMBLE.match(raw[body : first.start()]))
    ):
        return raw
    boundary = first.group(1)
    if boundary.endswith(b"--") or b'"' in boundary or b"\\" in boundary:
        return raw
    # Behind the line that mailboxes in one file begin with, which is no header.
    at = raw.find(b"\n") + 1 if raw.startswith(b"From ") else 0
    newline = b"\r\n" if raw[ends - 1 : ends] == b"\r" else b"\n"
    return raw[:at] + b'Content-Type: multipart/mixed; boundary="' + boundary + b'"' + newline + raw[at:]


def split(raw: bytes) -> Split | None:
    """The mail in `raw`, or None where it is not certain that every reader would read it alike."""
    ends = raw.count(b"\n")
    returns = raw.count(b"\r")
    if b"\0" in raw or returns not in (0, ends) or (returns and raw.count(b"\r\n") != ends):
        return None
    newline = b"\r\n" if returns else b"\n"
    found = Split(Message())
    try:
        found.message = _part(raw, 0, len(raw), newline, found.leaves, 0)
    except (_Odd, LookupError, ValueError, TypeError, AttributeError):
        return None
    return found


def _part(
    raw: bytes, start: int, end: int, newline: bytes, leaves: list[tuple[Message, bytes | None]], depth: int
) -> Message:
    head_end = raw.find(newline * 2, start, min(end, start + MOST_HEAD))
    if head_end < 0 or depth > DEEPEST or len(leaves) > MOST_PARTS:
        raise _Odd
    body = head_end + 2 * len(newline)
    head = raw[start : head_end + len(newline)]
    if not _HEAD.match(head):
        raise _Odd
    part = _heads.parsebytes(head)
    if part.defects or any(len(part.get_all(name, ())) > 1 for name in _ONCE):
        raise _Odd
    kind = part.get_content_type()
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if kind in _PLAIN:
        boundary = part.get_boundary()
        if encoding not in _UNENCODED or boundary is None or not _BOUNDARY.match(boundary):
            raise _Odd
        part.set_payload(
            [
                _part(raw, begins, ends, newline, leaves, depth + 1)
                for begins, ends in _between(raw, body, end, newline, boundary.encode())
            ]
        )
        return part
    if kind.startswith(("multipart/", "message/")) or encoding not in _ENCODED:
        raise _Odd
    if encoding == "base64" and not kind.startswith("text/"):
        leaves.append((part, raw[body:end]))
    else:
        part.set_payload(raw[body:end].decode("ascii", "surrogateescape"))
        leaves.append((part, None))
    return part


def _between(raw: bytes, start: int, end: int, newline: bytes, boundary: bytes) -> list[tuple[int, int]]:
    """(start, end) of each part between the delimiters of a multipart, which must be complete and in order."""
    delimiter = b"--" + boundary
    at = start if raw.startswith(delimiter, start) else raw.find(newline + delimiter, start, end)
    if at < 0:
        raise _Odd
    if at != start or not raw.startswith(delimiter, start):
        at += len(newline)
    found: list[tuple[int, int]] = []
    while True:
        begins = at + len(delimiter)
        if raw.startswith(b"--", begins):
            if raw[begins + 2 : end].strip() or not found:
                raise _Odd
            return found
        if not raw.startswith(newline, begins):
            raise _Odd
        begins += len(newline)
        following = raw.find(newline + delimiter, begins, end)
        if following < 0 or len(found) > MOST_PARTS:
            raise _Odd
        found.append((begins, following))
        at = following + len(newline)
