"""Yes and no: words, boxes, struck-out alternatives, and what is neither."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.labelled import Option, Value
from parsers.meaning.values.ticks import Answer, is_unknown, said_yes, ticked_yes


def boxes(*states: tuple[str, str]) -> Value:
    return Value(options=tuple(Option(text, state) for text, state in states))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["Yes", "yes.", "Y", "YES", " yes ", "✓", "☒", "x", "true"])
def test_words_that_say_yes(text: str) -> None:
    assert said_yes(text) == Answer(True)


@pytest.mark.parametrize("text", ["No", "n", "NO.", "false"])
def test_words_that_say_no(text: str) -> None:
    assert said_yes(text) == Answer(False)


def test_words_beside_a_yes_are_kept_for_a_person() -> None:
    assert said_yes("Yes – see below") == Answer(True, rest="Yes – see below")


@pytest.mark.parametrize(
    "text", ["Yes / No", "yes no", "No/Yes", "Maybe", "Yes but only mother", "partly", "see below"]
)
def test_words_that_are_not_plainly_either_are_doubtful(text: str) -> None:
    said = said_yes(text)
    assert said.held is None
    assert said.doubt


@pytest.mark.parametrize("text", ["Not known", "N/A", "n/a", "unknown", "Not applicable", "no information available"])
def test_not_known_is_an_answer_as_written(text: str) -> None:
    assert said_yes(text) == Answer(text)
    assert is_unknown(text)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Yes", True),
        ("Resolved", True),
        ("Fully resolved", True),
        ("No", False),
        ("Not resolved", False),
        ("No, not resolved", False),
        ("Unresolved", False),
        ("Partially", "Partially"),
        ("Partly resolved", "Partly resolved"),
        ("Yes, but one action is open", "Yes, but one action is open"),
        ("In part", "In part"),
    ],
)
def test_resolved_is_true_false_or_the_words_written(text: str, held: object) -> None:
    assert said_yes(text, resolved=True).held == held


@pytest.mark.parametrize("first", ["Yes", "No"])
def test_the_one_ticked_box_is_the_answer(first: str) -> None:
    value = boxes(("Yes", "ticked" if first == "Yes" else "empty"), ("No", "ticked" if first == "No" else "empty"))
    assert ticked_yes(value) == Answer(first == "Yes")


def test_no_box_ticked_is_no_answer_and_never_no() -> None:
    assert ticked_yes(boxes(("Yes", "empty"), ("No", "empty"))) == Answer()


def test_both_boxes_ticked_is_doubtful() -> None:
    said = ticked_yes(boxes(("Yes", "ticked"), ("No", "ticked")))
    assert said.held is None
    assert "Yes, No" in (said.doubt or "")


def test_a_box_whose_state_and_glyph_disagree_is_doubtful() -> None:
    value = Value(options=(Option("Yes", "doubtful", "its glyph and its state disagree"), Option("No", "empty")))
    assert ticked_yes(value) == Answer(None, "its glyph and its state disagree")


def test_a_lone_ticked_box_says_yes_to_its_own_label() -> None:
    assert ticked_yes(boxes(("", "ticked"))) == Answer(True)


def test_partly_among_the_boxes_stands_in_its_own_words() -> None:
    value = boxes(("Yes", "empty"), ("No", "empty"), ("Partly", "ticked"))
    assert ticked_yes(value, resolved=True) == Answer("Partly")
    assert ticked_yes(value).held is None


@given(text=st.text(min_size=1, max_size=60))
def test_any_words_give_an_answer_or_a_doubt_and_never_both(text: str) -> None:
    said = said_yes(text)
    assert (said.held is None) or (said.doubt is None)


@given(text=st.text(max_size=60))
def test_only_words_that_begin_with_yes_or_agreement_say_yes(text: str) -> None:
    if said_yes(text).held is True:
        first = re.findall(r"[\w✓✔☑☒]+", unicodedata.normalize("NFKC", text).casefold())[0]
        assert first in ("y", "yes", "true", "agree", "agreed", "i", "we", "✓", "✔", "☑", "☒", "x")
