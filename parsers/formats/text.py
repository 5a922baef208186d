"""Plain text with labels: one paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator

from parsers import raw
from parsers.formats.words import boxed

MOST_LINES = 50_000


def read_text(data: bytes) -> raw.RawDocument:
    """The raw document in plain text."""
    return raw.RawDocument(list(paragraphs_of(decoded(data))))


def paragraphs_of(text: str) -> Iterator[raw.Paragraph]:
    """The lines of `text` that have words. Marks that are ours alone cannot come in from outside."""
    for line in text.splitlines()[:MOST_LINES]:
        if said := boxed(line).strip():
            yield raw.Paragraph(said)


def decoded(data: bytes) -> str:
    """Text in the coding that its first bytes announce, else UTF-8, else the Windows code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
