"""How one document dresses its labels: learnt from the labels that are certain, so that words within an answer that
happen to ask ("Risk: further injury") are not taken for the next label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from parsers import raw
from parsers.layout.marked import has_box, has_control, words_of

_NUMBERED = re.compile(r"\s*(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})[.)]\s", re.IGNORECASE)
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Dress:
    """`bold`: labels are bold and answers are not; `numbered`: labels have a number; `bold_answers`: answers are bold.

    `asked` are the fields that labels of more than one word ask for: a lone word for one of them is no label.
    """

    bold: bool = False
    numbered: bool = False
    bold_answers: bool = False
    asked: frozenset[str] = frozenset()

    def fits(self, text: str, *, bold: bool) -> bool:
        """True when a line that begins like a label is dressed as this document's labels are."""
        if self.bold and not (bold or text.lstrip().startswith(raw.BOLD)):
            return False
        return not self.numbered or _NUMBERED.match(words_of(text[:40])) is not None

    def repeats(self, label: str, field_of: Callable[[str], str | None]) -> bool:
        """True for a lone word that asks what a fuller label of the document asks already."""
        words = label.strip(" :?").split()
        return len(words) == 1 and field_of(label) in self.asked


def learn(document: raw.RawDocument, is_label: Callable[[str], bool], field_of: Callable[[str], str | None]) -> Dress:
    """The dress of `document`'s labels."""
    labels = bold = numbered = answers = bold_answers = 0
    asked: Counter[str] = Counter()
    waiting = False
    for text, is_bold, begins in _lines(document.blocks):
        head = _label_at(text, is_label)
        if head is None:
            if waiting and begins and words_of(text):
                answers += 1
                bold_answers += is_bold
            waiting = False
            continue
        labels += 1
        bold += is_bold or text.lstrip().startswith(raw.BOLD)
        numbered += _NUMBERED.match(head) is not None
        said = words_of(text)
        waiting = len(head) >= len(said.rstrip(" :?"))
        if not waiting and len(said) < 300:
            answers += 1
            bold_answers += is_bold
        if len(head.split()) > 1 and (name := field_of(head)) is not None:
            asked[name] += 1
    in_bold = answers >= 2 and bold_answers > answers * 0.5
    return Dress(
        bold=labels >= _FEWEST and bold >= labels * 0.75 and not in_bold,
        numbered=labels >= _FEWEST and numbered >= labels * 0.8,
        bold_answers=in_bold,
        asked=frozenset(asked),
    )


def _lines(blocks: Sequence[raw.Block]) -> Iterator[tuple[str, bool, bool]]:
    """Each paragraph: its text, whether it is bold, whether it begins a cell or stands alone."""
    for block in blocks:
        if isinstance(block, raw.Paragraph):
            if block.text.strip():
                yield block.text, block.bold, True
        elif isinstance(block, raw.Table):
            for row in block.rows:
                for cell in row:
                    first = True
                    for text, bold, _ in _lines(cell.blocks):
                        yield text, bold, first
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
