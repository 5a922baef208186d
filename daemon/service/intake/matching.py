"""Which case a message's thread or words suggest (DESIGN 8); whether its sender is a party to it is `cases.belonging`."""

from __future__ import annotations

from daemon.cases import belonging
from daemon.cases.facts import restored
from daemon.cases.values import Sender
from daemon.mail import Mail, Triage
from daemon.service.office import Office
from daemon.store.values import CaseRow

_MOST_MERGERS = 5


def by_thread_or_reference(office: Office, mail: Mail, verdict: Triage) -> str | None:
    """The reference of the case that the mail's thread, else its words, suggest."""
    thread = [one for one in (mail.in_reply_to, *reversed(mail.references)) if one]
    row = office.store.case_by_thread(office.mailbox.id, thread) if thread else None
    return row.reference if row is not None else verdict.reference


def where_it_goes_on(office: Office, row: CaseRow | None, sender: Sender) -> CaseRow | None:
    """The case in which `row` goes on, where it was merged and `sender` is a party to the other; rulings stay where they are
    put.
    """
    for _ in range(_MOST_MERGERS):
        case = restored(row.snapshot) if row is not None and not sender.staff else None
        other = office.store.case(case.merged_into) if case is not None and case.merged_into else None
        if other is None or not belonging.is_party(restored(other.snapshot), sender):
            break
        row = other
    return row
