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


def easter(year: int) -> date:
    """Easter Sunday by the Anonymous Gregorian algorithm."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    left = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + left - 7 * ((a + 11 * h + 22 * left) // 451) + 114, 31)
    return date(year, month, day + 1)


def by_rule(year: int) -> set[date]:
    """England's bank holidays by the Banking and Financial Dealings Act 1971 and its yearly substitutes."""

    def monday(month: int, last: bool) -> date:
        days = [date(year, month, day) for day in range(1, 32) if not (month in (4, 6, 9, 11) and day == 31)]
        return [day for day in days if day.isoweekday() == 1][-1 if last else 0]

    found = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    found |= {monday(5, last=False), monday(5, last=True), monday(8, last=True)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.isoweekday() > 5 or day in found:
            day += timedelta(days=1)
        found.add(day)
    return found


CLOSED["england-and-wales"] |= {day for year in range(2027, 2032) for day in by_rule(year)}
_days = st.dates(date(2022, 1, 1), date(2026, 10, 15))
_later_days = st.dates(date(2022, 1, 1), date(2030, 12, 31))


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


@settings(max_examples=150, deadline=None)
@given(_later_days, st.integers(0, 45))
def test_years_to_come_agree_with_the_rules_of_the_act(start: date, count: int) -> None:
    counted = working_days_after(start, count, calendar("england-and-wales"))
    assert (counted.on, {one.day for one in counted.skipped}) == ticked(start, count, "england-and-wales")
    last = calendar("england-and-wales").announced_through
    assert counted.provisional == (counted.on.year > last and count > 0)


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


ODD_DAYS = [
    "2026-03-04T23:59:59", "2026-03-07", "2026-03-08", "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31", "2027-01-01",
    "2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2028-02-29", "2024-02-29", "2026-06-04", "2026-06-05", "2026-07-05",
    "2026-07-06", "2027-03-25", "2027-03-26", "2028-04-13", "2029-12-24", "2030-12-31", "2026-04-02", "2026-04-03", "2026-04-06",
]  # fmt: skip


@pytest.mark.parametrize(("name", "stage_id"), STAGES, ids=[f"{name}-{stage}" for name, stage in STAGES])
def test_on_odd_days_every_date_follows_the_day_of_receipt_and_explains_itself(name: str, stage_id: str) -> None:
    protocol = shipped_protocol(name)
    days = calendar(protocol.calendar)
    for text in ODD_DAYS:
        received = datetime.fromisoformat(text).date()
        for one in timeline_json(protocol, stage_id, received, days)["events"]:
            on = date.fromisoformat(one["on"])
            passed = [received + timedelta(days=step) for step in range(1, (on - received).days + 1)]
            assert on == received or days.is_working_day(on)
            assert sum(days.is_working_day(day) for day in passed) == one["working_days"]
            assert {day["day"] for day in one["skipped"]} == {
                day.isoformat() for day in passed if not days.is_working_day(day)
            }
            if on.year > days.announced_through and on != received:
                assert one["provisional"]
            if one["what"] == "due":
                assert f"{on:%A} {on.day} {on:%B %Y}" in one["why"]


def test_a_reminder_counted_back_from_a_provisional_day_is_provisional_too() -> None:
    last = calendar("england-and-wales").announced_through
    events = _shown("bolton", "--received", f"{last}-12-20")["events"]
    reminder = next(one for one in events if one["what"] == "reminder")
    assert reminder["on"] < f"{last + 1}-01-01"
    assert reminder["provisional"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bolton", "--received", "2026-03-04", "--stage", "7"], "no stage “7”; it has prevention, informal, formal"),
        (["bolton", "--received", "2026-03-04", "--stage", ""], "no stage “”"),
        (["nowhere", "--received", "2026-03-04"], "no protocol “nowhere”; there are bolton"),
        (["../x", "--received", "2026-03-04"], "no protocol “../x”"),
        (["bolton", "--received", "soon"], "neither a day such as 2026-03-04"),
        (["bolton", "--received", "04/03/2026"], "neither a day such as 2026-03-04"),
        (["bolton", "--received", "2026-02-29"], "neither a day such as 2026-03-04"),
        (["bolton", "--received", "2026-W10-3"], "neither a day such as 2026-03-04"),
        (["bolton", "--received", "2026-03-04T25:00"], "neither a day such as 2026-03-04"),
        (["bolton", "--received", "2026-03-04T09:00+25:00"], "neither a day such as 2026-03-04"),
        (["bolton", "--received", ""], "neither a day such as 2026-03-04"),
        (["bolton", "--received", "9999-12-31"], "outside the years 1980 to 2099"),
        (["bolton", "--received", "9999-12-31T23:59:59-12:00"], "neither a day"),
        (["bolton", "--received", "0001-01-01"], "outside the years"),
        (["bolton"], "--received"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence_and_exit_64(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["timeline", *arguments, "--json"]) == 64
    shown = capsys.readouterr()
    assert (said in shown.err, shown.out, "Traceback" in shown.err) == (True, "", False)


def test_a_stage_may_be_named_as_forms_name_it_and_a_day_may_lie_ahead() -> None:
    assert _shown("dudley", "--received", "2030-03-04", "--stage", "STAGE 3A")["stage"] == "3a"


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
