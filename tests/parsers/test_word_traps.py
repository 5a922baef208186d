"""Every answer that Word hides from a naive reader is found, under its own question."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

import parsers
from tests.parsers.word import a_document, cell, control, labelled_row, paragraph, run, table

TODAY = date(2026, 11, 24)
NAME = "Name of child"
PLACEHOLDER = "<w:showingPlcHdr/>"


def answers(*blocks: str) -> dict[str, Any]:
    reading = parsers.read(a_document(*blocks), today=TODAY)
    assert reading.kind == "form"
    return reading.answers


@pytest.mark.parametrize(
    "block",
    [
        table(labelled_row(NAME, control(run("S. T.")))),
        table(cell(paragraph(run(NAME))) + cell(control(paragraph(run("S. T."))))),
        table(cell(paragraph(run(NAME))) + control(cell(paragraph(run("S. T."))))),
        control(table(labelled_row(NAME, run("S. T.")))),
        table(labelled_row(NAME, '<w:ins w:id="1" w:author="a">' + run("S. T.") + "</w:ins>")),
        table(labelled_row(NAME, run("S. ") + '<w:del w:id="2" w:author="a"><w:r><w:delText>X. Y. </w:delText></w:r></w:del>' + run("T."))),
        table(labelled_row(NAME, '<w:smartTag>' + run("S. T.") + "</w:smartTag>")),
        table(labelled_row(NAME, '<w:fldSimple w:instr="DOCPROPERTY x">' + run("S. T.") + "</w:fldSimple>")),
        table(labelled_row(NAME, '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("S. T.") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
        table(cell(paragraph(run("Na") + run("me of ch") + run("ild"))) + cell(paragraph(run("S. T.")))),
        table(cell(paragraph(run("Name of child: S. T.")))),
        table(cell(paragraph(run(NAME)) + paragraph(run("S. T.")))),
        table(cell(paragraph(run(NAME))), cell(paragraph(run("S. T.")))),
        table(cell(paragraph(run(NAME))) + cell(paragraph(run("Date of birth"))), cell(paragraph(run("S. T."))) + cell(paragraph(run("1/2/2015")))),
        paragraph(run("Name of child: S. T.")),
        paragraph(run("Name of child ____S. T.____")),
        paragraph(run("Name of child: ") + control(run("S. T.")) + run(" Role: ") + control(run("Teacher"))),
        table(cell(table(labelled_row(NAME, run("S. T."))))),
        table(cell(paragraph(run(NAME)) + paragraph(run("(initials are enough)"))) + cell(paragraph(run("S. T.")))),
        table(cell(paragraph(run("Pupil/Child name:*"))) + cell(paragraph(run("S.\u00a0T.")))),
    ],
)  # fmt: skip
def test_an_answer_is_found_wherever_word_puts_it(block: str) -> None:
    assert answers(block)["subject_name"] == "S. T."


def test_a_cell_inside_a_control_shifts_no_later_answer() -> None:
    row = (
        cell(paragraph(run(NAME)))
        + control(cell(paragraph(run("S. T."))))
        + cell(paragraph(run("Date of birth")))
        + cell(paragraph(run("1/2/2015")))
    )
    found = answers(table(row))
    assert (found["subject_name"], found["subject_dob"]) == ("S. T.", date(2015, 2, 1))


@pytest.mark.parametrize(
    "answer",
    [
        control(run("Click or tap here to enter text."), PLACEHOLDER),
        control(run("Anything at all, in any words"), PLACEHOLDER),
        control(run("Click here to enter text.")),
        run("Choose an item.", '<w:rStyle w:val="PlaceholderText"/>'),
        "",
        run("\u2002\u2002\u2002\u2002\u2002"),
    ],
)
def test_a_placeholder_is_never_an_answer(answer: str) -> None:
    reading = parsers.read(a_document(table(labelled_row(NAME, answer))), today=TODAY)
    assert "subject_name" not in reading.answers
    assert any(one.kind == "missing" and one.field == "subject_name" for one in reading.findings)
    assert not any("lick" in str(one.value) for one in reading.findings)


BOX = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'
LEGACY = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/>{}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    "answer",
    [
        run("☒ Yes  ☐ No"),
        run("Yes ☒  No ☐"),
        control(run("☒"), BOX.format(1)) + run(" Yes ") + control(run("☐"), BOX.format(0)) + run(" No"),
        run("Yes ") + control(run("☒"), BOX.format("true")) + run(" No ") + control(run("☐"), BOX.format(0)),
        LEGACY.format(0, '<w:checked/>') + run(" Yes ") + LEGACY.format(1, '<w:checked w:val="0"/>') + run(" No"),
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" Yes ") + '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + run(" No"),
        run("Yes / ") + run("No", "<w:strike/>"),
        run("[x] Yes [ ] No"),
        run("Yes"),
        run("Y"),
    ],
)  # fmt: skip
def test_a_tick_is_read_in_every_dress(answer: str) -> None:
    assert answers(table(labelled_row("Is the child at immediate risk?", answer)))["immediate_risk"] is True


@pytest.mark.parametrize(
    "answer",
    [run("☒ Yes ☒ No"), run("☐ Yes ☐ No"), control(run("☐"), BOX.format(1)) + run(" Yes ☐ No"), run("perhaps")],
)
def test_a_tick_that_says_both_or_neither_is_never_a_default(answer: str) -> None:
    reading = parsers.read(a_document(table(labelled_row("Is the child at immediate risk?", answer))), today=TODAY)
    assert "immediate_risk" not in reading.answers
    assert any(one.field == "immediate_risk" and one.kind in ("doubtful", "missing") for one in reading.findings)


def test_deleted_text_is_no_answer_and_the_flag_is_raised() -> None:
    answer = run("Resolved") + '<w:del w:id="2" w:author="a"><w:r><w:delText>Not resolved</w:delText></w:r></w:del>'
    reading = parsers.read(a_document(table(labelled_row("Evidence", answer))), today=TODAY)
    assert reading.answers["evidence"] == "Resolved"
    assert "tracked-changes" in reading.flags


def test_repeating_rows_are_one_record_each() -> None:
    header = "".join(cell(paragraph(run(one))) for one in ("Stage", "Date", "With whom", "Outcome"))
    rows = [
        "".join(cell(paragraph(run(one))) for one in row)
        for row in (("1", "1/2/26", "Jo", "no"), ("2", "3/2/26", "Bo", "no"))
    ]
    assert answers(table(header, *rows))["stage_history"] == [
        {"stage": "1", "date": date(2026, 2, 1), "with": "Jo", "outcome": "no"},
        {"stage": "2", "date": date(2026, 2, 3), "with": "Bo", "outcome": "no"},
    ]


def test_an_unknown_question_is_a_finding_with_its_place() -> None:
    reading = parsers.read(a_document(table(labelled_row("Favourite colour of form", run("Blue")))), today=TODAY)
    found = [one for one in reading.findings if one.value == "Blue"]
    assert [(one.kind, one.label) for one in found] == [("unread", "Favourite colour of form")]
    assert found[0].where == "table 1, row 1"


def test_two_answers_to_one_question_stand_under_neither() -> None:
    reading = parsers.read(
        a_document(table(labelled_row(NAME, run("S. T.")), labelled_row("Child's name", run("U. V.")))), today=TODAY
    )
    assert "subject_name" not in reading.answers
    assert sorted(one.value or "" for one in reading.findings if one.kind == "conflict") == ["S. T.", "U. V."]


def test_not_known_is_an_answer() -> None:
    assert answers(table(labelled_row("Date of birth", run("not known"))))["subject_dob"] == "not known"


def test_an_alternate_branch_is_read_once() -> None:
    inner = paragraph(run("Name of child: S. T."))
    box = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        + inner
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + inner
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert answers(paragraph(f"<w:r>{box}</w:r>"))["subject_name"] == "S. T."


def packed(change: dict[str, bytes]) -> bytes:
    data = a_document(table(labelled_row(NAME, run("S. T."))))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change.get(name, before.read(name)))
    return out.getvalue()


def document_xml() -> bytes:
    with zipfile.ZipFile(io.BytesIO(a_document(table(labelled_row(NAME, run("S. T.")))))) as package:
        return package.read("word/document.xml")


def test_strict_documents_are_read() -> None:
    strict = document_xml().replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert parsers.read(packed({"word/document.xml": strict}), today=TODAY).answers["subject_name"] == "S. T."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "corrupt"),
        (b"PK\x03\x04 not really a zip", "corrupt"),
        (packed({})[:4000], "corrupt"),
        (b"\x00\x01\x02 no document at all", "unsupported"),
        (packed({"word/document.xml": b"<!DOCTYPE a [<!ENTITY x 'y'>]>" + document_xml()}), "corrupt"),
        (packed({"word/document.xml": b"<a>" * 300000}), "too-large"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, reason: str) -> None:
    reading = parsers.read(data, today=TODAY)
    assert (reading.kind, reading.reason) == ("unreadable", reason)
    assert reading.why


def test_a_zip_bomb_is_stopped_while_it_inflates() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        with package.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(b" " * (1 << 20))
    assert parsers.read(out.getvalue(), today=TODAY).reason == "too-large"


def test_macros_and_outside_targets_are_flags_and_nothing_is_run_or_fetched() -> None:
    data = packed({})
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    assert "macros" in parsers.read(out.getvalue(), today=TODAY).flags


def test_a_blank_form_is_named_as_one() -> None:
    from parsers.blank.definitions import known_forms
    from parsers.blank.making import make_blank

    for protocol in known_forms():
        assert parsers.read(make_blank(protocol)[0].data, today=TODAY).kind == "blank-form"
