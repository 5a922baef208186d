"""OpenDocument texts (.odt, .ott, flat .fodt), read from their XML like Word's (ODF 1.3, part 3; `docx.py`).

Deletions stand apart from the text here and are left there; what is typed into controls stands in the forms at its front.
"""

from __future__ import annotations

import re

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.odt_controls import FIELD, FORM, LO, Controls, form_controls
from parsers.formats.odt_styles import STYLE, TEXT, Look, Styles
from parsers.formats.package import Package, parse_xml
from parsers.formats.ticks import symbol_tick
from parsers.formats.words import has_words, paragraph_of, tidy

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

MOST_COLUMNS, MOST_ROWS = 200, 200
MOST_REPEATED = 20_000
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
_SHAPES = frozenset(
    DRAW + name
    for name in "frame custom-shape rect ellipse circle line polyline polygon regular-polygon path connector caption g "
    "measure".split()
)
_CHANGES = frozenset((TEXT + "change-start", TEXT + "change-end"))
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_GROUPS = frozenset(TABLE + name for name in ("table-rows", "table-row-group", "table-header-rows"))
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")


def read_odt(data: bytes) -> raw.RawDocument:
    """The raw document in the bytes of a zipped OpenDocument text. Raises `Unreadable`."""
    package = Package(data)
    manifest = package.read("META-INF/manifest.xml") or b""
    # By its words, because the manifests of old writers carry a DOCTYPE that no reader of ours opens.
    if b"encryption-data" in manifest or package.has("encrypted-package"):
        raise Unreadable("encrypted", "The file is protected with a password; please send it without one.")
    content = package.tree("content.xml")
    if content is None:
        raise Unreadable("corrupt", "The OpenDocument file has no text part; please send it again.")
    document = _read(content, package.tree("styles.xml"))
    names = package.names()
    document.images = sum(name.startswith(("pictures/", "media/")) for name in names)
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        document.flags.append("macros")
    return document


def read_flat_odt(data: bytes) -> raw.RawDocument:
    """The raw document in an OpenDocument text that is one XML file. Raises `Unreadable`."""
    root = parse_xml(data)
    document = _read(root, root)
    document.images = sum(1 for _ in root.iter(OFFICE + "binary-data"))
    return document


def _read(content: etree._Element, styles: etree._Element | None) -> raw.RawDocument:
    body = content.find(OFFICE + "body")
    text = body.find(OFFICE + "text") if body is not None else None
    if text is None:
        raise Unreadable(
            "unsupported", "The file is an OpenDocument file without text pages; please send the form as .docx or .odt."
        )
    walker = _Walker(Styles(styles, content), form_controls(content))
    blocks = walker.blocks(text)
    if styles is not None:
        walker.styles = Styles(styles, styles)
        for where in ("header", "footer"):
            seen: list[list[raw.Block]] = []
            for page in styles.iter(STYLE + "master-page"):
                for element in page:
                    if not str(element.tag).startswith(STYLE + where) or element.get(STYLE + "display") == "false":
                        continue
                    found = walker.blocks(element)
                    if found not in seen and any(has_words(one) for one in found):
                        seen.append(found)
                        blocks.append(raw.Aside(where, found))
    for where in ("footnote", "endnote", "comment"):
        blocks += [one for one in walker.notes if one.where == where]
    return raw.RawDocument(blocks, walker.controls.made, walker.flags)


