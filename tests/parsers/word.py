"""Small Word documents with the XML that real forms hold, spliced into files that python-docx makes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
REST = (
    ("Referring agency", "Example Schools Trust"),
    ("Responding agency", "Example Police"),
    ("Summary of disagreement", "We do not agree."),
    ("Desired outcome", "A meeting."),
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def control(content: str, about: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def cell(content: str, about: str = "") -> str:
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{one}</w:tr>' for one in rows)}</w:tbl>"


def labelled_row(label: str, answer: str) -> str:
    """A row whose answer cell holds `answer` as raw XML of a paragraph's content."""
    return cell(paragraph(run(label))) + cell(paragraph(answer))


def a_document(*blocks: str, rest: Sequence[tuple[str, str]] = REST) -> bytes:
    """A form whose body begins with `blocks` (raw XML) and goes on with plain rows."""
    document = Document()
    document.add_heading("Resolving professional differences: escalation form", 0)
    body = document.element.body
    ends = list(body)[-1]
    for block in (*blocks, table(*(labelled_row(label, run(answer)) for label, answer in rest))):
        for element in parse_xml(f"<w:body {NAMES}>{block}</w:body>"):
            ends.addprevious(element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
