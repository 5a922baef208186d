"""What every group of questions stands on: the database, and a way to write what a claim has to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import peewee

from daemon.faults import TryLater
from daemon.store.change import Change
from daemon.store.engine import is_sqlite, writing


class Asking:
    """One database, asked and changed in transactions."""

    def __init__(self, database: peewee.Database) -> None:
        self._database = database
        self._changes = 0

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

    def change_count(self) -> int:
        """A number that grows with every change made through this object."""
        return self._changes

    def _skip_locked(self, query: Any) -> Any:
        return query if is_sqlite(self._database) else query.for_update("FOR UPDATE SKIP LOCKED")
