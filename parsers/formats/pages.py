"""The words of PDF pages as paragraphs and tables.

Ruled lines say for certain which words share a cell. Without them words stand in columns only by their position; what
could be read in two ways there is a doubt, never a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from parsers import raw
from parsers.formats.text import boxed
from parsers.formats.ticks import symbol_tick

UNCLEAR = "the columns of this PDF are unclear"
STRUCK = "some words of this PDF are struck out, and which is unclear"
TURNED = "a table of this PDF goes on over a page, which may cut its answers"
LOOSE = "this PDF has questions outside ruled tables, whose answers may be cut or joined"
BROKEN = "a word may be broken over two lines of the PDF"
_NEAR = 2.5
_ASKS = re.compile(r"[^a-z\W].{0,80}?(?::|\?)(?:\s|$)")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[] "), frozenset("mwMWOQGCDHNU@%&")
MOST_RULES = 20_000


@dataclass(slots=True)
class Piece:
    """Words drawn at once: left edge and base line in points from the page's lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    end: float


@dataclass(slots=True)
class Page:
    """`across` are level rules (y, x0, x1), `down` upright ones (x, y0, y1)."""

    pieces: list[Piece] = field(default_factory=list)
    unclear: bool = False
    right: float = 595.0
    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Segment:
    """Words of one line without a wide gap between them."""

    x: float
    y: float
    end: float
    text: str
    size: float
    bold: bool


def width(text: str, size: float) -> float:
    """About how wide words are in a usual typeface."""
    return size * sum(
        0.29 if one in _NARROW else 0.83 if one in _WIDE else 0.67 if one.isupper() else 0.53 for one in text
    )


def lines_of(page: Any) -> Page:
    """The words and the rules of one page."""
    found = Page(right=float(page.mediabox.right))
    path: list[tuple[float, float, float, float]] = []
    sheets: list[int] = []
    pen = [(0.0, 0.0)]
    fonts = _Widths(page)
    reach = _Reach()

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
            reach.place, reach.x = place, start + fonts.of(reach.font, said[-1]) * reach.size * scale
        elif operator == b"m" and len(said) == 2:
            pen[0] = at(matrix, *said)
        elif operator == b"l" and len(said) == 2:
            end = at(matrix, *said)
            path.append((*pen[0], *end))
            pen[0] = end
        elif operator == b"re" and len(said) == 4:
            x, y, wide, high = map(float, said)
            (left, low), (right, top) = at(matrix, x, y), at(matrix, x + wide, y + high)
            if abs(right - left) < _NEAR or abs(top - low) < _NEAR:
                path.append((left, low, right, top))
            else:
                sheets.append(len(path))
                path.extend(((left, low, right, low), (left, top, right, top), (left, low, left, top), (right, low, right, top)))  # fmt: skip
        elif operator in (b"S", b"s", b"B", b"B*", b"b", b"b*", b"f", b"F", b"f*"):
            filled = operator in (b"f", b"F", b"f*")
            shades = {number + more for number in sheets for more in range(4)} if filled else set[int]()
            for number, (left, low, right, top) in enumerate(path):
                if number in shades:
                    continue  # a shaded ground, which need not be a cell
                if len(found.across) + len(found.down) > MOST_RULES:
                    break
                if abs(low - top) < _NEAR and abs(left - right) > 4:
                    found.across.append(((low + top) / 2, min(left, right), max(left, right)))
                elif abs(left - right) < _NEAR and abs(low - top) > 4:
                    found.down.append(((left + right) / 2, min(low, top), max(low, top)))
            path.clear()
            sheets.clear()
        elif operator == b"n":
            path.clear()
            sheets.clear()

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
        found.pieces.append(Piece(_kept(said), x, y, size, bold, end))

    page.extract_text(visitor_operand_before=draw, visitor_text=words)
    return found


@dataclass(slots=True)
class _Reach:
    """How far the words drawn last go."""

    font: str = ""
    size: float = 10.0
    place: tuple[float, float] | None = None
    x: float = 0.0


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


