"""Mails as they come to a partnership's mailbox, by subject, written from how the systems write and not from the rules. Everybody is invented."""

from tests.mail.unseen import (
    away_english,
    away_languages,
    carried,
    closed,
    delays,
    helpdesks,
    in_words,
    lists,
    notices,
    people,
    receipts,
    senders,
    standard_reports,
    worded_reports,
)
from tests.mail.unseen.values import Unseen


def every() -> list[Unseen]:
    """All of them."""
    rooms = (
        away_english,
        away_languages,
        helpdesks,
        notices,
        receipts,
        standard_reports,
        worded_reports,
        delays,
        lists,
        people,
        in_words,
        senders,
        carried,
        closed,
    )
    return [one for room in rooms for one in room.mails()]
