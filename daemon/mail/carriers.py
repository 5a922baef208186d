"""What carries a document: the part itself, an archive, an Outlook wrapper; and wrappers that nobody can open."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Sequence

from daemon.mail.values import Attachment

MOST_DOCUMENTS = 40
MOST_MEMBER = 40 << 20
MOST_ARCHIVE_MEMBERS = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = (".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf", ".pdf", ".dot")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def documents_of(attachments: Sequence[Attachment], limits: list[str]) -> list[Attachment]:
    """The attachments worth giving to the parsers, with the members of archives."""
    found: list[Attachment] = []
    for one in attachments:
        if len(found) >= MOST_DOCUMENTS:
            limits.append(f"The mail carries more than {MOST_DOCUMENTS} documents; the rest were not read.")
            break
        if _is_document(one):
            if one.data[:2] == b"PK" and not _is_office(one.data):
                found += _members(one, limits)
            else:
                found.append(one)
    return found[:MOST_DOCUMENTS]


def _is_document(one: Attachment) -> bool:
    if one.is_ in ("image", "signature") or not one.data:
        return False
    if one.data[:2] == b"PK" or one.data[:8] == _OLE or one.data[:5] in (b"%PDF-", b"{\\rtf"):
        return not (one.name or "").lower().endswith((".xlsx", ".xls", ".pptx", ".ppt", ".xlsm"))
    return (one.name or "").lower().endswith(_SUFFIXES) or one.is_ == "document"


def _is_office(data: bytes) -> bool:
    head = data[:4096]
    return (
        b"[Content_Types].xml" in head
        or b"word/" in head
        or b"mimetypeapplication/vnd.oasis" in head
        or b"_rels/.rels" in head
    )


def _members(archive: Attachment, limits: list[str]) -> list[Attachment]:
    try:
        package = zipfile.ZipFile(io.BytesIO(archive.data))
        infos = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return [archive]
    if any(info.filename.lower().startswith(("word/", "[content_types]", "_rels/")) for info in infos):
        return [archive]
    found = []
    for info in infos[:MOST_ARCHIVE_MEMBERS]:
        name = info.filename.replace("\\", "/").rpartition("/")[2]
        if info.is_dir() or not name.lower().endswith(_SUFFIXES):
            continue
        if info.flag_bits & 1:
            found.append(
                Attachment(name, "application/octet-stream", b"\xd0\xcf", "", 0, "document", "zip", archive.returned)
            )
            continue
        try:
            with package.open(info) as member:
                data = member.read(MOST_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
            limits.append("A document inside a zip could not be unpacked.")
            continue
        if len(data) > MOST_MEMBER:
            limits.append("A document inside a zip unpacks to more than is safe to open.")
            continue
        found.append(
            Attachment(
                name,
                _WORD if name.lower().endswith(".docx") else "application/octet-stream",
                data,
                hashlib.sha256(data).hexdigest(),
                len(data),
                "document",
                "zip",
                archive.returned,
            )
        )
    return found


def wrapper_of(content_type: str, attachments: Sequence[Attachment], words: str) -> str | None:
    """Which encrypted wrapper a mail is, or None: it was received, and nobody here can read it (DOMAIN 5)."""
    names = {(one.name or "").lower() for one in attachments}
    types = {one.type for one in attachments}
    if content_type == "multipart/encrypted" or "application/pgp-encrypted" in types:
        return "PGP"
    if "application/pkcs7-mime" in types | {content_type} or "application/x-pkcs7-mime" in types | {content_type}:
        return "S/MIME"
    if (
        "message.rpmsg" in names
        or "encrypted_message.htm" in names
        or ("message.html" in names and "encrypted message" in words.casefold())
    ):
        return "Office 365 message encryption"
    said = words[:4_000].casefold()
    if "switch.egress.com" in said or "egress secure" in said:
        return "Egress"
    return None
