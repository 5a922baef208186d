"""Word documents, read from their XML: one walker that descends everywhere and lists what to skip (WORD_TRAPS).

python-docx loses what form-fillers type (content controls, insertions, boxes), so it is not used for reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.package import Package
from parsers.formats.ticks import symbol_tick, wingdings_text
from parsers.formats.words import has_words, heading_level, is_first_choice, iso_day, paragraph_of, plain, tidy
from parsers.prompts import is_stock

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_STYLE = re.compile(rb'<w:style\b[^>]*?w:styleId="(?P<id>[^"]*)"[^>]*>\s*<w:name w:val="(?P<name>[^"]*)"')
_FALSE = frozenset({"0", "false", "off", "none"})
_SKIP = frozenset(
    W + name
    for name in (
        "pPr rPr sdtPr sdtEndPr tblPr tblGrid tblPrEx trPr tcPr sectPr del moveFrom delText delInstrText instrText "
        "fldData proofErr bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference "
        "footnoteReference endnoteReference lastRenderedPageBreak rubyPr rt annotationRef separator "
        "continuationSeparator customXmlPr smartTagPr dirPr".split()
    )
)
_KNOWN_NAMESPACES = frozenset({"wps", "wpg", "wpc", "w14", "w15", "w16", "wp14", "a14", "cx", "am3d"})


def read_docx(data: bytes) -> raw.RawDocument:
    """The raw document in the bytes of a .docx, .docm or .dotx. Raises `Unreadable`."""
    return read_package(Package(data))


def read_package(package: Package) -> raw.RawDocument:
    """The raw document in an open package. Raises `Unreadable`."""
    main = package.main_part()
    if main is None:
        raise Unreadable("unsupported", "The file is a zip package, and not a Word document.")
    tree = package.tree(main)
    if tree is None:
        raise Unreadable("corrupt", "The Word document has no text part.")
    body = next((one for one in tree.iter(W + "body")), None)
    if body is None:
        raise Unreadable("unsupported", "The file is an Office document, and not a Word document.")
    relations = package.relations(main)
    walker = _Walker(package, relations)
    blocks = walker.blocks(body)
    document = raw.RawDocument(blocks, walker.controls, walker.flags)
    _asides(package, relations, walker, blocks)
    if any(name.endswith("vbaproject.bin") for name in package.names()):
        walker.flag("macros")
    if package.external:
        walker.flag("external-link")
    document.images = sum("/media/" in name for name in package.names())
    return document


def _asides(package: Package, relations: dict[str, tuple[str, str]], walker: _Walker, blocks: list[raw.Block]) -> None:
    for kind, where in (
        ("header", "header"),
        ("footer", "footer"),
        ("footnotes", "footnote"),
        ("endnotes", "endnote"),
        ("comments", "comment"),
    ):
        for one, target in relations.values():
            if one == kind and (tree := package.tree(target)) is not None:
                found = walker.part(tree, target)
                if any(has_words(block) for block in found):
                    blocks.append(raw.Aside(where, found))
                    if kind == "comments":
                        walker.flag("comments")


class _Walker:
    """One pass over a part, giving blocks; what it learns of controls and the document gathers in itself."""

    def __init__(self, package: Package, relations: dict[str, tuple[str, str]]) -> None:
        self._package = package
        self._relations = relations
        self._stores: dict[str, etree._Element | None] | None = None
        self._styles: dict[str, str] | None = None
        self.controls: list[raw.Control] = []
        self.flags: list[str] = []
        self._depth = 0
        self._fields: list[dict[str, Any]] = []
        self._boxes: list[raw.Block] = []
        self._wrapped: dict[etree._Element, etree._Element] = {}

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)

    def part(self, tree: etree._Element, name: str) -> list[raw.Block]:
        """The blocks of another part, under its own relationships."""
        kept, self._relations = self._relations, self._package.relations(name)
        try:
            return self.blocks(tree)
        finally:
            self._relations = kept

    def blocks(self, parent: etree._Element) -> list[raw.Block]:
        found: list[raw.Block] = []
        self._blocks(parent, found)
        return found

    def _blocks(self, parent: etree._Element, found: list[raw.Block]) -> None:
        self._depth += 1
        if self._depth > 80:
            raise Unreadable("too-large", "The document is nested too deeply to be read safely.")
        joined: list[str] | None = None
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                pieces: list[str] = joined or []
                joined = None
                self._inline(child, pieces)
                properties = child.find(W + "pPr")
                if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
                    # The mark that ends this paragraph is deleted, so its words run on into the next one.
                    self.flag("tracked-changes")
                    joined = pieces
                    continue
                found.append(self._paragraph(properties, pieces))
            elif tag == W + "tbl":
                found.append(self._table(child))
            elif tag == W + "sdt":
                self._block_control(child, found)
            elif tag == MC + "AlternateContent":
                branch = self._branch(child)
                if branch is not None:
                    self._blocks(branch, found)
            elif tag == W + "altChunk":
                self._alternative_part(child, found)
            elif tag in _SKIP or not isinstance(tag, str):
                if tag in (W + "del", W + "moveFrom"):
                    self.flag("tracked-changes")
            else:
                if tag in (W + "ins", W + "moveTo"):
                    self.flag("tracked-changes")
                self._blocks(child, found)
            if self._boxes:
                boxes, self._boxes = self._boxes, []
                found += boxes
        if joined:
            found.append(raw.Paragraph(tidy(joined)))
        self._depth -= 1

    def _paragraph(self, properties: etree._Element | None, pieces: list[str]) -> raw.Paragraph:
        level = 0
        if properties is not None:
            style = properties.find(W + "pStyle")
            if style is not None:
                level = heading_level(self._style_name(style.get(W + "val", "")))
            if not level and (outline := properties.find(W + "outlineLvl")) is not None:
                number = outline.get(W + "val", "9")
                level = int(number) + 2 if number.isdigit() and int(number) < 9 else 0
        return paragraph_of(tidy(pieces), level)

    # Tables

    def _table(self, element: etree._Element) -> raw.Table:
        rows: list[list[raw.Cell]] = []
        header = 0
        above: dict[int, raw.Cell] = {}
        for row in self._flattened(element, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None:
                if properties.find(W + "del") is not None:
                    self.flag("tracked-changes")
                    continue
                if properties.find(W + "ins") is not None:
                    self.flag("tracked-changes")
                mark = properties.find(W + "tblHeader")
                if mark is not None and mark.get(W + "val", "1") not in _FALSE and header == len(rows):
                    header += 1
            cells, above = self._row(row, properties, above)
            rows.append(cells)
        return raw.Table(rows, header)

    def _row(
        self, row: etree._Element, properties: etree._Element | None, above: dict[int, raw.Cell]
    ) -> tuple[list[raw.Cell], dict[int, raw.Cell]]:
        column = _number(properties, "gridBefore", 0)
        cells: list[raw.Cell] = []
        now: dict[int, raw.Cell] = {}
        for element in self._flattened(row, W + "tc"):
            about = element.find(W + "tcPr")
            span = _number(about, "gridSpan", 1)
            merge = about.find(W + "vMerge") if about is not None else None
            if about is not None and about.find(W + "cellDel") is not None:
                self.flag("tracked-changes")
                column += span
                continue
            shade = about.find(W + "shd") if about is not None else None
            shaded = shade is not None and shade.get(W + "fill", "auto").lower() not in ("auto", "ffffff", "none", "")
            kept_boxes = self._boxes
            self._boxes = []
            blocks: list[raw.Block] = self.blocks(element)
            self._boxes = kept_boxes
            wrapper = self._wrapped.pop(element, None)
            if wrapper is not None and all(isinstance(one, raw.Paragraph) for one in blocks):
                words = "\n".join(one.text for one in blocks if isinstance(one, raw.Paragraph))
                blocks = [raw.Paragraph(self._controlled(wrapper, words))]
            going_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            if going_on and column in above:
                # What stands in a continuation cell belongs to the merged cell; normally there is nothing.
                if any(
                    isinstance(one, raw.Table) or one.text.strip() for one in blocks if not isinstance(one, raw.Aside)
                ):
                    above[column].blocks += blocks
                    self.flag("text-in-merged-cell")
                now[column] = above[column]
                cells.append(raw.Cell(column, span, [], shaded, goes_on=True))
            else:
                cell = raw.Cell(column, span, blocks, shaded)
                cells.append(cell)
                if merge is not None:
                    now[column] = cell
            column += span
        return cells, now

    def _flattened(self, parent: etree._Element, wanted: str) -> list[etree._Element]:
        """Rows of a table or cells of a row, through every wrapper, so that none loses its place."""
        found: list[etree._Element] = []
        for child in parent:
            tag = child.tag
            if tag == wanted:
                found.append(child)
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    found += self._flattened_control(child, content, wanted)
            elif tag == MC + "AlternateContent":
                branch = self._branch(child)
                if branch is not None:
                    found += self._flattened(branch, wanted)
            elif tag not in _SKIP and isinstance(tag, str) and tag not in (W + "p", W + "tbl", W + "tc", W + "tr"):
                found += self._flattened(child, wanted)
        return found

    def _flattened_control(self, control: etree._Element, content: etree._Element, wanted: str) -> list[etree._Element]:
        found = self._flattened(content, wanted)
        if wanted == W + "tc" and len(found) == 1:
            about = control.find(W + "sdtPr")
            if about is not None:
                # A control around one cell is a control around its words.
                self._wrapped[found[0]] = about
        return found

    # Words within a paragraph

    def _inline(self, parent: etree._Element, out: list[str]) -> None:
        self._depth += 1
        if self._depth > 120:
            raise Unreadable("too-large", "The document is nested too deeply to be read safely.")
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, out)
            elif tag == W + "sdt":
                self._inline_control(child, out)
            elif tag == W + "hyperlink":
                self._hyperlink(child, out)
            elif tag in (W + "ins", W + "moveTo"):
                self.flag("tracked-changes")
                self._inline(child, out)
            elif tag in (W + "del", W + "moveFrom"):
                self.flag("tracked-changes")
            elif tag == MC + "AlternateContent":
                branch = self._branch(child)
                if branch is not None:
                    self._inline(branch, out)
            elif tag in (W + "fldSimple", M + "oMath", M + "oMathPara"):
                self._inline(child, out)
            elif tag == M + "t" or tag == A + "t":
                out.append(child.text or "")
            elif tag in _SKIP or not isinstance(tag, str):
                continue
            else:
                handler = _RUN.get(tag)
                if handler is not None:
                    handler(self, child, out)
                else:
                    self._inline(child, out)
        self._depth -= 1

    def _run(self, run: etree._Element, out: list[str]) -> None:
        properties = run.find(W + "rPr")
        before, after, symbols = "", "", False
        if properties is not None:
            for mark in properties:
                tag = mark.tag
                value = mark.get(W + "val", "1")
                if tag in (W + "strike", W + "dstrike"):
                    if value not in _FALSE:
                        before, after = before + raw.STRUCK, raw.STRUCK_END + after
                elif tag == W + "b":
                    if value not in _FALSE:
                        before, after = before + raw.BOLD, raw.BOLD_END + after
                elif tag == W + "highlight":
                    if value not in _FALSE:
                        before, after = before + raw.MARKED, raw.MARKED_END + after
                elif tag == W + "rStyle":
                    name = self._style_name(value)
                    if name.replace(" ", "") == "placeholdertext":
                        before, after = before + raw.PROMPT, raw.PROMPT_END + after
                    elif name == "strong":
                        before, after = before + raw.BOLD, raw.BOLD_END + after
                elif tag == W + "rFonts":
                    symbols = (mark.get(W + "ascii") or mark.get(W + "hAnsi") or "").casefold().startswith("wingdings")
                elif tag == W + "vanish" and value not in _FALSE:
                    self.flag("hidden-text")
        text: list[str] = []
        for child in run:
            tag = child.tag
            if tag == W + "t":
                words = child.text or ""
                text.append(wingdings_text(words, properties) if symbols else words)
            else:
                handler = _RUN.get(tag)
                if handler is not None:
                    handler(self, child, text)
                elif tag not in _SKIP and isinstance(tag, str):
                    self._inline_in_run(child, text)
        if text and not self._in_instruction():
            words = "".join(text)
            if words:
                out.append(f"{before}{words}{after}" if before else words)

    def _inline_in_run(self, child: etree._Element, out: list[str]) -> None:
        tag = child.tag
        if tag == MC + "AlternateContent":
            branch = self._branch(child)
            if branch is not None:
                for inner in branch:
                    self._drawing(inner)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child)
        elif tag == W + "ruby":
            base = child.find(W + "rubyBase")
            if base is not None:
                self._inline(base, out)
        else:
            self._inline(child, out)

    def _drawing(self, element: etree._Element) -> None:
        """Text boxes become blocks of their own after the paragraph they are anchored in; shapes keep their words."""
        found = False
        for box in element.iter(W + "txbxContent"):
            found = True
            blocks = self.blocks(box)
            if any(has_words(block) for block in blocks):
                self._boxes.append(raw.Aside("text box", blocks))
        if not found:
            words = " ".join(one.text for one in element.iter(A + "t") if one.text)
            if words:
                self._boxes.append(raw.Aside("drawing", [raw.Paragraph(words)]))

    def _branch(self, element: etree._Element) -> etree._Element | None:
        """One branch of alternate content, once: the choice whose namespace we know, else the fallback."""
        for choice in element.findall(MC + "Choice"):
            if choice.get("Requires", "").split()[:1] and set(choice.get("Requires", "").split()) <= _KNOWN_NAMESPACES:
                return choice
        return element.find(MC + "Fallback")

    def _hyperlink(self, element: etree._Element, out: list[str]) -> None:
        before = len(out)
        self._inline(element, out)
        _, target = self._relations.get(element.get(R + "id", ""), ("", ""))
        if target.lower().startswith("mailto:"):
            address = target[7:].partition("?")[0]
            if address and address.casefold() not in "".join(out[before:]).casefold():
                out.append(f" {address}")

    # Fields of the older kind

    def _in_instruction(self) -> bool:
        return any(not one["result"] for one in self._fields)

    def field_mark(self, element: etree._Element, out: list[str]) -> None:
        """Begin, separate or end of a field: text counts only when every open field is past its instruction."""
        match element.get(W + "fldCharType"):
            case "begin":
                self._fields.append({"result": False, "data": element.find(W + "ffData"), "start": None})
            case "separate":
                if self._fields:
                    self._fields[-1]["result"] = True
            case "end":
                if self._fields:
                    self._legacy(self._fields.pop(), out)

    def _legacy(self, field: dict[str, Any], out: list[str]) -> None:
        data = field["data"]
        if data is None:
            return
        box = data.find(W + "checkBox")
        if box is not None:
            state = box.find(W + "checked")
            if state is None:
                state = box.find(W + "default")
            ticked = state is not None and state.get(W + "val", "1") not in _FALSE
            out.append(raw.TICKED if ticked else raw.EMPTY)
            return
        choices = data.find(W + "ddList")
        if choices is not None:
            entries = [one.get(W + "val", "") for one in choices.findall(W + "listEntry")]
            result = choices.find(W + "result")
            chosen = (
                int(result.get(W + "val", "0")) if result is not None and result.get(W + "val", "0").isdigit() else 0
            )
            text = entries[chosen] if 0 <= chosen < len(entries) else ""
            if chosen == 0 and result is None and is_first_choice(text):
                out.append(f"{raw.PROMPT}{text}{raw.PROMPT_END}")
            else:
                out.append(text)

    # Content controls

    def _block_control(self, element: etree._Element, found: list[raw.Block]) -> None:
        content = element.find(W + "sdtContent")
        if content is None:
            return
        about = element.find(W + "sdtPr")
        inner: list[raw.Block] = []
        self._blocks(content, inner)
        paragraphs = [one for one in inner if isinstance(one, raw.Paragraph)]
        if about is None or len(paragraphs) != len(inner) or not paragraphs or _is_gallery(about):
            found += inner
            return
        text = "\n".join(one.text for one in paragraphs)
        found.append(raw.Paragraph(self._controlled(about, text)))

    def _inline_control(self, element: etree._Element, out: list[str]) -> None:
        content = element.find(W + "sdtContent")
        if content is None:
            return
        pieces: list[str] = []
        self._inline(content, pieces)
        about = element.find(W + "sdtPr")
        text = tidy(pieces, keep_edges=True)
        out.append(text if about is None else self._controlled(about, text))

    def _controlled(self, about: etree._Element, text: str) -> str:
        """The words of a control between its marks; a box's state instead of its glyph; a prompt marked as one."""
        box = about.find(W14 + "checkbox")
        if box is not None:
            return self._checkbox(box, text)
        title = _value(about, "alias") or _value(about, "tag")
        control = raw.Control(title)
        bound = about.find(W + "dataBinding")
        if bound is not None:
            stored = self._stored(bound)
            if stored is not None and stored.strip() and stored.strip() != plain(text).strip():
                if plain(text).strip() and about.find(W + "date") is None:
                    control.doubt = f"the document shows “{plain(text).strip()}” and holds “{stored.strip()}”"
                else:
                    text = stored if about.find(W + "date") is None else text
        prompt = about.find(W + "showingPlcHdr")
        shown = prompt is not None and prompt.get(W + "val", "1") not in _FALSE
        if shown or is_stock(plain(text)):
            text = f"{raw.PROMPT}{plain(text)}{raw.PROMPT_END}" if plain(text).strip() else ""
        else:
            chosen = about.find(W + "date")
            if chosen is not None:
                control.day = iso_day(chosen.get(W + "fullDate"))
        if len(self.controls) >= 0xFFF0:
            return text
        self.controls.append(control)
        return f"{raw.control_mark(len(self.controls) - 1)}{text}{raw.CONTROL_END}"

    def _checkbox(self, box: etree._Element, text: str) -> str:
        state = box.find(W14 + "checked")
        ticked = state is not None and state.get(W14 + "val", "1") not in _FALSE
        glyphs = [one for one in text if one in raw.BOXES]
        if glyphs and glyphs[0] != (raw.TICKED if ticked else raw.EMPTY):
            return raw.DOUBTFUL
        rest = "".join(one for one in text if one not in raw.BOXES)
        return (raw.TICKED if ticked else raw.EMPTY) + (rest if rest.strip() and len(rest.strip()) > 1 else "")

    def _stored(self, bound: etree._Element) -> str | None:
        """The value that a data-bound control shows in Word: its XML store's, by the binding's own path."""
        if self._stores is None:
            self._stores = {}
            for name in self._package.names():
                if name.startswith("customxml/itemprops"):
                    about = self._package.tree(name)
                    if about is not None:
                        number = name.removeprefix("customxml/itemprops")
                        key = next((value for key, value in about.attrib.items() if str(key).endswith("itemID")), "")
                        self._stores[str(key)] = self._package.tree(f"customxml/item{number}")
        store = self._stores.get(bound.get(W + "storeItemID", ""))
        path = bound.get(W + "xpath")
        if store is None or not path or len(path) > 500:
            return None
        names = dict(re.findall(r"xmlns:(\w+)=['\"]([^'\"]+)['\"]", bound.get(W + "prefixMappings", "")))
        try:
            found: Any = store.xpath(path, namespaces=names or None)
        except etree.XPathError:
            return None
        if isinstance(found, list) and found:
            one = found[0]
            return one if isinstance(one, str) else "".join(one.itertext())
        return None

    def _alternative_part(self, element: etree._Element, found: list[raw.Block]) -> None:
        _, target = self._relations.get(element.get(R + "id", ""), ("", ""))
        data = self._package.read(target) if target else None
        if data is None:
            return
        if data[:2] == b"PK" and self._depth < 40:
            inner = read_docx(data)
            base = len(self.controls)
            if base == 0:
                self.controls += inner.controls
                found += inner.blocks
                return
        self.flag("embedded-part")

    def _style_name(self, style_id: str) -> str:
        if self._styles is None:
            self._styles = {}
            for kind, target in self._relations.values():
                if kind == "styles" and (data := self._package.read(target)) is not None:
                    self._styles = _styles_of(data)
        return self._styles.get(style_id) or style_id.casefold()


