"""One module a format; each gives the same raw document. What a file is, its bytes say, never its name."""

from __future__ import annotations

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.converting import Convert, to_docx
from parsers.formats.docx import read_docx
from parsers.formats.sniffing import kind_of

MOST_BYTES = 50 << 20


def open_document(data: bytes, *, convert: Convert = to_docx) -> raw.RawDocument:
    """The raw document in `data`; `convert` makes Word documents of the older formats.

    Raises `Unreadable` with a named reason and a sentence.
    """
    if not data:
        raise Unreadable("corrupt", "The file is empty; please send it again.")
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large", "The file is larger than any form; please send the form alone.")
    # Each reader is imported when a file asks for it: the service reads Word forms all day, and rarely anything else.
    match kind_of(data):
        case "docx":
            return read_docx(data)
        case "ole":
            from parsers.formats.older import read_ole

            return read_ole(data, convert)
        case "rtf":
            from parsers.formats.older import read_rtf

            return read_rtf(data, convert)
        case "flat-opc" | "word-2003" as kind:
            from parsers.formats.flat import read_flat_opc, read_word_2003

            return read_flat_opc(data) if kind == "flat-opc" else read_word_2003(data)
        case "odt" | "flat-odt" as kind:
            from parsers.formats.odt import read_flat_odt, read_odt

            return read_odt(data) if kind == "odt" else read_flat_odt(data)
        case "text":
            from parsers.formats.text import read_text

            return read_text(data)
        case "pdf":
            from parsers.formats.pdf import read_pdf

            return read_pdf(data)
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
