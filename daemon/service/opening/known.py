"""What we know about our own mail, for triage: our Message-IDs, our documents, our references, our addresses."""

from __future__ import annotations

import re

from daemon.service.office import Office

_REFERENCE = re.compile(r"\b[A-Z]{2,8}-\d{4}-\d{4,}\b")


class StoreKnown:
    """The store's answers to triage's questions (`daemon.mail.Known`)."""

    def __init__(self, office: Office) -> None:
        self._store = office.store
        self._mailbox = office.mailbox.id
        settings = office.settings
        self.own_addresses = frozenset(
            address.casefold()
            for address in (settings.partnership.address, settings.smtp.sender, settings.mailbox.username)
            if "@" in address
        )
        self.trusted_server = settings.mailbox.trusted_server

    def own(self, message_id: str) -> bool:
        """True when a letter of ours carries this Message-ID."""
        return self._store.letter_by_message_id(message_id) is not None

    def recipients_of(self, message_id: str) -> tuple[str, ...]:
        """To whom our letter with this Message-ID went; empty when it is not ours."""
        letter = self._store.letter_by_message_id(message_id)
        return tuple(letter.to) + tuple(letter.cc) if letter else ()

    def own_document(self, sha256: str) -> bool:
        """True when a letter of ours carried a document with these bytes."""
        return self._store.is_own_document(sha256)

    def find_reference(self, text: str) -> str | None:
        """The first reference in `text` of a case that we hold, or None."""
        for found in _REFERENCE.finditer(text[:20_000].upper()):
            if self._store.case(found.group()) is not None:
                return found.group()
        return None
