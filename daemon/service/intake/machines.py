"""Mail of machines: filed where a person can see it, and noted in the case that it speaks of; it moves nothing.

That nobody is there until Monday belongs to a case's story, though it is no answer and stops no clock.
"""

from __future__ import annotations

from daemon.cases import belonging
from daemon.cases.facts import after_facts, restored
from daemon.cases.values import Decision, Fact
from daemon.service.intake import matching
from daemon.service.intake.outcomes import FILED, Finished
from daemon.service.office import Office
from daemon.service.opening.opened import Opened
from daemon.service.outgoing.writing import Writer

# Letters of ours that came back say nothing of whom they were written to.
_OURS = ("ours", "own-address")


def handle(office: Office, opened: Opened, writer: Writer) -> Finished:
    """File the mail, and journal it where it answers a letter of ours, or a party's machine names the case."""
    verdict = opened.triage
    filed = Finished(verdict.kind, FILED, verdict.why, f"filed: {verdict.why}")
    if verdict.rule in _OURS:
        return filed
    thread = [one for one in (opened.mail.in_reply_to, *reversed(opened.mail.references)) if one]
    by_thread = office.store.case_by_thread(office.mailbox.id, thread) if thread else None
    reference = matching.by_thread_or_reference(office, opened.mail, verdict)
    row = by_thread or (office.store.case(reference) if reference else None)
    if row is None or row.id is None:
        return filed
    case = restored(row.snapshot)
    if by_thread is None and not belonging.is_party(case, opened.sender):
        return filed
    said = f"{verdict.why} It moves nothing, and stops no clock."
    fact = Fact("noted", opened.mail.sender or "a machine", said, {}, None, "local", opened.mail.message_id)
    rules = office.rules(writer.now, case)
    writer.record(Decision(after_facts(case, [fact]), (fact,), why=said), row.id, rules.protocol)
    return Finished(verdict.kind, FILED, verdict.why, f"{row.reference}: {said}", (row.id,))
