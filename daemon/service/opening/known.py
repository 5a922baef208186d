"""What we know about our own mail, for triage: our Message-IDs, our documents, our references, our addresses."""

from __future__ import annotations

from daemon.mail.references import references_in
from daemon.service.office import Office
from daemon.settings import Settings


class StoreKnown:
    """The store's answers to triage's questions (`daemon.mail.Known`)."""

    def __init__(self, office: Office) -> None:
        self._store = office.store
        self._mailbox = office.mailbox.id
        self.own_addresses = own_addresses(office.settings)
        self.trusted_server = office.settings.mailbox.trusted_server

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
        return next((one for one in references_in(text) if self._store.case(one) is not None), None)


def own_addresses(settings: Settings) -> frozenset[str]:
    """The addresses that letters of ours come from, in small letters."""
    known = (settings.partnership.address, settings.smtp.sender, settings.mailbox.username)
    return frozenset(address.casefold() for address in known if "@" in address)
