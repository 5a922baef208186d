"""The walk over a raw document that pairs labels with answers, in reading order.

Structure decides first (columns, colons, controls, headings), the vocabulary settles ties. Every word that was typed
ends in exactly one `Labelled`; what nothing asks for is kept as `unlabelled`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from parsers import raw
from parsers.labelled import Labelled, Labels
from parsers.layout import grids
from parsers.layout.beginnings import AMBIGUOUS, Above, Beginnings
from parsers.layout.dress import Dress, Kind, learn
from parsers.layout.hints import answered_past_hints
from parsers.layout.known import Known
from parsers.layout.ledger import strays
from parsers.layout.lines import DASH, LONGEST_LABEL, LONGEST_QUESTION, pairs
from parsers.layout.marked import boxed, has_box, has_control, titles_of, value_of, words_of
from parsers.prompts import is_prompt

BOLD_LEVEL = 20
TABLE_LEVEL = 30
_FEWEST_DASHES = 4


@dataclass(slots=True)
class _Question:
    """A label whose answer is still to come. `emphasised` by a heading's look; `plain` when a line of it is not bold."""

    label: str
    where: str
    section: tuple[str, ...]
    emphasised: bool
    lines: list[str] = field(default_factory=list)
    plain: bool = False
    doubt: str | None = None
    kept: tuple[list[tuple[int, str]], tuple[str, ...]] | None = None


def labelled(document: raw.RawDocument, known: Known) -> Labels:
    """Every labelled value of `document`. `known` is what the vocabulary says of words."""
    known = replace(known, is_label=_remembering(known.is_label))
    known = replace(known, dashes=_dashed(document, known))
    walk = Walk(document.controls, known, learn(document, known.is_label, known.field_of))
    walk.blocks(document.blocks)
    walk.settle()
    flags = list(document.flags)
    items = walk.items
    items += strays(document.blocks, items, [*walk.titles, *walk.printed], known, walk.dress, document.controls)
    items = answered_past_hints(items)
    if document.doubt:
        items = [
            one
            if one.value.empty
            else replace(one, value=replace(one.value, doubts=(*one.value.doubts, document.doubt)))
            for one in items
        ]
    return Labels(tuple(items), tuple(walk.titles), tuple(flags), walk.words)


def _dashed(document: raw.RawDocument, known: Known) -> bool:
    """True for a document that has dashes between labels and answers: "Name of child – Jo Bell"."""
    found: set[str] = set()
    for paragraph in raw.paragraphs(document.blocks):
        dash = DASH.match(paragraph.text)
        if dash is not None and known.is_label(f"{words_of(dash[1])}:"):
            found.add(known.field_of(words_of(dash[1])) or dash[1])
    return len(found) >= _FEWEST_DASHES


def _box(table: raw.Table) -> list[raw.Paragraph] | None:
    """The paragraphs of a table of one cell, a box to write in; None for any other table."""
    if len(table.rows) != 1 or len(table.rows[0]) != 1:
        return None
    blocks = table.rows[0][0].blocks
    paragraphs = [one for one in blocks if isinstance(one, raw.Paragraph) and one.text.strip()]
    return paragraphs if all(isinstance(one, raw.Paragraph) for one in blocks) else None


def _remembering(is_label: Callable[[str], bool]) -> Callable[[str], bool]:
    """`is_label` with a memory as long as one document: its words are asked about again and again, and then forgotten."""
    known: dict[str, bool] = {}

    def asked(words: str) -> bool:
        found = known.get(words)
        if found is None:
            found = known[words] = is_label(words)
        return found

    return asked


