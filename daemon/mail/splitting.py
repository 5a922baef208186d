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
_PLAIN = ("multipart/mixed", "multipart/alternative", "multipart/related")
_BOUNDARY = re.compile(r"[A-Za-z0-9'()+_,./:=?-]{1,70}\Z")
_HEAD = re.compile(rb"(?:[!-9;-~]+:[\t -~]*\r?\n(?:[ \t]+[!-~][\t -~]*\r?\n)*)+\Z")
_ONCE = ("content-type", "content-transfer-encoding", "content-disposition")
_UNENCODED = ("", "7bit", "8bit", "binary")
_ENCODED = (*_UNENCODED, "base64", "quoted-printable")
_heads = BytesHeaderParser()


class _Odd(Exception):
    """Something for the standard library's parser."""


@dataclass(slots=True)
class Split:
    """A mail's tree as the standard library would build it, and its leaves in reading order.

    The bytes of a leaf in base64 that is no text stand in `encoded`, beside it, and not in its payload.
    """

    message: Message
    leaves: list[tuple[Message, bytes | None]] = field(default_factory=list)


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
