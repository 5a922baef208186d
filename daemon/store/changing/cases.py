"""What is written of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from daemon.store import statements, tables
from daemon.store.changing.base import Changing
from daemon.store.engine import day_text, instant_text, packed
from daemon.store.values import CaseRow


class CaseChanges(Changing):
    """Cases, what finds them again, and their journals."""

    def next_reference(self, prefix: str, year: int) -> str:
        """The next reference of a year: "RPDE-2026-0001". Counted in this transaction, so none is skipped."""
        name = f"{prefix}-{year}"
        return f"{name}-{statements.counted(self._database, name):04d}"

    def save_case(self, row: CaseRow) -> int:
        """Write a case as it now is; its row id."""
        columns: dict[str, Any] = {
            "mailbox_id": row.mailbox_id,
            "reference": row.reference,
            "protocol": row.protocol,
            "version": row.version,
            "stage": row.stage,
            "status": row.status,
            "received": day_text(row.received),
            "due": day_text(row.due),
            "agreed_due": day_text(row.agreed_due),
            "next_look": day_text(row.next_look),
            "closed": day_text(row.closed),
            "message_id": row.message_id,
            "referring_agency": row.referring_agency,
            "snapshot": packed(row.snapshot),
        }
        if row.id is None:
            return statements.insert(self._database, tables.Case, columns)
        statements.update(self._database, tables.Case, row.id, columns)
        return row.id

    def look_again(self, case_id: int | None, on: date) -> None:
        """Put a case's day of next look off, so that one that misbehaves cannot stop the others."""
        tables.Case.update(next_look=day_text(on)).where(tables.Case.id == case_id).execute()

    def match_keys(self, case_id: int, mailbox_id: int, keys: Sequence[str]) -> None:
        """By which digests the case is found again; earlier ones stay."""
        for key in keys:
            if statements.first_id(self._database, tables.MatchKey, {"case_id": case_id, "key": key}) is None:
                row = {"case_id": case_id, "mailbox_id": mailbox_id, "key": key}
                statements.insert(self._database, tables.MatchKey, row)

    def journal(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Append lines: mailbox_id, case_id, at, what, by, why, clause, basis, message_id, data, undoes."""
        for line in lines:
            row = {**line, "at": instant_text(line["at"]), "data": packed(line["data"])}
            statements.insert(self._database, tables.Journal, row)
