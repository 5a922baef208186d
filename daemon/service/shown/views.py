"""What commands and the register show, read from the store: the objects of DESIGN 5, key by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from daemon.cases.facts import restored
from daemon.cases.mornings import Prompt, prompts
from daemon.cases.rules import Rules
from daemon.cases.stages import steps
from daemon.cases.stages.beginning import counted_json
from daemon.cases.values import Case
from daemon.settings import Settings
from daemon.store import Store
from daemon.store.values import CaseRow, JournalRow, Letter, Message


def case_json(row: CaseRow, today: date) -> dict[str, Any]:
    """One case as `cases --json` shows it; status as of `today`."""
    case = restored(row.snapshot)
    return {
        "reference": case.reference,
        "protocol": case.protocol,
        "stage": case.stage,
        "status": str(case.status(today)),
        "received": case.received.isoformat(),
        "due": case.due.isoformat() if case.due else None,
        "agreed_due": case.agreed_due.isoformat() if case.agreed_due else None,
        "referring_agency": case.referring_agency,
        "responding_agencies": responding(case, today),
        "message_id": case.message_id,
        "opened": case.received_at.isoformat(),
        "closed": case.closed.isoformat() if case.closed else None,
        "immediate_risk": case.immediate_risk,
        "waits": [question.why for question in case.questions],
    }


def responding(case: Case, today: date) -> list[dict[str, Any]]:
    """The agencies that the form names, each with its own clock where the protocol gives it one."""
    clocks = {one.name: one for one in case.responders if one.agency}
    shown = []
    for name in case.named:
        one = clocks.get(name)
        shown.append(
            {
                "agency": name,
                "due": one.due.isoformat() if one and one.due else None,
                "status": one.status(today, case.agreed_due) if one else "not_passed_on",
            }
        )
    return shown


def held_json(message: Message) -> dict[str, Any]:
    """One held message as `held --json` shows it."""
    return {
        "id": message.id,
        "from": message.sender,
        "subject": message.subject,
        "received": message.internaldate.isoformat(),
        "rule": message.rule,
        "why": message.why,
        "sha256": message.sha256,
        "message_id": message.message_id,
    }


def letter_json(letter: Letter) -> dict[str, Any]:
    """One letter as `outbox --json` shows it."""
    return {
        "id": letter.id,
        "reference": letter.reference,
        "occasion": letter.occasion,
        "to": list(letter.to),
        "cc": list(letter.cc),
        "subject": letter.subject,
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to,
        "state": "queued" if letter.state == "sending" else letter.state,
        "not_before": letter.not_before.isoformat(),
        "sent_at": letter.sent_at.isoformat() if letter.sent_at else None,
        "attempts": letter.attempts,
        "why": letter.why or None,
    }


def prompts_of(store: Store, rules_for: Callable[[Case], Rules]) -> Iterator[tuple[Case, Prompt]]:
    """Every prompt of every case that will need somebody, case by case."""
    for row in store.cases_next():
        case = restored(row.snapshot)
        for prompt in prompts(case, rules_for(case)):
            yield case, prompt


def due_json(settings: Settings, store: Store, now: datetime) -> list[dict[str, Any]]:
    """What needs whom and when, soonest first, as `due --json` shows it."""
    rules_for = rules_maker(settings, store, now)
    today = now.astimezone(settings.partnership.zone).date()
    shown = [
        {
            "reference": case.reference,
            "what": _WHAT.get(prompt.what, prompt.what),
            "who": prompt.who,
            "on": prompt.on.isoformat(),
            "overdue": prompt.on < today,
            "clause": prompt.clause,
            "basis": prompt.basis,
            "why": prompt.why,
        }
        for case, prompt in prompts_of(store, rules_for)
    ]
    return sorted(shown, key=lambda one: (one["on"], one["reference"]))


_WHAT = {
    "confirm_reminder": "reminder",
    "confirm_prompt": "manager_decision",
    "panel_decision": "manager_decision",
    "panel_day": "manager_decision",
}


def explained(settings: Settings, store: Store, row: CaseRow, now: datetime) -> dict[str, Any]:
    """Everything about one case as `explain --json` shows it."""
    today = now.astimezone(settings.partnership.zone).date()
    lines = list(store.journal(row.id))
    case = restored(row.snapshot)
    stage = rules_maker(settings, store, now)(case).protocol.stage(case.stage)
    return {
        "reference": row.reference,
        "case": case_json(row, today),
        "events": [_event_json(line) for line in lines],
        "deadlines": [found for line in lines if (found := _deadline(line)) is not None]
        + _upcoming(settings, store, case, now),
        "steps": steps.shown(case, stage) if stage is not None else [],
    }


def _event_json(line: JournalRow) -> dict[str, Any]:
    shown = {
        "id": line.id,
        "at": line.at.isoformat(),
        "what": line.what,
        "by": line.by,
        "why": line.why,
        "clause": line.clause,
        "basis": line.basis,
        "message_id": line.message_id,
    }
    if line.what == "undone":
        shown["undoes"] = line.undoes
    return shown


_COUNTED = ("clock", "recounted", "form_in_time", "form_late")


def _deadline(line: JournalRow) -> dict[str, Any] | None:
    """A due day as it was counted then; a case that was counted again shows both."""
    counted = line.data.get("counted") if line.what in _COUNTED else None
    if not counted:
        return None
    return {"what": "due", "clause": line.clause, "basis": line.basis, **counted, "why": line.why}


def _upcoming(settings: Settings, store: Store, case: Case, now: datetime) -> list[dict[str, Any]]:
    rules = rules_maker(settings, store, now)(case)
    return [
        _deadline_to_come(prompt, rules) for prompt in prompts(case, rules) if prompt.what != "due" or case.agreed_due
    ]


def _deadline_to_come(prompt: Prompt, rules: Rules) -> dict[str, Any]:
    """A day that is still to come, with what was counted and what was skipped, as in `timeline`."""
    from daemon.protocol.counting import working_days_between

    shown: dict[str, Any] = {
        "what": _WHAT.get(prompt.what, prompt.what),
        "on": prompt.on.isoformat(),
        "clause": prompt.clause,
        "basis": prompt.basis,
        "counted_from": prompt.since.isoformat() if prompt.since else None,
        "working_days": None,
        "skipped": [],
        "provisional": rules.calendar.provisional(prompt.on),
        "why": prompt.why,
    }
    if prompt.since is not None:
        counted = rules.after(prompt.since, working_days_between(prompt.since, prompt.on, rules.calendar))
        # A day that a person set may be no working day; then nothing was counted to it.
        if counted.on == prompt.on:
            shown |= {**counted_json(counted)}
    return shown


def rules_maker(settings: Settings, store: Store, now: datetime) -> Callable[[Case], Rules]:
    """Rules for a case under its own protocol version, without the directory's file: nothing is sent from here."""
    from daemon.directory.values import Directory
    from daemon.protocol.calendars import calendar
    from daemon.protocol.loading import load_protocol

    kept = {}
    today = now.astimezone(settings.partnership.zone).date()

    def rules_for(case: Case) -> Rules:
        if case.version not in kept:
            protocol = load_protocol(store.protocol_text(case.version), case.protocol)
            kept[case.version] = (protocol, calendar(protocol.calendar, settings.partnership.closed_days))
        protocol, days = kept[case.version]
        return Rules(protocol, days, Directory((), ()), settings.directory.manager, now, today)

    return rules_for
