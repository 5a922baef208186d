"""Files written into the words of a mail: uuencode and yEnc, as old gateways and fax servers still send them."""

from __future__ import annotations

import binascii
import re

MOST_FILES = 20
_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} (\S.{0,250})$")
_YBEGIN = re.compile(r"^=ybegin .{0,200}?\bname=(.{1,250})$")


def files_in(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The words without the files, and each file's name and bytes; damaged lines give what can be read of them."""
    if "begin" not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    lines = iter(text.splitlines())
    for line in lines:
        started = _BEGIN.match(line) or _YBEGIN.match(line)
        if started is None or len(files) >= MOST_FILES:
            kept.append(line)
            continue
        taken = [line]
        data = bytearray()
        closing = "=yend" if line.startswith("=y") else ("====" if "-base64" in line[:12] else "end")
        ended = False
        for inner in lines:
            taken.append(inner)
            if inner.rstrip() == closing or (closing == "=yend" and inner.startswith("=yend")):
                ended = True
                break
            piece = _line(inner, closing)
            if piece is None:
                break
            data += piece
        if data and (ended or len(taken) > 3):
            files.append((started.group(1).strip(), bytes(data)))
        else:
            kept += taken
    return "\n".join(kept), files


def _line(line: str, closing: str) -> bytes | None:
    """The bytes of one line; None for a line that cannot belong to the file."""
    if closing == "=yend":
        return b"" if line.startswith("=y") else _yenc(line)
    raw = line.rstrip("\r").encode("latin-1", "replace")
    if closing == "====":
        try:
            return binascii.a2b_base64(raw)
        except binascii.Error:
            return None
    if not raw.strip():
        return b""
    try:
        return binascii.a2b_uu(raw)
    except binascii.Error:
        # Encoders that pad too much (RFC-less, but common): the first character says how many bytes count.
        size = ((raw[0] - 32) & 63) * 4 + 5
        try:
            return binascii.a2b_uu(raw[: size // 3])
        except binascii.Error:
            return None


def _yenc(line: str) -> bytes:
    out = bytearray()
    escaped = False
    for one in line.encode("latin-1", "replace"):
        if escaped:
            out.append((one - 64 - 42) & 255)
            escaped = False
        elif one == 0x3D:
            escaped = True
        else:
            out.append((one - 42) & 255)
    return bytes(out)
