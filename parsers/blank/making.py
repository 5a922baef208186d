"""Blank forms made from their definitions: A4, one section for each side, every answer in a control with title and tag.

python-docx makes the package and its styles; the body is our own XML (`controls`).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from parsers.blank.controls import NAMES, Controls
from parsers.blank.definitions import Definition, Field, Section, definitions

GREY = "595959"
WARNING = "9C1C1C"
LABELS = "EAF0F3"
FONT = "Arial"
WIDE, LABEL, ANSWER = 9864, 3345, 6519
_MADE = datetime(2026, 11, 1)  # noqa: DTZ001  the package stores no zone; a fixed day makes the same bytes each time


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form to give away: its file name and its bytes."""

    name: str
    data: bytes


def make_blank(protocol: str) -> list[BlankForm]:
    """The blank forms of a protocol, the one that opens a case first. Raises KeyError when it has none."""
    return [BlankForm(one.file, blank_bytes(protocol, at)) for at, one in enumerate(definitions(protocol))]


@lru_cache(maxsize=32)
def blank_bytes(protocol: str, at: int = 0) -> bytes:
    """The bytes of form number `at` of `protocol`."""
    form = definitions(protocol)[at]
    return document(form, form.title, form.intro, form.sections)


@lru_cache(maxsize=16)
def answer_bytes(protocol: str) -> bytes:
    """The form to answer in: what the case is, filled in by the partnership, and the parts of the answer."""
    form = definitions(protocol)[0]
    about = Section(
        "About this case: for completion by the partnership",
        "office",
        (
            Field("reference", "Reference", "text"),
            Field("due", "Please answer by", "text"),
            Field("raised_by", "Raised by", "text"),
            Field("raised_with", "Raised with", "lines"),
            Field("at_stage", "At stage", "text"),
            Field("received", "Received by the partnership", "text"),
        ),
    )
    answers = tuple(one for one in form.sections if one.part == "answer")
    return document(form, form.answer_title, (form.answer_intro,), (about, *answers))


def document(form: Definition, title: str, intro: tuple[str, ...], sections: tuple[Section, ...]) -> bytes:
    """A whole form as a .docx."""
    from docx import Document
    from docx.oxml import parse_xml

    made: Any = Document()
    _prepare(made, form, title)
    controls = Controls()
    parts = [
        _paragraph(form.owner, color=form.accent, size=12),
        f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{escape(title)}</w:t></w:r></w:p>',
        _boxed(form.emergency),
        *(_paragraph(one, color=GREY, size=10, after=80) for one in intro),
    ]
    for section in sections:
        parts.append(
            f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{escape(section.heading)}</w:t></w:r></w:p>'
        )
        if section.note:
            parts.append(_paragraph(section.note, color=GREY, size=9, after=80, keep=True))
        parts.append(_list(controls, section) if section.list else _questions(controls, section))
    body = made.element.body
    end = body[-1]
    for element in parse_xml(f"<w:body {NAMES}>{''.join(parts)}</w:body>"):
        end.addprevious(element)
    _footer(made, form)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _prepare(made: Any, form: Definition, title: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin, page.bottom_margin = Cm(1.6), Cm(1.7)
    about = made.core_properties
    about.title, about.author, about.language, about.comments = title, form.owner, "en-GB", ""
    about.created = about.modified = _MADE
    styles = made.styles
    for fonts in styles.element.iter(qn("w:rFonts")):
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), FONT)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.08
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name, size, color in (("Title", 22, form.accent), ("Heading 1", 12, "FFFFFF")):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.color.rgb = RGBColor.from_string(color)
    heading = styles["Heading 1"].element.get_or_add_pPr()
    for old in [*heading.findall(qn("w:spacing"))]:
        heading.remove(old)
    for xml in (
        f'<w:shd {NAMES} w:val="clear" w:color="auto" w:fill="{form.accent}"/>',
        f'<w:spacing {NAMES} w:before="300" w:after="80"/>',
    ):
        heading.insert_element_before(
            parse_xml(xml),
            *(("w:spacing",) if "shd" in xml else ()),
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
        )
    above = styles["Title"].element.get_or_add_pPr()
    for old in [*above.findall(qn("w:pBdr"))]:
        above.remove(old)
    styles["Title"].paragraph_format.space_after = Pt(6)
    prompt = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    prompt.font.color.rgb = RGBColor.from_string("6B6B6B")
    prompt.element.set(qn("w:styleId"), "PlaceholderText")


