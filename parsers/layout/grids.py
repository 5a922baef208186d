"""Tables: label columns, labels above, several pairs in a row, side-by-side parties, repeating rows.

A table is read once as a whole, to learn which of its columns ask and whether it has a heading row, and then row by row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers import raw
from parsers.labelled import Labelled
from parsers.layout.beginnings import AMBIGUOUS, Above, Verdict
from parsers.layout.dress import Kind
from parsers.layout.lines import LONGEST_LABEL, pairs
from parsers.layout.marked import boxed, has_box, has_control, titles_of, value_of, words_of
from parsers.prompts import is_instruction

if TYPE_CHECKING:
    from parsers.layout.document import Walk


_PART = re.compile(r"(?:part|section)?\s*(?:[a-z]|[ivx]{1,4}|\d{1,2})\s*[.):]?", re.IGNORECASE)
_BAR = re.compile(r"(?:part|section)\s+(?:[a-z]|[ivx]{1,4}|\d{1,2})\s*[.:–-]\s*[^?:]{3,80}", re.IGNORECASE)
_YES_NO = frozenset(("yes", "no", "y", "n", "n/a", "na", "not known", "unknown", "unsure", "partly", "partially"))
_QUESTIONS = (
    "question",
    "questions",
    "item",
    "information required",
    "information needed",
    "information requested",
    "field",
    "prompt",
)
_ANSWERS = (
    "answer",
    "answers",
    "your answer",
    "response",
    "your response",
    "reply",
    "details",
    "information",
    "comments",
    "entry",
    "to be completed",
)


@dataclass(slots=True)
class Seen:
    """One cell as the reader sees it: its text with marks, its words, and how much it looks like a label."""

    cell: raw.Cell
    text: str
    words: str
    known: bool
    named: bool
    bold: bool
    answer_place: bool

    @property
    def blank(self) -> bool:
        return not self.words and not self.answer_place

    @property
    def asks(self) -> bool:
        """Looks like a label by itself: known, or short words that end in a colon or question mark, or bold or shaded."""
        if self.known:
            return True
        if not self.words or self.answer_place or len(self.words) > LONGEST_LABEL or _PART.fullmatch(self.words):
            return False
        return self.words.endswith((":", "?")) or ((self.bold or self.cell.shaded) and len(self.words.split()) <= 14)


def read(walk: Walk, table: raw.Table, number: int, name: str) -> None:
    """Read one table into the walk."""
    rows = [[_seen(walk, cell) for cell in row if not cell.goes_on] for row in table.rows]
    columns = _label_columns(rows)
    index = paired = 0
    while index < len(rows):
        row = rows[index]
        if not row or all(one.blank and not _has_inner(one) for one in row):
            index += 1
            continue
        if _names_a_part(walk, row):
            walk.heading(" ".join(one.words for one in row))
            index += 1
            continue
        taken = 0 if paired > 1 and len(row) == 2 else _records(walk, rows, index, number, name, table.header)
        if taken:
            index += taken
            continue
        taken = _one_cell(walk, rows, index, name)
        if taken:
            index += taken
            continue
        taken = _labels_above(walk, rows, index, name)
        if taken:
            index += taken
            continue
        _row(walk, row, f"{name}, row {index + 1}", columns)
        paired += len(row) == 2 and not row[0].blank
        index += 1


def _seen(walk: Walk, cell: raw.Cell) -> Seen:
    text = walk.cell_text(cell)
    words = words_of(text)
    plain = bool(words) and not has_control(text) and not has_box(text) and not walk.beginnings.holds_answer(words)
    known = plain and len(words) <= LONGEST_LABEL * 2 and _asks(walk, words)
    paragraphs = [one for one in cell.blocks if isinstance(one, raw.Paragraph) and one.text.strip()]
    bold = bool(paragraphs) and all(one.bold for one in paragraphs)
    place = has_control(text) or has_box(text)
    named = known or (bool(words) and len(words) <= LONGEST_LABEL and not place and walk.known.is_label(f"{words}:"))
    return Seen(cell, text, words, known, named, bold and not walk.dress.bold_answers, place)


def _asks(walk: Walk, words: str) -> bool:
    """True for a label: on one line, broken over lines, or with nothing but instructions on the lines beneath it."""
    first, *rest = words.split("\n")
    if not rest:
        return walk.known.is_label(first)
    if walk.known.is_label(first):
        return all(is_instruction(line) for line in rest)
    return walk.known.is_label(words.replace("\n", " "))


def _begins(walk: Walk, one: Seen, asked: str) -> Verdict:
    """Whether a cell begins with a label of its own, or answers the label `asked` above it or beside it."""
    if one.known:
        return "label"
    paragraphs = [block for block in one.cell.blocks if isinstance(block, raw.Paragraph) and words_of(block.text)]
    return walk.beginnings.of_paragraphs(paragraphs, Above(asked))


def _has_inner(one: Seen) -> bool:
    return any(not isinstance(block, raw.Paragraph) for block in one.cell.blocks)


def _label_columns(rows: list[list[Seen]]) -> frozenset[int]:
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


def _records(walk: Walk, rows: list[list[Seen]], index: int, number: int, name: str, header: int) -> int:
    """A heading row with rows of answers beneath; how many rows were read, 0 when it is no such table."""
    head = rows[index]
    if len(head) < 2 or any(one.answer_place for one in head):
        return 0
    titles = [one for one in head if one.words]
    if len(titles) < 2 or (len(titles) < len(head) - 1):
        return 0
    if any(_has_answer(walk, one) for one in titles):
        return 0
    marked = index < header
    known = sum(one.known for one in titles)
    looks = all(one.asks or len(one.words.split()) <= 5 for one in titles)
    if not looks or not (
        marked or known >= max(1, len(titles) - 1) or all(one.bold or one.cell.shaded for one in titles)
    ):
        return 0
    if not marked and len(titles) == len(head) == 2 and not (head[1].known or head[1].bold or head[1].cell.shaded):
        return 0
    if not marked and len(head) == 2 and (known < 2 or not titles[1].known) and _asks_below(rows, index):
        return 0
    asked = _asked_and_answered(titles)
    body = []
    for row in rows[index + 1 :]:
        if len(row) < 2 or len(row) > len(head) or _shape(row) != _shape(head)[: len(row)]:
            break
        if (
            len(row) != len(head)
            or (asked is None and sum(one.known for one in row) >= 2)
            or (body and all(one.bold or one.cell.shaded for one in titles) and _dressed(row))
            or (asked is None and row[0].known and not head[0].blank and known == len(titles))
        ):
            break
        if asked is None and not body and not marked and row[0].known and head[0].known:
            break
        body.append(row)
    if not body:
        return 0
    if asked is not None:
        for offset, row in enumerate(body, 1):
            question, answer = (next(one for one in row if one.cell.column == column) for column in asked)
            where = f"{name}, row {index + 1 + offset}"
            walk.add(_label_of(walk, question), answer.text, where)
            for one in row:
                if one is not question and one is not answer and not _numbers(one):
                    walk.unlabelled(one.text, where)
                walk.nested(one.cell, where)
        return 1 + len(body)
    # Numbered or named rows ("Child 1", "Stage 1") carry their own label at the front.
    for offset, row in enumerate(body, 1):
        where = f"{name}, row {index + 1 + offset}"
        ticked = len(head) > 2 and {one.words.casefold().strip(" :?") for one in head[1:]} <= _YES_NO
        row_label = row[0].words if row[0].words and (head[0].blank or ticked) else None
        for title, one in zip(head, row, strict=True):
            if title.blank or (ticked and title is head[0]):
                continue
            value = value_of(one.text, walk.controls)
            walk.words += len(value.text.split())
            walk.items.append(
                Labelled(
                    title.words,
                    value,
                    where,
                    walk.section,
                    titles_of(one.text, walk.controls),
                    # A table may hold several heading rows, each with rows of its own.
                    record=(number * 1000 + index, offset),
                    row_label=row_label,
                )
            )
            walk.nested(one.cell, where)
    return 1 + len(body)


def _has_answer(walk: Walk, one: Seen) -> bool:
    """True for a cell that is a label with its own answer beside it."""
    if one.known:
        return False
    own = pairs(one.text, walk.known)
    if own is None or not words_of(own[0][1]):
        return False
    return walk.known.is_label(f"{own[0][0]}:") or one.text.lstrip().startswith(raw.BOLD)


def _dressed(row: list[Seen]) -> bool:
    """True for a row that is bold or shaded from end to end: labels once more, with answers of their own beneath."""
    return any(one.words for one in row) and all(
        (one.bold or one.cell.shaded) and not one.answer_place for one in row if one.words
    )


def _names_a_part(walk: Walk, row: list[Seen]) -> bool:
    """True for a heading: a row of two cells, "PART B | AGENCY TO WHICH CONCERN IS ESCALATED", or a bar, "PART B: AGENCY …"."""
    if len(row) == 1 and row[0].cell.shaded and not row[0].answer_place:
        return _BAR.fullmatch(row[0].words) is not None
    if len(row) != 2 or any(one.answer_place or not one.words for one in row) or not _PART.fullmatch(row[0].words):
        return False
    dressed = all(one.bold or one.cell.shaded for one in row)
    return dressed and walk.known.section_of(row[1].words) is not None


def _asked_and_answered(titles: list[Seen]) -> tuple[int, int] | None:
    """The columns of a table that says of itself which holds the questions and which the answers."""
    said = {one.words.casefold().strip(" :*"): one.cell.column for one in titles}
    asks = next((said[word] for word in _QUESTIONS if word in said), None)
    answers = next((said[word] for word in _ANSWERS if word in said), None)
    return (asks, answers) if asks is not None and answers is not None else None


def _numbers(one: Seen) -> bool:
    return len(one.words) <= 4


def _asks_below(rows: list[list[Seen]], index: int) -> bool:
    """True when the first column goes on asking beneath this row, which then is a pair and no heading."""
    below = [row[0] for row in rows[index + 1 :] if len(row) == 2 and row[0].words]
    return bool(below) and (below[0].named or sum(one.named for one in below) * 2 >= len(below))


def _shape(row: list[Seen]) -> list[int]:
    return [one.cell.column for one in row]


def _one_cell(walk: Walk, rows: list[list[Seen]], index: int, name: str) -> int:
    """A row of one cell: a pair in itself, a question with its answer beneath, a section heading, or plain words."""
    row = [one for one in rows[index] if not one.blank or _has_inner(one)]
    if len(row) != 1 or (len(rows[index]) > 1 and row[0].cell.column > 0):
        return 0
    if len(rows[index]) > 1 and (row[0].known or row[0].asks):
        return 0
    one = row[0]
    where = f"{name}, row {index + 1}"
    if one.blank:
        walk.nested(one.cell, where)
        return 1
    below = rows[index + 1] if index + 1 < len(rows) else []
    filled = [other for other in below if not other.blank]
    asking = _first_line(walk, one)
    verdict = _begins(walk, below[0], asking or one.words) if len(below) == 1 else "answer"
    doubt = AMBIGUOUS if verdict == "doubtful" else None
    if asking is not None and len(below) == 1 and filled and verdict != "label":
        # What stands beneath the label in its own cell tells how to answer; the answer has the row beneath.
        walk.add(asking, below[0].text, f"{name}, row {index + 2}", doubt=doubt)
        walk.nested(one.cell, where)
        walk.nested(below[0].cell, where)
        return 2
    if not one.known and _inline(walk, one, where):
        walk.nested(one.cell, where)
        return 1
    answered_below = (
        len(below) == 1
        and not below[0].known
        and not (below[0].asks and not below[0].answer_place)
        and verdict != "label"
    )
    if one.asks and answered_below and (one.known or one.words.endswith(("?", ":")) or filled):
        walk.add(_label_of(walk, one), below[0].text, f"{name}, row {index + 2}", doubt=doubt)
        walk.nested(below[0].cell, where)
        return 2
    if one.known:
        walk.add(_label_of(walk, one), "", where)
        names = not one.words.endswith((":", "?")) or walk.known.section_of(one.words) is not None
        if (one.bold or one.cell.shaded) and names and len(below) > 1:
            walk.heading(one.words)  # "Agency B" over rows of its own: a section's heading, which asks as well.
    elif one.asks or (len(one.words.split()) <= 12 and len(rows) > index + 1 and len(below) > 1):
        walk.heading(one.words)
    else:
        walk.unlabelled(one.text, where)
    walk.nested(one.cell, where)
    return 1


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
    return words if walk.known.is_label(f"{words}:") and (one.bold or one.cell.shaded) else None


def _labels_above(walk: Walk, rows: list[list[Seen]], index: int, name: str) -> int:
    """A row of labels whose answers stand in the row beneath, cell under cell."""
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else []
    if len(row) < 2 or _shape(row) != _shape(below) or not all(one.asks for one in row):
        return 0
    if any(
        one.known or (one.asks and not one.answer_place) or _begins(walk, one, above.words) == "label"
        for above, one in zip(row, below, strict=True)
    ):
        return 0
    for above, one in zip(row, below, strict=True):
        walk.add(_label_of(walk, above), one.text, f"{name}, row {index + 2}")
        walk.nested(one.cell, f"{name}, row {index + 2}")
    return 2


def _row(walk: Walk, row: list[Seen], where: str, columns: frozenset[int]) -> None:
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
            is_label = one.known or not holds
        if (
            one.known
            and following is not None
            and not following.known
            and _begins(walk, following, one.words) == "label"
        ):
            walk.add(_label_of(walk, one), "", where)
            walk.nested(one.cell, where)
            position += 1
            continue
        if is_label and following is not None and (not following.known or _answers_with_a_label(row, following)):
            inline = pairs(one.text, walk.known) if not one.known else None
            if inline and words_of(inline[-1][1]) and walk.known.is_label(inline[0][0]) and following.asks:
                _inline(walk, one, where)
                position += 1
                continue
            answers = [following]
            # Boxes after an answer cell belong to the same question: "Yes | ☐ | No | ☒".
            while position + 1 + len(answers) < len(row) and _goes_on(answers, row[position + 1 + len(answers)]):
                answers.append(row[position + 1 + len(answers)])
            walk.add(
                _label_of(walk, one),
                "\n".join(other.text for other in answers)
                if len(answers) == 1
                else " ".join(other.text for other in answers),
                where,
            )
            for other in (one, *answers):
                walk.nested(other.cell, where)
            position += 1 + len(answers)
            continue
        if not one.known and _inline(walk, one, where):
            pass
        elif one.known:
            walk.add(_label_of(walk, one), "", where)
        else:
            walk.unlabelled(one.text, where)
        walk.nested(one.cell, where)
        position += 1


def _answers_with_a_label(row: list[Seen], following: Seen) -> bool:
    """An answer may be a word that asks elsewhere ("Resolved"): when it ends a row of two and does not look like a label."""
    return len(row) == 2 and not (following.bold or following.cell.shaded or following.words.endswith((":", "?")))


def _goes_on(answers: list[Seen], other: Seen) -> bool:
    if other.known or other.blank:
        return False
    boxes = has_box(other.text)
    before = any(has_box(one.text) for one in answers)
    lonely = other.words.casefold() in ("x", "✓", "✔")
    short = all(len(one.words.split()) <= 3 for one in answers) and len(other.words.split()) <= 3
    return short and (boxes or before or lonely) and (boxes or lonely or not other.words.endswith(":"))


def _label_of(walk: Walk, one: Seen) -> str:
    """The label's own words: its first known line, or its first where only instructions follow it in the same cell."""
    first, *rest = one.words.split("\n")
    if rest and all(is_instruction(line) for line in rest):
        return first
    for block in one.cell.blocks:
        if isinstance(block, raw.Paragraph):
            words = words_of(block.text)
            if words and walk.known.is_label(words):
                return words
    return one.words


