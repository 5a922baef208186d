"""The styles of an OpenDocument file: how words look, and what a style's name says of them (ODF 1.3, part 3, 16)."""

from __future__ import annotations

from lxml import etree

from parsers.formats.dress import NO_LOOK, Look
from parsers.formats.odf.names import FO, OFFICE, STYLE, SVG, TEXT
from parsers.formats.words import heading_level

_PLAIN = frozenset({"transparent", "#ffffff", "none", ""})
_LONGEST_LINE = 30


class Styles:
    """The styles that one part of a document sees: the common ones, and its own automatic ones, which go first."""

    def __init__(self, common: etree._Element | None, automatic: etree._Element | None) -> None:
        self._common = _by_name(common.find(OFFICE + "styles") if common is not None else None)
        self._automatic = _by_name(automatic.find(OFFICE + "automatic-styles") if automatic is not None else None)
        self._fonts: dict[str, str] = {}
        for tree in (common, automatic):
            for face in tree.iter(STYLE + "font-face") if tree is not None else ():
                self._fonts[face.get(STYLE + "name", "")] = face.get(SVG + "font-family", "").strip("'\"")
        self._known: dict[tuple[str, str], Look] = {}

    def look(self, family: str, name: str | None) -> Look:
        """The look of style `name` with all that it inherits."""
        if not name:
            return NO_LOOK
        if (known := self._known.get((family, name))) is None:
            known = self._known[family, name] = self._resolved(family, name)
        return known

    def _resolved(self, family: str, name: str) -> Look:
        bold = struck = marked = prompt = hidden = font = None
        level: int | None = None
        shaded: bool | None = None
        key: str | None = name
        for _ in range(_LONGEST_LINE):
            if not key:
                break
            style = self._automatic.get((family, key))
            if style is None:
                style = self._common.get((family, key))
                said = _said_name(style, key)
                if level is None:
                    level = heading_level(said) or _number(style, "default-outline-level")
                if prompt is None and said.replace(" ", "") in ("placeholdertext", "placeholder"):
                    prompt = True
                if bold is None and said in ("strong", "strong emphasis"):
                    bold = True
            if style is None:
                break
            words = style.find(STYLE + "text-properties")
            # What a named heading looks like follows from its being one.
            if words is not None:
                if bold is None and not level and (weight := words.get(FO + "font-weight")) is not None:
                    bold = weight == "bold" or (weight.isdigit() and int(weight) >= 600)
                if struck is None:
                    struck = _drawn(words, "text-line-through-style", "text-line-through-type")
                if marked is None and (colour := words.get(FO + "background-color")) is not None:
                    marked = colour.casefold() not in _PLAIN
                if hidden is None and (shown := words.get(TEXT + "display")) is not None:
                    hidden = shown == "none"
                if font is None:
                    face = words.get(STYLE + "font-name")
                    font = (self._fonts.get(face) or face) if face else words.get(FO + "font-family")
            cell = style.find(STYLE + "table-cell-properties")
            if cell is not None and shaded is None and (colour := cell.get(FO + "background-color")) is not None:
                shaded = colour.casefold() not in _PLAIN
            key = style.get(STYLE + "parent-style-name")
        return Look(bold, struck, marked, prompt, hidden, font, level or 0, bool(shaded))


def _by_name(parent: etree._Element | None) -> dict[tuple[str, str], etree._Element]:
    found: dict[tuple[str, str], etree._Element] = {}
    for style in parent.iter(STYLE + "style") if parent is not None else ():
        found.setdefault((style.get(STYLE + "family", ""), style.get(STYLE + "name", "")), style)
    return found


def _said_name(style: etree._Element | None, key: str) -> str:
    """The name as people see it: `_20_` is how a space is written in the other one."""
    shown = style.get(STYLE + "display-name") if style is not None else None
    return (shown or key.replace("_20_", " ")).casefold()


def _number(style: etree._Element | None, name: str) -> int:
    text = style.get(STYLE + name, "") if style is not None else ""
    return int(text) + 1 if text.isdigit() and 0 < int(text) < 10 else 0


def _drawn(words: etree._Element, *names: str) -> bool | None:
    said = [value for name in names if (value := words.get(STYLE + name)) is not None]
    return None if not said else all(value != "none" for value in said)
