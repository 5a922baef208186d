"""Blank forms made from their definitions in `forms/`: content controls in tables, one section for each side.

python-docx writes the document; the controls are our own XML, each with a title for screen readers and a tag that names
the canonical field, so that what is filled in is read back exactly.
"""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_FORMS = Path(__file__).resolve().parent / "forms"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_GREY = "6B6B6B"
_TEAL = "1F4E5F"


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form to give away: its file name and its bytes."""

    name: str
    data: bytes


def known_forms() -> tuple[str, ...]:
    """The protocols that have a form here."""
    return tuple(sorted(one.stem for one in _FORMS.glob("*.toml")))


def make_blank(protocol: str) -> list[BlankForm]:
    """The blank forms of a protocol. Raises KeyError when it has none."""
    return [_made(protocol)]


@lru_cache(maxsize=16)
def _made(protocol: str) -> BlankForm:
    file = _FORMS / f"{protocol}.toml"
    if not file.is_file():
        raise KeyError(protocol)
    about: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return BlankForm(about["file"], _document(about))


def _document(about: dict[str, Any]) -> bytes:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document: Any = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.8)
    properties = document.core_properties
    properties.title, properties.author, properties.language = about["title"], about["owner"], "en-GB"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Title", 20), ("Heading 1", 13)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), RGBColor.from_string(_TEAL)
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        if fonts is not None:
            for key in [one for one in fonts.attrib if "Theme" in one or "theme" in one]:
                del fonts.attrib[key]

    document.add_paragraph(about["owner"]).runs[0].font.color.rgb = RGBColor.from_string(_GREY)
    document.add_paragraph(about["title"], style="Title")
    warning = document.add_paragraph().add_run(about["warning"])
    warning.bold, warning.font.color.rgb = True, RGBColor.from_string("9C1C1C")
    document.add_paragraph().add_run(about["intro"]).font.color.rgb = RGBColor.from_string(_GREY)
    _table(
        document,
        [
            (
                "Reference (for partnership use only)",
                _control("reference", "Reference", "Filled in by the partnership"),
                None,
            )
        ],
        "Reference",
    )
    for section in about["section"]:
        document.add_paragraph(section["heading"], style="Heading 1")
        if "list" in section:
            _list_table(document, section)
        else:
            rows = [(one["label"], _field(one), one.get("hint")) for one in section["fields"]]
            _table(document, rows, section["heading"])
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.add_run(f"{about['title']}  ·  page ")
    run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(_GREY)
    for code in ("PAGE", None, "NUMPAGES"):
        if code is None:
            footer.add_run(" of ").font.size = Pt(9)
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        footer._p.append(field)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, rows: list[tuple[str, str, str | None]], title: str) -> Any:
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)
    for label, control, hint in rows:
        left, right = table.add_row().cells
        left.width, right.width = Cm(6), Cm(11)
        _shade(left, "E8EFF1")
        run = left.paragraphs[0].add_run(label)
        run.bold = True
        if hint:
            guidance = left.add_paragraph().add_run(f"({hint})")
            guidance.font.size, guidance.font.color.rgb = Pt(9), RGBColor.from_string(_GREY)
        paragraph = right.paragraphs[0]._p
        for one in parse_xml(f'<w:p xmlns:w="{_W}" xmlns:w14="{_W14}">{control}</w:p>'):
            paragraph.append(one)
    return table


def _list_table(document: Any, section: dict[str, Any]) -> None:
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn

    table = document.add_table(rows=1, cols=len(section["columns"]))
    table.style = "Table Grid"
    header = table.rows[0]
    mark = OxmlElement("w:tblHeader")
    header._tr.get_or_add_trPr().append(mark)
    mark.set(qn("w:val"), "true")
    for cell, (_, label) in zip(header.cells, section["columns"], strict=True):
        _shade(cell, "E8EFF1")
        cell.paragraphs[0].add_run(label).bold = True
    for number in range(1, section["rows"] + 1):
        for cell, (key, label) in zip(table.add_row().cells, section["columns"], strict=True):
            control = _control(f"{section['list']}.{number}.{key}", f"{label} {number}", "")
            for one in parse_xml(f'<w:p xmlns:w="{_W}" xmlns:w14="{_W14}">{control}</w:p>'):
                cell.paragraphs[0]._p.append(one)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(key), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _field(one: dict[str, Any]) -> str:
    match one["kind"]:
        case "date":
            return _control(
                one["id"],
                one["label"],
                "Click to enter a date",
                '<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="en-GB"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>',
            )
        case "choice":
            items = "".join(
                f"<w:listItem w:displayText={quoteattr(text)} w:value={quoteattr(text)}/>" for text in one["options"]
            )
            return _control(one["id"], one["label"], "Choose an item", f"<w:dropDownList>{items}</w:dropDownList>")
        case "yesno":
            return (
                _box(f"{one['id']}.yes", f"{one['label']} Yes")
                + _words(" Yes     ")
                + _box(f"{one['id']}.no", f"{one['label']} No")
                + _words(" No")
            )
        case "long":
            return _control(one["id"], one["label"], "Click to enter text", '<w:text w:multiLine="1"/>')
        case _:
            return _control(one["id"], one["label"], "Click to enter text", "<w:text/>")


def _control(tag: str, title: str, prompt: str, kind: str = '<w:text w:multiLine="1"/>') -> str:
    """A content control in a line, showing its prompt in grey until it is filled in."""
    words = (
        f'<w:r><w:rPr><w:color w:val="{_GREY}"/></w:rPr><w:t xml:space="preserve">{escape(prompt or " ")}</w:t></w:r>'
    )
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/><w:tag w:val={quoteattr(tag)}/><w:showingPlcHdr/>{kind}</w:sdtPr>"
        f"<w:sdtContent>{words}</w:sdtContent></w:sdt>"
    )


def _box(tag: str, title: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/><w:tag w:val={quoteattr(tag)}/>"
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
        "<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
