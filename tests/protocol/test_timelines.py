"""Every timeline of every protocol, held against a second way of counting that shares nothing with the first.

The bank holidays are typed here from the governments' own lists, a weekday each; the count ticks through the days one
at a time, as a person does with a wall calendar.
"""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.commands import main
from daemon.protocol.calendars import calendar
from daemon.protocol.counting import local_day, timeline_json, working_days_after
from daemon.protocol.loading import shipped_protocol, shipped_protocols
from daemon.protocol.values import Clock, Protocol, Stage

_ENGLAND = """
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01
"""
_MAN_ALONE = """
2022-06-10 2022-07-05 2023-06-09 2023-07-05 2024-06-07 2024-07-05 2025-06-06 2025-07-07 2026-06-05 2026-07-06
"""
_SCOTLAND = """
2022-01-03 2022-01-04 2022-04-15 2022-05-02 2022-06-02 2022-06-03 2022-08-01 2022-09-19 2022-11-30 2022-12-26 2022-12-27
2023-01-02 2023-01-03 2023-04-07 2023-05-01 2023-05-08 2023-05-29 2023-08-07 2023-11-30 2023-12-25 2023-12-26
2024-01-01 2024-01-02 2024-03-29 2024-05-06 2024-05-27 2024-08-05 2024-12-02 2024-12-25 2024-12-26
2025-01-01 2025-01-02 2025-04-18 2025-05-05 2025-05-26 2025-08-04 2025-12-01 2025-12-25 2025-12-26
2026-01-01 2026-01-02 2026-04-03 2026-05-04 2026-05-25 2026-06-15 2026-08-03 2026-11-30 2026-12-25 2026-12-28
2027-01-01 2027-01-04
"""
_NORTHERN_IRELAND_ALONE = """
2022-03-17 2022-07-12 2023-03-17 2023-07-12 2024-03-18 2024-07-12 2025-03-17 2025-07-14 2025-07-12 2026-03-17 2026-07-13
"""
LISTED = {
    "england-and-wales": _ENGLAND,
    "isle-of-man": _ENGLAND + _MAN_ALONE,
    "scotland": _SCOTLAND,
    "northern-ireland": _ENGLAND + _NORTHERN_IRELAND_ALONE,
}
CLOSED = {name: {date.fromisoformat(day) for day in text.split()} for name, text in LISTED.items()}
STAGES = [(name, stage.id) for name in shipped_protocols() for stage in shipped_protocol(name).stages]
_days = st.dates(date(2022, 1, 1), date(2026, 10, 15))


def ticked(start: date, count: int, name: str) -> tuple[date, set[date]]:
    """The `count`th working day after `start`, and the days passed over."""
    day, passed = start, set()
    while count:
        day += timedelta(days=1)
        if day.isoweekday() > 5 or day in CLOSED[name]:
            passed.add(day)
        else:
            count -= 1
    return day, passed


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CLOSED)), _days, st.integers(0, 45))
def test_working_days_agree_with_the_governments_own_lists(name: str, start: date, count: int) -> None:
    counted = working_days_after(start, count, calendar(name))
    assert (counted.on, {one.day for one in counted.skipped}) == ticked(start, count, name)


@pytest.mark.parametrize("name", sorted(CLOSED))
def test_every_weekday_of_five_years_is_open_or_closed_as_listed(name: str) -> None:
    days = [date(2022, 1, 1) + timedelta(days=step) for step in range(5 * 365 + 1)]
    closed = {day for day in days if day.weekday() < 5 and not calendar(name).is_working_day(day)}
    assert closed == {day for day in CLOSED[name] if day.weekday() < 5 and day <= days[-1]}


def _expected(protocol: Protocol, stage: Stage, received: date) -> list[tuple[str, str]]:
    """(what, on) by DESIGN 7, counted on the wall calendar."""

    def on(count: int) -> str:
        return ticked(received, count, protocol.calendar)[0].isoformat()

    found = [("acknowledgement", on(0))]
    if any(one.occasion == "notice" for one in stage.tellings):
        found.append(("notice", on(0)))
    for clock in stage.clocks:
        total = clock.working_days
        found += [("due", on(total)), ("chaser", on(total + 1))]
        if clock.awaits == "response":
            found += [("chaser", on(total + 6)), ("chaser", on(total + 11)), ("manager_decision", on(total + 6))]
        found += [("reminder", on(day)) for day in _reminded(stage, clock)]
    if not stage.clocks:
        found.append(("manager_decision", on(10)))
    return sorted(found, key=lambda one: (one[1], one[0]))


def _reminded(stage: Stage, clock: Clock) -> list[int]:
    """On which working days: 5 and 1 before, only the last at five days or less, none on the first day of all."""
    total = clock.working_days
    if clock.awaits == "form" and any(one.awaits == "response" for one in stage.clocks):
        return []
    if clock.prompting.after_start:
        return [1, 6]
    return [total - 5, total - 1] if total > 5 else [total - 1] if total > 1 else []


