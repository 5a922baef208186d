"""What is kept beside messages, cases and letters."""

from __future__ import annotations

from typing import Any

from daemon.store import statements, tables
from daemon.store.changing.base import Changing
from daemon.store.engine import packed


class KeptChanges(Changing):
    """Protocols, contacts and small values by name."""

    def keep_protocol(self, version: str, name: str, text: str) -> None:
        """Keep the text of a protocol, so that a case can always be decided under the version it opened with."""
        tables.ProtocolText.insert(version=version, name=name, text=text).on_conflict_ignore().execute()

    def keep_contacts(self, digest: str, data: bytes) -> None:
        """Keep the last good contacts.xlsx."""
        table = tables.Kept
        table.insert(name="contacts", digest=digest, data=data).on_conflict(
            conflict_target=[table.name], update={table.digest: digest, table.data: data}
        ).execute()

    def set(self, key: str, value: Any) -> None:
        """Keep a small value by name."""
        table = tables.State
        row_id = statements.first_id(self._database, table, {"key": key})
        if row_id is None:
            # Another worker may have kept it meanwhile.
            table.insert(key=key, value=packed(value)).on_conflict(
                conflict_target=[table.key], update={table.value: packed(value)}
            ).execute()
        else:
            statements.update(self._database, table, row_id, {"value": packed(value)})
