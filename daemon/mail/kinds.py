"""What a file in a mail is, by its offered type and name; a picture, by its size and place."""

from __future__ import annotations

from daemon.mail.pictures import is_logo
from daemon.mail.values import Is

_WORD_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "application/vnd.ms-word.document.macroenabled.12",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
    "application/vnd.ms-word.template.macroenabled.12",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
    "application/vnd.oasis.opendocument.text-flat-xml",
    "application/rtf",
    "text/rtf",
    "application/pdf",
)
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys", "text/vcard", "text/x-vcard", "text/directory")  # fmt: skip
_ARCHIVES = ("application/zip", "application/x-zip-compressed", "application/ms-tnef", "application/vnd.ms-tnef", "application/x-7z-compressed", "application/x-rar-compressed", "application/gzip")  # fmt: skip
MESSAGES = ("message/rfc822", "message/global", "application/vnd.ms-outlook")


def kind_of(kind: str, name: str | None, data: bytes, *, inline: bool, repeated: bool = False) -> Is:
    """What a file is, as far as its type and name say it; for a picture, by its size and place."""
    suffix = (name or "").lower().rpartition(".")[2]
    if kind.startswith("image/") or suffix in ("png", "jpg", "jpeg", "gif", "bmp", "heic", "tif", "tiff"):
        return "signature" if is_logo(data, inline=inline, repeated=repeated) else "image"
    if kind in _SIGNATURES or suffix in ("p7s", "vcf", "asc", "sig"):
        return "signature"
    if kind in _ARCHIVES or suffix in ("zip", "7z", "rar", "gz", "tgz") or (name or "").lower() == "winmail.dat":
        return "archive"
    if kind in MESSAGES or suffix in ("eml", "msg"):
        return "message"
    if kind in _WORD_TYPES or suffix in (
        "docx",
        "docm",
        "dotx",
        "dotm",
        "doc",
        "dot",
        "odt",
        "ott",
        "fodt",
        "rtf",
        "pdf",
    ):
        return "document"
    return "other"
