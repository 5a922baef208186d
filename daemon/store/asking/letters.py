"""What the store knows of letters: the outbox and what became of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from daemon.store import rows, statements, tables, values
from daemon.store.asking.cases import Cases
from daemon.store.engine import day_text, instant_text


class Letters(Cases):
    """The outbox."""

    def claim_letters(
        self, mailbox_id: int, may_go: values.MayGo, *, limit: int, lease_seconds: int
    ) -> list[values.Letter]:
        """Letters to send now, acknowledgements first, each leased with its attempt counted.

        A lease that has run out is claimed again: its sender died, and the same bytes go under the same Message-ID.
        """
        table = tables.Letter
        ready = self._going(mailbox_id, may_go) & ~self._to_write(may_go.today)
        with self.change():
            query = table.select().where(ready).order_by(table.rank, table.not_before, table.id).limit(limit)
            found = list(self._skip_locked(query))
            if found:
                lease = instant_text(may_go.now + timedelta(seconds=lease_seconds))
                table.update(attempts=table.attempts + 1, state="sending", lease_until=lease).where(
                    table.id.in_([row.id for row in found])
                ).execute()
        bytes_of = tables.LetterBytes
        raws = (
            {
                row.letter_id: bytes(row.data)
                for row in bytes_of.select().where(bytes_of.letter_id.in_([row.id for row in found]))
            }
            if found
            else {}
        )
        for row in found:
            row.attempts += 1
        return [rows.letter(row, raws.get(row.id, b"")) for row in found]

    def _ready(self, mailbox_id: int, now_text: str) -> Any:
        table = tables.Letter
        return (
            (table.mailbox_id == mailbox_id)
            & (table.state.in_(["queued", "sending"]))
            & (table.not_before <= now_text)
            & (table.lease_until.is_null() | (table.lease_until < now_text) | (table.state == "queued"))
        )

    def _going(self, mailbox_id: int, may_go: values.MayGo) -> Any:
        table = tables.Letter
        which = self._ready(mailbox_id, instant_text(may_go.now))
        if may_go.only_urgent:
            which &= table.urgent == True  # noqa: E712 - the column's own comparison
        if may_go.answers_only:
            which &= (table.rank == 0) | (table.urgent == True)  # noqa: E712 - the column's own comparison
        if not may_go.collected_today:
            which &= table.needs_collect == False  # noqa: E712 - the column's own comparison
        return which

    def _to_write(self, today: date) -> Any:
        """Letters that nobody has tried to send and that have no bytes, or bytes of an earlier day."""
        table = tables.Letter
        of_today = table.written_on.is_null() | (table.written_on >= day_text(today))
        return (table.state == "queued") & (table.attempts == 0) & ~of_today

    def letters_to_write(
        self, mailbox_id: int, may_go: values.MayGo, limit: int | None = None
    ) -> list[values.WaitingLetter]:
        """Letters that may go and must be written before, in the order in which they go."""
        table = tables.Letter
        query = (
            table.select(table.id, table.case_id, table.subject, table.not_before, table.wanted, table.written_on)
            .where(self._going(mailbox_id, may_go) & self._to_write(may_go.today))
            .order_by(table.rank, table.not_before, table.id)
            .limit(limit)
        )
        return [
            values.WaitingLetter(
                id=row.id,
                case_id=row.case_id,
                subject=row.subject,
                not_before=datetime.fromisoformat(row.not_before),
                wanted=json.loads(row.wanted or "{}"),
                written=row.written_on != tables.UNWRITTEN,
            )
            for row in query
        ]

    def letters_wait(self, mailbox_id: int, now: datetime) -> bool:
        """True when some letter may go at `now`."""
        return tables.Letter.select(tables.Letter.id).where(self._ready(mailbox_id, instant_text(now))).exists()

    def sent_since(self, mailbox_id: int, since: datetime) -> int:
        """How many letters went since that instant."""
        table = tables.Letter
        return table.select().where((table.mailbox_id == mailbox_id) & (table.sent_at > instant_text(since))).count()

    def letters_queued_since(self, mailbox_id: int, occasion: str, since: datetime) -> int:
        """How many letters of an occasion were queued since that instant."""
        table = tables.Letter
        return (
            table.select()
            .where(
                (table.mailbox_id == mailbox_id)
                & (table.occasion == occasion)
                & (table.queued_at > instant_text(since))
            )
            .count()
        )

    def letters(self) -> list[values.Letter]:
        """Every letter, oldest first, without its bytes."""
        references = {row.id: row.reference for row in tables.Case.select(tables.Case.id, tables.Case.reference)}
        query = tables.Letter.select().order_by(tables.Letter.id)
        return [rows.letter(row, reference=references.get(row.case_id)) for row in query.iterator()]

    def letters_in(
        self,
        mailbox_id: int,
        states: Sequence[str],
        *,
        occasion: str | None = None,
        since: datetime | None = None,
    ) -> list[values.Letter]:
        """Letters in one of `states`, oldest first, without their bytes; of one occasion, or queued since an instant."""
        table = tables.Letter
        which = (table.mailbox_id == mailbox_id) & table.state.in_(list(states))
        if occasion is not None:
            which &= table.occasion == occasion
        if since is not None:
            which &= table.queued_at > instant_text(since)
        return [rows.letter(row) for row in table.select().where(which).order_by(table.id)]

    def letters_of_case(self, case_id: int | None) -> list[values.Letter]:
        """Every letter of a case, oldest first, without its bytes."""
        table = tables.Letter
        return [rows.letter(row) for row in table.select().where(table.case_id == case_id).order_by(table.id)]

    def letter(self, letter_id: int) -> values.Letter | None:
        """One letter with its bytes."""
        found = tables.Letter.get_or_none(tables.Letter.id == letter_id)
        if found is None:
            return None
        stored = tables.LetterBytes.get_or_none(tables.LetterBytes.letter_id == letter_id)
        row = self.case_by_id(found.case_id)
        return rows.letter(found, bytes(stored.data) if stored else b"", row.reference if row else None)

    def wanted_of(self, letter_id: int) -> dict[str, Any] | None:
        """A letter as it was wanted, before it was written; None where that was not kept."""
        found = tables.Letter.get_or_none(tables.Letter.id == letter_id)
        return json.loads(found.wanted) if found is not None and found.wanted else None

    def letter_by_message_id(self, message_id: str) -> values.Letter | None:
        if statements.first_id(self._database, tables.Letter, {"message_id": message_id}) is None:
            return None
        found = tables.Letter.get_or_none(tables.Letter.message_id == message_id)
        return rows.letter(found) if found else None

    def is_own_document(self, sha256: str) -> bool:
        """True when a letter of ours enclosed these bytes."""
        table = tables.Document
        if statements.first_id(self._database, table, {"sha256": sha256}) is None:
            return False
        return table.select(table.id).where((table.sha256 == sha256) & table.letter_id.is_null(False)).exists()

    def copies_owed(self, mailbox_id: int) -> list[values.Letter]:
        """Sent letters whose copy is not in the Sent folder yet, with their bytes; at most a hundred at a time."""
        table = tables.Letter
        found = list(
            table.select()
            .where((table.mailbox_id == mailbox_id) & (table.state == "sent") & table.copy.is_null())
            .order_by(table.id)
            .limit(100)
        )
        owed = []
        for row in found:
            stored = tables.LetterBytes.get_or_none(tables.LetterBytes.letter_id == row.id)
            owed.append(rows.letter(row, bytes(stored.data) if stored else b""))
        return owed
