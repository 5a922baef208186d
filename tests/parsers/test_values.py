"""Dates and yes-or-no as people write them; what is impossible or ambiguous is for a person."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import read
from parsers.blank.filling import fill
from parsers.meaning.values.dates import read_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-03", "2026-04-03"),
        ("3/4/2026", "2026-04-03"),
        ("03.04.26", "2026-04-03"),
        ("03-04-2026", "2026-04-03"),
        ("3 4 26", "2026-04-03"),
        ("3rd April 2026", "2026-04-03"),
        ("Friday 3rd April 2026", "2026-04-03"),
        ("Fri, 3 Apr 26", "2026-04-03"),
        ("1st of May 2026", "2026-05-01"),
        ("April 3, 2026", "2026-04-03"),
    ],
)
def test_a_date_in_every_uk_dress(text: str, day: str) -> None:
    assert read_day(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "04/13/2026", "Monday 3 April 2026", "12/2026", "last week", "3/4", "2026", "", "32 May 2026"],
)
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_a_two_digit_birth_year_is_the_latest_past_one() -> None:
    assert read_day("25/11/26", TODAY, born=True) == date(1926, 11, 25)
    assert read_day("24/11/26", TODAY, born=True) == date(2026, 11, 24)


@given(st.dates(date(1930, 1, 1), date(2090, 12, 31)))
def test_every_way_of_writing_a_day_reads_back(day: date) -> None:
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%A} {day.day} {day:%B %Y}",
        day.isoformat(),
    ):
        assert read_day(text, TODAY) == day


words = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp", "So"),
        blacklist_characters="_…\u00ad\u200b\ufeff\u2060☐☒",
    ),
    min_size=2,
    max_size=60,
).filter(
    lambda text: (
        text.strip() == text
        and text.casefold() not in ("choose an item", "type here")
        and "click" not in text.casefold()
        and "...." not in text
        and "--" not in text
    )
)


@given(words, st.booleans(), st.dates(date(2010, 1, 1), date(2026, 1, 1)))
def test_what_is_filled_into_our_form_is_read_back_exactly(text: str, risk: bool, born: date) -> None:
    import unicodedata

    answers = {
        "referring_agency": "A",
        "subject_name": text,
        "disagreement_summary": f"{text}\n{text}",
        "immediate_risk": risk,
        "subject_dob": born,
        "responding_agency": "B",
        "desired_outcome": "C",
    }
    found = read(fill("bolton", answers), today=TODAY).answers
    assert {name: found.get(name) for name in answers} == answers
    assert unicodedata.normalize("NFC", str(found["subject_name"])) == unicodedata.normalize("NFC", text)
