"""Rows as plain values: what leaves the store and what is handed in. Instants are aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox folder that is watched: where collecting stands, and from when it began."""

    id: int
    name: str
    uidvalidity: int | None
    watermark: int
    started_at: datetime | None
    start_kind: str | None
    compared_on: date | None


@dataclass(frozen=True, slots=True)
class Message:
    """A spooled message: its identity, how far it has come, and what was decided about it."""

    id: int
    mailbox_id: int
    sha256: str
    size: int
    internaldate: datetime
    state: str
    tries: int
    outcome: str | None
    folder: str | None
    kind: str | None
    rule: str | None
    why: str | None
    sender: str | None
    subject: str | None
    message_id: str | None


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A leaf part of a message, by the digest of its decoded bytes."""

    sha256: str
    name: str | None
    type: str
    size: int
    is_: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The one outcome of a message (DESIGN 2): `state` is handled or held, `folder` where the mail is filed."""

    state: str
    outcome: str
    folder: str
    kind: str
    rule: str
    why: str
    case_ids: tuple[int, ...] = ()
    sender: str | None = None
    subject: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    attachments: tuple[AttachmentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A handled mail that still lies in the mailbox, and the folder it belongs in."""

    id: int
    folder: str
    uidvalidity: int
    uid: int
    target: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the store keeps it: what is searched by as columns, the whole as `snapshot`."""

    id: int | None
    mailbox_id: int
    reference: str
    protocol: str
    version: str
    stage: str
    status: str
    received: date
    due: date | None
    agreed_due: date | None
    next_look: date | None
    closed: date | None
    message_id: str | None
    referring_agency: str | None
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line of the journal, which is only ever appended to."""

    id: int
    case_id: int | None
    at: datetime
    what: str
    by: str
    why: str
    clause: str | None
    basis: str | None
    message_id: str | None
    data: Mapping[str, Any]
    undoes: int | None


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter for the outbox. `raw` is None for one that is written when it goes. `documents` are digests of what it
    encloses, so that they are known again; `wanted` is what it is made from and `written_on` the day on which it was, so
    that it can be written again on a later one."""

    key: str
    mailbox_id: int
    case_id: int | None
    occasion: str
    message_id: str
    subject: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    raw: bytes | None
    queued_at: datetime
    not_before: datetime
    in_reply_to: str | None = None
    state: str = "queued"
    urgent: bool = False
    needs_collect: bool = False
    rank: int = 5
    why: str = ""
    documents: tuple[str, ...] = ()
    wanted: Mapping[str, Any] = field(default_factory=dict)
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A letter that nobody has tried to send and that must be written today: `wanted` is what it is made from.

    `written` is false where it has no bytes yet; those of any other are of an earlier day.
    """

    id: int
    case_id: int | None
    subject: str
    not_before: datetime
    wanted: Mapping[str, Any]
    written: bool


@dataclass(frozen=True, slots=True)
class MayGo:
    """Which letters may go: at `now`, on the partnership's `today`; with `answers_only` acknowledgements and alerts alone,
    with `only_urgent` alerts alone. Those that need a complete collect go where `collected_today`."""

    now: datetime
    today: date
    answers_only: bool = False
    only_urgent: bool = False
    collected_today: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the outbox, with its state and the state of each recipient."""

    id: int
    key: str
    case_id: int | None
    reference: str | None
    occasion: str
    message_id: str
    subject: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    state: str
    queued_at: datetime
    not_before: datetime
    attempts: int
    sent_at: datetime | None
    in_reply_to: str | None
    urgent: bool
    why: str
    copy_tried: bool = False
    recipients: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each there are, for `status`."""

    cases: int
    open: int
    held: int
    queued: int
    next_due: date | None
