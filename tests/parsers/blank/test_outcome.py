"""The sender's own form with its outcome section filled in: every answer as it was, the outcome read back, no part touched."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from random import Random
from typing import Any

import pytest

from parsers import Vocabulary, read
from parsers.blank.definitions import known_forms
from parsers.blank.filling import fill
from parsers.blank.opening import NotFillable
from parsers.blank.outcome import fill_outcome
from tests.forms import model, wordings, writing

TODAY = date(2026, 11, 25)
OUTCOME: dict[str, Any] = {
    "response_date": date(2026, 11, 24),
    "response_author": "Priya Nair, Service Manager",
    "response_summary": "We met on 20 November.\nThe plan stays in place.",
    "resolved": True,
    "agreed_actions": [
        {"action": "Hold a strategy discussion", "owner": "Sam Hill", "due": date(2026, 12, 4)},
        {"action": "Share the chronology", "owner": "Jo Park", "due": date(2026, 12, 7)},
        {"action": "Visit weekly", "owner": "Ann Lee", "due": date(2026, 12, 8)},
        {"action": "Review", "owner": "Al Po", "due": date(2026, 12, 9)},
    ],
    "outstanding_issues": "Housing remains open.",
}
OPENING = {
    "referring_agency": "Moss School",
    "responding_agency": "Northern Care Alliance",
    "subject_name": "AB",
    "disagreement_summary": "We disagree about the threshold.",
    "desired_outcome": "An assessment",
}


@pytest.mark.parametrize("protocol", known_forms())
def test_our_own_form_takes_the_whole_outcome_in_its_own_places_with_a_row_more_than_it_had(protocol: str) -> None:
    filled = fill_outcome(fill(protocol, OPENING), OUTCOME, today=TODAY)
    reading = read(filled.data, today=TODAY)
    assert (filled.placed, filled.appended) == (tuple(OUTCOME), ())
    assert {name: reading.answers[name] for name in OUTCOME} == OUTCOME
    assert {name: reading.answers[name] for name in OPENING} == OPENING
    assert (reading.event, reading.protocol) == ("response", protocol)


def test_every_other_part_of_the_package_stays_byte_for_byte() -> None:
    before = fill("isle-of-man", OPENING)
    after = fill_outcome(before, OUTCOME, today=TODAY).data
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.namelist() == old.namelist()
        for name in old.namelist():
            if name != "word/document.xml":
                assert new.read(name) == old.read(name), name


def test_on_forms_of_any_make_no_answer_changes_and_none_of_the_outcome_is_lost() -> None:
    vocabulary, labels = Vocabulary.load(), wordings.known()
    placed = 0
    for seed in range(24):
        random = Random(seed)
        form = model.make(random, labels=labels, vocabulary=vocabulary)
        if seed > 2 and not any(one.group == "response" for one in form.sections):
            continue
        for section in form.sections:
            if section.group in ("response", "partnership") and seed % 2:
                for ask in section.asks:
                    ask.fill = None
        data, _ = writing.docx(random, form)
        before = read(data, today=TODAY)
        filled = fill_outcome(data, OUTCOME, today=TODAY)
        after = read(filled.data, today=TODAY)
        placed += len(filled.placed)
        assert {name: after.answers.get(name) for name in before.answers} == before.answers, seed
        assert set(filled.placed) | set(filled.appended) == set(OUTCOME)
        for name, value in OUTCOME.items():
            if name in ("agreed_actions", *before.answers) or any(one.field == name for one in before.findings):
                continue
            assert after.answers.get(name) == value, (seed, name)
        assert "Hold a strategy discussion" in _words(filled.data)
    assert placed > 5


def test_an_answer_that_stands_already_is_kept_and_the_ruling_goes_to_the_partnerships_own_part() -> None:
    answered = fill("bolton", {**OPENING, "response_summary": "We will assess.", "resolved": False})
    filled = fill_outcome(answered, {"response_summary": "The panel asks for an assessment."}, today=TODAY)
    reading = read(filled.data, today=TODAY)
    assert filled.appended == ("response_summary",)
    assert reading.answers["response_summary"] == "We will assess."
    assert any(one.value == "The panel asks for an assessment." for one in reading.findings)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04damaged", b"{\\rtf1 }"])
def test_what_is_no_word_document_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotFillable, match=r"\.$"):
        fill_outcome(data, OUTCOME, today=TODAY)


def _words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()
