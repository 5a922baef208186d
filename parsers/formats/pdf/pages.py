"""The words of PDF pages as paragraphs and tables.

Ruled lines say for certain which words share a cell. Without them words stand in columns only by their position; each
place that could be read in two ways is a doubt, never a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Any

from parsers import raw
from parsers.formats.pdf.columns import write_columns
from parsers.formats.pdf.drawing import Page, Piece
from parsers.formats.pdf.lines import Habits, Segment, flowing, joined_lines, segments_of
from parsers.formats.pdf.rules import Box, Ruled, tables_of
from parsers.formats.pdf.tables import Writer, doubt_together, write_table


def blocks_of(pages: list[Page]) -> list[raw.Block]:
    """All pages as blocks, with marks at what is doubtful."""
    sizes = Counter[float]()
    for page in pages:
        for one in page.pieces:
            sizes[round(one.size)] += len(one.text)
    usual = sizes.most_common(1)[0][0]
    running: list[raw.Block] = [raw.Aside("footer", [raw.Paragraph(one)]) for one in _running(pages)]
    # How lines are broken, all pages tell together; so they are gone through twice.
    habits = Habits()
    _written(pages, usual, habits)
    blocks = running + _written(pages, usual, habits)
    for block in blocks:
        if isinstance(block, raw.Table):
            doubt_together(block)
    return blocks


def _written(pages: list[Page], usual: float, habits: Habits) -> list[raw.Block]:
    out = Writer(habits)
    for page in pages:
        _page(page, usual, out)
    return out.blocks


def _running(pages: list[Page]) -> list[str]:
    """Lines that stand at one height of several pages, outside tables, taken out of them."""
    seen = Counter((round(one.y / 3), re.sub(r"\d+", "0", one.text.strip())) for page in pages for one in page.pieces)
    found: dict[str, None] = {}
    for page in pages:
        ruled = Ruled(page)
        top, low = max((one.y for one in page.pieces), default=0), min((one.y for one in page.pieces), default=0)
        for one in list(page.pieces):
            edge = one.y > top - 14 or one.y < low + 14
            if not edge or len(pages) == 1 or ruled.box(one.x + 0.5, one.y + 0.2 * one.size):
                continue
            if seen[(round(one.y / 3), re.sub(r"\d+", "0", one.text.strip()))] > 1:
                found[one.text.strip()] = None
                page.pieces.remove(one)
    return list(found)


def _page(page: Page, usual: float, out: Writer) -> None:
    ruled = Ruled(page)
    cells: dict[Box, list[Piece]] = {}
    free: list[Piece] = []
    for one in page.pieces:
        box = ruled.box(one.x + 0.5, one.y + 0.2 * one.size)
        (cells.setdefault(box, []) if box else free).append(one)
    parts: list[tuple[float, str, Any]] = []
    for group in tables_of(cells, ruled):
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
            write_table(held, cells, page, out, first=number == 0)
        else:
            out.edges = None
            _free(segments_of(held, page), usual, margin, out)


def _free(segments: list[Segment], usual: float, margin: float, out: Writer) -> None:
    """Words outside tables: paragraphs, or columns that only their positions show."""
    lines = joined_lines(segments)
    at = 0
    while at < len(lines):
        if len(lines[at]) in (2, 4):
            taken = write_columns(lines, at, out)
            if taken:
                at += taken
                continue
        mark = raw.UNCLEAR if len(lines[at]) > 1 else raw.LOOSE
        stop = at + 1
        while stop < len(lines) and len(lines[stop]) == 1 == len(lines[stop - 1]):
            stop += 1
        for text, bold, _ in flowing([one for line in lines[at:stop] for one in line], margin, out.habits):
            size = max(one.size for line in lines[at:stop] for one in line if one.text.strip()[:8] == text[:8]) if any(one.text.strip()[:8] == text[:8] for line in lines[at:stop] for one in line) else usual  # fmt: skip
            level = 1 if size > usual * 1.5 else 2 if size > usual * 1.15 else 0
            # Which of these words answer which, only the order of the lines says.
            out.blocks.append(raw.Paragraph(text if level else raw.doubted(text, mark), level=level, bold=bold))
        at = stop
