"""Rows of labels and answers: from left to right, or the labels in one row and their answers in the row beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.layout.dress import Kind
from parsers.layout.grids.inside import inline, parallel
from parsers.layout.grids.seen import Row, Seen, begins, hints_in, in_bold_alone, label_of, printed_with, shape
from parsers.layout.lines import LONGEST_LABEL, pairs
from parsers.layout.marked import has_box, words_of

if TYPE_CHECKING:
    from parsers.layout.document import Walk


def label_columns(rows: list[Row]) -> frozenset[int]:
    """Columns that ask: most of their cells look like labels and have something that is none to their right."""
    asking: dict[int, int] = {}
    other: dict[int, int] = {}
    for row in rows:
        for position, one in enumerate(row[:-1]):
            if one.blank:
                continue
            if one.asks and not row[position + 1].known:
                asking[one.cell.column] = asking.get(one.cell.column, 0) + 1
            elif one.answer_place or not one.asks:
                other[one.cell.column] = other.get(one.cell.column, 0) + 1
    return frozenset(column for column, count in asking.items() if count > other.get(column, 0))


def labels_above(walk: Walk, rows: list[Row], index: int, name: str) -> int:
    """A row of labels whose answers stand in the row beneath, cell under cell."""
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else []
    if len(row) < 2 or shape(row) != shape(below) or not all(one.asks for one in row):
        return 0
    if any(
        one.known or (one.asks and not one.answer_place) or begins(walk, one, above.words) == "label"
        for above, one in zip(row, below, strict=True)
    ):
        return 0
    for above, one in zip(row, below, strict=True):
        walk.add(
            label_of(walk, above),
            one.text,
            f"{name}, row {index + 2}",
            printed=printed_with(walk, above),
            hints=hints_in(walk, above),
        )
        walk.nested_under(above.words, one.cell, f"{name}, row {index + 2}")
    return 2


def banner(walk: Walk, rows: list[Row], index: int, name: str, columns: frozenset[int]) -> int:
    """Headings side by side, each over columns of its own with labels and answers: "YOU | THEM"."""
    heads = rows[index]
    if len(heads) < 2 or any(one.blank or one.answer_place or one.cell.span < 2 for one in heads):
        return 0
    if not all(one.dressed or walk.known.section_of(one.words) is not None for one in heads):
        return 0
    edges = [(one.cell.column, one.cell.column + one.cell.span) for one in heads]
    body: list[list[Row]] = []
    for row in rows[index + 1 :]:
        parts = [
            [one for one in row if low <= one.cell.column and one.cell.column + one.cell.span <= high]
            for low, high in edges
        ]
        if sum(map(len, parts)) < len(row) or not any(len(part) > 1 for part in parts):
            break
        body.append(parts)
    if not body:
        return 0
    for at, head in enumerate(heads):
        if head.known:
            walk.add(label_of(walk, head), "", f"{name}, row {index + 1}")
        with walk.within(head.words):
            for offset, parts in enumerate(body, 2):
                row_of_pairs(walk, parts[at], f"{name}, row {index + offset}", columns)
    return 1 + len(body)


def row_of_pairs(walk: Walk, row: Row, where: str, columns: frozenset[int]) -> None:
    """Label, answer, label, answer … from left to right."""
    position = 0
    while position < len(row):
        one = row[position]
        following = row[position + 1] if position + 1 < len(row) else None
        if one.blank:
            walk.nested(one.cell, where)
            position += 1
            continue
        is_label = (one.known or one.cell.column in columns or one.asks) and not one.answer_place
        if len(row) == 2 and position == 0 and not one.answer_place and len(one.words) <= LONGEST_LABEL:
            # Two cells and nothing more: the left one asks, whatever its words, unless it holds its answer itself.
            own = pairs(one.text, walk.known)
            usual = walk.dress.usual(Kind(cell=True, alone=False))
            holds = own is not None and words_of(own[-1][1]) and (usual or walk.known.is_label(f"{own[0][0]}:"))
            hinted = in_bold_alone(one) and following is not None and not (following.blank or following.dressed)
            is_label = one.known or hinted or not holds
        if (
            one.known
            and following is not None
            and not following.known
            and begins(walk, following, one.words) == "label"
        ):
            walk.add(label_of(walk, one), "", where)
            walk.nested(one.cell, where)
            position += 1
            continue
        if is_label and following is not None and (not following.known or _answers_with_a_label(row, following)):
            own = pairs(one.text, walk.known) if not one.known and not in_bold_alone(one) else None
            if own and words_of(own[-1][1]) and walk.known.is_label(own[0][0]) and following.asks:
                inline(walk, one, where)
                position += 1
                continue
            if parallel(walk, one, following, where):
                position += 2
                continue
            answers = [following]
            # Boxes after an answer cell belong to the same question: "Yes | ☐ | No | ☒".
            while position + 1 + len(answers) < len(row) and _goes_on(answers, row[position + 1 + len(answers)]):
                answers.append(row[position + 1 + len(answers)])
            walk.add(
                label_of(walk, one),
                "\n".join(other.text for other in answers)
                if len(answers) == 1
                else " ".join(other.text for other in answers),
                where,
                printed=printed_with(walk, one),
                hints=hints_in(walk, one),
            )
            walk.nested(one.cell, where)
            for other in answers:
                walk.nested_under(one.words, other.cell, where)
            position += 1 + len(answers)
            continue
        if not one.known and inline(walk, one, where):
            pass
        elif one.known:
            walk.add(label_of(walk, one), "", where)
        else:
            walk.unlabelled(one.text, where)
        walk.nested(one.cell, where)
        position += 1


def _answers_with_a_label(row: Row, following: Seen) -> bool:
    """An answer may be a word that asks elsewhere ("Resolved"): when it ends a row of two and does not look like a label."""
    return len(row) == 2 and not (following.dressed or following.words.endswith((":", "?")))


def _goes_on(answers: Row, other: Seen) -> bool:
    if other.known or other.blank:
        return False
    boxes = has_box(other.text)
    before = any(has_box(one.text) for one in answers)
    lonely = other.words.casefold() in ("x", "✓", "✔")
    short = all(len(one.words.split()) <= 3 for one in answers) and len(other.words.split()) <= 3
    return short and (boxes or before or lonely) and (boxes or lonely or not other.words.endswith(":"))
