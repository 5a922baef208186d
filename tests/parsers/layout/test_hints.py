"""Guidance between a label and its answer is no answer; an answer is never taken for guidance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.labelled import Labelled, Value
from parsers.layout.hints import answered_past_hints, guides

LABEL = Labelled("What would you like to happen?", Value("Be as specific as you can."), "table 1, row 9")
PAST = Labelled("A visit.", Value("A visit."), "table 1, row 9", unlabelled=True)


@pytest.mark.parametrize("where", ["table 1, row 9", "table 1, row 10"])
def test_the_cell_past_the_guidance_is_the_answer(where: str) -> None:
    (found,) = answered_past_hints([LABEL, replace(PAST, where=where)])
    assert (found.label, found.value.text, found.value.prompt) == (LABEL.label, "A visit.", LABEL.value.text)


def test_the_box_below_guidance_in_a_paragraph_is_the_answer() -> None:
    label = replace(LABEL, where="paragraph 16", value=Value("If known"))
    (found,) = answered_past_hints([label, replace(PAST, where="table 7, row 1")])
    assert found.value.text == "A visit."


@pytest.mark.parametrize("where", ["table 2, row 9", "table 1, row 12", "header, paragraph 3"])
def test_what_stands_elsewhere_is_not_its_answer(where: str) -> None:
    items = [LABEL, replace(PAST, where=where)]
    assert answered_past_hints(items) == items


def test_an_answer_with_a_note_beside_it_stays_the_answer() -> None:
    items = [replace(LABEL, value=Value("We ask for a visit.")), replace(PAST, value=Value("What would be better?"))]
    assert answered_past_hints(items) == items


@pytest.mark.parametrize(
    "text",
    ["Your name in full. If you are completing it for somebody else, say so.", "Leave blank if it isn't about one child.",
     "Be realistic.", "For childminders: your agency or ‘sole trader’.", "What was decided? Why was it wrong?", "If known"],
)  # fmt: skip
def test_words_that_tell_how_to_answer_guide(text: str) -> None:
    assert guides(text)


@pytest.mark.parametrize(
    "text",
    ["Janine Scholes", "Larkhill MASH", "We ask that you call us.", "Is our referral closed? We were not told.", "12/03/2026",
     "A call to the childminder today.", "Home visit this week"],
)  # fmt: skip
def test_what_somebody_typed_does_not(text: str) -> None:
    assert not guides(text)
