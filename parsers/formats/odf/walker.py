"""One walk over an OpenDocument text, like Word's: it descends everywhere and lists what to skip (ODF 1.3, part 3).

Deletions stand apart from the text here and are left there; what is typed into controls stands in the forms at its front.
"""

from __future__ import annotations

import re

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.dress import NOTHING, Dress, Look, without_empty
from parsers.formats.odf import tables
from parsers.formats.odf.controls import Controls
from parsers.formats.odf.names import (
    DRAW,
    FIELD,
    FORM,
    LO,
    OFFICE,
    SHAPES,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    XML_ID,
    repeats,
)
from parsers.formats.odf.styles import Styles
from parsers.formats.ticks import symbol_text
from parsers.formats.words import has_words, paragraph_of, tidy, without_marks

_SPACE = re.compile(r"[ \t\n]+")
_SKIP = frozenset(
    [
        *(
            TEXT + name
            for name in "number note-citation script sequence-decls variable-decls user-field-decls dde-connection-decls "
            "alphabetical-index-auto-mark-file table-of-content-source alphabetical-index-source bibliography-source "
            "illustration-index-source table-index-source object-index-source user-index-source ruby-text "
            "section-source page-sequence soft-page-break".split()
        ),
        *(OFFICE + name for name in "forms event-listeners binary-data annotation-end scripts dde-source".split()),
        *(SVG + name for name in ("title", "desc")),
        LO + "list-item",
        FORM + "form",
    ]
)
_CHANGES = frozenset((TEXT + "change-start", TEXT + "change-end"))


