"""The outcome goes back in the sender's own form where it is theirs and can be filled in, else in our own document."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document

from daemon.cases.values import Case
from daemon.service.outgoing.enclosing import completed
from parsers import read
from parsers.blank.filling import fill

TODAY = date(2026, 11, 25)
CASE = Case(
    reference="IOM-2026-0007", protocol="isle-of-man", version="1", stage="4", received=date(2026, 11, 10),
    received_at=datetime(2026, 11, 10, 9, tzinfo=UTC), message_id="<1@moss.example>", subject=None, sender="head@moss.example",
    sender_listed=True, referring_agency="Moss School", referrer="head@moss.example", named=("Northern Care",),
    stage_since=date(2026, 11, 10), last_contact=date(2026, 11, 10),
)  # fmt: skip
FORM = fill(
    "isle-of-man",
    {"referring_agency": "Moss School", "responding_agency": "Northern Care", "disagreement_summary": "The threshold."},
)
TOLD = {"outcome": "A joint plan was agreed."}


def test_the_sender_has_their_own_form_back_with_the_outcome_in_it() -> None:
    enclosed = completed(CASE, TOLD, (".docx", FORM), TODAY)
    answers = read(enclosed.data, today=TODAY).answers
    assert (enclosed.name, enclosed.theirs) == ("IOM-2026-0007 form with outcome.docx", True)
    assert answers["response_summary"] == "A joint plan was agreed."
    assert answers["disagreement_summary"] == "The threshold."


def test_the_other_side_has_our_own_document_with_nothing_of_the_referrers() -> None:
    enclosed = completed(CASE, TOLD, None, TODAY)
    answers = read(enclosed.data, today=TODAY).answers
    assert (enclosed.name, enclosed.theirs) == ("IOM-2026-0007 outcome.docx", False)
    assert answers["response_summary"] == "A joint plan was agreed."
    assert "disagreement_summary" not in answers


def test_a_form_that_is_no_word_document_is_answered_with_our_own() -> None:
    for theirs in ((".pdf", b"%PDF-1.7"), (".docx", b"PK\x03\x04damaged"), (".rtf", b"{\\rtf1 }")):
        enclosed = completed(CASE, TOLD, theirs, TODAY)
        assert (enclosed.name, enclosed.theirs, bool(enclosed.came_as)) == ("IOM-2026-0007 outcome.docx", False, True)


def test_what_a_panel_decided_stands_in_a_paper_of_our_own_without_the_answer_before_it() -> None:
    case = replace(CASE, response={"response_summary": "No.", "resolved": False, "response_author": "Kim"})
    told = {"outcome": "The plan stands.", "decided_by": "panel", "decided_on": date(2026, 11, 24)}
    words = words_of(completed(case, told, None, TODAY).data)
    assert "The plan stands." in words and "Tuesday 24 November 2026" in words
    assert "No." not in words and "Kim" not in words and "Click or tap" not in words


def test_what_the_manager_ruled_takes_the_place_of_an_answer_that_it_was_not_resolved() -> None:
    case = replace(CASE, response={"response_summary": "Not agreed.", "resolved": False})
    enclosed = completed(case, TOLD, (".docx", FORM), TODAY)
    answers = read(enclosed.data, today=TODAY).answers
    assert (answers["response_summary"], answers.get("resolved")) == ("A joint plan was agreed.", None)


def test_a_form_that_breaks_the_filling_goes_with_our_own_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("w:nothing")

    monkeypatch.setattr("daemon.service.outgoing.enclosing.fill_outcome", broken)
    assert completed(CASE, TOLD, (".docx", FORM), TODAY).name == "IOM-2026-0007 outcome.docx"


def words_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
