"""The IMAP side against a real Dovecot: fetched without being marked read, filed, signed in, awakened by IDLE."""

from __future__ import annotations

import socket
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from daemon.faults import Refused, ServerAway
from daemon.mailbox import Backoff, connect
from daemon.settings import MailboxSettings
from tests.servers.dovecot import Dovecot, free_port

WHEN = datetime(2026, 3, 4, 9, 5, tzinfo=UTC)


def settings(server: Dovecot, **more: object) -> MailboxSettings:
    given = {
        "host": "127.0.0.1",
        "port": server.tls_port,
        "ca_file": server.ca,
        "username": "unit@example.org",
        "password": "secret",
        **more,
    }
    return MailboxSettings.model_validate(given)


def test_mails_come_with_their_bytes_and_internaldate_and_stay_unread(dovecot: Dovecot) -> None:
    raws = [f"From: a{number}\r\n\r\nhello {number}\r\n".encode() for number in range(60)]
    for raw in raws:
        dovecot.deliver(raw, when=WHEN)
    box = connect(settings(dovecot))
    folder = box.select("INBOX")
    found = [mail for batch in box.fetch(box.uids_above(0)) for mail in batch]

    assert folder.exists == 60
    assert sorted(b"".join(mail.chunks) for mail in found) == sorted(raws)
    assert {mail.internaldate for mail in found} == {WHEN}
    assert box._client.search("UNSEEN") == box.all_uids()
    assert box.uids_above(folder.uidnext - 1) == []
    box.close()


def test_a_large_mail_comes_in_pieces(dovecot: Dovecot) -> None:
    raw = b"From: a\r\n\r\n" + b"x" * 76 + (b"\r\n" + b"y" * 76) * 90_000
    dovecot.deliver(raw)
    box = connect(settings(dovecot))
    box.select("INBOX")
    ((mail,),) = list(box.fetch(box.all_uids()))
    pieces = list(mail.chunks)

    assert b"".join(pieces) == raw
    assert max(len(one) for one in pieces) <= 1 << 20
    box.close()


def test_a_mail_that_vanished_before_it_was_fetched_is_simply_absent(dovecot: Dovecot) -> None:
    dovecot.deliver(b"From: a\r\n\r\nx")
    box = connect(settings(dovecot))
    box.select("INBOX")
    uids = box.all_uids()
    assert list(box.fetch([*uids, 4711])) != []
    assert [mail.uid for batch in box.fetch([*uids, 4711]) for mail in batch] == uids
    box.close()


@pytest.mark.parametrize("hidden", [(), ("MOVE",), ("MOVE", "UIDPLUS")])
def test_handled_mail_is_moved_and_nothing_else_is_expunged(dovecot: Dovecot, hidden: tuple[str, ...]) -> None:
    for number in range(3):
        dovecot.deliver(f"From: a{number}\r\n\r\nx".encode())
    box = connect(settings(dovecot))
    box.select("INBOX")
    first, second, third = box.all_uids()
    box._client.delete_messages([third])
    box._capabilities -= set(hidden)
    result = box.file([first, second, 999], "Case intake/Logged")

    left = len(hidden) == 2
    assert {uid: how for uid, (how, _) in result.items()} == {
        first: "left" if left else "moved",
        second: "left" if left else "moved",
        999: "gone",
    }
    assert len(dovecot.mails("Case intake/Logged")) == (0 if left else 2)
    assert third in box.all_uids()
    box.close()


def test_idle_wakes_when_a_mail_arrives(dovecot: Dovecot) -> None:
    box = connect(settings(dovecot))
    box.select("INBOX")
    threading.Timer(0.5, lambda: dovecot.deliver(b"From: a\r\n\r\nx")).start()
    assert box.idle(20, threading.Event()) is True
    box.close()


def test_idle_ends_soon_when_told_to_stop(dovecot: Dovecot) -> None:
    box = connect(settings(dovecot))
    box.select("INBOX")
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    started = time.monotonic()
    assert box.idle(30, stop) is False
    assert time.monotonic() - started < 10
    box.close()


@pytest.mark.parametrize(
    ("more", "kind", "words"),
    [
        ({"password": "wrong"}, Refused, "refuses the login"),
        ({"ca_file": None}, Refused, "certificate that cannot be trusted"),
        ({"port": free_port()}, ServerAway, "does not answer"),
        ({"host": "nowhere.invalid"}, ServerAway, "does not answer"),
        ({"ca_file": Path("/nonexistent.pem")}, Refused, "ca_file"),
    ],
)
def test_what_goes_wrong_is_a_sentence(
    dovecot: Dovecot, more: dict[str, object], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        connect(settings(dovecot, **more))


def test_a_folder_that_is_not_there_is_named(dovecot: Dovecot) -> None:
    box = connect(settings(dovecot))
    with pytest.raises(Refused, match="no folder “Nowhere”"):
        box.select("Nowhere")
    box.close()


def test_starttls_is_taken_and_verified(dovecot: Dovecot) -> None:
    connect(settings(dovecot, port=dovecot.port, security="starttls")).close()
    with pytest.raises(Refused, match="certificate"):
        connect(settings(dovecot, port=dovecot.port, security="starttls", ca_file=None))


def test_a_lost_connection_is_one_thing(dovecot: Dovecot) -> None:
    box = connect(settings(dovecot))
    box.select("INBOX")
    box._client.socket().shutdown(socket.SHUT_RDWR)
    with pytest.raises(ServerAway):
        box.all_uids()
    box.close()


def test_waits_double_up_to_half_a_minute() -> None:
    backoff = Backoff()
    assert [backoff.next() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    backoff.reset()
    assert backoff.next() == 1
