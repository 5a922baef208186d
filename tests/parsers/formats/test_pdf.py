"""PDF forms: by their fields, by their ruled tables, and never by a guess."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
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


class Sheet:
    """A page drawn by hand: words at places, rules, squares. Points from the lower left corner."""

    def __init__(self) -> None:
        self._drawn: list[str] = []

    def say(self, x: float, y: float, words: str, *, bold: bool = False) -> Sheet:
        self._drawn.append(f"BT /{'F2' if bold else 'F1'} 10 Tf {x} {y} Td ({words}) Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self._drawn.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def square(self, x: float, y: float, *, crossed: bool = False) -> Sheet:
        self._drawn.append(f"{x} {y} 10 10 re S")
        return self.line(x, y, x + 10, y + 10).line(x, y + 10, x + 10, y) if crossed else self

    def table(self, top: float, rows: Sequence[Sequence[str]], columns: Sequence[float], height: float = 20) -> Sheet:
        """Ruled rows; `columns` are the edges, one more than there are cells."""
        low = top - height * len(rows)
        for at in range(len(rows) + 1):
            self.line(columns[0], top - height * at, columns[-1], top - height * at)
        for x in columns:
            self.line(x, low, x, top)
        for at, row in enumerate(rows):
            for x, words in zip(columns, row, strict=False):
                self.say(x + 5, top - height * at - 14, words, bold=x == columns[0])
        return self

    def write(self, writer: PdfWriter) -> None:
        page = writer.add_blank_page(595, 842)
        fonts = DictionaryObject()
        for key, name in (("/F1", "/Helvetica"), ("/F2", "/Helvetica-Bold")):
            fonts[NameObject(key)] = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject(name)})  # fmt: skip
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data("\n".join(self._drawn).encode())
        page[NameObject("/Contents")] = stream


def filled_rules(sheet: Sheet) -> Sheet:
    """The sheet with its rules drawn as Word draws them: thin rectangles that are filled."""
    drawn = []
    for one in sheet._drawn:
        if one.endswith(" l S"):
            x0, y0, _, x1, y1, *_ = one.split()
            wide, high = max(float(x1) - float(x0), 0.5), max(float(y1) - float(y0), 0.5)
            one = f"{x0} {y0} {wide} {high} re f*"
        drawn.append(one)
    sheet._drawn = drawn
    return sheet


ROWS = (
    ("Name of child", "Sam Testcase"),
    ("Date of birth", "1/2/2015"),
    ("Referring agency", "Example Schools"),
    ("Responding agency", "Example Police"),
)
EDGES = (60, 260, 540)


def printed(*sheets: Sheet) -> Reading:
    writer = PdfWriter()
    for sheet in sheets:
        sheet.write(writer)
    return read(saved(writer))


def titled() -> Sheet:
    return Sheet().say(60, 800, "Professional Disagreement Escalation Form", bold=True)


def doubtful(reading: Reading) -> dict[str | None, str]:
    return {one.field: str(one.value) for one in reading.findings if one.kind == "doubtful"}


def test_what_stands_in_ruled_cells_is_certain_and_what_stands_outside_is_not() -> None:
    sheet = titled().table(760, ROWS, EDGES).say(60, 600, "Desired outcome: A meeting of managers.")
    reading = printed(sheet)
    assert reading.answers["subject_name"] == "Sam Testcase"
    assert reading.answers["subject_dob"] == date(2015, 2, 1)
    assert reading.answers["referring_agency"] == "Example Schools"
    assert "desired_outcome" not in reading.answers
    assert doubtful(reading)["desired_outcome"].startswith("A meeting of managers. (")


def test_rules_that_word_fills_are_rules() -> None:
    reading = printed(filled_rules(titled().table(760, ROWS, EDGES)))
    assert reading.answers["subject_name"] == "Sam Testcase"
    assert reading.answers["responding_agency"] == "Example Police"


def test_only_the_rows_at_the_turn_of_a_page_are_doubtful() -> None:
    first = titled().table(760, ROWS, EDGES).table(660, [("Desired outcome", "A meeting of")], EDGES)
    second = Sheet().table(800, [("", "managers."), ("Evidence", "The chronology.")], EDGES)
    reading = printed(first, second)
    assert reading.answers["subject_name"] == "Sam Testcase"
    assert "desired_outcome" not in reading.answers


def test_a_cell_whose_columns_have_no_rule_between_them_is_doubtful_alone() -> None:
    sheet = titled().table(760, [*ROWS, ("Telephone", "01204 555 0137")], EDGES).say(420, 666, "also 0300 555 0100")
    reading = printed(sheet)
    assert reading.answers["subject_name"] == "Sam Testcase"
    assert "0300" not in " ".join(map(str, reading.answers.values()))


@pytest.mark.parametrize(("crossed", "value"), [((True, False), True), ((False, True), False)])
def test_squares_that_are_drawn_are_boxes_and_lines_across_them_ticks(crossed: tuple[bool, bool], value: bool) -> None:
    sheet = titled().table(760, [*ROWS, ("Is the child at immediate risk?", "")], EDGES)
    sheet.square(265, 664, crossed=crossed[0]).say(280, 666, "Yes")
    sheet.square(305, 664, crossed=crossed[1]).say(320, 666, "No")
    assert printed(sheet).answers["immediate_risk"] is value


def test_squares_that_are_all_empty_answer_nothing() -> None:
    sheet = titled().table(760, [*ROWS, ("Is the child at immediate risk?", "")], EDGES)
    sheet.square(265, 664).say(280, 666, "Yes").square(305, 664).say(320, 666, "No")
    assert "immediate_risk" not in printed(sheet).answers


def test_a_word_that_may_be_cut_by_the_edge_of_its_cell_is_doubtful() -> None:
    sheet = titled().table(760, ROWS[1:], EDGES).table(680, [("Name of child", "")], (60, 260, 330), 30)
    reading = printed(sheet.say(265, 668, "Oluwaseun Sm").say(265, 656, "ith"))
    assert "subject_name" not in reading.answers
    assert "Oluwaseun" in doubtful(reading)["subject_name"]


def test_an_answer_at_the_edge_of_a_page_is_no_page_number() -> None:
    sheets = [titled().table(760, ROWS, EDGES), Sheet().table(800, [("Threshold level", "3")], EDGES)]
    sheets[0].table(60, [("Stage", "2")], EDGES)
    sheets[1].table(60, [("Evidence", "4")], EDGES)
    said = str(printed(*sheets).as_json())
    assert all(f"'{one} (" in said or f"'{one}'" in said for one in "234")


def annotated(kind: str, words: str, box: tuple[int, int, int, int]) -> PdfWriter:
    writer = PdfWriter()
    titled().table(760, [*ROWS, ("Desired outcome", "")], EDGES).write(writer)
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Contents"): TextStringObject(words),
            NameObject("/DA"): TextStringObject("/Helv 10 Tf 0 g"),
            NameObject("/Rect"): ArrayObject([FloatObject(at) for at in box]),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])  # pyright: ignore[reportPrivateUsage]
    return writer


def test_words_typed_over_the_page_are_found_at_their_place_and_doubtful() -> None:
    reading = read(saved(annotated("/FreeText", "A meeting.", (262, 662, 500, 678))))
    assert doubtful(reading)["desired_outcome"].startswith("A meeting. (")
    assert reading.answers["subject_name"] == "Sam Testcase"


def test_notes_put_on_the_page_are_comments() -> None:
    reading = read(saved(annotated("/Text", "Please ring me first.", (500, 700, 520, 720))))
    assert "comments" in reading.flags
    assert any(one.value == "Please ring me first." for one in reading.findings)


def test_a_printed_form_with_a_few_fields_added_keeps_its_printed_answers() -> None:
    writer = PdfWriter()
    titled().table(760, [*ROWS, *((f"Question {n}", f"Words {n}") for n in range(6))], EDGES).write(writer)
    fields = ArrayObject()
    for number in range(3):
        one = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject(f"signature{number}"),
                NameObject("/V"): TextStringObject(f"signed {number}"),
                NameObject("/Rect"): ArrayObject([FloatObject(at) for at in (72, 400 - 30 * number, 300, 420 - 30 * number)]),
            }
        )  # fmt: skip
        fields.append(writer._add_object(one))  # pyright: ignore[reportPrivateUsage]
    writer.pages[0][NameObject("/Annots")] = fields
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    reading = read(saved(writer))
    assert reading.answers["subject_name"] == "Sam Testcase"
    assert all(f"signed {number}" in str(reading.as_json()) for number in range(3))
