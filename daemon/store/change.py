"""One transaction that writes. Every method is a fact about what has been done or decided; none decides anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import uuid4

import peewee

from daemon.faults import NeedsAPerson
from daemon.store import statements, tables
from daemon.store.engine import day_text, instant_text, packed
from daemon.store.values import CaseRow, NewLetter, Outcome

CHUNK = 1 << 20


class Change:
    """The pen of one transaction, given by `Store.change`."""

    def __init__(self, database: peewee.Database) -> None:
        self._database = database

    # Collecting

    def begin(
        self,
        mailbox_id: int,
        *,
        kind: str,
        at: datetime,
        uidvalidity: int,
        watermark: int,
        baseline: Sequence[tuple[datetime, int]],
    ) -> None:
        """Record the mailbox's starting point, once and for all, with what lay there before it."""
        table = tables.Mailbox
        table.update(started_at=instant_text(at), start_kind=kind, uidvalidity=uidvalidity, watermark=watermark).where(
            (table.id == mailbox_id) & table.started_at.is_null()
        ).execute()
        known = [
            {"mailbox_id": mailbox_id, "internaldate": instant_text(when), "size": size} for when, size in baseline
        ]
        for start in range(0, len(known), 300):
            tables.Baseline.insert_many(known[start : start + 300]).execute()

    def set_place(self, mailbox_id: int, uidvalidity: int, watermark: int) -> None:
        tables.Mailbox.update(uidvalidity=uidvalidity, watermark=watermark).where(
            tables.Mailbox.id == mailbox_id
        ).execute()

    def compared(self, mailbox_id: int, day: date) -> None:
        """The whole folder was compared with the store on that day."""
        tables.Mailbox.update(compared_on=day_text(day)).where(tables.Mailbox.id == mailbox_id).execute()

    def vanished(self, mailbox_id: int, uidvalidity: int, uids: Iterable[int]) -> None:
        """These UIDs were listed and could not be fetched; those noted before and found since are forgotten."""
        table = tables.Vanished
        uids = list(uids)
        here = (table.mailbox_id == mailbox_id) & (table.uidvalidity == uidvalidity)
        table.delete().where(here & table.uid.not_in(uids) & (table.beats < 3)).execute()
        for uid in uids:
            table.insert(mailbox_id=mailbox_id, uidvalidity=uidvalidity, uid=uid).on_conflict(
                conflict_target=[table.mailbox_id, table.uidvalidity, table.uid], update={table.beats: table.beats + 1}
            ).execute()

    def spool(
        self,
        *,
        mailbox_id: int,
        folder: str,
        uidvalidity: int,
        uid: int,
        internaldate: datetime,
        chunks: Iterable[bytes],
    ) -> int:
        """Write a mail's bytes down with the place it lies in; the id of its message row.

        The same bytes again are another place of the message that is known, never a second message.
        """
        pieces = iter(chunks)
        first = next(pieces, b"")
        second = next(pieces, None)
        if second is None:
            message_id = self._spool_whole(mailbox_id, internaldate, first)
        else:
            message_id = self._spool_pieces(mailbox_id, internaldate, chain((first, second), pieces))
        place = {"mailbox_id": mailbox_id, "folder": folder, "uidvalidity": uidvalidity, "uid": uid}
        if statements.first_id(self._database, tables.Place, place) is None:
            statements.insert(self._database, tables.Place, {**place, "message_id": message_id})
        return message_id

    def _spool_whole(self, mailbox_id: int, internaldate: datetime, raw: bytes) -> int:
        """The usual mail: all its bytes are here, so its digest is known before anything is written."""
        sha256 = hashlib.sha256(raw).hexdigest()
        known = self._known(mailbox_id, sha256)
        if known is not None:
            return known
        row = {
            "mailbox_id": mailbox_id,
            "sha256": sha256,
            "size": len(raw),
            "internaldate": instant_text(internaldate),
            "state": "spooled",
        }
        message_id = statements.insert(self._database, tables.Message, row)
        for number, start in enumerate(range(0, len(raw), CHUNK)):
            piece = {"message_id": message_id, "number": number, "data": raw[start : start + CHUNK]}
            statements.insert(self._database, tables.Chunk, piece)
        return message_id

    def _spool_pieces(self, mailbox_id: int, internaldate: datetime, pieces: Iterable[bytes]) -> int:
        """A large mail, never whole in memory: its digest is known when its last piece has been written."""
        message_id: int = tables.Message.insert(
            mailbox_id=mailbox_id,
            sha256=f"unfinished {uuid4()}",
            size=0,
            internaldate=instant_text(internaldate),
            state="spooled",
        ).execute()
        digest, size = hashlib.sha256(), 0
        for number, piece in enumerate(pieces):
            digest.update(piece)
            size += len(piece)
            tables.Chunk.insert(message_id=message_id, number=number, data=piece).execute()
        known = self._known(mailbox_id, digest.hexdigest())
        if known is not None:
            tables.Chunk.delete().where(tables.Chunk.message_id == message_id).execute()
            tables.Message.delete().where(tables.Message.id == message_id).execute()
            return known
        tables.Message.update(sha256=digest.hexdigest(), size=size).where(tables.Message.id == message_id).execute()
        return message_id

    def _known(self, mailbox_id: int, sha256: str) -> int | None:
        return statements.first_id(self._database, tables.Message, {"mailbox_id": mailbox_id, "sha256": sha256})

    # Outcomes

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

    # Cases

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

    # Letters

    def queue(self, letter: NewLetter) -> int:
        """Put a finished letter into the outbox; the id of the one with this key, whether new or not."""
        known = statements.first_id(self._database, tables.Letter, {"key": letter.key})
        if known is not None:
            return known
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
        letter_id = statements.insert(self._database, tables.Letter, row)
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

    # What is kept beside

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


def _tuples(query: Any) -> Any:
    """A query's rows as tuples; peewee's types call them models."""
    return query.tuples()
