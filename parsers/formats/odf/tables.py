"""Tables of an OpenDocument text as grids: repeated rows and cells written out, covered ones with their owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.odf.names import MOST_REPEATED, SHAPES, TABLE, repeats
from parsers.formats.words import says_something

if TYPE_CHECKING:
    from parsers.formats.odf.walker import Walker

MOST_COLUMNS, MOST_ROWS = 200, 200
_GROUPS = frozenset(TABLE + name for name in ("table-rows", "table-row-group", "table-header-rows"))
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")


class _Spanning:
    """A cell that still reaches into `rows` rows; `fresh` while its own row is read."""

    __slots__ = ("cell", "fresh", "rows")

    def __init__(self, cell: raw.Cell, rows: int, *, fresh: bool) -> None:
        self.cell, self.rows, self.fresh = cell, rows, fresh


def read_table(walker: Walker, element: etree._Element) -> raw.Table:
    """The rows of a table, repeated ones as often as they say."""
    table = raw.Table([])
    above: dict[int, _Spanning] = {}
    for row, heads in _rows(walker, element, heads=False):
        for number in range(_repeats(row, "number-rows-repeated", MOST_ROWS)):
            if number:
                _again(walker, len(row))
            if heads and table.header == len(table.rows):
                table.header += 1
            table.rows.append(_row(walker, row, above))
    return table


def _rows(walker: Walker, element: etree._Element, *, heads: bool) -> list[tuple[etree._Element, bool]]:
    walker.deeper()
    found: list[tuple[etree._Element, bool]] = []
    for child in element:
        if child.tag == TABLE + "table-row":
            found.append((child, heads))
        elif child.tag in _GROUPS:
            found += _rows(walker, child, heads=heads or child.tag == TABLE + "table-header-rows")
        elif child.tag in SHAPES:
            walker.drawing(child)
        elif child.tag == TABLE + "shapes":
            for shape in child:
                walker.drawing(shape)
    walker.depth -= 1
    return found


def _row(walker: Walker, row: etree._Element, above: dict[int, _Spanning]) -> list[raw.Cell]:
    cells: list[raw.Cell] = []
    column = owed = 0
    usual = row.get(TABLE + "default-cell-style-name")
    for element in row:
        if element.tag not in _CELLS:
            continue
        shaded = walker.styles.look("table-cell", element.get(TABLE + "style-name") or usual).shaded
        for number in range(_repeats(element, "number-columns-repeated", MOST_COLUMNS)):
            if number:
                _again(walker, 1)
            walker.cells += 1
            if walker.cells > raw.MOST_CELLS:
                raise Unreadable(
                    "too-large", "The document holds more table cells than any form; please send the form alone."
                )
            if element.tag == TABLE + "covered-table-cell":
                if owed:
                    # The cell to its left goes over it.
                    owed -= 1
                    _covered(walker, element, cells[-1])
                elif (spanning := above.get(column)) is not None:
                    owed = spanning.cell.span - 1
                    _covered(walker, element, spanning.cell)
                    column = _gone_on(column, spanning, above, cells)
                else:
                    column += 1
                continue
            # A well-made row never has a cell where one above still reaches; then its covered cells were left out.
            while (spanning := above.get(column)) is not None:
                column = _gone_on(column, spanning, above, cells)
            span = _repeats(element, "number-columns-spanned", MOST_COLUMNS)
            cell = raw.Cell(column, span, walker.blocks(element), shaded)
            cells.append(cell)
            rows = _repeats(element, "number-rows-spanned", 10_000)
            if rows > 1:
                above[column] = _Spanning(cell, rows - 1, fresh=True)
            owed = span - 1
            column += span
    while (spanning := above.get(column)) is not None and not spanning.fresh:
        column = _gone_on(column, spanning, above, cells)
    for spanning in above.values():
        spanning.fresh = False
    return cells


def _gone_on(column: int, spanning: _Spanning, above: dict[int, _Spanning], cells: list[raw.Cell]) -> int:
    cells.append(raw.Cell(column, spanning.cell.span, [], spanning.cell.shaded, goes_on=True))
    spanning.rows -= 1
    if spanning.rows == 0:
        del above[column]
    return column + spanning.cell.span


def _covered(walker: Walker, element: etree._Element, owner: raw.Cell) -> None:
    """What stands in a covered cell answers nothing; normally there is nothing."""
    if not len(element):
        return
    blocks = walker.blocks(element)
    if any(says_something(one) for one in blocks):
        owner.blocks.append(raw.Aside(raw.COVERED, blocks))
        walker.flag("text-in-merged-cell")


def _again(walker: Walker, cells: int) -> None:
    walker.repeated += max(1, cells)
    if walker.repeated > MOST_REPEATED:
        raise Unreadable("too-large", "The document repeats more table cells than any form holds.")


def _repeats(element: etree._Element, name: str, most: int) -> int:
    return repeats(element.get(TABLE + name), most)
