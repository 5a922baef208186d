"""The store as one looks at it: every question that the service and the commands ask of what is written down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import peewee

from daemon.faults import TryLater
from daemon.store import rows, statements, tables, values
from daemon.store.change import Change
from daemon.store.engine import connect, day, day_text, instant_text, is_sqlite, open_database, writing
from daemon.store.migrations import migrate

_LOCK = 0x0CA5E


class Store:
    """One database. Use it as a context manager, or `close` it."""

    def __init__(self, database: peewee.Database, url: str) -> None:
        self._database = database
        self._url = url
        self._changes = 0

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the store at `url`, made or brought up to date where that is needed.

        Raises `Misconfigured` when it cannot be written or is not ours, `ServerAway` when PostgreSQL does not answer.
        """
        database = open_database(url)
        connect(database, url)
        tables.database.initialize(database)
        migrate(database)
        return cls(database, url)

    def close(self) -> None:
        if not self._database.is_closed():
            self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def served(self) -> Iterator[None]:
        """Be the only beat on this store (DESIGN 11). Raises `TryLater` when another is at work.

        SQLite: a lock file beside the database, freed by the kernel when its holder dies. PostgreSQL: a session
        advisory lock, freed with the connection.
        """
        if not is_sqlite(self._database):
            taken = self._database.execute_sql("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()
            if not taken or not taken[0]:
                raise TryLater("Another case-intake serves this store already. Stop it first, or leave it be.")
            try:
                self._free_leases()
                yield
            finally:
                self._database.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))
            return
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self._url.removeprefix('sqlite:///')}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise TryLater("Another case-intake serves this store already. Stop it first, or leave it be.") from None
        try:
            self._free_leases()
            yield
        finally:
            lock.release()

    def _free_leases(self) -> None:
        """What a beat had claimed that died is free again: whoever holds the lock is the only one who claims."""
        message, letter = tables.Message, tables.Letter
        with self.change():
            message.update(lease_until=None).where(message.lease_until.is_null(False)).execute()
            letter.update(lease_until=None, state="queued").where(letter.state == "sending").execute()

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One transaction that writes: everything in the block, or nothing of it."""
        try:
            with writing(self._database):
                yield Change(self._database)
        except peewee.OperationalError as fault:
            raise TryLater(
                f"The store could not be written ({fault}). Is the disk full, or another program at it?"
            ) from fault
        self._changes += 1

    def backup(self, file: Path) -> None:
        """A consistent copy of an SQLite store while it is in use."""
        if not isinstance(self._database, peewee.SqliteDatabase):
            raise TryLater("A PostgreSQL store is backed up with pg_dump.")
        import sqlite3

        with sqlite3.connect(file) as target:
            self._database.connection().backup(target, pages=-1)
        target.close()

    # Mailboxes

    def mailbox(self, name: str) -> values.Mailbox:
        """The mailbox of that name, made the first time it is asked for."""
        found = tables.Mailbox.get_or_none(tables.Mailbox.name == name)
        if found is None:
            with self.change():
                found = tables.Mailbox.get_or_create(name=name)[0]
        return rows.mailbox(found)

    def in_baseline(self, mailbox_id: int, mails: Sequence[tuple[datetime, int]]) -> set[tuple[datetime, int]]:
        """Those of `mails` (INTERNALDATE, size) that lay there before the start."""
        known = tables.Baseline.select(tables.Baseline.internaldate, tables.Baseline.size).where(
            tables.Baseline.mailbox_id == mailbox_id
        )
        kept = set(known.tuples())
        return {mail for mail in mails if (instant_text(mail[0]), mail[1]) in kept}

    def vanished_uids(self, mailbox_id: int, uidvalidity: int) -> list[int]:
        """UIDs that were listed and could not be fetched, and are still to be asked for."""
        table = tables.Vanished
        return [
            row.uid
            for row in table.select().where(
                (table.mailbox_id == mailbox_id) & (table.uidvalidity == uidvalidity) & (table.beats < 3)
            )
        ]

    def places(self, mailbox_id: int, folder: str, uidvalidity: int) -> set[int]:
        """The UIDs of a folder that are known, under that UIDVALIDITY."""
        table = tables.Place
        query = table.select(table.uid).where(
            (table.mailbox_id == mailbox_id) & (table.folder == folder) & (table.uidvalidity == uidvalidity)
        )
        found: Any = query.tuples()
        return {uid for (uid,) in found}

    # Messages

    def claim_messages(self, mailbox_id: int, now: datetime, limit: int, lease_seconds: int) -> list[values.Message]:
        """Spooled messages to admit, oldest first, with the try counted before it begins.

        A message that has been tried is claimed alone, so that one that kills the process cannot take its neighbours'
        tries with it.
        """
        table = tables.Message
        text = instant_text(now)
        waiting = (table.mailbox_id == mailbox_id) & (table.state == "spooled")
        free = waiting & (table.lease_until.is_null() | (table.lease_until < text))
        fresh = free & (table.tries == 0)
        with self.change():
            query = table.select().where(fresh).order_by(table.internaldate, table.id).limit(limit)
            found = list(self._skip_locked(query))
            if not found:
                again = table.select().where(free).order_by(table.internaldate, table.id).limit(1)
                found = list(self._skip_locked(again))
            if found:
                lease = instant_text(now + timedelta(seconds=lease_seconds))
                table.update(tries=table.tries + 1, lease_until=lease).where(
                    table.id.in_([row.id for row in found])
                ).execute()
        for row in found:
            row.tries += 1
        return [rows.message(row) for row in found]

    def _skip_locked(self, query: Any) -> Any:
        return query if is_sqlite(self._database) else query.for_update("FOR UPDATE SKIP LOCKED")

    def raw(self, message_id: int) -> bytes:
        """The bytes of a message as they were fetched."""
        return b"".join(self.raw_chunks(message_id))

    def raw_chunks(self, message_id: int) -> Iterator[bytes]:
        """The bytes of a message, a mebibyte at a time."""
        table = tables.Chunk
        chunks: Any = table.select(table.data).where(table.message_id == message_id).order_by(table.number).tuples()
        for (data,) in chunks:
            yield bytes(data)

    def message(self, message_id: int) -> values.Message | None:
        found = tables.Message.get_or_none(tables.Message.id == message_id)
        return rows.message(found) if found else None

    def message_by_header_id(self, mailbox_id: int, message_id: str | None) -> values.Message | None:
        """The first message with that Message-ID."""
        if message_id is None:
            return None
        asked = {"message_id": message_id, "mailbox_id": mailbox_id}
        found = statements.first_id(self._database, tables.Message, asked)
        return self.message(found) if found is not None else None

    def attachment_digests(self, message_id: int) -> list[str]:
        """The digests of what a message carries, in their own order, a repeated one as often as it is there."""
        table = tables.Attachment
        found: Any = table.select(table.sha256).where(table.message_id == message_id).tuples()
        return sorted(sha256 for (sha256,) in found)

    def cases_of_message(self, message_id: int) -> tuple[int, ...]:
        """The cases that a message is part of."""
        table = tables.MessageCase
        found: Any = table.select(table.case_id).where(table.message_row == message_id).order_by(table.case_id).tuples()
        return tuple(case_id for (case_id,) in found)

    def messages_of_case(self, case_id: int) -> list[values.Message]:
        """The messages that belong to a case, as they were received."""
        table, link = tables.Message, tables.MessageCase
        found: Any = table.select().join(link, on=(link.message_row == table.id)).where(link.case_id == case_id)
        return [rows.message(row) for row in found.order_by(table.internaldate, table.id)]

    def messages(self, state: str | None = None) -> Iterator[values.Message]:
        """All messages, or those in one state, oldest first."""
        query = tables.Message.select().order_by(tables.Message.internaldate, tables.Message.id)
        if state is not None:
            query = query.where(tables.Message.state == state)
        return (rows.message(row) for row in query.iterator())

    def held(self) -> list[values.Message]:
        """Messages that wait for a person, oldest first."""
        return list(self.messages("held"))

    def to_file(self, mailbox_id: int, limit: int) -> list[values.Place]:
        """Mails that have an outcome and have not been moved to its folder."""
        place, message = tables.Place, tables.Message
        query = (
            place.select(place.id, place.folder, place.uidvalidity, place.uid, message.folder.alias("target"))
            .join(message, on=(message.id == place.message_id))
            .where((place.mailbox_id == mailbox_id) & place.filed.is_null() & message.folder.is_null(False))
            .order_by(place.id)
            .limit(limit)
        )
        found: Any = query.tuples()
        return [values.Place(*row) for row in found]

    # Cases

    def case(self, reference: str | None) -> values.CaseRow | None:
        found = tables.Case.get_or_none(tables.Case.reference == reference) if reference else None
        return rows.case(found) if found else None

    def case_by_id(self, case_id: int | None) -> values.CaseRow | None:
        found = tables.Case.get_or_none(tables.Case.id == case_id) if case_id is not None else None
        return rows.case(found) if found else None

    def cases(self) -> Iterator[values.CaseRow]:
        """Every case, oldest first, one at a time."""
        return (rows.case(row) for row in tables.Case.select().order_by(tables.Case.id).iterator())

    def cases_next(self) -> Iterator[values.CaseRow]:
        """Cases that will need somebody: those that have a day of next look, or are open."""
        table = tables.Case
        query = table.select().where(table.next_look.is_null(False) | table.closed.is_null()).order_by(table.next_look)
        return (rows.case(row) for row in query.iterator())

    def cases_to_look_at(self, mailbox_id: int, today: date, limit: int) -> list[values.CaseRow]:
        """Cases whose day of next look is `today` or past, longest waiting first."""
        table = tables.Case
        query = (
            table.select()
            .where((table.mailbox_id == mailbox_id) & (table.next_look <= day_text(today)))
            .order_by(table.next_look)
            .limit(limit)
        )
        return [rows.case(row) for row in query]

    def case_by_thread(self, mailbox_id: int, message_ids: Sequence[str]) -> values.CaseRow | None:
        """The case of the first of `message_ids` that is a letter of ours or a message of a case."""
        for message_id in message_ids[:50]:
            letter = tables.Letter.get_or_none(
                (tables.Letter.message_id == message_id) & tables.Letter.case_id.is_null(False)
            )
            if letter is not None:
                return self.case_by_id(letter.case_id)
            link = (
                tables.MessageCase.select(tables.MessageCase.case_id)
                .join(tables.Message, on=(tables.Message.id == tables.MessageCase.message_row))
                .where((tables.Message.message_id == message_id) & (tables.Message.mailbox_id == mailbox_id))
                .order_by(tables.MessageCase.case_id.desc())
                .first()
            )
            if link is not None:
                return self.case_by_id(link.case_id)
        return None

    def case_of_document(self, mailbox_id: int, sha256: str) -> values.CaseRow | None:
        """The case that a document with these bytes has been part of already."""
        table = tables.Document
        if statements.first_id(self._database, table, {"mailbox_id": mailbox_id, "sha256": sha256}) is None:
            return None
        found = (
            table.select()
            .where((table.mailbox_id == mailbox_id) & (table.sha256 == sha256) & table.case_id.is_null(False))
            .order_by(table.id)
            .first()
        )
        return self.case_by_id(found.case_id) if found else None

    def cases_by_keys(self, mailbox_id: int, keys: Sequence[str]) -> list[values.CaseRow]:
        """Cases that share any of `keys` (digests of who raised what about whom)."""
        if not keys:
            return []
        table = tables.MatchKey
        found: Any = (
            table.select(table.case_id).where((table.mailbox_id == mailbox_id) & table.key.in_(list(keys))).tuples()
        )
        ids = {case_id for (case_id,) in found}
        return [rows.case(row) for row in tables.Case.select().where(tables.Case.id.in_(ids))] if ids else []

    def journal(self, case_id: int | None) -> list[values.JournalRow]:
        """A case's journal, from its first line to its last."""
        table = tables.Journal
        return [rows.journal(row) for row in table.select().where(table.case_id == case_id).order_by(table.id)]

    # Letters

    def claim_letters(
        self, mailbox_id: int, may_go: values.MayGo, *, limit: int, lease_seconds: int
    ) -> list[values.Letter]:
        """Letters to send now, acknowledgements first, each leased with its attempt counted.

        A lease that has run out is claimed again: its sender died, and the same bytes go under the same Message-ID.
        """
        table = tables.Letter
        ready = self._going(mailbox_id, may_go) & ~self._to_write(may_go.today)
        with self.change():
            query = table.select().where(ready).order_by(table.rank, table.not_before, table.id).limit(limit)
            found = list(self._skip_locked(query))
            if found:
                lease = instant_text(may_go.now + timedelta(seconds=lease_seconds))
                table.update(attempts=table.attempts + 1, state="sending", lease_until=lease).where(
                    table.id.in_([row.id for row in found])
                ).execute()
        bytes_of = tables.LetterBytes
        raws = (
            {
                row.letter_id: bytes(row.data)
                for row in bytes_of.select().where(bytes_of.letter_id.in_([row.id for row in found]))
            }
            if found
            else {}
        )
        for row in found:
            row.attempts += 1
        return [rows.letter(row, raws.get(row.id, b"")) for row in found]

    def _ready(self, mailbox_id: int, now_text: str) -> Any:
        table = tables.Letter
        return (
            (table.mailbox_id == mailbox_id)
            & (table.state.in_(["queued", "sending"]))
            & (table.not_before <= now_text)
            & (table.lease_until.is_null() | (table.lease_until < now_text) | (table.state == "queued"))
        )

    def _going(self, mailbox_id: int, may_go: values.MayGo) -> Any:
        table = tables.Letter
        which = self._ready(mailbox_id, instant_text(may_go.now))
        if may_go.only_urgent:
            which &= table.urgent == True  # noqa: E712 - the column's own comparison
        if may_go.answers_only:
            which &= (table.rank == 0) | (table.urgent == True)  # noqa: E712 - the column's own comparison
        if not may_go.collected_today:
            which &= table.needs_collect == False  # noqa: E712 - the column's own comparison
        return which

    def _to_write(self, today: date) -> Any:
        """Letters that nobody has tried to send and that have no bytes, or bytes of an earlier day."""
        table = tables.Letter
        of_today = table.written_on.is_null() | (table.written_on >= day_text(today))
        return (table.state == "queued") & (table.attempts == 0) & ~of_today

    def letters_to_write(
        self, mailbox_id: int, may_go: values.MayGo, limit: int | None = None
    ) -> list[values.WaitingLetter]:
        """Letters that may go and must be written before, in the order in which they go."""
        table = tables.Letter
        query = (
            table.select(table.id, table.case_id, table.subject, table.not_before, table.wanted, table.written_on)
            .where(self._going(mailbox_id, may_go) & self._to_write(may_go.today))
            .order_by(table.rank, table.not_before, table.id)
            .limit(limit)
        )
        return [
            values.WaitingLetter(
                id=row.id,
                case_id=row.case_id,
                subject=row.subject,
                not_before=datetime.fromisoformat(row.not_before),
                wanted=json.loads(row.wanted or "{}"),
                written=row.written_on != tables.UNWRITTEN,
            )
            for row in query
        ]

    def letters_wait(self, mailbox_id: int, now: datetime) -> bool:
        """True when some letter may go at `now`."""
        return tables.Letter.select(tables.Letter.id).where(self._ready(mailbox_id, instant_text(now))).exists()

    def sent_since(self, mailbox_id: int, since: datetime) -> int:
        """How many letters went since that instant."""
        table = tables.Letter
        return table.select().where((table.mailbox_id == mailbox_id) & (table.sent_at > instant_text(since))).count()

    def letters_queued_since(self, mailbox_id: int, occasion: str, since: datetime) -> int:
        """How many letters of an occasion were queued since that instant."""
        table = tables.Letter
        return (
            table.select()
            .where(
                (table.mailbox_id == mailbox_id)
                & (table.occasion == occasion)
                & (table.queued_at > instant_text(since))
            )
            .count()
        )

    def letters(self) -> list[values.Letter]:
        """Every letter, oldest first, without its bytes."""
        references = {row.id: row.reference for row in tables.Case.select(tables.Case.id, tables.Case.reference)}
        query = tables.Letter.select().order_by(tables.Letter.id)
        return [rows.letter(row, reference=references.get(row.case_id)) for row in query.iterator()]

    def letters_in(
        self,
        mailbox_id: int,
        states: Sequence[str],
        *,
        occasion: str | None = None,
        since: datetime | None = None,
    ) -> list[values.Letter]:
        """Letters in one of `states`, oldest first, without their bytes; of one occasion, or queued since an instant."""
        table = tables.Letter
        which = (table.mailbox_id == mailbox_id) & table.state.in_(list(states))
        if occasion is not None:
            which &= table.occasion == occasion
        if since is not None:
            which &= table.queued_at > instant_text(since)
        return [rows.letter(row) for row in table.select().where(which).order_by(table.id)]

    def letters_of_case(self, case_id: int | None) -> list[values.Letter]:
        """Every letter of a case, oldest first, without its bytes."""
        table = tables.Letter
        return [rows.letter(row) for row in table.select().where(table.case_id == case_id).order_by(table.id)]

    def letter(self, letter_id: int) -> values.Letter | None:
        """One letter with its bytes."""
        found = tables.Letter.get_or_none(tables.Letter.id == letter_id)
        if found is None:
            return None
        stored = tables.LetterBytes.get_or_none(tables.LetterBytes.letter_id == letter_id)
        row = self.case_by_id(found.case_id)
        return rows.letter(found, bytes(stored.data) if stored else b"", row.reference if row else None)

    def wanted_of(self, letter_id: int) -> dict[str, Any] | None:
        """A letter as it was wanted, before it was written; None where that was not kept."""
        found = tables.Letter.get_or_none(tables.Letter.id == letter_id)
        return json.loads(found.wanted) if found is not None and found.wanted else None

    def letter_by_message_id(self, message_id: str) -> values.Letter | None:
        if statements.first_id(self._database, tables.Letter, {"message_id": message_id}) is None:
            return None
        found = tables.Letter.get_or_none(tables.Letter.message_id == message_id)
        return rows.letter(found) if found else None

    def is_own_document(self, sha256: str) -> bool:
        """True when a letter of ours enclosed these bytes."""
        table = tables.Document
        if statements.first_id(self._database, table, {"sha256": sha256}) is None:
            return False
        return table.select(table.id).where((table.sha256 == sha256) & table.letter_id.is_null(False)).exists()

    def copies_owed(self, mailbox_id: int) -> list[values.Letter]:
        """Sent letters whose copy is not in the Sent folder yet, with their bytes; at most a hundred at a time."""
        table = tables.Letter
        found = list(
            table.select()
            .where((table.mailbox_id == mailbox_id) & (table.state == "sent") & table.copy.is_null())
            .order_by(table.id)
            .limit(100)
        )
        owed = []
        for row in found:
            stored = tables.LetterBytes.get_or_none(tables.LetterBytes.letter_id == row.id)
            owed.append(rows.letter(row, bytes(stored.data) if stored else b""))
        return owed

    # What is kept beside

    def protocol_text(self, version: str) -> str | None:
        found = tables.ProtocolText.get_or_none(tables.ProtocolText.version == version)
        return found.text if found else None

    def last_contacts(self) -> bytes | None:
        """The last contacts.xlsx that could be read."""
        found = tables.Kept.get_or_none(tables.Kept.name == "contacts")
        return bytes(found.data) if found else None

    def get(self, key: str) -> Any:
        """A value that `Change.set` kept, or None."""
        found = statements.kept(self._database, key)
        return json.loads(found) if found is not None else None

    def counts(self, mailbox_id: int) -> values.Counts:
        case, message, letter = tables.Case, tables.Message, tables.Letter
        open_cases = case.select().where((case.mailbox_id == mailbox_id) & case.closed.is_null())
        earliest = open_cases.where(case.due.is_null(False)).order_by(case.due).first()
        return values.Counts(
            cases=case.select().where(case.mailbox_id == mailbox_id).count(),
            open=open_cases.count(),
            held=message.select().where((message.mailbox_id == mailbox_id) & (message.state == "held")).count(),
            queued=letter.select()
            .where((letter.mailbox_id == mailbox_id) & letter.state.in_(["queued", "sending"]))
            .count(),
            next_due=day(earliest.due) if earliest else None,
        )

    def change_count(self) -> int:
        """A number that grows with every change made through this object."""
        return self._changes
