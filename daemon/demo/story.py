"""The demonstration's story: two partnerships, seven forms, and three weeks that pass in seconds.

The service is the ordinary one; only its clock is moved on, and its mailbox and relay live in this process.
"""

from __future__ import annotations

import email
import email.message
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

from daemon.demo.samples import with_controls, with_legacy_fields, with_tables
from daemon.demo.servers import PASSWORD, Servers, embedded_servers
from daemon.directory.making import make_contacts
from daemon.directory.values import Agency, Person
from daemon.faults import UnreadableInput
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

    def beat(self, now: datetime) -> None:
        """One beat of each service at `now`, with what it did."""
        for beat in self.beats:
            for fault in beat.run(now):
                self.say(f"{_clock(now)}  {fault}")

    def message_id(self, reference: str, words: str) -> str:
        """The Message-ID of the letter about `reference` whose subject holds `words`, to reply to."""
        for letter in self.letters:
            subject = str(letter["Subject"])
            if reference in subject and words in subject:
                return str(letter["Message-ID"])
        raise LookupError(f"no letter about {reference} with “{words}” in its subject")


def play(folder: Path, say: Callable[[str], None]) -> None:
    """The whole story, into `folder`: letters/*.eml, register.xlsx, contacts.xlsx."""
    letters_folder = folder / "letters"
    try:
        letters_folder.mkdir(parents=True, exist_ok=True)
        for old in (*letters_folder.glob("*.eml"), folder / "demo.db", folder / "demo.db-wal", folder / "demo.db-shm"):
            old.unlink(missing_ok=True)
        (folder / "contacts.xlsx").write_bytes(make_contacts(("Morgan Hale", MANAGER), (), AGENCIES, PEOPLE))
    except OSError as fault:
        raise UnreadableInput(f"{folder} cannot be written ({fault.strerror}). Name another folder.") from None
    taken: list[email.message.Message] = []

    def on_letter(raw: bytes) -> None:
        letter = email.message_from_bytes(raw)
        taken.append(letter)
        (
            letters_folder / f"{len(taken):02d} {_file_name(str(make_header(decode_header(letter['Subject']))))}.eml"
        ).write_bytes(raw)

    with embedded_servers((BOLTON, MANX), on_letter) as servers, _beats(folder, servers, say) as beats:
        stage = Stage(folder, servers, beats, taken, say)
        _first_days(stage)
        _answers(stage)
        _overdue_and_closed(stage)
    _count(folder, taken, say)


def _first_days(stage: Stage) -> None:
    say = stage.say
    say("\nWednesday 4 March 2026. Agencies email the forms they always have.")
    morning = _at(2026, 3, 4, 9, 5)
    stage.beat(_at(2026, 3, 4, 9, 0))
    stage.arrives(
        morning, BOLTON, "Asha Lin <asha.lin@brightmet-schools.example>", "RPDE form", "Please find the form attached.",
        with_controls("bolton", _bolton("Brightmet Schools Trust", "Children's Social Care", "T. R.", date(2016, 5, 9))),
        recipients=f"{BOLTON}, reviewing@council.example",
    )  # fmt: skip
    stage.arrives(
        morning, BOLTON, "named.nurse@northside-nhs.example", "Escalation", "Form attached, thank you.",
        with_tables("Resolving Professional Differences and Escalation (RPDE)", _own_tables("Northside NHS", "CSC")),
    )  # fmt: skip
    stage.arrives(
        morning, BOLTON, "Kit Marlow <kit.marlow@council.example>", "Professional difference", "See form.",
        with_legacy_fields("Escalation of a professional disagreement", _legacy("Children's Services", "Northside Hospital")),
    )  # fmt: skip
    stage.arrives(
        morning, MANX, "Breesha Kelly <lead@manannan-schools.example>", "Stage 4 referral", "For the Director, please.",
        with_controls("isle-of-man", _manx()),
    )  # fmt: skip
    stage.arrives(
        morning, MANX, "lead@manannan-health.example", "Referral", "For the attention of the Director.",
        with_tables("Resolving Professional Differences Escalation Referral Form", _own_tables("Manannan Health", "Manannan Education", stage="Stage 4")),
    )  # fmt: skip
    stage.arrives(
        morning, BOLTON, "someone@webmail.example", "Form", "Hello",
        with_controls("bolton", _bolton("Unlisted Nursery", "Children's Social Care", "Z. Z.", date(2019, 1, 1))),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 4, 9, 6))
    stage.arrives(
        _at(2026, 3, 4, 9, 20), BOLTON, "reviewing@council.example", "Automatic reply: notice", "I am out of the office.",
        Auto_Submitted="auto-replied",
    )  # fmt: skip
    stage.beat(_at(2026, 3, 4, 9, 21))
    say("\nThe next mornings. The Director is prompted, the responding agencies are reminded.")
    for day in (5, 11, 12):
        stage.beat(_at(2026, 3, day, 9, 0))


