"""One message, opened and judged, before anything is decided: the mail, its documents read, the triage, the sender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from daemon.cases.values import Sender
from daemon.mail import Attachment, Authentication, Mail, Triage, authenticated, open_mail, triage, with_documents_read
from daemon.service.office import Office, own_file
from daemon.service.opening.documents import read_document
from daemon.service.opening.known import StoreKnown
from daemon.service.opening.large import LARGE, needs_child, open_large
from daemon.store import Store
from daemon.store.values import Message
from parsers.reading import Reading


@dataclass(frozen=True, slots=True)
class Opened:
    """A message with everything that judging it brought; `received` is the day of INTERNALDATE in our own zone."""

    message: Message
    mail: Mail
    documents: tuple[Attachment, ...]
    readings: tuple[Reading, ...]
    triage: Triage
    authentication: Authentication
    sender: Sender
    received: date

    @property
    def recipients(self) -> frozenset[str]:
        return frozenset(one.casefold() for one in (*self.mail.to, *self.mail.cc))


@dataclass(frozen=True, slots=True)
class Read:
    """A message with its documents read, before anything of the store is asked about it."""

    message: Message
    mail: Mail
    readings: tuple[Reading, ...]


def read_message(office: Office, message: Message, now: datetime) -> Read:
    """Open `message` and read what it carries; whatever its bytes are, this has an answer."""
    own = own_file(office.settings, "vocabulary")
    return read_stored(office.store, message, office.today(now), office.protocol.id, own)


def read_stored(store: Store, message: Message, today: date, protocol: str, own_vocabulary: Path | None) -> Read:
    """`read_message` with what it needs of the office, for a process that has none."""
    pieces = store.raw_chunks(message.id)
    first = next(pieces, b"")
    if needs_child(message.size, first):
        whole = chain((first,), pieces)
        return Read(
            message,
            *open_large(whole, message.size, today=today, protocol=protocol, own_vocabulary=own_vocabulary),
        )
    mail = open_mail(b"".join((first, *pieces)))
    return Read(message, *with_documents_read(mail, lambda one: read_document(one, today, protocol, own_vocabulary)))


def documents_of(office: Office, message: Message, now: datetime) -> tuple[Attachment, ...]:
    """What a message carried, with bytes; of one that only a child may open, the forms alone have theirs."""
    if message.size > LARGE:
        return read_message(office, message, now).mail.documents
    return open_mail(office.store.raw(message.id)).documents


def judged(office: Office, read: Read) -> Opened:
    """What kind of mail a message is and whom it is from, by what the store knows at this moment."""
    message, mail, readings = read.message, read.mail, read.readings
    return Opened(
        message=message,
        mail=mail,
        documents=mail.documents,
        readings=readings,
        triage=triage(mail, readings, StoreKnown(office)),
        authentication=authenticated(mail, office.settings.mailbox.trusted_server),
        sender=sender_of(office, mail.sender),
        received=message.internaldate.astimezone(office.settings.partnership.zone).date(),
    )


def sender_of(office: Office, address: str | None) -> Sender:
    """Whom an address may speak for: agencies that list it, else those that list its domain; manager and deputy."""
    if address is None:
        return Sender(None, listed=False)
    folded = address.casefold()
    staff = folded in (one.casefold() for one in office.staff())
    exact = tuple(agency.name for agency in office.directory.agencies_at(address))
    if exact:
        return Sender(address, listed=True, agencies=exact, staff=staff)
    by_domain = tuple(agency.name for agency in office.directory.domain_agencies(address))
    return Sender(address, listed=bool(by_domain) or staff, agencies=by_domain, by_domain=True, staff=staff)