def _segments(pieces: list[Piece], page: Page) -> list[Segment]:
    """Lines from top to bottom, each cut at its wide gaps."""
    rows: list[list[Piece]] = []
    for one in sorted(pieces, key=lambda one: -one.y):
        if rows and abs(rows[-1][0].y - one.y) < 0.35 * one.size:
            rows[-1].append(one)
        else:
            rows.append([one])
    found = []
    for row in rows:
        row.sort(key=lambda one: one.x)
    starts = Counter(round(one.x) for row in rows for one in row[1:])
    for row in rows:
        parts: list[list[Piece]] = []
        for one in row:
            gap = one.x - parts[-1][-1].end if parts else 0
            if parts and gap < 1.4 * one.size and not (starts[round(one.x)] > 1 and gap > 0.5 * one.size):
                parts[-1].append(one)
            else:
                parts.append([one])
        found.extend(_segment(part, page) for part in parts)
    return found


def _segment(part: list[Piece], page: Page) -> Segment:
    bold = all(one.bold for one in part)
    text = ""
    for at, one in enumerate(part):
        said = one.text
        if not bold and one.bold:
            said = f"{raw.BOLD}{said}{raw.BOLD_END}"
        page.unclear = page.unclear or _partly(one, page)
        if _struck(one, page):
            said = f"{raw.STRUCK}{said}{raw.STRUCK_END}"
        if at and not text.rstrip(raw.BOLD_END + raw.STRUCK_END).endswith(" ") and not one.text.startswith(" "):
            # Words that a typeface change cuts stand close; a gap of a fifth of the type is a space.
            text += " " if one.x - part[at - 1].end > 0.12 * one.size else ""
        text += said
    return Segment(part[0].x, part[0].y, part[-1].end, text, max(one.size for one in part), bold)


def _struck(one: Piece, page: Page) -> bool:
    """A level rule through the words, as wide as they are."""
    return any(
        0.15 * one.size < y - one.y < 0.5 * one.size and abs(left - one.x) < 3 and right <= one.end * 1.06 + 6
        for y, left, right in page.across
    )


def _kept(text: str) -> str:
    # Where Wingdings was not at hand another typeface shows the letters that its boxes stand at.
    text = re.sub(r"(?<!\S)[þ¨](?!\S)", lambda one: raw.TICKED if one[0] == "þ" else raw.EMPTY, text)
    return "".join(one if one in raw.BOXES else boxed(one) for one in text)


def _partly(one: Piece, page: Page) -> bool:
    """A level rule through some of the words only: which, the page does not say."""
    return not _struck(one, page) and any(
        0.15 * one.size < y - one.y < 0.5 * one.size and one.x - 1 <= left < one.end and left < right <= one.end + 6
        for y, left, right in page.across
    )


Box = tuple[float, float, float, float]


class _Ruled:
    """The cells that the rules of a page enclose."""

    def __init__(self, page: Page) -> None:
        self.down = _joined(page.down)
        starts = [one for one, _, _ in self.down]
        self.across = [
            one for one in _joined(page.across) if sum(one[1] - 4 <= at <= one[2] + 4 for at in starts) >= 2
        ]  # underlines touch no upright rule

    def box(self, x: float, y: float) -> Box | None:
        """The cell around a point: left, lower, right, upper edge."""
        columns = [at for at, low, top in self.down if low - 3 <= y <= top + 3]
        levels = [at for at, left, right in self.across if left - 3 <= x <= right + 3]
        left, right = [one for one in columns if one <= x + 1], [one for one in columns if one > x + 1]
        low, top = [one for one in levels if one <= y], [one for one in levels if one > y]
        return (max(left), max(low), min(right), min(top)) if left and right and low and top else None


