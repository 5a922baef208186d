"""A paper about a case as a Word document: A4, the reference on every page, tables whose headings repeat.

A door to python-docx, for these papers alone. What a form says is written as text; control characters, which a Word
document cannot hold, are left out.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

from daemon.cases.papers.paper import Paper, Part
from daemon.protocol.counting import long_day

_FONT, _INK, _GREY, _WARNING, _SHADE = "Arial", "17324D", "595959", "9C1C1C", "EEF2F5"
# The text is 17.4 cm wide, in twentieths of a point.
_WIDE = 9864
_LABEL = 30
# A row with a longer answer may go over the end of a page.
_LONG = 700
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def paper_document(paper: Paper) -> bytes:
    """The paper as a .docx."""
    # Imported here: few letters carry one, and the library costs a good part of a second.
    from docx import Document

    made: Any = Document()
    _prepare(made, paper)
    _line(made, paper.partnership, size=11, color=_INK)
    made.add_paragraph(_clean(paper.title), style="Title")
    if paper.warning:
        _line(made, paper.warning, size=10, color=_WARNING, bold=True)
    _line(made, f"Made on {long_day(paper.made_on)} from the partnership's case log.", size=9, color=_GREY)
    for part in paper.parts:
        _part(made, part)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _prepare(made: Any, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin, page.bottom_margin = Cm(1.8), Cm(1.8)
    about = made.core_properties
    about.title, about.author, about.comments = paper.title, paper.partnership, ""
    about.language = "en-GB"
    about.created = about.modified = datetime(paper.made_on.year, paper.made_on.month, paper.made_on.day)  # noqa: DTZ001  the package stores no zone
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for fonts in made.styles.element.iter(qn("w:rFonts")):
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(key), _FONT)
    for name, size, before, after in (("Normal", 10, 0, 4), ("Title", 20, 2, 8), ("Heading 1", 12.5, 16, 5)):
        style = made.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name != "Normal":
            style.font.bold = True
            style.font.color.rgb = RGBColor.from_string(_INK)
            style.paragraph_format.keep_with_next = True
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _run(foot, f"{paper.foot}    Page ", 8, _GREY)
    _field(foot, "PAGE")
    _run(foot, " of ", 8, _GREY)
    _field(foot, "NUMPAGES")


def _part(made: Any, part: Part) -> None:
    made.add_paragraph(_clean(part.heading), style="Heading 1")
    for words in part.words:
        _line(made, words)
    if part.pairs:
        rows = [(label, value) for label, value in part.pairs]
        _table(made, rows, (_LABEL, 100 - _LABEL), heading=None)
    if part.columns:
        _table(made, part.rows, part.widths, heading=part.columns)
        if not part.rows:
            _line(made, "None.")


def _table(made: Any, rows: Any, widths: tuple[int, ...], heading: tuple[str, ...] | None) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table = made.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    _light(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = _WIDE * 635 * width // 100
    for number, row in enumerate(((heading,) if heading else ()) + tuple(rows)):
        first = heading is not None and number == 0
        made_row = table.add_row()
        whole = () if any(len(value) > _LONG for value in row) else ("w:cantSplit",)
        for tag in (*whole, "w:tblHeader") if first else whole:
            made_row._tr.get_or_add_trPr().append(OxmlElement(tag))
        for position, (cell, value) in enumerate(zip(made_row.cells, row, strict=True)):
            cell.width = _WIDE * 635 * widths[position] // 100
            strong = first or (heading is None and position == 0)
            _written(cell, value, bold=strong)
            if strong:
                shade = OxmlElement("w:shd")
                for key, to in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _SHADE)):
                    shade.set(qn(key), to)
                cell._tc.get_or_add_tcPr().append(shade)


def _light(table: Any) -> None:
    """Thin grey lines, and room within the cells."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(
        f'<w:{one} w:val="single" w:sz="4" w:space="0" w:color="C5CDD5"/>'
        for one in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = table._tbl.tblPr
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    properties.append(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:top w:w="50" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
            '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
        )
    )


def _written(cell: Any, value: str, *, bold: bool) -> None:
    from docx.shared import Pt

    lines = _clean(value).split("\n")
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, line, 9.5, None, bold=bold)


def _line(made: Any, words: str, size: float = 10, color: str | None = None, *, bold: bool = False) -> None:
    _run(made.add_paragraph(), _clean(words), size, color, bold=bold)


def _run(paragraph: Any, words: str, size: float, color: str | None, *, bold: bool = False) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(words)
    run.font.size, run.bold = Pt(size), bold
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def _field(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    run.font.size = Pt(8)
    run.font.color.rgb = RGBColor.from_string(_GREY)
    field.append(run._r)


def _clean(words: str) -> str:
    return _CONTROL.sub("", words).replace("\r\n", "\n").replace("\r", "\n")
