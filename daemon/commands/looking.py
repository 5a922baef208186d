"""Commands that only look: cases, due, held, outbox, explain, status. None of them changes the store."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from daemon.commands.opening import now_of, print_json, print_table, settings_of, store_of
from daemon.faults import UnreadableInput

if TYPE_CHECKING:
    from daemon.settings import Settings
    from daemon.store import Store


def cases(chosen: argparse.Namespace) -> int:
    """All cases, oldest first."""
    from daemon.service.shown.views import case_json

    settings = settings_of(chosen)
    with store_of(settings) as store:
        today = now_of(chosen, store).astimezone(settings.partnership.zone).date()
        shown = [case_json(row, today) for row in store.cases()]
    if chosen.json:
        print_json(shown)
    else:
        print_table(
            ("reference", "stage", "status", "received", "due", "raised by", "raised with"),
            [
                (
                    one["reference"],
                    one["stage"],
                    one["status"],
                    one["received"],
                    one["agreed_due"] or one["due"] or "none",
                    one["referring_agency"] or "not named",
                    "; ".join(other["agency"] for other in one["responding_agencies"]) or "not named",
                )
                for one in shown
            ],
            "No cases yet.",
        )
    return 0


def due(chosen: argparse.Namespace) -> int:
    """What needs whom and when, soonest first."""
    from daemon.service.shown.views import due_json

    settings = settings_of(chosen)
    with store_of(settings) as store:
        now = now_of(chosen, store)
        shown = due_json(settings, store, now)
    if chosen.json:
        print_json(shown)
    else:
        print_table(
            ("on", "reference", "what", "who", "overdue", "clause"),
            [
                (
                    one["on"],
                    one["reference"],
                    one["what"],
                    one["who"],
                    "yes" if one["overdue"] else "",
                    f"{one['clause']} ({one['basis']})",
                )
                for one in shown
            ],
            "Nothing is due.",
        )
    return 0


def held(chosen: argparse.Namespace) -> int:
    """What waits for a person and why."""
    from daemon.service.shown.views import held_json

    with store_of(settings_of(chosen)) as store:
        shown = [held_json(one) for one in store.held()]
    if chosen.json:
        print_json(shown)
    else:
        print_table(
            ("id", "received", "from", "why"),
            [(str(one["id"]), one["received"], one["from"] or "not known", one["why"]) for one in shown],
            "Nothing is held.",
        )
    return 0


def outbox(chosen: argparse.Namespace) -> int:
    """Letters not sent; with --json all letters. With --write they are put into a folder, to be read before they go."""
    from daemon.service.shown.views import letter_json

    settings = settings_of(chosen)
    with store_of(settings) as store:
        shown = [letter_json(one) for one in store.letters()]
        if chosen.write is not None:
            waiting = [one["id"] for one in shown if one["state"] not in ("sent", "withdrawn")]
            _write_letters(settings, store, waiting, chosen.write, now_of(chosen, store))
    if chosen.json:
        print_json(shown)
        return 0
    waiting = [one for one in shown if one["state"] not in ("sent", "withdrawn")]
    print_table(
        ("id", "state", "not before", "to", "subject", "why"),
        [
            (str(one["id"]), one["state"], one["not_before"], ", ".join(one["to"]), one["subject"], one["why"] or "")
            for one in waiting
        ],
        "Every letter has been sent.",
    )
    return 0


def _write_letters(settings: Settings, store: Store, ids: list[int], folder: Path, now: datetime) -> None:
    """Each letter whole as a file that a mail program opens; its name carries the reference only."""
    from daemon.commands.working import worker_name
    from daemon.service.office import open_office
    from daemon.service.outgoing.waiting import as_it_reads

    office = open_office(settings, store, print, worker_name())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in ids:
            letter = store.letter(one)
            if letter is not None:
                name = f"{letter.id} {letter.reference or 'no case'} {letter.occasion.replace('_', ' ')}.eml"
                (folder / name).write_bytes(as_it_reads(office, letter, now))
    except OSError as fault:
        raise UnreadableInput(f"The letters could not be written to {folder}: {fault.strerror}.") from fault


def explain(chosen: argparse.Namespace) -> int:
    """What happened to one case, what was decided, and under which clause."""
    from daemon.service.shown.views import explained

    settings = settings_of(chosen)
    with store_of(settings) as store:
        row = store.case(chosen.reference.strip().upper())
        if row is None:
            raise UnreadableInput(f"There is no case {chosen.reference}. `case-intake cases` lists them all.")
        shown = explained(settings, store, row, now_of(chosen, store))
    if chosen.json:
        print_json(shown)
    else:
        _tell(shown, settings.partnership.zone)
    return 0


def _tell(shown: dict[str, Any], zone: ZoneInfo) -> None:
    case = shown["case"]
    print(
        f"{case['reference']}: {case['status'].replace('_', ' ')}, stage {case['stage']}, received {case['received']}"
    )
    print(
        f"  raised by {case['referring_agency'] or 'an agency not named'}; due {case['agreed_due'] or case['due'] or 'no day'}"
    )
    for one in case["responding_agencies"]:
        print(f"  {one['agency']}: {one['status'].replace('_', ' ')}{', due ' + one['due'] if one['due'] else ''}")
    if shown["steps"]:
        print("\nSteps of this stage")
        for one in shown["steps"]:
            print(f"  {one['done'] or 'not recorded yet'}  {one['words']} [{one['clause']}]")
    print(f"\nWhat happened (by {zone.key} time; the number names the line)")
    wide = max((len(str(event["id"])) for event in shown["events"]), default=1)
    for event in shown["events"]:
        clause = f"  [{event['clause']}, {event['basis']}]" if event["clause"] else ""
        at = datetime.fromisoformat(event["at"]).astimezone(zone)
        undoes = f"; takes back line {event['undoes']}" if event.get("undoes") else ""
        print(f"  {event['id']:>{wide}}  {at:%Y-%m-%d %H:%M}  {event['why']} ({event['by']}{undoes}){clause}")
    if shown["deadlines"]:
        print("\nDates")
        for one in shown["deadlines"]:
            print(f"  {one['on']}  {one['what'].replace('_', ' ')}: {one['why']} [{one['clause']}, {one['basis']}]")


def status(chosen: argparse.Namespace) -> int:
    """Is it alive? Exit 69 when the mailbox, the relay or the beat has been away too long."""
    from daemon.service.office import mailbox_name
    from daemon.service.shown.status import status_of

    settings = settings_of(chosen)
    with store_of(settings) as store:
        shown = status_of(store, store.mailbox(mailbox_name(settings)).id, now_of(chosen, store))
    if chosen.json:
        print_json(shown)
    else:
        print(f"{'All is well' if shown['ok'] else 'Something needs attention'}.")
        print(
            f"  mailbox last seen {shown['mailbox']['last_seen'] or 'never'}; last mail {shown['mailbox']['last_mail'] or 'none'}"
        )
        print(f"  last letter {shown['smtp']['last_sent'] or 'none'}; {shown['smtp']['queued']} waiting")
        if shown["smtp"]["why"]:
            print(f"  {shown['smtp']['why']}")
        print(f"  last beat {shown['beat']['last'] or 'never'}")
        for fault in shown["beat"]["faults"]:
            print(f"  {fault}")
        print(
            f"  {shown['store']['cases']} cases, {shown['store']['open']} open, {shown['store']['held']} messages held; next due {shown['next_due'] or 'nothing'}"
        )
    return 0 if shown["ok"] else 69
