"""Sweep: each morning, every case whose day has come is looked at once; alerts about immediate risk go hourly.

What is due lives in the store's indexed day of next look. A case that misbehaves is put back to tomorrow before the
error travels on to a person, so that it cannot stop the others.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.values import Case, DayBegan, HourPassed
from daemon.service.office import Office
from daemon.service.outgoing.writing import Writer
from daemon.store.values import CaseRow

log = logging.getLogger(__name__)

ALERT_EVERY = timedelta(hours=1)


def sweep(office: Office, now: datetime) -> int:
    """Look at every case whose day of next look is today or past; how many were looked at."""
    today = office.today(now)
    looked = 0
    while True:
        rows = office.store.cases_to_look_at(office.mailbox.id, today, 50)
        if not rows:
            return looked
        for row in rows:
            looked += 1
            try:
                _look(office, row, now)
            except Exception:
                # One case must not stop the others; it is looked at again tomorrow, and the manager is told.
                log.exception("%s could not be looked at", row.reference)
                with office.store.change() as change:
                    change.look_again(row.id, today + timedelta(days=1))
                    writer = Writer(office, change, now)
                    writer.alarm(
                        f"case/{row.reference}/{today.isoformat()}",
                        [
                            f"{row.reference} could not be looked at this morning; it will be tried again tomorrow. See the service's log."
                        ],
                    )


def _look(office: Office, row: CaseRow, now: datetime) -> None:
    today = office.today(now)
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    decision = decide(case, DayBegan(today, _unheard(office, row.id, case)), rules)
    with office.store.change() as change:
        writer = Writer(office, change, now)
        writer.record(decision, row.id, rules.protocol)
        again = office.store.case_by_id(row.id)
        if again is not None and again.next_look is not None and again.next_look <= today:
            change.look_again(row.id, today + timedelta(days=1))


def _unheard(office: Office, row_id: int | None, case: Case) -> frozenset[str]:
    """Parties whose notice lies in the outbox and is to be sent: nobody is chased before they have heard of the case."""
    waiting = {
        address.casefold()
        for one in office.store.letters_of_case(row_id)
        if one.occasion == "notice" and one.state in ("queued", "sending") and "/copy/" not in one.key
        for address in one.to
    }
    return frozenset(one.name for one in case.responders if (one.address or "").casefold() in waiting)


def alert_again(office: Office, now: datetime) -> int:
    """Immediate risk that nobody has answered *seen*: the alert goes again an hour after the last."""
    sent = 0
    for reference, last in dict(office.store.get("urgent") or {}).items():
        if now - datetime.fromisoformat(last) < ALERT_EVERY:
            continue
        row = office.store.case(reference)
        if row is None:
            continue
        case = restored(row.snapshot)
        rules = office.rules(now, case)
        decision = decide(case, HourPassed(now, office.today(now)), rules)
        with office.store.change() as change:
            Writer(office, change, now).record(decision, row.id, rules.protocol)
        sent += len(decision.letters)
    return sent
