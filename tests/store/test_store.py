"""The store on both engines: unique keys make things happen once, claims are leased, the journal is only appended to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from daemon.faults import Misconfigured, NeedsAPerson, TryLater
from daemon.store import Store
from daemon.store.values import CaseRow, Mailbox, MayGo, NewLetter, Outcome
from tests.conftest import needed
from tests.servers import postgres

NOW = datetime(2026, 3, 4, 9, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Cluster]:
    needed(postgres.BINARIES is not None, "PostgreSQL")
    with postgres.Cluster() as one:
        yield one


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'store.db'}"
    else:
        url = request.getfixturevalue("cluster").fresh_database()
    with Store.open(url) as one:
        yield one


@pytest.fixture
def mailbox(store: Store) -> Mailbox:
    return store.mailbox("unit@example.org/INBOX")


def spooled(store: Store, mailbox: Mailbox, uid: int = 1, raw: bytes = b"From: a\r\n\r\nhello") -> int:
    with store.change() as change:
        return change.spool(
            mailbox_id=mailbox.id,
            folder="INBOX",
            uidvalidity=7,
            uid=uid,
            internaldate=NOW + timedelta(seconds=uid),
            chunks=[raw],
        )


def a_case(mailbox: Mailbox, reference: str = "RPDE-2026-0001", next_look: date | None = None) -> CaseRow:
    return CaseRow(
        None, mailbox.id, reference, "bolton", "v", "formal", "awaiting_response", NOW.date(), date(2026, 3, 18), None,
        next_look, None, "<m@x>", "Schools", {"reference": reference},
    )  # fmt: skip


def a_letter(mailbox: Mailbox, key: str = "R/formal/notice", **more: object) -> NewLetter:
    return replace(
        NewLetter(key, mailbox.id, None, "notice", f"<{key}@x>", "Subject", ("a@b.example",), (), b"raw", NOW, NOW),
        **more,
    )


def test_the_same_bytes_again_are_another_place_of_the_same_message(store: Store, mailbox: Mailbox) -> None:
    assert spooled(store, mailbox, 1) == spooled(store, mailbox, 2)
    assert store.places(mailbox.id, "INBOX", 7) == {1, 2}
    assert len(list(store.messages())) == 1


def test_large_bytes_come_back_whole_from_their_chunks(store: Store, mailbox: Mailbox) -> None:
    raw = os.urandom(3 << 20)
    assert store.raw(spooled(store, mailbox, 1, raw)) == raw


def test_a_message_is_claimed_once_until_its_lease_runs_out(store: Store, mailbox: Mailbox) -> None:
    spooled(store, mailbox)
    assert [one.tries for one in store.claim_messages(mailbox.id, NOW, 25, 60)] == [1]
    assert store.claim_messages(mailbox.id, NOW, 25, 60) == []
    assert [one.tries for one in store.claim_messages(mailbox.id, NOW + timedelta(seconds=61), 25, 60)] == [2]


def test_a_message_that_was_tried_is_claimed_alone(store: Store, mailbox: Mailbox) -> None:
    for uid in (1, 2, 3):
        spooled(store, mailbox, uid, f"mail {uid}".encode())
    assert len(store.claim_messages(mailbox.id, NOW, 25, 60)) == 3
    assert len(store.claim_messages(mailbox.id, NOW + timedelta(seconds=61), 25, 60)) == 1


def test_a_message_gets_exactly_one_outcome(store: Store, mailbox: Mailbox) -> None:
    message = spooled(store, mailbox)
    outcome = Outcome("handled", "case", "Logged", "form", "form", "why")
    with store.change() as change:
        change.finish(message, outcome)
    with pytest.raises(NeedsAPerson), store.change() as change:
        change.finish(message, outcome)


def test_references_are_counted_without_gaps_even_when_a_change_is_undone(store: Store) -> None:
    with store.change() as change:
        assert change.next_reference("RPDE", 2026) == "RPDE-2026-0001"
    with pytest.raises(RuntimeError), store.change() as change:
        change.next_reference("RPDE", 2026)
        raise RuntimeError
    with store.change() as change:
        assert change.next_reference("RPDE", 2026) == "RPDE-2026-0002"
        assert change.next_reference("RPDE", 2027) == "RPDE-2027-0001"


def test_asking_twice_for_one_letter_queues_it_once(store: Store, mailbox: Mailbox) -> None:
    with store.change() as change:
        assert change.queue(a_letter(mailbox)) == change.queue(a_letter(mailbox, subject="Another"))
    assert [one.subject for one in store.letters()] == ["Subject"]


def test_an_expired_lease_is_claimed_again_under_the_same_message_id(store: Store, mailbox: Mailbox) -> None:
    with store.change() as change:
        change.queue(a_letter(mailbox))

    def claim(now: datetime) -> list[str]:
        found = store.claim_letters(mailbox.id, MayGo(now, now.date()), limit=5, lease_seconds=60)
        return [one.message_id for one in found]

    assert claim(NOW) == ["<R/formal/notice@x>"]
    assert claim(NOW) == []
    assert claim(NOW + timedelta(seconds=61)) == ["<R/formal/notice@x>"]


def test_letters_that_need_a_collect_wait_for_it_and_acknowledgements_go_first(store: Store, mailbox: Mailbox) -> None:
    with store.change() as change:
        change.queue(a_letter(mailbox, "chaser", needs_collect=True, rank=5))
        change.queue(a_letter(mailbox, "notice", rank=2))
        change.queue(a_letter(mailbox, "acknowledgement", rank=0))
    may_go = MayGo(NOW, NOW.date(), collected_today=False)
    found = store.claim_letters(mailbox.id, may_go, limit=5, lease_seconds=60)
    assert [one.key for one in found] == ["acknowledgement", "notice"]


def test_a_letter_without_bytes_and_one_of_an_earlier_day_are_written_before_they_go(
    store: Store, mailbox: Mailbox
) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    with store.change() as change:
        change.queue(a_letter(mailbox, "of today", written_on=NOW.date()))
        change.queue(a_letter(mailbox, "of yesterday", written_on=yesterday))
        change.queue(a_letter(mailbox, "without bytes", raw=None, written_on=NOW.date()))
    may_go = MayGo(NOW, NOW.date())
    waiting = store.letters_to_write(mailbox.id, may_go)
    assert [(one.id, one.written) for one in waiting] == [(2, True), (3, False)]
    assert [one.key for one in store.claim_letters(mailbox.id, may_go, limit=5, lease_seconds=60)] == ["of today"]
    with store.change() as change:
        change.stands(2, NOW.date())
        change.rewrite(
            "without bytes",
            subject="Subject",
            raw=b"written",
            to=("spoc@police.example",),
            not_before=NOW,
            documents=(),
            wanted={},
            written_on=NOW.date(),
        )
    claimed = store.claim_letters(mailbox.id, may_go, limit=5, lease_seconds=60)
    assert [(one.key, one.raw) for one in claimed] == [("of yesterday", b"raw"), ("without bytes", b"written")]
    assert store.letters_to_write(mailbox.id, may_go) == []


def test_a_letter_whose_reason_has_ended_is_withdrawn_unless_it_was_tried(store: Store, mailbox: Mailbox) -> None:
    with store.change() as change:
        change.queue(a_letter(mailbox, "R/formal/reminder/1"))
        change.queue(a_letter(mailbox, "R/formal/reminder/2"))
    store.claim_letters(mailbox.id, MayGo(NOW, NOW.date()), limit=1, lease_seconds=60)
    with store.change() as change:
        change.withdraw("R/formal/reminder/", "answered")
    assert sorted(one.state for one in store.letters()) == ["sending", "withdrawn"]


def test_cases_that_will_need_somebody_are_the_open_ones_and_those_with_a_day_of_next_look(
    store: Store, mailbox: Mailbox
) -> None:
    later, sooner = date(2026, 3, 20), date(2026, 3, 10)
    with store.change() as change:
        change.save_case(replace(a_case(mailbox, "R-1", later), closed=NOW.date()))
        change.save_case(a_case(mailbox, "R-2", sooner))
        change.save_case(replace(a_case(mailbox, "R-3"), closed=NOW.date()))
        change.save_case(a_case(mailbox, "R-4"))
    found = [one.reference for one in store.cases_next()]
    assert sorted(found) == ["R-1", "R-2", "R-4"]
    assert found.index("R-2") < found.index("R-1")


def test_the_journal_cannot_be_changed(store: Store, mailbox: Mailbox) -> None:
    line = {
        "mailbox_id": mailbox.id, "case_id": 1, "at": NOW, "what": "opened", "by": "a", "why": "w",
        "clause": None, "basis": None, "message_id": None, "data": {}, "undoes": None,
    }  # fmt: skip
    with store.change() as change:
        change.journal([line])
    for statement in ("UPDATE journal SET why = 'other'", "DELETE FROM journal"):
        try:
            with store.change():
                store._database.execute_sql(statement)
        except Exception as refusal:
            assert "only appended" in str(refusal)
    assert [one.why for one in store.journal(1)] == ["w"]


def test_a_case_is_found_by_its_day_its_keys_and_its_documents(store: Store, mailbox: Mailbox) -> None:
    with store.change() as change:
        case_id = change.save_case(a_case(mailbox, next_look=date(2026, 3, 11)))
        change.match_keys(case_id, mailbox.id, ("k1", "k2"))
        change.document(mailbox.id, "d" * 64, case_id)
    assert store.cases_to_look_at(mailbox.id, date(2026, 3, 10), 5) == []
    assert [one.reference for one in store.cases_to_look_at(mailbox.id, date(2026, 3, 11), 5)] == ["RPDE-2026-0001"]
    assert [one.reference for one in store.cases_by_keys(mailbox.id, ("k2", "k3"))] == ["RPDE-2026-0001"]
    found = store.case_of_document(mailbox.id, "d" * 64)
    assert found is not None and found.reference == "RPDE-2026-0001"


def test_a_second_beat_on_one_store_is_refused(store: Store, tmp_path: Path) -> None:
    with store.served(), Store.open(store.url) as other, pytest.raises(TryLater), other.served():
        pass


def test_a_newer_store_stops_an_older_program(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with Store.open(url) as one, one.change() as change:
        change.set("schema", 99)
    with pytest.raises(Misconfigured, match="newer version"):
        Store.open(url)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("this is not a database, whatever its name says")
    with pytest.raises(Misconfigured, match="not a database"):
        Store.open(f"sqlite:///{tmp_path / 'store.db'}")


def test_a_backup_is_whole_while_the_store_is_in_use(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        mailbox = store.mailbox("m")
        spooled(store, mailbox)
        store.backup(tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM message").fetchone() == (1,)
    copy.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM message WHERE mailbox_id = 1 AND state = 'spooled' ORDER BY internaldate",
        "SELECT * FROM \"case\" WHERE mailbox_id = 1 AND next_look <= '2026-03-04'",
        "SELECT * FROM letter WHERE mailbox_id = 1 AND state IN ('queued', 'sending')",
        "SELECT * FROM letter WHERE message_id = '<x>'",
        "SELECT * FROM document WHERE sha256 = 'x'",
        "SELECT * FROM match_key WHERE mailbox_id = 1 AND key = 'x'",
    ],
)
def test_what_every_mail_asks_is_answered_by_an_index(tmp_path: Path, statement: str) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        plan = " ".join(str(row) for row in store._database.execute_sql(f"EXPLAIN QUERY PLAN {statement}"))
    assert "USING INDEX" in plan or "USING COVERING INDEX" in plan
