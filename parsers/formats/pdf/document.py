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
from parsers.formats.pdf.drawing import page_of
from parsers.formats.pdf.fields import fields_of, titles_of, too_large
from parsers.formats.pdf.pages import blocks_of
from parsers.formats.pdf.xfa import datasets_of

MOST_PAGES = 200
MOST_CHARACTERS = 400_000


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
    if fields_of(reader, document):
        document.blocks[:0] = titles_of(reader)
        return document
    if datasets_of(reader, document):
        return document
    pages, total = [], 0
    for page in reader.pages:
        pages.append(page_of(page))
        total += sum(len(one.text) for one in pages[-1].pieces)
        if total > MOST_CHARACTERS:
            raise too_large()
    if not total:
        raise Unreadable(
            "image-only", "The PDF holds pictures and no text; please send the form typed, as a Word document (.docx)."
        )
    document.blocks, document.doubt = blocks_of(pages)
    return document
