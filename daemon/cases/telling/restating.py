"""A letter that has waited says what is true on the day it goes (DESIGN 11, *Outbox*): the same key, today's days.

`packed` and `unpacked` carry a letter that is wanted to and from the store as JSON values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from daemon.cases.rules import Rules, stage_of
from daemon.cases.values import Case, Responder, Wanted
from daemon.protocol.counting import reason
from daemon.protocol.values import Counted

_ENDS_WITH_THE_CASE = frozenset({"notice", "reminder", "chaser", "overdue", "stage_moved", "question"})


def restated(wanted: Wanted, case: Case, rules: Rules) -> Wanted | None:
    """`wanted` as it must read today, or None when its reason has ended."""
    if case.closed is not None and wanted.occasion in _ENDS_WITH_THE_CASE:
        return None
    told = wanted.details
    match wanted.occasion:
        case "notice" if not told.get("copy"):
            return _notice(wanted, case, rules)
        case "acknowledgement":
            return _acknowledgement(wanted, case, rules)
        case "reminder" if told.get("confirm"):
            return wanted if case.confirmation_asked is not None else None
        case "reminder" | "chaser" | "overdue":
            return _prompt(wanted, case, rules)
        case "panel":
            on = told.get("date")
            return None if isinstance(on, date) and on < rules.today and not told.get("cancelled") else wanted
        case "manager_decision" if told.get("what") == "panel-decision":
            return wanted if case.closed is None and case.panel_on is not None and case.panel_on < rules.today else None
        case "manager_decision" if told.get("what") == "panel-day":
            return wanted if case.closed is None and case.panel_on is None and case.panel_requested else None
        case "manager_decision" | "stage_moved":
            return _told(wanted, due=case.agreed_due or case.due)
        case _:
            return wanted


def _notice(wanted: Wanted, case: Case, rules: Rules) -> Wanted | None:
    one = _responder(wanted, case)
    if one is None:
        return wanted
    if one.answered is not None:
        return None
    counted = _counted(one, case, rules)
    if counted is None or (one.day_ruled and one.due is not None and one.due < counted.on):
        return wanted
    return _told(wanted, due=counted.on, due_why=reason(counted), late=counted.on < rules.today)


def _acknowledgement(wanted: Wanted, case: Case, rules: Rules) -> Wanted:
    waiting = [one for one in case.waiting_for if one.notice in ("queued", "sent", "had_form")]
    days = [counted for one in waiting if (counted := _counted(one, case, rules)) is not None]
    if not days or case.closed is not None:
        return wanted
    first = min(days, key=lambda one: one.on)
    return _told(wanted, due=first.on, due_why=reason(first), provisional=any(one.provisional for one in waiting))


def _prompt(wanted: Wanted, case: Case, rules: Rules) -> Wanted | None:
    one = _responder(wanted, case)
    if one is None:
        return wanted
    due = case.agreed_due or one.due
    if one.answered is not None or due is None:
        return None
    late = rules.today > due
    if late is (wanted.occasion == "reminder"):
        # A reminder that waited past the due day, or a chaser before a day that was agreed meanwhile.
        return None
    counted = _counted(one, case, rules)
    why = reason(counted) if counted is not None and counted.on == due else None
    return _told(wanted, due=due, agreed_due=case.agreed_due, due_why=why)


def _counted(one: Responder, case: Case, rules: Rules) -> Counted | None:
    """The policy's day of a party: from today while its notice has not gone, else from where its clock began."""
    clock = stage_of(case, rules).answer_clock
    if clock is None or one.due is None:
        return None
    start = rules.today if one.notice == "queued" and one.provisional else one.counted_from
    return rules.after(start, clock.working_days) if start is not None else None


def _responder(wanted: Wanted, case: Case) -> Responder | None:
    return next((one for one in case.responders if one.name == wanted.details.get("agency")), None)


def _told(wanted: Wanted, **days: Any) -> Wanted:
    """`wanted` with those of `days` that its letter speaks of."""
    return replace(wanted, details={**wanted.details, **{k: v for k, v in days.items() if k in wanted.details}})


def packed(wanted: Wanted) -> dict[str, Any]:
    """The letter as JSON values, whole."""
    return {one.name: _written(getattr(wanted, one.name)) for one in fields(wanted)}


def unpacked(values: Mapping[str, Any]) -> Wanted:
    """The letter that `packed` wrote down."""
    read = {one.name: _read(values[one.name]) for one in fields(Wanted) if one.name in values}
    return Wanted(**{**read, "to": tuple(read["to"]), "attach": tuple(read.get("attach", ()))})


def _written(value: Any) -> Any:
    match value:
        case datetime():
            return {"$instant": value.isoformat()}
        case date():
            return {"$day": value.isoformat()}
        case Mapping():
            return {str(key): _written(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_written(inner) for inner in value]
        case _:
            return value


def _read(value: Any) -> Any:
    match value:
        case {"$instant": str(text)}:
            return datetime.fromisoformat(text)
        case {"$day": str(text)}:
            return date.fromisoformat(text)
        case dict():
            return {key: _read(inner) for key, inner in value.items()}
        case list():
            return [_read(inner) for inner in value]
        case _:
            return value