def _answers(stage: Stage) -> None:
    stage.say("\nMonday 16 March. Children's Social Care answers the first form, and the school agrees.")
    stage.arrives(
        _at(2026, 3, 16, 11, 0), BOLTON, "Kit Marlow <reviewing@council.example>", "Re: notice", "Our answer is in section B.",
        with_controls(
            "bolton",
            {
                **_bolton("Brightmet Schools Trust", "Children's Social Care", "T. R.", date(2016, 5, 9)),
                "response_author": "Kit Marlow",
                "response_date": date(2026, 3, 16),
                "response_summary": "A strategy meeting has been called for Thursday.",
                "resolved": True,
                "agreed_actions": [{"action": "Strategy meeting", "owner": "Children's Social Care", "due": "19/03/2026"}],
            },
        ),
        In_Reply_To=stage.message_id("RPDE-2026-0001", "notice"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 16, 11, 1))
    stage.arrives(
        _at(2026, 3, 17, 8, 50), BOLTON, "asha.lin@brightmet-schools.example", "Re: RPDE-2026-0001: response received",
        "AGREED\n\nThank you all.", In_Reply_To=stage.message_id("RPDE-2026-0001", "response received"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 17, 9, 0))


def _overdue_and_closed(stage: Stage) -> None:
    stage.say("\nThursday 19 March. Ten working days have passed, and two answers are missing.")
    stage.beat(_at(2026, 3, 18, 9, 0))
    stage.beat(_at(2026, 3, 19, 9, 0))
    stage.say("\nFriday 20 March. Answers come: one late, one from the Director.")
    stage.arrives(
        _at(2026, 3, 20, 10, 0), BOLTON, "safeguarding@northside-nhs.example", "Re: RPDE-2026-0003", "Apologies for the delay.",
        with_controls(
            "bolton",
            {
                "responding_agency": "Northside Hospital Trust",
                "response_author": "Joy Adeyemi",
                "response_date": date(2026, 3, 20),
                "response_summary": "We do not agree that the threshold was met.",
                "resolved": False,
            },
        ),
        In_Reply_To=stage.message_id("RPDE-2026-0003", "chaser 1"),
    )  # fmt: skip
    stage.arrives(
        _at(2026, 3, 20, 10, 5), MANX, f"Robin Quayle <{DIRECTOR}>", "Re: RPD-2026-0001", "Outcome attached.",
        with_controls(
            "isle-of-man",
            {
                "response_author": "Robin Quayle",
                "response_date": date(2026, 3, 20),
                "response_summary": "The Independent Chair has spoken with the senior manager; next steps are agreed.",
                "resolved": True,
            },
        ),
        In_Reply_To=stage.message_id("RPD-2026-0001", "notice"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 20, 10, 6))
    stage.arrives(
        _at(2026, 3, 23, 9, 0), MANX, "Breesha Kelly <lead@manannan-schools.example>", "Re: RPD-2026-0001", "Agreed.\n",
        In_Reply_To=stage.message_id("RPD-2026-0001", "response received"),
    )  # fmt: skip
    stage.beat(_at(2026, 3, 23, 9, 5))


