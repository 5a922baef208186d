"""Tables of a web page as grids: every cell at its column, cells that go over rows and columns once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.dress import Dress

if TYPE_CHECKING:
    from parsers.formats.html.walker import Walker

MOST_COLUMNS, MOST_ROWS = 200, 10_000
_GROUPS = frozenset({"thead", "tbody", "tfoot"})


def read_table(walker: Walker, element: etree._Element, dress: Dress) -> raw.Table:
    """The rows of a table; those of its head, and the first ones that hold headings only, count as headings."""
    walker.deeper()
    table = raw.Table([])
    above: dict[int, tuple[raw.Cell, int]] = {}
    loose: list[raw.Block] = []
    for row, heads in _rows(walker, element, dress, loose, heads=False):
        cells, above, only_heads = _row(walker, row, dress, above)
        if (heads or only_heads) and table.header == len(table.rows):
            table.header += 1
        table.rows.append(cells)
    if table.header == len(table.rows):
        table.header = 0  # headings of nothing
    if loose:
        table.rows.insert(0, [raw.Cell(0, 1, loose)])
        table.header += bool(table.header)
    walker.shallower()
    return table


def _rows(
    walker: Walker, parent: etree._Element, dress: Dress, loose: list[raw.Block], *, heads: bool
) -> Iterator[tuple[etree._Element, bool]]:
    """The rows, through groups and whatever else stands around them; words outside of rows go into `loose`."""
    walker.deeper()
    for child in parent:
        tag = child.tag
        if tag == "tr":
            yield child, heads
        elif tag in ("colgroup", "col", "script", "style") or not isinstance(tag, str):
            continue
        elif tag in _GROUPS or next(child.iterchildren("tr", "tbody", "thead", "tfoot"), None) is not None:
            yield from _rows(walker, child, dress, loose, heads=heads or tag == "thead")
        else:
            loose += walker.blocks(child, dress)
    walker.shallower()


def _cells(
    walker: Walker, parent: etree._Element, around: etree._Element | None = None
) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    walker.deeper()
    for child in parent:
        if child.tag in ("td", "th"):
            yield child, around
        elif isinstance(child.tag, str) and next(child.iter("td", "th"), None) is not None:
            yield from _cells(walker, child, child if child.tag == "w:sdt" else around)
    walker.shallower()


def _row(
    walker: Walker, row: etree._Element, dress: Dress, above: dict[int, tuple[raw.Cell, int]]
) -> tuple[list[raw.Cell], dict[int, tuple[raw.Cell, int]], bool]:
    cells: list[raw.Cell] = []
    going = dict(above)
    left: dict[int, tuple[raw.Cell, int]] = {}
    column, only_heads = 0, True

    def go_on() -> None:
        nonlocal column
        while (spanning := going.pop(column, None)) is not None:
            cell, rows = spanning
            cells.append(raw.Cell(column, cell.span, [], cell.shaded, goes_on=True))
            if rows > 1:
                left[column] = (cell, rows - 1)
            column += cell.span

    outer = dress.under(walker.sheet.look(row))
    for element, control in _cells(walker, row):
        go_on()
        walker.cells += 1
        if walker.cells > raw.MOST_CELLS:
            raise Unreadable("too-large", "The page holds more table cells than any form.")
        look = walker.sheet.look(element)
        blocks = walker.blocks(element, outer.under(look))
        if control is not None:
            blocks = walker.in_control(control, blocks)
        span, rows = _number(element, "colspan", MOST_COLUMNS), _number(element, "rowspan", MOST_ROWS)
        cell = raw.Cell(column, span, blocks, look.shaded)
        cells.append(cell)
        only_heads = only_heads and element.tag == "th"
        if rows > 1:
            left[column] = (cell, rows - 1)
        column += span
    go_on()
    return cells, left, only_heads and bool(cells)


def _number(element: etree._Element, name: str, most: int) -> int:
    text = element.get(name, "").strip()
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 9 else 1
