"""Labelled values: what the layout layer finds in a raw document and the meaning layer judges.

The layout layer knows nothing of safeguarding: it pairs each answer with the words that ask for it and says where both
stand. The meaning layer knows nothing of Word: it turns labels into canonical fields. Whatever was typed in a document
is in exactly one `Labelled`, so that nothing can go nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Tick = Literal["ticked", "empty", "doubtful"]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several alternatives beside a label: "Yes ☒", a struck-out "No", a row of boxes.

    `state` is `ticked` or `empty` as the document's own state says (never its glyph alone), `doubtful` when state and
    glyph disagree or the mark is only a highlight, bold, underline or ring; `doubt` then says why.
    """

    text: str
    state: Tick
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What stands where an answer belongs.

    `text` is the answer's words, without placeholders, leaders, deleted text or instructions; lines are joined by a
    newline. `options` are the alternatives when the answer is ticked or struck out rather than written. `day` is the
    date that a content control states by itself. `doubts` are reasons, in words, why a person should look.
    `prompt` is the placeholder or guidance text that stood there and is no answer.
    """

    text: str = ""
    options: tuple[Option, ...] = ()
    day: date | None = None
    doubts: tuple[str, ...] = ()
    prompt: str | None = None

    @property
    def empty(self) -> bool:
        """True when nobody has answered here: no words, no date, no tick."""
        return not self.text and self.day is None and all(option.state == "empty" for option in self.options)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label with its answer, in reading order.

    `label` is as printed (joined runs, NFKC, single spaces), `section` the headings above it, outermost first, and
    `where` a place that a person can find ("table 3, row 7"). `hints` are other words that may name the answer: a
    content control's title or tag, a legacy field's name, a PDF field's name or tooltip. For a grid with a heading row,
    `record` is (table number, row number) and `label` the column's heading, `row_label` the words at the start of the
    row ("Child 1"); rows of one table form one list. `unlabelled` marks words that no label claims (free paragraphs,
    notes, text boxes): they are kept, and are an answer only where the meaning layer knows the heading above. `stray` marks
    words that the rules took for print and that somebody may have typed: they answer nothing, and a person sees them.
    """

    label: str
    value: Value
    where: str
    section: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    record: tuple[int, int] | None = None
    row_label: str | None = None
    unlabelled: bool = False
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """A whole document as labelled values, with what was noticed about the document itself.

    `flags` are facts such as `tracked-changes`, `macros`, `external-link`, `comments`; `titles` the document's title,
    headings and header lines; `words` the number of words in it, labels included.
    """

    items: tuple[Labelled, ...]
    titles: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    words: int = 0
    notes: tuple[str, ...] = field(default=())
