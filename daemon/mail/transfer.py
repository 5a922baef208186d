"""Bytes as they travelled → bytes as they were meant (RFC 2045, 6.8)."""

from __future__ import annotations

import base64
import binascii
import re

_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def from_base64(data: bytes) -> bytes:
    """Base64 with whatever stands between its letters; where its end is damaged, all that is whole.

    A line that some gateway wrote into it is left out where its letters would shift all that follows.
    """
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        letters = _NO_BASE64.sub(b"", data)
        if len(letters) % 4:
            lines = [line for line in data.splitlines() if not _NO_BASE64.search(line.strip().rstrip(b"="))]
            clean = _NO_BASE64.sub(b"", b"".join(lines))
            letters = clean if clean and not len(clean) % 4 else letters
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
