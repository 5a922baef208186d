"""The tables. Every row carries its mailbox; unique keys, not locks, make things happen once.

Raw bytes lie in rows of at most one mebibyte in a table of their own: one commit and one backup hold everything, and a
large mail is never whole in memory to be written.
"""

from __future__ import annotations

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    DatabaseProxy,
    IntegerField,
    Model,
    TextField,
)

database = DatabaseProxy()

# `written_on` of a letter that is written when it goes: earlier than any day.
UNWRITTEN = ""


class Row(Model):
    id: Any = AutoField()

    class Meta:
        database = database
        legacy_table_names = False


class Mailbox(Row):
    name = CharField(unique=True, max_length=500)
    uidvalidity = BigIntegerField(null=True)
    watermark = BigIntegerField(default=0)
    started_at = CharField(null=True, max_length=40)
    start_kind = CharField(null=True, max_length=20)
    compared_on = CharField(null=True, max_length=10)


class Baseline(Row):
    """What lay in the mailbox before the start: never collected, even when the server numbers its mails anew."""

    mailbox_id = IntegerField()
    internaldate = CharField(max_length=40)
    size = BigIntegerField()

    class Meta:
        indexes = ((("mailbox_id", "internaldate", "size"), False),)


class Vanished(Row):
    mailbox_id = IntegerField()
    uidvalidity = BigIntegerField()
    uid = BigIntegerField()
    beats = IntegerField(default=1)

    class Meta:
        indexes = ((("mailbox_id", "uidvalidity", "uid"), True),)


class Message(Row):
    mailbox_id = IntegerField()
    sha256 = CharField(max_length=64)
    size = BigIntegerField()
    internaldate = CharField(max_length=40)
    state = CharField(max_length=12)
    tries = IntegerField(default=0)
    lease_until = CharField(null=True, max_length=40)
    outcome = CharField(null=True, max_length=40)
    folder = CharField(null=True, max_length=40)
    kind = CharField(null=True, max_length=40)
    rule = CharField(null=True, max_length=80)
    why = TextField(null=True)
    sender = TextField(null=True)
    subject = TextField(null=True)
    message_id = CharField(null=True, max_length=1000, index=True)
    in_reply_to = TextField(null=True)
    references = TextField(null=True)

    class Meta:
        indexes = ((("mailbox_id", "sha256"), True), (("mailbox_id", "state", "internaldate"), False))


class Chunk(Row):
    message_id = IntegerField()
    number = IntegerField()
    data = BlobField()

    class Meta:
        indexes = ((("message_id", "number"), True),)


class Place(Row):
    """Where a message lies or lay: a copy of the same bytes is another place of the same message."""

    mailbox_id = IntegerField()
    message_id = IntegerField(index=True)
    folder = CharField(max_length=300)
    uidvalidity = BigIntegerField()
    uid = BigIntegerField()
    filed = CharField(null=True, max_length=10)
    new_uid = BigIntegerField(null=True)

    class Meta:
        indexes = ((("mailbox_id", "folder", "uidvalidity", "uid"), True),)


class Attachment(Row):
    message_id = IntegerField(index=True)
    sha256 = CharField(max_length=64, index=True)
    name = TextField(null=True)
    type = CharField(max_length=200)
    size = BigIntegerField()
    is_ = CharField(max_length=20, column_name="is_kind")


class Document(Row):
    """A document that a message of a case carried, or a letter of ours enclosed (`letter_id`)."""

    mailbox_id = IntegerField()
    sha256 = CharField(max_length=64)
    case_id = IntegerField(null=True)
    letter_id = IntegerField(null=True)

    class Meta:
        indexes = ((("sha256", "mailbox_id"), False),)


class Case(Row):
    mailbox_id = IntegerField()
    reference = CharField(unique=True, max_length=40)
    protocol = CharField(max_length=80)
    version = CharField(max_length=64)
    stage = CharField(max_length=40)
    status = CharField(max_length=30)
    received = CharField(max_length=10)
    due = CharField(null=True, max_length=10)
    agreed_due = CharField(null=True, max_length=10)
    next_look = CharField(null=True, max_length=10)
    closed = CharField(null=True, max_length=10)
    message_id = CharField(null=True, max_length=1000)
    referring_agency = TextField(null=True)
    snapshot = TextField()

    class Meta:
        indexes = ((("mailbox_id", "next_look"), False), (("closed", "due"), False))


class MatchKey(Row):
    case_id = IntegerField(index=True)
    mailbox_id = IntegerField()
    key = CharField(max_length=64)

    class Meta:
        indexes = ((("mailbox_id", "key"), False),)


class MessageCase(Row):
    message_row = IntegerField(index=True)
    case_id = IntegerField(index=True)

    class Meta:
        indexes = ((("message_row", "case_id"), True),)


class Journal(Row):
    mailbox_id = IntegerField()
    case_id = IntegerField(null=True, index=True)
    at = CharField(max_length=40)
    what = CharField(max_length=40)
    by = TextField()
    why = TextField()
    clause = TextField(null=True)
    basis = CharField(null=True, max_length=10)
    message_id = TextField(null=True)
    data = TextField()
    undoes = IntegerField(null=True)


class Letter(Row):
    key = CharField(unique=True, max_length=500)
    mailbox_id = IntegerField()
    case_id = IntegerField(null=True, index=True)
    occasion = CharField(max_length=40)
    message_id = CharField(max_length=300, index=True)
    subject = TextField()
    to = TextField()
    cc = TextField()
    state = CharField(max_length=12)
    queued_at = CharField(max_length=40)
    not_before = CharField(max_length=40)
    lease_until = CharField(null=True, max_length=40)
    attempts = IntegerField(default=0)
    sent_at = CharField(null=True, max_length=40)
    in_reply_to = TextField(null=True)
    urgent = BooleanField(default=False)
    needs_collect = BooleanField(default=False)
    rank = IntegerField(default=5)
    why = TextField(default="")
    recipients = TextField(default="{}")
    copy = CharField(null=True, max_length=20)
    copy_tried = BooleanField(default=False)
    wanted = TextField(null=True)
    written_on = CharField(null=True, max_length=10)

    class Meta:
        indexes = (
            (("mailbox_id", "state", "rank", "not_before"), False),
            (("mailbox_id", "sent_at"), False),
            (("mailbox_id", "state", "copy"), False),
        )


class LetterBytes(Row):
    letter_id = IntegerField(unique=True)
    data = BlobField()


class ProtocolText(Row):
    version = CharField(unique=True, max_length=64)
    name = CharField(max_length=80)
    text = TextField()


class Counter(Row):
    name = CharField(unique=True, max_length=80)
    value = IntegerField()


class State(Row):
    key = CharField(unique=True, max_length=80)
    value = TextField()


class Kept(Row):
    """Files kept whole: the last good contacts.xlsx."""

    name = CharField(unique=True, max_length=40)
    digest = CharField(max_length=64)
    data = BlobField()


TABLES: tuple[type[Row], ...] = (
    Mailbox,
    Baseline,
    Vanished,
    Message,
    Chunk,
    Place,
    Attachment,
    Document,
    Case,
    MatchKey,
    MessageCase,
    Journal,
    Letter,
    LetterBytes,
    ProtocolText,
    Counter,
    State,
    Kept,
)
