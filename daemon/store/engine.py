"""The two engines behind one door: how each is opened, and how each begins a transaction that writes.

SQLite runs in WAL with `synchronous=FULL`, so that what is committed is on the disk; a writing transaction begins
IMMEDIATE, because one that begins by reading fails when another writes meanwhile. PostgreSQL takes neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import peewee

from daemon.faults import Misconfigured, ServerAway, TryLater
from daemon.store.drivers import load_psycopg


def open_database(url: str) -> peewee.Database:
    """A database for `url` ("sqlite:///FILE" or "postgresql://…"). Raises a sentence when it cannot be had."""
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///"))
        if not file.parent.is_dir():
            raise Misconfigured(f"[store] url: the folder {file.parent} does not exist. Make it, or name another.")
        return peewee.SqliteDatabase(
            str(file),
            pragmas={"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "cache_size": -8000},
            timeout=30,
        )
    try:
        from playhouse.db_url import parse
    except ImportError as fault:  # pragma: no cover - part of peewee
        raise Misconfigured(f"peewee is incomplete here: {fault}.") from None
    load_psycopg()
    return peewee.PostgresqlDatabase(prefer_psycopg3=True, **_connection(parse(url)))


def _connection(parsed: dict[str, Any]) -> dict[str, Any]:
    return {("database" if key == "database" else key): value for key, value in parsed.items()}


def connect(database: peewee.Database, url: str) -> None:
    """Open this thread's connection. Raises `Misconfigured` or `ServerAway` with a sentence."""
    try:
        database.connect(reuse_if_open=True)
        database.execute_sql("SELECT 1")
    except peewee.OperationalError as fault:
        if url.startswith("sqlite:"):
            file = url.removeprefix("sqlite:///")
            raise Misconfigured(
                f"The store {file} cannot be opened ({fault}). Check that its folder can be written by this user."
            ) from None
        raise ServerAway(f"The database does not answer ({str(fault).splitlines()[0]}). Check [store] url.") from None
    except peewee.DatabaseError as fault:
        raise Misconfigured(
            f"The store is not a database ({fault}). Put the last backup back, or name another file."
        ) from None


def writing(database: peewee.Database) -> AbstractContextManager[Any]:
    """One transaction that writes, all or nothing; within another, a savepoint of it."""
    if database.in_transaction():
        return _savepoint(database)
    return database.atomic("IMMEDIATE") if is_sqlite(database) else database.atomic()


@contextmanager
def _savepoint(database: peewee.Database) -> Iterator[None]:
    """A savepoint under one name for all, so that the engine knows the statement; the innermost of a name counts."""
    database.execute_sql("SAVEPOINT part")
    try:
        yield
    except BaseException:
        database.execute_sql("ROLLBACK TO SAVEPOINT part")
        database.execute_sql("RELEASE SAVEPOINT part")
        raise
    database.execute_sql("RELEASE SAVEPOINT part")


def is_sqlite(database: peewee.Database) -> bool:
    return isinstance(database, peewee.SqliteDatabase)


def busy(fault: peewee.OperationalError) -> TryLater:
    """The store is locked by somebody else for longer than we wait."""
    return TryLater(f"The store is in use by another program ({fault}). Try again in a minute.")


def instant_text(instant: datetime) -> str:
    """An instant as sortable text."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def day_text(value: date | None) -> str | None:
    return value.isoformat() if value else None


def packed(value: Any) -> str:
    """JSON for a column: dates and instants as ISO text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_iso)


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept as JSON")
