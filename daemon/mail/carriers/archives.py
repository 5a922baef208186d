"""Zip archives, and those in them: bounded in levels, members and bytes. What lies deeper is named, and not opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_MEMBERS = 200
MOST_MEMBER = 20 << 20
MOST_UNPACKED = 40 << 20
DEEPEST = 2
NOT_OPENED = ("unsupported", "The zip archive holds another archive, which is not opened; send the form alone.")
_OFFICE = ("word/", "[content_types]", "_rels/", "xl/", "ppt/", "content.xml", "mimetype")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive; `fault` is why its bytes are not here: (reason, sentence)."""

    name: str
    data: bytes
    fault: tuple[str, str] | None = None


def is_archive(data: bytes) -> bool:
    """True for a zip that is no Office document and no OpenDocument."""
    if data[:4] not in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return False
    if data[30:49] == b"[Content_Types].xml" or data[30:63] == b"mimetypeapplication/vnd.oasis.ope":
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return False
    folded = [name.replace("\\", "/").lower() for name in names[:2_000]]
    return not any(name.startswith(_OFFICE) for name in folded)


_OTHERS = (
    ("7z", 0, b"7z\xbc\xaf\x27\x1c"),
    ("RAR", 0, b"Rar!\x1a\x07"),
    ("gzip", 0, b"\x1f\x8b\x08"),
    ("bzip2", 0, b"BZh"),
    ("xz", 0, b"\xfd7zXZ\0"),
    ("CAB", 0, b"MSCF\0\0\0\0"),
    ("ACE", 7, b"**ACE**"),
    ("tar", 257, b"ustar"),
    ("ISO", 32_769, b"CD001"),
)


def other_archive(data: bytes) -> str | None:
    """The kind of an archive that is no zip, by its first bytes; None for what is none."""
    return next((name for name, at, sign in _OTHERS if data.startswith(sign, at)), None)


@dataclass(slots=True)
class _Left:
    """What may still be unpacked, of an archive and of all that lies in it together."""

    members: int = MOST_MEMBERS
    size: int = MOST_UNPACKED


def members(data: bytes, wanted: tuple[str, ...]) -> Iterator[Member]:
    """The files of an archive whose names end in one of `wanted`, and those that cannot be opened, each with why."""
    yield from _members(data, wanted, _Left(), 1)


def _members(data: bytes, wanted: tuple[str, ...], left: _Left, level: int) -> Iterator[Member]:
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        infos = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        yield Member("", b"", ("corrupt", "The zip archive is damaged; please send the form alone."))
        return
    files = [info for info in infos if not info.is_dir() and "__MACOSX" not in info.filename]
    for info in files:
        name = info.filename.replace("\\", "/").rpartition("/")[2]
        if not name.lower().endswith((*wanted, ".zip", ".7z", ".rar")) or name.startswith((".", "~$")):
            continue
        left.members -= 1
        if left.members < 0:
            yield Member(
                name, b"", ("too-large", f"The zip archive holds more than {MOST_MEMBERS} files; send the form alone.")
            )
            return
        if info.flag_bits & 1:
            yield Member(name, b"", ("encrypted", "The zip archive is protected by a password."))
            continue
        if name.lower().endswith((".7z", ".rar") if level < DEEPEST else (".zip", ".7z", ".rar")):
            yield Member(name, b"", NOT_OPENED)
            continue
        try:
            with package.open(info) as member:
                unpacked = member.read(min(MOST_MEMBER, left.size) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
            yield Member(name, b"", ("corrupt", "A document inside the zip archive is damaged."))
            continue
        if len(unpacked) > min(MOST_MEMBER, left.size):
            yield Member(
                name, b"", ("too-large", "A document inside the zip archive unpacks to more than is safe to open.")
            )
            continue
        left.size -= len(unpacked)
        if is_archive(unpacked):
            yield from _members(unpacked, wanted, left, level + 1)
        elif name.lower().endswith(".zip") and not name.lower().endswith(wanted):
            yield Member(name, b"", ("corrupt", "An archive inside the zip archive is damaged."))
        else:
            yield Member(name, unpacked)
