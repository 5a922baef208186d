"""Foreign bytes are read in a child that holds its limits, and are named by what they are."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

import parsers
from parsers.limits import needs_child, read_safely, read_within_limits
from tests.parsers.word import NAMES, a_document, labelled_row, run, table

TODAY = date(2026, 11, 24)
ROWS = (labelled_row("Name of child", run("S. T.")), labelled_row("Date of birth", run("1/2/2015")))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_form() -> bytes:
    return a_document(table(*ROWS))


def with_body(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_form())) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, body if name == "word/document.xml" else before.read(name))
    return out.getvalue()


def test_the_child_gives_back_exactly_what_reading_here_gives() -> None:
    here = parsers.read(a_form(), today=TODAY)
    assert here.answers["subject_dob"] == date(2015, 2, 1)
    assert read_within_limits(a_form(), today=TODAY) == here


def test_a_small_form_is_read_here_and_a_dense_one_in_the_child() -> None:
    assert not needs_child(a_form())
    assert needs_child(with_body(f'<w:document xmlns:w="{W}"><w:body>{"<w:p/>" * 100_000}</w:body></w:document>'))
    assert needs_child(b"{\\rtf1 }")


def test_four_million_paragraphs_are_too_large() -> None:
    body = f'<w:document xmlns:w="{W}"><w:body>{"<w:p/>" * 4_000_000}</w:body></w:document>'
    assert read_safely(with_body(body), today=TODAY).reason == "too-large"


def test_deep_groups_of_rich_text_are_too_large_before_any_converter_sees_them() -> None:
    assert read_safely(b"{\\rtf1" + b"{" * 100_000, today=TODAY).reason == "too-large"


def flat_opc(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{package.read(name).decode().partition("?>")[2]}</pkg:xmlData></pkg:part>'
            for name in package.namelist()
            if name.endswith((".rels", "document.xml", "styles.xml"))
        )
    return (
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'.encode()
    )


def word_2003() -> bytes:
    names = NAMES.replace(W, "http://schemas.microsoft.com/office/word/2003/wordml")
    rest = (labelled_row("Referring agency", run("A")), labelled_row("Responding agency", run("B")))
    more = (labelled_row("Summary of disagreement", run("We do not agree.")),)
    title = f"<w:p>{run('Resolving professional differences: escalation form', '<w:b/>')}</w:p>"
    return f"<w:wordDocument {names}><w:body>{title}{table(*ROWS, *rest, *more)}</w:body></w:wordDocument>".encode()


@pytest.mark.parametrize("data", [flat_opc(a_form()), word_2003()], ids=["flat OPC", "Word 2003 XML"])
def test_word_documents_of_one_xml_file_are_read(data: bytes) -> None:
    answers = parsers.read(data, today=TODAY).answers
    assert (answers["subject_name"], answers["subject_dob"]) == ("S. T.", date(2015, 2, 1))


def test_plain_text_is_a_document_whose_lines_are_findings() -> None:
    reading = parsers.read(b"Notes\nFavourite colour: Blue\n", today=TODAY)
    assert reading.kind == "document"
    assert "Blue" in [one.value for one in reading.findings]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "corrupt"), (b"\x89PNG\r\n\x1a\n rest", "image-only"), (b"\xd0\xcf\x11\xe0 rest", "corrupt")],
)
def test_what_is_no_document_is_named(data: bytes, reason: str) -> None:
    reading = parsers.read(data, today=TODAY)
    assert (reading.reason, bool(reading.why)) == (reason, True)
