"""Tables whose columns or rows mean more than label and answer."""

from __future__ import annotations

from tests.parsers.layout.pages import items, pairs, sections


def test_headings_side_by_side_stand_over_columns_of_their_own() -> None:
    rows = [
        [("*YOU", 2), ("*THEM", 2)],
        ["Name", "Jo Marsh", "Name", "Sam Pell"],
        ["Role", "Teacher", "Role", "Manager"],
    ]
    assert sections(rows) == [
        ("YOU", "Name", "Jo Marsh"),
        ("YOU", "Role", "Teacher"),
        ("THEM", "Name", "Sam Pell"),
        ("THEM", "Role", "Manager"),
    ]


def test_tables_in_cells_under_headings_stand_in_their_sections() -> None:
    rows = [["*Referring agency", "*Responding agency"], [[["Name", "Jo Marsh"]], [["Name", "Sam Pell"]]]]
    assert sections(rows) == [("Referring agency", "Name", "Jo Marsh"), ("Responding agency", "Name", "Sam Pell")]


def test_a_column_of_numbers_before_the_questions_is_print() -> None:
    rows = [["1.", "Name of child", "S. T."], ["2.", "Date of birth", "1/2/2015"], ["10.", "Address", "1 High Street"]]
    assert pairs(rows) == [("Name of child", "S. T."), ("Date of birth", "1/2/2015"), ("Address", "1 High Street")]
    assert [one.value.text for one in items(rows) if one.unlabelled or one.stray] == []


def test_a_column_of_guidance_between_labels_and_answers_is_print() -> None:
    rows = [
        ["", "Guidance", "Your answer"],
        ["Name of child", "", "S. T."],
        ["Desired outcome", "What would you like to see?", "A meeting."],
        ["Risk to the child", "What might happen?", "He may be hurt."],
    ]
    assert pairs(rows) == [
        ("Name of child", "S. T."),
        ("Desired outcome", "A meeting."),
        ("Risk to the child", "He may be hurt."),
    ]


def test_a_bar_over_questions_dressed_as_it_is_opens_a_section() -> None:
    rows = [["#*The disagreement"], ["#*In a few sentences, what we disagree with"], ["He was not seen."]]
    assert sections(rows) == [("The disagreement", "In a few sentences, what we disagree with", "He was not seen.")]


def test_rows_of_a_yes_no_table_that_are_shaded_all_along_are_still_its_rows() -> None:
    rows = [["", "*Yes", "*No"], ["#*Is there immediate risk?", "", "☒"], ["#*Is a panel requested?", "", "☒"]]
    marked = [[one.replace("☒", "\ue000") for one in row] for row in rows]
    assert [one.label for one in items(marked) if not one.value.empty] == ["No", "No"]


def test_pairs_whose_answers_are_missing_are_no_heading_row() -> None:
    rows = [
        ["*Responding agency", "Example Police", "*Name", ""],
        ["*Role", "", "*Telephone", ""],
        ["*Name of child", "S. T.", "*Date of birth", "1/2/2015"],
    ]
    assert pairs(rows) == [
        ("Responding agency", "Example Police"),
        ("Name of child", "S. T."),
        ("Date of birth", "1/2/2015"),
    ]


def test_two_questions_without_answers_are_no_heading_of_the_pairs_beneath() -> None:
    rows = [["*Social care number:", "*Plan:"], ["Threshold level: 4", "Lead professional: Sam Ng"]]
    assert pairs(rows) == [("Threshold level", "4"), ("Lead professional", "Sam Ng")]


def test_an_unanswered_row_is_no_heading_of_the_rows_beneath() -> None:
    rows = [
        ["Name of child", "S. T."],
        ["Postal address of the family", ""],
        ["Date of birth", "1/2/2015"],
        ["Threshold level", ""],
    ]
    assert sections(rows)[-1] == ("Escalation form", "Date of birth", "1/2/2015")


def test_words_in_the_look_of_a_question_over_a_box_ask_what_is_in_it() -> None:
    assert pairs("*8. Whatever you may wish to set down here.", [["He was not seen."]]) == [
        ("8. Whatever you may wish to set down here.", "He was not seen.")
    ]


def test_boxes_that_hold_a_question_alone_are_answered_by_the_lines_beneath() -> None:
    assert pairs(
        [["#Name of child"]], "Cody Marr", [["#Desired outcome"]], "A joint visit.", "A referral if refused."
    ) == [("Name of child", "Cody Marr"), ("Desired outcome", "A joint visit.\nA referral if refused.")]


def test_boxes_that_follow_one_another_have_no_answer() -> None:
    assert pairs([["#Name of child"]], [["#Date of birth"]], "7-8-2017") == [("Date of birth", "7-8-2017")]
