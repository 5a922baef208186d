"""The invitation to a panel as a calendar object that Outlook accepts, moves and takes back (RFC 5545, 5546). The one door
to icalendar.

It carries the reference and nothing of the case. One panel keeps one UID; a later SEQUENCE moves or cancels it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

MINUTES = 120
# A panel's UID is its reference with this ending, so that a calendar's answer finds its case.
_PANEL = "-panel"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a calendar answered to an invitation of ours: the case, who, and accepted, declined or tentative."""

    reference: str
    attendee: str
    answer: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A panel: its day and local time, how long, where, and which version of the invitation this is."""

    reference: str
    on: date
    at: time
    place: str
    sequence: int
    cancelled: bool = False
    minutes: int = MINUTES


def invitation(
    meeting: Meeting, *, organizer: str, organizer_name: str, attendee: str, zone: ZoneInfo, now: datetime
) -> bytes:
    """The .ics for one attendee: METHOD REQUEST, or CANCEL for a panel that will not meet."""
    # Imported here: few letters carry one, and the library costs a second of start-up.
    from icalendar import Calendar, Event, vCalAddress, vText

    calendar = Calendar()
    calendar.add("prodid", "-//case-intake//panel//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if meeting.cancelled else "REQUEST")
    event = Event()
    begins = datetime.combine(meeting.on, meeting.at, zone)
    event.add("uid", f"{meeting.reference}{_PANEL}@{organizer.rpartition('@')[2]}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", begins)
    # Counted on the clock on the wall, so that a panel across a clock change ends when its members think.
    event.add("dtend", begins + timedelta(minutes=meeting.minutes))
    event.add("summary", f"{meeting.reference}: panel")
    event.add("description", f"Reference {meeting.reference}. Please put no names into this entry.")
    if meeting.place:
        event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    host = vCalAddress(f"mailto:{organizer}")
    host.params["CN"] = vText(organizer_name)
    event["organizer"] = host
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE" if meeting.cancelled else "TRUE")
    event.add("attendee", guest, encode=False)
    calendar.add_component(event)
    # The years around the meeting are enough; Outlook stumbles over fifty years of clock changes.
    calendar.add_missing_timezones(date(meeting.on.year, 1, 1), date(meeting.on.year + 1, 12, 31))
    return calendar.to_ical()


def read_answer(data: bytes) -> Answer | None:
    """The answer in a calendar object that came by mail (RFC 5546, 3.2.3), or None where it is none to a panel of ours."""
    from icalendar import Calendar

    try:
        found: Any = Calendar.from_ical(data)  # type: ignore[arg-type]
        if str(found.get("METHOD", "")).upper() != "REPLY":
            return None
        (event,) = found.walk("VEVENT")
        attendee = event.get("ATTENDEE")
        (attendee,) = attendee if isinstance(attendee, list) else [attendee]
        answer = str(attendee.params.get("PARTSTAT", "")).casefold()
        reference = str(event.get("UID", "")).partition("@")[0]
        address = re.sub(r"^mailto:", "", str(attendee), flags=re.IGNORECASE)
    except (ValueError, LookupError, AttributeError, TypeError):
        return None
    if not reference.endswith(_PANEL) or answer not in ("accepted", "declined", "tentative"):
        return None
    return Answer(reference.removesuffix(_PANEL).upper(), address, answer)
