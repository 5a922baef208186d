"""Which form a document is, which event it brings, and what it leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.labelled import Labelled
from tests.parsers.meaning.making import TITLE, found, item, read, ticked

OPENING = [
    item("Referring agency", "Example School"),
    item("Responding agency", "Example Council"),
    item("Summary of disagreement", "Whether the threshold is met."),
    item("Desired outcome", "A strategy discussion."),
    item("Name of child", "A B"),
]
ANSWER = [
    item("Response from agency", "We will visit.", "Agency B response"),
    item("Response completed by", "Sam Hill", "Agency B response"),
    item("Date of response", "3/4/2026", "Agency B response"),
]


def emptied(items: list[Labelled]) -> list[Labelled]:
    return [item(one.label, "", one.section[-1] if one.section else "") for one in items]


@pytest.mark.parametrize(
    ("titles", "form", "protocol"),
    [
        ((TITLE,), "bolton-rpde", "bolton"),
        (("Resolving Professional Differences Escalation Referral Form",), "isle-of-man-referral", "isle-of-man"),
        (("Isle of Man Safeguarding Board", "Escalation Referral Form"), "isle-of-man-referral", "isle-of-man"),
        (("Dudley Safeguarding People Partnership", "Resolution and Escalation Protocol"), "dudley-record", "dudley"),
        (
            ("Escalation record", "Gloucestershire Safeguarding Children Partnership"),
            "gloucestershire-record",
            "gloucestershire",
        ),
        (("Resolution of Professional Disagreements – Essex",), "essex-account", "essex"),
        (("Multi Agency Resolution Form",), "general", None),
    ],
)
def test_the_titles_say_whose_form_it_is(titles: tuple[str, ...], form: str, protocol: str | None) -> None:
    reading = read(OPENING, titles=titles)
    assert (reading.kind, reading.form, reading.protocol) == ("form", form, protocol)


def test_the_callers_protocol_is_preferred_where_titles_say_nothing() -> None:
    reading = read(OPENING, titles=("Escalation form",), protocol="dudley")
    assert reading.protocol == "dudley"


def test_a_form_of_another_partnership_is_a_form_without_a_protocol() -> None:
    reading = read(
        OPENING, titles=("Exampleshire Safeguarding Children Partnership", "Escalation form"), protocol="dudley"
    )
    assert (reading.kind, reading.form, reading.protocol) == ("form", "general", None)


def test_a_form_without_any_title_is_known_by_what_it_asks() -> None:
    assert read(OPENING, titles=()).kind == "form"


@pytest.mark.parametrize(
    "title",
    [
        "Multi-Agency Referral Form (MARF)",
        "LADO referral form",
        "Allegations against staff: referral",
        "Complaint form",
        "Report for Child Protection Conference",
        "Early Help Assessment",
        "Record of concern",
    ],
)
def test_a_look_alike_is_a_document_and_every_answer_is_a_finding(title: str) -> None:
    items = [
        item("Name of Agency", "Example School"),
        item("Reason for referral", "A worry."),
        item("What needs to happen?", "A visit."),
        item("Family name", "Bell"),
        item("Date of incident", "1/2/2026"),
    ]
    reading = read(items, titles=(title,))
    assert reading.kind == "document"
    assert reading.answers == {}
    assert {value for _, value in found(reading, "unread")} == {
        "Example School",
        "A worry.",
        "A visit.",
        "Bell",
        "1/2/2026",
    }


def test_guidance_that_mentions_escalation_makes_no_form_of_a_referral() -> None:
    guidance = "If you disagree with the decision, please use the escalation policy."
    items = [
        item("", guidance, unlabelled=True),
        item("Reason for referral", "A worry."),
        item("Agency", "Example School"),
    ]
    assert read(items, titles=("Multi-Agency Referral Form",)).kind == "document"


def test_a_title_typed_as_a_plain_paragraph_counts() -> None:
    items = [item("", "Professional Differences Form", unlabelled=True), *OPENING[2:4]]
    assert read(items, titles=()).kind == "form"


def test_a_part_for_the_lado_only_makes_it_no_form_of_ours() -> None:
    reading = read(OPENING, item("Name of LADO", "Jo", "LADO only"), titles=("Escalation and referral",))
    assert reading.kind == "document"


def test_a_complainant_agency_is_no_complaint() -> None:
    items = [item("Complainant agency", "Example School"), *OPENING[1:]]
    reading = read(items, titles=("Resolution and escalation record",))
    assert reading.kind == "form"
    assert reading.answers["referring_agency"] == "Example School"


def test_an_ordinary_document_is_no_form() -> None:
    items = [item("Name", "Jo Bell"), item("Date", "1/2/2026"), item("Outcome", "Good.")]
    assert read(items, titles=("Minutes of the team meeting",)).kind == "document"


def test_a_form_with_nothing_in_it_is_a_blank_form() -> None:
    reading = read(emptied(OPENING + ANSWER))
    assert (reading.kind, reading.event, reading.answers) == ("blank-form", None, {})


def test_what_the_partnership_wrote_in_its_own_block_leaves_a_form_blank() -> None:
    reading = read(emptied(OPENING), item("Logged by", "Sam", "For partnership use only"))
    assert reading.kind == "blank-form"


def test_one_doubtful_answer_makes_a_form_not_blank() -> None:
    reading = read(emptied(OPENING), item("Date of disagreement", "31/2/2026"))
    assert reading.kind == "form"


def test_the_opening_part_alone_opens() -> None:
    assert read(OPENING, emptied(ANSWER)).event == "open"


def test_a_filled_response_part_is_a_response() -> None:
    assert read(OPENING, ANSWER).event == "response"
    assert read(emptied(OPENING), ANSWER).event == "response"


def test_a_response_that_is_not_resolved_is_still_a_response() -> None:
    reading = read(OPENING, ANSWER, item("Has the difference been resolved?", "No", "Agency B response"))
    assert (reading.event, reading.answers["resolved"]) == ("response", False)


def test_a_response_needs_no_opening_part() -> None:
    reading = read(emptied(OPENING), ANSWER)
    assert found(reading, "missing") == []


def test_a_ticked_request_for_the_panel_is_a_panel_request() -> None:
    reading = read(OPENING, item("Is partnership resolution requested?", ticked("*Yes", "No")))
    assert reading.event == "panel_request"


def test_a_declined_panel_changes_nothing() -> None:
    reading = read(OPENING, item("Is partnership resolution requested?", ticked("Yes", "*No")))
    assert (reading.event, reading.answers["panel_requested"]) == ("open", False)


def test_boltons_partnership_stage_is_a_panel_request() -> None:
    assert read(OPENING, item("Stage", "Partnership Resolution")).event == "panel_request"


def test_a_notice_that_it_was_resolved_at_a_stage() -> None:
    reading = read(
        OPENING[:3], item("Has the matter been resolved?", "Yes"), item("Stage at which resolved", "Stage 2")
    )
    assert reading.event == "resolved_notice"


def test_a_title_that_reports_a_resolution_is_a_notice() -> None:
    titles = ("Proforma for reporting conflicts which have been resolved at agency representative level",)
    reading = read(OPENING[:3], item("Outcome", "A joint plan."), titles=titles)
    assert reading.event == "resolved_notice"


def test_a_tick_for_the_next_stage_moves_the_case() -> None:
    reading = read(OPENING, item("Escalate to next stage?", ticked("*Yes", "No")))
    assert reading.event == "next_stage"


def test_a_later_stage_under_a_reference_moves_the_case() -> None:
    reading = read(
        OPENING, item("Reference number", "DUD-2026-014"), item("Stage", "3b"), titles=("Dudley escalation form",)
    )
    assert reading.event == "next_stage"
    assert ("reference", "DUD-2026-014") in found(reading, "unread")


def test_a_referrer_who_agrees_is_a_response() -> None:
    assert read(OPENING, ANSWER, item("Do you agree with the outcome?", ticked("*Yes", "No"))).event == "response"


@pytest.mark.parametrize(
    ("protocol", "written", "stage"),
    [
        ("bolton", "Formal", "formal"),
        ("bolton", "Formal Resolution", "formal"),
        ("bolton", "Prevention/Early Resolution", "prevention"),
        ("bolton", "Stage: Informal", "informal"),
        ("isle-of-man", "Stage 4", "4"),
        ("isle-of-man", "step 3", "3"),
        ("isle-of-man", "Stage Two: Direct First Line Manager to First Line Manager", "2"),
        ("dudley", "Stage 3a", "3a"),
        ("dudley", "3 B", "3b"),
        ("dudley", "Exceptional circumstances", "exceptional"),
        ("gloucestershire", "Pre-escalation", "pre-escalation"),
        ("gloucestershire", "5", "5"),
        ("essex", "level 2", "2"),
        ("essex", "Chair of the LSCB", "chair"),
        ("essex", "Stage 9", None),
        ("bolton", "stages 1 and 2", None),
    ],
)
def test_the_profile_names_the_stage_that_the_words_mean(protocol: str, written: str, stage: str | None) -> None:
    reading = read(OPENING, item("Stage", written), titles=("Escalation form",), protocol=protocol)
    assert reading.answers["stage"] == written
    assert reading.stage_id == stage


def test_dates_leave_as_iso_text() -> None:
    reading = read(OPENING, item("Date of disagreement", date(2026, 4, 3)))
    assert reading.as_json()["answers"]["disagreement_date"] == "2026-04-03"


def test_a_form_with_a_day_behind_an_empty_question_for_one_is_not_blank() -> None:
    asked = [item(one.label) for one in OPENING]
    assert read(asked, item("Date of birth of child")).kind == "blank-form"
    filled = read(asked, item("Date of birth of child"), item("", "7-8-2017", unlabelled=True))
    assert filled.kind == "form"
    assert "7-8-2017" in {value for _, value in found(filled, "unread")}
