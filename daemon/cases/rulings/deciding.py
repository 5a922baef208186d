"""A ruling and the case it is about → what follows: one table from the command's name to its own function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from daemon.cases.rules import Rules, in_words
from daemon.cases.rulings import clocks, closing, merging, moving, noting, panel
from daemon.cases.rulings.making import said_day
from daemon.cases.rulings.undoing import undo
from daemon.cases.values import Case, Decision, Ruled

RULINGS: dict[str, Callable[[Case, Ruled, Rules], Decision]] = {
    "close outcome": closing.close,
    "withdrawn": closing.withdrawn,
    "panel decided": closing.panel_decided,
    "merge with": merging.merge,
    "reopen": closing.reopen,
    "answered": clocks.answered,
    "holding reply": clocks.holding_reply,
    "hold": clocks.hold,
    "resume": clocks.resume,
    "due": clocks.due,
    "received": clocks.received,
    "chase now": clocks.chase_now,
    "stop chasing": clocks.stop_chasing,
    "responding agency is": moving.readdress,
    "send to": moving.readdress,
    "release": moving.release,
    "next stage": moving.next_stage,
    "refer to": moving.refer,
    "panel on": panel.panel_on,
    "cancel panel": panel.cancel_panel,
    "release pack": panel.release_pack,
    "note": noting.note,
    "rang": noting.rang,
    "seen": noting.seen,
    "ask": noting.ask,
    "step done": noting.step_done,
    "confirmed between": noting.confirmed_between,
    "group decided": noting.group_decided,
    "undo": undo,
}


def ruled(case: Case, event: Ruled, rules: Rules) -> Decision:
    """What follows from a ruling. Raises `Refusal` with a sentence where it cannot be done."""
    return RULINGS[event.ruling.what](case, event, rules)


def changes(before: Case, after: Case, today: date) -> list[str]:
    """What is different for a person who looks at the case: each a line, old beside new."""
    found: list[tuple[str, str, str]] = [
        ("Status", _words(before.status(today)), _words(after.status(today))),
        ("Stage", before.stage, after.stage),
        ("Received", _day(before.received), _day(after.received)),
        ("Raised with", _names(before.named), _names(after.named)),
        ("Policy's due day", _day(before.due), _day(after.due)),
        ("Agreed due day", _day(before.agreed_due), _day(after.agreed_due)),
        ("On hold through", _day(before.hold_until), _day(after.hold_until)),
        ("Panel", _panel(before), _panel(after)),
        ("Outcome", before.outcome or "none", after.outcome or "none"),
        ("Confirmed between the parties", _day(before.confirmed_between), _day(after.confirmed_between)),
        ("Group's decision", before.group_decision or "none", after.group_decision or "none"),
        ("Steps done", str(len(before.steps_done)), str(len(after.steps_done))),
        ("Chasers", _stopped(before), _stopped(after)),
        ("Waiting for", _waiting(before), _waiting(after)),
    ]
    return [f"{what}: {new} (was {old})" for what, old, new in found if old != new]


def _day(day: date | None) -> str:
    return said_day(day) if day else "none"


def _words(status: object) -> str:
    return str(status).replace("_", " ")


def _names(names: tuple[str, ...]) -> str:
    return in_words(list(names)) if names else "nobody named"


def _waiting(case: Case) -> str:
    return in_words([one.name for one in case.waiting_for]) if case.waiting_for and case.closed is None else "nobody"


def _panel(case: Case) -> str:
    if case.panel_on is None:
        return "none"
    return f"{said_day(case.panel_on)} at {case.panel.get('time')}, {case.panel.get('place')}"


def _stopped(case: Case) -> str:
    return "stopped" if case.chasing_stopped else "go on"
