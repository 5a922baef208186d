"""One walk over a web page: paragraphs from its blocks, tables as grids, what was typed into its controls."""

from __future__ import annotations

import re

from lxml import etree

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.dress import NOTHING, Dress, without_empty
from parsers.formats.html import tables
from parsers.formats.html.controls import Controls
from parsers.formats.html.looks import Sheet
from parsers.formats.ticks import symbol_text
from parsers.formats.words import has_words, paragraph_of, tidy, without_marks

DEEPEST = 200
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EDGES = re.compile(r"[ \t]*\n[ \t]*")
_SPACES = re.compile(r" {2,}")
_BLOCKS = frozenset(
    "html body div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre center address article aside section header "
    "footer main nav form fieldset legend figure figcaption details summary hr tr td th caption".split()
)
_SKIPPED = frozenset(
    "head script style noscript template object embed applet svg canvas audio video iframe frame frameset map rt rp xml "
    "datalist title meta link".split()
)
_OUTSIDE = re.compile(r"(?:https?|ftp|file|smb):|//|\\\\", re.IGNORECASE)


class Walker:
    """What a walk gathers: controls, flags, notes beside the text, the number of pictures."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.controls: list[raw.Control] = []
        self.flags: list[str] = []
        self.notes: list[raw.Block] = []
        self.images = 0
        self.cells = 0
        self._entries = Controls(self.controls)
        self._depth = 0
        self._found: list[raw.Block] = []
        self._pieces: list[str] = []

    def flag(self, name: str) -> None:
        if name not in self.flags:
            self.flags.append(name)

    def blocks(self, element: etree._Element, dress: Dress = NOTHING) -> list[raw.Block]:
        """What stands in `element`; its own words and those of its children as paragraphs."""
        kept = self._found, self._pieces
        self._found, self._pieces = [], []
        self._words(element, dress)
        self._end(0)
        found = self._found
        self._found, self._pieces = kept
        return found

    def deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep()

    def shallower(self) -> None:
        self._depth -= 1

    def _end(self, level: int) -> None:
        """The paragraph that was begun ends here."""
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        text = _SPACES.sub(" ", _EDGES.sub("\n", "".join(pieces))).strip(" \n\t")
        text = without_empty(tidy([text]))
        if text.strip():
            self._found.append(paragraph_of(text, level))

    def _words(self, parent: etree._Element, dress: Dress, *, kept: bool = False, level: int = 0) -> None:
        self.deeper()
        self._say(parent.text, dress, kept=kept)
        for child in parent:
            tag = child.tag
            if isinstance(tag, str):
                self._element(child, tag, dress, kept=kept, level=level)
            self._say(child.tail, dress, kept=kept)
        self.shallower()

    def _element(self, child: etree._Element, tag: str, dress: Dress, *, kept: bool, level: int) -> None:
        if tag == "br":
            self._pieces.append("\n")
        elif tag in _SKIPPED:
            return
        elif tag == "span" and "mso-list:ignore" in child.get("style", "").casefold().replace(" ", ""):
            return  # the number of a list, which nobody typed
        elif tag == "span" and "mso-tab-count" in child.get("style", ""):
            self._pieces.append("\t")
        elif tag == "table":
            self._end(level)
            self._found.append(tables.read_table(self, child, self._under(child, dress)))
        elif tag == "img":
            self.images += 1
            if _OUTSIDE.match(child.get("src", "")):
                self.flag("external-link")
        elif tag == "del" and (child.get("datetime") or child.get("cite")):
            self.flag("tracked-changes")
        elif tag in ("input", "textarea", "select", "button"):
            self._pieces.append(self._entries.entry(child, tag))
        elif tag == "w:sdt":
            self._word_control(child, dress, level)
        elif "mso-element:" in child.get("style", "") and self._beside(child, dress):
            return
        else:
            if tag == "ins" and (child.get("datetime") or child.get("cite")):
                self.flag("tracked-changes")
            inner = self._under(child, dress)
            if tag == "del":
                inner = inner.struck()
            if tag in _BLOCKS:
                self._end(level)
                own = self.sheet.look(child).level or level
                self._words(child, inner, kept=kept or tag == "pre", level=own)
                self._end(own)
            else:
                before = len(self._pieces)
                self._words(child, inner, kept=kept, level=level)
                if tag == "a":
                    self._address(child, before)

    def _under(self, child: etree._Element, dress: Dress) -> Dress:
        look = self.sheet.look(child)
        inner = dress.under(look)
        if "hidden" in child.attrib and not inner.hidden:
            inner = inner.concealed()
        if inner.hidden and not dress.hidden:
            self.flag("hidden-text")
        return inner

    def _say(self, text: str | None, dress: Dress, *, kept: bool) -> None:
        if not text:
            return
        words = text.replace("\r\n", "\n") if kept else _SPACE.sub(_space, text)
        words = symbol_text(words, dress.symbols) if dress.symbols else without_marks(words)
        if not words or words in " \t":
            self._pieces.append(words)
            return
        opening, closing = NOTHING.change(dress)
        self._pieces.append(f"{opening}{raw.HIDDEN if dress.hidden else ''}{words}{closing}")

    def _address(self, link: etree._Element, before: int) -> None:
        target = link.get("href", "")
        if target.casefold().startswith("mailto:"):
            address = without_marks(target[7:].partition("?")[0])
            if address and address.casefold() not in "".join(self._pieces[before:]).casefold():
                self._pieces.append(f" {address}")

    def _word_control(self, element: etree._Element, dress: Dress, level: int) -> None:
        """A content control as Word writes it into pages, around words or around blocks."""
        outer, self._pieces = self._pieces, []
        before = len(self._found)
        self._words(element, dress, level=level)
        if len(self._found) == before:
            text = _SPACES.sub(" ", "".join(self._pieces))
            self._pieces = [*outer, self._entries.word_control(element, tidy([text], keep_edges=True))]
            return
        self._end(level)
        inner = self._found[before:]
        del self._found[before:]
        self._pieces = outer
        self._end(level)
        self._found += self.in_control(element, inner)

    def in_control(self, element: etree._Element, blocks: list[raw.Block]) -> list[raw.Block]:
        """`blocks` as the one answer of a control around them, unless they hold tables or other controls."""
        paragraphs = [one for one in blocks if isinstance(one, raw.Paragraph)]
        text = "\n".join(one.text for one in paragraphs)
        if len(paragraphs) != len(blocks) or raw.CONTROL_END in text:
            return blocks
        return [raw.Paragraph(self._entries.word_control(element, text))]

    def _beside(self, element: etree._Element, dress: Dress) -> bool:
        """What Word writes below the text of a page: notes, comments, headers. False for anything else."""
        found = re.search(r"mso-element:\s*([\w-]+)", element.get("style", ""))
        kind = found[1].casefold() if found else ""
        where = next(
            (said for word, said in (("footnote", "footnote"), ("endnote", "endnote"), ("comment", "comment"), ("header", "header"), ("footer", "footer")) if kind.startswith(word)),
            None,
        )  # fmt: skip
        if where is None:
            return False
        blocks = self.blocks(element, dress)
        if any(has_words(one) for one in blocks):
            self.notes.append(raw.Aside(where, blocks))
            if where == "comment":
                self.flag("comments")
        return True


def _space(found: re.Match[str]) -> str:
    """A tab between words of one line parts them; anywhere else it is how the source was laid out."""
    return "\t" if "\t" in found[0] and "\n" not in found[0] and "\r" not in found[0] else " "


def too_deep() -> Unreadable:
    return Unreadable("too-large", "The page is nested too deeply to be read safely.")
