"""What lies on a PDF page and is no part of it: words typed over it, the values of lone fields, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf.generic import IndirectObject

from parsers import raw
from parsers.formats.pdf.drawing import Piece, width
from parsers.formats.words import boxed

MOST_ANNOTATIONS = 2_000
MOST_CHARACTERS = 20_000
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_NOTES = frozenset({"/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Popup"})


def typed_over(page: Any, *, fields: bool) -> list[Piece]:
    """The words that somebody typed over the page as pieces of it; with `fields`, the values of its fields too.

    They are doubtful, because the person who typed them placed them by eye.
    """
    found: list[Piece] = []
    for one in _annotations(page):
        kind = one.get("/Subtype")
        if kind == "/FreeText":
            said = _words(one.get("/Contents"))
        elif fields and kind == "/Widget":
            said = _value(one)
        else:
            continue
        if not said.strip():
            continue
        left, low, right, top = _edges(one)
        size = _SIZE.search(str(one.get("/DA", "")))
        lines = said.split("\n")
        high = min(float(size[1]) if size and float(size[1]) > 3 else 10.0, max(top - low, 4.0))
        # One line stands in the middle of its place, several from its top on.
        y = (low + top) / 2 - 0.35 * high if len(lines) == 1 else top - 1.1 * high
        for number, line in enumerate(lines):
            if line.strip():
                text = raw.doubted(line, raw.TYPED_OVER)
                end = min(left + 2 + width(line, high), right)
                found.append(Piece(text, left + 2, y - 1.15 * high * number, high, False, end))
    return found


def notes_of(page: Any) -> list[str]:
    """The words of notes that somebody put on the page."""
    return [
        said
        for one in _annotations(page)
        if one.get("/Subtype") in _NOTES and (said := _words(one.get("/Contents"))).strip()
    ]


def _annotations(page: Any) -> Iterator[Any]:
    listed = page.get("/Annots")
    listed = listed.get_object() if isinstance(listed, IndirectObject) else listed
    for one in list(listed)[:MOST_ANNOTATIONS] if isinstance(listed, list) else ():
        held = one.get_object() if isinstance(one, IndirectObject) else one
        if hasattr(held, "get"):
            yield held


def _value(widget: Any) -> str:
    """What a text or choice field holds, here or where it belongs; boxes are ticks."""
    holder, kind, value = widget, None, None
    for _ in range(8):
        kind = kind or holder.get("/FT")
        value = value if value is not None else holder.get("/V")
        above = holder.get("/Parent")
        if above is None:
            break
        holder = above.get_object()
    if kind == "/Btn":
        return raw.TICKED if str(widget.get("/AS", "/Off")) not in ("/Off", "") else raw.EMPTY
    if kind not in ("/Tx", "/Ch"):
        return ""
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return ", ".join(_words(each) for each in value) if isinstance(value, list) else _words(value)


def _words(value: Any) -> str:
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    return boxed(value[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n"))


def _edges(one: Any) -> tuple[float, float, float, float]:
    try:
        x0, y0, x1, y1 = (float(each) for each in one.get("/Rect", (0, 0, 0, 0)))
    except (TypeError, ValueError):
        return 0.0, 0.0, 0.0, 0.0
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
