"""One cell as the reader sees it: its words, and how much it looks like a label or like an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers import raw
from parsers.layout.beginnings import Above, Verdict
from parsers.layout.hints import guides
from parsers.layout.lines import LONGEST_LABEL, pairs
from parsers.layout.marked import has_box, has_control, words_of
from parsers.prompts import is_instruction, is_prompt

if TYPE_CHECKING:
    from parsers.layout.document import Walk

Row = list["Seen"]
# The number of a part alone: "PART B", "2.".
PART = re.compile(r"(?:part|section)?\s*(?:[a-z]|[ivx]{1,4}|\d{1,2})\s*[.):]?", re.IGNORECASE)

_LONGEST_HINT = 6


@dataclass(slots=True)
class Seen:
    """One cell: its text with marks, its words, and how much it looks like a label.

    `known` words ask by themselves, `named` ones with a colon; `answer_place` holds a control or a box.
    """

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
    def dressed(self) -> bool:
        """Bold from end to end, or shaded."""
        return self.bold or self.cell.shaded

    @property
    def asks(self) -> bool:
        """Looks like a label by itself: known, or short words that end in a colon or question mark, or bold or shaded."""
        if self.known:
            return True
        head = self.head
        if not head or self.answer_place or len(head) > LONGEST_LABEL or PART.fullmatch(head):
            return False
        return head.endswith((":", "?")) or (self.dressed and len(head.split()) <= 14)

    @property
    def head(self) -> str:
        """Its words without the lines beneath the first that tell how to answer."""
        first, *rest = self.words.split("\n")
        return first if rest and all(is_prompt(line) for line in rest) else self.words

    @property
    def paragraphs(self) -> list[raw.Paragraph]:
        """The paragraphs that say something."""
        return [one for one in self.cell.blocks if isinstance(one, raw.Paragraph) and one.text.strip()]

    @property
    def holds_more(self) -> bool:
        """True for a cell with a table or a text box of its own."""
        return any(not isinstance(block, raw.Paragraph) for block in self.cell.blocks)


def seen(walk: Walk, cell: raw.Cell) -> Seen:
    """`cell` as the reader sees it."""
    text = walk.cell_text(cell)
    words = words_of(text)
    plain = bool(words) and not has_control(text) and not has_box(text) and not walk.beginnings.holds_answer(words)
    known = plain and len(words) <= LONGEST_LABEL * 2 and _asks(walk, words)
    first, *rest = [one for one in cell.blocks if isinstance(one, raw.Paragraph) and one.text.strip()] or [None]
    bold = first is not None and first.bold and all(one.bold or is_prompt(words_of(one.text)) for one in rest if one)
    place = has_control(text) or has_box(text)
    named = known or (bool(words) and len(words) <= LONGEST_LABEL and not place and walk.known.is_label(f"{words}:"))
    return Seen(cell, text, words, known, named, bold and not walk.dress.bold_answers, place)


def _is_hint(line: str) -> bool:
    """True for "(CIN/CP/LAC)" beneath a label in its own cell."""
    return line.startswith("(") and line.endswith(")") and len(line.split()) <= _LONGEST_HINT


def _asks(walk: Walk, words: str) -> bool:
    """True for a label: on one line, broken over lines, or with nothing but instructions on the lines beneath it."""
    first, *rest = words.split("\n")
    if not rest:
        return walk.known.is_label(first)
    if walk.known.is_label(first):
        return all(is_instruction(line) or _is_hint(line) for line in rest)
    return walk.known.is_label(words.replace("\n", " "))


def begins(walk: Walk, one: Seen, asked: str) -> Verdict:
    """Whether a cell begins with a label of its own, or answers the label `asked` above it or beside it."""
    if one.known:
        return "label"
    paragraphs = [block for block in one.cell.blocks if isinstance(block, raw.Paragraph) and words_of(block.text)]
    return walk.beginnings.of_paragraphs(paragraphs, Above(asked))


def has_answer(walk: Walk, one: Seen) -> bool:
    """True for a cell that is a label with its own answer beside it."""
    if one.known:
        return False
    own = pairs(one.text, walk.known)
    if own is None or not words_of(own[0][1]):
        return False
    return walk.known.is_label(f"{own[0][0]}:") or one.text.lstrip().startswith(raw.BOLD)


def label_of(walk: Walk, one: Seen) -> str:
    """The label's own words: its first known line, or its first where only instructions follow it in the same cell."""
    first, *rest = one.words.split("\n")
    if rest and (all(is_instruction(line) for line in rest) or in_bold_alone(one)):
        return first
    for block in one.cell.blocks:
        if isinstance(block, raw.Paragraph):
            words = words_of(block.text)
            if words and walk.known.is_label(words):
                return words
    return one.words


def in_bold_alone(one: Seen) -> bool:
    """True for a cell whose first paragraph is bold and whose others, which tell how to answer, are not."""
    first, *rest = one.paragraphs or [None]
    return (
        first is not None and first.bold and bool(rest) and not any(block is not None and block.bold for block in rest)
    )


def hints_in(walk: Walk, one: Seen) -> tuple[str, ...]:
    """The lines of a label's cell, beneath the label, that may name what it asks for."""
    label = label_of(walk, one)
    return tuple(line for line in one.words.split("\n") if line != label) if label != one.words else ()


def printed_with(walk: Walk, one: Seen) -> str:
    """The lines of a label's cell that are no part of the label and tell how to answer."""
    label = label_of(walk, one)
    return (
        ""
        if label == one.words
        else "\n".join(line for line in one.words.split("\n") if line != label and printed_beneath(line))
    )


def printed_beneath(line: str) -> bool:
    """True for a line beneath a label, in its cell, that tells how to answer."""
    return is_prompt(line) or guides(line)


def shape(row: Row) -> list[int]:
    """The columns that the cells of a row begin at."""
    return [one.cell.column for one in row]
