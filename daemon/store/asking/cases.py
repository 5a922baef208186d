"""What the store knows of cases, and by what a message finds its case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from daemon.store import rows, statements, tables, values
from daemon.store.asking.base import Asking
from daemon.store.engine import day_text


class Cases(Asking):
    """Cases and their journals."""

    def case(self, reference: str | None) -> values.CaseRow | None:
        found = tables.Case.get_or_none(tables.Case.reference == reference) if reference else None
        return rows.case(found) if found else None

    def case_by_id(self, case_id: int | None) -> values.CaseRow | None:
        found = tables.Case.get_or_none(tables.Case.id == case_id) if case_id is not None else None
        return rows.case(found) if found else None

    def cases(self) -> Iterator[values.CaseRow]:
        """Every case, oldest first, one at a time."""
        return (rows.case(row) for row in tables.Case.select().order_by(tables.Case.id).iterator())

    def cases_next(self) -> Iterator[values.CaseRow]:
        """Cases that will need somebody: those that have a day of next look, or are open."""
        table, some = tables.Case, tables.Case.alias()
        # Each half is found in an index; the two as one condition would go through every case.
        looked_at = some.select(some.id).where(some.next_look.is_null(False))
        still_open = some.select(some.id).where(some.closed.is_null())
        query = table.select().where(table.id.in_(looked_at.union(still_open))).order_by(table.next_look)
        return (rows.case(row) for row in query.iterator())

    def cases_to_look_at(self, mailbox_id: int, today: date, limit: int) -> list[values.CaseRow]:
        """Cases whose day of next look is `today` or past, longest waiting first."""
        table = tables.Case
        query = (
            table.select()
            .where((table.mailbox_id == mailbox_id) & (table.next_look <= day_text(today)))
            .order_by(table.next_look)
            .limit(limit)
        )
        return [rows.case(row) for row in query]

    def case_by_thread(self, mailbox_id: int, message_ids: Sequence[str]) -> values.CaseRow | None:
        """The case of the first of `message_ids` that is a letter of ours or a message of a case."""
        for message_id in message_ids[:50]:
            letter = tables.Letter.get_or_none(
                (tables.Letter.message_id == message_id) & tables.Letter.case_id.is_null(False)
            )
            if letter is not None:
                return self.case_by_id(letter.case_id)
            link = (
                tables.MessageCase.select(tables.MessageCase.case_id)
                .join(tables.Message, on=(tables.Message.id == tables.MessageCase.message_row))
                .where((tables.Message.message_id == message_id) & (tables.Message.mailbox_id == mailbox_id))
                .order_by(tables.MessageCase.case_id.desc())
                .first()
            )
            if link is not None:
                return self.case_by_id(link.case_id)
        return None

    def case_of_document(self, mailbox_id: int, sha256: str) -> values.CaseRow | None:
        """The case that a document with these bytes has been part of already."""
        table = tables.Document
        if statements.first_id(self._database, table, {"mailbox_id": mailbox_id, "sha256": sha256}) is None:
            return None
        found = (
            table.select()
            .where((table.mailbox_id == mailbox_id) & (table.sha256 == sha256) & table.case_id.is_null(False))
            .order_by(table.id)
            .first()
        )
        return self.case_by_id(found.case_id) if found else None

    def cases_by_keys(self, mailbox_id: int, keys: Sequence[str]) -> list[values.CaseRow]:
        """Cases that share any of `keys` (digests of who raised what about whom)."""
        if not keys:
            return []
        table = tables.MatchKey
        ids = statements.values_where(self._database, table, "case_id", {"mailbox_id": mailbox_id}, "key", keys)
        return [rows.case(row) for row in tables.Case.select().where(tables.Case.id.in_(ids))] if ids else []

    def journal(self, case_id: int | None) -> list[values.JournalRow]:
        """A case's journal, from its first line to its last."""
        table = tables.Journal
        return [rows.journal(row) for row in table.select().where(table.case_id == case_id).order_by(table.id)]
