"""Tables as grids: every cell at its column, through controls and other wrappers, merged cells once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.word import controls
from parsers.formats.word.names import (
    ALTERNATE,
    CELL,
    CONTROL,
    DELETED,
    INSERTED,
    PARAGRAPH,
    ROW,
    SKIPPED,
    TABLE,
    VAL,
    W,
    branch_of,
    is_on,
)  # fmt: skip
from parsers.formats.words import says_something

if TYPE_CHECKING:
    from parsers.formats.word.walker import Walker

MOST_COLUMNS = 200
DEEPEST_WRAPPERS = 60
_ROW_ABOUT, _CELL_ABOUT, _FILL = W + "trPr", W + "tcPr", W + "fill"
_SPAN, _MERGE, _OLD_MERGE, _SHADE = W + "gridSpan", W + "vMerge", W + "hMerge", W + "shd"
_CELL_DELETED, _CELL_INSERTED = W + "cellDel", W + "cellIns"
_BEFORE, _HEADS, _ROW_DELETED, _ROW_INSERTED = W + "gridBefore", W + "tblHeader", W + "del", W + "ins"
_OTHERS = frozenset({PARAGRAPH, TABLE, CELL, ROW})
_NO_FILL = frozenset({"auto", "ffffff", "none", ""})


def read_table(walker: Walker, element: etree._Element) -> raw.Table:
    """The rows of a table. Rows that are deleted as a tracked change are left out."""
    table = raw.Table([])
    above: dict[int, raw.Cell] = {}
    for row, _ in _flattened(walker, element, ROW):
        column, heads, deleted = 0, False, False
        for about in row:
            if about.tag != _ROW_ABOUT:
                if about.tag in (CELL, CONTROL):
                    break
                continue
            for one in about:
                tag = one.tag
                if tag == _BEFORE:
                    column = _number(one)
                elif tag == _HEADS:
                    heads = is_on(one)
                elif tag == _ROW_DELETED:
                    deleted = True
                    walker.flag("tracked-changes")
                elif tag == _ROW_INSERTED:
                    walker.flag("tracked-changes")
            break
        if deleted:
            continue
        if heads and table.header == len(table.rows):
            table.header += 1
        cells, above = _row(walker, row, column, above)
        table.rows.append(cells)
    return table


def _row(
    walker: Walker, row: etree._Element, column: int, above: dict[int, raw.Cell]
) -> tuple[list[raw.Cell], dict[int, raw.Cell]]:
    cells: list[raw.Cell] = []
    now: dict[int, raw.Cell] = {}
    for element, about in _flattened(walker, row, CELL):
        span, merge, covered, shaded, deleted = 1, None, False, False, False
        if len(element) and element[0].tag == _CELL_ABOUT:
            for one in element[0]:
                tag = one.tag
                if tag == _SPAN:
                    span = max(_number(one), 1)
                elif tag == _MERGE:
                    merge = one.get(VAL, "continue")
                elif tag == _OLD_MERGE:
                    covered = one.get(VAL, "continue") == "continue"
                elif tag == _SHADE:
                    shaded = one.get(_FILL, "auto").lower() not in _NO_FILL
                elif tag == _CELL_DELETED:
                    deleted = True
                    walker.flag("tracked-changes")
                elif tag == _CELL_INSERTED:
                    walker.flag("tracked-changes")
        if deleted:
            column += span
            continue
        walker.cells += 1
        if walker.cells > raw.MOST_CELLS:
            raise Unreadable(
                "too-large", "The document holds more table cells than any form; please send the form alone."
            )
        blocks: list[raw.Block] = walker.blocks(element)
        if about is not None and all(isinstance(one, raw.Paragraph) for one in blocks):
            words = "\n".join(one.text for one in blocks if isinstance(one, raw.Paragraph))
            if raw.CONTROL_END not in words:
                blocks = [raw.Paragraph(controls.controlled(walker, about, words))]
        if merge == "continue" and column in above:
            now[column] = above[column]
            _ghost(walker, above[column], blocks)
            cells.append(raw.Cell(column, span, [], shaded, goes_on=True))
        elif covered and cells:
            cells[-1].span += span
            _ghost(walker, cells[-1], blocks)
        else:
            cell = raw.Cell(column, span, blocks, shaded)
            cells.append(cell)
            if merge is not None:
                now[column] = cell
        column += span
    return cells, now


def _ghost(walker: Walker, cell: raw.Cell, blocks: list[raw.Block]) -> None:
    """What stands in a cell that another one covers: Word does not show it, so it answers nothing."""
    if any(says_something(one) for one in blocks):
        cell.blocks.append(raw.Aside(raw.COVERED, blocks))
        walker.flag("text-in-merged-cell")


def _flattened(
    walker: Walker, parent: etree._Element, wanted: str, depth: int = 0
) -> Iterator[tuple[etree._Element, controls.About | None]]:
    """Rows of a table or cells of a row, through every wrapper, so that none loses its place.

    With a cell comes what is known of the control around it alone, which is a control around its words.
    """
    if depth > DEEPEST_WRAPPERS:
        return
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child, None
        elif tag == CONTROL:
            content = controls.content_of(child)
            if content is None:
                continue
            inner = list(_flattened(walker, content, wanted, depth + 1))
            if wanted == CELL and len(inner) == 1 and inner[0][1] is None:
                about = controls.about_of(child)
                yield inner[0][0], about if about and not controls.is_wrapper(about) else None
            else:
                yield from inner
        elif tag == ALTERNATE:
            branch = branch_of(child)
            if branch is not None:
                yield from _flattened(walker, branch, wanted, depth + 1)
        elif tag in DELETED:
            walker.flag("tracked-changes")
        elif tag not in SKIPPED and isinstance(tag, str) and tag not in _OTHERS:
            if tag in INSERTED:
                walker.flag("tracked-changes")
            yield from _flattened(walker, child, wanted, depth + 1)


def _number(element: etree._Element) -> int:
    text = element.get(VAL, "")
    return min(int(text), MOST_COLUMNS) if text.isascii() and text.isdigit() and len(text) < 9 else 0
