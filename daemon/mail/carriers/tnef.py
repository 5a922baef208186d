"""winmail.dat: Outlook's wrapper, read attribute by attribute with every length checked (MS-OXTNEF).

A damaged file gives what stands before the damage. Libraries for it loop for ever on a few dozen malformed bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from daemon.mail.carriers.rtf import decompressed

SIGNATURE = b"\x78\x9f\x3e\x22"
MOST_ATTRIBUTES = 5_000
MOST_FILES = 200
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = (0x1E, 0x1F, 0x102, 0xD)
_TITLE, _DATA, _REND, _ATTACHMENT, _PROPS, _BODY = 0x8010, 0x800F, 0x9002, 0x9005, 0x9003, 0x800C


@dataclass(slots=True)
class Wrapped:
    """What a winmail.dat holds: its text, its formatted text, its files, and messages wrapped once more."""

    body: str = ""
    html: bytes = b""
    rtf: bytes = b""
    files: list[tuple[str | None, bytes]] = field(default_factory=list)
    messages: list[tuple[str | None, bytes]] = field(default_factory=list)
    damaged: bool = False


def unwrapped(data: bytes) -> Wrapped:
    """Everything that can be read of `data`; `damaged` when it ends or breaks before its end."""
    found = Wrapped()
    name: str | None = None
    content: bytes | None = None
    began = False

    def finish() -> None:
        nonlocal name, content
        if content is not None and len(found.files) < MOST_FILES:
            found.files.append((name, content))
        name, content = None, None

    if data[:4] != SIGNATURE:
        found.damaged = True
        return found
    for number, value in _attributes(data, found):
        if number == _REND:
            if began or name or content is not None:
                finish()
            began = True
        elif number == _TITLE:
            name = name or _text(value)
        elif number == _DATA:
            if content is not None:
                finish()
            content = value
        elif number == _ATTACHMENT:
            properties = dict(_properties(value))
            name = _string(properties.get(0x3707)) or _string(properties.get(0x3001)) or name
            kind, wrapped = properties.get(0x3701, (0, b""))
            if kind == 0xD and wrapped[16:20] == SIGNATURE:
                found.messages.append((name, wrapped[16:]))
            elif content is None and wrapped:
                content = wrapped
        elif number == _PROPS:
            properties = dict(_properties(value))
            found.body = found.body or _string(properties.get(0x1000)) or ""
            found.html = found.html or properties.get(0x1013, (0, b""))[1]
            found.rtf = found.rtf or decompressed(properties.get(0x1009, (0, b""))[1])
        elif number == _BODY:
            found.body = found.body or _text(value) or ""
    finish()
    return found


def _attributes(data: bytes, found: Wrapped) -> Iterator[tuple[int, bytes]]:
    at = 6
    for _ in range(MOST_ATTRIBUTES):
        if at + 9 > len(data):
            found.damaged = found.damaged or at != len(data)
            return
        number, length = struct.unpack_from("<II", data, at + 1)
        value = data[at + 9 : at + 9 + length]
        if len(value) < length:
            found.damaged = True
        yield number & 0xFFFF, value
        at += 9 + length + 2
    found.damaged = True


def _properties(data: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """(id, (type, value)) of a MAPI property list; a list that breaks ends there."""
    try:
        (count,) = struct.unpack_from("<I", data, 0)
        at = 4
        for _ in range(min(count, MOST_ATTRIBUTES)):
            kind, number = struct.unpack_from("<HH", data, at)
            at += 4
            if number >= 0x8000:
                (named,) = struct.unpack_from("<I", data, at + 16)
                at += 20
                if named:
                    (length,) = struct.unpack_from("<I", data, at)
                    at += 4 + _padded(length)
                else:
                    at += 4
            many, base = bool(kind & 0x1000), kind & 0x0FFF
            values = 1
            if many or base in _VARIABLE:
                (values,) = struct.unpack_from("<I", data, at)
                at += 4
            value = b""
            for index in range(min(values, MOST_ATTRIBUTES)):
                if base in _VARIABLE:
                    (length,) = struct.unpack_from("<I", data, at)
                    piece = data[at + 4 : at + 4 + length]
                    at += 4 + _padded(length)
                else:
                    length = _FIXED[base]
                    piece = data[at : at + length]
                    at += length
                if index == 0:
                    value = piece
                if at > len(data) + 4:
                    return
            yield number, (base, value)
    except (struct.error, KeyError):
        return


def _padded(length: int) -> int:
    return length + (-length) % 4


def _string(found: tuple[int, bytes] | None) -> str | None:
    if found is None:
        return None
    kind, value = found
    if kind == 0x1F:
        return value.decode("utf-16-le", "replace").rstrip("\0") or None
    return _text(value)


def _text(value: bytes) -> str | None:
    value = value.partition(b"\0")[0]
    try:
        return value.decode("utf-8") or None
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace") or None
