"""Outlook .msg files, read stream by stream with olefile, so that a damaged one gives what still opens (MS-OXMSG)."""

from __future__ import annotations

import codecs
import io
import struct
from dataclasses import dataclass, field
from typing import Any

from daemon.mail.carriers.rtf import decompressed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_FILES = 200
MOST_STREAM = 40 << 20
MOST_DEPTH = 5


@dataclass(slots=True)
class Note:
    """A message of Outlook: its transport headers where it kept them, what it shows, and what it carries."""

    headers: str = ""
    subject: str = ""
    sender: str | None = None
    sender_name: str = ""
    to: str = ""
    cc: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    kind: str = ""
    words: str = ""
    html: bytes = b""
    rtf: bytes = b""
    files: list[tuple[str | None, str, bytes, bool]] = field(default_factory=list)
    notes: list[tuple[str | None, Note]] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def is_note(data: bytes) -> bool:
    """True for an OLE file that holds a message, not a Word document."""
    if data[:8] != OLE:
        return False
    return "__properties_version1.0".encode("utf-16-le") in data or "__substg1.0_".encode("utf-16-le") in data


def read_note(data: bytes) -> Note | None:
    """The message in a .msg, or None where the file cannot be opened at all."""
    import olefile

    try:
        file = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL)
    except Exception:  # noqa: BLE001
        # olefile raises all kinds of errors on damaged files; whatever it is, the file cannot be opened.
        return None
    try:
        return _Reader(file).note((), 0)
    finally:
        file.close()


class _Reader:
    def __init__(self, file: Any) -> None:
        self._file = file
        self._entries: list[tuple[str, ...]] = [tuple(one) for one in file.listdir(streams=True, storages=True)]
        self._count = 0

    def note(self, place: tuple[str, ...], depth: int) -> Note:
        found = Note()
        fixed = self._fixed((*place, "__properties_version1.0"), 32 if depth == 0 else 24)
        page = _codepage(fixed.get(0x3FFD) or fixed.get(0x3FDE))

        def text(number: int) -> str:
            return self._text(place, number, page, found)

        found.headers = text(0x007D)
        found.subject = text(0x0037)
        found.kind = text(0x001A)
        found.sender = next(
            (one for number in (0x5D01, 0x5D02, 0x0C1F, 0x0065) if "@" in (one := text(number)) and "=" not in one),
            None,
        )
        found.sender_name = text(0x0C1A) or text(0x0042)
        found.to, found.cc = text(0x0E04), text(0x0E03)
        found.message_id, found.in_reply_to, found.references = text(0x1035), text(0x1042), text(0x1039)
        found.words = text(0x1000)
        html = self._stream((*place, "__substg1.0_10130102"), found)
        found.html = html or text(0x1013).encode()
        found.rtf = decompressed(self._stream((*place, "__substg1.0_10090102"), found))
        children = {one[len(place)] for one in self._entries if one[: len(place)] == place and len(one) > len(place)}
        for child in sorted(one for one in children if one.lower().startswith("__attach_version1.0")):
            if self._count >= MOST_FILES:
                found.damaged.append(f"It carries more than {MOST_FILES} files; the rest were not opened.")
                break
            self._count += 1
            self._attachment((*place, child), page, depth, found)
        return found

    def _attachment(self, place: tuple[str, ...], page: str, depth: int, note: Note) -> None:
        def text(number: int) -> str:
            return self._text(place, number, page, note)

        name = text(0x3707) or text(0x3704) or text(0x3001) or None
        if (*place, "__substg1.0_3701000D") in self._entries:
            inner = (*place, "__substg1.0_3701000D")
            if (*inner, "__properties_version1.0") in self._entries:
                if depth < MOST_DEPTH:
                    note.notes.append((name, self.note(inner, depth + 1)))
                else:
                    note.damaged.append(f"Messages lie in one another more than {MOST_DEPTH} deep.")
            return
        data = self._stream((*place, "__substg1.0_37010102"), note)
        fixed = self._fixed((*place, "__properties_version1.0"), 8)
        hidden = bool(text(0x3712)) or bool(fixed.get(0x7FFE))
        kind = text(0x370E) or "application/octet-stream"
        note.files.append((name, kind.lower(), data, hidden))

    def _text(self, place: tuple[str, ...], number: int, page: str, note: Note) -> str:
        wide = (*place, f"__substg1.0_{number:04X}001F")
        if wide in self._entries:
            return self._stream(wide, note).decode("utf-16-le", "replace").rstrip("\0")
        narrow = (*place, f"__substg1.0_{number:04X}001E")
        if narrow in self._entries:
            data = self._stream(narrow, note).rstrip(b"\0")
            try:
                return data.decode("utf-8")
            except UnicodeDecodeError:
                return data.decode(page, "replace")
        return ""

    def _stream(self, place: tuple[str, ...], note: Note) -> bytes:
        if place not in self._entries:
            return b""
        try:
            if self._file.get_size(list(place)) > MOST_STREAM:
                note.damaged.append("A file inside it is larger than is safe to open.")
                return b""
            with self._file.openstream(list(place)) as stream:
                return stream.read(MOST_STREAM)
        except Exception:  # noqa: BLE001
            # One damaged stream, whatever olefile makes of it, must not take the others along.
            note.damaged.append("Part of it is damaged and could not be read.")
            return b""

    def _fixed(self, place: tuple[str, ...], header: int) -> dict[int, int]:
        """The properties of fixed size that fit in four bytes: id → value."""
        data = self._stream(place, Note())
        found = {}
        for at in range(header, min(len(data), 1 << 20) - 15, 16):
            kind, number, _, value = struct.unpack_from("<HHIi", data, at)
            if kind in (2, 3, 0xB):
                found[number] = value
        return found


def _codepage(number: int | None) -> str:
    name = f"cp{number}" if number else "cp1252"
    try:
        codecs.lookup(name)
    except LookupError:
        return {20127: "ascii", 28591: "latin-1", 28592: "iso8859-2", 65001: "utf-8"}.get(number or 0, "cp1252")
    return name
