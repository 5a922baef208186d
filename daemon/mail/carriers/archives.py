"""Zip archives: one level, bounded in members and bytes. An archive in an archive is named, and not opened."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_MEMBERS = 200
MOST_MEMBER = 20 << 20
MOST_UNPACKED = 40 << 20
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


def members(data: bytes, wanted: tuple[str, ...]) -> Iterator[Member]:
    """The files of an archive whose names end in one of `wanted`, and those that cannot be opened, each with why."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        infos = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        yield Member("", b"", ("corrupt", "The zip archive is damaged; please send the form alone."))
        return
    left = MOST_UNPACKED
    files = [info for info in infos if not info.is_dir() and "__MACOSX" not in info.filename]
    for number, info in enumerate(files):
        name = info.filename.replace("\\", "/").rpartition("/")[2]
        if not name.lower().endswith((*wanted, ".zip", ".7z", ".rar")) or name.startswith((".", "~$")):
            continue
        if number >= MOST_MEMBERS:
            yield Member(
                name, b"", ("too-large", f"The zip archive holds more than {MOST_MEMBERS} files; send the form alone.")
            )
            return
        if info.flag_bits & 1:
            yield Member(name, b"", ("encrypted", "The zip archive is protected by a password."))
            continue
        if name.lower().endswith((".zip", ".7z", ".rar")):
            yield Member(
                name,
                b"",
                ("unsupported", "The zip archive holds another archive, which is not opened; send the form alone."),
            )
            continue
        try:
            with package.open(info) as member:
                unpacked = member.read(min(MOST_MEMBER, left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
            yield Member(name, b"", ("corrupt", "A document inside the zip archive is damaged."))
            continue
        if len(unpacked) > min(MOST_MEMBER, left):
            yield Member(
                name, b"", ("too-large", "A document inside the zip archive unpacks to more than is safe to open.")
            )
            continue
        left -= len(unpacked)
        yield Member(name, unpacked)
