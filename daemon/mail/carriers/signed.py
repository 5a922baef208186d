"""S/MIME in one opaque part (RFC 8551): what a signed-data holds is taken out, its signature neither trusted nor checked."""

from __future__ import annotations

from typing import Literal

MOST_DEPTH = 24
_KINDS = {
    bytes.fromhex("2a864886f70d010702"): "signed",
    bytes.fromhex("2a864886f70d010703"): "encrypted",
    bytes.fromhex("2a864886f70d0109100117"): "encrypted",
    bytes.fromhex("2a864886f70d010706"): "encrypted",
}
What = Literal["signed", "encrypted"]


class _Broken(Exception):
    pass


def opened(data: bytes) -> tuple[What | None, bytes]:
    """("signed", its content), ("encrypted", b""), or (None, b"") for bytes that are neither."""
    try:
        outer = _children(data, 0, len(data), 1)[0]
        kind, wrapped = _children(data, outer[1], outer[2], 2)[:2]
        what = _KINDS.get(data[kind[1] : kind[2]])
        if what != "signed":
            return ("encrypted", b"") if what == "encrypted" else (None, b"")
        content = _children(data, wrapped[1], wrapped[2], 1)[0]
        fields = _children(data, content[1], content[2], 3)
        held = _children(data, fields[2][1], fields[2][2], 2)
        if len(held) < 2:
            return "signed", b""
        return "signed", _octets(data, held[1][1], held[1][2], 0)
    except (_Broken, IndexError, ValueError):
        return None, b""


def _octets(data: bytes, start: int, end: int, depth: int) -> bytes:
    """An OCTET STRING, whole or in the pieces of a constructed one."""
    if depth > MOST_DEPTH:
        raise _Broken
    pieces = []
    for tag, begins, ends in _children(data, start, end, 1 << 20):
        pieces.append(_octets(data, begins, ends, depth + 1) if tag & 0x20 else data[begins:ends])
    return b"".join(pieces)


def _children(data: bytes, start: int, end: int, most: int) -> list[tuple[int, int, int]]:
    """(tag, start, end) of the values between `start` and `end`, at most `most` of them (X.690)."""
    found = []
    while start < end and len(found) < most:
        tag, begins, ends, after = _one(data, start, end, 0)
        if tag == 0 and begins == ends:
            break
        found.append((tag, begins, ends))
        start = after
    return found


def _one(data: bytes, start: int, end: int, depth: int) -> tuple[int, int, int, int]:
    if depth > MOST_DEPTH or start + 2 > end:
        raise _Broken
    tag, length, at = data[start], data[start + 1], start + 2
    if tag & 0x1F == 0x1F:
        raise _Broken
    if length == 0x80:
        inner = at
        while True:
            if data[inner : inner + 2] == b"\0\0":
                return tag, at, inner, inner + 2
            *_, inner = _one(data, inner, end, depth + 1)
    if length & 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[at : at + size], "big")
        at += size
    if at + length > end:
        # A file that was cut off still gives what is there.
        length = end - at
    return tag, at, at + length, at + length