@contextmanager
def _beats(folder: Path, servers: Servers, say: Callable[[str], None]) -> Iterator[tuple[Beat, ...]]:
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
        host=servers.host, port=servers.imap_port, security="none", username=address, password=PASSWORD, start="all"
    )


def _bolton(referring: str, responding: str, who: str, born: date) -> dict[str, object]:
    return {
        "referring_agency": referring,
        "referring_name": "Asha Lin",
        "referring_role": "Designated Safeguarding Lead",
        "referring_phone": "01204 496 0101",
        "referring_email": "asha.lin@brightmet-schools.example",
        "form_date": date(2026, 3, 4),
        "subject_name": who,
        "subject_dob": born,
        "responding_agency": responding,
        "stage": "Formal Resolution",
        "disagreement_date": date(2026, 2, 26),
        "disagreement_summary": "We asked for a strategy discussion and were told that the threshold is not met.",
        "desired_outcome": "A strategy discussion within the week.",
        "risk_to_subject": "Missed health appointments.",
        "immediate_risk": False,
        "stage_history": [
            {"stage": "Informal", "date": "27/02/2026", "with": "Team manager", "outcome": "Not agreed"},
        ],
    }


def _manx() -> dict[str, object]:
    return {
        "referring_agency": "Manannan Education",
        "referring_name": "Breesha Kelly",
        "referring_role": "Senior manager",
        "form_date": date(2026, 3, 4),
        "subject_name": "P. Q.",
        "subject_dob": date(2012, 8, 30),
        "responding_agency": "Health Services",
        "stage": "Stage 4",
        "disagreement_date": date(2026, 2, 20),
        "disagreement_summary": "Stages one to three did not settle who leads the plan.",
        "desired_outcome": "A named lead.",
        "immediate_risk": False,
    }


def _own_tables(referring: str, responding: str, stage: str = "Formal") -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            "Agency raising the difference",
            [("Name of agency", referring), ("Your name", "Lee Hart"), ("Job title", "Named nurse"), ("Tel no.", "01632 960 123"), ("Date", "4th March 2026")],
        ),
        ("Child or young person", [("Name", "B. C."), ("D.O.B.", "14/11/13"), ("NHS number", "not known")]),
        (
            "The difference",
            [
                ("Agency the disagreement is with", responding),
                ("Stage of escalation", stage),
                ("Reason for escalation", "The plan does not keep the child safe at weekends."),
                ("What would you like to happen?", "A review of the plan."),
                ("Is the child at immediate risk?", "No"),
            ],
        ),
    ]  # fmt: skip


def _legacy(referring: str, responding: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        ("Referring agency details", [("Referring agency", referring), ("Name", "Kit Marlow"), ("Role", "Head of reviewing"), ("Date form completed", "04.03.2026")]),
        ("Subject details", [("Child's initials", "D. E."), ("Date of birth", "2 June 2017")]),
        (
            "Disagreement",
            [
                ("Receiving agency", responding),
                ("Stage", "Formal resolution"),
                ("Nature of disagreement", "Information was not shared before the conference."),
                ("Desired outcome", "The chronology, within five days."),
                ("Immediate risk", "No"),
            ],
        ),
    ]  # fmt: skip


def _count(folder: Path, letters: list[email.message.Message], say: Callable[[str], None]) -> None:
    say(f"\n{len(letters)} letters are in {folder / 'letters'}, the register is {folder / 'register.xlsx'}.")


def _at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def _clock(when: datetime) -> str:
    return f"{when:%a %d %b %H:%M}"


def _file_name(subject: str) -> str:
    return "".join(one if one.isalnum() or one in " -," else "" for one in subject)[:80].strip()