class Walk:
    """Where the walk stands: the headings above, the question that still waits for its answer, what was found.

    `stacked` counts the rows of tables whose cells each held a label with its own answer; `printed` are words that the
    form prints where no answer belongs.
    """

    def __init__(self, controls: Sequence[raw.Control], known: Known, dress: Dress) -> None:
        self.controls = controls
        self.known = known
        self.dress = dress
        self.beginnings = Beginnings(known, dress)
        self.items: list[Labelled] = []
        self.titles: list[str] = []
        self.words = 0
        self.section: tuple[str, ...] = ()
        self._headings: list[tuple[int, str]] = []
        self._question: _Question | None = None
        self.stacked = 0
        self.printed: set[str] = set()
        self._inline = 0
        self._emphasised = 0
        self._tables = 0
        self._paragraphs = 0
        self._aside = ""

    def blocks(self, blocks: Sequence[raw.Block]) -> None:
        for at, block in enumerate(blocks):
            if isinstance(block, raw.Paragraph):
                self._paragraphs += 1
                if not self._asks_the_box(block, blocks[at + 1 : at + 3]):
                    self._paragraph(block)
            elif isinstance(block, raw.Table):
                if not self._boxed_answer(block):
                    self.settle()
                    self.table(block)
            else:
                self.settle()
                kept, self._aside = self._aside, block.where
                self.blocks(block.blocks)
                self.settle()
                self._aside = kept

    def _asks_the_box(self, paragraph: raw.Paragraph, following: Sequence[raw.Block]) -> bool:
        """True for words in the look of a question over a box to write in, which nobody knows: they ask what is in it."""
        below = [one for one in following if not isinstance(one, raw.Paragraph) or one.text.strip()][:1]
        if not below or not isinstance(below[0], raw.Table) or not (paragraph.bold or paragraph.heading):
            return False
        words = words_of(paragraph.text)
        written = _box(below[0])
        if not written or not words or len(words) > LONGEST_QUESTION or has_control(paragraph.text):
            return False
        if not self.titles or self._aside or self.known.is_title(words) or self.known.is_label(words):
            return False
        if self.known.section_of(words) is not None or self.known.is_label(f"{words.rstrip(' :')}:"):
            return False
        if self.beginnings.of_paragraphs(written, Above(words)) == "label":
            return False
        self.ask(words, level=paragraph.level or BOLD_LEVEL)
        return True

    def _boxed_answer(self, table: raw.Table) -> bool:
        """True for a table of one cell beneath a question, a box to write in, which then answers the question."""
        question = self._question
        paragraphs = _box(table)
        if question is None or question.lines or paragraphs is None:
            return False
        verdict = self.beginnings.of_paragraphs(paragraphs, Above(question.label))
        if verdict == "label":
            return False
        if verdict == "doubtful":
            question.doubt = AMBIGUOUS
        self._tables += 1
        question.where = f"table {self._tables}, row 1"
        self.answered(self.cell_text(table.rows[0][0]), bold=False)
        self.settle()
        return True

    def add(
        self,
        label: str,
        text: str,
        where: str,
        *,
        doubt: str | None = None,
        printed: str = "",
        hints: tuple[str, ...] = (),
        **more: object,
    ) -> None:
        """One label with the text that answers it; `doubt` is why a person should look at it, `printed` what the form
        prints beneath the label, `hints` what of it may name the answer."""
        value = value_of(text, self.controls)
        if printed and not value.empty:
            value = replace(value, prompt="; ".join(one for one in (value.prompt, *printed.split("\n")) if one))
        if doubt is not None and value.text:
            value = replace(value, doubts=(*value.doubts, doubt))
        self.words += len(value.text.split())
        self.items.append(
            Labelled(label, value, where, self.section, titles_of(text, self.controls) + hints, **more)  # type: ignore[arg-type]
        )

    def heading(self, words: str, level: int = TABLE_LEVEL) -> None:
        """A section begins, beneath those of a lower level."""
        self.settle()
        self.titles.append(words)
        self._headings = [one for one in self._headings if one[0] < level]
        self._headings.append((level, words))
        self.section = tuple(one for _, one in self._headings)

    @contextmanager
    def within(self, words: str) -> Iterator[None]:
        """A section that is part of a table alone: what is added meanwhile stands in it."""
        kept = self._headings, self.section
        self.heading(words, TABLE_LEVEL + 1)
        yield
        self._headings, self.section = kept

    def ask(self, words: str, *, level: int = 0) -> None:
        """A question whose answer is still to come. In the look of a heading it may be one, until words answer it."""
        self.settle()
        self._question = _Question(words, self._where(), self.section, emphasised=level > 0)
        if level and self.known.section_of(words) is not None:
            question, self._question = self._question, None
            kept = self._headings, self.section
            self.heading(words, level)
            self._question = question
            question.kept = kept

    def answered(self, text: str, *, bold: bool) -> None:
        """Words that answer the question that waits: it was no section's heading then."""
        question = self._question
        assert question is not None
        if question.emphasised and not question.lines:
            self._emphasised += 1
        if question.kept is not None:
            self._headings, self.section = question.kept
            question.kept = None
        question.lines.append(text)
        question.plain = question.plain or not bold

    def settle(self) -> None:
        """The question that waits has all the answer it will get."""
        question = self._question
        if question is None:
            return
        self._question = None
        kept, self.section = self.section, question.section
        self.add(question.label, "\n".join(question.lines), question.where, doubt=question.doubt)
        self.section = kept

    def _where(self) -> str:
        return f"{self._aside}, paragraph {self._paragraphs}" if self._aside else f"paragraph {self._paragraphs}"

    def _paragraph(self, paragraph: raw.Paragraph) -> None:
        text = boxed(paragraph.text)
        words = words_of(text)
        plain = not has_control(text) and not has_box(text)
        if not words and plain:
            return
        self.words += len(words.split()) if self._question is None else 0
        if plain and self._is_title(paragraph, words):
            # The first heading, or bold words at the very top, are the document's title, whatever colons they have.
            self.heading(words, 1)
            return
        if self._aside in raw.NOTES:
            self.items.append(Labelled(self._aside, value_of(text, self.controls), self._where(), unlabelled=True))
            return
        level = paragraph.level or (BOLD_LEVEL if paragraph.bold else 0)
        if plain and len(words) <= (LONGEST_LABEL if not level else LONGEST_QUESTION) and "\n" not in words:
            if self._opens_section(words, level):
                self.heading(words, level or BOLD_LEVEL)
                return
            holds = self.beginnings.holds_answer(words)
            own = holds and not (paragraph.level and self.known.section_of(words) is not None)
            known = (not own and self.known.is_label(words)) or (
                level > 0 and not words.endswith((":", "?")) and not holds and self.known.is_label(f"{words}:")
            )
            if known and not self._answers(paragraph, words):
                self.ask(words, level=level)
                return
        if paragraph.level and plain:
            self._styled_heading(paragraph, words)
            return
        first, newline, rest = text.partition("\n")
        if newline and self.known.is_label(words_of(first)) and not has_control(first) and not has_box(first):
            self.settle()
            self.add(words_of(first), rest, self._where())
            return
        found = self._pairs_of(paragraph, text)
        if found is not None:
            self._pairs(found)
            return
        if paragraph.bold and plain and len(words) <= LONGEST_LABEL and self._next_question(words):
            if words.endswith((":", "?")):
                self.ask(words, level=BOLD_LEVEL)
            else:
                self.heading(words, BOLD_LEVEL)
            return
        if self._question is not None:
            if not self._question.lines and plain and is_prompt(words):
                return  # "If yes, ring 999": what to do, printed beneath the question.
            self.answered(text, bold=paragraph.bold)
            return
        title = titles_of(text, self.controls)
        if title:
            self.add(title[0], text, self._where())
            return
        value = value_of(text, self.controls)
        if value.text or value.options:
            self.items.append(Labelled(words[:120], value, self._where(), self.section, unlabelled=True))

    def _is_title(self, paragraph: raw.Paragraph, words: str) -> bool:
        """True for the first heading, and for bold words at the very top that name a form or ask nothing."""
        if self.items or self._question is not None or words.endswith((":", "?")):
            return paragraph.level > 0 and not self.titles
        named = self.known.is_title(words)
        if self.titles:
            return named and len(self.titles) < 3 and (paragraph.bold or paragraph.level > 0)
        return paragraph.level > 0 or (paragraph.bold and (named or not self.known.is_label(words)))

    def _opens_section(self, words: str, level: int) -> bool:
        """True for a heading that names a section and asks nothing, and for the partnership's own block in any look."""
        kind = self.known.section_of(words)
        if kind is None or self.known.is_label(words) or (level > 0 and self.known.is_label(f"{words}:")):
            return False
        return kind == "office" or (level > 0 and self._question is not None and not self.dress.bold_answers)

    def _answers(self, paragraph: raw.Paragraph, words: str) -> bool:
        """True for a line that might ask, and answers: it is not dressed as the labels of this document are."""
        question = self._question
        if question is None or paragraph.level:
            return False
        if paragraph.bold:
            return (
                self.dress.bold_answers
                and not question.emphasised
                and not question.lines
                and not self._answers_on_the_line
            )
        if words.endswith((":", "?")) and not question.lines:
            return False
        return not self.dress.fits(words, bold=False, kind=Kind(False, True)) or self.dress.repeats(
            words, self.known.field_of
        )

    @property
    def _answers_on_the_line(self) -> bool:
        """True for a form that is answered beside its labels: bold words beneath an empty one are a heading."""
        return self._inline > 2

    def _next_question(self, words: str) -> bool:
        """True when bold words that nobody knows are a heading or the next question rather than an answer in bold."""
        question = self._question
        if question is None:
            return True
        if not question.emphasised:
            return self._answers_on_the_line and not question.lines
        return words.endswith((":", "?")) or (question.plain and len(words.split()) <= 14 and not words.endswith("."))

    def _styled_heading(self, paragraph: raw.Paragraph, words: str) -> None:
        found = pairs(paragraph.text, self.known)
        if found and words_of(found[0][1]) and self.known.is_label(f"{found[0][0]}:"):
            self.settle()
            self.titles.append(words)
            self._pairs(found)
        elif words.endswith("?") and len(words) <= LONGEST_LABEL:
            self.ask(words, level=paragraph.level)
        else:
            self.heading(words, paragraph.level)

    def _pairs_of(self, paragraph: raw.Paragraph, text: str) -> list[tuple[str, str]] | None:
        """The pairs of a paragraph, None where its words answer the question that waits."""
        found = pairs(text, self.known)
        if found is None or self._question is None:
            return found
        question = self._question
        above = Above(question.label, bool(question.lines), opens=question.kept is not None)
        verdict = self.beginnings.of_pairs(text, found, above, bold=paragraph.bold)
        if verdict == "doubtful":
            question.doubt = AMBIGUOUS
        return found if verdict == "label" else None

    def _pairs(self, found: list[tuple[str, str]]) -> None:
        self.settle()
        self._inline += any(words_of(answer) for _, answer in found)
        for label, answer in found[:-1]:
            self.add(label, answer, self._where())
        label, answer = found[-1]
        if words_of(answer) or has_box(answer) or has_control(answer):
            self.add(label, answer, self._where())
        else:
            self.ask(label)

    # Tables

    def table(self, table: raw.Table, place: str = "") -> None:
        self._tables += 1
        number = self._tables
        name = f"{place}table {number}"
        kept = self._headings, self.section
        grids.read(self, table, number, name)
        if not place and self.section and self.known.section_of(self.section[-1]) == "office":
            # The partnership's own block is one table; what follows is the agencies' again.
            self._headings, self.section = kept
            if self.section and self.known.section_of(self.section[-1]) == "office":
                self._headings = self._headings[:-1]
                self.section = self.section[:-1]

    def cell_text(self, cell: raw.Cell) -> str:
        """The words of a cell with their marks; nested tables are read as tables of their own."""
        return boxed("\n".join(one.text for one in cell.blocks if isinstance(one, raw.Paragraph) and one.text))

    def nested(self, cell: raw.Cell, where: str) -> None:
        """Tables and text boxes inside a cell."""
        for block in cell.blocks:
            if isinstance(block, raw.Table):
                self.table(block, f"{where}, ")
            elif isinstance(block, raw.Aside):
                self.blocks([block])

    def nested_under(self, heading: str, cell: raw.Cell, where: str) -> None:
        """Tables and text boxes inside a cell under `heading`, which may say whose section they are."""
        if self.known.section_of(heading) is None or all(isinstance(one, raw.Paragraph) for one in cell.blocks):
            self.nested(cell, where)
            return
        with self.within(heading):
            self.nested(cell, where)

    def unlabelled(self, text: str, where: str) -> None:
        value = value_of(text, self.controls)
        if not value.empty:
            self.items.append(
                Labelled(
                    words_of(text)[:120], value, where, self.section, titles_of(text, self.controls), unlabelled=True
                )
            )
