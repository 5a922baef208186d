"""The mail corpus through a real Dovecot: one recorded outcome for each mail, and no machine hears of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from daemon.mail import open_mail
from daemon.store import Store
from tests.builders import DEPUTY, MANAGER
from tests.mail.corpus import Expected, expected
from tests.world import World

NOW = "2026-11-25 09:00"


def plain(raw: bytes) -> bytes:
    """Bytes as they compare after a server: it turns LF into CRLF, and Dovecot writes NUL as 0x80."""
    return raw.replace(b"\x00", b"\x80").replace(b"\r\n", b"\n").replace(b"\r", b"\n").strip(b"\n")


@pytest.mark.slow
def test_every_mail_of_the_corpus_ends_in_one_outcome_that_a_person_can_see(world: World, shared: Path) -> None:
    mails = list(expected(shared))
    _through(world, mails)


def test_some_mails_of_each_kind_end_in_one_outcome_that_a_person_can_see(world: World, shared: Path) -> None:
    by_kind: dict[tuple[str, str], list[Expected]] = {}
    for one in expected(shared):
        by_kind.setdefault((one.source, one.row["kind"]), []).append(one)
    _through(world, [one for found in by_kind.values() for one in found[:2]])


def _through(world: World, mails: list[Expected]) -> None:
    for one in mails:
        world.arrives(one.raw, NOW)
    assert world.once(NOW).code == 0

    wanted = {plain(one.raw): one for one in mails}
    with Store.open(f"sqlite:///{world.folder / 'case-intake.db'}") as store:
        messages = list(store.messages())
        assert Counter(message.state for message in messages).keys() <= {"handled", "held"}
        wrong = []
        for message in messages:
            raw = store.raw(message.id)
            one = wanted.pop(plain(raw), None)
            if one is None:
                continue
            assert message.outcome
            assert message.rule
            assert message.why
            assert message.folder
            if not one.right_kind(message.kind or ""):
                wrong.append((one.file, "kind", message.kind))
            if one.must_hold and message.state != "held":
                wrong.append((one.file, "not held", message.outcome))
            if one.sender != message.sender:
                wrong.append((one.file, "sender", message.sender))
            if one.missing(_digests(raw)):
                wrong.append((one.file, "attachments", None))
        assert wrong == []
        assert list(wanted.values()) == []
        assert len(list(store.cases())) == 0
    heard = {recipient for letter in world.relay.taken for recipient in letter.recipients} - {MANAGER, DEPUTY}
    assert heard <= {one.sender for one in mails if not one.must_not_ack}
    assert not heard & {one.sender for one in mails if one.must_not_ack}
    assert world.dovecot.mails() == []
    filed = [len(world.dovecot.mails(f"Case intake/{name}")) for name in ("Logged", "Filed", "Needs a person")]
    assert sum(filed) == len(mails)


def _digests(raw: bytes) -> list[str]:
    """Digests as fetched, and for text with the line ends that the index counted."""
    found = []
    for one in open_mail(raw).attachments:
        found.append(one.sha256)
        found.append(hashlib.sha256(one.data.replace(b"\r\n", b"\n")).hexdigest())
    return found
