"""Working days of a jurisdiction: Monday to Friday less its bank holidays (DESIGN 7).

The `holidays` library gives the rule; the dated lists in `protocols/calendars/` overrule it and say up to which year
holidays have been announced. Days of later years are counted all the same, and are provisional.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from daemon.faults import Misconfigured
from daemon.rooms import shipped

_WEEKEND = {5: "Saturday", 6: "Sunday"}


@dataclass(slots=True)
class Calendar:
    """A jurisdiction's working days. `why_closed` names the reason that a day is not one."""

    name: str
    announced_through: int
    country: str
    subdivision: str | None
    dated: dict[date, str]
    not_holidays: frozenset[date]
    closed_days: frozenset[date] = frozenset()
    _years: dict[int, dict[date, str]] = field(default_factory=dict)

    def why_closed(self, day: date) -> str | None:
        """Why `day` is not a working day ("Saturday", "Good Friday", "local closure day"), or None when it is one."""
        if (weekend := _WEEKEND.get(day.weekday())) is not None:
            return weekend
        if (name := self.holidays(day.year).get(day)) is not None:
            return name
        return "local closure day" if day in self.closed_days else None

    def is_working_day(self, day: date) -> bool:
        return self.why_closed(day) is None

    def provisional(self, day: date) -> bool:
        """True for days of a year whose holidays have not been announced."""
        return day.year > self.announced_through

    def holidays(self, year: int) -> dict[date, str]:
        """The bank holidays of `year` by day: the library's rule, overruled by the dated list."""
        if year not in self._years:
            days = {
                day: name for day, name in _ruled(self.country, self.subdivision, year) if day not in self.not_holidays
            }
            days |= {day: name for day, name in self.dated.items() if day.year == year}
            self._years[year] = days
        return self._years[year]


def _ruled(country: str, subdivision: str | None, year: int) -> Iterable[tuple[date, str]]:
    # Imported here: the library is large, and most commands count no days.
    import holidays

    return holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_GB").items()


def calendar(name: str, closed_days: Iterable[date] = (), folder: Path | None = None) -> Calendar:
    """The calendar called `name` ("england-and-wales"), with a partnership's own closure days.

    Raises `Misconfigured` when there is no such calendar or its file cannot be meant.
    """
    return _with_closures(_read(name, folder), frozenset(closed_days))


def _with_closures(base: Calendar, closed: frozenset[date]) -> Calendar:
    return Calendar(
        base.name,
        base.announced_through,
        base.country,
        base.subdivision,
        base.dated,
        base.not_holidays,
        closed,
        base._years,
    )


@lru_cache(maxsize=16)
def _read(name: str, folder: Path | None) -> Calendar:
    file = (folder or shipped("protocols")) / "calendars" / f"{name}.toml"
    try:
        raw: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        dated = {one["day"]: one["name"] for one in raw.get("holiday", [])}
        return Calendar(
            name=raw["name"],
            announced_through=int(raw["announced_through"]),
            country=raw["country"],
            subdivision=raw.get("subdivision"),
            dated=dated,
            not_holidays=frozenset(one["day"] for one in raw.get("not_a_holiday", [])),
        )
    except FileNotFoundError:
        known = ", ".join(sorted(one.stem for one in file.parent.glob("*.toml")))
        raise Misconfigured(f"There is no calendar “{name}”; there are {known}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, TypeError, ValueError) as fault:
        raise Misconfigured(f"The calendar {file.name} cannot be used ({type(fault).__name__}: {fault}).") from None
