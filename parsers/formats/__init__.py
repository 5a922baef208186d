"""One module a format; each gives the same raw document. What a file is, its bytes say, never its name."""

from __future__ import annotations

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.docx import read_docx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 50 << 20


def open_document(data: bytes) -> raw.RawDocument:
    """The raw document in `data`. Raises `Unreadable` with a named reason and a sentence."""
    if not data:
        raise Unreadable("corrupt", "The file is empty.")
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large", "The file is larger than any form; please send the form alone.")
    if data[:2] == b"PK":
        return read_docx(data)
    if data[:8] == _OLE:
        from parsers.formats.legacy import refuse_ole

        refuse_ole(data)
    raise Unreadable("unsupported", "The file is not a Word document (.docx); please send the form as one.")
