"""One walk over the parts of a Word document: it descends everywhere and lists what to skip (WORD_TRAPS).

python-docx loses what form-fillers type (content controls, insertions, boxes), so it is not used for reading. The walk
is the hot path of the service: each element is looked at once, and what a property needs is taken while passing it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.package import Package
from parsers.formats.ticks import symbol_text, symbol_tick
from parsers.formats.word import controls, drawings, tables
from parsers.formats.word.fields import Fields
from parsers.formats.word.names import (
    ALTERNATE,
    CONTROL,
    DELETED,
    INSERTED,
    OFF,
    PARAGRAPH,
    RUN,
    SKIPPED,
    TABLE,
    VAL,
    A,
    M,
    R,
    W,
    branch_of,
    is_on,
)  # fmt: skip
from parsers.formats.word.styles import NO_STYLE, Style, Styles
from parsers.formats.words import paragraph_of, tidy, without_marks

DEEPEST_BLOCKS, DEEPEST_WORDS = 80, 120
_ABOUT, _RUN_ABOUT, _TEXT = W + "pPr", W + "rPr", W + "t"
_STYLE, _OUTLINE, _DELETED_MARK, _LINK = W + "pStyle", W + "outlineLvl", W + "del", R + "id"
_ASCII, _HIGH_ANSI, _COMPLEX = W + "ascii", W + "hAnsi", W + "cs"
_DRESS: dict[object, str] = {
    W + "b": "bold",
    W + "rStyle": "style",
    W + "rFonts": "font",
    W + "strike": "struck",
    W + "dstrike": "struck",
    W + "highlight": "marked",
    W + "u": "marked",
    W + "bdr": "marked",
    W + "vanish": "hidden",
}
_UNMARKED = OFF | {"nil"}


class OpenPart(Protocol):
    """Reads a document that is a part of another; None where it lies too deep to be opened."""

    def __call__(self, data: bytes) -> raw.RawDocument | None: ...


class Walker:
    """What a walk knows of the document, and what it gathers: controls, flags, boxes beside the text."""

    def __init__(self, package: Package, relations: dict[str, tuple[str, str]], open_part: OpenPart) -> None:
        self.package = package
        self.relations = relations
        self.open_part = open_part
        self.controls: list[raw.Control] = []
        self.flags: list[str] = []
        self.beside: list[raw.Block] = []
        self.fields = Fields(self.controls)
        self.stores: dict[str, etree._Element | None] | None = None
        self.parts_opened = 0
        self.cells = 0
        self._styles: Styles | None = None
        self._depth = 0

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)

    def part(self, tree: etree._Element, name: str) -> list[raw.Block]:
        """The blocks of another part, under its own relationships."""
        kept, self.relations = self.relations, self.package.relations(name)
        try:
            return self.blocks(tree)
        finally:
            self.relations = kept

    def style(self, key: str) -> Style:
        """How the document writes the style `key`."""
        if self._styles is None:
            part = next((target for kind, target in self.relations.values() if kind == "styles"), None)
            self._styles = Styles(self.package, part)
        return self._styles.get(key)

    # Blocks

    def blocks(self, parent: etree._Element) -> list[raw.Block]:
        """What stands in `parent`, with boxes and drawings after the block that they are anchored in."""
        kept, self.beside = self.beside, []
        found: list[raw.Block] = []
        self.descend(parent, found)
        self.beside = kept
        return found

    def descend(self, parent: etree._Element, found: list[raw.Block]) -> None:
        self._depth += 1
        if self._depth > DEEPEST_BLOCKS:
            raise too_deep()
        joined: list[str] | None = None
        for child in parent:
            tag = child.tag
            if tag == PARAGRAPH:
                joined = self._paragraph(child, joined or [], found)
            elif tag == TABLE:
                found.append(tables.read_table(self, child))
            elif (handler := _BLOCKS.get(tag)) is not None:
                handler(self, child, found)
            elif not self._passed_over(tag):
                self.descend(child, found)
            if self.beside:
                found += self.beside
                self.beside = []
        if joined:
            found.append(raw.Paragraph(tidy(joined)))
        self._depth -= 1

    def _passed_over(self, tag: object) -> bool:
        """True for an element that is not read. Tracked changes are noted either way."""
        passed = tag in SKIPPED or not isinstance(tag, str)
        if tag in (DELETED if passed else INSERTED):
            self.flag("tracked-changes")
        return passed

    def _paragraph(self, element: etree._Element, pieces: list[str], found: list[raw.Block]) -> list[str] | None:
        """A paragraph into `found`; its words instead, where its end is deleted and they run on into the next one."""
        self.inline(element, pieces)
        level, bold = 0, False
        if len(element) and element[0].tag == _ABOUT:
            for one in element[0]:
                tag = one.tag
                if tag == _STYLE:
                    style = self.style(one.get(VAL, ""))
                    level, bold = style.level or level, bool(style.bold)
                elif tag == _OUTLINE:
                    number = one.get(VAL, "9")
                    level = level or (int(number) + 2 if number.isdigit() and int(number) < 9 else 0)
                elif tag == _RUN_ABOUT and one.find(_DELETED_MARK) is not None:
                    self.flag("tracked-changes")
                    return pieces
        paragraph = paragraph_of(tidy(pieces), level)
        if bold and not level and raw.BOLD not in paragraph.text:
            paragraph.bold = True
        found.append(paragraph)
        return None

    def alternate(self, element: etree._Element, found: list[raw.Block]) -> None:
        branch = branch_of(element)
        if branch is not None:
            self.descend(branch, found)

    # Words within a paragraph

    def inline(self, parent: etree._Element, out: list[str]) -> None:
        """The words of `parent` into `out`, with marks."""
        self._depth += 1
        if self._depth > DEEPEST_WORDS:
            raise too_deep()
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, out)
            elif (handler := _WORDS.get(tag)) is not None:
                handler(self, child, out)
            elif not self._passed_over(tag):
                self.inline(child, out)
        self._depth -= 1

    def _run(self, run: etree._Element, out: list[str]) -> None:
        fields = self.fields
        start, before, after, font = len(out), "", "", ""
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                words = child.text
                if words and not fields.hiding:
                    out.append(words if not font and words.isascii() else _letters(words, font))
            elif tag == _RUN_ABOUT:
                before, after, font = self._dress(child)
            elif (handler := _WORDS.get(tag)) is not None:
                handler(self, child, out)
            elif tag not in SKIPPED and isinstance(tag, str):
                self.inline(child, out)
        if before and len(out) > start:
            out.insert(start, before)
            out.append(after)

    def _dress(self, about: etree._Element) -> tuple[str, str, str]:
        """Marks before and after the words of a run, and the font where its letters are symbols."""
        style, bold, struck, hidden, marked = NO_STYLE, None, None, None, False
        font: str | None = None
        for mark in about:
            kind = _DRESS.get(mark.tag)
            if kind is None:
                continue
            if kind == "bold":
                bold = is_on(mark)
            elif kind == "style":
                style = self.style(mark.get(VAL, ""))
            elif kind == "font":
                font = mark.get(_ASCII) or mark.get(_HIGH_ANSI) or mark.get(_COMPLEX)
            elif kind == "struck":
                struck = struck or is_on(mark)
            elif kind == "marked":
                marked = marked or mark.get(VAL, "single") not in _UNMARKED
            else:
                hidden = is_on(mark)
        before = after = ""
        if style.bold if bold is None else bold:
            before, after = raw.BOLD, raw.BOLD_END
        if style.struck if struck is None else struck:
            before, after = before + raw.STRUCK, raw.STRUCK_END + after
        if marked:
            before, after = before + raw.MARKED, raw.MARKED_END + after
        if style.prompt:
            before, after = before + raw.PROMPT, raw.PROMPT_END + after
        if style.hidden if hidden is None else hidden:
            self.flag("hidden-text")
            before += raw.HIDDEN
        font = style.font if font is None else font
        return before, after, font if font and font.casefold().startswith(("wingdings", "webdings")) else ""

    def hyperlink(self, element: etree._Element, out: list[str]) -> None:
        """The words of a link, and the address beside them where they do not say it."""
        before = len(out)
        self.inline(element, out)
        _, target = self.relations.get(element.get(_LINK, ""), ("", ""))
        if target.lower().startswith("mailto:"):
            address = target[7:].partition("?")[0]
            if address and address.casefold() not in "".join(out[before:]).casefold():
                out.append(f" {address}")

    def words_branch(self, element: etree._Element, out: list[str]) -> None:
        branch = branch_of(element)
        if branch is not None:
            self.inline(branch, out)


def too_deep() -> Unreadable:
    return Unreadable("too-large", "The document is nested too deeply to be read safely.")


def _letters(words: str, font: str) -> str:
    """Words from outside: letters of a symbol font are boxes and ticks, and marks that are ours alone cannot come in."""
    return symbol_text(words, font) if font else without_marks(words)


def _text(walker: Walker, element: etree._Element, out: list[str]) -> None:
    if element.text and not walker.fields.hiding:
        out.append(without_marks(element.text))


def _constant(text: str) -> Callable[[Walker, etree._Element, list[str]], None]:
    def write(walker: Walker, _element: etree._Element, out: list[str]) -> None:
        if not walker.fields.hiding:
            out.append(text)

    return write


def _symbol(walker: Walker, element: etree._Element, out: list[str]) -> None:
    if not walker.fields.hiding:
        out.append(symbol_tick(element.get(W + "font", ""), element.get(W + "char", "")))


def _field_mark(walker: Walker, element: etree._Element, out: list[str]) -> None:
    walker.fields.mark(element, out)


def _instruction(walker: Walker, element: etree._Element, _out: list[str]) -> None:
    walker.fields.instruct(element.text)


def _ruby(walker: Walker, element: etree._Element, out: list[str]) -> None:
    base = element.find(W + "rubyBase")
    if base is not None:
        walker.inline(base, out)


_BLOCKS: dict[object, Callable[[Walker, etree._Element, list[raw.Block]], None]] = {
    CONTROL: controls.block_control,
    ALTERNATE: Walker.alternate,
    W + "altChunk": drawings.alternative_part,
}
_WORDS: dict[object, Callable[[Walker, etree._Element, list[str]], None]] = {
    _TEXT: _text,
    M + "t": _text,
    A + "t": _text,
    CONTROL: controls.inline_control,
    W + "hyperlink": Walker.hyperlink,
    ALTERNATE: Walker.words_branch,
    W + "fldChar": _field_mark,
    W + "instrText": _instruction,
    W + "tab": _constant("\t"),
    W + "ptab": _constant("\t"),
    W + "br": _constant("\n"),
    W + "cr": _constant("\n"),
    W + "noBreakHyphen": _constant("-"),
    W + "softHyphen": _constant(""),
    W + "sym": _symbol,
    W + "ruby": _ruby,
    W + "drawing": drawings.read_drawing,
    W + "pict": drawings.read_drawing,
    W + "object": drawings.read_drawing,
    W + "control": drawings.active_control,
}
