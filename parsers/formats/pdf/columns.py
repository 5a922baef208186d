"""Tables without rules, which only the positions of their words show."""

from __future__ import annotations

from parsers import raw
from parsers.formats.pdf.drawing import NEAR
from parsers.formats.pdf.lines import Segment, flowing
from parsers.formats.pdf.tables import Writer


def write_columns(lines: list[list[Segment]], at: int, out: Writer) -> int:
    """A table without rules from line `at` on; how many lines it takes, 0 where there is none."""
    edges = [one.x for one in lines[at]]
    rows: list[list[list[Segment]]] = []
    stop, last_y = at, lines[at][0].y
    while stop < len(lines):
        line = lines[stop]
        places = [next((n for n, edge in enumerate(edges) if abs(edge - one.x) < NEAR), None) for one in line]
        if None in places or last_y - line[0].y > 2.2 * line[0].size or len(set(places)) < len(places):
            break
        if places == [0] and (line[0].end > edges[1] - 2 or line[0].size > lines[at][0].size * 1.15):
            break
        begins = 0 in places
        if begins and places == [0] and rows:
            before = rows[-1][0][-1].text.strip() if rows[-1][0] else ""
            begins = _starts_row(before, line[0].text)
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
            blocks: list[raw.Block] = [
                raw.Paragraph(text, bold=bold) for text, bold, _ in flowing(cell, edge, out.habits)
            ]
            made.append(raw.Cell(number, 1, blocks))
        table.append(made)
    found = raw.Table(table)
    out.blocks.append(found)
    # Where one row ends and the next begins, and which cell has which words, is seen by eye only.
    raw.doubt([found], raw.UNCLEAR)
    return stop - at


def _starts_row(before: str, text: str) -> bool:
    """A label alone on its line: the next question, or the rest of the one above it."""
    return before.endswith((":", "?", ")")) and not text.strip().startswith("(") and not text.strip()[:1].islower()
