"""A calendar's answer to a panel's invitation: noted in the case, and never answered."""

from __future__ import annotations

from daemon.cases.deciding import decide
from daemon.cases.facts import restored
from daemon.cases.values import InvitationAnswered
from daemon.post.invitation import read_answer
from daemon.service.intake.outcomes import LOGGED, Finished
from daemon.service.office import Office
from daemon.service.opening.opened import Opened
from daemon.service.outgoing.writing import Writer

_MOST = 200_000


def answered(office: Office, opened: Opened, writer: Writer) -> Finished | None:
    """The outcome where the mail carries somebody's own answer to an invitation of ours, else None."""
    mail = opened.mail
    found = [
        answer
        for one in mail.attachments
        if one.type == "text/calendar" and len(one.data) <= _MOST and (answer := read_answer(one.data)) is not None
    ]
    if len(found) != 1 or mail.sender is None or found[0].attendee.casefold() != mail.sender.casefold():
        return None
    row = office.store.case(found[0].reference)
    if row is None or opened.authentication.dmarc == "fail":
        return None
    case = restored(row.snapshot)
    rules = office.rules(writer.now, case)
    event = InvitationAnswered(mail.sender, found[0].answer, opened.received, mail.message_id)
    decision = decide(case, event, rules)
    if not decision.facts:
        return None
    case_id = writer.record(decision, row.id, rules.protocol)
    assert case_id is not None
    return Finished("reply", LOGGED, decision.why, decision.why, (case_id,))
