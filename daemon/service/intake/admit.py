"""Admit: one spooled message is opened, read, judged, and leaves exactly one recorded outcome.

Case, journal, letters and outcome are one transaction; messages that wait together share it, each in a savepoint of its
own. Anything unexpected leaves that message where it was, for two more tries, and then held with its reason and its
bytes; the next message goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from daemon.service.intake import bounces, calendars, copies, forms, machines, replies
from daemon.service.intake.outcomes import Finished, held
from daemon.service.office import Office
from daemon.service.opening.opened import Opened, Read, judged, read_message
from daemon.service.outgoing.loops import Answering
from daemon.service.outgoing.writing import Writer
from daemon.store.values import Message

log = logging.getLogger(__name__)

MOST_TRIES = 3
# How many bytes of mail may lie open in memory before what was read is written down.
MOST_OPEN = 2 << 20


def admit(office: Office, messages: Sequence[Message], now: datetime) -> Iterator[str]:
    """Give each of `messages` its outcome and say what became of it, a line each, once it is committed.

    All of some are read before the transaction begins, so that nobody else who writes waits for the reading.
    """
    read: list[Read] = []
    size = 0
    for message in messages:
        try:
            one = read_message(office, message, now)
        except Exception as fault:  # noqa: BLE001
            # As in `_written_down`.
            yield _not_admitted(office, message, fault, now)
            continue
        read.append(one)
        size += message.size
        if size >= MOST_OPEN:
            yield from _written_down(office, read, now)
            read, size = [], 0
    yield from _written_down(office, read, now)


def _written_down(office: Office, read: Sequence[Read], now: datetime) -> list[str]:
    """Give each message its outcome, in the order in which they came; what each became."""
    lines = []
    if not read:
        return lines
    with office.store.change():
        for one in read:
            try:
                lines.append(_admitted(office, judged(office, one), now))
            except Exception as fault:  # noqa: BLE001
                # Whatever a message does to us must not stop the next one, and what it may do cannot be listed.
                lines.append(_not_admitted(office, one.message, fault, now))
    return lines


def _not_admitted(office: Office, message: Message, fault: Exception, now: datetime) -> str:
    """Put a message back for another try, or hold it for a person after the last one."""
    log.error("message %s could not be admitted", message.id, exc_info=fault)
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
            return machines.handle(office, opened, writer)
        case "for_a_person" if (finished := replies.about_no_case(office, opened, writer, now)) is not None:
            return finished
        case _:
            return forms.without_a_form(office, opened, writer)
