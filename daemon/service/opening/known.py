"""What we know about our own mail, for triage: our Message-IDs, our documents, our references, our addresses."""

from __future__ import annotations

from daemon.cases.facts import restored
from daemon.cases.telling.restating import unpacked
from daemon.mail.references import references_in
from daemon.service.office import Office
from daemon.settings import Settings

_NEVER_SENT = ("queued", "held", "withdrawn")


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

    def own_document(self, sha256: str, sender: str | None) -> bool:
        """True when a letter of ours carried a document with these bytes: one that we made, or a form that we passed on to `sender`.

        Whoever sent a form may send it again: in their hands it is theirs.
        """
        if self._store.is_own_document(sha256):
            return True
        row = self._store.case_of_document(self._mailbox, sha256) if sender else None
        if row is None or sender is None:
            return False
        case, address = restored(row.snapshot), sender.casefold()
        if address in ((case.referrer or "").casefold(), (case.sender or "").casefold()):
            return False
        return any(
            {"form", "forms"} & set(self._enclosed(letter.id))
            for letter in self._store.letters_of_case(row.id)
            if address in (one.casefold() for one in letter.to) and letter.state not in _NEVER_SENT
        )

    def _enclosed(self, letter_id: int) -> tuple[str, ...]:
        kept = self._store.wanted_of(letter_id)
        return unpacked(kept["wanted"]).attach if kept else ()

    def find_reference(self, text: str) -> str | None:
        """The first reference in `text` of a case that we hold, or None."""
        return next((one for one in references_in(text) if self._store.case(one) is not None), None)


def own_addresses(settings: Settings) -> frozenset[str]:
    """The addresses that letters of ours come from, in small letters."""
    known = (settings.partnership.address, settings.smtp.sender, settings.mailbox.username)
    return frozenset(address.casefold() for address in known if "@" in address)
