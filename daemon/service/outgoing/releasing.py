"""Releasing a letter that is held or has failed: a person allows it, and the journal says so.

A held notice or case pack is made anew for the day it goes; what the relay has once been given keeps its bytes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.panel import packs
from daemon.cases.values import Fact, NoticeReleased
from daemon.service.office import Office
from daemon.service.outgoing.writing import Writer
from daemon.store.values import Letter


def release_letter(office: Office, letter: Letter, by: str, now: datetime) -> None:
    """Let `letter` go at the next beat, as if it had been queued `now`. `by` is who allowed it."""
    row = office.store.case_by_id(letter.case_id)
    if row is None:
        with office.store.change() as change:
            change.release(letter.id, now)
        return
    case = restored(row.snapshot)
    rules = office.rules(now, case)
    to = {one.casefold() for one in letter.to}
    waiting = [one for one in case.responders if one.address and one.address.casefold() in to]
    is_notice = (
        letter.state == "held" and letter.occasion == "notice" and "/copy/" not in letter.key and len(waiting) == 1
    )
    with office.store.change() as change:
        writer = Writer(office, change, now)
        if is_notice:
            decision = decide(case, NoticeReleased(waiting[0].name, by), rules)
            writer.record(decision, row.id, rules.protocol)
            if decision.letters and decision.case is not None:
                writer.rewrite(replace(decision.letters[0], key=letter.key), decision.case, rules.protocol)
                return
        pack = next((one for one in packs(case, rules) if letter.state == "held" and one.key == letter.key), None)
        if pack is not None:
            writer.rewrite(replace(pack, waits=None), case, rules.protocol)
        else:
            change.release(letter.id, now)
        why = f"The {letter.occasion.replace('_', ' ')} was released by a person."
        writer.journal([Fact("released", by, why, {"key": letter.key}, None, "local")], row.id, case)
