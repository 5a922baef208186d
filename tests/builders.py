"""Builders that keep the tests' stories short. Everybody here is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage
from itertools import count
from typing import Any

from daemon.cases.rules import Rules
from daemon.cases.values import FormReceived, Sender
from daemon.directory.values import Agency, Directory, Person
from daemon.protocol.calendars import calendar
from daemon.protocol.loading import shipped_protocol
from parsers.blank.filling import fill

MANAGER, DEPUTY = "manager@unit.example", "deputy@unit.example"
SCHOOLS = Agency("Example Schools Trust", ("EST",), ("schools.example",), "Sal Reed", "spoc@schools.example")
POLICE = Agency(
    "Example Police",
    ("Police", "EP"),
    ("police.example",),
    "Pat Moss",
    "spoc@police.example",
    ("deputy@police.example",),
)
HEALTH = Agency("Example Health Trust", ("Health",), ("health.example",), "Hari Shah", "spoc@health.example")
DIRECTORY = Directory(
    (SCHOOLS, POLICE, HEALTH),
    (
        Person("Business manager", "Mo Hale", MANAGER),
        Person("Deputy manager", "Dee Okoro", DEPUTY),
        Person("Director of Multi-agency Safeguarding", "Robin Teare", "director@board.example"),
        Person("Independent Chair", "Voirrey Kelly", "chair@board.example"),
    ),
)
_numbers = count(1)


def at(text: str) -> datetime:
    """An instant: "2026-03-04 09:05", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rules(protocol: str = "bolton", now: str = "2026-03-04 09:10", directory: Directory = DIRECTORY) -> Rules:
    """What a decision rests on, at `now`."""
    loaded = shipped_protocol(protocol)
    instant = at(now)
    return Rules(loaded, calendar(loaded.calendar), directory, MANAGER, instant, instant.date())


def answers(**more: Any) -> dict[str, Any]:
    """The canonical answers of an opening form, as JSON values."""
    return {
        "referring_agency": "Example Schools Trust",
        "responding_agency": "Example Police",
        "subject_name": "A. B.",
        "subject_dob": "2015-02-01",
        "stage": "Formal Resolution",
        "disagreement_summary": "We do not agree about the threshold.",
        "desired_outcome": "A strategy discussion.",
        "immediate_risk": False,
        **more,
    }


def a_sender(address: str | None = "ann@schools.example") -> Sender:
    """Whom an address speaks for, by the directory of these tests."""
    if address is None:
        return Sender(None, listed=False)
    exact = tuple(one.name for one in DIRECTORY.agencies_at(address))
    by_domain = tuple(one.name for one in DIRECTORY.domain_agencies(address))
    return Sender(address, bool(exact or by_domain), exact or by_domain, not exact, staff=address in (MANAGER, DEPUTY))


def a_form(
    event: str = "open", sender: str | None = "ann@schools.example", received: str = "2026-03-04 09:05", **more: Any
) -> FormReceived:
    """A form as deciding sees it."""
    options = {
        key: more.pop(key)
        for key in ("recipients", "acknowledge", "acknowledge_why", "hold", "tracked_changes", "missing")
        if key in more
    }
    instant = at(received)
    given = {
        "missing": (),
        "recipients": frozenset(),
        "acknowledge": True,
        "acknowledge_why": "",
        **options,
    }
    said = answers(**more) if event == "open" else dict(more)
    return FormReceived(
        event=event,
        answers=said,
        received=instant.date(),
        received_at=instant,
        sender=a_sender(sender),
        message_id=f"<{next(_numbers)}@test>",
        subject=None,
        **given,
    )


def a_word_form(protocol: str = "bolton", **more: Any) -> bytes:
    """A filled Word form with content controls."""
    said: dict[str, Any] = {
        "referring_agency": "Example Schools Trust",
        "referring_name": "Ann Bell",
        "subject_name": "A. B.",
        "subject_dob": date(2015, 2, 1),
        "responding_agency": "Example Police",
        "stage": "Formal Resolution" if protocol == "bolton" else "Stage 4",
        "disagreement_date": date(2026, 2, 27),
        "disagreement_summary": "We do not agree about the threshold.",
        "desired_outcome": "A strategy discussion.",
        "immediate_risk": False,
        **more,
    }
    return fill(protocol, {key: value for key, value in said.items() if value is not None})


def a_mail(
    sender: str,
    subject: str = "Form",
    words: str = "Please see the form.",
    form: bytes | None = None,
    to: str = "unit@example.org",
    **headers: str,
) -> bytes:
    """A mail as an agency sends it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = headers.pop("message_id", f"<{next(_numbers)}.mail@test>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words)
    if form is not None:
        word = "vnd.openxmlformats-officedocument.wordprocessingml.document"
        mail.add_attachment(form, maintype="application", subtype=word, filename="form.docx")
    return mail.as_bytes()
