"""The answer to *is this still you?*: noted, or put before the manager (DESIGN 9, `contacts_check`)."""

from __future__ import annotations

from daemon.cases.rules import slug
from daemon.service.intake.outcomes import LOGGED, Finished
from daemon.service.office import Office
from daemon.service.opening.opened import Opened
from daemon.service.outgoing.writing import Writer
from daemon.store.values import Letter


def answered(office: Office, opened: Opened, writer: Writer, letter: Letter) -> Finished | None:
    """The reply to a contacts check: YES is noted, anything else is put before the manager; None from somebody else."""
    agency = next((one for one in office.directory.agencies if letter.key.endswith(f"/{slug(one.name)}")), None)
    sender = opened.sender.address
    asked = {one.casefold() for one in letter.to}
    if agency is None or sender is None or opened.authentication.dmarc == "fail":
        return None
    if sender.casefold() not in asked and agency.name not in opened.sender.agencies:
        return None
    first = next((line.strip() for line in opened.mail.new_words.splitlines() if line.strip()), "")
    right = first.strip(" \t.!'\"“”*").casefold() == "yes"
    why = f"{agency.name}: {sender} says that our contact for it is {'right' if right else 'not right'}."
    writer.note("contact_confirmed" if right else "contact_not_right", sender, why, letter.key, opened.mail.message_id)
    if not right:
        told = f"{why} Read the mail (message {opened.message.id}, in Case intake/Logged) and correct contacts.xlsx."
        writer.alarm(f"{letter.key}/answer/{opened.message.id}", [told], at_any_hour=False)
    return Finished("reply", LOGGED, why, why)
