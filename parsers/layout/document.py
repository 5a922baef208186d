"""The walk over a raw document that pairs labels with answers, in reading order.

Structure decides first (columns, colons, controls, headings), the vocabulary settles ties. Every word that was typed
ends in exactly one `Labelled`; what nothing asks for is kept as `unlabelled`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from parsers import raw
from parsers.labelled import Labelled, Labels
from parsers.layout import grids
from parsers.layout.dress import Dress, learn
from parsers.layout.lines import LONGEST_LABEL, pairs
from parsers.layout.marked import boxed, has_box, has_control, titles_of, value_of, words_of
from parsers.prompts import is_prompt

IsLabel = Callable[[str], bool]
Names = Callable[[str], str | None]

BOLD_LEVEL = 20
TABLE_LEVEL = 30


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


def labelled(
    document: raw.RawDocument,
    is_label: IsLabel,
    *,
    field_of: Names = lambda _words: None,
    section_of: Names = lambda _words: None,
) -> Labels:
    """Every labelled value of `document`.

    `is_label` says whether words are a label that the vocabulary knows, `field_of` the one field that a label asks for
    by its own words, `section_of` the kind of section that a heading opens ("office" is the partnership's own).
    """
    walk = Walk(document.controls, is_label, learn(document, is_label, field_of), field_of, section_of)
    walk.blocks(document.blocks)
    walk.settle()
    flags = list(document.flags)
    items = walk.items
    if document.doubt:
        items = [
            one
            if one.value.empty
            else replace(one, value=replace(one.value, doubts=(*one.value.doubts, document.doubt)))
            for one in items
        ]
    return Labels(tuple(items), tuple(walk.titles), tuple(flags), walk.words)


class Walk:
    """Where the walk stands: the headings above, the question that still waits for its answer, what was found."""

    def __init__(
        self, controls: Sequence[raw.Control], is_label: IsLabel, dress: Dress, field_of: Names, section_of: Names
    ) -> None:
        self.controls = controls
        self.is_label = is_label
        self.dress = dress
        self.field_of = field_of
        self.section_of = section_of
        self.items: list[Labelled] = []
        self.titles: list[str] = []
        self.words = 0
        self.section: tuple[str, ...] = ()
        self._headings: list[tuple[int, str]] = []
        self._question: _Question | None = None
        self._inline = 0
        self._emphasised = 0
        self._tables = 0
        self._paragraphs = 0
        self._aside = ""

    def blocks(self, blocks: Sequence[raw.Block]) -> None:
        for block in blocks:
            if isinstance(block, raw.Paragraph):
                self._paragraphs += 1
                self._paragraph(block)
            elif isinstance(block, raw.Table):
                self.settle()
                self.table(block)
            else:
                self.settle()
                kept, self._aside = self._aside, block.where
                self.blocks(block.blocks)
                self.settle()
                self._aside = kept

    def add(self, label: str, text: str, where: str, *, doubt: str | None = None, **more: object) -> None:
        """One label with the text that answers it; `doubt` is why a person should look at it."""
        value = value_of(text, self.controls)
        if doubt is not None and value.text:
            value = replace(value, doubts=(*value.doubts, doubt))
        self.words += len(value.text.split())
        self.items.append(
            Labelled(label, value, where, self.section, titles_of(text, self.controls), **more)  # type: ignore[arg-type]
        )

    def heading(self, words: str, level: int = TABLE_LEVEL) -> None:
        """A section begins, beneath those of a lower level."""
        self.settle()
        self.titles.append(words)
        self._headings = [one for one in self._headings if one[0] < level]
        self._headings.append((level, words))
        self.section = tuple(one for _, one in self._headings)

    def ask(self, words: str, *, level: int = 0) -> None:
        """A question whose answer is still to come. In the look of a heading it may be one, until words answer it."""
        self.settle()
        self._question = _Question(words, self._where(), self.section, emphasised=level > 0)
        if level and self.section_of(words) is not None:
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
        if plain and not self.titles and self._is_title(paragraph, words):
            # The first heading, or bold words at the very top, are the document's title, whatever colons they have.
            self.heading(words, 1)
            return
        if self._aside == "comment":
            self.items.append(Labelled("comment", value_of(text, self.controls), self._where(), unlabelled=True))
            return
        level = paragraph.level or (BOLD_LEVEL if paragraph.bold else 0)
        if plain and len(words) <= LONGEST_LABEL and "\n" not in words:
            if self._opens_section(words, level):
                self.heading(words, level or BOLD_LEVEL)
                return
            holds = self.holds_answer(words)
            own = holds and not (paragraph.level and self.section_of(words) is not None)
            known = (not own and self.is_label(words)) or (
                level > 0 and not words.endswith((":", "?")) and not holds and self.is_label(f"{words}:")
            )
            if known and not self._answers(paragraph, words):
                self.ask(words, level=level)
                return
        if paragraph.level and plain:
            self._styled_heading(paragraph, words)
            return
        first, newline, rest = text.partition("\n")
        if newline and self.is_label(words_of(first)) and not has_control(first) and not has_box(first):
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
        if paragraph.level:
            return True
        return paragraph.bold and not self.items and not words.endswith((":", "?")) and not self.is_label(words)

    def _opens_section(self, words: str, level: int) -> bool:
        """True for a heading that names a section and asks nothing, and for the partnership's own block in any look."""
        kind = self.section_of(words)
        if kind is None or self.is_label(words):
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
        return not self.dress.fits(words, bold=False) or self.dress.repeats(words, self.field_of)

    def _certain(self, label: str) -> bool:
        """True for words that hardly begin an answer, as "Risk: …", "Date: …" and "The outcome: …" do."""
        return len(_without_article(label)) > 1 and self.is_label(label)

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
        found = pairs(paragraph.text, self.is_label)
        if found and words_of(found[0][1]) and self.is_label(f"{found[0][0]}:"):
            self.settle()
            self.titles.append(words)
            self._pairs(found)
        elif words.endswith("?") and len(words) <= LONGEST_LABEL:
            self.ask(words, level=paragraph.level)
        else:
            self.heading(words, paragraph.level)

    def _pairs_of(self, paragraph: raw.Paragraph, text: str) -> list[tuple[str, str]] | None:
        """The pairs of a paragraph, None where its words answer the question that waits."""
        found = pairs(text, self.is_label)
        if found is None or self._question is None:
            return found
        if not any(self.is_label(f"{label}:") for label, _ in found):
            return None
        question = self._question
        opened = question.kept is not None and not question.lines and len(found[0][0].split()) > 1
        if len(found) == 1 and not opened and not self.may_begin(text, found[0][0], bold=paragraph.bold):
            return None
        if len(found) == 1 and words_of(found[0][1]) and self.lone(*found[0]):
            question.doubt = grids.AMBIGUOUS
            return None
        if not question.emphasised:
            return found
        if not any(self._certain(label) or has_box(said) for label, said in found) and (
            question.lines or question.label.endswith("?") or not any(self.is_label(label) for label, _ in found)
        ):
            return None  # "Risk: further injury" beneath a question in bold is a line of its answer.
        said = found[-1][1]
        asks_again = not question.lines and not question.label.endswith("?") and self.is_label(found[0][0])
        if (
            not self._inline
            and self._emphasised > 1
            and not asks_again
            and not any(len(label.split()) > 2 and self.is_label(label) for label, _ in found)
            and not has_box(said)
            and not has_control(said)
        ):
            return None  # A form that asks in headings does not ask in a line of an answer.
        return found

    def lone(self, label: str, said: str) -> bool:
        """True for a lone word ("Risk:", "The outcome:") that may begin a line of an answer as well as ask, where
        nothing in their look tells labels apart."""
        if len(_without_article(label.strip(" :?"))) != 1 or self.dress.bold or self.dress.numbered:
            return False
        return self.field_of(label) is not None or words_of(said)[:1].islower()

    def holds_answer(self, words: str) -> bool:
        """True for "Role: DSL": a label with its own answer on the line, though all its words might ask together."""
        head, colon, said = words.partition(":")
        said = said.strip()
        if (
            not colon
            or not any(one.isalnum() for one in said)
            or is_prompt(said)
            or "/" in said
            or len(head) > LONGEST_LABEL
        ):
            return False
        if said[0].islower() or (said.endswith("?") and "." not in said):
            return False
        return self.is_label(f"{head}:") and not said.startswith(("(", "["))

    def may_begin(self, text: str, label: str, *, bold: bool = False) -> bool:
        """True when a line that begins like a label is one, and not a sentence of the answer that it stands in."""
        dressed = self.dress.fits(text, bold=bold) or (len(label.split()) > 2 and self.is_label(label))
        return dressed and not self.dress.repeats(label, self.field_of)

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
        grids.read(self, table, number, name)

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

    def unlabelled(self, text: str, where: str) -> None:
        value = value_of(text, self.controls)
        if not value.empty:
            self.items.append(
                Labelled(
                    words_of(text)[:120], value, where, self.section, titles_of(text, self.controls), unlabelled=True
                )
            )


def _without_article(label: str) -> list[str]:
    words = label.split()
    return words[1:] if words and words[0].casefold() in ("the", "our", "my", "a") else words
