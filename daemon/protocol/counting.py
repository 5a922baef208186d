"""Counting working days, and the timeline that follows from a day of receipt (DESIGN 7).

The day from which one counts is never counted itself: working day N is the Nth working day after it, as for the
twentieth working day following receipt in the Freedom of Information Act 2000, s 10.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from daemon.protocol.calendars import Calendar
from daemon.protocol.values import Basis, Clock, Counted, Milestone, Protocol, Skipped, Stage, Telling


def working_days_after(start: date, count: int, calendar: Calendar) -> Counted:
    """The `count`th working day after `start`, with every day that was skipped and why; `count` 0 is `start` itself.

    Ten working days across Christmas is nearly three weeks:

    >>> from daemon.protocol.calendars import calendar
    >>> working_days_after(date(2024, 12, 20), 10, calendar("england-and-wales")).on
    datetime.date(2025, 1, 8)
    """
    day, left = start, count
    skipped: list[Skipped] = []
    provisional = False
    while left > 0:
        day += timedelta(days=1)
        provisional = provisional or calendar.provisional(day)
        why = calendar.why_closed(day)
        if why is None:
            left -= 1
        else:
            skipped.append(Skipped(day, why))
    return Counted(day, start, count, tuple(skipped), provisional)


def working_day_before(day: date, count: int, calendar: Calendar) -> date:
    """The `count`th working day before `day`; `day` itself is not counted."""
    while count > 0:
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days lie after `start`, up to and with `end`; 0 when `end` is not after `start`."""
    return sum(calendar.is_working_day(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The date of `instant` where the partnership is."""
    return instant.astimezone(zone).date()


def reason(counted: Counted) -> str:
    """Why a day is what it is, in words that can stand in a letter (DESIGN 2, promise 4)."""
    said = f"{_days(counted.working_days)}, not counting {long_day(counted.counted_from)}"
    named = [one for one in counted.skipped if one.why not in _WEEKEND]
    if named:
        # "Boxing Day (observed)" has brackets of its own.
        holidays = [f"{one.why.replace(' (', ', ').rstrip(')')} ({one.day.day} {one.day:%B})" for one in named]
        weekends = ["weekends"] if len(named) < len(counted.skipped) else []
        said += f"; {_listed(weekends + holidays)} {'are not working days' if weekends or len(named) > 1 else 'is not a working day'}"
    if counted.provisional:
        said += "; provisional, because the bank holidays of that year are not announced yet"
    return said


_WEEKEND = ("Saturday", "Sunday")


def _days(count: int) -> str:
    return f"{count} working day{'s' if count != 1 else ''}"


def _listed(items: list[str]) -> str:
    *front, last = items
    return f"{', '.join(front)} and {last}" if front else last


def long_day(day: date) -> str:
    """ "Wednesday 4 March 2026"."""
    return f"{day:%A} {plain_day(day)}"


def plain_day(day: date) -> str:
    """ "4 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def timeline(protocol: Protocol, stage_id: str | None, received: date, calendar: Calendar) -> tuple[Milestone, ...]:
    """Every date that follows when a stage's own clock begins on `received`, soonest first.

    Without `stage_id`, the stage at which forms reach the mailbox. Raises KeyError for a stage the protocol lacks.
    """
    stage = protocol.stage(stage_id or protocol.entry_stage)
    if stage is None:
        raise KeyError(stage_id)
    at_once = Counted(received, received, 0, (), False)
    found: list[Milestone] = []
    for what in ("acknowledgement", "notice"):
        telling = protocol.telling(stage, what)
        if telling is not None:
            why = f"{what.capitalize()} at once, to {_listed([_the(one) for one in telling.to])}{_with(telling)}."
            found.append(Milestone(what, at_once, telling.clause, telling.basis, why))  # type: ignore[arg-type]
    for clock in stage.clocks:
        found += _of_clock(protocol, stage, clock, received, calendar)
    if not stage.clocks:
        quiet = working_days_after(received, stage.quiet_after, calendar)
        why = (
            f"The policy gives no timescale for {quoted(stage.label)}, and none is invented: "
            f"the manager is prompted when nothing was heard for {reason(quiet)}."
        )
        found.append(Milestone("manager_decision", quiet, stage.quiet_clause, stage.quiet_basis, why))
    return tuple(sorted(found, key=lambda one: one.counted.on))


_ATTACHED = {
    "answer form": "a form to answer in",
    "form": "the referrer's form",
    "form unless sent": "the referrer's form unless it reached them with the referrer's own mail",
}


def _with(telling: Telling) -> str:
    attached = [_ATTACHED[one] for one in telling.attach if one in _ATTACHED]
    return f", with {_listed(attached)}" if attached else ""


def _the(party: str) -> str:
    """A party or role within a sentence: "the responding agency"."""
    return f"the {party}"


def quoted(label: str) -> str:
    """A stage's label within a sentence; labels have colons of their own."""
    return f"“{label}”"


def _of_clock(protocol: Protocol, stage: Stage, clock: Clock, start: date, calendar: Calendar) -> list[Milestone]:
    prompting, who = clock.prompting, _the(clock.who)
    due = working_days_after(start, clock.working_days, calendar)
    found = []
    # A clock that ended when the form came reminds nobody.
    for day in reminder_days(clock, start, due.on, calendar) if clock is stage.answer_clock else ():
        counted = working_days_after(start, working_days_between(start, day, calendar), calendar)
        if prompting.after_start is None:
            # It is counted back from a day that may still move.
            counted = replace(counted, provisional=due.provisional)
            before = _days(working_days_between(day, due.on, calendar))
            why = f"Reminder to {who}, {before} before the due day, {long_day(due.on)}."
        else:
            why = f"Reminder to {who}, {_days(counted.working_days)} after {long_day(start)}, while the answer is awaited."
        found.append(Milestone("reminder", counted, prompting.clause, prompting.basis, why))
    why = f"By the end of {long_day(due.on)}: {reason(due)}. Counted from {clock.counted_from}. {clock.why}"
    if clock.or_less:
        why += " An earlier day that the manager sets takes its place."
    found.append(Milestone("due", due, clock.clause, clock.basis, why))
    # The agency that must move on is told once that its time is over: it is nobody's to chase twice.
    for nth in range(1, (1 if clock.moves_on else prompting.chasers) + 1):
        counted = working_days_after(start, clock.working_days + 1 + prompting.chase_every * (nth - 1), calendar)
        first = nth == 1
        clause, basis = first_chaser_under(protocol, stage, clock) if first else (prompting.clause, prompting.basis)
        found.append(Milestone("chaser", counted, clause, basis, _chased(stage, clock, nth)))
        if nth == prompting.decision_with and not clock.moves_on:
            ask = f"With chaser {nth} the manager is asked to decide. {stage.unanswered}".strip()
            found.append(Milestone("manager_decision", counted, prompting.clause, prompting.basis, ask))
    return found


def first_chaser_under(protocol: Protocol, stage: Stage, clock: Clock) -> tuple[str, Basis]:
    """The clause and basis of the first chaser: the policy's own where it says that agencies are followed up, else the clock's."""
    telling = protocol.telling(stage, "chaser")
    return (telling.clause, telling.basis) if telling is not None else (clock.clause, clock.basis)


def _chased(stage: Stage, clock: Clock, nth: int) -> str:
    if clock.moves_on and clock is not stage.answer_clock:
        return "A form that comes on this day or later is late: that is noted, and the form is never refused."
    if clock.moves_on:
        return f"The {clock.who} is told that this time is over, if no outcome is recorded by then. {stage.unresolved}".strip()
    when = (
        "the first working day after the due day"
        if nth == 1
        else f"{_days(clock.prompting.chase_every)} after the chaser before"
    )
    return f"Chaser {nth} to {_the(clock.who)}, {when}, if no outcome is recorded by then."


def reminder_days(clock: Clock, start: date, due: date, calendar: Calendar) -> list[date]:
    """Days on which the party is reminded: counted back from `due`, or on from `start`, as the clock says.

    Where the clock is five working days or less only the last reminder is kept, and none on or before `start`.
    """
    prompting = clock.prompting
    if prompting.after_start is not None:
        days = [working_days_after(start, prompting.after_start, calendar).on]
        while (
            prompting.again_every and (later := working_days_after(days[-1], prompting.again_every, calendar).on) < due
        ):
            days.append(later)
        return [day for day in days if start < day < due]
    befores = prompting.before_due if clock.working_days > 5 else prompting.before_due[-1:]
    return sorted(day for before in befores if (day := working_day_before(due, before, calendar)) > start)


def timeline_json(protocol: Protocol, stage_id: str | None, received: date, calendar: Calendar) -> dict[str, Any]:
    """The object of `case-intake timeline --json` (DESIGN 5)."""
    stage = protocol.stage(stage_id or protocol.entry_stage)
    return {
        "protocol": protocol.id,
        "stage": stage.id if stage else stage_id,
        "received": received.isoformat(),
        "calendar": protocol.calendar,
        "events": [one.as_json() for one in timeline(protocol, stage_id, received, calendar)],
    }
