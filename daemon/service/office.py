"""Everything that the service has at hand for one mailbox: settings, store, protocol, calendar, directory, letters.

Opened once at the start of a command. The directory is read again when its file changes; a faulty one is reported and
the last good copy, kept in the store, is used meanwhile (DESIGN 9).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from daemon.cases.rules import Rules
from daemon.cases.values import Case
from daemon.directory.values import Directory
from daemon.directory.workbook import read_contacts
from daemon.faults import Misconfigured
from daemon.post.letters import Letters, Partnership
from daemon.protocol.calendars import Calendar, calendar
from daemon.protocol.loading import load_protocol, shipped_protocol_text
from daemon.protocol.values import Protocol
from daemon.settings import Settings
from daemon.store import Store
from daemon.store.values import Mailbox as MailboxRow

Say = Callable[[str], None]


@dataclass(slots=True)
class Office:
    """One mailbox's service with everything it needs; `say` takes a line for whoever watches."""

    settings: Settings
    store: Store
    mailbox: MailboxRow
    protocol: Protocol
    protocol_text: str
    calendar: Calendar
    letters: Letters
    directory: Directory
    directory_digest: str
    say: Say
    worker: str
    faulty_digest: str = ""
    directory_faults: list[str] = field(default_factory=list)
    letters_told: bool = False
    _versions: dict[str, Protocol] = field(default_factory=dict)

    def today(self, now: datetime) -> date:
        """The partnership's own date at `now`."""
        return now.astimezone(self.settings.partnership.zone).date()

    def rules(self, now: datetime, case: Case | None = None) -> Rules:
        """What a decision at `now` rests on; for a case, under the protocol version it opened with (DESIGN 7)."""
        return Rules(
            protocol=self._protocol_of(case) if case is not None else self.protocol,
            calendar=self.calendar,
            contacts=self.directory,
            manager=self.settings.directory.manager,
            now=now,
            today=self.today(now),
            unlisted_hold=self.settings.directory.unlisted_senders == "hold",
        )

    def staff(self) -> tuple[str, ...]:
        """The addresses of manager and deputy."""
        deputy = self.directory.role("Deputy manager")
        return (self.settings.directory.manager, deputy.email) if deputy else (self.settings.directory.manager,)

    def _protocol_of(self, case: Case) -> Protocol:
        if case.version == self.protocol.version:
            return self.protocol
        if case.version not in self._versions:
            text = self.store.protocol_text(case.version)
            self._versions[case.version] = load_protocol(text, case.protocol) if text else self.protocol
        return self._versions[case.version]

    def refresh_directory(self) -> list[str]:
        """Read contacts.xlsx again if it has changed; faults, each a sentence, keep the last good copy.

        `faulty_digest` names the version of the file that has them, so that the manager hears of it once.
        """
        file = self.settings.directory.file
        try:
            data = file.read_bytes()
        except OSError as fault:
            return [f"{file.name} cannot be read ({fault.strerror}); the last good copy is in use."]
        digest = hashlib.sha256(data).hexdigest()
        if digest in (self.directory_digest, self.faulty_digest):
            return self.directory_faults
        try:
            self.directory = read_contacts(data)
        except Misconfigured as fault:
            self.faulty_digest = digest
            self.directory_faults = [f"{one} The last good copy is in use." for one in fault.faults]
            return self.directory_faults
        self.directory_digest, self.faulty_digest, self.directory_faults = digest, "", []
        with self.store.change() as change:
            change.keep_contacts(digest, data)
        return []

    def refresh_letters(self) -> list[str]:
        """Read the partnership's own templates again if they have changed; what cannot be used, each time it changes."""
        changed = self.letters.refresh() or not self.letters_told
        self.letters_told = True
        return self.letters.faults() if changed else []


def own_file(settings: Settings, room: str) -> Path | None:
    """The partnership's own folder for `room` ("templates", "protocols", "vocabulary"), where it has one."""
    folder = settings.partnership.own_files
    return folder / room if folder is not None and (folder / room).is_dir() else None


def open_office(settings: Settings, store: Store, say: Say, worker: str) -> Office:
    """Put the service together. Raises `Misconfigured` with every fault of protocol and directory at once."""
    faults: list[str] = []
    directory, digest = _directory(settings, store, faults, say)
    protocol: Protocol | None = None
    text = ""
    try:
        text = shipped_protocol_text(settings.partnership.protocol, own_file(settings, "protocols"))
        protocol = load_protocol(text, settings.partnership.protocol)
    except Misconfigured as fault:
        faults += fault.faults
    if faults or protocol is None or directory is None:
        raise Misconfigured(*faults)
    row = store.mailbox(mailbox_name(settings))
    with store.change() as change:
        change.keep_protocol(protocol.version, protocol.id, text)
    partnership = settings.partnership
    return Office(
        settings=settings,
        store=store,
        mailbox=row,
        protocol=protocol,
        protocol_text=text,
        calendar=calendar(protocol.calendar, partnership.closed_days),
        letters=letters_of(settings),
        directory=directory,
        directory_digest=digest,
        say=say,
        worker=worker,
    )


def mailbox_name(settings: Settings) -> str:
    """The name by which the store knows a mailbox: who, where and which folder."""
    return f"{settings.mailbox.username}@{settings.mailbox.host}/{settings.mailbox.folder}"


def _directory(settings: Settings, store: Store, faults: list[str], say: Say) -> tuple[Directory | None, str]:
    try:
        data = settings.directory.file.read_bytes()
    except OSError as fault:
        found = [f"{settings.directory.file} cannot be read ({fault.strerror}). Make one with `case-intake init`."]
    else:
        try:
            directory = read_contacts(data)
        except Misconfigured as fault:
            found = list(fault.faults)
        else:
            digest = hashlib.sha256(data).hexdigest()
            with store.change() as change:
                change.keep_contacts(digest, data)
            return directory, digest
    kept = store.last_contacts()
    if kept is None:
        faults += found
        return None, ""
    for one in found:
        say(f"{one} The last good copy is in use.")
    return read_contacts(kept), ""


def letters_of(settings: Settings) -> Letters:
    """The partnership's letters, from its own templates where it has some."""
    partnership = settings.partnership
    about = Partnership(
        partnership.name,
        partnership.address,
        partnership.emergency,
        partnership.zone,
        settings.smtp.sender,
        partnership.phone,
        settings.mailbox.trusted_server is not None,
    )
    return Letters(about, own_file(settings, "templates"))
