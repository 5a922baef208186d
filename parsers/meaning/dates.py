"""Dates as people in the United Kingdom write them: day first, always (LIBRARIES, *Form dates*).

What is impossible or truly ambiguous is `None`, for a person to see; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sep sept|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "monday mon|tuesday tue tues|wednesday wed weds|thursday thu thur thurs|friday fri|saturday sat|sunday sun".split(
            "|"
        )
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*([/.\-\s])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_WORDS = re.compile(
    r"(\d{1,2})\s*(?:st|nd|rd|th)?\s*(?:of\s+|[\s\-/.])\s*([a-z]{3,9})\.?\s*(?:[\s,\-/.])\s*(\d{4}|'?\d{2})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(r"[,\s]+(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:am|pm|hrs|hours)?$|[,\s]+(?:at\s+)?\d{1,2}\s*(?:am|pm)$")


def read_day(text: str, today: date, *, born: bool = False) -> date | None:
    """The one day that `text` says, or None.

    A two-digit year is in this century; a two-digit birth year (`born`) is the latest past one. A weekday that is
    wrong for the day makes the whole doubtful.
    """
    said = " ".join(text.strip().strip(".").casefold().replace("’", "'").replace(" ", " ").split())
    said = _TIME.sub("", said)
    weekday: int | None = None
    first, _, rest = said.partition(" ")
    if first.rstrip(",.") in _WEEKDAYS and rest:
        weekday = _WEEKDAYS[first.rstrip(",.")]
        said = rest.removeprefix("the ").strip()
    day = _day(said, today, born)
    if day is None or (weekday is not None and day.weekday() != weekday):
        return None
    return day


def _day(said: str, today: date, born: bool) -> date | None:
    if found := _ISO.fullmatch(said):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(said):
        return _made(_year(found[4], int(found[3]), int(found[1]), today, born), int(found[3]), int(found[1]))
    if (found := _WORDS.fullmatch(said)) and found[2] in _MONTHS:
        month = _MONTHS[found[2]]
        return _made(_year(found[3].lstrip("'"), month, int(found[1]), today, born), month, int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(said)) and found[1] in _MONTHS:
        return _made(int(found[3]), _MONTHS[found[1]], int(found[2]))
    return None


def _year(text: str, month: int, day: int, today: date, born: bool) -> int:
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    if born and (year, month, day) > (today.year, today.month, today.day):
        return year - 100
    return year


def _made(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if 1900 <= made.year <= 2100 else None
