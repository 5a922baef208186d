"""Releasing a held letter: a person allows it, and the journal says so."""

from __future__ import annotations

from datetime import datetime

from daemon.settings import Settings
from daemon.store import Store
from daemon.store.values import Letter


def release_letter(settings: Settings, store: Store, letter: Letter, now: datetime) -> None:
    """Let `letter` go at the next beat."""
    row = store.case_by_id(letter.case_id)
    with store.change() as change:
        change.release(letter.id, now)
        if row is not None:
            change.journal(
                [
                    {
                        "mailbox_id": row.mailbox_id,
                        "case_id": row.id,
                        "at": now,
                        "what": "released",
                        "by": settings.directory.manager,
                        "why": f"The {letter.occasion.replace('_', ' ')} was released by a person.",
                        "clause": None,
                        "basis": "local",
                        "message_id": letter.message_id,
                        "data": {"key": letter.key},
                        "undoes": None,
                    }
                ]
            )