@pytest.mark.parametrize(("name", "stage_id"), STAGES, ids=[f"{name}-{stage}" for name, stage in STAGES])
@settings(max_examples=25, deadline=None)
@given(received=_days)
def test_every_stage_has_the_days_that_the_wall_calendar_gives(name: str, stage_id: str, received: date) -> None:
    protocol = shipped_protocol(name)
    stage = protocol.stage(stage_id)
    assert stage is not None
    shown = timeline_json(protocol, stage_id, received, calendar(protocol.calendar))

    events = shown["events"]
    assert sorted(((one["what"], one["on"]) for one in events), key=lambda one: (one[1], one[0])) == _expected(
        protocol, stage, received
    )
    assert [one["on"] for one in events] == sorted(one["on"] for one in events)
    for one in events:
        day, passed = ticked(received, one["working_days"], protocol.calendar)
        assert one["on"] == day.isoformat()
        assert {skipped["day"] for skipped in one["skipped"]} == {each.isoformat() for each in passed}
        assert all(skipped["why"] for skipped in one["skipped"])
        assert one["counted_from"] == received.isoformat()
        assert one["basis"] in ("policy", "local") and one["clause"] and one["why"].endswith(".")


KEYS = ["what", "on", "clause", "basis", "counted_from", "working_days", "skipped", "provisional", "why"]


def _shown(*arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["timeline", *arguments, "--json"]) == 0
    return json.loads(out.getvalue())


@pytest.mark.parametrize(("name", "stage_id"), STAGES, ids=[f"{name}-{stage}" for name, stage in STAGES])
def test_the_command_shows_exactly_the_promised_keys(name: str, stage_id: str) -> None:
    shown = _shown(name, "--received", "2026-03-04", "--stage", stage_id)
    assert list(shown) == ["protocol", "stage", "received", "calendar", "events"]
    assert (shown["protocol"], shown["stage"], shown["received"]) == (name, stage_id, "2026-03-04")
    assert [list(one) for one in shown["events"]] == [KEYS] * len(shown["events"])


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("2026-07-01T22:30:00+00:00", "2026-07-01"),
        ("2026-07-01T23:30:00+00:00", "2026-07-02"),
        ("2026-03-29T00:30:00Z", "2026-03-29"),
        ("2026-03-28T23:59:59+00:00", "2026-03-28"),
        ("2026-03-29T23:00:00+00:00", "2026-03-30"),
        ("2026-10-24T22:59:00+00:00", "2026-10-24"),
        ("2026-10-24T23:30:00+00:00", "2026-10-25"),
        ("2026-10-25T23:30:00+00:00", "2026-10-25"),
        ("2026-03-04T23:59", "2026-03-04"),
        ("2026-07-01T23:59", "2026-07-01"),
        ("2026-12-31T23:59:59+00:00", "2026-12-31"),
        ("2026-07-02T00:30:00+02:00", "2026-07-01"),
    ],
)
def test_a_moment_is_a_day_where_the_partnership_is(received: str, day: str) -> None:
    assert _shown("bolton", "--received", received)["received"] == day


@pytest.mark.parametrize(
    ("received", "due", "chaser"),
    [
        ("2026-03-06", "2026-03-20", "2026-03-23"),  # a Friday
        ("2026-03-07", "2026-03-20", "2026-03-23"),  # a Saturday
        ("2026-03-08", "2026-03-20", "2026-03-23"),  # a Sunday
        ("2026-03-09", "2026-03-23", "2026-03-24"),  # a Monday
        ("2025-12-24", "2026-01-12", "2026-01-13"),  # before the Christmas gap
        ("2025-12-25", "2026-01-12", "2026-01-13"),  # on Christmas Day
        ("2025-12-27", "2026-01-12", "2026-01-13"),  # within the gap
        ("2026-04-03", "2026-04-20", "2026-04-21"),  # Good Friday
        ("2024-02-28", "2024-03-13", "2024-03-14"),  # over a leap day
    ],
)
def test_days_that_catch_people_out(received: str, due: str, chaser: str) -> None:
    events = _shown("bolton", "--received", received)["events"]
    assert [one["on"] for one in events if one["what"] == "due"] == [due]
    assert next(one["on"] for one in events if one["what"] == "chaser") == chaser


def test_a_count_into_a_year_not_announced_is_provisional_and_says_so() -> None:
    last = calendar("england-and-wales").announced_through
    events = _shown("bolton", "--received", f"{last}-12-22")["events"]
    due = next(one for one in events if one["what"] == "due")
    assert due["provisional"] and "provisional" in due["why"]
    first = next(one for one in events if one["what"] == "acknowledgement")
    assert not first["provisional"]


@given(st.datetimes(datetime(2022, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))
def test_the_day_of_receipt_is_an_hour_ahead_in_summer_by_the_rule_of_the_last_sundays(instant: datetime) -> None:
    def change(month: int) -> datetime:
        day = date(instant.year, month, 31)
        return datetime.combine(day - timedelta(days=day.isoweekday() % 7), datetime.min.time(), UTC) + timedelta(
            hours=1
        )

    summer = change(3) <= instant < change(10)
    expected = (instant + timedelta(hours=summer)).date()
    assert local_day(instant, ZoneInfo("Europe/London")) == expected
    assert local_day(instant, ZoneInfo("Europe/Isle_of_Man")) == expected
