"""How one document dresses its labels: learnt from the labels that are certain, so that words within an answer that
happen to ask ("Risk: further injury") are not taken for the next label.

Labels in cells and labels in the running text may be dressed each in their own way, and so may labels that stand alone
on a line and those that have their answer beside them. Each kind is learnt by itself; a kind with too few labels to
tell is taken to be dressed as the others are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers import raw
from parsers.layout.marked import has_box, has_control, words_of

_NUMBERED = re.compile(r"\s*(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})[.)]\s", re.IGNORECASE)
_FEWEST = 4


class Kind(NamedTuple):
    """A kind of label: in a cell or not, alone on its line or with its answer."""

    cell: bool
    alone: bool


@dataclass(slots=True)
class Look:
    """How many certain labels of one kind there are, and how many are bold or in a heading's style, and numbered."""

    labels: int = 0
    bold: int = 0
    numbered: int = 0

    @property
    def in_bold(self) -> bool:
        return self.labels >= _FEWEST and self.bold >= self.labels * 0.75

    @property
    def plain(self) -> bool:
        return self.labels >= _FEWEST and self.bold <= self.labels * 0.25

    @property
    def in_numbers(self) -> bool:
        return self.labels >= _FEWEST and self.numbered >= self.labels * 0.8

    def __add__(self, other: Look) -> Look:
        return Look(self.labels + other.labels, self.bold + other.bold, self.numbered + other.numbered)


@dataclass(frozen=True, slots=True)
class Dress:
    """`bold`: labels are bold and answers are not; `numbered`: labels have a number; `bold_answers`: answers are bold.

    `asked` are the fields that labels of more than one word ask for: a lone word for one of them is no label.
    """

    looks: dict[Kind, Look] = field(default_factory=dict)
    bold: bool = False
    numbered: bool = False
    bold_answers: bool = False
    asked: frozenset[str] = frozenset()

    def fits(self, text: str, *, bold: bool, kind: Kind | None = None) -> bool:
        """True when a line that begins like a label is dressed as this document's labels of that kind are."""
        look = self.look(kind) if kind is not None else None
        by_bold = self.bold if look is None else look.in_bold and not self.bold_answers
        by_number = self.numbered if look is None else look.in_numbers
        if by_bold and not (bold or text.lstrip().startswith(raw.BOLD)):
            return False
        return not by_number or _NUMBERED.match(words_of(text[:40])) is not None

    def look(self, kind: Kind) -> Look | None:
        """How labels of `kind` look here; of their place where there are too few; None where nothing tells."""
        own = self.looks.get(kind)
        return own if own is not None and own.labels >= _FEWEST else None

    def tells(self, kind: Kind) -> bool:
        """True when the look of a line of that kind tells a label from an answer."""
        look = self.look(kind)
        if look is None:
            return self.bold or self.numbered
        return (look.in_bold and not self.bold_answers) or look.in_numbers

    def usual(self, kind: Kind) -> bool:
        """True when this document has labels of that kind, so that one more is nothing odd."""
        return self.look(kind) is not None

    def repeats(self, label: str, field_of: Callable[[str], str | None]) -> bool:
        """True for a lone word that asks what a fuller label of the document asks already."""
        words = label.strip(" :?").split()
        return len(words) == 1 and field_of(label) in self.asked


def learn(document: raw.RawDocument, is_label: Callable[[str], bool], field_of: Callable[[str], str | None]) -> Dress:
    """The dress of `document`'s labels."""
    looks: dict[Kind, Look] = {}
    answers = bold_answers = 0
    asked: set[str] = set()
    waiting = False
    for text, is_bold, begins, cell in _lines(document.blocks):
        head = _label_at(text, is_label)
        if head is None:
            if waiting and begins and words_of(text):
                answers += 1
                bold_answers += is_bold
            waiting = False
            continue
        said = words_of(text)
        waiting = len(head) >= len(said.rstrip(" :?"))
        if len(head.split()) > 1 or waiting:
            look = looks.setdefault(Kind(cell, waiting), Look())
            look.labels += 1
            look.bold += is_bold or text.lstrip().startswith(raw.BOLD)
            look.numbered += _NUMBERED.match(head) is not None
        if not waiting and len(said) < 300:
            answers += 1
            bold_answers += is_bold
        if len(head.split()) > 1 and (name := field_of(head)) is not None:
            asked.add(name)
    in_bold = answers >= 2 and bold_answers > answers * 0.5
    every = sum(looks.values(), Look())
    return Dress(
        looks=looks,
        bold=every.in_bold and not in_bold,
        numbered=every.in_numbers,
        bold_answers=in_bold,
        asked=frozenset(asked),
    )


def _lines(blocks: Sequence[raw.Block], cell: bool = False) -> Iterator[tuple[str, bool, bool, bool]]:
    """Each paragraph: its text, whether it is bold or a heading, whether it begins a cell or stands alone, whether it
    stands in a cell."""
    for block in blocks:
        if isinstance(block, raw.Paragraph):
            if block.text.strip():
                yield block.text, block.bold or block.heading, True, cell
        elif isinstance(block, raw.Table):
            for row in block.rows:
                for one in row:
                    first = True
                    for text, bold, _, _ in _lines(one.blocks, True):
                        yield text, bold, first, True
                        first = False


def _label_at(text: str, is_label: Callable[[str], bool]) -> str | None:
    """The label that a paragraph is, or begins with."""
    first = text.split("\n", 1)[0]
    words = words_of(first)
    if not words or len(words) > 160:
        words = words[:160]
    if words and not has_control(first) and not has_box(first) and is_label(words):
        return words.rstrip(" :?")
    head, colon, _ = words.partition(":")
    if colon and len(head.split()) <= 12 and is_label(f"{head}:"):
        return head
    return None
