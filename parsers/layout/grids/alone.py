"""A row of one cell: a pair in itself, a question with its answer beneath, a section's heading, or plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.layout.beginnings import AMBIGUOUS
from parsers.layout.grids.inside import inline
from parsers.layout.grids.seen import PART, Row, Seen, begins, label_of, printed_beneath
from parsers.layout.lines import LONGEST_LABEL, pairs
from parsers.layout.marked import has_box, has_control, words_of

if TYPE_CHECKING:
    from parsers.layout.document import Walk

_BAR = re.compile(r"(?:part|section)\s+(?:[a-z]|[ivx]{1,4}|\d{1,2})\s*[.:–-]\s*[^?:]{3,80}", re.IGNORECASE)


def one_cell(walk: Walk, rows: list[Row], index: int, name: str, columns: frozenset[int]) -> int:
    """A row of one cell: a pair in itself, a question with its answer beneath, a section heading, or plain words.

    A row with other cells, all empty, is one too, unless it begins in one of `columns`, which ask.
    """
    row = [one for one in rows[index] if not one.blank or one.holds_more]
    if len(row) != 1 or (len(rows[index]) > 1 and row[0].cell.column > 0):
        return 0
    if len(rows[index]) > 1 and (row[0].known or row[0].asks):
        return 0
    one = row[0]
    if len(rows[index]) > 1 and one.cell.column in columns and walk.known.section_of(one.words) is None:
        return 0
    where = f"{name}, row {index + 1}"
    if one.blank:
        walk.nested(one.cell, where)
        return 1
    below = rows[index + 1] if index + 1 < len(rows) else []
    filled = [other for other in below if not other.blank]
    if _opens_questions(one, rows, index):
        if one.known:
            walk.add(label_of(walk, one), "", where)
        walk.heading(one.words)
        return 1
    asking = _first_line(walk, one)
    verdict = begins(walk, below[0], asking or one.words) if len(below) == 1 else "answer"
    doubt = AMBIGUOUS if verdict == "doubtful" else None
    if asking is not None and len(below) == 1 and filled and verdict != "label":
        # What stands beneath the label in its own cell tells how to answer; the answer has the row beneath.
        printed = "\n".join(line for line in one.words.split("\n") if line != asking and printed_beneath(line))
        walk.add(asking, below[0].text, f"{name}, row {index + 2}", doubt=doubt, printed=printed)
        walk.nested(one.cell, where)
        walk.nested(below[0].cell, where)
        return 2
    if not one.known and inline(walk, one, where):
        walk.nested(one.cell, where)
        return 1
    answered_below = (
        len(below) == 1
        and not below[0].known
        and not (below[0].asks and not below[0].answer_place)
        and verdict != "label"
    )
    if one.asks and answered_below and (one.known or one.words.endswith(("?", ":")) or filled):
        walk.add(label_of(walk, one), below[0].text, f"{name}, row {index + 2}", doubt=doubt)
        walk.nested(below[0].cell, where)
        return 2
    if one.known and len(rows) == 1 and not one.holds_more and not one.answer_place:
        walk.ask(label_of(walk, one))  # A box that holds a question alone, over the words that answer it.
        return 1
    if one.known:
        walk.add(label_of(walk, one), "", where)
        names = not one.words.endswith((":", "?")) or walk.known.section_of(one.words) is not None
        if (one.dressed) and names and len(below) > 1:
            walk.heading(one.words)  # "Agency B" over rows of its own: a section's heading, which asks as well.
    elif one.asks or (len(one.words.split()) <= 12 and len(rows) > index + 1 and len(below) > 1):
        walk.heading(one.words)
    else:
        walk.unlabelled(one.text, where)
    walk.nested(one.cell, where)
    return 1


def _opens_questions(one: Seen, rows: list[Row], index: int) -> bool:
    """True for a bar over questions that are dressed as it is and have their answers, dressed otherwise, beneath."""
    following = [row[0] for row in rows[index + 1 : index + 3] if len(row) == 1]
    if len(following) < 2 or not one.dressed or one.answer_place or "\n" in one.words:
        return False
    question, answer = following
    asks = question.dressed and not question.answer_place and bool(question.words)
    return asks and answer.words != "" and not answer.dressed


def _first_line(walk: Walk, one: Seen) -> str | None:
    """The label that a cell is, where its first line is one and holds no answer itself."""
    line, _, rest = one.text.partition("\n")
    words = words_of(line)
    if not words or len(words) > LONGEST_LABEL or has_control(one.text) or has_box(one.text):
        return None
    if walk.known.is_label(words):
        return words
    own = pairs(line, walk.known)
    if rest or (own is not None and words_of(own[-1][1])):
        return None
    return words if walk.known.is_label(f"{words}:") and (one.dressed) else None


def names_a_part(walk: Walk, row: Row) -> bool:
    """True for a heading: a row of two cells, "PART B | AGENCY TO WHICH CONCERN IS ESCALATED", or a bar, "PART B: AGENCY …"."""
    if len(row) == 1 and row[0].cell.shaded and not row[0].answer_place:
        return _BAR.fullmatch(row[0].words) is not None
    if len(row) != 2 or any(one.answer_place or not one.words for one in row) or not PART.fullmatch(row[0].words):
        return False
    dressed = all(one.dressed for one in row)
    return dressed and walk.known.section_of(row[1].words) is not None
