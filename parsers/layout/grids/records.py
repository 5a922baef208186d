"""Tables with a heading row: a question, an answer and perhaps more to each row, or one record a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.labelled import Labelled
from parsers.layout.grids.inside import holds_own
from parsers.layout.grids.printed import GUIDANCE
from parsers.layout.grids.seen import Row, Seen, has_answer, label_of, shape
from parsers.layout.marked import titles_of, value_of

if TYPE_CHECKING:
    from parsers.layout.document import Walk

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


def records(walk: Walk, rows: list[Row], index: int, number: int, name: str, header: int) -> int:
    """A heading row with rows of answers beneath; how many rows were read, 0 when it is no such table."""
    head = rows[index]
    if len(head) < 2 or any(one.answer_place for one in head):
        return 0
    titles = [one for one in head if one.words]
    asked = _asked_and_answered(head)
    if asked is None and (len(titles) < 2 or (len(titles) < len(head) - 1)):
        return 0
    if any(has_answer(walk, one) for one in titles):
        return 0
    marked = index < header
    if not marked and asked is None and _alternates(head):
        return 0
    known = sum(one.known for one in titles)
    looks = all(one.asks or len(one.words.split()) <= 5 for one in titles)
    if not looks or not (marked or known >= max(1, len(titles) - 1) or all(one.dressed for one in titles)):
        return 0
    if not marked and len(titles) == len(head) == 2 and not (head[1].known or head[1].dressed):
        return 0
    if not marked and len(head) == 2 and (known < 2 or not titles[1].known) and _asks_below(rows, index):
        return 0
    body = []
    for row in rows[index + 1 :]:
        if len(row) < 2 or len(row) > len(head) or shape(row) != shape(head)[: len(row)]:
            break
        if (
            len(row) != len(head)
            or (asked is None and sum(one.known or (one.named and one.dressed) for one in row) >= 2)
            or (body and all(one.dressed for one in titles) and _dressed(row))
            or (asked is None and row[0].known and not head[0].blank and known == len(titles))
        ):
            break
        if asked is None and not body and not marked and row[0].known and head[0].known:
            break
        filled = [one for one in row if not one.blank]
        if len(filled) > 1 and all(holds_own(walk, one) == "beside" for one in filled):
            break  # Pairs of their own, beneath two questions that nobody answered.
        body.append(row)
    if not body:
        return 0
    if asked is not None:
        for offset, row in enumerate(body, 1):
            question, answer = (next(one for one in row if one.cell.column == column) for column in asked)
            where = f"{name}, row {index + 1 + offset}"
            walk.add(label_of(walk, question), answer.text, where)
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
            walk.nested_under(title.words, one.cell, where)
    return 1 + len(body)


def _alternates(head: Row) -> bool:
    """True for label, answer, label, answer: each label is dressed, and what stands after it is not, or is empty."""
    labels, answers = head[::2], head[1::2]
    if len(head) < 4 or len(head) % 2:
        return False
    return all(one.dressed and one.named for one in labels) and not any(one.dressed and one.words for one in answers)


def _dressed(row: Row) -> bool:
    """True for a row that is bold or shaded from end to end: labels once more, with answers of their own beneath."""
    if any(one.answer_place for one in row):
        return False
    return any(one.words for one in row) and all(one.dressed for one in row if one.words)


def _asked_and_answered(head: Row) -> tuple[int, int] | None:
    """The columns of a table that says of itself which holds the questions and which the answers.

    Where it names the answers alone, the questions are the first column, beneath no words.
    """
    said = {one.words.casefold().strip(" :*"): one.cell.column for one in head if one.words}
    asks = next((said[word] for word in _QUESTIONS if word in said), None)
    answers = next((said[word] for word in _ANSWERS if word in said), None)
    if asks is None and head[0].blank and set(said) <= {*_ANSWERS, *GUIDANCE}:
        asks = head[0].cell.column
    return (asks, answers) if asks is not None and answers is not None else None


def _numbers(one: Seen) -> bool:
    return len(one.words) <= 4


def _asks_below(rows: list[Row], index: int) -> bool:
    """True when the first column goes on asking beneath this row, which then is a pair and no heading."""
    below = [row[0] for row in rows[index + 1 :] if len(row) == 2 and row[0].words]
    return bool(below) and (below[0].named or sum(one.named for one in below) * 2 >= len(below))
