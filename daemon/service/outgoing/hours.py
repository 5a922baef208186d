"""When letters may go: working days between 08:30 and 17:00 in the partnership's own zone (DESIGN 7)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from daemon.protocol.calendars import Calendar

OPENS, CLOSES = time(8, 30), time(17, 0)


def in_office_hours(now: datetime, zone: ZoneInfo, calendar: Calendar) -> bool:
    """True on a working day between 08:30 and 17:00."""
    return office_hours_from(now, zone, calendar) == now


def office_hours_from(now: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """`now` itself when it lies in office hours, else the instant at which the next ones begin (UTC)."""
    local = now.astimezone(zone)
    if calendar.is_working_day(local.date()):
        if local.time() < OPENS:
            return datetime.combine(local.date(), OPENS, zone).astimezone(UTC)
        if local.time() < CLOSES:
            return now
    day = local.date() + timedelta(days=1)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, zone).astimezone(UTC)
