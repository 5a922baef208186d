"""A mail as values: whom it is from, what it says, what it carries, and what kind of mail it is (DESIGN 6)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from daemon.mail.references import references_in

Kind = Literal["form", "reply", "bounce", "delay", "automatic", "list", "feedback", "for_a_person", "unreadable"]
Says = Literal["failed", "delayed", "delivered"]
Is = Literal["form", "document", "image", "signature", "archive", "message", "other"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A leaf part that is no displayed body. `data` is transfer-decoded, with no change of charset or line ends.

    `inside` says how it was carried ("attached", "forwarded", "zip", "words" …); `returned` is true when it lies in a
    mail that was sent back to us. `fault` is why its bytes cannot be had: (reason of DESIGN 6, sentence). `unopened`
    means the bytes of a whole mail. A `speculative` document counts only if it turns out to be a form.
    """

    name: str | None
    type: str
    data: bytes
    sha256: str
    size: int
    is_: Is
    inside: str = "attached"
    returned: bool = False
    fault: tuple[str, str] | None = None
    unopened: bool = False
    speculative: bool = False

    @classmethod
    def of(cls, name: str | None, type_: str, data: bytes, inside: str = "attached", is_: Is = "other") -> Attachment:
        """An attachment with the digest and the size of its bytes."""
        return cls(name, type_, data, hashlib.sha256(data).hexdigest(), len(data), is_, inside)

    def with_bytes(self, data: bytes) -> Attachment:
        """The same attachment with these bytes in the place of its own."""
        return replace(self, data=data, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


@dataclass(frozen=True, slots=True)
class Recipient:
    """What a delivery report says of one recipient (RFC 3464): `original` is whom the letter was written to."""

    address: str
    action: str
    status: str | None
    diagnostic: str | None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of delivery: per recipient, the Message-IDs of what it returns, and what it says as a whole.

    `standard` tells RFC 3464 from a report in a mail system's own words.
    """

    recipients: tuple[Recipient, ...]
    original_ids: tuple[str, ...]
    standard: bool
    says: Says

    def addresses(self, action: str) -> tuple[str, ...]:
        """Whom it says `action` of: to whom the letter was written, and to whom it had been passed on."""
        found = [
            one for each in self.recipients if each.action == action for one in (each.original, each.address) if one
        ]
        return tuple({one.casefold(): one for one in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, opened. `sender` is None where it is not certain, and `sender_why` says why."""

    headers: Mapping[str, tuple[str, ...]]
    sender: str | None
    sender_why: str | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    return_path: str | None
    content_type: str
    words: str
    new_words: str
    attachments: tuple[Attachment, ...]
    documents: tuple[Attachment, ...]
    report: Report | None
    encrypted: str | None
    limits_hit: tuple[str, ...] = ()
    link: str | None = None

    def header(self, name: str) -> str:
        """The first header of that name as one line of text, or ""."""
        found = self.headers.get(name.lower())
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Authentication:
    """What our own server says of the sender's address; `passed` only where it vouches for it."""

    passed: bool
    dmarc: str
    why: str


@dataclass(frozen=True, slots=True)
class Triage:
    """Which rule matched and what follows for the mail as a whole."""

    kind: Kind
    rule: str
    why: str
    reference: str | None
    acknowledge: bool
    acknowledge_why: str
    hold: bool
    bounced: tuple[str, ...] = ()


class Known(Protocol):
    """What triage must know of our own mail; the service answers from the store."""

    own_addresses: frozenset[str]
    trusted_server: str | None

    def own(self, message_id: str) -> bool: ...
    def recipients_of(self, message_id: str) -> tuple[str, ...]: ...
    def own_document(self, sha256: str, sender: str | None) -> bool: ...
    def find_reference(self, text: str) -> str | None: ...


class NothingKnown:
    """For reading a mail without a store: no letter is ours, and any reference in the words is taken as written."""

    own_addresses: frozenset[str] = frozenset()
    trusted_server: str | None = None

    def own(self, message_id: str) -> bool:
        del message_id
        return False

    def recipients_of(self, message_id: str) -> tuple[str, ...]:
        del message_id
        return ()

    def own_document(self, sha256: str, sender: str | None) -> bool:
        del sha256, sender
        return False

    def find_reference(self, text: str) -> str | None:
        return next(references_in(text), None)


class Configured(NothingKnown):
    """What a configuration tells of our own mail where no store is opened: our addresses, and whose word counts."""

    def __init__(self, own_addresses: frozenset[str], trusted_server: str | None) -> None:
        self.own_addresses = own_addresses
        self.trusted_server = trusted_server
