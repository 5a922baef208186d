"""Filing: handled mail is moved to the folder of its outcome, after the commit, never deleted (DESIGN 11)."""

from __future__ import annotations

from daemon.mailbox import Mailbox
from daemon.service.office import Office

ROOM = "Case intake"
A_TIME = 100


def file_handled(office: Office, mailbox: Mailbox) -> int:
    """Move what has an outcome and still lies in the mailbox; how many were moved.

    Each step can be repeated: a mail that is no longer there was moved before a crash, or by a colleague.
    """
    moved = 0
    while True:
        owed = office.store.to_file(office.mailbox.id, A_TIME)
        if not owed:
            return moved
        folder = mailbox.select(office.settings.mailbox.folder)
        with office.store.change() as change:
            for place in owed:
                if place.uidvalidity != folder.uidvalidity:
                    change.filed(place.id, None, "gone")
        here = [place for place in owed if place.uidvalidity == folder.uidvalidity]
        for target in sorted({place.target for place in here}):
            uids = [place.uid for place in here if place.target == target]
            results = mailbox.file(uids, f"{ROOM}/{target}")
            with office.store.change() as change:
                for place in here:
                    if place.target == target:
                        how, new_uid = results[place.uid]
                        change.filed(place.id, new_uid, how)
                        moved += how == "moved"
