"""Dates as people write them: day first, and doubtful where nobody can be sure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.meaning.values.dates import looks_dated, read_day, without_age

TODAY = date(2026, 11, 24)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


DRESSES = {
    "iso": lambda day: day.isoformat(),
    "slashes": lambda day: f"{day:%d/%m/%Y}",
    "short slashes": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "dashes": lambda day: f"{day:%d-%m-%y}",
    "spaces": lambda day: f"{day:%d %m %Y}",
    "words": lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    "short month": lambda day: f"{day.day} {_MONTHS[day.month - 1][:3]} {day:%y}",
    "ordinal": lambda day: f"{ordinal(day.day)} {_MONTHS[day.month - 1]} {day.year}",
    "ordinal of": lambda day: f"{ordinal(day.day)} of {_MONTHS[day.month - 1]} {day.year}",
    "joined": lambda day: f"{day.day}-{_MONTHS[day.month - 1][:3]}-{day.year}",
    "weekday": lambda day: f"{_DAYS[day.weekday()]} {ordinal(day.day)} {_MONTHS[day.month - 1]} {day.year}",
    "short weekday": lambda day: f"{_DAYS[day.weekday()][:3]}, {day:%d/%m/%Y}",
    "month first": lambda day: f"{_MONTHS[day.month - 1]} {day.day}, {day.year}",
    "with time": lambda day: f"{day:%d/%m/%Y} at 10:30",
    "with stop": lambda day: f" {day:%d/%m/%Y}. ",
}


@pytest.mark.parametrize("dress", DRESSES)
@given(day=days)
def test_every_day_in_every_dress_is_read_as_itself(dress: str, day: date) -> None:
    assert read_day(DRESSES[dress](day), TODAY) == day


@given(day=days, wrong=st.integers(1, 6))
def test_a_wrong_weekday_makes_a_date_doubtful(day: date, wrong: int) -> None:
    name = _DAYS[(day.weekday() + wrong) % 7]
    assert read_day(f"{name} {day:%d/%m/%Y}", TODAY) is None


@given(day=st.dates(date(1930, 1, 1), TODAY), today=st.just(TODAY))
def test_a_two_digit_birth_year_is_the_latest_past_one(day: date, today: date) -> None:
    read = read_day(f"{day:%d/%m/%y}", today, born=True)
    assert read is not None
    assert read <= today
    assert read.replace(year=min(read.year + 100, 9999)) > today if (read.month, read.day) != (2, 29) else True
    assert (read.day, read.month, read.year % 100) == (day.day, day.month, day.year % 100)


@given(text=st.text(max_size=40))
def test_any_words_give_a_day_or_none(text: str) -> None:
    assert read_day(text, TODAY) is None or isinstance(read_day(text, TODAY), date)


@pytest.mark.parametrize(
    "text",
    [
        "31/04/2026",
        "29/02/2025",
        "04/13/2026",
        "13/13/2026",
        "3/4",
        "April 2026",
        "12/2026",
        "2026",
        "w/c 3 April 2026",
        "week commencing 06/04/2026",
        "approx. 3/4/2026",
        "3/4/2026 or 4/4/2026",
        "3/4/2026 - 5/4/2026",
        "before 3/4/2026",
        "3.4/2026",
        "not 3/4/2026",
        "03/04/1066",
        "approx. 3 yrs",
        "Y4",
        "yesterday",
        "2026-13-01",
    ],
)
def test_what_is_impossible_or_unclear_is_no_day(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("EDD 12/05/2026", date(2026, 5, 12)),
        ("12/05/2026 (EDD)", date(2026, 5, 12)),
        ("DOB: 1/2/2015", date(2015, 2, 1)),
        ("2nd Sept 2026", date(2026, 9, 2)),
        ("3/4/'26", date(2026, 4, 3)),
        ("03042026", date(2026, 4, 3)),
        ("10:30 on 3 April 2026", date(2026, 4, 3)),
        ("2026-04-03T00:00:00Z", date(2026, 4, 3)),
        ("3 / 4 / 2026", date(2026, 4, 3)),
    ],
)
def test_ordinary_surroundings_do_not_hide_a_day(text: str, day: date) -> None:
    assert read_day(text, TODAY, born=text.startswith("DOB")) == day


def test_an_age_beside_a_date_of_birth_is_told_apart() -> None:
    assert without_age("1/2/2015 (11 yrs)") == "1/2/2015"
    assert without_age("1/2/2015, aged 11") == "1/2/2015"
    assert without_age("1/2/2015") is None


def test_words_that_try_to_name_a_day_are_told_from_those_that_do_not() -> None:
    assert looks_dated("by 3/4 at the latest")
    assert looks_dated("3 April")
    assert not looks_dated("within five working days")
    assert not looks_dated("as soon as possible, it may be")
