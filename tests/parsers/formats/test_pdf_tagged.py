"""PDFs that carry the structure of the document that they were made from."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from parsers.reading import Reading
from tests.parsers.formats.test_pdf import SOFFICE, doubtful, read, saved
from tests.parsers.word import a_document, labelled_row, run, table

Node = tuple[str, Sequence[Any]]


class Tagged:
    """Pages whose words are numbered parts of a tree: `say` draws a part and gives its number."""

    def __init__(self) -> None:
        self.writer = PdfWriter()
        self._drawn: list[list[str]] = []
        self.turn()

    def turn(self) -> None:
        self.writer.add_blank_page(595, 842)
        self._drawn.append([])
        self._parts = 0

    def say(self, x: float, y: float, words: str) -> tuple[int, int]:
        number = self._parts
        self._parts += 1
        self._drawn[-1].append(f"/P <</MCID {number}>> BDC BT /F1 10 Tf {x} {y} Td ({words}) Tj ET EMC")
        return len(self._drawn) - 1, number

    def beside(self, x: float, y: float, words: str, *, artifact: bool = True) -> None:
        drawn = f"BT /F1 10 Tf {x} {y} Td ({words}) Tj ET"
        self._drawn[-1].append(f"/Artifact BMC {drawn} EMC" if artifact else drawn)

    def saved(self, tree: Sequence[Node], *, suspects: bool = False) -> bytes:
        for page, drawn in zip(self.writer.pages, self._drawn, strict=True):
            font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            )
            stream = DecodedStreamObject()
            stream.set_data("\n".join(drawn).encode())
            page[NameObject("/Contents")] = stream
        root = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructTreeRoot"),
                NameObject("/RoleMap"): DictionaryObject({NameObject("/Heading 1"): NameObject("/P")}),
                NameObject("/K"): self._element(("Document", tree)),
            }
        )
        self.writer.root_object[NameObject("/StructTreeRoot")] = root
        self.writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True), NameObject("/Suspects"): BooleanObject(suspects)}
        )
        return saved(self.writer)

    def _element(self, node: Node) -> DictionaryObject:
        kind, inner = node
        made = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject(f"/{kind}")})  # fmt: skip
        kids = ArrayObject()
        for one in inner:
            if isinstance(one[0], int):
                made[NameObject("/Pg")] = self.writer.pages[one[0]].indirect_reference  # type: ignore[assignment]
                kids.append(NumberObject(one[1]))
            else:
                kids.append(self._element(one))
        made[NameObject("/K")] = kids
        return made


def row(*cells: Sequence[tuple[int, int]]) -> Node:
    return ("TR", [("TD", [("P", cell)]) for cell in cells])


def titled(sheet: Tagged) -> Node:
    return ("Heading 1", [sheet.say(60, 800, "Professional Disagreement Escalation Form")])


def four_rows(sheet: Tagged) -> list[Node]:
    return [
        row([sheet.say(60, 760 - 20 * at, label)], [sheet.say(260, 760 - 20 * at, answer)])
        for at, (label, answer) in enumerate(
            (
                ("Name of child", "Sam Testcase"),
                ("Date of birth", "1/2/2015"),
                ("Referring agency", "Example Schools"),
                ("Responding agency", "Example Police"),
            )
        )
    ]


def test_the_cells_of_the_structure_are_certain_without_any_rule_on_the_page() -> None:
    sheet = Tagged()
    reading = read(sheet.saved([titled(sheet), ("Table", four_rows(sheet))]))
    assert reading.answers["subject_name"] == "Sam Testcase"
    assert reading.answers["subject_dob"] == date(2015, 2, 1)
    assert reading.answers["responding_agency"] == "Example Police"
    assert doubtful(reading) == {}


def with_outcome(sheet: Tagged, *answer: tuple[int, int]) -> list[Node]:
    return [titled(sheet), ("Table", [*four_rows(sheet), row([sheet.say(60, 660, "Desired outcome")], answer)])]


def test_lines_of_one_paragraph_are_one_answer_and_those_of_its_writer_stay_lines() -> None:
    sheet = Tagged()
    lines = [sheet.say(260, 660, "A meeting of the managers who "), sheet.say(260, 648, "decided."), sheet.say(260, 636, "This week.")]  # fmt: skip
    reading = read(sheet.saved(with_outcome(sheet, *lines)))
    assert reading.answers["desired_outcome"] == "A meeting of the managers who decided.\nThis week."


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    sheet = Tagged()
    title, rows = titled(sheet), four_rows(sheet)
    label, first = sheet.say(60, 60, "Desired outcome"), sheet.say(260, 60, "A meeting of the ")
    sheet.turn()
    second = sheet.say(260, 800, "managers.")
    cell = ("TD", [("P", [("Span", [first]), ("Span", [second])])])
    reading = read(sheet.saved([title, ("Table", [*rows, ("TR", [("TD", [("P", [label])]), cell])])]))
    assert reading.answers["desired_outcome"] == "A meeting of the managers."


def test_heads_and_feet_of_pages_are_no_answers() -> None:
    sheet = Tagged()
    sheet.beside(260, 40, "Page 1 of 1")
    reading = read(sheet.saved([titled(sheet), ("Table", four_rows(sheet))]))
    assert "Page 1" not in str(reading.answers)
    assert reading.answers["subject_name"] == "Sam Testcase"


@pytest.mark.parametrize("fault", ["suspects", "leaves words out"])
def test_a_structure_that_is_not_the_whole_text_is_not_believed(fault: str) -> None:
    sheet = Tagged()
    tree = [titled(sheet), ("Table", four_rows(sheet))]
    if fault == "leaves words out":
        sheet.beside(60, 600, "Desired outcome: a meeting of all managers this week.", artifact=False)
    reading = read(sheet.saved(tree, suspects=fault == "suspects"))
    assert "subject_name" not in reading.answers
    assert "Sam Testcase" in doubtful(reading)["subject_name"]


def test_an_answer_that_the_next_question_touches_is_doubtful() -> None:
    sheet = Tagged()
    first, second = sheet.say(260, 660, "A meeting"), sheet.say(301, 660, "Telephone: 01204 555 0137")
    reading = read(sheet.saved(with_outcome(sheet, first, second)))
    assert "desired_outcome" not in reading.answers


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_form_that_libreoffice_prints_with_its_structure_reads_as_the_form_does(tmp_path: Path) -> None:
    rows = (
        ("Name of child", "Sam Testcase"),
        ("Date of birth", "1/2/2015"),
        ("Referring agency", "Example Schools"),
        ("Summary of the disagreement", "The plan has drifted since the core group and no visit was made. " * 6),
    )
    form = a_document(table(*(labelled_row(label, run(answer)) for label, answer in rows)))
    (tmp_path / "form.docx").write_bytes(form)
    printed = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", printed, "--outdir", str(tmp_path), str(tmp_path / "form.docx")],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    reading = read((tmp_path / "form.pdf").read_bytes())
    assert flat(reading) == flat(read(form))


def flat(reading: Reading) -> dict[str, str]:
    return {name: " ".join(str(value).split()) for name, value in reading.answers.items()}
