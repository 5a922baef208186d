"""Admit: one spooled message is opened, read, judged, and leaves exactly one recorded outcome.

Case, journal, letters and outcome are one transaction. Anything unexpected leaves that message where it was, for two
more tries, and then held with its reason and its bytes; the next message goes on.
"""

from __future__ import annotations

import logging
from datetime import datetime

from daemon.service.intake import bounces, calendars, copies, forms, replies
from daemon.service.intake.outcomes import Finished, held
from daemon.service.office import Office
from daemon.service.opening.opened import Opened, open_message
from daemon.service.outgoing.loops import Answering
from daemon.service.outgoing.writing import Writer
from daemon.store.values import Message

log = logging.getLogger(__name__)

MOST_TRIES = 3


def admit(office: Office, message: Message, now: datetime) -> str:
    """Give `message` its outcome and say what became of it, in one line."""
    try:
        return _admitted(office, open_message(office, message, now), now)
    except Exception as fault:
        # Whatever a message does to us must not stop the next one, and what it may do cannot be listed.
        log.exception("message %s could not be admitted", message.id)
        if message.tries < MOST_TRIES:
            with office.store.change() as change:
                change.put_back(message.id, f"{type(fault).__name__}: tried {message.tries} times")
            return f"message {message.id} could not be handled yet; it will be tried again"
        why = f"It could not be handled after {message.tries} tries ({type(fault).__name__})."
        with office.store.change() as change:
            change.finish(message.id, held("unexpected", why))
            Writer(office, change, now).tell_held(message.id, message.internaldate, None, why)
        return f"message {message.id} held: {why}"


def _admitted(office: Office, opened: Opened, now: datetime) -> str:
    """Ask the station that the kind of mail belongs to what follows, and write it down with the outcome."""
    with office.store.change() as change:
        sender = opened.mail.sender
        answering = Answering(sender, opened.message.internaldate) if sender else None
        writer = Writer(office, change, now, thread=opened.mail.references, answering=answering)
        finished = _handled(office, opened, writer, now)
        change.finish(opened.message.id, finished.outcome(opened))
        if finished.held:
            writer.tell_held(opened.message.id, opened.message.internaldate, opened.mail.sender, finished.why)
    return finished.line


def _handled(office: Office, opened: Opened, writer: Writer, now: datetime) -> Finished:
    copy = copies.linked_copy(office, opened)
    if copy is not None:
        return copy
    match opened.triage.kind:
        case "form":
            return forms.handle(office, opened, writer, now)
        case "reply":
            return replies.handle(office, opened, writer, now)
        case "bounce":
            return bounces.handle(office, opened, writer, now)
        case "automatic" if (noted := calendars.answered(office, opened, writer)) is not None:
            return noted
        case "delay" | "automatic" | "list" | "feedback" if not opened.triage.hold:
            return Finished(opened.triage.kind, "Filed", opened.triage.why, f"filed: {opened.triage.why}")
        case "for_a_person" if (finished := replies.about_no_case(office, opened, writer, now)) is not None:
            return finished
        case _:
            return forms.without_a_form(office, opened, writer)
