"""From table rows to values."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from daemon.store import values
from daemon.store.engine import day, instant


def _sure(found: datetime | None) -> datetime:
    assert found is not None
    return found


def _sure_day(found: date | None) -> date:
    assert found is not None
    return found


def mailbox(row: Any) -> values.Mailbox:
    return values.Mailbox(
        row.id,
        row.name,
        row.uidvalidity,
        row.watermark,
        instant(row.started_at),
        row.start_kind,
        day(row.compared_on),
    )


def message(row: Any) -> values.Message:
    return values.Message(
        id=row.id,
        mailbox_id=row.mailbox_id,
        sha256=row.sha256,
        size=row.size,
        internaldate=_sure(instant(row.internaldate)),
        state=row.state,
        tries=row.tries,
        outcome=row.outcome,
        folder=row.folder,
        kind=row.kind,
        rule=row.rule,
        why=row.why,
        sender=row.sender,
        subject=row.subject,
        message_id=row.message_id,
    )


def case(row: Any) -> values.CaseRow:
    return values.CaseRow(
        id=row.id,
        mailbox_id=row.mailbox_id,
        reference=row.reference,
        protocol=row.protocol,
        version=row.version,
        stage=row.stage,
        status=row.status,
        received=_sure_day(day(row.received)),
        due=day(row.due),
        agreed_due=day(row.agreed_due),
        next_look=day(row.next_look),
        closed=day(row.closed),
        message_id=row.message_id,
        referring_agency=row.referring_agency,
        snapshot=json.loads(row.snapshot),
    )


def journal(row: Any) -> values.JournalRow:
    return values.JournalRow(
        id=row.id,
        case_id=row.case_id,
        at=_sure(instant(row.at)),
        what=row.what,
        by=row.by,
        why=row.why,
        clause=row.clause,
        basis=row.basis,
        message_id=row.message_id,
        data=json.loads(row.data),
        undoes=row.undoes,
    )


def letter(row: Any, raw: bytes = b"", reference: str | None = None) -> values.Letter:
    return values.Letter(
        id=row.id,
        key=row.key,
        case_id=row.case_id,
        reference=reference,
        occasion=row.occasion,
        message_id=row.message_id,
        subject=row.subject,
        to=tuple(json.loads(row.to)),
        cc=tuple(json.loads(row.cc)),
        state=row.state,
        queued_at=_sure(instant(row.queued_at)),
        not_before=_sure(instant(row.not_before)),
        attempts=row.attempts,
        sent_at=instant(row.sent_at),
        in_reply_to=row.in_reply_to,
        urgent=row.urgent,
        why=row.why,
        copy_tried=row.copy_tried,
        recipients=json.loads(row.recipients),
        raw=raw,
    )
