"""Pages as lists of lines and tables, short enough to read in a test.

A line or a cell is a text; "*" before a line makes it bold, "#" before a cell shades it, and a new line is a new
paragraph. A cell is `(text, span)` where it goes over several columns.
"""

from __future__ import annotations

from collections.abc import Sequence

import parsers
from parsers import raw
from parsers.labelled import Labelled
from parsers.layout import labelled

Cell = str | tuple[str, int] | list[list[str]]
Table = list[list[Cell]]
TITLE = "*Escalation form"


def pairs(*blocks: str | Sequence[Sequence[Cell]]) -> list[tuple[str, str]]:
    """(label, answer) of a page's labelled values that have one, beneath the title of a form."""
    return [(label, said) for _, label, said in sections(*blocks)]


def sections(*blocks: str | Sequence[Sequence[Cell]]) -> list[tuple[str, str, str]]:
    """(innermost heading, label, answer) of each labelled value that has an answer."""
    found = (one for one in items(*blocks) if one.value.text and not one.unlabelled and not one.stray)
    return [(one.section[-1] if one.section else "", one.label.rstrip(" :"), one.value.text) for one in found]


def items(*blocks: str | Sequence[Sequence[Cell]]) -> tuple[Labelled, ...]:
    """The labelled values of a page beneath the title of a form."""
    page: list[raw.Block] = [_paragraph(one) if isinstance(one, str) else _table(one) for one in (TITLE, *blocks)]
    return labelled(raw.RawDocument(page), parsers.Vocabulary.load().known).items


def _paragraph(text: str) -> raw.Paragraph:
    return raw.Paragraph(text.removeprefix("*"), bold=text.startswith("*"))


def _table(rows: Sequence[Sequence[Cell]]) -> raw.Table:
    found: list[list[raw.Cell]] = []
    for row in rows:
        cells: list[raw.Cell] = []
        column = 0
        for one in row:
            content, span = one if isinstance(one, tuple) else (one, 1)
            shaded = isinstance(content, str) and content.startswith("#")
            blocks: list[raw.Block] = (
                [_table(content)]
                if isinstance(content, list)
                else [_paragraph(line) for line in content.removeprefix("#").split("\n")]
            )
            cells.append(raw.Cell(column, span, blocks, shaded))
            column += span
        found.append(cells)
    return raw.Table(found)
