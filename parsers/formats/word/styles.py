"""The styles of a Word document: what a style's name says, and how it writes words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from parsers.formats.package import Package
from parsers.formats.word.names import VAL, W, is_on
from parsers.formats.words import heading_level

_LONGEST_LINE = 30
MOST_KEPT, LARGEST_KEPT = 32, 64 << 10


@dataclass(frozen=True, slots=True)
class Style:
    """`level` as in `raw.Paragraph`; `font` only where it is one of symbols. None where the style leaves it open."""

    level: int = 0
    prompt: bool = False
    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    font: str | None = None


NO_STYLE = Style()
_kept: dict[bytes, dict[str, Style]] = {}


class Styles:
    """The styles by id; `part` is the name of the styles part, or None where the document has none."""

    def __init__(self, package: Package, part: str | None) -> None:
        self._known = _styles_in(package, part) if part is not None else {}

    def get(self, key: str) -> Style:
        """The style `key` with all that it inherits; one that is nowhere defined says what its id says."""
        return self._known.get(key) or _named(key)


def _styles_in(package: Package, name: str) -> dict[str, Style]:
    """Kept by the packed bytes, because all forms of one make carry the same part, and it is mostly the largest."""
    key = package.packed(name)
    if key is not None and (known := _kept.get(key)) is not None:
        return known
    tree = package.tree(name)
    found = _styles_of(tree) if tree is not None else {}
    if key is not None and len(key) <= LARGEST_KEPT:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = found
    return found


def _styles_of(tree: etree._Element) -> dict[str, Style]:
    elements = {one.get(W + "styleId", ""): one for one in tree.iter(W + "style")}
    found: dict[str, Style] = {}
    for key in elements:
        line: list[etree._Element] = []
        above: str | None = key
        while above and len(line) < _LONGEST_LINE and (element := elements.get(above)) is not None:
            line.append(element)
            based = element.find(W + "basedOn")
            above = based.get(VAL) if based is not None else None
        found[key] = _style(line)
    return found


def _style(line: list[etree._Element]) -> Style:
    """The style of `line`, which begins with it and goes on with what it is based on."""
    named = NO_STYLE
    bold = struck = hidden = None
    font: str | None = None
    for number, element in enumerate(line):
        name = element.find(W + "name")
        said = _named(name.get(VAL, "") if name is not None else "")
        if number == 0 or (said.level and not named.level):
            named = Style(named.level or said.level, named.prompt or said.prompt, named.bold or said.bold)
        words = element.find(W + "rPr")
        for mark in words if words is not None else ():
            tag = mark.tag
            if tag == W + "b" and bold is None:
                bold = is_on(mark)
            elif tag in (W + "strike", W + "dstrike") and struck is None:
                struck = is_on(mark)
            elif tag == W + "vanish" and hidden is None:
                hidden = is_on(mark)
            elif tag == W + "rFonts" and font is None:
                font = mark.get(W + "ascii") or mark.get(W + "hAnsi")
    return Style(named.level, named.prompt, named.bold if bold is None else bold, struck, hidden, font)


@lru_cache(maxsize=512)
def _named(name: str) -> Style:
    """What a style's name says of its words."""
    said = name.casefold()
    return Style(
        level=heading_level(said),
        prompt=said.replace(" ", "") == "placeholdertext",
        bold=True if said == "strong" else None,
    )