def _joined(rules: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Rules that go on one another as one."""
    levels: list[list[tuple[float, float, float]]] = []
    for one in sorted(rules):
        if levels and one[0] - levels[-1][0][0] < 1.2:
            levels[-1].append(one)
        else:
            levels.append([one])
    found: list[tuple[float, float, float]] = []
    for level in levels:
        at = level[0][0]
        begin: float | None = None
        end = 0.0
        for _, first, last in sorted(level, key=lambda one: one[1]):
            if begin is not None and first - end < 3:
                end = max(end, last)
                continue
            if begin is not None:
                found.append((at, begin, end))
            begin, end = first, last
        if begin is not None:
            found.append((at, begin, end))
    return found


class _Writer:
    def __init__(self) -> None:
        self.blocks: list[raw.Block] = []
        self.doubt: str | None = None
        self.edges: list[float] | None = None  # of the table that the last page ended with


def blocks_of(pages: list[Page]) -> tuple[list[raw.Block], str | None]:
    """All pages as blocks, with what is doubtful about them."""
    out = _Writer()
    sizes = Counter[float]()
    for page in pages:
        for one in page.pieces:
            sizes[round(one.size)] += len(one.text)
    usual = sizes.most_common(1)[0][0]
    for asides in _running(pages):
        out.blocks.append(raw.Aside("footer", [raw.Paragraph(asides)]))
    for page in pages:
        _page(page, usual, out)
        if page.unclear:
            out.doubt = out.doubt or STRUCK
    return out.blocks, out.doubt


def _running(pages: list[Page]) -> list[str]:
    """Lines that stand at one height of several pages, taken out of them."""
    seen = Counter((round(one.y / 3), re.sub(r"\d+", "0", one.text.strip())) for page in pages for one in page.pieces)
    found: dict[str, None] = {}
    for page in pages:
        top, low = max((one.y for one in page.pieces), default=0), min((one.y for one in page.pieces), default=0)
        for one in list(page.pieces):
            edge = one.y > top - 14 or one.y < low + 14
            if edge and len(pages) > 1 and seen[(round(one.y / 3), re.sub(r"\d+", "0", one.text.strip()))] > 1:
                found[one.text.strip()] = None
                page.pieces.remove(one)
    return list(found)


def _page(page: Page, usual: float, out: _Writer) -> None:
    ruled = _Ruled(page)
    cells: dict[Box, list[Piece]] = {}
    free: list[Piece] = []
    for one in page.pieces:
        box = ruled.box(one.x + 0.5, one.y + 0.2 * one.size)
        (cells.setdefault(box, []) if box else free).append(one)
    parts: list[tuple[float, str, Any]] = []
    for group in _tables(cells, ruled):
        parts.append((max(box[3] for box in group), "table", group))
    tops = sorted(one[0] for one in parts)
    runs: dict[int, list[Piece]] = {}
    for one in free:
        runs.setdefault(bisect_right(tops, one.y), []).append(one)
    parts.extend((max(one.y for one in run), "free", run) for run in runs.values())
    # Pages have the same margin on both sides, unless a line goes further.
    left = min((one.x for one in page.pieces), default=0)
    margin = max([page.right - left, *(one.end for one in free)])
    for number, (_, kind, held) in enumerate(sorted(parts, key=lambda part: -part[0])):
        if kind == "table":
            _table(held, cells, page, out, first=number == 0)
        else:
            out.edges = None
            _free(_segments(held, page), usual, margin, out)


def _tables(cells: dict[Box, list[Piece]], ruled: _Ruled) -> list[list[Box]]:
    """Cells that touch, their empty neighbours among them, as tables."""
    boxes = set(cells)
    rights = sorted({round(at) for at, _, _ in ruled.down})
    waiting = list(boxes)
    while waiting and len(boxes) < MOST_RULES:
        left, low, right, top = waiting.pop()
        for x, y in ((left - 4, (low + top) / 2), (right + 4, (low + top) / 2), ((left + right) / 2, low - 4), ((left + right) / 2, top + 4)):  # fmt: skip
            near = ruled.box(x, y) if rights else None
            if near and near not in boxes and near[2] - near[0] > 6 and near[3] - near[1] > 6:
                boxes.add(near)
                waiting.append(near)
    groups: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: -one[3]):
        touching = [group for group in groups if any(_touch(box, one) for one in group)]
        merged = [box, *(one for group in touching for one in group)]
        groups = [group for group in groups if group not in touching] + [merged]
    return groups


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + _NEAR and other[0] <= one[2] + _NEAR
        and one[1] <= other[3] + _NEAR and other[1] <= one[3] + _NEAR
    )  # fmt: skip


def _table(boxes: list[Box], cells: dict[Box, list[Piece]], page: Page, out: _Writer, *, first: bool) -> None:
    edges: list[float] = []
    for at in sorted(one[0] for one in boxes):
        if not edges or at - edges[-1] > 2 * _NEAR:
            edges.append(at)
    heights: list[float] = []
    for at in sorted((one[3] for one in boxes), reverse=True):
        if not heights or heights[-1] - at > 2 * _NEAR:
            heights.append(at)
    rows: list[list[raw.Cell]] = [[] for _ in heights]
    for box in sorted(boxes):
        row = min(range(len(heights)), key=lambda at: abs(heights[at] - box[3]))
        column = min(range(len(edges)), key=lambda at: abs(edges[at] - box[0]))
        span = max(1, sum(box[0] - _NEAR <= at < box[2] - _NEAR for at in edges))
        said = _cell(cells.get(box, []), page, box, out)
        rows[row].append(raw.Cell(column, span, said))
    rows = [row for row in rows if row]
    last = out.blocks[-1] if out.blocks else None
    if first and out.edges is not None and isinstance(last, raw.Table):
        out.doubt = TURNED
        if _rest(rows[0]) and len(rows[0]) == len(last.rows[-1]):
            for old, new in zip(last.rows[-1], rows.pop(0), strict=True):
                _append(old.blocks, new.blocks)
        if len(out.edges) == len(edges) and all(abs(a - b) < 4 for a, b in zip(out.edges, edges, strict=True)):
            last.rows.extend(rows)
            return
    if rows:
        out.blocks.append(raw.Table(rows))
    out.edges = edges


def _rest(row: list[raw.Cell]) -> bool:
    """A row at the top of a page that began on the page before."""
    words = [" ".join(one.text for one in cell.blocks if isinstance(one, raw.Paragraph)) for cell in row]
    bare = [re.sub(r"[^\w\s+(]", "", one).strip() for one in words]
    return any(bare) and len(bare) > 1 and (not bare[0] or any(one[:1].islower() for one in bare))


def _append(before: list[raw.Block], rest: list[raw.Block]) -> None:
    last = before[-1] if before else None
    if isinstance(last, raw.Paragraph) and rest and isinstance(rest[0], raw.Paragraph):
        last.text = f"{last.text} {rest[0].text}"
        rest = rest[1:]
    before.extend(rest)


def _cell(pieces: list[Piece], page: Page, box: Box, out: _Writer) -> list[raw.Block]:
    segments = _segments(pieces, page)
    found: list[raw.Block] = []
    for text, bold, broken in _flowing(segments, box[2] - 4):
        if broken:
            # Half a word may be the next word, in a question as in an answer.
            out.doubt = out.doubt or BROKEN
        found.append(raw.Paragraph(text, bold=bold))
    return found


def _lines_of(segments: list[Segment]) -> list[list[Segment]]:
    """Segments that stand on one line of the page, put together."""
    lines: list[list[Segment]] = []
    for one in segments:
        if lines and abs(lines[-1][0].y - one.y) < 0.35 * one.size:
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _flowing(segments: list[Segment], margin: float) -> list[tuple[str, bool, bool]]:
    """Lines joined to paragraphs where the next word found no room: words, all bold, whether a word may be broken."""
    lines = _lines_of(segments)
    found: list[tuple[str, bool, bool]] = []
    before: list[Segment] | None = None
    for line in lines:
        text, bold = "\t".join(one.text for one in line), all(one.bold for one in line)
        goes_on = before is not None and bool(found) and found[-1][1] == bold and _goes_on(before, line, margin)
        if goes_on and _ASKS.match(text) and re.search(r"[:?]", found[-1][0]):
            # The rest of the answer above, or the next question: both look like this.
            goes_on = False
        if goes_on and before is not None:
            said, _, broken = found[-1]
            last = before[-1].text
            tight = not last.endswith(" ") and " " not in last.strip()
            mail = tight and "@" in last
            joint = "" if mail or said.endswith((" ", "-", "/")) else " "
            found[-1] = (said + joint + text, bold, broken or (tight and not bold))
        else:
            found.append((text, bold, False))
        before = line
    return [(text.strip(), bold, broken) for text, bold, broken in found]


def _goes_on(before: list[Segment], line: list[Segment], margin: float) -> bool:
    one = before[-1]
    if len(line) > 1 or abs(one.y - line[0].y) > 1.9 * one.size or abs(one.size - line[0].size) > 0.6:
        return False
    if line[0].text.startswith(raw.BOLD):
        return False
    word = re.split(r"\s", line[0].text.strip(), maxsplit=1)[0]
    # How wide this typeface is, the line itself shows.
    usual = width(one.text.strip(), one.size)
    factor = min(max((one.end - one.x) / usual, 0.7), 1.4) if usual else 1.0
    return one.end + width(f" {word}", one.size) * factor * 1.05 > margin - 0.4 * one.size


def _free(segments: list[Segment], usual: float, margin: float, out: _Writer) -> None:
    """Words outside tables: paragraphs, or columns that only their positions show."""
    lines = _lines_of(segments)
    at = 0
    while at < len(lines):
        if len(lines[at]) in (2, 4):
            taken = _columns(lines, at, out)
            if taken:
                at += taken
                continue
        if len(lines[at]) > 1:
            out.doubt = UNCLEAR
        stop = at + 1
        while stop < len(lines) and len(lines[stop]) == 1 == len(lines[stop - 1]):
            stop += 1
        for text, bold, _ in _flowing([one for line in lines[at:stop] for one in line], margin):
            size = max(one.size for line in lines[at:stop] for one in line if one.text.strip()[:8] == text[:8]) if any(one.text.strip()[:8] == text[:8] for line in lines[at:stop] for one in line) else usual  # fmt: skip
            level = 1 if size > usual * 1.5 else 2 if size > usual * 1.15 else 0
            out.blocks.append(raw.Paragraph(text, level=level, bold=bold))
            if _ASKS.match(text):
                out.doubt = out.doubt or LOOSE
        at = stop


def _columns(lines: list[list[Segment]], at: int, out: _Writer) -> int:
    """A table without rules from line `at` on; how many lines it takes, 0 where there is none."""
    edges = [one.x for one in lines[at]]
    rows: list[list[list[Segment]]] = []
    stop, last_y = at, lines[at][0].y
    unclear = False
    while stop < len(lines):
        line = lines[stop]
        places = [next((n for n, edge in enumerate(edges) if abs(edge - one.x) < _NEAR), None) for one in line]
        if None in places or last_y - line[0].y > 2.2 * line[0].size or len(set(places)) < len(places):
            break
        if places == [0] and (line[0].end > edges[1] - 2 or line[0].size > lines[at][0].size * 1.15):
            break
        begins = 0 in places
        if begins and places == [0] and rows:
            before = rows[-1][0][-1].text.strip() if rows[-1][0] else ""
            begins = _starts_row(before, line[0].text)
            unclear = True
        elif begins and rows and len(places) > 1 and rows[-1][0] and line[0].text[:1].islower():
            begins = False
        if begins or not rows:
            rows.append([[] for _ in edges])
        for place, one in zip(places, line, strict=True):
            rows[-1][place or 0].append(one)
        last_y = line[0].y
        stop += 1
    if sum(sum(bool(cell) for cell in row) > 1 for row in rows) < 2:
        # Columns that stand once are no columns: the line is cut at its gap.
        return 0
    table = []
    for row in rows:
        made = []
        for number, cell in enumerate(row):
            edge = edges[number + 1] if number + 1 < len(edges) else 560.0
            blocks: list[raw.Block] = [raw.Paragraph(text, bold=bold) for text, bold, _ in _flowing(cell, edge)]
            made.append(raw.Cell(number, 1, blocks))
        table.append(made)
    out.blocks.append(raw.Table(table))
    if unclear or any(
        broken
        for row in rows
        for n, cell in enumerate(row)
        for _, _, broken in _flowing(cell, edges[n + 1] if n + 1 < len(edges) else 560.0)
    ):
        out.doubt = UNCLEAR
    return stop - at


def _starts_row(before: str, text: str) -> bool:
    """A label alone on its line: the next question, or the rest of the one above it."""
    return before.endswith((":", "?", ")")) and not text.strip().startswith("(") and not text.strip()[:1].islower()
