"""Bytes as they travelled → bytes as they were meant (RFC 2045, 6.8)."""

from __future__ import annotations

import base64
import binascii
import re

_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_ITS_OWN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\n\r\f\v"


def from_base64(data: bytes) -> bytes:
    """Base64 with whatever stands between its letters; where its end is damaged, all that is whole.

    A line that some gateway wrote into it is left out: it holds other signs, and not as many letters as its neighbours,
    so that its letters would shift all that follows.
    """
    if data.translate(None, _ITS_OWN):
        data = b"\n".join(_own_lines(data.splitlines()))
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        letters = _NO_BASE64.sub(b"", data)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))


def _own_lines(lines: list[bytes]) -> list[bytes]:
    """The lines that are base64: those of its letters alone, and those as long as the longest of them but for other signs."""
    told = [(line, len(_NO_BASE64.sub(b"", line)), bool(line.translate(None, _ITS_OWN))) for line in lines]
    usual = max((count for _, count, foreign in told if not foreign), default=0)
    return [line for line, count, foreign in told if not foreign or count == usual or not usual]
