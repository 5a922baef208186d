"""Collect: copy what is new in the mailbox to the spool, commit, and only then let the watermark pass (DESIGN 11).

State is the store's, never the mailbox's: new is what lies above the watermark. On start, on a new UIDVALIDITY and once
a day the whole folder is compared with what the store knows. A UID that vanishes between listing and fetching is asked
for again for three beats, and then noted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from daemon.mailbox import Folder, Mailbox
from daemon.service.office import Office
from daemon.store.values import Mailbox as MailboxRow

AfterBatch = Callable[[], None]


def collect(
    office: Office, mailbox: Mailbox, now: datetime, *, whole: bool = False, after_batch: AfterBatch | None = None
) -> int:
    """Spool every new mail of the folder; how many there were.

    `whole` compares the folder with the store even where the watermark says that nothing is new. `after_batch` is
    called each time a batch has been committed, so that acknowledgements need not wait for the end of a backlog.
    """
    folder = mailbox.select(office.settings.mailbox.folder)
    row = _begun(office, mailbox, folder, now)
    today = office.today(now)
    whole = whole or row.uidvalidity != folder.uidvalidity or row.compared_on != today
    if whole:
        uids = _unknown(office, mailbox, row, folder)
    else:
        uids = sorted({*mailbox.uids_above(row.watermark), *office.store.vanished_uids(row.id, folder.uidvalidity)})
    missing = set(uids)
    collected = 0
    for batch in mailbox.fetch(uids):
        with office.store.change() as change:
            for mail in batch:
                missing.discard(mail.uid)
                change.spool(
                    mailbox_id=row.id,
                    folder=office.settings.mailbox.folder,
                    uidvalidity=folder.uidvalidity,
                    uid=mail.uid,
                    internaldate=mail.internaldate,
                    chunks=mail.chunks,
                )
                collected += 1
            change.set("mailbox.last_mail", now.isoformat())
        if after_batch is not None:
            after_batch()
    with office.store.change() as change:
        change.vanished(row.id, folder.uidvalidity, missing)
        change.set_place(
            row.id, folder.uidvalidity, max([row.watermark if not whole else 0, folder.uidnext - 1, *uids])
        )
        if whole:
            change.compared(row.id, today)
        change.set("mailbox.last_seen", now.isoformat())
        change.set("mailbox.collected_on", today.isoformat())
    return collected


def _begun(office: Office, mailbox: Mailbox, folder: Folder, now: datetime) -> MailboxRow:
    """The mailbox's row, with its starting point recorded once and never moved (DESIGN 2, promise 8)."""
    row = office.store.mailbox(office.mailbox.name)
    if row.started_at is not None:
        return row
    start = office.settings.mailbox.start
    before: list[tuple[datetime, int]] = []
    if start != "all":
        listed = mailbox.sizes_and_dates(mailbox.all_uids())
        before = [
            (internaldate, size)
            for _, size, internaldate in listed
            if start == "now" or _day(office, internaldate) < start
        ]
    with office.store.change() as change:
        change.begin(
            row.id,
            kind=start if isinstance(start, str) else start.isoformat(),
            at=now.astimezone(UTC),
            uidvalidity=folder.uidvalidity,
            watermark=folder.uidnext - 1 if start == "now" else 0,
            baseline=before,
        )
    return office.store.mailbox(office.mailbox.name)


def _unknown(office: Office, mailbox: Mailbox, row: MailboxRow, folder: Folder) -> list[int]:
    """Every UID of the folder that the store has no place for and that did not lie there before the start."""
    known = office.store.places(row.id, office.settings.mailbox.folder, folder.uidvalidity)
    new = [uid for uid in mailbox.all_uids() if uid not in known]
    if not new or row.start_kind == "all":
        return new
    listed = {uid: (internaldate, size) for uid, size, internaldate in mailbox.sizes_and_dates(new)}
    before = office.store.in_baseline(row.id, list(listed.values()))
    return [uid for uid in new if listed.get(uid) not in before]


def _day(office: Office, instant: datetime) -> date:
    return instant.astimezone(office.settings.partnership.zone).date()
