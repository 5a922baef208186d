"""Which event a form is, and what of a document's own date and name follows from it."""

from __future__ import annotations

from datetime import date

from tests.parsers.meaning.making import found, item, read, ticked

SIDES = [item("Referring agency", "Example School"), item("Responding agency", "Example Council")]
RAISED = [
    *SIDES,
    item("Summary of disagreement", "Whether the threshold is met."),
    item("Desired outcome", "A discussion."),
]


def test_the_date_of_a_letter_that_only_answers_is_the_responses() -> None:
    reading = read(SIDES, item("Our response", "We accept it."), item("Date of this letter", "3/4/2026"))
    assert reading.event == "response"
    assert reading.answers["response_date"] == date(2026, 4, 3)
    assert "form_date" not in reading.answers


def test_a_form_with_both_parts_keeps_the_date_on_which_it_was_raised() -> None:
    reading = read(RAISED, item("Date of form", "1/4/2026"), item("Our response", "We accept it."))
    assert reading.answers["form_date"] == date(2026, 4, 1)


def test_who_is_to_respond_makes_no_response() -> None:
    reading = read(RAISED, item("Name of person responding", "Sam Pell"))
    assert reading.event == "open"
    assert reading.answers["responding_name"] == "Sam Pell"


def test_a_stage_that_did_not_resolve_it_is_no_stage_resolved() -> None:
    titles = ("Escalation: progression to the next stage",)
    reading = read(RAISED, item("Stage at which it was resolved", "Stage 2"), item("Stage", "Stage 3"), titles=titles)
    assert reading.event == "next_stage"
    assert "stage_resolved" not in reading.answers
    assert (None, "Stage 2") in found(reading, "unread")


def test_a_box_ticked_in_answer_to_an_account_is_for_a_person() -> None:
    reading = read(RAISED, item("Main theme of learning (tick)", ticked("Threshold", "*Practice")))
    assert "learning" not in reading.answers


def test_a_plain_name_asked_once_more_without_a_section_is_not_the_referrers() -> None:
    reading = read(RAISED, item("Name", "Jo Marsh", "Referrer"), item("Name", "Sam Pell", "Miscellany"))
    assert reading.answers["referring_name"] == "Jo Marsh"
    assert (None, "Sam Pell") in found(reading, "unread")


def test_guidance_is_never_an_account() -> None:
    reading = read(RAISED, item("", "Agency A raises the difference.", "Guidance for completion", unlabelled=True))
    assert "policy_gap" not in reading.answers


def test_the_author_of_a_letter_that_only_answers_wrote_the_response() -> None:
    reading = read(SIDES, item("Our response", "We accept it."), item("Author", "Sam Pell"))
    assert reading.event == "response"
    assert reading.answers.get("response_author") == "Sam Pell"
    assert "referring_name" not in reading.answers


def test_a_request_for_a_panel_holds_no_decision_of_one() -> None:
    reading = read(
        [*SIDES, item("Summary of disagreement", "Whether the threshold is met.")],
        item("Do you request a panel?", "Yes"),
        item("Decision of the panel", "That the child be seen."),
    )
    assert reading.event == "panel_request"
    assert "panel_decision" not in reading.answers
    assert reading.answers["desired_outcome"] == "That the child be seen."
