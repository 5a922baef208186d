"""The store: one database, opened, served by one beat at a time, asked and changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import peewee

from daemon.faults import TryLater
from daemon.store import tables
from daemon.store.asking.kept import Kept
from daemon.store.asking.letters import Letters
from daemon.store.asking.mailboxes import Mailboxes
from daemon.store.asking.messages import Messages
from daemon.store.engine import connect, is_sqlite, open_database
from daemon.store.migrations import migrate

_LOCK = 0x0CA5E


class Store(Mailboxes, Messages, Letters, Kept):
    """One database. Use it as a context manager, or `close` it."""

    def __init__(self, database: peewee.Database, url: str) -> None:
        super().__init__(database)
        self.url = url

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

        lock = FileLock(f"{self.url.removeprefix('sqlite:///')}.lock")
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

    def backup(self, file: Path) -> None:
        """A consistent copy of an SQLite store while it is in use."""
        if not isinstance(self._database, peewee.SqliteDatabase):
            raise TryLater("A PostgreSQL store is backed up with pg_dump.")
        import sqlite3

        with sqlite3.connect(file) as target:
            self._database.connection().backup(target, pages=-1)
        target.close()
