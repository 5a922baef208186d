"""What the store knows of messages: those to admit, their bytes, their outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from daemon.store import rows, statements, tables, values
from daemon.store.asking.base import Asking
from daemon.store.engine import instant_text


class Messages(Asking):
    """Messages, from spooled to filed."""

    def claim_messages(
        self, mailbox_id: int, now: datetime, limit: int, lease_seconds: int, *, fresh_only: bool = False
    ) -> list[values.Message]:
        """Spooled messages to admit, oldest first, with the try counted before it begins.

        A message that has been tried is claimed alone, so that one that kills the process cannot take its neighbours'
        tries with it; with `fresh_only`, not at all.
        """
        table = tables.Message
        text = instant_text(now)
        waiting = (table.mailbox_id == mailbox_id) & (table.state == "spooled")
        free = waiting & (table.lease_until.is_null() | (table.lease_until < text))
        fresh = free & (table.tries == 0)
        with self.change():
            query = table.select().where(fresh).order_by(table.internaldate, table.id).limit(limit)
            found = list(self._skip_locked(query))
            if not found and not fresh_only:
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
