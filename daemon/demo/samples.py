"""Filled Word forms as agencies send them, of three makes: content controls, plain tables, and legacy form fields.

Everybody named here is invented.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

Section = tuple[str, Sequence[tuple[str, str]]]


def with_controls(protocol: str, answers: Mapping[str, Any]) -> bytes:
    """The protocol's own form with its content controls filled in."""
    from parsers.blank.filling import fill

    return fill(protocol, answers)


def with_tables(title: str, sections: Sequence[Section]) -> bytes:
    """A form of an agency's own making: headings, and tables with the question left and the answer right."""
    from docx import Document

    document = Document()
    document.add_heading(title, 0)
    for heading, rows in sections:
        document.add_heading(heading, 1)
        table = document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for label, answer in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, answer
    return _saved(document)


def with_legacy_fields(title: str, sections: Sequence[Section]) -> bytes:
    """A form of the older kind: one line a question, answered in legacy text fields and boxes."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    document.add_heading(title, 0)
    for heading, rows in sections:
        document.add_heading(heading, 1)
        for label, answer in rows:
            paragraph = document.add_paragraph(f"{label}: ")
            if answer in ("Yes", "No"):
                for option in ("Yes", "No"):
                    for run in _box(option == answer):
                        paragraph._p.append(parse_xml(run))
                    paragraph.add_run(f" {option}   ")
            else:
                for run in _text(answer):
                    paragraph._p.append(parse_xml(run))
    return _saved(document)


def _text(answer: str) -> list[str]:
    from xml.sax.saxutils import escape

    data = "<w:ffData><w:enabled/><w:textInput/></w:ffData>"
    return [
        f'<w:r {_W}><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>',
        f'<w:r {_W}><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r>',
        f'<w:r {_W}><w:fldChar w:fldCharType="separate"/></w:r>',
        f'<w:r {_W}><w:t xml:space="preserve">{escape(answer)}</w:t></w:r>',
        f'<w:r {_W}><w:fldChar w:fldCharType="end"/></w:r>',
    ]


def _box(ticked: bool) -> list[str]:
    data = f'<w:ffData><w:enabled/><w:checkBox><w:sizeAuto/><w:checked w:val="{int(ticked)}"/></w:checkBox></w:ffData>'
    return [
        f'<w:r {_W}><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>',
        f'<w:r {_W}><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>',
        f'<w:r {_W}><w:fldChar w:fldCharType="end"/></w:r>',
    ]


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
