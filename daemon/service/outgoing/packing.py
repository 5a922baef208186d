"""The case pack gathered from the store: the journal, our letters, and the forms that came in (DESIGN 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from daemon.cases.papers.pack import Line, Sent, case_pack
from daemon.cases.papers.paper import Label, Paper
from daemon.cases.values import Case, Fact
from daemon.mail import open_mail
from daemon.protocol.counting import plain_day
from daemon.service.office import Office
from daemon.store.values import Message
from parsers.blank.definitions import definitions

# A mail of more is opened in a child of its own, which this is not; and no mail server takes a letter of more.
MOST_MAIL, MOST_ENCLOSED = 5_000_000, 15_000_000
_STATES = {"queued": "to be sent", "sending": "to be sent", "held": "waits for release"}


@dataclass(frozen=True, slots=True)
class ReceivedForm:
    """A form as it came in; `data` is None where it is too large to go with a letter."""

    name: str
    received: date
    sender: str | None
    suffix: str
    data: bytes | None

    @property
    def line(self) -> str:
        """The form as the pack lists it."""
        from_ = f" from {self.sender}" if self.sender else ""
        day = plain_day(self.received)
        return f"{self.name}: received {day}{from_}{'' if self.data else ' (too large to enclose)'}"


def gathered(office: Office, case: Case, forms: list[ReceivedForm], now: datetime) -> Paper:
    """The case pack of `case` as it stands at `now`; `forms` are those that go with it."""
    zone = office.settings.partnership.zone
    row = office.store.case(case.reference)
    assert row is not None
    journal = [
        Line(one.at.astimezone(zone), Fact(one.what, one.by, one.why, one.data, one.clause, one.basis, one.message_id))  # type: ignore[arg-type]
        for one in office.store.journal(row.id)
    ]
    letters = [
        Sent((one.sent_at or one.queued_at).astimezone(zone), one.occasion, ", ".join(one.to), _state(one.state))
        for one in office.store.letters_of_case(row.id)
        if one.occasion not in ("ruling",)
        and one.state != "withdrawn"
        and not one.key.startswith(f"{case.reference}/pack/")
    ]
    return case_pack(
        case,
        office.rules(now, case),
        partnership=office.settings.partnership.name,
        journal=journal,
        letters=letters,
        labels=labels_of(case.protocol),
        forms=[one.line for one in forms],
    )


def received_forms(office: Office, case: Case) -> list[ReceivedForm]:
    """Every form of the case, and of those merged into it, in the order in which they came, each once."""
    found: list[ReceivedForm] = []
    left, seen = MOST_ENCLOSED, set()
    came = [(one, row_id) for row_id in _rows(office, case) for one in office.store.messages_of_case(row_id)]
    for message, row_id in sorted(came, key=lambda one: (one[0].internaldate, one[0].id)):
        for sha256, suffix, data in _forms_in(office, message, row_id):
            if sha256 in seen:
                continue
            seen.add(sha256)
            fits = data if data is not None and len(data) <= left else None
            left -= len(fits or b"")
            day = message.internaldate.astimezone(office.settings.partnership.zone).date()
            name = f"{case.reference} form {len(found) + 1}{suffix}"
            found.append(ReceivedForm(name, day, message.sender, suffix, fits))
    return found


def _rows(office: Office, case: Case) -> list[int]:
    row = office.store.case(case.reference)
    if row is None or row.id is None:
        return []
    merged = [
        office.store.case(str(one.data["from"])) for one in office.store.journal(row.id) if one.what == "merged_from"
    ]
    here = [one.id for one in merged if one is not None and one.snapshot.get("merged_into") == case.reference]
    return [row.id, *(one for one in dict.fromkeys(here) if one is not None)]


def _forms_in(office: Office, message: Message, case_id: int) -> Iterator[tuple[str, str, bytes | None]]:
    if message.size > MOST_MAIL:
        for sha256 in office.store.attachment_digests(message.id):
            if (row := office.store.case_of_document(office.mailbox.id, sha256)) is not None and row.id == case_id:
                yield sha256, "", None
        return
    for document in open_mail(office.store.raw(message.id)).documents:
        row = office.store.case_of_document(office.mailbox.id, document.sha256)
        if row is not None and row.id == case_id:
            yield document.sha256, PurePath(document.name or "").suffix.lower() or ".docx", document.data or None


def _state(state: str) -> str:
    return _STATES.get(state, state)


def labels_of(protocol: str) -> list[Label]:
    """What the partnership's own form calls each field; nothing where the protocol has no form here."""
    try:
        form = definitions(protocol)[0]
    except KeyError:
        return []
    labels = [Label(section.heading, field.id, field.label) for section in form.sections for field in section.fields]
    return labels + [Label(one.heading, one.list, one.heading) for one in form.sections if one.list]
