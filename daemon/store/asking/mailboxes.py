"""What the store knows of a mailbox and of where its mails lie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from daemon.store import rows, tables, values
from daemon.store.asking.base import Asking
from daemon.store.engine import instant_text


class Mailboxes(Asking):
    """Mailboxes, their starting points and the places of mails."""

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
