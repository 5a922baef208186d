"""What is written while mail is collected: starting point, places, bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from uuid import uuid4

from daemon.store import statements, tables
from daemon.store.changing.base import Changing
from daemon.store.engine import day_text, instant_text

CHUNK = 1 << 20


class CollectingChanges(Changing):
    """From the mailbox to the spool."""

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