class _Walker:
    """One pass over a text, giving blocks; what it learns of controls and the document gathers in itself."""

    def __init__(self, styles: Styles, forms: dict[str, etree._Element]) -> None:
        self.styles = styles
        self.controls = Controls(forms)
        self.flags: list[str] = []
        self.notes: list[raw.Aside] = []
        self._boxes: list[raw.Block] = []
        self._deletions: set[str] = set()
        self._deleting: set[str] = set()
        self._depth = 0
        self._repeated = 0

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)

    def blocks(self, parent: etree._Element) -> list[raw.Block]:
        kept, self._boxes = self._boxes, []
        found: list[raw.Block] = []
        self._blocks(parent, found)
        self._boxes = kept
        return found

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > 120:
            raise Unreadable("too-large", "The document is nested too deeply to be read safely.")

    def _blocks(self, parent: etree._Element, found: list[raw.Block]) -> None:
        self._deeper()
        for child in parent:
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                found.append(self._paragraph(child))
            elif tag == TABLE + "table":
                found.append(self._table(child))
            elif tag == TEXT + "tracked-changes":
                self._changes(child)
            elif tag in _SHAPES:
                self._drawing(child)
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
        self._depth -= 1

    def _changes(self, element: etree._Element) -> None:
        if len(element):
            self.flag("tracked-changes")
        for region in element:
            if region.find(TEXT + "deletion") is not None:
                self._deletions.add(region.get(TEXT + "id") or region.get(_XML_ID, ""))

    def _paragraph(self, element: etree._Element) -> raw.Paragraph:
        look = self.styles.look("paragraph", element.get(TEXT + "style-name"))
        level = look.level
        if element.tag == TEXT + "h" and level != 1:
            number = element.get(TEXT + "outline-level", "1")
            level = min(int(number), 9) + 1 if number.isdigit() else 2
        pieces: list[str] = []
        self._dressed(element, look, _NOTHING, pieces)
        return paragraph_of(_without_empty(tidy(pieces)), level)

    # Tables

    def _table(self, element: etree._Element) -> raw.Table:
        table = raw.Table([])
        above: dict[int, _Spanning] = {}
        for row, heads in self._rows(element, heads=False):
            for number in range(_repeats(row, "number-rows-repeated", MOST_ROWS)):
                if number:
                    self._again(len(row))
                if heads and table.header == len(table.rows):
                    table.header += 1
                table.rows.append(self._row(row, above))
        return table

    def _rows(self, element: etree._Element, *, heads: bool) -> list[tuple[etree._Element, bool]]:
        self._deeper()
        found: list[tuple[etree._Element, bool]] = []
        for child in element:
            if child.tag == TABLE + "table-row":
                found.append((child, heads))
            elif child.tag in _GROUPS:
                found += self._rows(child, heads=heads or child.tag == TABLE + "table-header-rows")
            elif child.tag in _SHAPES:
                self._drawing(child)
            elif child.tag == TABLE + "shapes":
                for shape in child:
                    self._drawing(shape)
        self._depth -= 1
        return found

    def _row(self, row: etree._Element, above: dict[int, _Spanning]) -> list[raw.Cell]:
        cells: list[raw.Cell] = []
        column = owed = 0
        usual = row.get(TABLE + "default-cell-style-name")
        for element in row:
            if element.tag not in _CELLS:
                continue
            shaded = self.styles.look("table-cell", element.get(TABLE + "style-name") or usual).shaded
            for number in range(_repeats(element, "number-columns-repeated", MOST_COLUMNS)):
                if number:
                    self._again(1)
                if element.tag == TABLE + "covered-table-cell":
                    if owed:
                        # The cell to its left goes over it.
                        owed -= 1
                        self._covered(element, cells[-1])
                    elif (spanning := above.get(column)) is not None:
                        owed = spanning.cell.span - 1
                        self._covered(element, spanning.cell)
                        column = self._gone_on(column, spanning, above, cells)
                    else:
                        column += 1
                    continue
                # A well-made row never has a cell where one above still reaches; then its covered cells were left out.
                while (spanning := above.get(column)) is not None:
                    column = self._gone_on(column, spanning, above, cells)
                span = _repeats(element, "number-columns-spanned", MOST_COLUMNS)
                cell = raw.Cell(column, span, self.blocks(element), shaded)
                cells.append(cell)
                rows = _repeats(element, "number-rows-spanned", 10_000)
                if rows > 1:
                    above[column] = _Spanning(cell, rows - 1, fresh=True)
                owed = span - 1
                column += span
        while (spanning := above.get(column)) is not None and not spanning.fresh:
            column = self._gone_on(column, spanning, above, cells)
        for spanning in above.values():
            spanning.fresh = False
        return cells

    @staticmethod
    def _gone_on(column: int, spanning: _Spanning, above: dict[int, _Spanning], cells: list[raw.Cell]) -> int:
        cells.append(raw.Cell(column, spanning.cell.span, [], spanning.cell.shaded, goes_on=True))
        spanning.rows -= 1
        if spanning.rows == 0:
            del above[column]
        return column + spanning.cell.span

    def _covered(self, element: etree._Element, owner: raw.Cell) -> None:
        """What stands in a covered cell belongs to the cell that covers it; normally there is nothing."""
        if not len(element):
            return
        blocks = self.blocks(element)
        if any(has_words(one) for one in blocks):
            owner.blocks += blocks
            self.flag("text-in-merged-cell")

    def _again(self, cells: int) -> None:
        self._repeated += max(1, cells)
        if self._repeated > MOST_REPEATED:
            raise Unreadable("too-large", "The document repeats more table cells than any form holds.")

    # Words within a paragraph

    def _dressed(self, element: etree._Element, look: Look, around: _Dress, out: list[str]) -> None:
        """The words of `element` in its own look, with marks only where that differs from what is around it."""
        dress = around.under(look)
        if dress.hidden and not around.hidden:
            self.flag("hidden-text")
        opening, closing = around.change(dress)
        out.append(opening)
        self._inline(element, dress, out)
        out.append(closing)

    def _inline(self, parent: etree._Element, dress: _Dress, out: list[str]) -> None:
        self._deeper()
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
                out.append(" " * _repeats_text(child.get(TEXT + "c"), 200))
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
            elif tag in _SHAPES:
                self._drawing(child)
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
        self._depth -= 1

    def _words(self, element: etree._Element, dress: _Dress) -> list[str]:
        pieces: list[str] = []
        self._inline(element, dress, pieces)
        return pieces

    def _say(self, text: str | None, dress: _Dress, out: list[str]) -> None:
        """Words with their white space as one space each (ODF 6.1.2); a carriage return is only there on purpose."""
        if not text or self._deleting:
            return
        words = _SPACE.sub(" ", text).replace("\r", "\n")
        if words[0] == " ":
            last = next((one[-1] for one in reversed(out) if one and not "\ue010" <= one[-1] <= "\ue0ff"), " ")
            if last in " \n":
                words = words[1:]
        if dress.symbols:
            words = "".join(symbol_tick(dress.symbols, f"{ord(one):X}") or (" " if one == " " else "") for one in words)
        if words:
            out.append(words)

    def _link(self, element: etree._Element, dress: _Dress, out: list[str]) -> None:
        before = len(out)
        self._inline(element, dress, out)
        target = element.get(XLINK + "href", "")
        if target.casefold().startswith("mailto:"):
            address = target[7:].partition("?")[0]
            if address and address.casefold() not in "".join(out[before:]).casefold():
                out.append(f" {address}")

    # What stands beside the text

    def _drawing(self, element: etree._Element) -> None:
        """Text boxes and shapes with words become blocks after the paragraph they are anchored in."""
        self._deeper()
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
        self._depth -= 1

    def _note(self, element: etree._Element) -> None:
        where = "endnote" if element.get(TEXT + "note-class") == "endnote" else "footnote"
        body = element.find(TEXT + "note-body")
        if body is not None:
            self.notes.append(raw.Aside(where, self.blocks(body)))

    def _comment(self, element: etree._Element) -> None:
        self.flag("comments")
        self.notes.append(raw.Aside("comment", self.blocks(element)))


