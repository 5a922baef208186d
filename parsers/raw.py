"""The raw document: what any format gives to the layout layer, in reading order.

Text is plain `str` with a few marks from Unicode's private use area, so that layout can work with string methods: a
ticked, empty or doubtful box, struck-out and bold words, prompts that nobody typed, and the edges of a control. What else is
known of a control stands in `RawDocument.controls`, by the number in its opening mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

TICKED, EMPTY, DOUBTFUL = "\ue000", "\ue001", "\ue002"
BOXES = TICKED + EMPTY + DOUBTFUL
STRUCK, STRUCK_END = "\ue010", "\ue011"
MARKED, MARKED_END = "\ue012", "\ue013"
BOLD, BOLD_END = "\ue014", "\ue015"
PROMPT, PROMPT_END = "\ue030", "\ue031"
CONTROL_END = "\ue021"
FIRST_CONTROL = 0xF0000
MOST_CONTROLS = 0xFFF0
# No form has more table cells, and reading more takes longer than is safe.
MOST_CELLS = 20_000
# Marks that say why the words they stand among should be looked at.
HIDDEN, PLAINLY_READ, UNCLEAR, PARTLY_STRUCK, TURNED, LOOSE, BROKEN, TYPED_OVER = (
    chr(0xE080 + number) for number in range(8)
)
DOUBTS = {
    HIDDEN: "some of these words are hidden in the document",
    PLAINLY_READ: "this part of the document was read without its layout",
    UNCLEAR: "the columns of this PDF are unclear",
    PARTLY_STRUCK: "some of these words are struck out in the PDF, and which is unclear",
    TURNED: "a row of this table goes on over the end of a page, which may cut its answers",
    LOOSE: "this stands outside the ruled tables of the PDF, where answers may be cut or joined",
    TYPED_OVER: "these words were typed over the page of the PDF, and which question they answer is seen by eye only",
    BROKEN: "a word or a line may be broken over two lines of the PDF",
}
_CONTROLS = re.compile("[\U000f0000-\U000ffffd]")
_WORD_END = re.compile(r"(?<=[^\s:?\[(])(?=\s|$)")


def control_mark(number: int) -> str:
    """The mark that opens control `number`."""
    return chr(FIRST_CONTROL + number)


def control_number(mark: str) -> int | None:
    """The control that `mark` opens, or None when it is another character."""
    code = ord(mark)
    return code - FIRST_CONTROL if FIRST_CONTROL <= code < FIRST_CONTROL + 0xFFFD else None


@dataclass(slots=True)
class Control:
    """A place made for an answer: a content control, a legacy field, a PDF field. `doubt` is why to look at it."""

    title: str | None = None
    day: date | None = None
    doubt: str | None = None


@dataclass(slots=True)
class Paragraph:
    """One paragraph with its marks.

    `level` is 0 for plain text, 1 for a title, 2 for a heading of the first level and so on, by style. `bold` when all
    its words are; words that are bold among others that are not stand between marks.
    """

    text: str
    level: int = 0
    bold: bool = False

    @property
    def heading(self) -> bool:
        return self.level > 0


@dataclass(slots=True)
class Cell:
    """A cell at its grid column, over `span` columns. A continuation of a merged cell above is not listed."""

    column: int
    span: int
    blocks: list[Block]
    shaded: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class Table:
    """A table as rows of cells; `header` rows are marked as such by the document."""

    rows: list[list[Cell]]
    header: int = 0


# Where words stand that a merged cell covers, which no program shows; and what lies inside, named without being read.
COVERED, UNREAD = "merged cell", "embedded file"
# Asides that answer nothing, whatever they look like.
NOTES = frozenset({"comment", "footnote", "endnote", COVERED, UNREAD})


@dataclass(slots=True)
class Aside:
    """Words that stand beside the text: a header, footer, note, comment, text box, or what a merged cell covers."""

    where: str
    blocks: list[Block]


Block = Paragraph | Table | Aside


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Every paragraph in `blocks`, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)
        else:
            yield from paragraphs(block.blocks)


def doubt(blocks: Sequence[Block], mark: str) -> None:
    """Make every word in `blocks` doubtful, for the reason that `mark` (of `DOUBTS`) stands for."""
    for paragraph in paragraphs(blocks):
        paragraph.text = doubted(paragraph.text, mark)


def doubted(text: str, mark: str) -> str:
    """`text` with every word doubtful, so that each answer in it is, wherever its labels end."""
    if not text.strip() or mark in text:
        return text
    marked = _WORD_END.sub(mark, text)
    return marked if mark in marked else text + mark


@dataclass(slots=True)
class RawDocument:
    """A whole document. `flags` are facts about it such as `tracked-changes` or `macros`; `images` counts pictures.

    `doubt` is why every value of it should be looked at: its layout is a guess.
    """

    blocks: list[Block]
    controls: list[Control] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    title: str | None = None
    images: int = 0
    doubt: str | None = None

    def renumber(self, first: int) -> None:
        """Number the controls from `first` on, for a document that becomes part of another."""
        if first and self.controls:
            for paragraph in paragraphs(self.blocks):
                paragraph.text = _CONTROLS.sub(lambda one: chr(min(ord(one[0]) + first, 0xFFFFD)), paragraph.text)
