"""A picture in a mail: the logo of a signature, or something that somebody means to show."""

from __future__ import annotations

import struct

SMALL = 100_000
TINY = 20_000


def is_logo(data: bytes, *, inline: bool, repeated: bool) -> bool:
    """True for a picture that belongs to a signature: shown within the words, and small to the eye.

    A photograph stays evidence however it was put into the mail: a telephone shows it inline too.
    """
    shape = dimensions(data)
    if shape is not None and shape[0] * shape[1] <= 16:
        return True
    if not inline or len(data) >= SMALL:
        return False
    if repeated:
        return True
    if shape is None:
        return len(data) < TINY
    width, height = shape
    return width * height <= 90_000 or (height <= 220 and width <= 1_000)


def dimensions(data: bytes) -> tuple[int, int] | None:
    """(width, height) by the header of a PNG, GIF, BMP or JPEG; None for anything else."""
    try:
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return struct.unpack_from(">II", data, 16)
        if data[:4] == b"GIF8":
            return struct.unpack_from("<HH", data, 6)
        if data[:2] == b"BM":
            width, height = struct.unpack_from("<ii", data, 18)
            return abs(width), abs(height)
        if data[:2] == b"\xff\xd8":
            at = 2
            for _ in range(200):
                marker, length = struct.unpack_from(">HH", data, at)
                if marker >> 8 != 0xFF:
                    return None
                if 0xC0 <= marker & 0xFF <= 0xCF and marker & 0xFF not in (0xC4, 0xC8, 0xCC):
                    height, width = struct.unpack_from(">HH", data, at + 5)
                    return width, height
                at += 2 + length
    except struct.error:
        return None
    return None
