"""One cell as the reader sees it: its words, and how much it looks like a label or like an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers import raw
from parsers.layout.beginnings import Above, Verdict
from parsers.layout.lines import LONGEST_LABEL, pairs
from parsers.layout.marked import has_box, has_control, words_of
from parsers.prompts import is_instruction

if TYPE_CHECKING:
    from parsers.layout.document import Walk

Row = list["Seen"]
# The number of a part alone: "PART B", "2.".
PART = re.compile(r"(?:part|section)?\s*(?:[a-z]|[ivx]{1,4}|\d{1,2})\s*[.):]?", re.IGNORECASE)


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
        if not self.words or self.answer_place or len(self.words) > LONGEST_LABEL or PART.fullmatch(self.words):
            return False
        return self.words.endswith((":", "?")) or (self.dressed and len(self.words.split()) <= 14)

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
    if rest and all(is_instruction(line) for line in rest):
        return first
    for block in one.cell.blocks:
        if isinstance(block, raw.Paragraph):
            words = words_of(block.text)
            if words and walk.known.is_label(words):
                return words
    return one.words


def shape(row: Row) -> list[int]:
    """The columns that the cells of a row begin at."""
    return [one.cell.column for one in row]
