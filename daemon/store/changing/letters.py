"""What is written of a letter, from queued to sent, bounced or withdrawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from daemon.store import statements, tables
from daemon.store.changing.base import Changing
from daemon.store.engine import day_text, instant_text, packed
from daemon.store.values import NewLetter


class LetterChanges(Changing):
    """The outbox."""

    def queue(self, letter: NewLetter) -> int:
        """Put a finished letter into the outbox; the id of the one with this key, whether new or not.

        One that was withdrawn before anybody tried to send it has its reason again: it is written anew.
        """
        known = statements.first_id(self._database, tables.Letter, {"key": letter.key})
        row = {
            "key": letter.key,
            "mailbox_id": letter.mailbox_id,
            "case_id": letter.case_id,
            "occasion": letter.occasion,
            "message_id": letter.message_id,
            "subject": letter.subject,
            "to": packed(list(letter.to)),
            "cc": packed(list(letter.cc)),
            "state": letter.state,
            "queued_at": instant_text(letter.queued_at),
            "not_before": instant_text(letter.not_before),
            "in_reply_to": letter.in_reply_to,
            "urgent": letter.urgent,
            "needs_collect": letter.needs_collect,
            "rank": letter.rank,
            "why": letter.why,
            "wanted": packed(letter.wanted),
            "written_on": day_text(letter.written_on) if letter.raw is not None else tables.UNWRITTEN,
        }
        if known is not None:
            untried = {"state": "withdrawn", "attempts": 0}
            if not statements.update(self._database, tables.Letter, known, row, untried):
                return known
            tables.LetterBytes.delete().where(tables.LetterBytes.letter_id == known).execute()
        letter_id = known if known is not None else statements.insert(self._database, tables.Letter, row)
        if letter.raw is not None:
            statements.insert(self._database, tables.LetterBytes, {"letter_id": letter_id, "data": letter.raw})
        for sha256 in letter.documents:
            document = {"mailbox_id": letter.mailbox_id, "sha256": sha256, "letter_id": letter_id}
            statements.insert(self._database, tables.Document, document)
        return letter_id

    def rewrite(
        self,
        key: str,
        *,
        subject: str,
        raw: bytes,
        to: Sequence[str],
        not_before: datetime,
        documents: Sequence[str],
        wanted: Mapping[str, Any],
        written_on: date,
    ) -> None:
        """Write a letter, or write it anew, that nobody has tried to send: under its key and Message-ID, and let it go."""
        table = tables.Letter
        row = table.get_or_none((table.key == key) & (table.attempts == 0) & table.state.in_(["held", "queued"]))
        if row is not None:
            table.update(
                subject=subject,
                to=packed(list(to)),
                state="queued",
                why="",
                not_before=instant_text(not_before),
                wanted=packed(wanted),
                written_on=day_text(written_on),
            ).where(table.id == row.id).execute()
            bytes_of = tables.LetterBytes
            if not bytes_of.update(data=raw).where(bytes_of.letter_id == row.id).execute():
                statements.insert(self._database, bytes_of, {"letter_id": row.id, "data": raw})
            for sha256 in documents:
                tables.Document.insert(mailbox_id=row.mailbox_id, sha256=sha256, letter_id=row.id).execute()

    def stands(self, letter_id: int, today: date) -> None:
        """A letter of an earlier day that could not be written anew goes as it was written."""
        tables.Letter.update(written_on=day_text(today)).where(tables.Letter.id == letter_id).execute()

    def withdraw_letter(self, letter_id: int, why: str) -> None:
        """Withdraw one letter that nobody has tried to send."""
        table = tables.Letter
        table.update(state="withdrawn", why=why).where(
            (table.id == letter_id) & (table.attempts == 0) & table.state.in_(["queued", "held"])
        ).execute()

    def withdraw(self, beginning: str, why: str) -> int:
        """Withdraw letters whose key begins so and that nobody has tried to send; how many."""
        table = tables.Letter
        return (
            table.update(state="withdrawn", why=why)
            .where(
                (table.key >= beginning)
                & (table.key < beginning + "\U0010ffff")
                & table.state.in_(["queued", "held"])
                & (table.attempts == 0)
                & (table.urgent == False)  # noqa: E712 - the column's own comparison
            )
            .execute()
        )

    def put_again(self, key: str, state: str, why: str) -> None:
        """A withdrawn letter has its reason again: it stands as it stood, `queued` or `held`."""
        table = tables.Letter
        table.update(state=state, why=why).where(
            (table.key == key) & (table.state == "withdrawn") & (table.attempts == 0)
        ).execute()

    def not_before(self, case_id: int, earliest: datetime) -> None:
        """Queued letters of a case that wait for a later instant than `earliest` need not wait longer."""
        table = tables.Letter
        table.update(not_before=instant_text(earliest)).where(
            (table.case_id == case_id)
            & (table.state == "queued")
            & (table.attempts == 0)
            & (table.not_before > instant_text(earliest))
        ).execute()

    def recipients(self, letter_id: int, states: Mapping[str, str]) -> None:
        """The state of each recipient after an attempt: accepted, refused, bounced."""
        table = tables.Letter
        row = table.get_by_id(letter_id)
        merged = {**json.loads(row.recipients), **states}
        table.update(recipients=packed(merged)).where(table.id == letter_id).execute()

    def sent(self, letter_id: int, at: datetime, states: Mapping[str, str]) -> None:
        """SMTP took the letter for everybody who can be reached."""
        row = {
            "state": "sent",
            "sent_at": instant_text(at),
            "lease_until": None,
            "why": "",
            "recipients": packed(dict(states)),
        }
        statements.update(self._database, tables.Letter, letter_id, row)

    def deferred(self, letter_id: int, why: str, not_before: datetime, states: Mapping[str, str]) -> None:
        """Refused for now; tried again from `not_before`."""
        tables.Letter.update(
            state="queued",
            lease_until=None,
            why=why,
            not_before=instant_text(not_before),
            recipients=packed(dict(states)),
        ).where(tables.Letter.id == letter_id).execute()

    def give_back(self, letter_id: int, why: str, *, tried: bool) -> None:
        """The relay went away; the letter waits as it did. One that was not `tried` has no attempt counted."""
        table = tables.Letter
        table.update(state="queued", lease_until=None, why=why, attempts=table.attempts - (0 if tried else 1)).where(
            (table.id == letter_id) & (table.state == "sending")
        ).execute()

    def failed(self, letter_id: int, why: str, states: Mapping[str, str]) -> None:
        """Nobody could be reached, and nobody will be by trying again."""
        tables.Letter.update(state="failed", lease_until=None, why=why, recipients=packed(dict(states))).where(
            tables.Letter.id == letter_id
        ).execute()

    def bounced(self, letter_id: int, recipient: str, why: str) -> None:
        """A letter that had gone came back from a recipient."""
        tables.Letter.update(state="bounced", why=why).where(
            (tables.Letter.id == letter_id) & (tables.Letter.state == "sent")
        ).execute()
        self.recipients(letter_id, {recipient: "bounced"})

    def release(self, letter_id: int, not_before: datetime) -> None:
        """A person lets a held letter go, or has one that failed tried again as if it had been queued now."""
        when = instant_text(not_before)
        tables.Letter.update(state="queued", why="", not_before=when, queued_at=when).where(
            (tables.Letter.id == letter_id) & tables.Letter.state.in_(("held", "failed"))
        ).execute()

    def copy_tried(self, letter_id: int) -> None:
        """A copy is about to be put into Sent; if we die now, it is looked for before another is made."""
        tables.Letter.update(copy_tried=True).where(tables.Letter.id == letter_id).execute()

    def copied(self, letter_ids: Sequence[int], how: str) -> None:
        """The copies in Sent are settled."""
        tables.Letter.update(copy=how).where(tables.Letter.id.in_(list(letter_ids))).execute()
