"""Labels as forms print them, and the field that each asks for in its section."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.meaning.labels.matches import Match
from parsers.meaning.labels.vocabulary import Vocabulary

TABLE = [line.split("|") for line in (Path(__file__).parent / "wordings.txt").read_text(encoding="utf-8").splitlines()]


def field_of(label: str, heading: str | None = None) -> str | None:
    vocabulary = Vocabulary.load()
    group = vocabulary.section_kind((heading,)) if heading else None
    found = vocabulary.match(label, group)
    if found is None:
        return None
    return found.field or f"referring_{found.attribute}"


@pytest.mark.parametrize(("heading", "label", "field"), TABLE, ids=[f"{row[0]}|{row[1]}" for row in TABLE])
def test_a_label_asks_for_its_field(heading: str, label: str, field: str) -> None:
    assert field_of(label, heading or None) == field


@pytest.mark.parametrize(
    ("referring", "responding"),
    [
        ("Name of referring agency", "Name of receiving agency"),
        ("Agency with the concern", "Agency the concern is with"),
        ("Escalated by (agency)", "Agency escalated to"),
        ("Agency A", "Agency B"),
        ("Challenging agency", "Challenged agency"),
        ("Agency 1", "Agency 2"),
    ],
)
def test_labels_that_look_alike_keep_the_sides_apart(referring: str, responding: str) -> None:
    assert field_of(referring) == "referring_agency"
    assert field_of(responding) == "responding_agency"


@pytest.mark.parametrize(
    "label",
    [
        "Agency raising the concern with Agency B",
        "Escalating and receiving agencies",
        "Favourite colour",
        "Outcome of the football",
        "Risk register number",
        "Name of pet",
        "Date of issue",
    ],
)
def test_a_label_that_is_not_known_or_names_both_sides_asks_for_no_field(label: str) -> None:
    found = Vocabulary.load().match(label, None)
    assert found is None or found.field is None or found.field.startswith("other:")


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Name (Agency B)", "responding_name"),
        ("Referrer: Name", "referring_name"),
        ("AGENCY A – Telephone", "referring_phone"),
        ("Child's details: Name", "subject_name"),
    ],
)
def test_a_hint_in_the_label_says_whose_answer_it_is(label: str, field: str) -> None:
    assert field_of(label) == field


def test_a_hint_that_names_the_other_side_is_not_overruled_by_the_section() -> None:
    vocabulary = Vocabulary.load()
    found = vocabulary.match("Name (of Agency B's manager)", "referring")
    assert found is None or found.field != "referring_name"


@pytest.mark.parametrize(
    ("label", "place", "column"),
    [
        ("Stage 2: outcome", "2", "outcome"),
        ("Date of Stage 1 discussion", "1", "date"),
        ("Stage 3a – who was involved", "3a", "with"),
    ],
)
def test_a_numbered_stage_is_a_row_of_the_history(label: str, place: str, column: str) -> None:
    assert Vocabulary.load().match(label, None) == Match("stage_history", place=place, column=column)


def test_a_numbered_child_is_a_row_of_the_children() -> None:
    assert Vocabulary.load().match("Child 2 date of birth", None) == Match("subjects", place="2", column="dob")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Section A: Agency A", "referring"),
        ("Details of the agency being challenged", "responding"),
        ("Part 3 – Response (Agency B)", "response"),
        ("To be completed by the responding agency", "response"),
        ("To be completed by Agency A", "referring"),
        ("For partnership use only", "office"),
        ("LADO ONLY", "office"),
        ("Child / young person details", "subject"),
        ("Stage 2", "history:2"),
        ("Child 1", "subject:1"),
        ("Partnership Resolution", "panel"),
        ("Both agencies: raising and responding", "mixed"),
        ("Guidance notes on car parking", None),
    ],
)
def test_a_heading_says_whose_section_follows(heading: str, kind: str | None) -> None:
    assert Vocabulary.load().section_kind((heading,)) == kind


@pytest.mark.parametrize(
    "answer",
    [
        "Head teacher",
        "Team Manager",
        "Safeguarding lead",
        "Social worker",
        "Practitioner",
        "Child",
        "Stage 2",
        "Resolved",
        "Partnership Resolution",
        "Jo Bell",
        "The school referred twice and was told that the threshold was not met.",
    ],
)
def test_words_that_are_as_often_an_answer_are_no_label_by_themselves(answer: str) -> None:
    assert not Vocabulary.load().is_label(answer)


@pytest.mark.parametrize("label", ["Head teacher:", "Resolved?", "Agency", "Date of birth", "Outcome", "Telephone No."])
def test_a_label_is_known_as_one(label: str) -> None:
    assert Vocabulary.load().is_label(label)
