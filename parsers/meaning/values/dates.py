"""Dates as people in the United Kingdom write them: day first, always (LIBRARIES, *Form dates*).

What is impossible or truly ambiguous is None, for a person to see; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb febuary",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*([/.\-\\,]|\s)\s*(\d{1,2})\s*\2\s*(\d{4}|'?\d{2})")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})\s*(?:st|nd|rd|th)?\s*(?:of\s+|[\s\-/.,]*)\s*([a-z]{3,9})[.,]?\s*[\s\-/.,]*\s*(\d{4}|'?\d{2})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})\s*(?:st|nd|rd|th)?,?\s+(\d{4})")
_CLOCK = r"(?:\d{1,2}[:.]\d{2}\s*(?:am|pm|hrs|hours|h)?|\d{1,2}\s*(?:am|pm)|noon|midday|\d{4}\s*(?:hrs|hours))"
_TIME_AFTER = re.compile(rf"[,\s]+(?:at\s+|@\s*)?{_CLOCK}$")
_TIME_BEFORE = re.compile(rf"^{_CLOCK}(?:\s+on)?[,\s]+(?=\D|\d{{1,2}}\D)")
_WORDS_BEFORE = re.compile(
    r"^(?:dob|d\.?o\.?b\.?|edd|edc|due(?: date)?|date|on|born(?: on)?|the)\s*[:.\-]?\s+|^(?:dob|edd|edc)[:.\-]\s*"
)
_WORDS_AFTER = re.compile(r"\s*(?:\((?:edd|edc|due(?: date)?|estimated|unborn|dob)\)|[-,]?\s*(?:edd|edc))$")
_AGE = re.compile(
    r"[\s,;\-(]+(?:aged?\s*)?(\d{1,2})\s*(?:years?|yrs?|y/?o|months?|mths?)?(?:\s+old)?\s*\)?$|\s*\((?:aged?\s*)?\d{1,2}\)$"
)


def read_day(text: str, today: date, *, born: bool = False) -> date | None:
    """The one day that `text` says, or None.

    A two-digit year is in this century; a two-digit birth year (`born`) is the latest past one relative to `today`.
    A weekday that is wrong for the day makes the whole doubtful, and a time of day beside it is left out.
    """
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("–", "-").split())
    said = said.strip(" .,;")
    said = _TIME_BEFORE.sub("", _TIME_AFTER.sub("", said))
    said = _WORDS_AFTER.sub("", _WORDS_BEFORE.sub("", said)).strip(" .,;")
    weekday: int | None = None
    first, _, rest = said.partition(" ")
    if first.rstrip(",.") in _WEEKDAYS and rest:
        weekday = _WEEKDAYS[first.rstrip(",.")]
        said = rest.removeprefix("the ").strip()
    elif (found := re.fullmatch(r"(.+?)\s*[,(]\s*([a-z]{3,9})\)?", said)) and found[2] in _WEEKDAYS:
        weekday, said = _WEEKDAYS[found[2]], found[1]
    day = _day(said, today, born)
    if day is None or (weekday is not None and day.weekday() != weekday):
        return None
    return day


def without_age(text: str) -> str | None:
    """`text` without an age that stands after a date of birth ("1/2/2015 (11 yrs)"); None when there is none."""
    said = text.strip()
    found = _AGE.search(said.casefold())
    if found is None or found.start() < 6:
        return None
    return said[: found.start()]


def looks_dated(text: str) -> bool:
    """True when `text` tries to name a day: digits between separators, or digits beside a month's name."""
    said = text.casefold()
    if re.search(r"\d{1,4}\s*[/.\-]\s*\d{1,2}", said):
        return True
    return any(word in _MONTHS for word in re.findall(r"[a-z]{3,9}", said)) and re.search(r"\d", said) is not None


def _day(said: str, today: date, born: bool) -> date | None:
    if found := _ISO.fullmatch(said):
        return _made(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMERIC.fullmatch(said):
        return _made(_year(found[4], int(found[3]), int(found[1]), today, born), int(found[3]), int(found[1]))
    if found := _SOLID.fullmatch(said):
        return _made(int(found[3]), int(found[2]), int(found[1]))
    if (found := _DAY_FIRST.fullmatch(said)) and found[2] in _MONTHS:
        month = _MONTHS[found[2]]
        return _made(_year(found[3], month, int(found[1]), today, born), month, int(found[1]))
    if (found := _MONTH_FIRST.fullmatch(said)) and found[1] in _MONTHS:
        return _made(int(found[3]), _MONTHS[found[1]], int(found[2]))
    return None


def _year(text: str, month: int, day: int, today: date, born: bool) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    if born and (year, month, day) > (today.year, today.month, today.day):
        return year - 100
    return year


def _made(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if 1900 <= made.year <= 2100 else None
