"""The outcome goes back in the sender's own form where it is theirs and can be filled in, else in our own document."""

from __future__ import annotations

from datetime import UTC, date, datetime

from daemon.cases.values import Case
from daemon.service.outgoing.enclosing import completed
from parsers import read
from parsers.blank import fill

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
        assert completed(CASE, TOLD, theirs, TODAY).name == "IOM-2026-0007 outcome.docx"
