"""PDF: fields of a form by name, else the words of its pages as they stand (`pages.py`).

A PDF has no paragraphs and no tables; where its lines do not say for certain which words belong together, the document
carries a doubt.
"""

from __future__ import annotations

import io

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.pdf.annotations import notes_of, typed_over
from parsers.formats.pdf.drawing import Page, page_of
from parsers.formats.pdf.fields import fields_of, titles_of, too_large
from parsers.formats.pdf.pages import blocks_of
from parsers.formats.pdf.rules import Ruled
from parsers.formats.pdf.tagged import tagged_blocks
from parsers.formats.pdf.xfa import datasets_of

MOST_PAGES = 200
MOST_CHARACTERS = 400_000
MOST_NOTES = 200
# Cells with words for each field of a form that is answered in its fields: labels, instructions, headings.
PRINTED = 4


def read_pdf(data: bytes) -> raw.RawDocument:
    """The raw document in a PDF. Raises `Unreadable`: `encrypted`, `corrupt`, `image-only` or `too-large`."""
    try:
        return _read(data)
    except (FileNotDecryptedError, DependencyError) as fault:
        raise _encrypted() from fault
    except LimitReachedError as fault:
        raise too_large() from fault
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as fault:
        raise Unreadable("corrupt", "The PDF is damaged; please send it again, or send the Word document.") from fault


def _encrypted() -> Unreadable:
    return Unreadable("encrypted", "The PDF is locked with a password; please send it without one.")


def _read(data: bytes) -> raw.RawDocument:
    reader = PdfReader(io.BytesIO(data[max(data.find(b"%PDF-"), 0) :]))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted()
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise too_large()
    if count == 0:
        raise Unreadable("corrupt", "The PDF has no pages; please send it again.")
    document = raw.RawDocument([])
    pages = _pages(reader)
    notes = [note for page in reader.pages for note in notes_of(page)][:MOST_NOTES]
    if fields_of(reader, document) and not _mostly_printed(pages, document):
        document.blocks[:0] = titles_of(reader)
        over = [piece.text for page in reader.pages for piece in typed_over(page, fields=False)]
        if over:
            document.blocks.append(raw.Aside("page", [raw.Paragraph(one) for one in over]))
    elif not document.controls and datasets_of(reader, document):
        pass
    else:
        document = raw.RawDocument([])
        for page, said in zip(reader.pages, pages, strict=True):
            said.pieces += typed_over(page, fields=True)
        if not any(page.pieces for page in pages):
            raise Unreadable(
                "image-only",
                "The PDF holds pictures and no text; please send the form typed, as a Word document (.docx).",
            )
        document.blocks = tagged_blocks(reader, pages) or blocks_of(pages)
    if notes:
        document.blocks.append(raw.Aside("comment", [raw.Paragraph(one) for one in notes]))
        document.flags.append("comments")
    return document


def _pages(reader: PdfReader) -> list[Page]:
    """What is drawn on each page."""
    pages: list[Page] = []
    total = 0
    for page in reader.pages:
        pages.append(page_of(page))
        total += sum(len(one.text) for one in pages[-1].pieces)
        if total > MOST_CHARACTERS:
            raise too_large()
    return pages


def _mostly_printed(pages: list[Page], document: raw.RawDocument) -> bool:
    """True for a printed form to which a few fields were added: its cells hold far more words than its fields."""
    cells = 0
    for page in pages:
        ruled = Ruled(page)
        cells += len({ruled.box(one.x + 0.5, one.y + 0.2 * one.size) for one in page.pieces} - {None})
    return cells > PRINTED * len(document.controls)
