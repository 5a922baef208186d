"""Numbered steps from one shape of the store to the next, each in the one transaction that also notes its number.

A store made by a newer program stops this one, because writing into a shape that one does not know loses things.
"""

from __future__ import annotations

from collections.abc import Callable

import peewee

from daemon.faults import Misconfigured
from daemon.store.engine import is_sqlite, writing
from daemon.store.tables import TABLES, State

_VERSION = "schema"


def _first(database: peewee.Database) -> None:
    """Every table; a journal that refuses to be changed."""
    database.create_tables(TABLES)
    if is_sqlite(database):
        for verb in ("UPDATE", "DELETE"):
            database.execute_sql(
                f"CREATE TRIGGER IF NOT EXISTS journal_no_{verb.lower()} BEFORE {verb} ON journal "
                "BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END"
            )
    else:
        database.execute_sql("CREATE OR REPLACE RULE journal_no_update AS ON UPDATE TO journal DO INSTEAD NOTHING")
        database.execute_sql("CREATE OR REPLACE RULE journal_no_delete AS ON DELETE TO journal DO INSTEAD NOTHING")


def _letters_again(database: peewee.Database) -> None:
    """What a letter was made from, and on which day: letters that have waited are written again."""
    known = {one.name for one in database.get_columns("letter")}
    for name, kind in (("wanted", "TEXT"), ("written_on", "VARCHAR(10)")):
        if name not in known:
            database.execute_sql(f"ALTER TABLE letter ADD COLUMN {name} {kind}")


STEPS: tuple[Callable[[peewee.Database], None], ...] = (_first, _letters_again)


def migrate(database: peewee.Database) -> None:
    """Bring the store to this program's shape. Raises `Misconfigured` when it is a newer one's."""
    found = _version(database)
    if found > len(STEPS):
        raise Misconfigured(
            f"The store was made by a newer version of this program (its shape is {found}, this one knows {len(STEPS)}). "
            "Install that version again."
        )
    if found == len(STEPS):
        return
    with writing(database):
        found = _version(database)
        for step in STEPS[found:]:
            step(database)
        _note(len(STEPS))


def _note(version: int) -> None:
    State.insert(key=_VERSION, value=str(version)).on_conflict(
        conflict_target=[State.key], update={State.value: str(version)}
    ).execute()


def _version(database: peewee.Database) -> int:
    if not database.table_exists("state"):
        return 0
    row = State.get_or_none(State.key == _VERSION)
    return int(row.value) if row else 0
