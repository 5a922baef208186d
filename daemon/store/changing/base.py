"""What every group of changes stands on: the database of one open transaction."""

from __future__ import annotations

import peewee


class Changing:
    """The database inside one transaction."""

    def __init__(self, database: peewee.Database) -> None:
        self._database = database
