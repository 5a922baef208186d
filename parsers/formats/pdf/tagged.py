"""The structure that the program which made a PDF wrote into it (ISO 32000-1, 14.7 and 14.8): its own paragraphs and tables.

Word writes it by default, LibreOffice where asked. It says for certain which words share a cell and a paragraph, which
the page alone leaves to guess. A structure that leaves words of the pages out is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.pdf.drawing import ARTIFACT, Page, Piece, resolved
from parsers.formats.pdf.lines import Habits, Segment, joined_lines, segments_of, together
from parsers.formats.pdf.tables import doubt_together

DEEPEST, MOST_PARTS = 100, 200_000
# Words beyond this share that stand in no part of the structure: it was made for another text, or by guesswork.
MOST_LOOSE = 0.02
_HEADING = re.compile(r"H(?:eading)?[ _-]?([1-6])", re.IGNORECASE)
_ROWS = frozenset({"THead", "TBody", "TFoot"})
_LINES = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "Note", "BibEntry", "Code", "LBody", "Title"}
)
_WITHIN = frozenset({"Span", "Link", "Quote", "Reference", "Annot", "Form", "Lbl", "Ruby", "Warichu", "Strong", "Em", "Figure", "Formula"})  # fmt: skip


def tagged_blocks(reader: PdfReader, pages: list[Page]) -> list[raw.Block] | None:
    """The words of the pages as the structure puts them together; None where there is none that holds them all."""
    try:
        return _blocks(reader, pages)
    except (Unreadable, PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None  # a damaged structure is not believed; the pages can be read without it


def _blocks(reader: PdfReader, pages: list[Page]) -> list[raw.Block] | None:
    root, marks = (resolved(reader.root_object.get(name)) for name in ("/StructTreeRoot", "/MarkInfo"))
    # An object of pypdf's own, which is true whatever it holds.
    suspects = marks is not None and getattr(resolved(marks.get("/Suspects")), "value", False)
    if root is None or "/K" not in root or suspects:
        return None
    walk = _Walk(pages, _numbers(reader), dict(resolved(root.get("/RoleMap", {})).items()))
    loose = walk.loose(root["/K"])
    if loose is None:
        return None
    # How lines are broken, all pages tell together; so the structure is gone through twice.
    walk.blocks(root["/K"], None)
    return [*walk.blocks(root["/K"], None), *loose]


def _numbers(reader: PdfReader) -> dict[int, int]:
    """The number of each page by that of its object."""
    return {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages)
        if page.indirect_reference is not None
    }


@dataclass(slots=True)
class _Walk:
    """One walk through the structure. A part is known by (page, number of its marked content)."""

    pages: list[Page]
    numbers: dict[int, int]
    roles: dict[str, Any]
    habits: Habits = field(default_factory=Habits)
    parts: dict[tuple[int, int], list[Piece]] = field(default_factory=dict)
    seen: int = 0
    depth: int = 0

    def __post_init__(self) -> None:
        for number, page in enumerate(self.pages):
            for one in page.pieces:
                if one.part is not None:
                    self.parts.setdefault((number, one.part), []).append(one)
            self._give_boxes(number, page)

    def _give_boxes(self, number: int, page: Page) -> None:
        """Drawn boxes are parts of no text; each goes with the nearest words on its line."""
        for box in [one for one in page.pieces if one.part is None and one.text in raw.BOXES]:
            beside = [
                one
                for one in page.pieces
                if one.part not in (None, ARTIFACT) and one is not box and abs(one.y - box.y) < 0.7 * one.size
            ]
            if beside:
                nearest = min(beside, key=lambda one: min(abs(one.x - box.end), abs(box.x - one.end)))
                box.part = nearest.part
                self.parts[number, box.part or 0].append(box)

    def loose(self, tree: Any) -> list[raw.Block] | None:
        """What stands beside the structure: running heads and feet. None where it is more than that."""
        told = {part for part in self._under(tree, None) if part in self.parts}
        count = sum(len(one.text.strip()) for pieces in self.parts.values() for one in pieces)
        if not told or not count:
            return None
        missed = [
            one.text.strip()
            for number, page in enumerate(self.pages)
            for one in page.pieces
            if one.part is None or (one.part != ARTIFACT and (number, one.part) not in told)
        ]
        if sum(map(len, missed)) > MOST_LOOSE * count:
            return None
        running = [one.text.strip() for page in self.pages for one in page.pieces if one.part == ARTIFACT]
        blocks: list[raw.Block] = [raw.Aside("footer", [raw.Paragraph(one)]) for one in dict.fromkeys(running) if one]
        blocks += [raw.Paragraph(raw.doubted(one, raw.LOOSE)) for one in missed if one]
        return blocks

    def blocks(self, node: Any, page: int | None) -> list[raw.Block]:
        """The blocks below `node`; words that stand in no paragraph of their own make one."""
        found: list[raw.Block] = []
        bare: list[tuple[int, int]] = []

        def end() -> None:
            if bare:
                found.extend(self._paragraph(bare, 0))
                bare.clear()

        for kind, child, at in self._children(node, page):
            if kind == "":
                bare.append(child)
            elif kind in _WITHIN:
                inner = list(self._under(child, at))
                bare.extend(inner)
            else:
                end()
                if kind == "Table":
                    found.append(self._table(child, at))
                elif kind in _LINES and not self._holds_blocks(child, at):
                    level = _level(kind) or _level(str(child.get("/S", "")).lstrip("/"))
                    found.extend(self._paragraph(list(self._under(child, at)), level))
                else:
                    self._deeper()
                    found.extend(self.blocks(child, at))
                    self.depth -= 1
        end()
        return found

    def _holds_blocks(self, node: Any, page: int | None) -> bool:
        return any(kind not in _WITHIN and kind for kind, _, _ in self._children(node, page))

    def _children(self, node: Any, page: int | None) -> Iterator[tuple[str, Any, int | None]]:
        """(standard kind, child, page); an empty kind with (page, number) for marked content."""
        kids = resolved(node)
        if isinstance(kids, dict):
            page = self._page_of(kids, page)
            kids: Any = kids.get("/K")
            kids = resolved(kids)
        for one in kids if isinstance(kids, list) else [] if kids is None else [kids]:
            self.seen += 1
            if self.seen > MOST_PARTS:
                raise Unreadable("too-large", "The structure of the PDF is too large to be read safely.")
            one = resolved(one)
            if isinstance(one, int):
                if page is not None:
                    yield "", (page, int(one)), page
            elif isinstance(one, dict):
                at = self._page_of(one, page)
                if "/S" in one:
                    yield self._kind(str(one["/S"])), one, at
                elif "/MCID" in one and at is not None:
                    yield "", (at, int(one["/MCID"])), at

    def _page_of(self, node: Any, page: int | None) -> int | None:
        told: Any = node.raw_get("/Pg") if "/Pg" in node else None
        return self.numbers.get(getattr(told, "idnum", -1), page) if told is not None else page

    def _kind(self, name: str) -> str:
        for _ in range(5):
            mapped = self.roles.get(name)
            if mapped is None or str(mapped) == name:
                break
            name = str(mapped)
        return name.lstrip("/")

    def _under(self, node: Any, page: int | None) -> Iterator[tuple[int, int]]:
        """All marked content below `node`, in the order of the structure."""
        self._deeper()
        for kind, child, at in self._children(node, page):
            if kind == "":
                yield child
            else:
                yield from self._under(child, at)
        self.depth -= 1

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too-large", "The structure of the PDF is nested too deeply to be read safely.")

    def _paragraph(self, parts: list[tuple[int, int]], level: int) -> list[raw.Block]:
        lines: list[list[Segment]] = []
        for number in dict.fromkeys(page for page, _ in parts):
            pieces = [one for part in dict.fromkeys(parts) if part[0] == number for one in self.parts.get(part, ())]
            lines += joined_lines(segments_of(pieces, self.pages[number], spaces_drawn=True))
        if not lines:
            return []
        text, bold = together(lines, self.habits)
        return [raw.Paragraph(text, level, bold)] if text else []

    def _table(self, node: Any, page: int | None) -> raw.Table:
        table = raw.Table([])
        above: dict[int, int] = {}
        for row, at, heads in self._rows(node, page, heads=False):
            cells: list[raw.Cell] = []
            column, only_heads = 0, True
            left: dict[int, int] = {}
            for kind, child, here in self._children(row, at):
                if kind not in ("TD", "TH"):
                    continue
                while above.get(column, 0):
                    cells.append(raw.Cell(column, 1, [], goes_on=True))
                    left[column] = above.pop(column) - 1
                    column += 1
                span, down = _span(child, "/ColSpan"), _span(child, "/RowSpan")
                self._deeper()
                cells.append(raw.Cell(column, span, self.blocks(child, here)))
                self.depth -= 1
                only_heads = only_heads and kind == "TH"
                left.update({column + more: down - 1 for more in range(span)})
                column += span
            for at_column in sorted(one for one, rows in above.items() if rows and one >= column):
                cells.append(raw.Cell(at_column, 1, [], goes_on=True))
                left[at_column] = above[at_column] - 1
            above = {one: rows for one, rows in left.items() if rows > 0}
            if (heads or only_heads) and cells and table.header == len(table.rows):
                table.header += 1
            table.rows.append(cells)
        if table.header == len(table.rows):
            table.header = 0  # headings of nothing
        doubt_together(table)
        return table

    def _rows(self, node: Any, page: int | None, *, heads: bool) -> Iterator[tuple[Any, int | None, bool]]:
        self._deeper()
        for kind, child, at in self._children(node, page):
            if kind == "TR":
                yield child, at, heads
            elif kind in _ROWS:
                yield from self._rows(child, at, heads=heads or kind == "THead")
        self.depth -= 1


def _level(name: str) -> int:
    """The level of a heading by its kind ("H1") or by the name of its style ("Heading 1")."""
    found = _HEADING.fullmatch(name)
    return 1 if name == "Title" else int(found[1]) + 1 if found else 0


def _span(cell: Any, name: str) -> int:
    told = cell.get("/A")
    told = resolved(told)
    for one in told if isinstance(told, list) else [told]:
        one = resolved(one)
        if isinstance(one, dict) and isinstance(one.get(name), int):
            return max(1, min(int(one[name]), 200))
    return 1
