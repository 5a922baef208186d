"""A question that its own words do not place is placed by the questions around it, or left to a person."""

from __future__ import annotations

from parsers.meaning.labels.neighbours import ASKED, SAME, Around, around, party_of
from tests.parsers.meaning.making import found, item, read

OURS = [item("Referring agency", "Example School"), item("Name of referrer", "Sam Testcase")]
THEIRS = [item("Responding agency", "Example Council")]
REST = [
    item("Name of child", "A B"),
    item("Summary of disagreement", "Whether the threshold is met."),
    item("Desired outcome", "A strategy discussion."),
]


def test_whom_one_has_spoken_to_there_is_of_the_agency_named_before() -> None:
    reading = read(OURS, THEIRS, item("Who we’ve spoken to there", "Priti Example"), REST)
    assert reading.answers["responding_name"] == "Priti Example"


def test_a_label_that_stays_unclear_among_its_neighbours_is_a_finding() -> None:
    reading = read(OURS, item("Datix", "W-118204"), THEIRS, REST)
    assert ("Datix", "W-118204") in [(one.label, one.value) for one in reading.findings]
    assert found(reading, "conflict") == []


def test_neighbours_on_both_sides_speak_and_those_of_another_section_do_not() -> None:
    items = [
        item("Agency", "x", section="Us"),
        item("Post", "y", section="Us"),
        item("Phone", "z", section="Us"),
        item("Name", "w", section="Them"),
    ]
    placed = {0: "referring_agency", 2: "referring_phone", 3: "responding_name"}
    assert around(1, items, placed, frozenset()).parties == ("referring", "referring")
    assert around(2, items, placed, frozenset()).parties == ("referring",)


def test_what_is_asked_elsewhere_was_hardly_meant_again() -> None:
    here = Around(("responding",), frozenset({"responding_name"}))
    assert here.speaks_for("responding_name") == ASKED + SAME
    assert here.speaks_for("responding_role") == SAME
    assert here.speaks_for("referring_role") < 0
    assert here.speaks_for("evidence") == 0.0


def test_the_plan_and_the_lead_professional_are_the_childs() -> None:
    assert [party_of(one) for one in ("plan_status", "lead_professional", "form_date")] == ["subject", "subject", None]


def test_who_has_responded_is_no_one_who_is_still_to_respond() -> None:
    reading = read(OURS, THEIRS, item("Response given by (name)", "Hal Example"), REST)
    assert reading.answers["response_author"] == "Hal Example"
    assert "responding_name" not in reading.answers