def _paragraph(text: str, *, color: str, size: int, bold: bool = False, after: int = 0, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep else ""
    return (
        f'<w:p><w:pPr>{kept}<w:spacing w:after="{after}"/></w:pPr><w:r><w:rPr>{"<w:b/>" if bold else ""}<w:color w:val="{color}"/>'
        f'<w:sz w:val="{size * 2}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _boxed(text: str) -> str:
    side = "".join(
        f'<w:{edge} w:val="single" w:sz="12" w:space="5" w:color="{WARNING}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return (
        f'<w:p><w:pPr><w:pBdr>{side}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FDF1F0"/><w:spacing w:before="60" w:after="160"/>'
        f'<w:ind w:left="140" w:right="140"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="{WARNING}"/></w:rPr>'
        f"<w:t>{escape(text)}</w:t></w:r></w:p>"
    )


def _table(title: str, widths: tuple[int, ...], rows: str, *, header: bool) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="A6B1B8"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    look = f'<w:tblLook w:val="04A0" w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="{int(not header)}" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="110" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="70" w:type="dxa"/><w:left w:w="110" w:type="dxa"/><w:bottom w:w="70" w:type="dxa"/><w:right w:w="110" w:type="dxa"/></w:tblCellMar>'
        f"{look}<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _label(text: str, hint: str, width: int) -> str:
    guidance = _paragraph(hint, color=GREY, size=9) if hint else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="{LABELS}"/></w:tcPr>'
        f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>{guidance}</w:tc>'
    )


def _questions(controls: Controls, section: Section) -> str:
    rows = []
    for one in section.fields:
        width = f'<w:tcW w:w="{ANSWER}" w:type="dxa"/>'
        if one.kind == "long":
            answer = controls.cell(one.id, one.label, width)
        else:
            answer = f"<w:tc><w:tcPr>{width}</w:tcPr><w:p>{controls.of(one.kind, one.id, one.label, one.options)}</w:p></w:tc>"
        split = "" if one.kind == "long" else "<w:cantSplit/>"
        height = 1750 if one.kind == "long" else 480
        rows.append(
            f'<w:tr><w:trPr>{split}<w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
            f"{_label(one.label, one.hint, LABEL)}{answer}</w:tr>"
        )
    return _table(section.heading, (LABEL, ANSWER), "".join(rows), header=False)


def _list(controls: Controls, section: Section) -> str:
    shares = [{"date": 3, "long": 5}.get(kind, 4) for _, _, kind in section.columns]
    widths = tuple(WIDE * one // sum(shares) for one in shares)
    head = "".join(_label(label, "", width) for (_, label, _), width in zip(section.columns, widths, strict=True))
    rows = []
    for number in range(1, section.rows + 1):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>'
            f"{controls.of(kind, f'{section.list}.{number}.{key}', f'{label}, row {number}')}</w:p></w:tc>"
            for (key, label, kind), width in zip(section.columns, widths, strict=True)
        )
        rows.append(f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="620" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>')
    repeated = controls.repeating(section.heading, section.list, rows)
    top = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    return _table(section.heading, widths, top + repeated, header=True)


def _footer(made: Any, form: Definition) -> None:
    from docx.oxml import parse_xml

    style = f'<w:rPr><w:color w:val="{GREY}"/><w:sz w:val="16"/></w:rPr>'
    words = f"{form.version}  ·  Page "

    def field(code: str) -> str:
        return f'<w:fldSimple w:instr="{code}"><w:r>{style}<w:t>1</w:t></w:r></w:fldSimple>'

    paragraph = made.sections[0].footer.paragraphs[0]._p
    for element in parse_xml(
        f'<w:p {NAMES}><w:r>{style}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>{field("PAGE")}'
        f'<w:r>{style}<w:t xml:space="preserve"> of </w:t></w:r>{field("NUMPAGES")}</w:p>'
    ):
        paragraph.append(element)
