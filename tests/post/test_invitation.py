"""The invitation as calendars read it: local time on either side of a clock change, and nothing of the case."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from daemon.post.invitation import Meeting, invitation, read_answer


def written(on: date, zone: str = "Europe/London", **more: Any) -> bytes:
    meeting = Meeting("RPDE-2026-0001", on, time(10), "Town Hall, Room 2; first floor", 0, **more)
    return invitation(
        meeting,
        organizer="unit@example.org",
        organizer_name="Example Partnership",
        attendee="pat@police.example",
        zone=ZoneInfo(zone),
        now=datetime(2026, 3, 4, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Isle_of_Man"])
@pytest.mark.parametrize(
    "on, utc",
    [
        (date(2026, 3, 27), 10),
        (date(2026, 3, 30), 9),
        (date(2026, 10, 23), 9),
        (date(2026, 10, 26), 10),
        (date(2027, 1, 4), 10),
    ],
)
def test_ten_o_clock_is_ten_o_clock_on_either_side_of_a_clock_change(on: date, utc: int, zone: str) -> None:
    calendar: Any = icalendar.Calendar.from_ical(written(on, zone))  # type: ignore[arg-type]
    (event,) = calendar.walk("VEVENT")
    (table,) = calendar.walk("VTIMEZONE")
    assert event["DTSTART"].params["TZID"] == str(table["TZID"]) == zone
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(on.year, on.month, on.day, utc, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC).hour == utc + 2
    assert len(table.walk("DAYLIGHT")) >= 1 and len(table.walk("STANDARD")) >= 1
    # The zone's own table says the same, for calendars that know no Olson names.
    assert table.to_tz().utcoffset(datetime(on.year, on.month, on.day, 10)).total_seconds() == (10 - utc) * 3600


def test_lines_are_folded_and_a_place_with_marks_of_its_own_stays_whole() -> None:
    raw = written(date(2026, 3, 27))
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar: Any = icalendar.Calendar.from_ical(raw)  # type: ignore[arg-type]
    (event,) = calendar.walk("VEVENT")
    assert str(event["LOCATION"]) == "Town Hall, Room 2; first floor"
    assert (str(event["SUMMARY"]), str(event["CLASS"])) == ("RPDE-2026-0001: panel", "PRIVATE")
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"


@pytest.mark.parametrize("data", [b"", b"BEGIN:VCALENDAR", b"\xff\x00", written(date(2026, 3, 27))])
def test_what_is_no_answer_to_an_invitation_is_none(data: bytes) -> None:
    assert read_answer(data) is None
