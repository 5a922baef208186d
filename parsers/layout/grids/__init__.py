"""Tables: label columns, labels above, several pairs in a row, side-by-side parties, repeating rows.

A table is read once as a whole, to learn which of its columns ask and whether it has a heading row, and then row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers import raw
from parsers.layout.grids.alone import names_a_part, one_cell
from parsers.layout.grids.inside import row_of_forms, row_of_own
from parsers.layout.grids.printed import without_print
from parsers.layout.grids.records import records
from parsers.layout.grids.rows import banner, label_columns, labels_above, row_of_pairs
from parsers.layout.grids.seen import seen

if TYPE_CHECKING:
    from parsers.layout.document import Walk

__all__ = ["read"]


def read(walk: Walk, table: raw.Table, number: int, name: str) -> None:
    """Read one table into the walk."""
    rows = without_print(walk, [[seen(walk, cell) for cell in row if not cell.goes_on] for row in table.rows])
    columns = label_columns(rows)
    index = paired = 0
    while index < len(rows):
        row = rows[index]
        if not row or all(one.blank and not one.holds_more for one in row):
            index += 1
            continue
        if names_a_part(walk, row):
            walk.heading(" ".join(one.words for one in row))
            index += 1
            continue
        where = f"{name}, row {index + 1}"
        taken = banner(walk, rows, index, name, columns)
        if taken:
            index += taken
            continue
        if row_of_forms(walk, row, where) or row_of_own(walk, row, where):
            index += 1
            continue
        taken = 0 if paired > 1 and len(row) == 2 else records(walk, rows, index, number, name, table.header)
        if taken:
            index += taken
            continue
        taken = one_cell(walk, rows, index, name, columns)
        if taken:
            index += taken
            continue
        taken = labels_above(walk, rows, index, name)
        if taken:
            index += taken
            continue
        row_of_pairs(walk, row, where, columns)
        paired += len(row) == 2 and not row[0].blank
        index += 1
