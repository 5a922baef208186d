"""A web page with its pictures in one mail-like file (RFC 2557), as Word's "Single file web page" saves it."""

from __future__ import annotations

import email
import email.message

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.html.document import read_html
from parsers.formats.words import has_words

MOST_PAGES = 8
MOST_PARTS = 500


def read_mhtml(data: bytes) -> raw.RawDocument:
    """The raw document in a single file web page. Raises `Unreadable`."""
    message = email.message_from_bytes(data)
    pages: list[tuple[str, bytes, str | None]] = []
    images, macros = 0, False
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise Unreadable("too-large", "The page holds more parts than any form; please send the form as .docx.")
        kind = part.get_content_type()
        if kind in ("text/html", "application/xhtml+xml") and len(pages) < MOST_PAGES:
            content = part.get_payload(decode=True)
            place = str(part.get("Content-Location", ""))
            if isinstance(content, bytes):
                pages.append((place, content, part.get_content_charset()))
        elif kind.startswith("image/"):
            images += 1
        elif kind in ("application/x-mso", "application/vnd.ms-office.activex"):
            macros = macros or "editdata" in str(part.get("Content-Location", "")).casefold()
    if not pages:
        raise Unreadable(
            "unsupported", "The file holds no page of text; please send the form as a Word document (.docx)."
        )
    _, first, charset = pages[0]
    document = read_html(first, charset)
    for place, content, charset in pages[1:]:
        # Word keeps headers, footers and notes in a page beside the text.
        try:
            beside = read_html(content, charset)
        except Unreadable as refusal:
            if refusal.reason == "too-large":
                raise
            continue
        beside.renumber(len(document.controls))
        document.controls += beside.controls
        if any(has_words(one) for one in beside.blocks):
            where = "header" if "header" in place.casefold() else "page"
            document.blocks.append(raw.Aside(where, beside.blocks))
    document.images += images
    if macros:
        document.flags.append("macros")
    return document
