"""A web page as a document. Nothing that it points to is fetched."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.html.looks import Sheet
from parsers.formats.html.walker import Walker, too_deep
from parsers.formats.words import has_words

MOST_BYTES = 8 << 20
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PICTURE = re.compile(rb"(?:data:image/)[^\"'\s>]{2000,}", re.IGNORECASE)
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
# No page may hold them; LibreOffice writes some around its fields.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
# More cannot be a form, and each level costs memory.
MOST_TAGS = 400_000


def read_html(data: bytes, charset: str | None = None) -> raw.RawDocument:
    """The raw document in a web page. `charset` is what carried it says of it. Raises `Unreadable`."""
    data = _PICTURE.sub(b"data:image/", data)
    if len(data) > MOST_BYTES or sum(1 for _ in _TAG.finditer(data)) > MOST_TAGS:
        raise Unreadable(
            "too-large", "The page is larger than any form; please send the form as a Word document (.docx)."
        )
    text = _CONTROLS.sub("", _decoded(data, charset))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        root = None
    except etree.XMLSyntaxError as fault:
        if "depth" in str(fault).lower() or "huge" in str(fault).lower():
            raise too_deep() from None
        root = None
    # The parser leaves out what is nested too deeply without failing.
    if any("depth" in one.message.lower() for one in parser.error_log):
        raise too_deep()
    if root is None:
        raise Unreadable("corrupt", "The page holds no text; please send the form as a Word document (.docx).")
    walker = Walker(Sheet(root))
    blocks = walker.blocks(root)
    if not any(has_words(one) for one in blocks) and not walker.images:
        raise Unreadable("corrupt", "The page holds no text; please send the form as a Word document (.docx).")
    return raw.RawDocument(blocks + walker.notes, walker.controls, walker.flags, images=walker.images)


def _decoded(data: bytes, charset: str | None) -> str:
    """Text by its first bytes, by what carried it, by its own word, else as UTF-8 or the Windows code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[:3] == b"\xef\xbb\xbf":
        return data.decode("utf-8-sig", "replace")
    said = _CHARSET.search(data[:8192])
    for name in (charset, said[1].decode("ascii", "replace") if said else None, "utf-8"):
        known = _codec(name)
        if known is not None:
            try:
                return data.decode(known)
            except (UnicodeDecodeError, ValueError):
                continue
    return data.decode("cp1252", "replace")


def _codec(name: str | None) -> str | None:
    """A text codec by the name that pages use; browsers take Latin-1 as the Windows code page."""
    try:
        found = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return found if found.startswith(("utf-8", "cp12", "iso8859", "koi8", "mac-roman")) else None
