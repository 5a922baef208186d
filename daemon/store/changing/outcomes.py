"""What is written when a message has been admitted."""

from __future__ import annotations

from daemon.faults import NeedsAPerson
from daemon.store import statements, tables
from daemon.store.changing.base import Changing
from daemon.store.engine import packed
from daemon.store.values import Outcome


class OutcomeChanges(Changing):
    """The one outcome of a message, and where it is filed."""

    def put_back(self, message_id: int, why: str) -> None:
        """A try came to nothing; the message may be claimed again at once."""
        tables.Message.update(lease_until=None, why=why).where(tables.Message.id == message_id).execute()

    def finish(self, message_id: int, outcome: Outcome) -> None:
        """Record the one outcome of a message. Raises `NeedsAPerson` when it has one already."""
        row = {
            "state": outcome.state,
            "outcome": outcome.outcome,
            "folder": outcome.folder,
            "kind": outcome.kind,
            "rule": outcome.rule,
            "why": outcome.why,
            "sender": outcome.sender,
            "subject": outcome.subject,
            "message_id": outcome.message_id,
            "in_reply_to": outcome.in_reply_to,
            "references": packed(list(outcome.references)),
            "lease_until": None,
        }
        changed = statements.update(self._database, tables.Message, message_id, row, {"state": "spooled"})
        if changed != 1:
            raise NeedsAPerson(f"Message {message_id} has an outcome already; nothing was written a second time.")
        for one in outcome.attachments[:1000]:
            carried = {
                "message_id": message_id,
                "sha256": one.sha256,
                "name": one.name,
                "type": one.type[:200],
                "size": one.size,
                "is_": one.is_,
            }
            statements.insert(self._database, tables.Attachment, carried)
        for case_id in dict.fromkeys(outcome.case_ids):
            link = {"message_row": message_id, "case_id": case_id}
            if statements.first_id(self._database, tables.MessageCase, link) is None:
                statements.insert(self._database, tables.MessageCase, link)

    def document(self, mailbox_id: int, sha256: str, case_id: int) -> None:
        """A document with these bytes is part of a case."""
        row = {"mailbox_id": mailbox_id, "sha256": sha256, "case_id": case_id}
        if statements.first_id(self._database, tables.Document, row) is None:
            statements.insert(self._database, tables.Document, row)

    def retry(self, message_id: int) -> None:
        """A person wants a held message tried again, with all its tries before it."""
        table = tables.Message
        table.update(state="spooled", tries=0, lease_until=None, folder=None, outcome=None).where(
            (table.id == message_id) & (table.state == "held")
        ).execute()

    def filed(self, place_id: int, new_uid: int | None, how: str) -> None:
        """A mail has been moved, left in place, or was gone."""
        tables.Place.update(filed=how, new_uid=new_uid).where(tables.Place.id == place_id).execute()
