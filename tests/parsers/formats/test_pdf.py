"""PDF forms: by their fields, by their ruled tables, and never by a guess."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

import parsers
from parsers.limits import read_safely
from parsers.reading import Reading
from tests.parsers.word import a_document, labelled_row, run, table

TODAY = date(2026, 11, 24)
SOFFICE = shutil.which("soffice")


def saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_saying(*lines: str) -> PdfWriter:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    shown = "".join(f"BT /F1 11 Tf 72 {780 - 20 * at} Td ({line}) Tj ET\n" for at, line in enumerate(lines))
    stream = DecodedStreamObject()
    stream.set_data(shown.encode())
    page[NameObject("/Contents")] = stream
    return writer


def with_fields(*fields: tuple[str, str, str | None, str | None]) -> bytes:
    """A page with fields: name, kind, tooltip, value."""
    writer = page_saying("Professional Disagreement Escalation Form")
    made = ArrayObject()
    for name, kind, tooltip, value in fields:
        one = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject(kind),
                NameObject("/T"): TextStringObject(name),
                NameObject("/Rect"): ArrayObject([FloatObject(at) for at in (72, 400, 300, 420)]),
            }
        )
        if tooltip:
            one[NameObject("/TU")] = TextStringObject(tooltip)
        if value is not None:
            one[NameObject("/V")] = NameObject(value) if kind == "/Btn" else TextStringObject(value)
        made.append(writer._add_object(one))  # pyright: ignore[reportPrivateUsage]
    writer.pages[0][NameObject("/Annots")] = made
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): made, NameObject("/NeedAppearances"): BooleanObject(True)}
    )
    return saved(writer)


FORM = (
    ("ChildName", "/Tx", "Name of child", "Sam Testcase"),
    ("dob", "/Tx", "Date of birth", "1/2/2015"),
    ("DateOfReferral", "/Tx", None, "3 November 2026"),
    ("desired", "/Tx", "Desired outcome", ""),
    ("risk_yes", "/Btn", "Is the child at immediate risk? Yes", "/Off"),
    ("risk_no", "/Btn", "Is the child at immediate risk? No", "/On"),
)


def read(data: bytes) -> Reading:
    return parsers.read(data, today=TODAY)


def test_fields_answer_under_their_tooltips_and_boxes_by_their_state() -> None:
    reading = read(with_fields(*FORM))
    assert reading.kind == "form"
    assert reading.answers["subject_name"] == "Sam Testcase"
    assert reading.answers["subject_dob"] == date(2015, 2, 1)
    assert reading.answers["immediate_risk"] is False
    assert "desired_outcome" not in reading.answers


def test_a_field_without_a_tooltip_is_asked_by_its_name_as_words() -> None:
    shown = read(with_fields(*FORM))
    said = [*map(str, shown.answers.values()), *(f"{one.label} {one.value}" for one in shown.findings)]
    assert any("2026-11-03" in one or "3 November 2026" in one for one in said)


def test_the_child_process_reads_fields_as_well() -> None:
    data = with_fields(*FORM)
    assert read_safely(data, today=TODAY) == read(data)


def test_an_empty_password_opens_and_a_real_one_is_named() -> None:
    for password, reason in (("", None), ("secret", "encrypted")):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(with_fields(*FORM))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        assert read(saved(writer)).reason == reason


def test_pages_without_words_are_a_picture() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    assert read(saved(writer)).reason == "image-only"


def test_damaged_bytes_are_corrupt_and_too_many_pages_too_large() -> None:
    assert read(b"%PDF-1.7\nnothing of the kind").reason == "corrupt"
    writer = PdfWriter()
    for _ in range(201):
        writer.add_blank_page(100, 100)
    assert read(saved(writer)).reason == "too-large"


def test_questions_outside_ruled_tables_are_doubtful_and_never_answers() -> None:
    reading = read(saved(page_saying("Professional Disagreement Escalation Form", "Name of child: Sam Testcase")))
    assert reading.answers == {}
    assert any("Sam Testcase" in (one.value or "") for one in reading.findings)


def test_the_data_of_an_xfa_form_is_read_though_its_page_says_please_wait() -> None:
    writer = page_saying("Please wait...")
    data = DecodedStreamObject()
    data.set_data(
        b'<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1>'
        b"<NameOfChild>Sam Testcase</NameOfChild><DateOfBirth>2015-02-01</DateOfBirth></form1></xfa:data></xfa:datasets>"
    )
    packet = writer._add_object(data)  # pyright: ignore[reportPrivateUsage]
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/XFA"): ArrayObject([TextStringObject("datasets"), packet])}
    )
    reading = read(saved(writer))
    said = [*map(str, reading.answers.values()), *(str(one.value) for one in reading.findings)]
    assert "Sam Testcase" in said


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_table_printed_to_pdf_is_never_read_wrongly(tmp_path: Path) -> None:
    source = tmp_path / "form.docx"
    source.write_bytes(
        a_document(
            table(labelled_row("Name of child", run("Sam Testcase")), labelled_row("Date of birth", run("1/2/2015")))
        )
    )
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    reading = read((tmp_path / "form.pdf").read_bytes())
    assert reading.answers.get("subject_name", "Sam Testcase") == "Sam Testcase"
    assert reading.answers.get("subject_dob", date(2015, 2, 1)) == date(2015, 2, 1)
    said = " ".join([*map(str, reading.answers.values()), *(str(one.value) for one in reading.findings)])
    assert "Sam Testcase" in said
