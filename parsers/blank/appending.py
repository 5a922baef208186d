"""A page at the end of anybody's Word form, in the document's own styles: a heading, and a table of labels and values."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from parsers.blank.controls import NAMES
from parsers.blank.definitions import all_definitions
from parsers.blank.saying import shown
from parsers.formats.package import parse_xml
from parsers.formats.word.names import W

_STYLE = re.compile(rb'<w:style\b[^>]*?w:styleId="([^"]*)"[^>]*>\s*<w:name w:val="([^"]*)"')
_COLUMNS = {"action": "Action", "owner": "By whom", "due": "By when", "stage": "Stage", "date": "Date", "with": "With whom", "outcome": "Outcome"}  # fmt: skip
_OFFICE = "For completion by the partnership"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A canonical field with its value."""

    field: str
    value: Any


def append_page(
    root: Any, rows: Sequence[Row], office: Sequence[Row], styles: bytes | None, protocol: str | None
) -> Any:
    """A copy of `root` with a page that says `rows`, and those of `office` in a part that is the partnership's own.

    What stands in the partnership's own part answers no question of the form.
    """
    made = copy.deepcopy(root)
    body = next(made.iter(W + "body"))
    look = _look(made)
    names = {name.decode("utf-8", "replace").casefold(): style for style, name in _STYLE.findall(styles or b"")}
    style = names.get("heading 1")
    parts: list[str] = []
    for heading, told in ((_section_heading(protocol), rows), (_OFFICE, office)):
        if told:
            parts.append(_heading(heading, style, look, first=not parts))
        # In the partnership's own part a list is lines of one cell: a table of its own could be read as the form's.
        simple = [one for one in told if told is office or not _is_rows(one.value)]
        if simple:
            parts.append(
                _table([[_label(one.field, protocol), _words(one.value)] for one in simple], look, header=False)
            )
        for one in told:
            if one in simple:
                continue
            parts.append(_heading(_label(one.field, protocol), style, look, first=False))
            keys = [key for key in _COLUMNS if any(row.get(key) not in (None, "") for row in one.value)]
            lines = [[_COLUMNS[key] for key in keys]]
            lines += [[_words(row.get(key, "")) for key in keys] for row in one.value]
            parts.append(_table(lines, look, header=True))
    parts.append("<w:p/>")
    last = body[-1] if len(body) and body[-1].tag == W + "sectPr" else None
    for element in list(parse_xml(f"<w:body {NAMES}>{''.join(parts)}</w:body>".encode())):
        if last is not None:
            last.addprevious(element)
        else:
            body.append(element)
    return made


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _words(value: Any) -> str:
    return shown(value) if value is not None else ""


@lru_cache(maxsize=16)
def _labels(protocol: str | None) -> dict[str, str]:
    """Canonical field → the label that our form of the protocol asks with, or another of our forms."""
    found: dict[str, str] = {}
    for form in sorted(all_definitions(), key=lambda one: one.protocol != protocol):
        for section in form.sections:
            for one in section.fields:
                found.setdefault(one.id, one.label)
            if section.list:
                found.setdefault(section.list, section.heading)
    return found


def _label(name: str, protocol: str | None) -> str:
    return _labels(protocol).get(name) or name.replace("_", " ").capitalize()


def _section_heading(protocol: str | None) -> str:
    """The heading of the protocol's outcome section."""
    for form in all_definitions():
        if form.protocol == protocol:
            found = [one.heading for one in form.sections if one.part == "answer"]
            if found:
                return found[0]
    return "Outcome of agreed actions"


def _look(root: Any) -> str:
    """The run properties that most of the document's words are set in: font and size."""
    counted: Counter[str] = Counter()
    for run in root.iter(W + "r"):
        size = sum(len(one.text or "") for one in run.iter(W + "t"))
        about = run.find(W + "rPr")
        kept = ""
        if about is not None:
            for name in ("rFonts", "sz", "szCs"):
                one = about.find(W + name)
                if one is not None:
                    said = " ".join(f'w:{str(key).rpartition("}")[2]}="{escape(value, {chr(34): "&quot;"})}"' for key, value in one.attrib.items() if str(key).startswith(W))  # fmt: skip
                    kept += f"<w:{name} {said}/>"
        counted[kept] += size
    return counted.most_common(1)[0][0] if counted else ""


def _heading(text: str, style: bytes | None, look: str, *, first: bool) -> str:
    broken = "<w:pageBreakBefore/>" if first else ""
    styled = f'<w:pStyle w:val="{escape(style.decode("utf-8", "replace"))}"/>' if style else ""
    spacing = "" if style else '<w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/>'
    properties = "" if style else f"<w:rPr>{_ordered(look, bold=True)}</w:rPr>"
    return (
        f"<w:p><w:pPr>{styled}<w:keepNext/>{broken}{spacing}</w:pPr>"
        f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _ordered(look: str, *, bold: bool) -> str:
    """Run properties in the schema's order: fonts, bold, size."""
    fonts = re.search(r"<w:rFonts [^>]*/>", look)
    rest = look[fonts.end() :] if fonts else look
    return (fonts.group() if fonts else "") + ("<w:b/>" if bold else "") + rest


def _table(lines: list[list[str]], look: str, *, header: bool) -> str:
    edges = "".join(
        f'<w:{one} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for one in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = len(lines[0])
    widths = [1700, 3300] if not header else [5000 // columns] * columns
    grid = "".join(f'<w:gridCol w:w="{one * 2}"/>' for one in widths)
    rows = ""
    for number, line in enumerate(lines):
        cells = "".join(
            _cell(words, width, look, label=(header and number == 0) or (not header and at == 0))
            for at, (words, width) in enumerate(zip(line, widths, strict=True))
        )
        top = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header and number == 0 else ""
        rows += f"<w:tr>{top}{cells}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="110" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="110" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(text: str, width: int, look: str, *, label: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if label else ""
    paragraphs = "".join(
        f'<w:p><w:r><w:rPr>{_ordered(look, bold=label)}</w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in _ILLEGAL.sub("", text).split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/>{shade}</w:tcPr>{paragraphs}</w:tc>'
