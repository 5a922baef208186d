"""Forms made by hand: what is known to be wrong may become less, and nothing typed is ever lost."""

from __future__ import annotations

import pytest

from tests.forms.handmade import marked
from tests.forms.measure import Score

# Readings that differ from their keys today. Each is a fault to mend; a new one is a fault to find.
MOST_WRONG, LEAST_RIGHT = 5, 0.91


@pytest.fixture(scope="module")
def score() -> tuple[Score, list[str]]:
    return marked()


def test_answers_stand_under_their_fields(score: tuple[Score, list[str]]) -> None:
    assert score[0].right >= LEAST_RIGHT * score[0].typed


def test_no_more_is_wrong_than_is_known(score: tuple[Score, list[str]]) -> None:
    assert len(score[0].wrong) <= MOST_WRONG, score[0].wrong


def test_no_guidance_is_an_answer(score: tuple[Score, list[str]]) -> None:
    assert score[0].leaks == []


def test_answers_that_no_field_takes_are_findings(score: tuple[Score, list[str]]) -> None:
    assert score[1] == []
