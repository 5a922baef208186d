"""Ruled tables of PDF pages, over the end of a page too."""

from __future__ import annotations

import re

from parsers import raw
from parsers.formats.pdf.drawing import NEAR, Page, Piece
from parsers.formats.pdf.lines import Habits, flowing, joined_lines, segments_of
from parsers.formats.pdf.rules import Box

FEWEST_COLUMNS = 3


class Writer:
    """What the pages have given so far; `edges` are the columns of the table that the last page ended with."""

    def __init__(self, habits: Habits) -> None:
        self.habits = habits
        self.blocks: list[raw.Block] = []
        self.edges: list[float] | None = None


def write_table(boxes: list[Box], cells: dict[Box, list[Piece]], page: Page, out: Writer, *, first: bool) -> None:
    edges: list[float] = []
    for at in sorted(one[0] for one in boxes):
        if not edges or at - edges[-1] > 2 * NEAR:
            edges.append(at)
    heights: list[float] = []
    for at in sorted((one[3] for one in boxes), reverse=True):
        if not heights or heights[-1] - at > 2 * NEAR:
            heights.append(at)
    rows: list[list[raw.Cell]] = [[] for _ in heights]
    for box in sorted(boxes):
        row = min(range(len(heights)), key=lambda at: abs(heights[at] - box[3]))
        column = min(range(len(edges)), key=lambda at: abs(edges[at] - box[0]))
        span = max(1, sum(box[0] - NEAR <= at < box[2] - NEAR for at in edges))
        said = _cell(cells.get(box, []), page, box, out.habits)
        rows[row].append(raw.Cell(column, span, said))
    rows = [row for row in rows if row]
    last = out.blocks[-1] if out.blocks else None
    if first and out.edges is not None and isinstance(last, raw.Table) and rows:
        if len(rows) > 1 and _said(rows[0]) == _said(last.rows[0]):
            rows.pop(0)  # the headings, which are printed on every page
        for cell in (*last.rows[-1], *rows[0]):
            raw.doubt(cell.blocks, raw.TURNED)
        if _rest(rows[0]) and len(rows[0]) == len(last.rows[-1]):
            for old, new in zip(last.rows[-1], rows.pop(0), strict=True):
                _append(old.blocks, new.blocks)
        if len(out.edges) == len(edges) and all(abs(a - b) < 4 for a, b in zip(out.edges, edges, strict=True)):
            last.rows.extend(rows)
            return
    if rows:
        out.blocks.append(raw.Table(rows))
    out.edges = edges


def doubt_together(table: raw.Table) -> None:
    """What stands in a row with doubtful words is doubtful, and in a table that may be a list all of it: half a list
    is no answer, and a question whose words are cut may leave its answer to another."""
    wide = max((len(row) for row in table.rows), default=0) >= FEWEST_COLUMNS
    for rows in [table.rows] if wide and not _in_pairs(table) else [[row] for row in table.rows]:
        part = [raw.Table(rows)]
        mark = next((mark for one in raw.paragraphs(part) for mark in raw.DOUBTS if mark in one.text), None)
        if mark is not None:
            raw.doubt(part, mark)


def _in_pairs(table: raw.Table) -> bool:
    """Question and answer, question and answer in each row, told by the weight of the letters: no list."""
    rows = [[_weight(cell) for cell in row] for row in table.rows if len(row) == 4]
    pairs = [row for row in rows if row[0] and row[2] and not row[1] and not row[3]]
    return len(pairs) * 2 > len(rows)


def _weight(cell: raw.Cell) -> bool:
    """True for words that are bold, all of them."""
    said = [one for one in cell.blocks if isinstance(one, raw.Paragraph) and one.text.strip()]
    return bool(said) and all(one.bold for one in said)


def _said(row: list[raw.Cell]) -> list[str]:
    return [" ".join(one.text for one in cell.blocks if isinstance(one, raw.Paragraph)) for cell in row]


def _rest(row: list[raw.Cell]) -> bool:
    """A row at the top of a page that began on the page before."""
    bare = [re.sub(r"[^\w\s+(]", "", one).strip() for one in _said(row)]
    return any(bare) and len(bare) > 1 and (not bare[0] or any(one[:1].islower() for one in bare))


def _append(before: list[raw.Block], rest: list[raw.Block]) -> None:
    last = before[-1] if before else None
    if isinstance(last, raw.Paragraph) and rest and isinstance(rest[0], raw.Paragraph):
        last.text = f"{last.text} {rest[0].text}"
        rest = rest[1:]
    before.extend(rest)


def _cell(pieces: list[Piece], page: Page, box: Box, habits: Habits) -> list[raw.Block]:
    segments = segments_of(pieces, page)
    parted = any(len(line) > 1 for line in joined_lines(segments))
    found: list[raw.Block] = []
    for text, bold, broken in flowing(segments, box[2] - 4, habits):
        if broken:
            # Half a word may be the next word, in a question as in an answer.
            text = raw.doubted(text, raw.BROKEN)
        if parted:
            # Columns without rules within the cell.
            text = raw.doubted(text, raw.UNCLEAR)
        found.append(raw.Paragraph(text, bold=bold))
    return found
