"""The statements that every message needs, as text that is put together once.

peewee builds a statement anew each time it is run, which costs more than SQLite takes to run it. What is said here once
for each table and set of columns is the same for both engines but for the mark of a parameter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import peewee

from daemon.store.tables import Row


def insert(database: peewee.Database, table: type[Row], values: Mapping[str, Any]) -> int:
    """Insert one row, by the attributes of its table; its id."""
    text, defaults = _insertion(table, tuple(values), _mark(database))
    returns = not isinstance(database, peewee.SqliteDatabase)
    cursor = database.execute_sql(f"{text} RETURNING id" if returns else text, (*values.values(), *defaults))
    return cursor.fetchone()[0] if returns else cursor.lastrowid


def update(
    database: peewee.Database,
    table: type[Row],
    row_id: int,
    values: Mapping[str, Any],
    only: Mapping[str, Any] | None = None,
) -> int:
    """Update the row of that id, where its columns are as in `only`; how many rows were changed, one or none."""
    asked = only or {}
    text = _changing(table, tuple(values), tuple(asked), _mark(database))
    return database.execute_sql(text, (*values.values(), row_id, *asked.values())).rowcount


def first_id(database: peewee.Database, table: type[Row], values: Mapping[str, Any]) -> int | None:
    """The lowest id of a row with these values, or None."""
    found = database.execute_sql(_asking(table, tuple(values), _mark(database)), tuple(values.values())).fetchone()
    return found[0] if found else None


def values_where(
    database: peewee.Database,
    table: type[Row],
    wanted: str,
    values: Mapping[str, Any],
    name: str,
    among: Sequence[Any],
) -> set[Any]:
    """The values of one column in the rows with these `values` whose column `name` is `among` some."""
    text = _among(table, wanted, tuple(values), name, len(among), _mark(database))
    return {found for (found,) in database.execute_sql(text, (*values.values(), *among)).fetchall()}


def kept(database: peewee.Database, key: str) -> str | None:
    """The text that is kept under a name, or None."""
    text = f'SELECT "value" FROM "state" WHERE "key" = {_mark(database)}'  # noqa: S608 - a mark
    found = database.execute_sql(text, (key,)).fetchone()
    return found[0] if found else None


def counted(database: peewee.Database, name: str) -> int:
    """One more of what is counted under a name."""
    mark = _mark(database)
    up = f'INSERT INTO "counter" ("name", "value") VALUES ({mark}, 1) ON CONFLICT ("name") DO UPDATE SET "value" = "counter"."value" + 1'  # noqa: S608 - a mark
    database.execute_sql(up, (name,))
    return database.execute_sql(f'SELECT "value" FROM "counter" WHERE "name" = {mark}', (name,)).fetchone()[0]  # noqa: S608 - a mark


def _mark(database: peewee.Database) -> str:
    return "?" if isinstance(database, peewee.SqliteDatabase) else "%s"


@cache
def _insertion(table: type[Row], given: tuple[str, ...], mark: str) -> tuple[str, tuple[Any, ...]]:
    fields = table._meta.fields  # type: ignore[attr-defined]
    defaults = {
        name: field.default for name, field in fields.items() if field.default is not None and name not in given
    }
    names = [*given, *defaults]
    columns = ", ".join(f'"{fields[name].column_name}"' for name in names)
    marks = ", ".join([mark] * len(names))
    text = f'INSERT INTO "{_name(table)}" ({columns}) VALUES ({marks})'  # noqa: S608 - names of our own tables
    return text, tuple(defaults.values())


@cache
def _changing(table: type[Row], given: tuple[str, ...], asked: tuple[str, ...], mark: str) -> str:
    sets = ", ".join(f'"{_column(table, name)}" = {mark}' for name in given)
    which = _all(table, ("id", *asked), mark)
    return f'UPDATE "{_name(table)}" SET {sets} WHERE {which}'  # noqa: S608 - names of our own tables


@cache
def _asking(table: type[Row], asked: tuple[str, ...], mark: str) -> str:
    which = _all(table, asked, mark)
    return f'SELECT "id" FROM "{_name(table)}" WHERE {which} ORDER BY "id" LIMIT 1'  # noqa: S608 - names of our own tables


@cache
def _among(table: type[Row], wanted: str, asked: tuple[str, ...], name: str, count: int, mark: str) -> str:
    which = f'{_all(table, asked, mark)} AND "{_column(table, name)}" IN ({", ".join([mark] * count)})'
    return f'SELECT "{_column(table, wanted)}" FROM "{_name(table)}" WHERE {which}'  # noqa: S608 - names of our own tables


def _all(table: type[Row], asked: tuple[str, ...], mark: str) -> str:
    return " AND ".join(f'"{_column(table, name)}" = {mark}' for name in asked)


def _name(table: type[Row]) -> str:
    return table._meta.table_name  # type: ignore[attr-defined]


def _column(table: type[Row], name: str) -> str:
    return table._meta.fields[name].column_name  # type: ignore[attr-defined]
