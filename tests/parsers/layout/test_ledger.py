"""The ledger: what somebody may have typed comes out, whatever the rules took it for."""

from __future__ import annotations

from datetime import date

import parsers
from tests.forms.dress import control, run
from tests.forms.layouts import cell, paragraph, row, table
from tests.forms.writing import package

TODAY = date(2026, 11, 24)
TITLE = paragraph(run("Professional Disagreement Form", "<w:b/>"))


def bold(text: str) -> str:
    return cell(paragraph(run(text, "<w:b/>")))


def said(*rows: str) -> parsers.Reading:
    return parsers.read(package(TITLE + table(list(rows), 2)), today=TODAY)


def values(reading: parsers.Reading) -> list[str]:
    return [one.value or "" for one in reading.findings] + [str(one) for one in reading.answers.values()]


def test_a_role_that_reads_like_a_label_is_kept_where_labels_are_bold() -> None:
    plain = cell(paragraph(run("Line manager")))
    reading = said(
        row(bold("Referring agency"), cell(paragraph(run("Northside School")))),
        row(bold("Job title of referrer"), plain),
        row(bold("Receiving agency"), cell(paragraph(run("Midshire Police")))),
        row(bold("Nature of the disagreement"), cell(paragraph(run("The case was closed.")))),
    )
    assert any("Line manager" in one for one in values(reading))


def test_words_in_a_control_are_typed_whatever_they_look_like() -> None:
    typed = cell(paragraph(control(run("Social worker"), "<w:text/>")))
    reading = said(
        row(bold("Referring agency"), cell(paragraph(run("Northside School")))),
        row(bold("Receiving agency"), cell(paragraph(run("Midshire Police"))), bold("Seen by"), typed),
        row(bold("Nature of the disagreement"), cell(paragraph(run("The case was closed.")))),
    )
    assert any("Social worker" in one for one in values(reading))


def test_labels_without_an_answer_are_no_findings() -> None:
    reading = said(
        row(bold("Referring agency"), cell(paragraph(run("Northside School")))),
        row(bold("Job title of referrer"), cell("<w:p/>")),
        row(bold("Receiving agency"), cell("<w:p/>")),
        row(bold("Nature of the disagreement"), cell(paragraph(run("The case was closed.")))),
    )
    assert [one for one in reading.findings if one.kind == "unread"] == []
