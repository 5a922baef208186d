"""What the store keeps beside messages, cases and letters, and its counts."""

from __future__ import annotations

import json
from typing import Any

from daemon.store import statements, tables, values
from daemon.store.asking.base import Asking
from daemon.store.engine import day


class Kept(Asking):
    """Protocols, contacts and small values by name."""

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
