"""Children, earlier stages and agreed actions: one record a row."""

from __future__ import annotations

from datetime import date

from tests.parsers.meaning.making import found, grid, item, read

BASE = [
    item("Referring agency", "Example School"),
    item("Responding agency", "Example Council"),
    item("Summary of disagreement", "Whether the threshold is met."),
    item("Desired outcome", "A strategy discussion."),
    item("Name of child", "A B"),
]


def test_children_in_a_table_are_a_list() -> None:
    rows = [
        {"Name": "A B", "Date of birth": "1/2/2015", "School": "Example School"},
        {"Name": "C B", "Date of birth": "3/4/17", "School": ""},
    ]
    reading = read(BASE[:4], grid(rows, "Children"))
    assert reading.answers["subjects"] == [
        {"name": "A B", "dob": date(2015, 2, 1), "school": "Example School"},
        {"name": "C B", "dob": date(2017, 4, 3)},
    ]


def test_one_child_in_a_table_is_the_subject() -> None:
    reading = read(BASE[:4], grid([{"Name": "A B", "Date of birth": "1/2/2015"}], "Children"))
    assert reading.answers["subject_name"] == "A B"
    assert reading.answers["subject_dob"] == date(2015, 2, 1)
    assert "subjects" not in reading.answers


def test_numbered_children_are_a_list() -> None:
    reading = read(
        BASE[:4],
        item("Child 1 name", "A B"),
        item("Child 1 date of birth", "1/2/2015"),
        item("Child 2 name", "C B"),
        item("Child 2 date of birth", ""),
    )
    assert reading.answers["subjects"] == [{"name": "A B", "dob": date(2015, 2, 1)}, {"name": "C B"}]


def test_two_children_in_one_cell_with_their_dates_beside_are_a_list() -> None:
    reading = read(BASE[:4], item("Name of child", "A B\nC B"), item("Date of birth", "1/2/2015\n3/4/2017"))
    assert reading.answers["subjects"] == [
        {"name": "A B", "dob": date(2015, 2, 1)},
        {"name": "C B", "dob": date(2017, 4, 3)},
    ]
    assert found(reading, "doubtful") == []


def test_earlier_stages_in_a_table_are_a_list() -> None:
    rows = [
        {"Stage": "1", "Date": "1/2/2026", "Who with": "Sam Hill", "Outcome": "Not agreed"},
        {"Stage": "2", "Date": "about Easter", "Who with": "", "Outcome": "Not agreed"},
        {"Stage": "3", "Date": "", "Who with": "", "Outcome": ""},
    ]
    reading = read(BASE, grid(rows))
    assert reading.answers["stage_history"] == [
        {"stage": "1", "date": date(2026, 2, 1), "with": "Sam Hill", "outcome": "Not agreed"},
        {"stage": "2", "date": "about Easter", "outcome": "Not agreed"},
    ]


def test_agreed_actions_in_a_table_are_a_list() -> None:
    rows = [{"Action": "Joint visit", "By whom": "Example Council", "By when": "3rd April 2026"}]
    reading = read(BASE, grid(rows, "Agreed actions"))
    assert reading.answers["agreed_actions"] == [
        {"action": "Joint visit", "owner": "Example Council", "due": date(2026, 4, 3)}
    ]


def test_a_doubtful_date_in_a_row_is_a_finding_and_the_row_stays() -> None:
    reading = read(BASE, grid([{"Stage": "1", "Date": "31/02/2026", "Outcome": "Not agreed"}]))
    assert reading.answers["stage_history"] == [{"stage": "1", "outcome": "Not agreed"}]
    assert ("stage_history.date", "31/02/2026") in found(reading, "doubtful")


def test_a_column_that_no_list_knows_is_unread() -> None:
    reading = read(BASE, grid([{"Stage": "1", "Date": "1/2/2026", "Outcome": "x", "Weather": "Fine"}]))
    assert (None, "Fine") in found(reading, "unread")


def test_columns_are_known_by_single_words_that_what_stands_beneath_bears_out() -> None:
    rows = [
        {"Action required by panel": "Write to the family", "Agency / person": "Health", "Not later than": "3/4/2026"},
        {"Action required by panel": "Amend the plan", "Agency / person": "Council", "Not later than": "5/4/2026"},
    ]
    assert read(BASE, grid(rows)).answers["agreed_actions"] == [
        {"action": "Write to the family", "owner": "Health", "due": date(2026, 4, 3)},
        {"action": "Amend the plan", "owner": "Council", "due": date(2026, 4, 5)},
    ]


def test_the_one_column_that_is_left_of_a_list_tells_what_came_of_it() -> None:
    rows = [{"Stage": "1", "Date": "1/2/2026", "Who with": "Sam Hill", "Weighing it up": "Refused, with no reason"}]
    assert read(BASE, grid(rows)).answers["stage_history"] == [
        {"stage": "1", "date": date(2026, 2, 1), "with": "Sam Hill", "outcome": "Refused, with no reason"}
    ]


def test_a_row_holds_only_what_its_list_says_and_the_rest_is_a_finding() -> None:
    rows = [{"Action": "Joint visit", "Owner": "Example Council", "Due": "3/4/2026", "Status": "Begun"}]
    reading = read(BASE, grid(rows))
    assert reading.answers["agreed_actions"] == [
        {"action": "Joint visit", "owner": "Example Council", "due": date(2026, 4, 3)}
    ]
    assert (None, "Begun") in found(reading, "unread")


def test_labels_in_a_row_over_their_answers_are_no_list() -> None:
    rows = [
        {"Referring agency": "Example School", "Name of referrer": "Jo Marsh and others", "Date of form": "3/4/2026"}
    ]
    assert "agreed_actions" not in read(BASE[1:], grid(rows)).answers


def test_children_in_one_cell_with_their_dates_on_their_lines_are_a_list() -> None:
    reading = read(BASE[:4], item("Names of children", "A B 1/2/2015\nC B 3/4/2017"))
    assert reading.answers["subjects"] == [
        {"name": "A B", "dob": date(2015, 2, 1)},
        {"name": "C B", "dob": date(2017, 4, 3)},
    ]


def test_responding_agencies_in_rows_are_a_list_of_agencies() -> None:
    rows = [
        {"Agency": "Example Council", "Contact person": "Sam Pell"},
        {"Agency": "Example Police", "Contact person": "Lee Rook"},
    ]
    reading = read([BASE[0], *BASE[2:]], grid(rows, "Responding agencies"))
    assert reading.answers["responding_agency"] == ["Example Council", "Example Police"]
    assert (None, "Lee Rook") in found(reading, "unread")
