"""Bounces: believed only where they name a letter of ours that went to that recipient."""

from __future__ import annotations

from datetime import datetime

from daemon.service.intake.outcomes import FILED, PERSON, Finished
from daemon.service.office import Office
from daemon.service.opening.opened import Opened
from daemon.service.outgoing.returned import bounced
from daemon.service.outgoing.writing import Writer
from daemon.store.values import Letter


def handle(office: Office, opened: Opened, writer: Writer, now: datetime) -> Finished:
    """Mark the letters that came back, tell the manager, and stop the clock of a notice that nobody had.

    A report is believed only for a recipient of the very letter that it names. Any other changes nothing, and if it
    carries a form that we have not seen, a person looks before it is filed.
    """
    believed = _believed(office, opened)
    if not believed:
        if opened.triage.hold:
            why = "It looks like a report of non-delivery, but carries a form, or could not be read whole."
            return Finished("held", PERSON, why, f"message {opened.message.id} held: {why}", held=True)
        why = "A report of non-delivery that names no letter of ours to that recipient; nothing was changed."
        return Finished("bounce", FILED, why, f"filed: {why}")
    case_ids: dict[int, None] = {}
    for letter, recipient, reason in believed:
        why = f"{opened.triage.why} {reason}".strip()
        case_id = bounced(office, writer, letter, recipient, why, opened.mail.message_id, now)
        if case_id is not None:
            case_ids[case_id] = None
    occasions = ", ".join(dict.fromkeys(letter.occasion.replace("_", " ") for letter, _, _ in believed))
    line = f"Our {occasions} came back. {opened.triage.why}"
    return Finished("bounce", PERSON, line, line, tuple(case_ids))


def _believed(office: Office, opened: Opened) -> list[tuple[Letter, str, str]]:
    """(letter, recipient, what the report says of them) for each letter that the report names and that went to them."""
    report = opened.mail.report
    failed = {
        address.casefold(): one
        for one in (report.recipients if report else ())
        if one.action == "failed"
        for address in (one.original, one.address)
        if address
    }
    named = [*(report.original_ids if report else ()), opened.mail.in_reply_to, *opened.mail.references[-20:]]
    found = []
    for message_id in dict.fromkeys(one for one in named if one):
        letter = office.store.letter_by_message_id(message_id)
        if letter is None:
            continue
        for recipient in (*letter.to, *letter.cc):
            if recipient.casefold() in failed and letter.recipients.get(recipient) != "bounced":
                one = failed[recipient.casefold()]
                said = " ".join(part for part in (one.status, one.diagnostic) if part)
                found.append((letter, recipient, said[:300]))
    return found
