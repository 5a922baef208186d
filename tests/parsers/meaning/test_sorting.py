"""Answers go under their fields or into the findings: never nowhere, never under the wrong one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.labelled import Option, Value
from parsers.meaning.values.answers import misplaced
from tests.parsers.meaning.making import TODAY, found, item, read, ticked

BASE = [
    item("Referring agency", "Example School"),
    item("Responding agency", "Example Council"),
    item("Summary of disagreement", "Whether the threshold is met."),
    item("Desired outcome", "A strategy discussion."),
    item("Name of child", "A B"),
]


def test_a_plain_form_is_read_with_nothing_left_over() -> None:
    reading = read(BASE)
    assert reading.kind == "form"
    assert reading.event == "open"
    assert reading.answers == {
        "referring_agency": "Example School",
        "responding_agency": "Example Council",
        "disagreement_summary": "Whether the threshold is met.",
        "desired_outcome": "A strategy discussion.",
        "subject_name": "A B",
    }
    assert reading.findings == ()


def test_a_missing_answer_is_a_finding_and_never_an_empty_string() -> None:
    reading = read(BASE[:1], item("Responding agency"), item("Summary of disagreement", "x"), item("Stage", "Formal"))
    assert "responding_agency" not in reading.answers
    assert ("responding_agency", None) in found(reading, "missing")
    assert ("subject_name", None) in found(reading, "missing")


def test_not_known_is_an_answer_and_not_missing() -> None:
    reading = read(BASE[:4], item("Name of child", "Not known"), item("Date of birth", "N/A"))
    assert reading.answers["subject_name"] == "Not known"
    assert reading.answers["subject_dob"] == "N/A"
    assert found(reading, "missing") == []


def test_two_answers_to_one_question_stand_under_neither() -> None:
    reading = read(BASE, item("Date of birth", "01/02/2015"), item("DOB", "02/01/2015", where="table 2"))
    assert "subject_dob" not in reading.answers
    assert found(reading, "conflict") == [("subject_dob", "01/02/2015"), ("subject_dob", "02/01/2015")]


def test_the_same_answer_twice_is_one_answer() -> None:
    reading = read(BASE, item("DOB", "01/02/2015"), item("Date of birth", "1 February 2015"))
    assert reading.answers["subject_dob"] == date(2015, 2, 1)
    assert found(reading, "conflict") == []


def test_an_unknown_label_is_unread_with_its_label_value_and_place() -> None:
    reading = read(BASE, item("Favourite colour", "Green", where="table 3, row 7"))
    finding = next(one for one in reading.findings if one.kind == "unread")
    assert (finding.label, finding.value, finding.where) == ("Favourite colour", "Green", "table 3, row 7")


def test_an_impossible_date_is_doubtful_and_not_under_its_field() -> None:
    reading = read(BASE, item("Date of disagreement", "31/04/2026"))
    assert "disagreement_date" not in reading.answers
    assert found(reading, "doubtful")[0][0] == "disagreement_date"


def test_the_date_of_a_control_settles_day_against_month() -> None:
    reading = read(BASE, item("Date of disagreement", Value(text="4/3/2026", day=date(2026, 4, 3))))
    assert reading.answers["disagreement_date"] == date(2026, 4, 3)


def test_a_control_whose_words_were_retyped_is_doubtful() -> None:
    reading = read(BASE, item("Date of disagreement", Value(text="5 May 2026", day=date(2026, 4, 3))))
    assert "disagreement_date" not in reading.answers


def test_a_two_digit_birth_year_is_the_latest_past_one() -> None:
    assert read(BASE, item("DOB", "24/11/26")).answers["subject_dob"] == date(2026, 11, 24)
    assert read(BASE, item("DOB", "25/11/26")).answers["subject_dob"] == date(1926, 11, 25)


def test_an_age_beside_the_birth_date_is_not_lost() -> None:
    reading = read(BASE, item("Date of birth / Age", "01/02/2015 (11 yrs)"))
    assert reading.answers["subject_dob"] == date(2015, 2, 1)
    assert ("subject_dob", "01/02/2015 (11 yrs)") in found(reading, "unread")


def test_words_beside_a_yes_are_kept_as_a_finding() -> None:
    reading = read(BASE, item("Is the child at immediate risk?", "Yes – see below"))
    assert reading.answers["immediate_risk"] is True
    assert ("immediate_risk", "Yes – see below") in found(reading, "unread")


def test_no_tick_at_all_is_neither_yes_nor_no() -> None:
    reading = read(BASE, item("Is the child at immediate risk?", ticked("Yes", "No")))
    assert "immediate_risk" not in reading.answers
    assert ("immediate_risk", None) in found(reading, "missing")


def test_a_doubtful_value_names_its_doubt() -> None:
    doubted = Value(text="Yes", doubts=("its text and its control disagree",))
    reading = read(BASE, item("Is the child at immediate risk?", doubted))
    assert "immediate_risk" not in reading.answers
    assert "its text and its control disagree" in (found(reading, "doubtful")[0][1] or "")


def test_plain_labels_belong_to_the_side_of_their_section() -> None:
    reading = read(
        item("Agency", "Example School", "Agency A"),
        item("Name", "Jo Bell", "Agency A"),
        item("Tel", "01632 960001", "Agency A"),
        item("Agency", "Example Council", "Agency B"),
        item("Name", "Sam Hill", "Agency B"),
        item("Tel", "01632 960002", "Agency B"),
        item("Summary of disagreement", "x", "The difference"),
        item("Name", "A B", "Child's details"),
    )
    assert reading.answers["referring_name"] == "Jo Bell"
    assert reading.answers["responding_name"] == "Sam Hill"
    assert reading.answers["responding_phone"] == "01632 960002"
    assert reading.answers["subject_name"] == "A B"


def test_without_sections_plain_labels_follow_the_side_named_before_them() -> None:
    reading = read(
        item("Raising agency", "Example School"),
        item("Name", "Jo Bell"),
        item("Job title", "Head"),
        item("Receiving agency", "Example Council"),
        item("Name", "Sam Hill"),
        item("Job title", "Manager"),
        item("Reason for escalation", "x"),
    )
    assert reading.answers["referring_name"] == "Jo Bell"
    assert reading.answers["referring_role"] == "Head"
    assert reading.answers["responding_name"] == "Sam Hill"
    assert reading.answers["responding_role"] == "Manager"


def test_a_plain_name_after_both_sides_is_left_to_a_person() -> None:
    reading = read(
        item("Raising agency", "Example School"),
        item("Receiving agency", "Example Council"),
        item("Name", "Jo Bell"),
        item("Reason for escalation", "x"),
    )
    assert "Jo Bell" not in reading.answers.values()
    assert (None, "Jo Bell") in found(reading, "unread")


def test_a_plain_name_before_a_date_of_birth_is_the_childs() -> None:
    reading = read(BASE[:4], item("Name", "A B"), item("Date of birth", "1/2/2015"))
    assert reading.answers["subject_name"] == "A B"


def test_a_name_in_the_response_section_is_its_author() -> None:
    reading = read(
        BASE,
        item("Name", "Sam Hill", "Response from Agency B"),
        item("Date", "3 April 2026", "Response from Agency B"),
        item("Outcome", "We will visit.", "Response from Agency B"),
    )
    assert reading.event == "response"
    assert reading.answers["response_author"] == "Sam Hill"
    assert reading.answers["response_date"] == date(2026, 4, 3)
    assert reading.answers["response_summary"] == "We will visit."


def test_what_is_typed_in_the_partnerships_own_block_is_no_answer() -> None:
    reading = read(BASE, item("Date received", "1/2/2026", "For partnership use only"))
    assert date(2026, 2, 1) not in reading.answers.values()
    assert (None, "1/2/2026") in found(reading, "unread")


def test_phone_and_email_are_picked_out_of_one_cell() -> None:
    reading = read(BASE, item("Referrer's contact details", "Tel: 01632 960001\njo.bell@example.org\nRoom 3"))
    assert reading.answers["referring_phone"] == "01632 960001"
    assert reading.answers["referring_email"] == "jo.bell@example.org"
    assert (None, "Room 3") in found(reading, "unread")


@pytest.mark.parametrize(
    ("label", "answer", "field"),
    [
        ("Referrer's email", "01632 960001", "referring_email"),
        ("Referrer's telephone", "Jo Bell", "referring_phone"),
        ("Name of person completing form", "jo.bell@example.org", "referring_name"),
        ("Name of child", "1/2/2015", "subject_name"),
    ],
)
def test_answers_that_slipped_by_one_cell_are_doubtful(label: str, answer: str, field: str) -> None:
    reading = read(BASE[:4], item(label, answer))
    assert field not in reading.answers
    assert field in [name for name, _ in found(reading, "doubtful")]


def test_a_telephone_beside_an_email_address_goes_where_it_belongs() -> None:
    reading = read(BASE, item("Referrer's email", "jo.bell@example.org / 01632 960001"))
    assert reading.answers["referring_email"] == "jo.bell@example.org"
    assert reading.answers["referring_phone"] == "01632 960001"


def test_a_name_and_a_date_of_birth_in_one_cell_are_told_apart() -> None:
    reading = read(BASE[:4], item("Name and DOB of child", "A B, DOB 1/2/2015"))
    assert reading.answers["subject_name"] == "A B"
    assert reading.answers["subject_dob"] == date(2015, 2, 1)


def test_given_and_family_names_become_one_name() -> None:
    reading = read(BASE[:4], item("Family name", "Bell"), item("First name(s)", "Jo Ann"))
    assert reading.answers["subject_name"] == "Jo Ann Bell"


@pytest.mark.parametrize("written", ["Police; Health", "Police\nHealth", "• Police\n• Health"])
def test_several_agencies_in_one_cell_are_a_list(written: str) -> None:
    reading = read(BASE[:1], item("Responding agency", written), BASE[2:])
    assert reading.answers["responding_agency"] == ["Police", "Health"]


@pytest.mark.parametrize("written", ["Health and Social Care", "Example Council\n1 Town Square\nEX1 1AA"])
def test_one_agency_is_kept_as_written(written: str) -> None:
    reading = read(BASE[:1], item("Responding agency", written), BASE[2:])
    assert reading.answers["responding_agency"] == written


def test_ticked_agencies_are_a_list() -> None:
    boxes = ticked("*Police", "Health", "*Education")
    reading = read(BASE[:1], item("Responding agency", boxes), BASE[2:])
    assert reading.answers["responding_agency"] == ["Police", "Education"]


def test_two_ticked_stages_are_doubtful() -> None:
    reading = read(BASE, item("Stage of escalation", ticked("*Informal", "*Formal", "Partnership")))
    assert "stage" not in reading.answers
    assert found(reading, "doubtful")[0][0] == "stage"


def test_the_stage_stands_as_written_and_the_profile_names_its_id() -> None:
    reading = read(BASE, item("Stage of escalation", "Formal Resolution"))
    assert reading.answers["stage"] == "Formal Resolution"
    assert reading.stage_id == "formal"


def test_boxes_with_the_options_as_labels_answer_the_heading_above() -> None:
    box = Value(options=(Option("", "empty"),))
    on = Value(options=(Option("", "ticked"),))
    reading = read(BASE, item("Informal", box, "Stage of escalation"), item("Formal", on, "Stage of escalation"))
    assert reading.answers["stage"] == "Formal"


def test_side_by_side_parties_are_read_by_row_and_column() -> None:
    items = [
        item("Agency A", "Example School", row_label="Agency", record=(1, 1)),
        item("Agency B", "Example Council", row_label="Agency", record=(1, 1)),
        item("Agency A", "Jo Bell", row_label="Name of practitioner", record=(1, 2)),
        item("Agency B", "Sam Hill", row_label="Name of practitioner", record=(1, 2)),
    ]
    reading = read(items, item("Reason for escalation", "x"))
    assert reading.answers["referring_agency"] == "Example School"
    assert reading.answers["responding_name"] == "Sam Hill"


def test_free_text_under_a_known_heading_answers_it() -> None:
    reading = read(
        BASE[:2],
        item("", "First paragraph.", "Reason for escalation", unlabelled=True),
        item("", "Second paragraph.", "Reason for escalation", unlabelled=True),
        item("Stage", "Formal", "Stage"),
    )
    assert reading.answers["disagreement_summary"] == "First paragraph.\nSecond paragraph."


def test_free_text_under_no_known_heading_is_unread() -> None:
    reading = read(BASE, item("", "Please call me.", unlabelled=True))
    assert (None, "Please call me.") in found(reading, "unread")


def test_a_control_tagged_with_a_fields_own_name_is_that_field() -> None:
    reading = read(BASE[1:], item("Whatever the label says", "Example School", hints=("referring_agency",)))
    assert reading.answers["referring_agency"] == "Example School"


def test_a_second_phone_number_is_a_finding_and_no_conflict() -> None:
    reading = read(BASE, item("Referrer's telephone", "01632 960001"), item("Referrer's mobile", "07700 900001"))
    assert reading.answers["referring_phone"] == "01632 960001"
    assert (None, "07700 900001") in found(reading, "unread")


def test_child_or_adult_asks_what_and_not_who() -> None:
    reading = read(BASE, item("Child or adult?", ticked("*Child", "Adult")))
    assert reading.answers["subject_type"] == "Child"
    assert reading.answers["subject_name"] == "A B"


def test_a_request_for_the_panel_by_an_agency_is_a_request() -> None:
    reading = read(BASE, item("Referral to statutory partners requested by", "Agency A"))
    assert reading.answers["panel_requested"] is True
    assert reading.event == "panel_request"
    assert ("panel_requested", "Agency A") in found(reading, "unread")


_LABELS = st.sampled_from(
    [
        "Referring agency", "Name", "Telephone", "Date", "Date of birth", "Stage of escalation",
        "Is it resolved?", "Agreed actions", "Contact details",
        "Resolution SPOC", "Child 2 name", "Stage 1: date", "First name", "Surname", "Actions taken so far",
        "Immediate risk?", "Gender", "Nonsense label", "Email",
        "Responding agency", "Panel requested?", "Response required by", "Reference number", "Senior manager",
        "Referrer's mobile",
    ]
)  # fmt: skip
_WORDS = st.sampled_from(
    [
        "Zq1",
        "Zq2 Zq3",
        "3/4/2026 Zq4",
        "Yes Zq5",
        "Zq6; Zq7",
        "Zq8\nZq9",
        "zq10@example.org Zq11",
        "N/A",
        "31/2/2026",
        "Zq12 01632 960001",
    ]
)
_SECTIONS = st.sampled_from(
    ["", "Agency A", "Agency B", "Response", "Child's details", "Office use only", "Stage 2", "Anything else"]
)


def _dressed(words: str, dress: str) -> Value:
    match dress:
        case "ticked":
            return Value(text=words, options=(Option("Yes", "empty"), Option("Zq20", "ticked")))
        case "empty boxes":
            return Value(text=words, options=(Option("Yes", "empty"), Option("No", "empty")))
        case "doubtful":
            return Value(text=words, doubts=("its state is unclear",))
        case _:
            return Value(text=words)


@given(
    st.lists(
        st.tuples(_LABELS, _WORDS, _SECTIONS, st.sampled_from(["", "", "", "ticked", "empty boxes", "doubtful"])),
        max_size=12,
    )
)
def test_each_typed_word_is_under_a_field_or_in_a_finding(
    typed: list[tuple[str, str, str, str]],
) -> None:
    items = [item(label, _dressed(words, dress), section) for label, words, section, dress in typed]
    reading = read([*BASE, *items])
    kept = " ".join([str(reading.answers), *(f"{one.value}" for one in reading.findings)]).casefold()
    for _, words, _, dress in typed:
        assert dress != "ticked" or "zq20" in kept
        for word in words.replace(";", " ").split():
            if word.casefold().startswith("zq"):
                assert word.casefold() in kept


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("responding_name", "Example Mental Health NHS Trust"),
        ("referring_role", "Example Family Centre"),
        ("stage", "Children’s social care"),
    ],
)
def test_an_agency_is_no_person_no_post_and_no_stage(name: str, words: str) -> None:
    assert misplaced(name, words, TODAY) is not None


def test_a_post_at_an_agency_is_a_post() -> None:
    assert misplaced("referring_role", "Manager, Example Family Centre", TODAY) is None
    assert misplaced("stage", "Stage 2 (children’s social care)", TODAY) is None
