"""What a file is, by its bytes alone."""

from __future__ import annotations

import io
import re
import zipfile
from struct import error as struct_error
from typing import Literal

Kind = Literal[
    "docx", "odt", "flat-odt", "pdf", "ole", "rtf", "flat-opc", "word-2003", "html", "mhtml", "text", "image", "zip",
    "damaged-zip", "unknown",
]  # fmt: skip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_HTML = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|title|style|table|tbody|tr|div|p|span|font|center|form|b|ul|ol|h[1-6])\b",
    re.IGNORECASE,
)
_MIME = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?MIME-Version\s*:", re.IGNORECASE
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(data: bytes) -> Kind:
    """The format of `data`; `unknown` for bytes that no reader is made for."""
    if data[:2] == b"PK":
        return _package_kind(data)
    if data[:4] == OLE[:4]:
        return "ole"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if head[:5] == b"{\\rtf" or head[:4] == b"{\\rt":
        return "rtf"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_IMAGES):
        return "image"
    text = _decoded_head(data)
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        marked = text.encode("utf-8", "replace")
        if b"http://schemas.microsoft.com/office/2006/xmlPackage" in marked:
            return "flat-opc"
        if b"http://schemas.microsoft.com/office/word/2003/wordml" in marked:
            return "word-2003"
        if b"urn:oasis:names:tc:opendocument:xmlns:office" in marked and b"office:document" in marked:
            return "flat-odt"
        if _HTML.search(marked):
            return "html"
        return "unknown"
    if _MIME.match(head) and re.search(rb"text/html|multipart/related|multipart/mixed", data[:8192], re.IGNORECASE):
        return "mhtml"
    if re.search(rb"<\s*(?:!doctype\s+html|html|table)\b", head, re.IGNORECASE):
        return "html"
    if text and not _BINARY.search(text) and "\ufffd" not in text:
        return "text"
    return "unknown"


def _package_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [one.replace("\\", "/").lstrip("/").casefold() for one in package.namelist()[:4_000]]
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, struct_error, NotImplementedError):
        return "damaged-zip"
    if "content.xml" in names and ("mimetype" in names or "meta-inf/manifest.xml" in names or "styles.xml" in names):
        return "odt"
    if "encrypted-package" in names and "meta-inf/manifest.xml" in names:
        return "odt"  # encrypted as a whole
    if "mimetype" in names and b"application/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"  # and damaged: its text is gone
    if "_rels/.rels" in names or "[content_types].xml" in names or any(one.startswith("word/") for one in names):
        return "docx"
    return "zip"


def _decoded_head(data: bytes) -> str:
    """The first characters, in the coding that the bytes announce; "" where they are no text."""
    head = data[:8192]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if fault.start >= len(head) - 4 and len(data) > len(head):
            return head[: fault.start].decode("utf-8-sig", "replace")
        # What UTF-8 refuses is a text of the Windows code page, unless it has the bytes of no text at all.
        return head.decode("cp1252", "replace")