@lru_cache(maxsize=32)
def _styles_of(data: bytes) -> dict[str, str]:
    """Style id → name, of a styles part. Kept, because all forms of one make carry the same part."""
    return {
        match["id"].decode("utf-8", "replace"): match["name"].decode("utf-8", "replace").casefold()
        for match in _STYLE.finditer(data)
    }


def _text(_walker: _Walker, element: etree._Element, out: list[str]) -> None:
    out.append(element.text or "")


def _constant(text: str) -> Callable[[_Walker, etree._Element, list[str]], None]:
    def write(_walker: _Walker, _element: etree._Element, out: list[str]) -> None:
        out.append(text)

    return write


def _symbol(_walker: _Walker, element: etree._Element, out: list[str]) -> None:
    out.append(symbol_tick(element.get(W + "font", ""), element.get(W + "char", "")))


def _field_mark(walker: _Walker, element: etree._Element, out: list[str]) -> None:
    walker.field_mark(element, out)


def _active(walker: _Walker, _element: etree._Element, _out: list[str]) -> None:
    walker.flag("activex-control")


_RUN: dict[str, Callable[[_Walker, etree._Element, list[str]], None]] = {
    W + "t": _text,
    W + "tab": _constant("\t"),
    W + "ptab": _constant("\t"),
    W + "br": _constant("\n"),
    W + "cr": _constant("\n"),
    W + "noBreakHyphen": _constant("-"),
    W + "softHyphen": _constant(""),
    W + "sym": _symbol,
    W + "fldChar": _field_mark,
    W + "control": _active,
}


def _value(about: etree._Element, name: str) -> str | None:
    found = about.find(W + name)
    return found.get(W + "val") if found is not None else None


def _number(about: etree._Element | None, name: str, otherwise: int) -> int:
    text = _value(about, name) if about is not None else None
    return min(int(text), 200) if text and text.isdigit() else otherwise


def _is_gallery(about: etree._Element) -> bool:
    return about.find(W + "docPartObj") is not None
