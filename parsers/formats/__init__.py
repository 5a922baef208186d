"""One room a format; each gives the same raw document. What a file is, its bytes say, never its name."""

from __future__ import annotations

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.converting import Convert, to_docx
from parsers.formats.sniffing import kind_of
from parsers.formats.word.document import read_docx

MOST_BYTES = 50 << 20
# A document in a document, and one more in that.
DEEPEST_PART = 2


def open_document(data: bytes, *, convert: Convert = to_docx, depth: int = 0) -> raw.RawDocument:
    """The raw document in `data`; `convert` makes Word documents of the older formats, `depth` counts what it lies in.

    Raises `Unreadable` with a named reason and a sentence.
    """

    def open_part(data: bytes) -> raw.RawDocument | None:
        return open_document(data, convert=convert, depth=depth + 1) if depth < DEEPEST_PART else None

    if not data:
        raise Unreadable("corrupt", "The file is empty; please send it again.")
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large", "The file is larger than any form; please send the form alone.")
    # Each reader is imported when a file asks for it: the service reads Word forms all day, and rarely anything else.
    match kind_of(data):
        case "docx":
            return read_docx(data, open_part)
        case "ole":
            from parsers.formats.word.older import read_ole

            return read_ole(data, convert, open_part)
        case "rtf":
            from parsers.formats.word.older import read_rtf

            return read_rtf(data, convert, open_part)
        case "flat-opc" | "word-2003" as kind:
            from parsers.formats.word.flat import read_flat_opc, read_word_2003

            return read_flat_opc(data, open_part) if kind == "flat-opc" else read_word_2003(data, open_part)
        case "odt" | "flat-odt" as kind:
            from parsers.formats.odf.document import read_flat_odt, read_odt

            return read_odt(data) if kind == "odt" else read_flat_odt(data)
        case "text":
            from parsers.formats.text import read_text

            return read_text(data)
        case "pdf":
            from parsers.formats.pdf.document import read_pdf

            return read_pdf(data)
        case "html":
            from parsers.formats.html.document import read_html

            return read_html(data)
        case "mhtml":
            from parsers.formats.html.mhtml import read_mhtml

            return read_mhtml(data)
        case "image":
            raise Unreadable(
                "image-only", "The file is a picture; please send the form typed, as a Word document (.docx)."
            )
        case "zip":
            raise Unreadable(
                "unsupported", "The file is a zip archive, and not a document; please send the form itself (.docx)."
            )
        case "damaged-zip":
            raise Unreadable("corrupt", "The file is damaged: its zip package cannot be opened. Please send it again.")
    raise Unreadable(
        "unsupported", "The file is not a document that can be read; please send the form as a Word document (.docx)."
    )
