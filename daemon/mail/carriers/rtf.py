"""Outlook's compressed RTF (MS-OXRTFCP): the formatted body of a .msg or winmail.dat."""

from __future__ import annotations

import struct

MOST = 8 << 20
_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def decompressed(data: bytes) -> bytes:
    """The RTF in `data`, at most eight mebibytes of it; empty where it is no compressed RTF."""
    if len(data) < 16:
        return b""
    _, size, kind = struct.unpack_from("<II4s", data)
    if kind == b"MELA":
        return data[16 : 16 + size][:MOST]
    if kind != b"LZFu":
        return b""
    window = bytearray(_BEGINNING + b" " * (4096 - len(_BEGINNING)))
    write, at, out = len(_BEGINNING), 16, bytearray()
    while at < len(data) and len(out) < MOST:
        control = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                return bytes(out)
            if control & 1 << bit:
                if at + 2 > len(data):
                    return bytes(out)
                token = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = token >> 4, (token & 0xF) + 2
                if offset == write:
                    return bytes(out)
                run = bytearray()
                for step in range(length):
                    # A run may reach into what it is itself writing.
                    one = window[(offset + step) % 4096]
                    window[(write + step) % 4096] = one
                    run.append(one)
                write = (write + length) % 4096
            else:
                run = data[at : at + 1]
                window[write] = run[0]
                write = (write + 1) % 4096
                at += 1
            out += run
    return bytes(out)
