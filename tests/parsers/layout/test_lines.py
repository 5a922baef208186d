"""Lines with a label and its answer, parted by leaders, tabs, dashes and question marks."""

from __future__ import annotations

from tests.parsers.layout.pages import pairs


def test_three_dots_before_and_after_an_answer_are_a_line_to_write_on() -> None:
    assert pairs("The child’s name is ...Jo Bell...") == [("The child’s name is", "Jo Bell")]


def test_three_dots_in_a_sentence_are_a_pause() -> None:
    assert pairs("*Summary of disagreement", "We waited ... and nobody came.") == [
        ("Summary of disagreement", "We waited ... and nobody came.")
    ]


def test_a_line_to_write_on_is_a_label_even_beneath_a_question() -> None:
    found = pairs("*Desired outcome", "A meeting.", "We hope for a reply by: ........5 December 2026........")
    assert found == [("Desired outcome", "A meeting."), ("We hope for a reply by", "5 December 2026")]


def test_several_answers_on_lines_to_write_on_are_told_apart() -> None:
    assert pairs("Name of child ........Jo Bell....... Date of birth ........1/2/2015........") == [
        ("Name of child", "Jo Bell"),
        ("Date of birth", "1/2/2015"),
    ]
    assert pairs("Name of child: ____Jo Bell____ Date of birth: ____1/2/2015____") == [
        ("Name of child", "Jo Bell"),
        ("Date of birth", "1/2/2015"),
    ]


def test_a_number_before_a_tab_is_no_label() -> None:
    assert pairs("1.\tName of child:\tJo Bell", "2.\tDate of birth:\t1/2/2015") == [
        ("Name of child", "Jo Bell"),
        ("Date of birth", "1/2/2015"),
    ]


def test_a_question_nobody_knows_has_what_stands_after_its_tab() -> None:
    assert pairs("Does he own a boat?\tyes\tDate of birth:\t1/2/2015") == [
        ("Does he own a boat?", "yes"),
        ("Date of birth", "1/2/2015"),
    ]


def test_a_question_nobody_knows_is_no_part_of_its_answer() -> None:
    assert pairs("*Section 3 – Child", "Who is this boat for? Jo Bell") == [("Who is this boat for?", "Jo Bell")]


def test_dashes_part_labels_from_answers_where_the_document_does_so_throughout() -> None:
    lines = (
        "Name of child – Jo Bell",
        "Date of birth – 1/2/2015",
        "Desired outcome – A meeting.",
        "Date of form – 3/4/2026",
    )
    assert [label for label, _ in pairs(*lines)] == [
        "Name of child",
        "Date of birth",
        "Desired outcome",
        "Date of form",
    ]
    assert pairs("Date of birth – 1/2/2015") == []
