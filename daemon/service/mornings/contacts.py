"""Is this still you? Twice a year each agency's single point of contact is asked (DESIGN 9)."""

from __future__ import annotations

from datetime import date, datetime

from daemon.cases.rules import slug
from daemon.cases.values import Wanted
from daemon.protocol.counting import working_days_after
from daemon.service.office import Office
from daemon.service.outgoing.hours import in_office_hours
from daemon.service.outgoing.writing import Writer

# The first working morning from the first of these months on: local practice.
_MONTHS = (3, 9)
_PERIOD = "contacts.period"
_PATIENCE = 10


def contacts_check(office: Office, now: datetime) -> int:
    """Ask every agency's contact if a half-year has begun and they have not been asked in it; how many letters.

    The half-year in which the service begins is not asked about, and one that was slept through is asked about late.
    """
    period = period_of(office.today(now))
    key = f"{_PERIOD}.{office.mailbox.id}"
    last = office.store.get(key)
    if last == period or not in_office_hours(now, office.settings.partnership.zone, office.calendar):
        return 0
    asked = 0
    with office.store.change() as change:
        change.set(key, period)
        if last is None:
            return 0
        writer = Writer(office, change, now)
        for agency in office.directory.agencies:
            if not agency.spoc_email:
                continue
            wanted = Wanted(
                key=_key(office, period, agency.name),
                occasion="contacts_check",
                party="contact",
                to=(agency.spoc_email,),
                addressee=agency.spoc_name or "",
                details={
                    "agency": agency.name,
                    "spoc_name": agency.spoc_name,
                    "spoc_email": agency.spoc_email,
                    "spoc_phone": agency.spoc_phone,
                    "deputies": list(agency.deputy_emails),
                },
                basis="local",
                rank=6,
            )
            writer.queue(wanted, None, None, office.protocol)
            asked += 1
    return asked


def period_of(day: date) -> str:
    """The half-year that a day lies in, named for the month it began: "2026-03", "2026-09"."""
    month = max((one for one in _MONTHS if one <= day.month), default=None)
    return f"{day.year}-{month:02d}" if month else f"{day.year - 1}-{_MONTHS[-1]:02d}"


def _key(office: Office, period: str, agency: str) -> str:
    return f"contacts/{office.mailbox.id}/{period}/{slug(agency)}"


def unanswered_checks(office: Office, today: date) -> list[str]:
    """Contacts that were asked ten working days ago or longer, in this half-year, and have not answered."""
    prefix = f"contacts/{office.mailbox.id}/{period_of(today)}/"
    said = {line.data.get("key") for line in office.store.journal(None) if line.what.startswith("contact_")}
    lines = []
    for letter in office.store.letters_in(office.mailbox.id, ("sent",), occasion="contacts_check"):
        if not letter.key.startswith(prefix) or letter.key in said or letter.sent_at is None:
            continue
        asked = letter.sent_at.astimezone(office.settings.partnership.zone).date()
        if working_days_after(asked, _PATIENCE, office.calendar).on <= today:
            lines.append(f"{letter.to[0]}: asked on {asked.day} {asked:%B} whether it is still right, and no answer.")
    return lines
