"""The manager's page on the first working morning of each week (DESIGN 10): gathered from the store, sent once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from daemon.cases.facts import restored
from daemon.cases.papers.brief import running_out, said, shortened, week_of
from daemon.cases.values import Wanted
from daemon.service.mornings.contacts import unanswered_checks
from daemon.service.office import Office
from daemon.service.outgoing.hours import in_office_hours
from daemon.service.outgoing.writing import Writer
from daemon.store.values import MayGo

_WEEK = "brief.week"
_BOUNCES_FOR = timedelta(days=92)


def weekly_brief(office: Office, now: datetime) -> bool:
    """Queue this week's brief if it is time and it has not been written; True when it was.

    After an outage the present week's goes once, and those missed are not made up for. The week in which the service
    begins has none.
    """
    today = office.today(now)
    monday = today - timedelta(days=today.weekday())
    key = f"{_WEEK}.{office.mailbox.id}"
    last = office.store.get(key)
    if not in_office_hours(now, office.settings.partnership.zone, office.calendar):
        return False
    if last == monday.isoformat():
        _restate(office, now, monday)
        return False
    with office.store.change() as change:
        change.set(key, monday.isoformat())
        if last is None:
            return False
        change.set(f"{key}.before", last)
        wanted = _wanted(office, now, monday, date.fromisoformat(last))
        Writer(office, change, now).queue(wanted, None, None, office.protocol)
    return True


def _restate(office: Office, now: datetime, monday: date) -> None:
    """A brief that could not go on its day says what is true on the day it goes."""
    key, before = _key(office, monday), office.store.get(f"{_WEEK}.{office.mailbox.id}.before")
    waiting = office.store.letters_to_write(office.mailbox.id, MayGo(now, office.today(now)))
    if before is None or not any(one.wanted["wanted"].get("key") == key for one in waiting):
        return
    with office.store.change() as change:
        wanted = _wanted(office, now, monday, date.fromisoformat(before))
        Writer(office, change, now).rewrite(wanted, None, office.protocol)


def _key(office: Office, monday: date) -> str:
    return f"brief/{office.mailbox.id}/{monday.isoformat()}"


def _wanted(office: Office, now: datetime, monday: date, last: date) -> Wanted:
    store, today = office.store, office.today(now)
    cases = (restored(row.snapshot) for row in store.cases() if row.mailbox_id == office.mailbox.id)
    week = week_of(cases, lambda case: office.rules(now, case), monday, last)
    held = [f"Message {one.id}, since {said(_day(office, one.internaldate))}: {one.why}" for one in store.held()]
    letters = store.letters_in(office.mailbox.id, ("held", "failed"))
    waiting = [f"Letter {one.id}, {one.subject}: {one.why or one.state}" for one in letters]
    register = office.settings.register_
    return Wanted(
        key=_key(office, monday),
        occasion="brief",
        party="manager",
        to=(office.settings.directory.manager,),
        addressee="",
        details={
            "week": monday,
            "today": today,
            "open_cases": week.open_cases,
            "due": shortened(week.due),
            "overdue": shortened(week.overdue),
            "on_us": shortened(week.on_us),
            "held": shortened(held),
            "letters": shortened(waiting),
            "bounced": shortened([*_bounced(office, now), *unanswered_checks(office, today)]),
            "quiet": shortened(week.quiet),
            "answers": shortened(week.answers),
            "running_out": running_out(office.protocol, office.calendar, today),
            "register": str(register.file),
            "attached": register.attach,
        },
        attach=("register",) if register.attach else (),
        basis="local",
        rank=4,
    )


def _bounced(office: Office, now: datetime) -> list[str]:
    """Addresses that letters came back from and that contacts.xlsx still has."""
    found: dict[str, str] = {}
    for letter in office.store.letters_in(office.mailbox.id, ("bounced",), since=now - _BOUNCES_FOR):
        for address, state in letter.recipients.items():
            agencies = office.directory.agencies_at(address)
            if state in ("bounced", "refused") and agencies:
                names = ", ".join(one.name for one in agencies)
                found[address] = f"{address} ({names}): {letter.why}"
    return list(found.values())


def _day(office: Office, instant: datetime) -> date:
    return instant.astimezone(office.settings.partnership.zone).date()
