"""Outlook's own files for tests: a writer of compound files (MS-CFB) and of the messages in them (MS-OXMSG)."""

from __future__ import annotations

import struct
from typing import Any

Tree = dict[str, Any]
"""Names to streams (bytes) or storages (another tree)."""

_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096


class _Writer:
    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.next: list[int] = []
        self.small = b""
        self.small_next: list[int] = []
        self.entries: list[list[Any]] = []

    def stream(self, data: bytes) -> int:
        """The first sector of a chain that holds `data`."""
        count = max(1, -(-len(data) // _SECTOR))
        first = len(self.sectors)
        self.sectors += [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, count * _SECTOR, _SECTOR)]
        self.next += [*range(first + 1, first + count), _END]
        return first

    def small_stream(self, data: bytes) -> int:
        count = -(-len(data) // _MINI)
        first = len(self.small_next)
        self.small += data.ljust(count * _MINI, b"\0")
        self.small_next += [*range(first + 1, first + count), _END]
        return first

    def entry(self, name: str, kind: int, start: int = 0, size: int = 0) -> int:
        self.entries.append([name, kind, _NONE, _NONE, _NONE, start, size])
        return len(self.entries) - 1

    def storage(self, at: int, tree: Tree) -> None:
        made = []
        for name in sorted(tree, key=lambda one: (len(one), one.upper())):
            held = tree[name]
            if isinstance(held, dict):
                child = self.entry(name, 1)
                self.storage(child, held)
            elif len(held) >= _CUTOFF:
                child = self.entry(name, 2, self.stream(held), len(held))
            else:
                child = self.entry(name, 2, self.small_stream(held) if held else _END, len(held))
            made.append(child)
        self.entries[at][4] = self._balanced(made)

    def _balanced(self, made: list[int]) -> int:
        if not made:
            return _NONE
        middle = len(made) // 2
        self.entries[made[middle]][2] = self._balanced(made[:middle])
        self.entries[made[middle]][3] = self._balanced(made[middle + 1 :])
        return made[middle]


def compound(tree: Tree) -> bytes:
    """A compound file, version 3, at most about seven megabytes."""
    writer = _Writer()
    root = writer.entry("Root Entry", 5)
    writer.storage(root, tree)
    writer.entries[root][5] = writer.stream(writer.small) if writer.small else _END
    writer.entries[root][6] = len(writer.small)
    small_fat = b"".join(struct.pack("<I", one) for one in writer.small_next)
    small_start = (
        writer.stream(small_fat.ljust(-(-len(small_fat) // _SECTOR) * _SECTOR, b"\xff")) if small_fat else _END
    )
    directory = b"".join(_directory_entry(*one) for one in writer.entries)
    directory_start = writer.stream(directory)
    tables = 1
    while (len(writer.next) + tables) * 4 > tables * _SECTOR:
        tables += 1
    assert tables <= 109
    first_table = len(writer.sectors)
    fat = [*writer.next, *[_FAT] * tables]
    packed = b"".join(struct.pack("<I", one) for one in fat).ljust(tables * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        tables,
        directory_start,
        0,
        _CUTOFF,
        small_start,
        -(-len(small_fat) // _SECTOR),
        _END,
    )
    head += struct.pack("<I", 0)
    head += b"".join(struct.pack("<I", first_table + one if one < tables else _FREE) for one in range(109))
    return head + b"".join(writer.sectors) + packed


def _directory_entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return wide.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xIQ", len(wide), kind, 1, left, right, child, 0, start, size
    )


def _text(number: int, value: str) -> Tree:
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def note(
    sender: str = "ann@schools.example",
    subject: str = "Form",
    words: str = "Please see the form.",
    files: tuple[tuple[str, bytes], ...] = (),
    notes: tuple[Tree, ...] = (),
    headers: str = "",
    within: bool = False,
) -> Tree:
    """A message as Outlook saves it, with files and other messages attached; `within` is for one that lies in another."""
    tree: Tree = {"__properties_version1.0": b"\0" * (24 if within else 32)}
    for number, value in (
        (0x001A, "IPM.Note"),
        (0x0037, subject),
        (0x1000, words),
        (0x5D01, sender),
        (0x007D, headers),
    ):
        if value:
            tree |= _text(number, value)
    for place, (name, data) in enumerate(files):
        tree[f"__attach_version1.0_#{place:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_37010102": data,
        } | _text(0x3707, name)
    for place, inner in enumerate(notes, len(files)):
        tree[f"__attach_version1.0_#{place:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3701000D": inner,
        } | _text(0x3001, "Mail")
    return tree


def note_file(**what: Any) -> bytes:
    """The bytes of such a message."""
    return compound(note(**what))
