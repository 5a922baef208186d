"""Files written as text: uuencode, yEnc and BinHex, as old gateways and programs still send them, and `data:` links.

They stand in a mail's words, or are a part of its own that nothing but its first line tells.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from daemon.mail.transfer import from_base64

MOST_FILES = 20
MOST_FILE = 40 << 20
MOST_PAGE = 60 << 20
_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} (\S.{0,250})$")
_YBEGIN = re.compile(r"^=ybegin .{0,200}?\bname=(.{1,250})$")
_BINHEX = "(This file must be converted with BinHex"
_BEGINS_PART = re.compile(
    rb"(?:begin(?:-base64)? [0-7]{3,4} \S|=ybegin |\(This file must be converted with BinHex)", re.IGNORECASE
)
# BinHex 4.0 writes six bits a sign, as base64 does, with other signs (RFC 1741).
_SIGNS = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
_TO_BASE64 = bytes.maketrans(_SIGNS, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
_REPEATED = b"\x90"
_DATA_LINK = re.compile(
    r"data:(application/[a-z0-9.+-]{1,100})(?:;[a-z0-9-]{1,40}=[^;,\"']{0,120}){0,4};base64,([A-Za-z0-9+/=%\s]+)",
    re.IGNORECASE,
)


def files_in_part(data: bytes) -> list[tuple[str, bytes]]:
    """Name and bytes of each file, where a part is nothing but such text; of a part that is not, none."""
    head = data[:200].lstrip()
    return files_in(data.decode("latin-1"))[1] if _BEGINS_PART.match(head) else []


def files_in_page(page: str) -> list[tuple[str, bytes]]:
    """Type and bytes of each file that a web page carries in a link; pictures are left where they are."""
    if "base64," not in page:
        return []
    found = []
    for match in _DATA_LINK.finditer(page[:MOST_PAGE]):
        data = from_base64(unquote_to_bytes(match.group(2)))
        if data and len(found) < MOST_FILES:
            found.append((match.group(1).lower(), data))
    return found


def files_in(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The words without the files, and each file's name and bytes; damaged lines give what can be read of them."""
    if "begin" not in text and _BINHEX not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    # Not `splitlines`: yEnc writes every sign but these two.
    lines = iter(re.split(r"\r\n|\n|\r", text))
    for line in lines:
        binhex = line.lstrip().startswith(_BINHEX)
        started = _BEGIN.match(line) or _YBEGIN.match(line)
        if (started is None and not binhex) or len(files) >= MOST_FILES:
            kept.append(line)
            continue
        if binhex:
            file, taken = _binhex(line, lines)
            ended = True
        else:
            assert started is not None
            data, taken, ended = _body(line, lines)
            file = (started.group(1).strip(), data)
        if file is not None and file[1] and (ended or len(taken) > 3):
            files.append(file)
        else:
            kept += taken
    return "\n".join(kept), files


def _body(line: str, lines: Iterator[str]) -> tuple[bytes, list[str], bool]:
    """The bytes of a file of uuencode or yEnc that begins at `line`, the lines it took, and whether it ended."""
    taken = [line]
    data = bytearray()
    closing = "=yend" if line.startswith("=y") else ("====" if "-base64" in line[:12] else "end")
    for inner in lines:
        taken.append(inner)
        if inner.rstrip() == closing or (closing == "=yend" and inner.startswith("=yend")):
            return bytes(data), taken, True
        piece = _line(inner, closing)
        if piece is None:
            break
        data += piece
    return bytes(data), taken, False


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


def _binhex(line: str, lines: Iterator[str]) -> tuple[tuple[str, bytes] | None, list[str]]:
    """Name and bytes of the data fork of a BinHex file, with the lines it took; None where its header is damaged."""
    taken, signs = [line], []
    for inner in lines:
        taken.append(inner)
        written = inner.strip()
        if not signs and not written.startswith(":"):
            if written:
                break
            continue
        signs.append(written)
        if len(written) > (0 if len(signs) > 1 else 1) and written.endswith(":"):
            break
    packed = "".join(signs).strip(":").encode("latin-1", "replace").translate(_TO_BASE64)
    return _data_fork(_expanded(from_base64(packed))), taken


def _expanded(packed: bytes) -> bytes:
    """Runs written out: a byte, 0x90 and how often; 0x90 and nought is 0x90 itself."""
    pieces = packed.split(_REPEATED)
    out = bytearray(pieces[0])
    for piece in pieces[1:]:
        count, rest = piece[:1], piece[1:]
        if count == b"\0":
            out += _REPEATED
        elif count and out:
            out += out[-1:] * (count[0] - 1)
        out += rest
        if len(out) > MOST_FILE:
            break
    return bytes(out[:MOST_FILE])


def _data_fork(data: bytes) -> tuple[str, bytes] | None:
    length = data[0] if data else 0
    at = 1 + length + 1 + 4 + 4 + 2
    if not 0 < length < 64 or len(data) < at + 10:
        return None
    size = int.from_bytes(data[at : at + 4], "big")
    begins = at + 10
    return data[1 : 1 + length].decode("mac-roman", "replace"), data[begins : begins + size]
