"""Counting working days: the day of receipt is not counted, and every skipped day has its reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.protocol.calendars import calendar
from daemon.protocol.counting import (
    local_day,
    timeline,
    timeline_json,
    working_day_before,
    working_days_after,
    working_days_between,
)
from daemon.protocol.loading import shipped_protocol

ENGLAND, MAN = calendar("england-and-wales"), calendar("isle-of-man")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-03-04", "2025-03-18"),
        ("2024-12-20", "2025-01-08"),
        ("2025-04-11", "2025-04-29"),
        ("2026-03-07", "2026-03-20"),
        ("2026-12-24", "2027-01-12"),
    ],
)
def test_ten_working_days(received: str, due: str) -> None:
    assert working_days_after(date.fromisoformat(received), 10, ENGLAND).on == date.fromisoformat(due)


def test_a_form_received_on_a_saturday_has_monday_as_day_one() -> None:
    assert working_days_after(date(2026, 3, 7), 1, ENGLAND).on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2022-06-03", "Platinum Jubilee bank holiday"),
        ("2022-06-10", "TT bank holiday"),
        ("2023-06-09", "TT bank holiday"),
        ("2024-06-07", "TT bank holiday"),
        ("2025-06-06", "TT bank holiday"),
        ("2025-07-07", "Tynwald Day"),
        ("2026-06-05", "TT bank holiday"),
        ("2026-07-06", "Tynwald Day"),
    ],
)
def test_isle_of_man_days_are_as_they_were_announced(day: str, name: str) -> None:
    assert MAN.why_closed(date.fromisoformat(day)) == name
    assert ENGLAND.why_closed(date.fromisoformat(day)) in (None, "Platinum Jubilee bank holiday")


def test_the_librarys_wrong_tt_day_of_2023_is_a_working_day() -> None:
    assert MAN.is_working_day(date(2023, 6, 2))


def test_a_count_through_a_year_not_announced_is_provisional() -> None:
    assert working_days_after(date(2026, 12, 30), 5, MAN).provisional
    assert not working_days_after(date(2026, 3, 4), 5, MAN).provisional


def test_local_closure_days_are_skipped_and_named() -> None:
    closed = calendar("england-and-wales", (date(2026, 3, 5),))
    counted = working_days_after(date(2026, 3, 4), 1, closed)
    assert counted.on == date(2026, 3, 6)
    assert [(one.day, one.why) for one in counted.skipped] == [(date(2026, 3, 5), "local closure day")]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-07-01T23:30:00", "2026-07-02"),
        ("2026-03-29T00:30:00", "2026-03-29"),
        ("2026-10-25T23:59:00", "2026-10-25"),
        ("2026-03-04T23:59:00", "2026-03-04"),
    ],
)
def test_receipt_is_the_date_in_the_partnerships_own_zone(instant: str, day: str) -> None:
    assert local_day(
        datetime.fromisoformat(instant).replace(tzinfo=UTC), ZoneInfo("Europe/London")
    ) == date.fromisoformat(day)


@given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_counting_agrees_with_a_second_way_of_counting(start: date, count: int) -> None:
    days = [start + timedelta(days=step) for step in range(1, 200)]
    open_days = [day for day in days if day.weekday() < 5 and day not in ENGLAND.holidays(day.year)]
    expected = open_days[count - 1] if count else start
    counted = working_days_after(start, count, ENGLAND)
    assert counted.on == expected
    assert len(counted.skipped) == (counted.on - start).days - count
    assert working_days_between(start, counted.on, ENGLAND) == count


@given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.integers(1, 30))
def test_counting_back_is_the_inverse_on_working_days(day: date, count: int) -> None:
    start = working_days_after(day, 1, ENGLAND).on
    assert working_day_before(working_days_after(start, count, ENGLAND).on, count, ENGLAND) == start


def test_boltons_formal_stage() -> None:
    found = [
        (one.what, one.counted.on.isoformat(), one.basis)
        for one in timeline(shipped_protocol("bolton"), "formal", date(2026, 3, 4), ENGLAND)
    ]
    assert found == [
        ("acknowledgement", "2026-03-04", "policy"),
        ("notice", "2026-03-04", "local"),
        ("reminder", "2026-03-11", "local"),
        ("reminder", "2026-03-17", "local"),
        ("due", "2026-03-18", "policy"),
        ("chaser", "2026-03-19", "policy"),
        ("chaser", "2026-03-26", "local"),
        ("manager_decision", "2026-03-26", "local"),
        ("chaser", "2026-04-02", "local"),
    ]


def test_the_isle_of_mans_stage_four_has_the_policys_clock_and_a_local_follow_up() -> None:
    found = [
        (one.what, one.counted.on.isoformat(), one.basis)
        for one in timeline(shipped_protocol("isle-of-man"), "4", date(2026, 5, 29), MAN)
    ]
    assert ("due", "2026-06-08", "policy") in found
    assert ("chaser", "2026-06-09", "policy") in found
    assert ("due", "2026-06-15", "local") in found
    assert ("chaser", "2026-06-16", "local") in found
    assert [on for what, on, _ in found if what == "reminder"] == ["2026-06-01", "2026-06-09"]


@pytest.mark.parametrize(
    ("stage", "due", "chaser"), [("1", "2026-06-01", "2026-06-02"), ("2", "2026-06-02", "2026-06-03")]
)
def test_the_isle_of_mans_early_stages_have_their_numbers(stage: str, due: str, chaser: str) -> None:
    shown = timeline_json(shipped_protocol("isle-of-man"), stage, date(2026, 5, 29), MAN)
    assert [one["on"] for one in shown["events"] if one["what"] == "due"] == [due]
    assert [one["on"] for one in shown["events"] if one["what"] == "chaser"] == [chaser]


def test_a_stage_without_a_clock_has_no_invented_one() -> None:
    shown = timeline_json(shipped_protocol("bolton"), "informal", date(2026, 3, 4), ENGLAND)
    assert [(one["what"], one["on"]) for one in shown["events"]] == [
        ("acknowledgement", "2026-03-04"),
        ("manager_decision", "2026-03-18"),
    ]


@pytest.mark.parametrize(
    ("name", "closed", "working"),
    [
        ("england-and-wales", ["2020-05-08", "2022-09-19", "2023-05-08", "2026-12-28"], ["2020-05-04", "2026-07-13"]),
        ("isle-of-man", ["2020-05-08", "2020-08-28", "2022-06-03"], ["2020-05-04", "2020-06-05"]),
        ("scotland", ["2020-05-08", "2022-06-03", "2025-12-01", "2026-01-02"], ["2020-05-04", "2026-04-06"]),
        ("northern-ireland", ["2020-05-08", "2024-03-18", "2026-07-13"], ["2020-05-04"]),
    ],
)
def test_the_days_that_were_moved_or_added(name: str, closed: list[str], working: list[str]) -> None:
    days = calendar(name)
    assert [one for one in closed if days.is_working_day(date.fromisoformat(one))] == []
    assert [one for one in working if not days.is_working_day(date.fromisoformat(one))] == []


def test_manx_days_that_are_only_expected_are_provisional() -> None:
    assert MAN.why_closed(date(2027, 6, 11)) == "TT bank holiday (expected)"
    assert working_days_after(date(2027, 6, 3), 1, MAN).on == date(2027, 6, 4)
    assert working_days_after(date(2027, 6, 3), 1, MAN).provisional
