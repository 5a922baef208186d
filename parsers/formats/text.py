"""Plain text with labels: one paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator

from parsers import raw

MOST_LINES = 50_000
_GLYPHS = str.maketrans({**dict.fromkeys("☒☑✓✔✗✘🗹🗷⊠", raw.TICKED), **dict.fromkeys("☐□▢❏❑❒🗆", raw.EMPTY), "\u00a0": " ", "\u00ad": None, "\u200b": None, "\ufeff": None})  # fmt: skip


def read_text(data: bytes) -> raw.RawDocument:
    """The raw document in plain text."""
    return raw.RawDocument(list(paragraphs_of(decoded(data))))


def paragraphs_of(text: str) -> Iterator[raw.Paragraph]:
    """The lines of `text` that have words. Marks that are ours alone cannot come in from outside."""
    for line in without_marks(text).splitlines()[:MOST_LINES]:
        if line.strip():
            yield raw.Paragraph(line.translate(_GLYPHS).strip())


def boxed(text: str) -> str:
    """`text` with the glyphs of boxes as marks, without invisible characters."""
    return text if text.isascii() else without_marks(text).translate(_GLYPHS)


def without_marks(text: str) -> str:
    """`text` without characters of the private use areas, which the raw document uses for its marks."""
    if text.isascii():
        return text
    return "".join(one for one in text if not ("\ue000" <= one <= "\uf8ff" or ord(one) >= raw.FIRST_CONTROL))


def decoded(data: bytes) -> str:
    """Text in the coding that its first bytes announce, else UTF-8, else the Windows code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
