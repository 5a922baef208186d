"""What the demonstration is played on: invented agencies, two partnerships' services, and their mail as it comes and goes."""

from __future__ import annotations

import email.message
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from daemon.demo.servers import PASSWORD, Servers
from daemon.directory.values import Agency, Person
from daemon.mailbox import connect
from daemon.post.smtp import Relay
from daemon.service.beat import Beat
from daemon.service.office import open_office
from daemon.settings import (
    DirectorySettings,
    LettersSettings,
    MailboxSettings,
    PartnershipSettings,
    RegisterSettings,
    Settings,
    SmtpSettings,
    StoreSettings,
)
from daemon.store import Store

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
BOLTON, MANX = "escalations@bolton-scp.example", "board@iom-board.example"
MANAGER, DEPUTY, DIRECTOR = "morgan.hale@unit.example", "dev.okoro@unit.example", "robin.quayle@iom-board.example"

# What the partnership's own mail server says of the manager's mails, without which a ruling counts for nothing.
_SERVER = "mx.bolton-scp.example"
VOUCHED = f"{_SERVER}; spf=pass; dmarc=pass header.from=unit.example"

AGENCIES = (
    Agency(
        "Brightmet Schools Trust",
        ("BST",),
        ("brightmet-schools.example",),
        "Asha Lin",
        "spoc@brightmet-schools.example",
    ),
    Agency(
        "Northside Hospital Trust",
        ("Northside NHS", "Northside Hospital"),
        ("northside-nhs.example",),
        "Joy Adeyemi",
        "safeguarding@northside-nhs.example",
        ("named.nurse@northside-nhs.example",),
    ),
    Agency(
        "Children's Social Care",
        ("CSC", "Children's Services"),
        ("council.example",),
        "Kit Marlow",
        "reviewing@council.example",
    ),
    Agency(
        "Manannan Education",
        ("Department of Education",),
        ("manannan-schools.example",),
        "Breesha Kelly",
        "lead@manannan-schools.example",
    ),
    Agency(
        "Manannan Health",
        ("Health Services",),
        ("manannan-health.example",),
        "Juan Clague",
        "lead@manannan-health.example",
    ),
)
PEOPLE = (
    Person("Business manager", "Morgan Hale", MANAGER),
    Person("Deputy manager", "Dev Okoro", DEPUTY),
    Person("Director of Multi-agency Safeguarding", "Robin Quayle", DIRECTOR),
    Person("Independent Chair", "Voirrey Teare", "chair@iom-board.example"),
)


@dataclass
class Stage:
    """What the story plays on: the folder, the servers, both beats, and the letters as SMTP took them."""

    folder: Path
    servers: Servers
    beats: tuple[Beat, ...]
    letters: list[email.message.Message]
    say: Callable[[str], None]
    sent: int = 0

    def arrives(
        self, when: datetime, to: str, sender: str, subject: str, words: str, form: bytes | None = None, **more: str
    ) -> None:
        """A mail comes to a partnership's mailbox, over IMAP, at `when`."""
        self.sent += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, more.pop("recipients", to), subject
        mail["Message-ID"] = f"<{self.sent}.{when:%Y%m%d}@{sender.partition('@')[2].rstrip('>')}>"
        for name, value in more.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(words)
        if form is not None:
            mail.add_attachment(form, maintype="application", subtype=WORD, filename="form.docx")
        box = connect(_mailbox(self.servers, to))
        try:
            box.select("INBOX")
            box.append(mail.as_bytes(), when, "INBOX")
        finally:
            box.close()
        self.say(f"{_clock(when)}  a mail arrives from {sender}: “{subject}”{' with a Word form' if form else ''}")

    def beat(self, now: datetime, only: str | None = None) -> None:
        """One beat of each service at `now`, with what it did; `only` that of the partnership with this address."""
        for beat in self.beats:
            if only is not None and beat.office.settings.partnership.address != only:
                continue
            for fault in beat.run(now):
                self.say(f"{_clock(now)}  {fault}")

    def message_id(self, reference: str, words: str) -> str:
        """The Message-ID of the letter about `reference` whose subject holds `words`, to reply to."""
        for letter in self.letters:
            subject = str(letter["Subject"])
            if reference in subject and words in subject:
                return str(letter["Message-ID"])
        raise LookupError(f"no letter about {reference} with “{words}” in its subject")


@contextmanager
def beats_of(folder: Path, servers: Servers, say: Callable[[str], None]) -> Iterator[tuple[Beat, ...]]:
    """The ordinary service for both partnerships, on one store."""
    opened = []
    with Store.open(f"sqlite:///{folder / 'demo.db'}") as store, store.served():
        for protocol, address, zone in (
            ("bolton", BOLTON, "Europe/London"),
            ("isle-of-man", MANX, "Europe/Isle_of_Man"),
        ):
            settings = _settings(folder, servers, protocol, address, zone)
            office = open_office(settings, store, lambda line: say(f"    {line}"), "demonstration")
            opened.append(
                Beat(
                    office,
                    lambda mailbox=settings.mailbox: connect(mailbox),
                    lambda smtp=settings.smtp: Relay(smtp),
                    check_clock=False,
                )
            )
        try:
            yield tuple(opened)
        finally:
            for beat in opened:
                beat.close()
    for suffix in ("", "-wal", "-shm", ".lock"):
        (folder / f"demo.db{suffix}").unlink(missing_ok=True)


def _settings(folder: Path, servers: Servers, protocol: str, address: str, zone: str) -> Settings:
    name = "Bolton Safeguarding Children Partnership" if protocol == "bolton" else "Isle of Man Safeguarding Board"
    return Settings(
        partnership=PartnershipSettings(name=name, protocol=protocol, time_zone=zone, address=address),
        mailbox=_mailbox(servers, address),
        smtp=SmtpSettings(host=servers.host, port=servers.smtp_port, security="none", sender=address),
        store=StoreSettings(url=f"sqlite:///{folder / 'demo.db'}"),
        register=RegisterSettings(file=folder / "register.xlsx"),
        directory=DirectorySettings(file=folder / "contacts.xlsx", manager=MANAGER),
        letters=LettersSettings(),
    )


def _mailbox(servers: Servers, address: str) -> MailboxSettings:
    return MailboxSettings(
        host=servers.host,
        port=servers.imap_port,
        security="none",
        username=address,
        password=PASSWORD,
        start="all",
        trusted_server=_SERVER,
    )


def _clock(when: datetime) -> str:
    return f"{when:%a %d %b %H:%M}"
