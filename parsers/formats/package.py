"""A Word package: a zip of parts, found through its relationships, inflated under a limit (WORD_TRAPS, *The package*).

Nothing is fetched or executed: relationships to the outside are counted as a flag, and media are never opened.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from struct import error as struct_error

from lxml import etree

from parsers.faults import Unreadable

MOST_BYTES = 64 << 20
MOST_MEMBERS = 4_000
DEEPEST = 256
_ILLEGAL = re.compile(rb"&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));")
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An open package. Member names are normalised and compared without case; of doubled members the last wins."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts: dict[str, bytes] = {}
        self._zip: zipfile.ZipFile | None
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct_error):
            raise Unreadable("corrupt", "The file is damaged: its zip package cannot be opened.") from None
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS:
            raise Unreadable(
                "too-large", f"The file holds {len(infos)} parts; more than {MOST_MEMBERS} are not opened."
            )
        self._members = {_normal(info.filename): info for info in infos}
        self._left = MOST_BYTES
        self.external = False
        self.strict = False

    @classmethod
    def of_parts(cls, parts: dict[str, bytes]) -> Package:
        """A package whose parts are at hand already (flat OPC, Word 2003 XML)."""
        package = cls.__new__(cls)
        package._zip = None
        package._data = b""
        package._members = {}
        package._parts = {_normal(name): data for name, data in parts.items()}
        package._left = MOST_BYTES
        package.external = package.strict = False
        return package

    def names(self) -> list[str]:
        return [*self._members, *self._parts]

    def has(self, name: str) -> bool:
        return _normal(name) in self._members or _normal(name) in self._parts

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or None when the package has none of that name."""
        if self._parts and (held := self._parts.get(_normal(name))) is not None:
            return held
        info = self._members.get(_normal(name))
        if info is None or self._zip is None:
            return None
        if info.flag_bits & 1:
            raise Unreadable("encrypted", "The file is protected with a password; please send it without one.")
        if info.file_size > self._left:
            raise Unreadable("too-large", "The file unpacks to more than is safe to open.")
        try:
            with self._zip.open(info) as part:
                data = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise Unreadable("corrupt", "The file is damaged: a part of it cannot be unpacked.") from None
        # The directory's sizes are the sender's word; what counts is what came out.
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable("too-large", "The file unpacks to more than is safe to open.")
        return data

    def packed(self, name: str) -> bytes | None:
        """The bytes of a part as they lie in the file: equal ones inflate to equal parts. None where it has none."""
        info = self._members.get(_normal(name))
        if info is None or info.flag_bits & 1:
            return None
        lengths = self._data[info.header_offset + 26 : info.header_offset + 30]
        if len(lengths) < 4:
            return None
        start = info.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        return bytes([info.compress_type & 0xFF]) + self._data[start : start + info.compress_size]

    def tree(self, name: str) -> etree._Element | None:
        """A part as XML, or None when the package has none of that name."""
        data = self.read(name)
        return None if data is None else self.parse(data)

    def parse(self, data: bytes) -> etree._Element:
        """XML under our own rules, with the strict namespaces renamed."""
        if b"purl.oclc.org/ooxml" in data[:8192]:
            self.strict = True
            for strict, transitional in STRICT:
                data = data.replace(strict, transitional)
        return parse_xml(data)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (type's last word, target part) of `part`; targets outside the package are only noted."""
        folder, _, name = part.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        if tree is None:
            return found
        for one in tree.iter(_RELATIONSHIP):
            kind = one.get("Type", "").rpartition("/")[2]
            target = one.get("Target", "").replace("\\", "/")
            if one.get("TargetMode") == "External":
                if kind not in ("hyperlink",):
                    self.external = True
                found[one.get("Id", "")] = (kind, target)
                continue
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[one.get("Id", "")] = (kind, whole)
        return found

    def main_part(self) -> str | None:
        """The part that holds the document, by the package's own relationship, wherever it is called."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and self.has(target):
                return target
        return "word/document.xml" if self.has("word/document.xml") else None


def parse_xml(data: bytes) -> etree._Element:
    """XML under our own rules: no DOCTYPE, no entities, no network, bounded depth. Raises `Unreadable`."""
    head = data[:4096].replace(b"\x00", b"")  # UTF-16 has a null beside each letter
    if b"<!DOCTYPE" in head or b"<!ENTITY" in data or b"<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y" in data:
        raise Unreadable("corrupt", "The file declares a DOCTYPE, which no Word document does; it was not opened.")
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as fault:
        _refuse_size(fault)
    try:
        return etree.fromstring(_ILLEGAL.sub(b"", data), _PARSER)
    except etree.XMLSyntaxError as fault:
        _refuse_size(fault)
        raise Unreadable("corrupt", "The file is damaged: its text is not well-formed. Please send it again.") from None


def _refuse_size(fault: etree.XMLSyntaxError) -> None:
    """A refusal for its size or depth is no damage."""
    words = str(fault).lower()
    # Out of memory has no words of its own, only its code.
    if (
        getattr(fault, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY
        or "memory" in words
        or "depth" in words
        or "huge" in words
    ):
        raise Unreadable("too-large", "The document is larger or nested more deeply than is safe to read.") from None


def _normal(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).casefold()
