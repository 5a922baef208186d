"""What is drawn on a PDF page: words with their places, and rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from parsers import raw
from parsers.formats.ticks import symbol_tick
from parsers.formats.words import boxed

# Points (a 72nd of an inch) within which two places are one.
NEAR = 2.5
_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[] "), frozenset("mwMWOQGCDHNU@%&")
MOST_RULES = 20_000
ARTIFACT = -1


@dataclass(slots=True)
class Piece:
    """Words drawn at once: left edge and base line in points from the page's lower left corner.

    `part` is the number of the marked content that they belong to, `ARTIFACT` for what belongs to the page and not to
    the text, None where the page does not say.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    end: float
    part: int | None = None


@dataclass(slots=True)
class Page:
    """`across` are level rules (y, x0, x1), `down` upright ones (x, y0, y1), `slants` all other lines (x0, y0, x1, y1).

    `boxes` are drawn squares as large as a letter: left, lower, right, upper edge.
    """

    pieces: list[Piece] = field(default_factory=list)
    right: float = 595.0
    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)
    slants: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


def width(text: str, size: float) -> float:
    """About how wide words are in a usual typeface."""
    return size * sum(
        0.29 if one in _NARROW else 0.83 if one in _WIDE else 0.67 if one.isupper() else 0.53 for one in text
    )


def page_of(page: Any) -> Page:
    """The words and the rules of one page."""
    found = Page(right=float(page.mediabox.right))
    path: list[tuple[float, float, float, float]] = []
    sheets: list[int] = []
    squares: list[tuple[float, float, float, float]] = []
    pen = [(0.0, 0.0)]
    fonts = _Widths(page)
    reach = _Reach()
    parts: list[int | None] = []

    def at(matrix: Any, x: Any, y: Any) -> tuple[float, float]:
        x, y = float(x), float(y)
        return (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])

    def draw(operator: bytes, said: Any, matrix: Any, own: Any) -> None:
        if operator == b"Tf" and len(said) == 2:
            reach.font, reach.size = str(said[0]), float(said[1])
        elif operator in (b"Tj", b"TJ", b"'", b'"') and said:
            place = at(matrix, own[4], own[5])
            scale = abs(own[0] * matrix[0]) or 1.0
            start = reach.x if reach.place == place else place[0]
            reach.part = next((one for one in reversed(parts) if one is not None), None)
            reach.place, reach.x = place, start + fonts.of(reach.font, said[-1]) * reach.size * scale
        elif operator in (b"BDC", b"BMC"):
            parts.append(_part_of(page, said))
        elif operator == b"EMC" and parts:
            parts.pop()
        elif operator == b"m" and len(said) == 2:
            pen[0] = at(matrix, *said)
        elif operator == b"l" and len(said) == 2:
            end = at(matrix, *said)
            path.append((*pen[0], *end))
            pen[0] = end
        elif operator == b"re" and len(said) == 4:
            x, y, wide, high = map(float, said)
            (left, low), (right, top) = at(matrix, x, y), at(matrix, x + wide, y + high)
            if abs(right - left) < NEAR or abs(top - low) < NEAR:
                path.append((left, low, right, top))
            elif _is_box(right - left, top - low):
                squares.append((min(left, right), min(low, top), max(left, right), max(low, top)))
            else:
                sheets.append(len(path))
                path.extend(((left, low, right, low), (left, top, right, top), (left, low, left, top), (right, low, right, top)))  # fmt: skip
        elif operator in (b"S", b"s", b"B", b"B*", b"b", b"b*", b"f", b"F", b"f*"):
            filled = operator in (b"f", b"F", b"f*")
            shades = {number + more for number in sheets for more in range(4)} if filled else set[int]()
            if not filled:
                found.boxes += squares[: MOST_RULES - len(found.boxes)]
            for number, (left, low, right, top) in enumerate(path):
                if number in shades:
                    continue  # a shaded ground, which need not be a cell
                if len(found.across) + len(found.down) > MOST_RULES:
                    break
                if abs(low - top) < NEAR and abs(left - right) > 4:
                    found.across.append(((low + top) / 2, min(left, right), max(left, right)))
                elif abs(left - right) < NEAR and abs(low - top) > 4:
                    found.down.append(((left + right) / 2, min(low, top), max(low, top)))
                elif abs(left - right) > NEAR and len(found.slants) < MOST_RULES:
                    found.slants.append((left, low, right, top))
            path.clear()
            sheets.clear()
            squares.clear()
        elif operator == b"n":
            path.clear()
            sheets.clear()
            squares.clear()

    def words(text: str, matrix: Any, own: Any, font: Any, size: Any) -> None:
        if not text.strip():
            return
        x, y = at(matrix, own[4], own[5])
        name = str((font or {}).get("/BaseFont") or "")
        scale = abs(own[3] * matrix[3]) or abs(own[1] * matrix[2]) or 1.0
        bold = re.search(r"bold|black|heavy|semibd", name, re.IGNORECASE) is not None
        said = text.strip("\r\n").replace("\n", " ")
        if re.search("wingdings|opensymbol", name, re.IGNORECASE):
            font_of = "Wingdings 2" if re.search("wingdings.?2", name, re.IGNORECASE) else "Wingdings"
            said = "".join(symbol_tick(font_of, f"{ord(one):X}") or one if ord(one) > 0x6E else one for one in said)
        size = float(size or 10) * scale
        known = reach.place is not None and abs(reach.place[1] - y) < 1 and reach.x > x
        end = reach.x if known else x + width(said, size)
        if said.endswith(" "):
            end -= 0.28 * size
        found.pieces.append(Piece(_kept(said), x, y, size, bold, end, reach.part))

    page.extract_text(visitor_operand_before=draw, visitor_text=words)
    _tick_boxes(found)
    return found


