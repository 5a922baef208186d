"""Admit: one spooled message is opened, read, judged, and leaves exactly one recorded outcome.

Case, journal, letters and outcome are one transaction; messages that wait together share it, each in a savepoint of its
own. Anything unexpected leaves that message where it was, for two more tries, and then held with its reason and its
bytes; the next message goes on.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime

from daemon.service.intake import bounces, calendars, copies, forms, machines, replies
from daemon.service.intake.outcomes import Finished, held
from daemon.service.office import Office
from daemon.service.opening.ahead import Ahead, ReadingEnded
from daemon.service.opening.opened import Opened, Read, judged, read_message
from daemon.service.outgoing.loops import Answering
from daemon.service.outgoing.writing import Writer
from daemon.store.values import Message

log = logging.getLogger(__name__)

AT_ONCE = 25
LEASE_SECONDS = 300
MOST_TRIES = 3
# How many bytes of mail may lie open in memory before what was read is written down.
MOST_OPEN = 4 << 20


class Admission:
    """Messages that were claimed: read in whatever order is quickest, given outcomes in the order in which they came.

    All of some are read before a transaction begins, so that nobody else who writes waits for the reading. A backlog is
    read by a second process too, while this one writes down and sends; what was tried before is read there alone.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._ahead = Ahead(office)
        self._waiting: deque[Message] = deque()
        self._asked: set[int] = set()
        self._read: dict[int, Read | Exception] = {}

    def outcomes(self, now: datetime, *, more_coming: bool = False) -> Iterator[list[str]]:
        """Give messages their outcomes; what became of some of them, a line each, as soon as it is committed.

        With `more_coming` the last ones are left, to be read elsewhere while more is fetched.
        """
        while True:
            self._claim(now)
            if not self._waiting:
                break
            if more_coming and len(self._waiting) <= AT_ONCE:
                self._ask(now)
                return
            yield self._written_down(self._next(now), now)
        self.close()

    def close(self) -> None:
        """Let the second process go."""
        self._ahead.close()
        self._asked.clear()

    def _claim(self, now: datetime) -> None:
        """Claim more while little waits; a message that was tried before comes alone."""
        if len(self._waiting) > AT_ONCE:
            return
        store, mailbox = self._office.store, self._office.mailbox
        claimed = store.claim_messages(mailbox.id, now, AT_ONCE, LEASE_SECONDS, fresh_only=bool(self._waiting))
        for message in claimed:
            if message.tries > MOST_TRIES:
                # No fault was caught the last time, so it ended the process.
                self._read[message.id] = ReadingEnded()
        self._waiting.extend(claimed)

    def _next(self, now: datetime) -> list[tuple[Message, Read | Exception]]:
        """The oldest messages with what was read, or why it was not: about half of what may lie open."""
        while True:
            window = self._window()
            self._ask(now)
            self._hear(wait=False)
            ready = 0
            while ready < len(window) and window[ready].id in self._read:
                ready += 1
            if ready * 2 >= len(window):
                return [(one, self._read.pop(one.id)) for one in (self._waiting.popleft() for _ in range(ready))]
            mine = next((one for one in window if one.id not in self._read and one.id not in self._asked), None)
            if mine is None:
                self._hear(wait=True)
                continue
            try:
                self._read[mine.id] = read_message(self._office, mine, now)
            except Exception as fault:  # noqa: BLE001
                # As in `_written_down`.
                self._read[mine.id] = fault

    def _window(self) -> list[Message]:
        """The oldest messages whose bytes may lie open together; one at least."""
        found: list[Message] = []
        size = 0
        for message in self._waiting:
            size += message.size
            if found and size > MOST_OPEN:
                break
            found.append(message)
        return found

    def _ask(self, now: datetime) -> None:
        """Have the other process read the oldest messages that nobody has begun, once there is a backlog; and whatever
        was tried before, for that may have ended this process."""
        left = [one for one in self._window() if one.id not in self._read and one.id not in self._asked]
        backlog = bool(self._asked) or len(self._waiting) >= AT_ONCE
        for message in [one for one in left if one.tries > 1] or left[: self._ahead.room if backlog else 0]:
            self._ahead.ask(message, self._office.today(now))
            self._asked.add(message.id)

    def _hear(self, *, wait: bool) -> None:
        answers, in_vain = self._ahead.answers(wait=wait)
        for message, answer in answers:
            self._read[message.id] = answer
            self._asked.discard(message.id)
        self._asked.difference_update(one.id for one in in_vain)

    def _written_down(self, read: Sequence[tuple[Message, Read | Exception]], now: datetime) -> list[str]:
        """Give each message its outcome, in the order in which they came; what each became."""
        office, lines = self._office, []
        with office.store.change():
            for message, one in read:
                try:
                    if isinstance(one, Exception):
                        raise one
                    lines.append(_admitted(office, judged(office, one), now))
                except Exception as fault:  # noqa: BLE001
                    # Whatever a message does to us must not stop the next one, and what it may do cannot be listed.
                    lines.append(_not_admitted(office, message, fault, now))
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
