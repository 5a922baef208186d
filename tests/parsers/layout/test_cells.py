"""Label and answer within one cell, and cells that are small forms."""

from __future__ import annotations

from tests.parsers.layout.pages import items, pairs, sections


def test_cells_side_by_side_that_each_hold_label_and_answer_are_read_each_by_itself() -> None:
    assert pairs([["*Name of child\nS. T.", "*Date of birth\n1/2/2015"]]) == [
        ("Name of child", "S. T."),
        ("Date of birth", "1/2/2015"),
    ]


def test_a_label_nobody_knows_is_one_where_the_cell_beside_it_holds_its_own_answer() -> None:
    assert pairs([["*Vessel\nExample Boat", "*Name of child\nS. T."]]) == [
        ("Vessel", "Example Boat"),
        ("Name of child", "S. T."),
    ]


def test_guidance_beneath_a_label_is_not_its_answer_when_the_next_cell_holds_that() -> None:
    assert pairs([["*What is the risk to the child?\nNow and later.", "He may be hurt."]]) == [
        ("What is the risk to the child?", "He may be hurt.")
    ]


def test_lines_with_labels_of_their_own_beside_a_heading_are_a_small_form_in_its_section() -> None:
    rows = [["*About the agency you disagree with", "Name: Sam Pell\nTelephone: 01632 960202"]]
    assert sections(rows) == [
        ("About the agency you disagree with", "Name", "Sam Pell"),
        ("About the agency you disagree with", "Telephone", "01632 960202"),
    ]


def test_small_forms_side_by_side_have_the_headings_on_their_first_lines() -> None:
    rows = [
        ["*Raised by\nName: Jo Marsh\nTelephone: 01632 960101", "*Raised with\nName: Sam Pell\nTelephone: 01632 960202"]
    ]
    assert [(section, said) for section, _, said in sections(rows)] == [
        ("Raised by", "Jo Marsh"),
        ("Raised by", "01632 960101"),
        ("Raised with", "Sam Pell"),
        ("Raised with", "01632 960202"),
    ]


def test_lines_of_an_account_that_begin_like_labels_stay_in_the_account() -> None:
    account = "Date: to be agreed\nRisk: further injury"
    assert pairs([["Summary of disagreement", account]]) == [("Summary of disagreement", account)]


def test_as_many_answers_as_labels_in_the_cell_before_belong_to_them_line_by_line() -> None:
    rows = [["*Name of child\n*Date of birth\n*Legal status", "S. T.\n1/2/2015\nSection 20"]]
    assert pairs(rows) == [("Name of child", "S. T."), ("Date of birth", "1/2/2015"), ("Legal status", "Section 20")]


def test_fewer_answers_than_labels_are_doubtful() -> None:
    found = items([["*Name of child\n*Date of birth\n*Telephone", "S. T.\n1/2/2015"]])
    assert [bool(one.value.doubts) for one in found if not one.value.empty] == [True]
