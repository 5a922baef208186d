"""The walk over a raw document that pairs labels with answers, in reading order.

Structure decides first (columns, colons, controls, headings), the vocabulary settles ties. Every word that was typed
ends in exactly one `Labelled`; what nothing asks for is kept as `unlabelled`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers import raw
from parsers.labelled import Labelled, Labels
from parsers.layout import grids
from parsers.layout.lines import LONGEST_LABEL, pairs
from parsers.layout.marked import has_box, has_control, titles_of, value_of, words_of

IsLabel = Callable[[str], bool]


def labelled(document: raw.RawDocument, is_label: IsLabel) -> Labels:
    """Every labelled value of `document`; `is_label` says whether words are a label that the vocabulary knows."""
    walk = Walk(document.controls, is_label)
    walk.blocks(document.blocks)
    walk.settle()
    flags = list(document.flags)
    return Labels(tuple(walk.items), tuple(walk.titles), tuple(flags), walk.words)


class Walk:
    """Where the walk stands: the headings above, the question that still waits for its answer, what was found."""

    def __init__(self, controls: Sequence[raw.Control], is_label: IsLabel) -> None:
        self.controls = controls
        self.is_label = is_label
        self.items: list[Labelled] = []
        self.titles: list[str] = []
        self.words = 0
        self.section: tuple[str, ...] = ()
        self._question: tuple[str, str, list[str]] | None = None
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

    def add(self, label: str, text: str, where: str, **more: object) -> None:
        """One label with the text that answers it."""
        value = value_of(text, self.controls)
        self.words += len(value.text.split())
        self.items.append(
            Labelled(label, value, where, self.section, titles_of(text, self.controls), **more)  # type: ignore[arg-type]
        )

    def heading(self, words: str) -> None:
        """A section begins."""
        self.settle()
        self.titles.append(words)
        self.section = (*self.section[-1:], words) if len(self.section) < 1 else (self.section[0], words)
        if len(self.titles) <= 2:
            self.section = (words,)

    def settle(self) -> None:
        """The question that waits has all the answer it will get."""
        if self._question is None:
            return
        label, where, lines = self._question
        self._question = None
        self.add(label, "\n".join(lines), where)

    def _where(self) -> str:
        return f"{self._aside}, paragraph {self._paragraphs}" if self._aside else f"paragraph {self._paragraphs}"

    def _paragraph(self, paragraph: raw.Paragraph) -> None:
        text = paragraph.text
        words = words_of(text)
        if not words and not has_box(text) and not has_control(text):
            return
        self.words += len(words.split()) if self._question is None else 0
        plain = not has_control(text) and not has_box(text)
        opens = paragraph.bold and not self.items and not words.endswith((":", "?")) and not self.is_label(words)
        if plain and not self.titles and (paragraph.heading or opens):
            # The first heading, or bold words at the very top, are the document's title, whatever colons they have.
            self.heading(words)
            return
        if paragraph.heading and not has_control(text) and not has_box(text):
            if len(words) <= LONGEST_LABEL and self.is_label(words):
                # A heading may name a section and ask a question at once: "Agency raising the difference".
                self.heading(words)
                self._question = (words, self._where(), [])
            else:
                found = pairs(text, self.is_label)
                if found and words_of(found[0][1]) and self.is_label(f"{found[0][0]}:"):
                    self.titles.append(words)
                    self._pairs(found)
                else:
                    self.heading(words)
            return
        if self._aside == "comment":
            self.items.append(Labelled("comment", value_of(text, self.controls), self._where(), unlabelled=True))
            return
        known = len(words) <= LONGEST_LABEL and "\n" not in words and self.is_label(words)
        if known and not has_control(text) and not has_box(text):
            self.settle()
            self._question = (words, self._where(), [])
            return
        first, newline, rest = text.partition("\n")
        if newline and self.is_label(words_of(first)):
            self.settle()
            self.add(words_of(first), rest, self._where())
            return
        found = pairs(text, self.is_label)
        if self._question is not None and found is not None and not any(self.is_label(label) for label, _ in found):
            found = None
        if found is not None:
            self.settle()
            self._pairs(found)
            return
        if self._question is not None:
            self._question[2].append(text)
            return
        if paragraph.bold and len(words) <= LONGEST_LABEL and not has_control(text) and not has_box(text):
            if words.endswith((":", "?")):
                self._question = (words, self._where(), [])
            else:
                self.heading(words)
            return
        title = titles_of(text, self.controls)
        if title:
            self.add(title[0], text, self._where())
            return
        value = value_of(text, self.controls)
        if value.text or value.options:
            self.items.append(Labelled(words[:120], value, self._where(), self.section, unlabelled=True))

    def _pairs(self, found: list[tuple[str, str]]) -> None:
        for label, answer in found[:-1]:
            self.add(label, answer, self._where())
        label, answer = found[-1]
        if words_of(answer) or has_box(answer) or has_control(answer):
            self.add(label, answer, self._where())
        else:
            self._question = (label, self._where(), [])

    # Tables

    def table(self, table: raw.Table, place: str = "") -> None:
        self._tables += 1
        number = self._tables
        name = f"{place}table {number}"
        grids.read(self, table, number, name)

    def cell_text(self, cell: raw.Cell) -> str:
        """The words of a cell with their marks; nested tables are read as tables of their own."""
        return "\n".join(one.text for one in cell.blocks if isinstance(one, raw.Paragraph) and one.text)

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
