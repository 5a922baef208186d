"""A backlog is read by two processes: what each reads is the same, and one that ends costs a mail no more than a try."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daemon.commands.opening import store_of
from daemon.service.intake import admit
from daemon.service.intake.admit import Admission
from daemon.service.office import Office, open_office
from daemon.service.opening import ahead
from daemon.service.opening.ahead import Ahead, ReadingEnded
from daemon.service.opening.opened import Read, read_message
from daemon.settings import load
from daemon.store.values import Message
from tests.builders import a_mail, a_word_form
from tests.desk import a_desk
from tests.mail.test_carriers import mail_with

NOW = datetime(2026, 3, 4, 9, 6, tzinfo=UTC)
CALENDAR = b"BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with a_desk(tmp_path) as desk, store_of(load(desk.folder / "config.toml", {})) as store:
        yield open_office(load(desk.folder / "config.toml", {}), store, lambda _: None, "desk")


@pytest.fixture
def other(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ahead]:
    """The second process, on a machine that has a processor for it."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    one = Ahead(office)
    yield one
    one.close()


def spooled(office: Office, *raws: bytes) -> list[Message]:
    with office.store.change() as change:
        for uid, raw in enumerate(raws, 1):
            change.spool(
                mailbox_id=office.mailbox.id, folder="INBOX", uidvalidity=1, uid=uid, internaldate=NOW, chunks=[raw]
            )
    return list(office.store.messages("spooled"))


def heard(other: Ahead, count: int) -> list[tuple[Message, Read | ReadingEnded]]:
    found: list[tuple[Message, Read | ReadingEnded]] = []
    while len(found) < count:
        answers, in_vain = other.answers(wait=True)
        assert in_vain == []
        found += answers
    return found


def test_what_the_other_process_reads_is_what_this_one_would_have_read(office: Office, other: Ahead) -> None:
    messages = spooled(
        office,
        a_mail("ann@schools.example", form=a_word_form()),
        mail_with(("answer.ics", "text/calendar", CALENDAR), ("photo.jpg", "image/jpeg", os.urandom(200_000))),
        b"no mail at all \xff\xfe",
    )
    for message in messages:
        other.ask(message, date(2026, 3, 4))
    assert heard(other, 3) == [(one, read_message(office, one, NOW)) for one in messages]


def test_a_mail_that_ends_the_other_process_costs_itself_a_try_and_the_others_nothing(
    office: Office, other: Ahead
) -> None:
    messages = spooled(office, *(a_mail("ann@schools.example", f"Mail {number}") for number in range(4)))
    other.ask(messages[0], date(2026, 3, 4))
    heard(other, 1)
    assert other.pid is not None
    os.kill(other.pid, signal.SIGSTOP)
    for message in messages[1:]:
        other.ask(message, date(2026, 3, 4))
    os.kill(other.pid, signal.SIGKILL)

    ((culprit, fault),), in_vain = other.answers(wait=True)
    assert (culprit, type(fault), in_vain) == (messages[1], ReadingEnded, messages[2:])
    other.ask(messages[2], date(2026, 3, 4))
    ((_, read),) = heard(other, 1)
    assert isinstance(read, Read)


def test_a_process_that_hangs_is_ended(office: Office, other: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "SECONDS", -29)
    (message,) = spooled(office, a_mail("ann@schools.example"))
    other.ask(message, date(2026, 3, 4))
    pid = other.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    ((culprit, fault),), _ = other.answers(wait=True)
    assert (culprit, type(fault), other.pid) == (message, ReadingEnded, None)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_message_that_ended_the_service_three_times_is_held_unread(
    office: Office,
) -> None:
    (message,) = spooled(office, a_mail("ann@schools.example", form=a_word_form()))
    for _ in range(3):
        office.store.claim_messages(office.mailbox.id, NOW, 25, -1)
    (line,) = [line for lines in Admission(office).outcomes(NOW) for line in lines]
    held = office.store.message(message.id)
    assert held is not None
    assert (held.state, held.tries) == ("held", 4)
    assert "could not be handled" in line


def test_a_message_that_was_tried_is_read_by_the_other_process_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> None:
        raise AssertionError("it was read here")

    monkeypatch.setattr(admit, "read_message", ended)
    spooled(office, a_mail("ann@schools.example", form=a_word_form()))
    office.store.claim_messages(office.mailbox.id, NOW, 25, -1)
    ((line,),) = Admission(office).outcomes(NOW)
    assert line == "RPDE-2026-0001 logged at formal."


def test_a_backlog_is_given_its_outcomes_in_the_order_in_which_it_came(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    spooled(
        office,
        *(a_mail("ann@schools.example", form=a_word_form(subject_name=f"Child {number}")) for number in range(60)),
    )
    admission = Admission(office)
    lines = [line for lines in admission.outcomes(NOW) for line in lines]
    assert lines == [f"RPDE-2026-{number:04d} logged at formal." for number in range(1, 61)]
