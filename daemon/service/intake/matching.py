"""Which case a message's thread or words suggest (DESIGN 8); whether its sender is a party to it is `cases.belonging`."""

from __future__ import annotations

from daemon.mail import Mail, Triage
from daemon.service.office import Office


def by_thread_or_reference(office: Office, mail: Mail, verdict: Triage) -> str | None:
    """The reference of the case that the mail's thread, else its words, suggest."""
    thread = [one for one in (mail.in_reply_to, *reversed(mail.references)) if one]
    row = office.store.case_by_thread(office.mailbox.id, thread) if thread else None
    return row.reference if row is not None else verdict.reference