class _Spanning:
    """A cell that still reaches into `rows` rows; `fresh` while its own row is read."""

    __slots__ = ("cell", "fresh", "rows")

    def __init__(self, cell: raw.Cell, rows: int, *, fresh: bool) -> None:
        self.cell, self.rows, self.fresh = cell, rows, fresh


class _Dress:
    """How words look at one place, with everything around them counted in."""

    __slots__ = ("hidden", "on", "symbols")

    def __init__(self, on: tuple[bool, ...], symbols: str, *, hidden: bool) -> None:
        self.on, self.symbols, self.hidden = on, symbols, hidden

    def under(self, look: Look) -> _Dress:
        own = (look.bold, look.struck, look.marked, look.prompt)
        on = tuple(before if now is None else now for before, now in zip(self.on, own, strict=True))
        symbols = self.symbols
        if look.font is not None:
            symbols = look.font if look.font.casefold().startswith("wingdings") else ""
        return _Dress(on, symbols, hidden=self.hidden if look.hidden is None else look.hidden)

    def change(self, other: _Dress) -> tuple[str, str]:
        """The marks before and after words that are dressed as `other` among words that are dressed as this."""
        before, after = "", ""
        for (opening, closing), here, there in zip(_MARKS, self.on, other.on, strict=True):
            if there and not here:
                before, after = before + opening, closing + after
            elif here and not there:
                before, after = before + closing, opening + after
        return before, after


_MARKS = (
    (raw.BOLD, raw.BOLD_END),
    (raw.STRUCK, raw.STRUCK_END),
    (raw.MARKED, raw.MARKED_END),
    (raw.PROMPT, raw.PROMPT_END),
)
_NOTHING = _Dress((False, False, False, False), "", hidden=False)


def _without_empty(text: str) -> str:
    """`text` without pairs of marks that nothing stands between."""
    if not text.isascii():
        for _ in _MARKS:
            for opening, closing in _MARKS:
                text = text.replace(opening + closing, "")
    return text.strip(" ")


def _repeats(element: etree._Element, name: str, most: int) -> int:
    return _repeats_text(element.get(TABLE + name), most)


def _repeats_text(text: str | None, most: int) -> int:
    return max(1, min(int(text), most)) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
