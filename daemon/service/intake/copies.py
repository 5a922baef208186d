"""The same mail again in other bytes: one Message-ID, delivered twice with other headers (DESIGN 11, *Identity*)."""

from __future__ import annotations

from daemon.mail import open_mail
from daemon.service.intake.outcomes import Finished
from daemon.service.office import Office
from daemon.service.opening.large import LARGE
from daemon.service.opening.opened import Opened
from daemon.store.values import Message


def same_id(office: Office, opened: Opened) -> Message | None:
    """An earlier message that bears the same Message-ID and has its outcome."""
    found = office.store.message_by_header_id(office.mailbox.id, opened.mail.message_id)
    return found if found is not None and found.id != opened.message.id and found.outcome is not None else None


def linked_copy(office: Office, opened: Opened) -> Finished | None:
    """The outcome of a mail that is a copy of one we have, or None.

    It is one when sender, subject and what it carries are the same; without attachments, when its words are too, for
    some systems give all their mails one Message-ID.
    """
    earlier = same_id(office, opened)
    mail = opened.mail
    if earlier is None or (earlier.sender, earlier.subject) != (mail.sender, mail.subject):
        return None
    ours = sorted(one.sha256 for one in mail.attachments)
    if ours != office.store.attachment_digests(earlier.id):
        return None
    if earlier.size > LARGE:
        # Its words are not worth having it whole in memory; equal digests of what it carries settle it.
        if not ours:
            return None
    elif open_mail(office.store.raw(earlier.id)).words.split() != mail.words.split():
        return None
    why = f"A copy of message {earlier.id}: the same Message-ID, sender and contents."
    return Finished(
        "duplicate", earlier.folder or "Filed", why, f"filed: {why}", office.store.cases_of_message(earlier.id)
    )
