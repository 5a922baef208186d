"""What an edited protocol or calendar would do to the open cases, told before it does anything (DESIGN 7).

A case keeps the version of the protocol that it opened under, so an edited file moves none by itself: the lines say what
each would have under the file as it is now. Calendars are not kept with a case, so those lines are what the next count gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from daemon.cases.facts import restored
from daemon.cases.values import Case
from daemon.faults import Misconfigured
from daemon.protocol.calendars import Calendar, calendar
from daemon.protocol.counting import working_days_after
from daemon.protocol.loading import load_protocol, shipped_protocol_text
from daemon.protocol.values import Protocol
from daemon.service.office import own_file
from daemon.settings import Settings
from daemon.store import Store


def moved_cases(settings: Settings, store: Store) -> list[str]:
    """A line for each due day of an open case that would be another one; empty where the file itself cannot be read."""
    name = settings.partnership.protocol
    try:
        text = shipped_protocol_text(name, own_file(settings, "protocols"))
        now = load_protocol(text, name)
        days = calendar(now.calendar, settings.partnership.closed_days)
    except Misconfigured:
        return []
    kept: dict[str, Protocol] = {now.version: now}
    found: list[str] = []
    for row in store.cases_next():
        if row.closed is not None or row.protocol != name:
            continue
        case = restored(row.snapshot)
        if case.version not in kept:
            old_text = store.protocol_text(case.version)
            if old_text is None:
                continue
            kept[case.version] = load_protocol(old_text, case.protocol)
        found += _moved(case, kept[case.version], now, days)
    return found


def _moved(case: Case, old: Protocol, new: Protocol, days: Calendar) -> Iterator[str]:
    before, after = old.stage(case.stage), new.stage(case.stage)
    if after is None:
        yield f"{case.reference} stands at stage {case.stage}, which the edited protocol has no more. It keeps the version that it opened under."
        return
    clock, was = after.answer_clock, before.answer_clock if before else None
    for one in case.waiting_for:
        if one.counted_from is None or one.day_ruled:
            continue
        if (one.due is None) != (clock is None) and one.notice in ("queued", "sent", "had_form") and was != clock:
            due = working_days_after(one.counted_from, clock.working_days, days).on if clock else None
        elif one.due is None or clock is None:
            continue
        else:
            due = working_days_after(one.counted_from, clock.working_days, days).on
        if due != one.due:
            why = "the edited protocol" if old.version != new.version else "the edited calendar or closure days"
            keeps = " It keeps the version that it opened under." if old.version != new.version else ""
            yield f"{case.reference}, {one.name}: due {_said(one.due)} → {_said(due)} under {why}.{keeps}"


def _said(day: date | None) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}" if day else "no day"