def _inline(walk: Walk, one: Seen, where: str) -> bool:
    """Label and answer in one cell: on one line, or the label first and the answer on the lines beneath."""
    if _question_in_bold(walk, one, where):
        return True
    lines = [
        (boxed(part), block.bold)
        for block in one.cell.blocks
        if isinstance(block, raw.Paragraph) and block.text.strip()
        for part in block.text.split("\n")
    ]
    if not lines:
        return False
    found: list[tuple[str, list[str]]] = []
    doubtful: set[str] = set()
    for line, bold in lines:
        words = words_of(line)
        asks = bool(words) and not has_control(line) and not has_box(line) and walk.known.is_label(words)
        if (
            asks
            and not walk.beginnings.holds_answer(words)
            and (not found or walk.beginnings.may_ask(line, words, bold=bold, cell=True))
        ):
            found.append((words, []))
            continue
        inner = pairs(line, walk.known)
        if inner and found:
            above = Above(found[-1][0], begun=bool(found[-1][1]))
            verdict = walk.beginnings.of_pairs(line, inner, above, bold=bold, cell=True)
            if verdict == "doubtful":
                doubtful.add(found[-1][0])
            if verdict == "label":
                found += [(label, [answer] if answer.strip() else []) for label, answer in inner]
                continue
            inner = None
        if inner and (walk.known.is_label(inner[0][0]) or (not found and len(lines) == 1) or has_control(line)):
            found += [(label, [answer] if answer.strip() else []) for label, answer in inner]
        elif found:
            found[-1][1].append(line)
        else:
            return False
    if len(found) == 1 and not found[0][1]:
        return False
    for label, answers in found:
        walk.add(label, "\n".join(answers), where, doubt=AMBIGUOUS if label in doubtful else None)
    return True


def _question_in_bold(walk: Walk, one: Seen, where: str) -> bool:
    """Questions in bold with their answers in plain type beneath, in one cell: the type tells them apart."""
    paragraphs = [block for block in one.cell.blocks if isinstance(block, raw.Paragraph) and block.text.strip()]
    asking = [
        block.bold and (words_of(block.text).endswith((":", "?")) or walk.known.is_label(words_of(block.text)))
        for block in paragraphs
    ]
    asking[:1] = [bool(paragraphs) and paragraphs[0].bold and not walk.dress.bold_answers]
    if len(paragraphs) < 2 or not asking[0] or all(block.bold for block in paragraphs):
        return False
    found: list[tuple[str, list[str]]] = []
    for block, asks in zip(paragraphs, asking, strict=True):
        if asks:
            found.append((words_of(block.text), []))
        elif not found[-1][1] and is_instruction(words_of(block.text)):
            continue
        else:
            found[-1][1].append(block.text)
    for label, answers in found:
        walk.add(label, "\n".join(answers), where)
    return True
