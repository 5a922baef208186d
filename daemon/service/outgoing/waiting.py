"""What a letter that waits says, for a person who wants to read it before it goes."""

from __future__ import annotations

from datetime import datetime

from daemon.cases.facts import restored
from daemon.service.office import Office
from daemon.service.outgoing.writing import Writer
from daemon.store.values import Letter


def as_it_reads(office: Office, letter: Letter, now: datetime) -> bytes:
    """The letter whole: its bytes where it has been written, else as it would be written at `now`."""
    kept = None if letter.raw else office.store.wanted_of(letter.id)
    if kept is None:
        return letter.raw
    row = office.store.case_by_id(letter.case_id)
    case = restored(row.snapshot) if row is not None else None
    with office.store.change() as change:
        return Writer(office, change, now).as_it_reads(kept, case, office.rules(now, case))
