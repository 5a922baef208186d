"""Days and times of day in a ruling: "3 May", "Friday", "tomorrow", "10.30am".

Whole dates are read by the program's one date reader, which is handed in. What a manager leaves out is added only
where one day can be meant: a year when the day lies within half a year, a weekday as the next one to come.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Literal

from daemon.cases.rulings.values import ReadDay

Direction = Literal["future", "past"]
HALF_A_YEAR = 183
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.?|p\.m\.?|hrs|hours)?")
_SOLID = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s*(?:hrs|hours|h)?")


def day_said(text: str, today: date, read_day: ReadDay, direction: Direction) -> date | None:
    """The one day that `text` names as seen from `today`, or None."""
    said = " ".join(text.split()).strip(" .,;:").casefold()
    said = re.sub(r"^(?:on|(?:the\s+)?end\s+of|the)\s+", "", said)
    step = 1 if direction == "future" else -1
    if said in ("today", "tomorrow", "yesterday"):
        return today + timedelta(days=("yesterday", "today", "tomorrow").index(said) - 1)
    if said in _WEEKDAYS:
        day = today + timedelta(days=step)
        while day.weekday() != _WEEKDAYS.index(said):
            day += timedelta(days=step)
        return day
    whole = read_day(said)
    if whole is not None:
        return whole
    for year in (today.year, today.year + step):
        for completed in (f"{said} {year}", f"{said}/{year}", f"{said}.{year}", f"{said}-{year}"):
            day = read_day(completed)
            if day is not None and (year == today.year or abs((day - today).days) <= HALF_A_YEAR):
                if year == today.year and (day - today).days * step < -HALF_A_YEAR:
                    continue
                return day
    return None


def time_said(text: str) -> time | None:
    """The time of day that `text` names on a 24-hour or a 12-hour clock, or None."""
    said = text.strip(" .,;").casefold()
    if said in ("noon", "midday", "12 noon"):
        return time(12)
    found = _SOLID.fullmatch(said) or _TIME.fullmatch(said)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found.groupdict().get("half") or "")[:1]
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif found["minute"] is None and not half and not 8 <= hour <= 18:
        # "at 10" is a time; "at 3" might be either half of the day.
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None