class Walker:
    """One pass over a text, giving blocks; what it learns of controls and the document gathers in itself."""

    def __init__(self, styles: Styles, forms: dict[str, etree._Element]) -> None:
        self.styles = styles
        self.controls = Controls(forms)
        self.flags: list[str] = []
        self.notes: list[raw.Aside] = []
        self._boxes: list[raw.Block] = []
        self._deletions: set[str] = set()
        self._deleting: set[str] = set()
        self.depth = 0
        self.repeated = 0
        self.cells = 0

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)

    def blocks(self, parent: etree._Element) -> list[raw.Block]:
        kept, self._boxes = self._boxes, []
        found: list[raw.Block] = []
        self._blocks(parent, found)
        self._boxes = kept
        return found

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > 120:
            raise Unreadable("too-large", "The document is nested too deeply to be read safely.")

    def _blocks(self, parent: etree._Element, found: list[raw.Block]) -> None:
        self.deeper()
        for child in parent:
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                found.append(self._paragraph(child))
            elif tag == TABLE + "table":
                found.append(tables.read_table(self, child))
            elif tag == TEXT + "tracked-changes":
                self._changes(child)
            elif tag in SHAPES:
                self.drawing(child)
            elif tag == DRAW + "control":
                found.append(raw.Paragraph(tidy([self.controls.of_form(child.get(DRAW + "control", ""))])))
            elif tag == OFFICE + "annotation":
                self._comment(child)
            elif tag in _SKIP or not isinstance(tag, str):
                if tag == TEXT + "section-source":
                    self.flag("external-link")
            else:
                if tag == TEXT + "section" and child.get(TEXT + "display") == "none":
                    self.flag("hidden-text")
                self._blocks(child, found)
            if self._boxes:
                found += self._boxes
                self._boxes = []
        self.depth -= 1

    def _changes(self, element: etree._Element) -> None:
        if len(element):
            self.flag("tracked-changes")
        for region in element:
            if region.find(TEXT + "deletion") is not None:
                self._deletions.add(region.get(TEXT + "id") or region.get(XML_ID, ""))

    def _paragraph(self, element: etree._Element) -> raw.Paragraph:
        look = self.styles.look("paragraph", element.get(TEXT + "style-name"))
        level = look.level
        if element.tag == TEXT + "h" and level != 1:
            number = element.get(TEXT + "outline-level", "1")
            level = min(int(number), 9) + 1 if number.isdigit() else 2
        pieces: list[str] = []
        self._dressed(element, look, NOTHING, pieces)
        return paragraph_of(without_empty(tidy(pieces)), level)

    # Words within a paragraph

    def _dressed(self, element: etree._Element, look: Look, around: Dress, out: list[str]) -> None:
        """The words of `element` in its own look, with marks only where that differs from what is around it."""
        dress = around.under(look)
        if dress.hidden and not around.hidden:
            self.flag("hidden-text")
        opening, closing = around.change(dress)
        if dress.hidden:
            opening += raw.HIDDEN
        out.append(opening)
        self._inline(element, dress, out)
        out.append(closing)

    def _inline(self, parent: etree._Element, dress: Dress, out: list[str]) -> None:
        self.deeper()
        self._say(parent.text, dress, out)
        for child in parent:
            tag = child.tag
            if tag in _CHANGES:
                # Some writers leave deleted words in the text, between marks.
                key = child.get(TEXT + "change-id", "")
                if tag == TEXT + "change-start" and key in self._deletions:
                    self._deleting.add(key)
                elif tag == TEXT + "change-end":
                    self._deleting.discard(key)
            elif tag == TEXT + "span":
                self._dressed(child, self.styles.look("text", child.get(TEXT + "style-name")), dress, out)
            elif tag == TEXT + "s":
                out.append(" " * repeats(child.get(TEXT + "c"), 200))
            elif tag == TEXT + "tab":
                out.append("\t")
            elif tag == TEXT + "line-break":
                out.append("\n")
            elif tag == TEXT + "a":
                self._link(child, dress, out)
            elif tag == TEXT + "placeholder":
                out += (raw.PROMPT, *self._words(child, dress), raw.PROMPT_END)
            elif tag == TEXT + "text-input":
                out.append(self.controls.input(child, tidy(self._words(child, dress), keep_edges=True)))
            elif tag == TEXT + "drop-down":
                out.append(self.controls.drop_down(child, tidy(self._words(child, dress), keep_edges=True)))
            elif tag == LO + "content-control":
                out.append(self.controls.content(child, tidy(self._words(child, dress), keep_edges=True)))
            elif tag in (FIELD + "fieldmark", FIELD + "fieldmark-start"):
                out.append(self.controls.legacy(child))
            elif tag == DRAW + "control":
                out.append(self.controls.of_form(child.get(DRAW + "control", "")))
            elif tag in SHAPES:
                self.drawing(child)
            elif tag == TEXT + "note":
                self._note(child)
            elif tag == OFFICE + "annotation":
                self._comment(child)
            elif tag in (TEXT + "p", TEXT + "h"):
                out.append("\n")
                self._inline(child, dress, out)
            elif tag not in _SKIP and isinstance(tag, str):
                self._inline(child, dress, out)
            self._say(child.tail, dress, out)
        self.depth -= 1

    def _words(self, element: etree._Element, dress: Dress) -> list[str]:
        pieces: list[str] = []
        self._inline(element, dress, pieces)
        return pieces

    def _say(self, text: str | None, dress: Dress, out: list[str]) -> None:
        """Words with their white space as one space each (ODF 6.1.2); a carriage return is only there on purpose."""
        if not text or self._deleting:
            return
        words = _SPACE.sub(" ", text).replace("\r", "\n")
        words = symbol_text(words, dress.symbols) if dress.symbols else without_marks(words)
        if not words:
            return
        if words[0] == " ":
            last = next((one[-1] for one in reversed(out) if one and not "\ue010" <= one[-1] <= "\ue0ff"), " ")
            if last in " \n":
                words = words[1:]
        if words:
            out.append(words)

    def _link(self, element: etree._Element, dress: Dress, out: list[str]) -> None:
        before = len(out)
        self._inline(element, dress, out)
        target = element.get(XLINK + "href", "")
        if target.casefold().startswith("mailto:"):
            address = target[7:].partition("?")[0]
            if address and address.casefold() not in "".join(out[before:]).casefold():
                out.append(f" {address}")

    # What stands beside the text

    def drawing(self, element: etree._Element) -> None:
        """Text boxes and shapes with words become blocks after the paragraph they are anchored in."""
        self.deeper()
        for image in element.findall(DRAW + "image"):
            if re.match(r"(?:https?|ftp|file|smb):|//", image.get(XLINK + "href", ""), re.IGNORECASE):
                self.flag("external-link")
        boxes = element.findall(DRAW + "text-box") if element.tag == DRAW + "frame" else [element]
        for box in boxes:
            blocks = self.blocks(box)
            # Shapes in a group have asides of their own.
            if any(has_words(one) for one in blocks):
                alone = all(isinstance(one, raw.Aside) for one in blocks)
                self._boxes += blocks if alone else [raw.Aside("text box", blocks)]
        self.depth -= 1

    def _note(self, element: etree._Element) -> None:
        where = "endnote" if element.get(TEXT + "note-class") == "endnote" else "footnote"
        body = element.find(TEXT + "note-body")
        if body is not None:
            self.notes.append(raw.Aside(where, self.blocks(body)))

    def _comment(self, element: etree._Element) -> None:
        self.flag("comments")
        self.notes.append(raw.Aside("comment", self.blocks(element)))
