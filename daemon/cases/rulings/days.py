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


_WEEKDAY = re.compile(
    rf"(?:(?P<which>next|this|last|coming|this\s+coming)\s+)?(?P<day>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _WEEKDAYS)}|tues|weds|thur|thurs)"
)
_AROUND = re.compile(
    r"^(?:on|by|the|(?:the\s+)?(?:end|close)\s+of(?:\s+(?:play|business|day))?(?:\s+on)?|cop|cob)\s+", re.IGNORECASE
)


_NUMBERS = {
    **{name: number for number, name in enumerate("one two three four five six seven eight nine ten".split(), 1)},
    "a": 1, "an": 1,
}  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_SPAN = re.compile(
    rf"(?:in\s+|for\s+)?{_COUNT}\s+(?P<unit>day|week|fortnight)s?(?:['’]?\s+time)?(?:\s+(?:from\s+)?(?P<base>today|tomorrow|now))?"
)
_AGO = re.compile(rf"{_COUNT}\s+(?P<unit>day|week|fortnight)s?\s+ago(?:\s+today)?")
_DAY_WEEK = re.compile(
    rf"(?:(?:a|the)\s+)?(?P<unit>week|fortnight)\s+on\s+(?P<day>{'|'.join(_WEEKDAYS)})|(?P<first>{'|'.join(_WEEKDAYS)}|tomorrow|today)\s+(?P<span>week|fortnight)"
)
_END_OF_MONTH = re.compile(
    r"(?:(?:on|by)\s+)?(?:the\s+)?end\s+of\s+(?:(?P<which>the|this|next)\s+month|(?P<month>[a-z]{3,9}\.?(?:\s+\d{4})?))"
)
_OF_THE_MONTH = re.compile(r"(?P<number>\d{1,2})(?:st|nd|rd|th)")
_LONG = {"day": 1, "week": 7, "fortnight": 14}


def day_said(text: str, today: date, read_day: ReadDay, direction: Direction) -> date | None:
    """The one day that `text` names as seen from `today`, or None."""
    month = _END_OF_MONTH.fullmatch(" ".join(text.split()).strip(" .,;:").casefold())
    if month is not None:
        return _end_of_month(month, today, read_day)
    said = _plain(text)
    step = 1 if direction == "future" else -1
    if (relative := _relative(said, today, direction)) is not None:
        return relative
    if said in ("today", "tomorrow", "yesterday"):
        return today + timedelta(days=("yesterday", "today", "tomorrow").index(said) - 1)
    if (weekday := _WEEKDAY.fullmatch(said)) is not None:
        found = _weekdays_meant(weekday, today, step)
        return found[0] if len(found) == 1 else None
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


def _relative(said: str, today: date, direction: Direction) -> date | None:
    """A day told by its distance from today ("two weeks today", "a week on Friday", "the 25th"), where one can be meant."""
    if direction == "past":
        ago = _AGO.fullmatch(said)
        return today - _length(ago["count"], ago["unit"]) if ago else _numbered(said, today, -1)
    if said == "the day after tomorrow" or said == "day after tomorrow":
        return today + timedelta(days=2)
    if (span := _SPAN.fullmatch(said)) is not None:
        start = today + timedelta(days=span["base"] == "tomorrow")
        return start + _length(span["count"], span["unit"])
    if (found := _DAY_WEEK.fullmatch(said)) is not None:
        name, unit = found["day"] or found["first"], found["unit"] or found["span"]
        if name in ("today", "tomorrow"):
            return today + timedelta(days=name == "tomorrow") + _length("a", unit)
        until = (_WEEKDAYS.index(name) - today.weekday()) % 7
        # On a Friday "a week on Friday" may be counted from today or from the next one.
        return today + timedelta(days=until) + _length("a", unit) if until else None
    return _numbered(said, today, 1)


def _length(count: str, unit: str) -> timedelta:
    return timedelta(days=(_NUMBERS.get(count) or int(count)) * _LONG[unit])


def _numbered(said: str, today: date, step: int) -> date | None:
    """ "25th": the next one to come, or the last one gone, within a month; today's own number may mean either."""
    found = _OF_THE_MONTH.fullmatch(said)
    if found is None or int(found["number"]) == today.day:
        return None
    day = today
    for _ in range(31):
        day += timedelta(days=step)
        if day.day == int(found["number"]):
            return day
    return None


def _end_of_month(found: re.Match[str], today: date, read_day: ReadDay) -> date | None:
    if found["month"]:
        written = found["month"] if re.search(r"\d", found["month"]) else f"{found['month']} {today.year}"
        first = read_day(f"1 {written}")
        if first is not None and not re.search(r"\d", found["month"]) and _last_of(first) < today:
            first = read_day(f"1 {found['month']} {today.year + 1}")
            first = first if first is not None and (first - today).days <= HALF_A_YEAR else None
    else:
        first = today.replace(day=1)
        if found["which"] == "next":
            first = _last_of(first) + timedelta(days=1)
    return _last_of(first) if first is not None else None


def _last_of(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def days_meant(text: str, today: date, direction: Direction) -> tuple[date, ...]:
    """Every day that a weekday's name in `text` may mean, none where it names no weekday: two must be asked back."""
    found = _WEEKDAY.fullmatch(_plain(text))
    return _weekdays_meant(found, today, 1 if direction == "future" else -1) if found else ()


def _plain(text: str) -> str:
    said = " ".join(text.split()).strip(" .,;:").casefold()
    while (shorter := _AROUND.sub("", said)) != said:
        said = shorter
    return said


def _weekdays_meant(found: re.Match[str], today: date, step: int) -> tuple[date, ...]:
    """The days that "Friday", "this Friday", "next Friday" or "last Friday" may mean as seen from `today`.

    The name of today's own weekday may mean today or a week from it; "next Friday" early in a week may mean this
    week's or the one after, and "last Monday" late in it likewise.
    """
    wanted = next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(found["day"][:3]))
    which = " ".join((found["which"] or "").split())
    if (which == "last") != (step < 0) and which in ("last", "next", "coming", "this coming"):
        return ()
    nearest = today + timedelta(days=step)
    while nearest.weekday() != wanted:
        nearest += timedelta(days=step)
    monday = today - timedelta(days=today.weekday())
    in_this_week = monday <= nearest < monday + timedelta(days=7)
    if which == "this":
        return (nearest,) if in_this_week else ()
    if which in ("next", "last"):
        return (nearest, nearest + timedelta(days=7 * step)) if in_this_week else (nearest,)
    return (today, nearest) if not which and wanted == today.weekday() else (nearest,)


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