def _is_box(wide: float, high: float) -> bool:
    """A square as large as a letter, such as is drawn to be ticked."""
    return 5 <= abs(wide) <= 18 and abs(abs(wide) - abs(high)) < NEAR


def _tick_boxes(page: Page) -> None:
    """A mark at the place of each drawn box: ticked where lines cross it or a single letter stands in it."""
    for left, low, right, top in dict.fromkeys(page.boxes):
        ticked = any(
            left - 1 <= min(x0, x1) and max(x0, x1) <= right + 3 and low - 1 <= min(y0, y1) and max(y0, y1) <= top + 3
            for x0, y0, x1, y1 in page.slants
        )
        for one in list(page.pieces):
            inside = left - 1 <= one.x and one.end <= right + 2 and low - 1 <= one.y <= top
            if inside and len(one.text.strip()) == 1:
                page.pieces.remove(one)
                ticked = True
        size = top - low
        page.pieces.append(Piece(raw.TICKED if ticked else raw.EMPTY, left, low + 0.2 * size, size, False, right))


@dataclass(slots=True)
class _Reach:
    """How far the words drawn last go."""

    font: str = ""
    size: float = 10.0
    place: tuple[float, float] | None = None
    x: float = 0.0
    part: int | None = None


def resolved(node: Any) -> Any:
    """What a reference refers to, or the thing itself."""
    return node.get_object() if hasattr(node, "get_object") else node


def _part_of(page: Any, said: Any) -> int | None:
    """What a piece of marked content is (ISO 32000-1, 14.6): its number, or `ARTIFACT`."""
    if said and str(said[0]) == "/Artifact":
        return ARTIFACT
    told = said[1] if len(said) > 1 else None
    if isinstance(told, str):
        resources: Any = page.get("/Resources")
        listed: Any = resources.get_object().get("/Properties") if resources is not None else None
        told = listed.get_object().get(told) if listed is not None else None
    told = resolved(told)
    number = told.get("/MCID") if isinstance(told, dict) else None
    return int(number) if isinstance(number, int) else None


class _Widths:
    """How wide words are in the fonts of a page, in parts of the type size."""

    def __init__(self, page: Any) -> None:
        resources = page.get("/Resources")
        fonts = resources.get_object().get("/Font") if resources is not None else None
        self._fonts: Any = fonts.get_object() if fonts is not None else {}
        self._known: dict[str, tuple[dict[int, float], int, float]] = {}

    def of(self, font: str, shown: Any) -> float:
        codes, size, other = self._known.get(font) or self._known.setdefault(font, self._table(font))
        total = 0.0
        for one in shown if isinstance(shown, list) else [shown]:
            if isinstance(one, int | float):
                total -= float(one)
            elif isinstance(one, str | bytes):
                plain = (
                    one if isinstance(one, bytes) else getattr(one, "original_bytes", one.encode("latin-1", "replace"))
                )
                for at in range(0, len(plain), size):
                    total += codes.get(int.from_bytes(plain[at : at + size], "big"), other)
        return total / 1000

    def _table(self, name: str) -> tuple[dict[int, float], int, float]:
        font = self._fonts.get(name)
        font = font.get_object() if font is not None else {}
        codes: dict[int, float] = {}
        if "/DescendantFonts" in font:
            inner = font["/DescendantFonts"][0].get_object()
            listed = [one.get_object() for one in inner.get("/W", ())]
            at = 0
            while at + 1 < len(listed):
                if isinstance(listed[at + 1], list):
                    codes.update({int(listed[at]) + n: float(one) for n, one in enumerate(listed[at + 1])})
                    at += 2
                else:
                    last = min(int(listed[at + 1]), int(listed[at]) + 70_000)
                    codes.update(dict.fromkeys(range(int(listed[at]), last + 1), float(listed[at + 2])))
                    at += 3
            return codes, 2, float(inner.get("/DW", 1000))
        widths = font.get("/Widths")
        if widths is not None:
            first = int(font.get("/FirstChar", 0))
            codes = {first + n: float(one) for n, one in enumerate(widths.get_object())}
            return codes, 1, 0.0
        return {code: width(chr(code), 1000) for code in range(256)}, 1, 550.0


def _kept(text: str) -> str:
    # Where Wingdings was not at hand another typeface shows the letters that its boxes stand at.
    text = re.sub(r"(?<!\S)[þ¨](?!\S)", lambda one: raw.TICKED if one[0] == "þ" else raw.EMPTY, text)
    return "".join(one if one in raw.BOXES else boxed(one) for one in text)
